"""Labelled reports and single sentences → what is known of every sentence.

A sentence that overlaps a quotation of an element is one that speaks of it. Quotations are not
exhaustive: a sentence is surely none of an element's only where the report lacks the element, or
where it overlaps quotations of others alone. Of all else nothing is known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.documents.suffixes import SUFFIXES
from analyzer.errors import UsageError
from analyzer.evaluation.homes import corpus_homes
from analyzer.evaluation.labels import Label, LabelledReport, read_corpus
from analyzer.evaluation.mutations import MutationKind, make_variants
from analyzer.lexicon.schema import Example
from analyzer.lexicon_examples import as_report
from analyzer.model.document import Document, Role
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from analyzer.reader.model import ROLES

Targets: TypeAlias = NDArray[np.int8]

YES, NO, UNKNOWN = 1, 0, -1
# For final figures; nothing is learnt from it.
_FINAL = "test"
_SENTENCES = "sentences"
# Of which part changed reports are learnt from, how many are made, and which changes teach.
_CHANGED = "train"
_VARIANTS = 600
_SEED = 1
_TELLING = (
    MutationKind.INTENDED,
    MutationKind.NEGATED,
    MutationKind.CITED,
    MutationKind.PARAPHRASED,
)
# Sets of one writer: a01-…, a02-… or d1-….
_WRITER = re.compile(r"([a-z])\d{2}(?!\d)|([a-z]\d)-")
# The whole year's work: a deed under any topic may be part of it.
_OVERALL = "measures"
_HOME = {
    "leadership_duty": Role.DUTY,
    "shortcomings": Role.SHORTCOMING,
    "causes": Role.CAUSE,
    "next_plan": Role.PLAN,
}
# Of several roles of one sentence the rarer says more.
_FIRST_OF = (Role.CAUSE, Role.SHORTCOMING, Role.PLAN, Role.DUTY, Role.DEED)
_WORDS = {"substantive": "充实", "mentioned": "空泛", "missing": "缺失"}


class Kind(StrEnum):
    """What a lesson is of."""

    REPORT = "report"
    SENTENCE = "sentence"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A text of which something is known.

    Attributes:
        pen: Who wrote it; texts of one pen are held out together.
        result: How the lexicon judges it.
        statuses: What a careful reader said of its elements; only of one for a single sentence,
            of none for a variant, which repeats the report that it was made of.
        targets: Sentences × scores: yes, no, or unknown.
    """

    name: str
    kind: Kind
    pen: str
    result: ReportResult
    statuses: Mapping[str, Status]
    targets: Targets

    @property
    def document(self) -> Document:
        """The text, taken apart."""
        return self.result.document


class SentenceRow(NamedTuple):
    """A line of ``sentences/``: a sentence, and what it says of one element."""

    element: str
    status: Status
    example: Example


def read_lessons(corpus: Path) -> tuple[list[Lesson], str]:
    """Returns all that a corpus teaches, and the SHA-256 of its files.

    Raises:
        UsageError: There are no labelled reports, or labels or sentences have faults.
    """
    homes = {name: home for name, home in corpus_homes(corpus).items() if name != _FINAL}
    parts = {name: _reports(home) for name, home in homes.items()}
    reports = [report for part in parts.values() for report in part]
    if not reports:
        raise UsageError(
            "没有可以学的报告",
            remedy="里面应有 train/、dev/ 这样的文件夹，各有 reports/ 和 labels/",
            source=str(corpus),
        )
    elements = tuple(reports[0].label.elements)
    analyzer = Analyzer(reader=False)
    lessons = [of_report(report, analyzer, elements) for report in reports]
    lessons += of_variants(parts.get(_CHANGED, ()), analyzer, elements)
    files = sorted((corpus / _SENTENCES).glob("*.tsv"))
    for path in files:
        lessons += of_sentences(path, analyzer, elements)
    for home in homes.values():
        files += [path for path in (home / "reports").iterdir() if path.suffix in SUFFIXES]
        files += (home / "labels").glob("*.yaml")
    return lessons, _digest(files, corpus)


def _reports(home: Path) -> list[LabelledReport]:
    """Returns the labelled reports of a part; texts of other kinds teach nothing of elements."""
    return [report for report in read_corpus(home) if report.label.is_report]


def elements_of(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Returns the ids of the elements that lessons tell of."""
    return tuple(next(lesson.statuses for lesson in lessons if lesson.kind is Kind.REPORT))


def of_report(report: LabelledReport, analyzer: Analyzer, elements: Sequence[str]) -> Lesson:
    """Returns what a labelled report teaches.

    Raises:
        UsageError: It labels other elements.
    """
    label = report.label
    if set(label.elements) != set(elements):
        raise UsageError(
            f"{report.name}：要素和其他标注不一样", remedy="请用 fazhi corpus lint 检查标注"
        )
    result = analyzer.analyze(report.text)
    return Lesson(
        report.name,
        Kind.REPORT,
        pen_of(report),
        result,
        {id_: label.elements[id_].status for id_ in elements},
        _targets(result.document, label, elements),
    )


def pen_of(report: LabelledReport) -> str:
    """Returns who wrote a report: the set of files that it belongs to, else its label's pen."""
    writer = _WRITER.match(report.name)
    return writer[writer.lastindex or 0] if writer else report.label.pen


def of_sentences(path: Path, analyzer: Analyzer, elements: Sequence[str]) -> Iterator[Lesson]:
    """Yields what each line of a file teaches, set into a small report.

    Raises:
        UsageError: A line is not of four parts, or says something unknown; or it is no UTF-8.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError("不是 UTF-8", remedy="请另存为 UTF-8", source=str(path)) from error
    for number, line in enumerate(lines, 1):
        try:
            row = _row(line, elements)
        except ValueError as error:
            raise UsageError(
                f"第 {number} 行写法有误",
                remedy="每行是：要素、应判、所在部分、原文，用制表符分隔",
                source=str(path),
            ) from error
        text = as_report(row.example)
        result = analyzer.analyze(text, year=row.example.year)
        start = text.rindex(row.example.text)
        targets = _nothing(result.document, elements)
        column = elements.index(row.element)
        for at, sentence in enumerate(result.document.sentences):
            if sentence.start < start + len(row.example.text) and sentence.end > start:
                _say(targets[at], len(elements), column, row.status)
        told = {row.element: row.status}
        # The files are long; a tenth of each is held out at a time.
        pen = f"{path.stem}:{number % 10}"
        yield Lesson(f"{path.stem}:{number}", Kind.SENTENCE, pen, result, told, targets)


def of_variants(
    reports: Sequence[LabelledReport], analyzer: Analyzer, elements: Sequence[str]
) -> Iterator[Lesson]:
    """Yields what changed reports teach by the sentences that were changed.

    Those that were not changed would only repeat what the report itself teaches.
    """
    bases = {report.name: report for report in reports}
    for variant in make_variants(reports, count=_VARIANTS, seed=_SEED):
        if variant.kind not in _TELLING:
            continue
        base = bases[variant.base]
        result = analyzer.analyze(variant.text)
        document = result.document
        targets = _targets(document, variant.label, elements)
        for at, sentence in enumerate(document.sentences):
            if variant.text[sentence.start : sentence.end] in base.text.text:
                targets[at] = UNKNOWN
        yield Lesson(variant.name, Kind.VARIANT, pen_of(base), result, {}, targets)


def _row(line: str, elements: Sequence[str]) -> SentenceRow:
    element, status, place, text = line.split("\t")
    if element not in elements:
        raise ValueError(element)
    example = Example.model_validate({"应判": _WORDS.get(status), "原文": text, "位置": place})
    return SentenceRow(element, Status(status), example)


def _say(target: Targets, kinds: int, column: int, status: Status) -> None:
    """Notes what a single sentence says of one element."""
    target[column] = NO if status is Status.MISSING else YES
    if status is not Status.MISSING:
        target[-2] = YES if status is Status.SUBSTANTIVE else NO
    target[-1] = target[column]


def _nothing(document: Document, elements: Sequence[str]) -> Targets:
    width = len(elements) + len(ROLES) + 2
    return np.full((len(document.sentences), width), UNKNOWN, np.int8)


def _targets(document: Document, label: Label, elements: Sequence[str]) -> Targets:
    """Returns what a label says of every sentence."""
    targets = _nothing(document, elements)
    quotes = _quotes(label)
    covered = {id_: _covered(document, quotes[id_]) for id_ in elements}
    missing = [label.elements[id_].status is Status.MISSING for id_ in elements]
    kinds = len(elements)
    for at, target in enumerate(targets):
        spoken = [covered[id_][at] for id_ in elements]
        roles = {
            _HOME.get(id_, Role.DEED) for id_, said in zip(elements, spoken, strict=True) if said
        }
        for column, id_ in enumerate(elements):
            if spoken[column]:
                target[column] = YES
            elif missing[column] or (roles and not (id_ == _OVERALL and Role.DEED in roles)):
                target[column] = NO
        if roles:
            chosen = next(role for role in _FIRST_OF if role in roles)
            target[kinds : kinds + len(ROLES)] = [role is chosen for role in ROLES]
            told = [
                label.elements[id_].status
                for id_, said in zip(elements, spoken, strict=True)
                if said
            ]
            target[-2] = Status.SUBSTANTIVE in told
            target[-1] = YES
    return targets


def _quotes(label: Label) -> dict[str, list[str]]:
    """Returns by element all that is quoted of it."""
    quotes = {id_: [*of.quotes, *of.passages] for id_, of in label.elements.items()}
    if "shortcomings" in quotes:
        quotes["shortcomings"] += [item.quote for item in label.items.shortcomings]
    if "next_plan" in quotes:
        quotes["next_plan"] += [item.quote for item in label.items.plan]
    return quotes


def _covered(document: Document, quotes: Sequence[str]) -> list[bool]:
    """Returns for every sentence whether it overlaps a quotation."""
    spans = []
    for quote in filter(None, quotes):
        start = document.text.find(quote)
        while start >= 0:
            spans.append((start, start + len(quote)))
            start = document.text.find(quote, start + 1)
    return [
        not sentence.heading
        and any(sentence.start < end and start < sentence.end for start, end in spans)
        for sentence in document.sentences
    ]


def _digest(files: Sequence[Path], corpus: Path) -> str:
    """Returns the SHA-256 of names and contents; line ends do not count, as Git may change them."""
    digest = hashlib.sha256()
    for path in sorted(files):
        contents = path.read_bytes()
        if path.suffix != ".docx":
            contents = contents.replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(corpus).as_posix()}\0{len(contents)}\0".encode())
        digest.update(contents)
    return digest.hexdigest()

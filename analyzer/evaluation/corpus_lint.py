"""What is wrong in a corpus: every fault of every label at once, and what parts may not share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analyzer.documents.read import read_document
from analyzer.documents.suffixes import SUFFIXES
from analyzer.errors import FazhiError
from analyzer.evaluation.homes import corpus_homes
from analyzer.evaluation.labels import (
    Label,
    LabelledReport,
    parse_label,
    placed_faults,
)
from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.lexicon.nodes import Fault, Parsed, Source
from analyzer.lexicon.nodes import Path as Place
from analyzer.lexicon.overlay import nearest
from analyzer.model.report import Status
from analyzer.structure.genre import REPORT

# They follow from the labels of elements and items.
DERIVED_RULES = ("element.missing", "element.hollow", "shortcoming.unanswered")


@dataclass(frozen=True, slots=True)
class Read:
    """A label that could be read, with its report and its file."""

    part: str
    report: LabelledReport
    tree: Parsed

    @property
    def label(self) -> Label:
        """The label."""
        return self.report.label

    def fault(self, place: Place, message: str) -> Fault:
        """Returns a fault at a place of the label's file."""
        return self.tree.fault(place, message)


@dataclass(frozen=True, slots=True)
class PartCounts:
    """How much there is in a part of a corpus.

    Attributes:
        files: Pairs of a report and a label, readable or not.
        reports: How many of the readable ones are annual reports.
        others: How many of them are something else.
        statuses: How often each status is given in annual reports.
        findings: How many findings are labelled.
    """

    files: int
    reports: int
    others: int
    statuses: Mapping[Status, int]
    findings: int


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a corpus: faults in the order of parts and files, and counts by part."""

    faults: tuple[Fault, ...]
    parts: Mapping[str, PartCounts]


@dataclass(slots=True)
class _Corpus:
    """What is read of a corpus, and what could not be read."""

    faults: list[Fault] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    files: Counter[str] = field(default_factory=Counter)


def lint_corpus(folder: Path, *, element_ids: tuple[str, ...], rule_ids: Iterable[str]) -> Linted:
    """Returns every fault of a corpus.

    Args:
        folder: A corpus (``reports/`` and ``labels/``), or a folder of such.
        element_ids: The elements that every label must tell of.
        rule_ids: The rules that findings may be of, besides those over several reports.

    Raises:
        UsageError: The folder is no corpus.
    """
    corpus = _Corpus()
    for part, home in corpus_homes(folder).items():
        _read_part(part, home, corpus)
    rules = (*rule_ids, *RULES_OVER_SEVERAL)
    # The tests of one label, then those that need the others.
    for one in corpus.read:
        own = placed_faults(one.report, element_ids)
        corpus.faults += [one.fault(place, message) for place, message in own]
        corpus.faults += _own_faults(one, rules)
    corpus.faults += _reference_faults(corpus.read)
    corpus.faults += _shared(corpus.read)
    order = list(dict.fromkeys(corpus.files))
    counts = {part: _counts(part, corpus) for part in order}
    faults = sorted(
        dict.fromkeys(corpus.faults), key=lambda fault: (fault.file, fault.line, fault.column)
    )
    return Linted(tuple(faults), counts)


# -- Reading -------------------------------------------------------------------------------------


def _read_part(part: str, home: Path, corpus: _Corpus) -> None:
    reports = {path.stem: path for path in _files(home / "reports", SUFFIXES)}
    labels = {path.stem: path for path in _files(home / "labels", (".yaml",))}
    corpus.files[part] = len(reports.keys() & labels.keys())
    if not reports and not labels:
        corpus.faults.append(_whole(home, "这一部分是空的，请放入报告和同名的标注"))
    for stem in sorted(reports.keys() | labels.keys()):
        report, label = reports.get(stem), labels.get(stem)
        if label is None:
            said = f"没有标注，应有 labels/{stem}.yaml"
            corpus.faults.append(_whole(reports[stem], said))
            continue
        try:
            raw = label.read_bytes()
        except OSError as error:
            corpus.faults.append(_whole(label, f"读不了这个文件（{error.strerror}）"))
            continue
        read, tree = parse_label(raw, str(label))
        corpus.faults += tree.faults
        if report is None:
            corpus.faults.append(_whole(label, f"没有报告，应有 reports/{stem}.txt 或 .docx"))
            continue
        try:
            text = read_document(report)
        except FazhiError as error:
            corpus.faults.append(_whole(report, f"{error.message}。{error.remedy}"))
            continue
        if read is not None:
            corpus.read.append(Read(part, LabelledReport(stem, text, read), tree))


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in suffixes)


def _whole(path: Path, message: str) -> Fault:
    return Source(str(path)).fault(1, 1, message)


# -- One label -----------------------------------------------------------------------------------


def _own_faults(one: Read, rules: tuple[str, ...]) -> Iterator[Fault]:
    label = one.label
    if label.is_report != (label.kind == REPORT):
        yield one.fault(("kind",), f"is_report 为 true 的，kind 应是 {REPORT}，反之不是")
    named = [("findings", n, finding) for n, finding in enumerate(label.findings)]
    named += [("dismissed", n, finding) for n, finding in enumerate(label.dismissed)]
    for name, number, finding in named:
        place = (name, number, "rule")
        if finding.rule in DERIVED_RULES:
            yield one.fault(place, f"{finding.rule} 由要素和逐条的标注推得，不用写")
        elif finding.rule not in rules:
            told = f"没有规则“{finding.rule}”{nearest(finding.rule, rules)}"
            yield one.fault(place, told)
    if not label.is_report:
        for key, element in label.elements.items():
            if element.status is not Status.MISSING:
                status = ("elements", key, "status")
                yield one.fault(status, f"{key}：不是年度报告的，要素一律是 missing")


# -- References to other reports -----------------------------------------------------------------


def _reference_faults(read: Sequence[Read]) -> Iterator[Fault]:
    # References do not reach into other parts, just as bodies do not.
    parts: dict[str, dict[str, Read]] = defaultdict(dict)
    for one in read:
        parts[one.part][one.report.name] = one
    for one in read:
        siblings = parts[one.part]
        yield from _copied_faults(one, siblings)
        yield from _followed_faults(one, siblings)
        yield from _repeated_faults(one, siblings)


def _copied_faults(one: Read, siblings: Mapping[str, Read]) -> Iterator[Fault]:
    for number, copied in enumerate(one.label.copied):
        other = siblings.get(copied.report)
        if other is None:
            yield _unknown(one, ("copied", number), copied.report)
        elif copied.earlier not in other.report.text.text:
            told = f"{copied.report} 里没有“{copied.earlier[:40]}”"
            yield one.fault(("copied", number, "earlier"), told)


def _followed_faults(one: Read, siblings: Mapping[str, Read]) -> Iterator[Fault]:
    for number, followed in enumerate(one.label.followed_up):
        place: Place = ("followed_up", number)
        other = siblings.get(followed.report)
        if other is None:
            yield _unknown(one, place, followed.report)
        else:
            yield from _not_earlier(one, other, place)
            yield from _range(one, (*place, "plan"), followed.plan, other.label.items.plan)


def _repeated_faults(one: Read, siblings: Mapping[str, Read]) -> Iterator[Fault]:
    for number, repeated in enumerate(one.label.repeated):
        place: Place = ("repeated", number)
        own = one.label.items.shortcomings
        yield from _range(one, (*place, "shortcoming"), repeated.shortcoming, own)
        other = siblings.get(repeated.report)
        if other is None:
            yield _unknown(one, place, repeated.report)
        else:
            yield from _not_earlier(one, other, place)
            theirs = other.label.items.shortcomings
            yield from _range(one, (*place, "earlier"), repeated.earlier, theirs)


def _unknown(one: Read, place: Place, name: str) -> Fault:
    return one.fault((*place, "report"), f"这一部分里没有能读的报告“{name}”")


def _range(one: Read, place: Place, index: int, items: Sequence[object]) -> Iterator[Fault]:
    if index >= len(items):
        yield one.fault(place, f"没有第 {index} 条（从 0 数起，共 {len(items)} 条）")


def _not_earlier(one: Read, other: Read, place: Place) -> Iterator[Fault]:
    """Yields what keeps a report from being an earlier one of the same body."""
    place = (*place, "report")
    if one.label.issuer != other.label.issuer:
        yield one.fault(place, f"{other.report.name} 是另一个单位的（{other.label.issuer}）")
    year, before = one.label.reporting_year, other.label.reporting_year
    if year is None or before is None or before >= year:
        yield one.fault(place, f"{other.report.name} 的报告年度（{before}）不比本份（{year}）早")


# -- Between parts -------------------------------------------------------------------------------


def _shared(read: Iterable[Read]) -> Iterator[Fault]:
    """Yields bodies, pens and file names that stand in two parts: what is trained is then tested."""
    for key, called in (("issuer", "单位"), ("pen", "笔法"), ("", "文件名")):
        homes: dict[str, dict[str, str]] = defaultdict(dict)
        for one in read:
            value = getattr(one.label, key) if key else one.report.name
            if not value:
                continue
            elsewhere = [part for part in homes[value] if part != one.part]
            if elsewhere:
                where = f"{elsewhere[0]}/{homes[value][elsewhere[0]]}"
                place = (key,) if key else ()
                yield one.fault(place, f"{called}“{value}”在 {where} 里也有，两部分不能共用")
            homes[value].setdefault(one.part, one.report.name)


# -- Counts --------------------------------------------------------------------------------------


def _counts(part: str, corpus: _Corpus) -> PartCounts:
    labels = [one.label for one in corpus.read if one.part == part]
    reports = [label for label in labels if label.is_report]
    return PartCounts(
        files=corpus.files[part],
        reports=len(reports),
        others=len(labels) - len(reports),
        statuses=Counter(e.status for label in reports for e in label.elements.values()),
        findings=sum(len(label.findings) for label in labels),
    )

"""The labels of a corpus: one YAML file per report, with the report's verdicts as a reader gave them.

A corpus is a folder with ``reports/`` and ``labels/``; a report and its label share their stem.
The keys are described in ``corpus/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analyzer.documents.read import read_document
from analyzer.documents.suffixes import SUFFIXES
from analyzer.errors import UsageError
from analyzer.lexicon import messages
from analyzer.lexicon.nodes import Parsed, parse_yaml
from analyzer.lexicon.nodes import Path as Place
from analyzer.model.document import Level
from analyzer.model.report import Status
from analyzer.model.text import ExtractedText
from analyzer.model.trend import FollowUp

# So much of a quote is shown.
_SHOWN = 40


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ElementLabel(_Record):
    """A reader's verdict on one element.

    Attributes:
        quotes: Exact pieces of the text that prove it; none where it is missing.
        passages: In a complete report, everything whose deletion takes the element out.
        headings: Heading lines that belong to this element alone.
        paraphrase: Replacements inside the passages that avoid the usual words and leave the
            verdict as it is.
    """

    status: Status
    quotes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    paraphrase: tuple[tuple[str, str], ...] = ()


class ShortcomingLabel(_Record):
    """One shortcoming: its core, whether a cause is given, and the plan points that answer it."""

    quote: str
    cause: bool
    answered_by: tuple[int, ...] = ()


class PlanLabel(_Record):
    """One point of next year's plan."""

    quote: str


class ItemLabels(_Record):
    """Shortcomings and plan points, each in the order of the text."""

    shortcomings: tuple[ShortcomingLabel, ...] = ()
    plan: tuple[PlanLabel, ...] = ()


class FindingLabel(_Record):
    """A finding and the place it is about: the ``n``-th occurrence of ``quote``."""

    rule: str
    quote: str = ""
    n: int = Field(1, ge=1)


class CopiedLabel(_Record):
    """A passage taken over from another report: ``earlier`` is how it stood in ``report``."""

    quote: str
    report: str
    earlier: str


class FollowUpLabel(_Record):
    """What became of a point of the plan in the body's earlier report.

    Attributes:
        report: Stem of the earlier report.
        plan: Number of the point in that report's label, from 0.
        status: How far it was carried out, as far as this report tells.
        quote: The passage that tells it; empty where none does.
    """

    report: str
    plan: int = Field(ge=0)
    status: FollowUp
    quote: str = ""


class RepeatedLabel(_Record):
    """A shortcoming that the body's earlier report already told: both by number, from 0."""

    report: str
    earlier: int = Field(ge=0)
    shortcoming: int = Field(ge=0)


class Label(_Record):
    """Everything a reader said of one report.

    Attributes:
        pen: Whose way of writing it is, in a few words; reports of one pen go into one split.
        partial: Whether only part of the report was labelled: elements that are left out are
            unknown, ``findings`` and ``dismissed`` are all that is known of findings, nothing is
            known of items, and what identifies the report is the program's reading.
        dismissed: Findings of the program that a reader says do not hold.
        copied: Passages taken over from another report of the corpus.
        followed_up: What became of the earlier report's plan.
        repeated: Shortcomings told again.
    """

    pen: str
    is_report: bool
    kind: str
    reporting_year: int | None
    issuer: str | None
    level: Level | None
    complete: bool = False
    partial: bool = False
    elements: dict[str, ElementLabel]
    items: ItemLabels
    findings: tuple[FindingLabel, ...] = ()
    dismissed: tuple[FindingLabel, ...] = ()
    copied: tuple[CopiedLabel, ...] = ()
    followed_up: tuple[FollowUpLabel, ...] = ()
    repeated: tuple[RepeatedLabel, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report with its label."""

    name: str
    text: ExtractedText
    label: Label


def parse_label(raw: bytes, name: str) -> tuple[Label | None, Parsed]:
    """Returns the label in a file's bytes, and its tree with what is wrong with it.

    Args:
        raw: The bytes.
        name: The name to show in faults.
    """
    parsed = parse_yaml(raw, name)
    if parsed.faults:
        return None, parsed
    try:
        return Label.model_validate(parsed.value), parsed
    except ValidationError as error:
        for path, message in messages.explain(error.errors(), Label):
            parsed.faults.append(parsed.fault(path, message))
    return None, parsed


def read_label(path: Path) -> Label:
    """Returns the label in a file.

    Raises:
        UsageError: The file is no label; the message says where and why.
    """
    label, parsed = parse_label(path.read_bytes(), path.name)
    if label is None:
        raise UsageError("\n".join(map(str, parsed.faults)), remedy="请修改标注文件后重试")
    return label


def read_corpus(folder: Path) -> Iterator[LabelledReport]:
    """Yields the reports of a corpus in name order, each with its label.

    Raises:
        UsageError: A report has no label, a label no report, or a label has faults.
    """
    reports = {
        path.stem: path for path in (folder / "reports").iterdir() if path.suffix in SUFFIXES
    }
    labels = {path.stem: path for path in (folder / "labels").glob("*.yaml")}
    alone = sorted(reports.keys() ^ labels.keys())
    if alone:
        raise UsageError(
            f"报告和标注没有成对：{'、'.join(alone)}", remedy="reports/ 和 labels/ 里的文件应同名"
        )
    for stem, path in sorted(reports.items()):
        yield LabelledReport(stem, read_document(path), read_label(labels[stem]))


def label_faults(report: LabelledReport, element_ids: tuple[str, ...]) -> list[str]:
    """Returns what contradicts the text or itself in a label, one Chinese line each."""
    return [message for _, message in placed_faults(report, element_ids)]


def placed_faults(
    report: LabelledReport, element_ids: tuple[str, ...]
) -> Iterator[tuple[Place, str]]:
    """Yields what contradicts the text or itself in a label: where in the file, and a Chinese line.

    Args:
        report: A report with its label.
        element_ids: The elements that a label must tell of.
    """
    text, label = report.text.text, report.label
    odd = set(label.elements) - set(element_ids)
    if not label.partial:
        odd = set(label.elements) ^ set(element_ids)
    if odd:
        yield ("elements",), f"要素不齐：{'、'.join(sorted(odd))}"
    for key, element in label.elements.items():
        if (element.status is Status.MISSING) != (not element.quotes):
            yield ("elements", key), f"{key}：缺失的不引原文，其余的至少引一处"
        joined = "\n".join(element.passages)
        for n, (old, _) in enumerate(element.paraphrase):
            if old not in joined:
                yield ("elements", key, "paraphrase", n), f"{key}：“{old}”不在 passages 里"
    for place, quote in _quotes(label):
        if not quote:
            yield place, "引文是空的"
        elif quote not in text:
            yield place, f"原文里没有“{quote[:_SHOWN]}”"
    for name, findings in (("findings", label.findings), ("dismissed", label.dismissed)):
        for number, finding in enumerate(findings):
            if finding.quote in text and finding.quote and text.count(finding.quote) < finding.n:
                told = f"原文里没有第 {finding.n} 处“{finding.quote[:_SHOWN]}”"
                yield (name, number, "n"), told
    for number, item in enumerate(label.items.shortcomings):
        for n, index in enumerate(item.answered_by):
            if not 0 <= index < len(label.items.plan):
                place = ("items", "shortcomings", number, "answered_by", n)
                yield place, f"安排没有第 {index} 条（从 0 数起）"


def _quotes(label: Label) -> Iterator[tuple[Place, str]]:
    """Yields every quote of the report's own text and its place; those that may be empty if not."""
    for key, element in label.elements.items():
        for name in ("quotes", "passages", "headings"):
            for n, quote in enumerate(getattr(element, name)):
                yield ("elements", key, name, n), quote
    for name in ("shortcomings", "plan"):
        for n, item in enumerate(getattr(label.items, name)):
            yield ("items", name, n, "quote"), item.quote
    for n, copied in enumerate(label.copied):
        yield ("copied", n, "quote"), copied.quote
    for name in ("findings", "dismissed", "followed_up"):
        for n, item in enumerate(getattr(label, name)):
            if item.quote:
                yield (name, n, "quote"), item.quote

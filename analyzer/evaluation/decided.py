"""Reviewers' decisions → a corpus of labelled reports, as ``labels`` reads it.

Only what was decided is labelled (``partial: true``). Personal data is masked in report and label
alike, character by character, so that quotations stay exact; findings of such data are left out,
for there is nothing left to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import yaml

from analyzer.errors import UsageError
from analyzer.evaluation.corpus_lint import DERIVED_RULES
from analyzer.evaluation.labels import ElementLabel, FindingLabel, ItemLabels, Label
from analyzer.model.report import ReportResult, Status
from analyzer.model.text import masked
from analyzer.output.selection import NOT_A_REPORT
from analyzer.review.decision import storable
from analyzer.review.matching import Ruling, Rulings
from analyzer.structure.genre import REPORT

_ILLEGAL = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written: reports, decided elements, decided findings."""

    reports: int
    elements: int
    findings: int


def export_labels(reviewed: Iterable[tuple[ReportResult, Rulings]], folder: Path) -> Exported:
    """Writes the reports with decisions that stand, and their labels, into a new folder.

    Decisions on the whole of a report that has changed since are left out: nobody has read the new
    text with them in mind.

    Raises:
        UsageError: The folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("导出的文件夹里已有内容", remedy="请换一个空文件夹", source=str(folder))
    taken: set[str] = set()
    elements = findings = 0
    try:
        for name in ("reports", "labels"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for result, rulings in reviewed:
            label = label_of(result, rulings)
            elements += len(label.elements)
            findings += len(label.findings) + len(label.dismissed)
            if label.elements or label.findings or label.dismissed:
                stem = _free_name(result, taken)
                text = masked(result.document.text, 0, result.masked)
                report = folder / "reports" / f"{stem}.txt"
                report.write_bytes(text.encode("utf-8", "replace"))
                (folder / "labels" / f"{stem}.yaml").write_bytes(_as_yaml(label).encode())
    except OSError as error:
        raise UsageError(
            "标注写不出去", remedy="文件夹可能只读；请换一个位置", source=str(folder)
        ) from error
    return Exported(len(taken), elements, findings)


def label_of(result: ReportResult, rulings: Rulings) -> Label:
    """Returns the label that the decisions on a report amount to."""
    identity = result.document.identity
    is_report = identity.is_report or _called_a_report(result, rulings)
    decided = {
        id_: ruling for id_, ruling in rulings.elements.items() if is_report and _trusted(ruling)
    }
    labels = {id_: _element(result, ruling) for id_, ruling in decided.items()}
    held: list[FindingLabel] = []
    dismissed: list[FindingLabel] = []
    for index, ruling in rulings.findings.items():
        rule = ruling.decision.rule
        if rule is None or rule in DERIVED_RULES or _is_masked(result, index):
            continue
        if _trusted(ruling):
            kept = held if ruling.decision.holds else dismissed
            kept.append(_finding(result, index))
    return Label(
        pen=f"{identity.issuer or '没有写明单位'}（由审查认定导出）",
        is_report=is_report,
        kind=REPORT if is_report else identity.kind,
        reporting_year=identity.reporting_year,
        issuer=identity.issuer,
        level=identity.level,
        partial=True,
        elements=labels,
        items=ItemLabels(),
        findings=tuple(held),
        dismissed=tuple(dismissed),
        notes="；".join(_notes(decided.values())),
    )


def _is_masked(result: ReportResult, index: int) -> bool:
    """Tells whether a finding is about personal data."""
    start, end = result.findings[index].start, result.findings[index].end
    return (
        start is not None
        and end is not None
        and any(low < end and start < high for low, high in result.masked)
    )


def _trusted(ruling: Ruling) -> bool:
    return ruling.stands and not ruling.changed


def _called_a_report(result: ReportResult, rulings: Rulings) -> bool:
    """Tells whether a reviewer says that it is a report, whatever the program took it for."""
    return any(
        result.findings[index].rule == NOT_A_REPORT
        and _trusted(ruling)
        and ruling.decision.holds is False
        for index, ruling in rulings.findings.items()
    )


def _element(result: ReportResult, ruling: Ruling) -> ElementLabel:
    status = ruling.decision.status
    assert status is not None
    if status is Status.MISSING:
        return ElementLabel(status=status)
    return ElementLabel(
        status=status, quotes=tuple(_quote(result, p.start, p.end) for p in ruling.places)
    )


def _finding(result: ReportResult, index: int) -> FindingLabel:
    finding = result.findings[index]
    if finding.start is None or finding.end is None:
        return FindingLabel(rule=finding.rule, n=1)
    quote = _quote(result, finding.start, finding.end)
    text = masked(result.document.text[: finding.start], 0, result.masked)
    return FindingLabel(rule=finding.rule, quote=quote, n=_count(text, quote) + 1)


def _quote(result: ReportResult, start: int, end: int) -> str:
    return masked(result.document.text[start:end], start, result.masked)


def _count(text: str, quote: str) -> int:
    return text.count(quote) if quote else 0


def _notes(rulings: Iterable[Ruling]) -> Iterator[str]:
    for ruling in rulings:
        made = ruling.decision
        reason = f"：{made.because}" if made.because else ""
        yield f"{made.element} 由{made.by}于 {made.at:%Y-%m-%d} 认定{reason}"


def _free_name(result: ReportResult, taken: set[str]) -> str:
    """Returns a file name that every system takes and no other report has."""
    stem = storable(PurePath(result.document.source or "报告").stem)
    stem = "".join("_" if ch in _ILLEGAL or not ch.isprintable() else ch for ch in stem)
    stem = stem.strip(" .")[:80] or "报告"
    name, number = stem, 1
    while name.casefold() in {other.casefold() for other in taken}:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


class _Dumper(yaml.SafeDumper):
    """Quotes every text: bare words such as 是 are not words to the reader of labels."""


_Dumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def _as_yaml(label: Label) -> str:
    value = label.model_dump(mode="json", exclude_defaults=True) | {"issuer": label.issuer}
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))

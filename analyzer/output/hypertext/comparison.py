"""A comparison → one page: bodies × elements with signs, who lacks what, who did not report, reasons.

Each sign leads to the reason of the verdict, further down on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from analyzer.lexicon.schema import Pack
from analyzer.model.comparison import Aside, Comparison, Row
from analyzer.model.report import Finding, Severity, Status
from analyzer.output.decisions import told_of
from analyzer.output.hypertext.rendering import rendered
from analyzer.output.hypertext.words import WORDS
from analyzer.output.wording import SEVERITY


class ShownVerdict(NamedTuple):
    """The verdict on one element of one body.

    Attributes:
        anchor: Where its reason stands.
        status: ``None`` where the element does not apply to the body.
        decided: Whether the status is that of a reviewer.
        doubt: Whether a person must still settle it (待复核).
        decision: What a reviewer decided, in words; empty where nobody did.
        quote: The first piece of evidence, with ``place``; empty where there is none.
    """

    anchor: str
    id: str
    label: str
    status: Status | None
    decided: bool
    doubt: bool
    reason: str
    points: str
    decision: str
    quote: str
    place: str


class ShownGap(NamedTuple):
    """A finding of one report, and what a reviewer decided on it."""

    severity: Severity
    finding: Mapping[str, Any]
    decision: str
    dismissed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBody:
    """One report among others, with its number on the page, from 1."""

    number: int
    row: Row
    name: str
    file: str
    verdicts: tuple[ShownVerdict, ...]
    gaps: tuple[ShownGap, ...]


class Lacking(NamedTuple):
    """An element, the bodies that lack it, and those that have it hollow."""

    label: str
    missing: tuple[tuple[str, str], ...]
    hollow: tuple[tuple[str, str], ...]


def comparison_page(comparison: Comparison, pack: Pack) -> str:
    """Returns the page. The same comparison and pack give the same bytes."""
    labels = {each.id: each.label for each in pack.elements}
    bodies = [_body(number, row, labels) for number, row in enumerate(comparison.rows, 1)]
    aside = [(record, why) for record, why in comparison.aside if why is not Aside.FILTERED]
    year = f"{comparison.year}年度" if comparison.year else "年度不明"
    return rendered(
        "comparison.html",
        sheets=("found.css", "comparison.css"),
        title=f"{year}法治政府建设年度报告比较",
        pack=f"{pack.head.name} {pack.version}",
        bodies=bodies,
        held_back=len(comparison.aside) - len(aside),
        labels=[labels.get(id_, name) for id_, name in comparison.elements.items()],
        coverage=[
            (status, [comparison.coverage[id_][str(status)] for id_ in comparison.elements])
            for status in (Status.MISSING, Status.MENTIONED)
        ],
        lacking=[
            lacking
            for lacking in _lacking(comparison, bodies, labels)
            if lacking.missing or lacking.hollow
        ],
        submissions=list(_submissions(comparison)),
        aside=[(_file(record.source), record.issuer or "", str(why)) for record, why in aside],
        failures=[(_file(each.source), each.message) for each in comparison.failures],
        **WORDS,
    )


def _body(number: int, row: Row, labels: Mapping[str, str]) -> ShownBody:
    report, statuses = row.record.report, row.statuses
    gaps = [_gap(finding) for finding in report["findings"]]
    return ShownBody(
        number=number,
        row=row,
        name=row.name,
        file=_file(row.record.source),
        verdicts=tuple(
            _verdict(f"b{number}-{index}", element, statuses[element["id"]], labels)
            for index, element in enumerate(report["elements"], 1)
        ),
        gaps=tuple(sorted(gaps, key=lambda gap: tuple(Severity).index(gap.severity))),
    )


def _verdict(
    anchor: str, element: Mapping[str, Any], status: Status | None, labels: Mapping[str, str]
) -> ShownVerdict:
    decision = element.get("decision")
    first = element["evidence"][0] if element["evidence"] else None
    page = f"第{first['page']}页" if first and first["page"] else ""
    return ShownVerdict(
        anchor=anchor,
        id=element["id"],
        label=labels.get(element["id"], element["name"]),
        status=status,
        decided=decision is not None and decision["state"] == "stands",
        doubt=element["review"],
        reason=element["reason"],
        points=f"{element['points']:.1f}/{element['weight']:.1f}"
        if element["weight"]
        else "不计分",
        decision=told_of(decision) if decision is not None else "",
        quote=first["text"] if first else "",
        place=f"{page}第{first['paragraph']}段" if first else "",
    )


def _gap(finding: Mapping[str, Any]) -> ShownGap:
    decision = finding.get("decision")
    return ShownGap(
        severity=Severity(finding["severity"]),
        finding=finding,
        decision=told_of(decision) if decision is not None else "",
        dismissed=decision is not None
        and decision["state"] == "stands"
        and decision["verdict"] == "dismissed",
    )


def _lacking(
    comparison: Comparison, bodies: list[ShownBody], labels: Mapping[str, str]
) -> Iterator[Lacking]:
    for id_, name in comparison.elements.items():
        found = [
            (verdict.status, (body.name, verdict.anchor))
            for body in bodies
            for verdict in body.verdicts
            if verdict.id == id_
        ]
        yield Lacking(
            labels.get(id_, name),
            tuple(named for status, named in found if status is Status.MISSING),
            tuple(named for status, named in found if status is Status.MENTIONED),
        )


def _submissions(comparison: Comparison) -> Iterator[tuple[Severity, str, list[list[Finding]]]]:
    """Yields who did not report and who was late, by gravity; what has one remedy stands together."""
    for severity in Severity:
        groups: dict[tuple[str, str, str], list[Finding]] = {}
        for each in comparison.findings:
            if each.severity is severity:
                key = (each.rule, each.legal_basis, each.advice)
                groups.setdefault(key, []).append(each)
        if groups:
            yield severity, SEVERITY[severity], list(groups.values())


def _file(source: str) -> str:
    """Returns the name of a file; its folder is nobody's business but the clerk's."""
    return PurePath(source.replace("\\", "/")).name

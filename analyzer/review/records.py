"""Decisions on records: verdicts as reviewers decided them, with what the program had said beside.

A report with decisions counts as decided wherever reports are compared. Its REPORT then has, besides
the keys of the contract:

- ``program``: ``score`` and ``grade`` as the program gave them; ``score`` and ``grade`` are those
  after the decisions.
- In an element: ``decision`` (as ``fazhi check`` prints it) and ``program_status``; ``status``,
  ``credit`` and ``points`` are as decided where the decision stands, and as the program said where
  it has lapsed.
- In a finding: ``decision``. The finding on a gap that a reviewer corrected is left out, and one is
  added where a reviewer sees a gap that the program did not.
- ``lapsed``: how many decisions have lapsed, those on findings that are gone included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from analyzer import scoring
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Document, Identity, Level
from analyzer.model.record import Record
from analyzer.model.report import (
    Contradiction,
    ElementResult,
    Evidence,
    Finding,
    Items,
    Opinion,
    Passage,
    Rejected,
    ReportResult,
    Severity,
    Status,
)
from analyzer.model.text import Span
from analyzer.review.decision import Decision, storable
from analyzer.review.journal import Entry, Journal
from analyzer.review.journals import Journals
from analyzer.review.matching import Rulings, State, rule_on
from analyzer.review.outcome import (
    decided_elements,
    decided_gap,
    decision_object,
)
from analyzer.review.subjects import ELEMENT_RULES, About, Subjects, about, about_of

_SAID = {Status.SUBSTANTIVE: "充实", Status.MENTIONED: "空泛", Status.MISSING: "缺失"}


class Decided:
    """Puts decisions into records, of which many thousands may come and few are decided on.

    Args:
        journals: What was decided.
        pack: Its credits and grades count.
    """

    def __init__(self, journals: Journals, pack: Pack) -> None:
        self._journals = journals
        self._pack = pack
        self._about: dict[int, frozenset[About | None]] = {}

    def __call__(self, record: Record) -> Record:
        """Returns a record as decided; itself, where nobody decided anything on its body and year."""
        journal = self._journals.of(record.source)
        if _about_record(record) not in self._subjects_of(journal):
            return record
        subjects = Subjects(result_of(record, self._pack))
        rulings = rule_on(subjects, journal.on(subjects.content.whole))
        return record_decided(record, subjects.result, rulings, self._pack)

    def made_on(self, record: Record) -> list[tuple[Entry, State | None]]:
        """Returns every decision on a report's body and year, and what has become of it.

        ``None`` stands for one that does not count for this text, or was taken back.
        """
        wanted = _about_record(record)
        entries = [
            entry
            for entry in self._journals.of(record.source).entries
            if wanted is not None and about_of(entry.decision) == wanted
        ]
        if not entries:
            return []
        subjects = Subjects(result_of(record, self._pack))
        made = self._journals.of(record.source).on(subjects.content.whole)
        states = rule_on(subjects, made).states
        return [
            (entry, None if entry.undone else states.get(entry.decision.id)) for entry in entries
        ]

    def _subjects_of(self, journal: Journal) -> frozenset[About | None]:
        # Journals are held by ``self._journals``, so that no two have the same id.
        if id(journal) not in self._about:
            self._about[id(journal)] = frozenset(map(about_of, journal.decisions))
        return self._about[id(journal)]


def record_decided(record: Record, result: ReportResult, rulings: Rulings, pack: Pack) -> Record:
    """Returns a record with the decisions on it.

    Args:
        record: As the program judged it.
        result: What ``result_of`` made of it.
        rulings: The decisions on the result.
        pack: Its credits and grades count.
    """
    if not rulings.states:
        return record
    decided = decided_elements(result, rulings, pack)
    elements = [
        _element(each, element, rulings)
        for each, element in zip(record.report["elements"], decided, strict=True)
    ]
    score, grade = result.score, result.grade
    if result.document.identity.is_report and any(
        element.status is not before.status or element.credit != before.credit
        for element, before in zip(decided, result.elements, strict=True)
    ):
        score = scoring.total_score(decided)
        grade = scoring.grade_of(score, pack)
    lapsed = [*rulings.elements.values(), *rulings.findings.values(), *rulings.lapsed]
    report = {
        **record.report,
        "score": score,
        "grade": grade,
        "program": {"score": result.score, "grade": result.grade},
        "elements": elements,
        "findings": _findings(record, result, decided, rulings, pack),
        "lapsed": len({ruling.decision.id for ruling in lapsed if not ruling.stands}),
    }
    return replace(record, report=report)


def result_of(record: Record, pack: Pack) -> ReportResult:
    """Returns as much of a result as decisions need, from a record with its text.

    Its outline and its items are empty. Elements that the pack does not have keep their names.
    """
    report = record.report
    identity = Identity(
        title=report["title"],
        title_span=Span(0, 0),
        kind=report["kind"],
        kind_name="",
        is_report=report["is_report"],
        reporting_year=record.year,
        issuer=record.issuer,
        level=Level(report["level"]) if report["level"] else None,
        written=record.written,
        body_start=0,
        body_end=len(record.text),
    )
    document = Document(
        text=record.text,
        source=record.source,
        identity=identity,
        paragraphs=(),
        sections=(),
        sentences=(),
    )
    labels = {element.id: element.label for element in pack.elements}
    return ReportResult(
        document=document,
        pack_id=pack.head.id,
        pack_version=pack.version,
        elements=tuple(_result_of(each, labels) for each in report["elements"]),
        items=Items(),
        findings=tuple(
            Finding(**{**each, "severity": Severity(each["severity"])})
            for each in report["findings"]
        ),
        score=report["score"],
        grade=report["grade"],
        masked=record.masked,
    )


def _about_record(record: Record) -> About | None:
    return about(record.issuer, record.year, storable(PurePath(record.source).name))


def _result_of(element: Mapping[str, Any], labels: Mapping[str, str]) -> ElementResult:
    contradiction = None
    if "opinions" in element:
        reader = element["opinions"]["reader"]
        contradiction = Contradiction(
            Status(element["opinions"]["lexicon"]),
            Opinion(Status(reader["status"]), reader["confidence"]),
            Passage(**element["passage"]),
        )
    return ElementResult(
        id=element["id"],
        name=element["name"],
        label=labels.get(element["id"], element["name"]),
        required=element["kind"] == "required",
        status=Status(element["status"]),
        weight=element["weight"],
        credit=element["credit"],
        reason=element["reason"],
        applies=element["applies"],
        evidence=tuple(
            Evidence(**{**each, "facts": tuple(each["facts"])}) for each in element["evidence"]
        ),
        rejected=tuple(Rejected(**each) for each in element["rejected"]),
        contradiction=contradiction,
    )


def _element(
    element: Mapping[str, Any], decided: ElementResult, rulings: Rulings
) -> dict[str, Any]:
    ruling = rulings.elements.get(decided.id)
    if ruling is None:
        return dict(element)
    before = Status(element["status"])
    told = {
        **element,
        "decision": decision_object(ruling, before),
        "program_status": element["status"],
    }
    if not ruling.stands:
        return told
    told |= {
        "status": str(decided.status),
        "credit": decided.credit,
        "points": round(decided.weight * decided.credit, 2),
        "review": False,
    }
    if decided.status is not before:
        told["reason"] = _reason(before, decided.status, ruling.decision)
    return told


def _reason(before: Status, after: Status, decision: Decision) -> str:
    """Says in Chinese who decided on an element, why, and what the program had said."""
    because = f"：{decision.because}" if decision.because else ""
    return f"{decision.by}认定为{_SAID[after]}{because}（程序判{_SAID[before]}）"


def _findings(
    record: Record,
    result: ReportResult,
    decided: Sequence[ElementResult],
    rulings: Rulings,
    pack: Pack,
) -> list[dict[str, Any]]:
    corrected = {
        element.id: element
        for element, before in zip(decided, result.elements, strict=True)
        if element.status is not before.status
    }
    found: list[dict[str, Any]] = []
    for index, finding in enumerate(record.report["findings"]):
        if finding["rule"] in ELEMENT_RULES and finding["element"] in corrected:
            continue
        ruling = rulings.findings.get(index)
        if ruling is None:
            found.append(finding)
            continue
        of_element = ruling.decision.rule is None and finding["element"] is not None
        status = result.element(finding["element"]).status if of_element else None
        found.append({**finding, "decision": decision_object(ruling, status)})
    for element in corrected.values():
        if element.status is not Status.SUBSTANTIVE:
            ruling = rulings.elements[element.id]
            before = result.element(element.id).status
            gap = decided_gap(element, ruling.decision, pack).to_dict()
            found.append({**gap, "decision": decision_object(ruling, before)})
    return found

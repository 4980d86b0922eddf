"""What is left of a result after the reviewers' decisions: score, and findings that still count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analyzer import scoring
from analyzer.judgement.rules.elements import gap_severity
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.report import ElementResult, Finding, ReportResult, Severity, Status
from analyzer.review.decision import Decision
from analyzer.review.matching import Ruling, Rulings, rule_on
from analyzer.review.subjects import ELEMENT_RULES, Subjects


@dataclass(frozen=True, slots=True)
class DecidedScore:
    """The score (0–100) and grade with the reviewers' verdicts in place of the program's."""

    score: float
    grade: str


@dataclass(frozen=True, slots=True)
class Review:
    """The decisions on one result, and the score after them; None where they do not change it."""

    rulings: Rulings
    score: DecidedScore | None


def review(subjects: Subjects, decisions: Sequence[Decision], pack: Pack) -> Review | None:
    """Returns the review of one result; None where nobody decided anything on its body and year."""
    rulings = rule_on(subjects, decisions)
    if not rulings.states:
        return None
    return Review(rulings, decided_score(subjects.result, rulings, pack))


def decided_elements(result: ReportResult, rulings: Rulings, pack: Pack) -> list[ElementResult]:
    """Returns the elements with the reviewers' verdicts and their credit."""
    decided = []
    for element in result.elements:
        status = _decided(element, rulings)
        if status is not None:
            # What a person decided is no longer in doubt (待复核), whatever the doubt had cost.
            credit = pack.head.credits.of(status)
            element = replace(element, status=status, credit=credit, contradiction=None)
        decided.append(element)
    return decided


def decided_score(result: ReportResult, rulings: Rulings, pack: Pack) -> DecidedScore | None:
    """Returns the score after the decisions; None where they do not change it."""
    if not result.document.identity.is_report:
        return None
    score = scoring.total_score(decided_elements(result, rulings, pack))
    if score == result.score:
        return None
    return DecidedScore(score, scoring.grade_of(score, pack))


def severities_left(
    result: ReportResult,
    rulings: Rulings,
    pack: Pack,
    *,
    shown: Callable[[str, str | None], bool],
) -> Iterator[Severity]:
    """Yields the gravity of what still counts after the decisions.

    Args:
        result: The result.
        rulings: The decisions on it.
        pack: The pack it was judged with.
        shown: Whether a finding of a rule and an element was asked for.
    """
    corrected = {
        element.id: decided
        for element, decided in zip(
            result.elements, decided_elements(result, rulings, pack), strict=True
        )
        if element.status is not decided.status
    }
    for index, finding in enumerate(result.findings):
        if not shown(finding.rule, finding.element):
            continue
        if not _dismissed(index, finding, rulings, corrected):
            yield finding.severity
    for element in corrected.values():
        if element.status is Status.SUBSTANTIVE:
            continue
        if shown(rule_of_gap(element), element.id):
            yield severity_of_gap(element, pack)


def rule_of_gap(element: ElementResult) -> str:
    """Returns the rule under which it is told that an element is missing or hollow."""
    return ELEMENT_RULES[0] if element.status is Status.MISSING else ELEMENT_RULES[1]


def severity_of_gap(element: ElementResult, pack: Pack) -> Severity:
    """Returns how much it weighs that an element is missing or hollow, as the pack wants it."""
    said = pack.rules.get(rule_of_gap(element))
    own = SEVERITIES[said.severity] if said is not None and said.severity else None
    return own or gap_severity(element)


def _dismissed(
    index: int, finding: Finding, rulings: Rulings, corrected: dict[str, ElementResult]
) -> bool:
    if finding.rule in ELEMENT_RULES:
        return finding.element in corrected
    ruling = rulings.findings.get(index)
    return ruling is not None and ruling.stands and ruling.decision.holds is False


def _decided(element: ElementResult, rulings: Rulings) -> Status | None:
    ruling = rulings.elements.get(element.id)
    return ruling.decision.status if ruling is not None and ruling.stands else None


def verdict_of(ruling: Ruling, status: Status | None) -> str:
    """Returns ``confirmed``, ``corrected`` or ``dismissed``.

    Args:
        ruling: The decision.
        status: The program's present verdict on the element; None for a finding.
    """
    if ruling.decision.rule is not None:
        return "confirmed" if ruling.decision.holds else "dismissed"
    return "confirmed" if ruling.decision.status is status else "corrected"


def decision_object(ruling: Ruling, status: Status | None) -> dict[str, Any]:
    """Returns the ``decision`` of an element or a finding in JSON."""
    made = ruling.decision
    return {
        "id": made.id,
        "state": "stands" if ruling.stands else "lapsed",
        "why_lapsed": ruling.why or None,
        "report_changed": ruling.changed,
        "verdict": verdict_of(ruling, status),
        "status": str(made.status) if made.status is not None else None,
        "by": made.by,
        "at": made.at.isoformat(),
        "because": made.because,
    }

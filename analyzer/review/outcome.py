"""What is left of a result after the reviewers' decisions: score, and findings that still count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from analyzer import scoring
from analyzer.judgement.rules.elements import gap_rule, gap_severity
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.report import ElementResult, Finding, ReportResult, Status
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


class Reviewed(NamedTuple):
    """A result and what reviewers decided on it, if they did."""

    result: ReportResult
    review: Review | None = None

    @property
    def rulings(self) -> Rulings:
        """The decisions; empty where there are none."""
        return self.review.rulings if self.review is not None else Rulings()

    def findings(self, pack: Pack) -> tuple[ReviewedFinding, ...]:
        """Returns the findings after the decisions; see ``reviewed_findings``."""
        return tuple(reviewed_findings(self.result, self.rulings, pack))

    def elements(self, pack: Pack) -> list[ElementResult]:
        """Returns the elements with the reviewers' verdicts."""
        return decided_elements(self.result, self.rulings, pack)


class ReviewedFinding(NamedTuple):
    """A finding after the reviewers' decisions.

    Attributes:
        finding: The program's; or one made of a verdict that a reviewer corrected downwards.
        ruling: The decision on it, standing or lapsed; of an element that is the element's.
        counts: Whether it still counts: no standing decision says that it does not hold.
    """

    finding: Finding
    ruling: Ruling | None
    counts: bool


def reviewed_findings(
    result: ReportResult, rulings: Rulings, pack: Pack
) -> Iterator[ReviewedFinding]:
    """Yields the findings of a result after the decisions, those that no longer count included.

    Args:
        result: The result.
        rulings: The decisions on it; empty ones leave everything as it is.
        pack: The pack it was judged with.
    """
    corrected = {
        element.id: decided
        for element, decided in zip(
            result.elements, decided_elements(result, rulings, pack), strict=True
        )
        if element.status is not decided.status
    }
    for index, finding in enumerate(result.findings):
        if finding.rule in ELEMENT_RULES:
            ruling = rulings.elements.get(finding.element or "")
            yield ReviewedFinding(finding, ruling, finding.element not in corrected)
        else:
            ruling = rulings.findings.get(index)
            dismissed = ruling is not None and ruling.stands and ruling.decision.holds is False
            yield ReviewedFinding(finding, ruling, not dismissed)
    for element in corrected.values():
        if element.status is not Status.SUBSTANTIVE:
            ruling = rulings.elements[element.id]
            gap = decided_gap(element, ruling.decision, pack)
            yield ReviewedFinding(gap, ruling, True)


def decided_gap(element: ElementResult, decision: Decision, pack: Pack) -> Finding:
    """Returns the finding for an element that a reviewer judged to be missing or hollow.

    Args:
        element: The element with the reviewer's verdict.
        decision: The decision.
        pack: The pack the report was judged with; it may have lost the element since.
    """
    # Departments read it, too: neither who decided nor what the program thought is theirs to know.
    because = f"：{decision.because}" if decision.because else ""
    rule, message = gap_rule(replace(element, reason=f"审查人认定{because}"))
    said = pack.rules.get(rule)
    own = SEVERITIES[said.severity] if said is not None and said.severity else None
    wanted = next((each for each in pack.elements if each.id == element.id), None)
    return Finding(
        rule=rule,
        severity=own or gap_severity(element),
        element=element.id,
        message=message,
        advice=wanted.advice if wanted is not None else "",
        legal_basis="；".join(map(str, wanted.basis)) if wanted is not None else "",
    )


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

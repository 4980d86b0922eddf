"""What a review comes to: which gaps a body must mend, and whether its report goes back (审查结果)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from analyzer.lexicon.schema import Pack
from analyzer.model.report import Contradiction, ElementResult, Finding, ReportResult, Severity
from analyzer.review.outcome import Reviewed, ReviewedFinding
from analyzer.review.subjects import ELEMENT_RULES


class Conclusion(StrEnum):
    """What becomes of a report."""

    NOT_A_REPORT = "重新报送"
    RETURNED = "退回修改"
    AMENDED = "修改后通过"
    UNSETTLED = "复核后确定"
    PASSED = "通过"

    @property
    def comes_back(self) -> bool:
        """Whether the body must hand in a report once more."""
        return self in (self.NOT_A_REPORT, self.RETURNED, self.AMENDED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """An element on which lexicon and second reader differ (待复核).

    Attributes:
        element: The element.
        contradiction: What either says.
        gap: The finding on the element, which is not demanded until a person has settled it;
            ``None`` where the program finds no gap.
    """

    element: ElementResult
    contradiction: Contradiction
    gap: Finding | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is to be done about a report after the decisions.

    Attributes:
        counted: The findings that still count, each once, the gravest first.
        doubts: What is to be settled first (待复核).
        dismissed: How many findings a reviewer has dismissed.
    """

    counted: tuple[ReviewedFinding, ...]
    doubts: tuple[Doubt, ...]
    dismissed: int

    @property
    def must(self) -> tuple[Finding, ...]:
        """What must be mended (必须补正): errors."""
        return self._of(Severity.ERROR)

    @property
    def should(self) -> tuple[Finding, ...]:
        """What should be better (应当完善): warnings."""
        return self._of(Severity.WARNING)

    @property
    def note(self) -> tuple[Finding, ...]:
        """What is told for information (供参考)."""
        return self._of(Severity.INFO)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(each.finding for each in self.counted if each.finding.severity is severity)


def gaps_of(reviewed: Reviewed, pack: Pack) -> Gaps:
    """Returns what counts of a report: nothing that a reviewer has dismissed."""
    doubted = {
        element.id: element
        for element in reviewed.elements(pack)
        if element.contradiction and reviewed.result.document.identity.is_report
    }
    waiting: dict[str | None, Finding] = {}
    counted: list[ReviewedFinding] = []
    found = reviewed.findings(pack)
    for each in found:
        if not each.counts:
            continue
        if each.finding.rule in ELEMENT_RULES and each.finding.element in doubted:
            waiting[each.finding.element] = each.finding
        else:
            counted.append(each)
    order = list(Severity)
    return Gaps(
        tuple(sorted(counted, key=lambda each: order.index(each.finding.severity))),
        tuple(
            Doubt(element, element.contradiction, waiting.get(id_))
            for id_, element in doubted.items()
            if element.contradiction is not None
        ),
        sum(not each.counts for each in found),
    )


def conclusion_of(reviewed: Reviewed, gaps: Gaps) -> Conclusion:
    """Returns what becomes of a report.

    What must be mended sends it back; what only should be better lets it pass when that is done;
    hints let it pass as it is. While nothing but a doubt stands in its way, that is settled first.
    """
    if not reviewed.result.document.identity.is_report:
        return Conclusion.NOT_A_REPORT
    if gaps.must:
        return Conclusion.RETURNED
    if gaps.should:
        return Conclusion.AMENDED
    return Conclusion.UNSETTLED if gaps.doubts else Conclusion.PASSED


def decided_result(reviewed: Reviewed, pack: Pack) -> ReportResult:
    """Returns a result as it is after the decisions: what to compare with that of other bodies."""
    if reviewed.review is None:
        return reviewed.result
    score = reviewed.review.score
    return replace(
        reviewed.result,
        elements=tuple(reviewed.elements(pack)),
        findings=tuple(each.finding for each in reviewed.findings(pack) if each.counts),
        score=score.score if score is not None else reviewed.result.score,
        grade=score.grade if score is not None else reviewed.result.grade,
    )

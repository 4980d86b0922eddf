"""Label and result of one report → counts and disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyzer.evaluation.labels import Label, LabelledReport
from analyzer.evaluation.observation.disagreement import About, Case, Disagreement
from analyzer.evaluation.observation.findings import compare_findings, told_of
from analyzer.evaluation.observation.items import compare_items
from analyzer.evaluation.observation.pairing import covered, overlap, places
from analyzer.evaluation.sampling import Tally
from analyzer.model.report import ElementResult, ReportResult, Status


@dataclass(frozen=True, slots=True)
class Observation:
    """What was counted in one report, and the disagreements about it.

    Attributes:
        tally: Counts by key; ``figures`` knows the keys.
        disagreements: Identity first, then elements, items and findings.
        private: Where personal data stands, as program and label know it.
    """

    tally: Tally
    disagreements: tuple[Disagreement, ...]
    private: tuple[tuple[int, int], ...]


def observe(part: str, report: LabelledReport, result: ReportResult) -> Observation:
    """Returns how a result agrees with a label.

    Elements, items, year and body are only asked of annual reports: in any other text a reader
    does not look for them. Of a label of part of a report only what was decided is asked.
    """
    case = Case(part, report, result)
    label = report.label
    tally: Tally = Counter()
    found: list[Disagreement] = []
    if not label.partial:
        found += _compare_identity(label, result, case, tally)
    if label.is_report:
        count_statuses(label, {e.id: e.status for e in result.elements}, tally)
        for element in result.elements:
            if element.id in label.elements:
                found += _compare_element(label, element, case, tally)
        if not label.partial:
            found += compare_items(label.items, result.items, case, tally)
    findings = told_of(label, result.findings, case.text)
    found += compare_findings(label.findings, findings, case, tally)
    return Observation(tally, tuple(found), case.private)


def count_statuses(label: Label, statuses: Mapping[str, Status], tally: Tally) -> None:
    """Counts how statuses agree with a label; elements that only one of them knows are left out."""
    for element, status in statuses.items():
        if element in label.elements:
            tally["status", element, label.elements[element].status, status] += 1


def _compare_identity(
    label: Label, result: ReportResult, case: Case, tally: Tally
) -> Iterator[Disagreement]:
    identity = result.document.identity
    fields: dict[str, tuple[object, object]] = {"is_report": (label.is_report, identity.is_report)}
    if label.is_report:
        fields["year"] = label.reporting_year, identity.reporting_year
        fields["issuer"] = label.issuer, identity.issuer
        fields["level"] = label.level, identity.level
    for name, (expected, got) in fields.items():
        tally["identity", name, "right" if expected == got else "wrong"] += 1
        if expected != got:
            yield case.disagreement(
                About.IDENTITY, name, expected=_written(expected), got=_written(got)
            )


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _compare_element(
    label: Label, element: ElementResult, case: Case, tally: Tally
) -> Iterator[Disagreement]:
    wanted = label.elements[element.id]
    if wanted.status is not element.status:
        yield case.disagreement(
            About.ELEMENT,
            element.id,
            expected=wanted.status,
            got=element.status,
            quotes=case.quotes(*wanted.quotes),
            evidence=[case.quote(e.start, e.end) for e in element.evidence],
            rejected=element.rejected,
            reason=element.reason,
        )
    elif wanted.status is not Status.MISSING and not label.partial:
        # In a label of part of a report the quotes are the program's own.
        quoted = [place for quote in wanted.quotes for place in places(case.text, quote)]
        shown = [(e.start, e.end) for e in element.evidence]
        met = any(overlap(one, other) for one in quoted for other in shown)
        tally["evidence", element.id, "met" if met else "apart"] += 1
        read, told = covered(quoted), covered(shown)
        tally["characters", "right"] += len(read & told)
        tally["characters", "false"] += len(told - read)
        tally["characters", "missed"] += len(read - told)

"""Taking one element out of a complete report changes that element and no other."""

from __future__ import annotations

import pytest

from analyzer.evaluation.labels import LabelledReport
from analyzer.lexicon.schema import Judgement, Pack
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS

COMPLETE = tuple(report for report in CORPUS if report.label.complete)
IDS = tuple(COMPLETE[0].label.elements) if COMPLETE else ()
SINGLE = [
    pytest.param(report, key, id=f"{report.name}-{key}")
    for report in COMPLETE
    for key in IDS
    if key != "measures"
]
HEADED = [case for case in SINGLE if case.values[0].label.elements[case.values[1]].headings]
PARAPHRASED = [case for case in SINGLE if case.values[0].label.elements[case.values[1]].paraphrase]


def statuses(result: ReportResult) -> dict[str, Status]:
    return {element.id: element.status for element in result.elements}


def without(text: str, pieces: tuple[str, ...]) -> str:
    for piece in sorted(pieces, key=len, reverse=True):
        assert piece in text
        text = text.replace(piece, "")
    return text


def labelled(report: LabelledReport) -> dict[str, Status]:
    return {key: label.status for key, label in report.label.elements.items()}


@pytest.mark.parametrize(("report", "key"), SINGLE)
def test_element_taken_out_is_missing_and_no_other_changes(
    report: LabelledReport, key: str, analyzer: Analyzer
) -> None:
    label = report.label.elements[key]
    text = without(report.text.text, (*label.passages, *label.headings))
    assert statuses(analyzer.analyze(text)) == labelled(report) | {key: Status.MISSING}


@pytest.mark.parametrize(("report", "key"), HEADED)
def test_heading_without_content_proves_nothing(
    report: LabelledReport, key: str, pack: Pack, analyzer: Analyzer
) -> None:
    """Hollow where the heading names the element; a colloquial one (大事怎么定的) names nothing."""
    label = report.label.elements[key]
    found = statuses(analyzer.analyze(without(report.text.text, label.passages)))
    words = pack.element(key).headings
    named = any(word in heading for word in words for heading in label.headings)
    expected = {Status.MENTIONED} if named else {Status.MENTIONED, Status.MISSING}
    assert found.pop(key) in expected
    assert found == {k: v for k, v in labelled(report).items() if k != key}


@pytest.mark.parametrize(("report", "key"), PARAPHRASED)
def test_paraphrase_keeps_every_status(
    report: LabelledReport, key: str, analyzer: Analyzer
) -> None:
    text = report.text.text
    for passage in report.label.elements[key].passages:
        said = passage
        for old, new in report.label.elements[key].paraphrase:
            said = said.replace(old, new)
        text = text.replace(passage, said)
    assert text != report.text.text
    assert statuses(analyzer.analyze(text)) == labelled(report)


@pytest.mark.parametrize("report", COMPLETE, ids=lambda report: report.name)
def test_all_deeds_taken_out_leave_the_other_required_elements(
    report: LabelledReport, pack: Pack, analyzer: Analyzer
) -> None:
    """The topics are told as part of the measures, so they go with them."""
    topics = [e.id for e in pack.elements if e.kind == "专题"]
    pieces = [report.label.elements[key] for key in (*topics, "measures")]
    text = without(
        report.text.text, tuple(p for label in pieces for p in (*label.passages, *label.headings))
    )
    gone = dict.fromkeys((*topics, "measures"), Status.MISSING)
    assert statuses(analyzer.analyze(text)) == labelled(report) | gone


@pytest.mark.parametrize("report", COMPLETE, ids=lambda report: report.name)
def test_plan_for_a_wrong_year_is_hollow_and_reported(
    report: LabelledReport, pack: Pack, analyzer: Analyzer
) -> None:
    plan = next(e.id for e in pack.elements if e.judged_by is Judgement.PLAN)
    label, year = report.label.elements[plan], report.label.reporting_year
    assert year is not None
    text = report.text.text
    # Without a heading of its own a plan is known by its year; then the one after next is wrong.
    wrong = year if label.headings else year + 2
    for piece in (*label.passages, *label.headings):
        text = text.replace(piece, piece.replace(str(year + 1), str(wrong)))
    if text == report.text.text:
        # The report does not name the year of its plan: let its first point name the wrong one.
        first = report.label.items.plan[0].quote
        text = text.replace(first, f"{wrong}年，{first}")
    result = analyzer.analyze(text)
    assert statuses(result) == labelled(report) | {plan: Status.MENTIONED}
    assert any(finding.rule == "year.plan-mismatch" for finding in result.findings)

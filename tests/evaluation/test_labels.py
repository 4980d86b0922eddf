"""The corpus and its labels agree with themselves, and the program with the labels."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluation.labels import (
    LabelledReport,
    label_faults,
    read_corpus,
    read_label,
)
from analyzer.lexicon.schema import Pack
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS, named

REPORTS = tuple(report for report in CORPUS if report.label.is_report)
LOOK_ALIKES = tuple(report for report in CORPUS if not report.label.is_report)
# Follow from the labels of elements and items, and are tested with them.
DERIVED = ("element.missing", "element.hollow", "shortcoming.unanswered")


@pytest.fixture(scope="module")
def results(analyzer: Analyzer) -> dict[str, ReportResult]:
    return {report.name: analyzer.analyze(report.text) for report in CORPUS}


def places(text: str, quote: str) -> set[tuple[int, int]]:
    """Everywhere that a quote stands."""
    found, start = set(), text.find(quote)
    while start >= 0:
        found.add((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def meets(start: int, end: int, spans: set[tuple[int, int]]) -> bool:
    return any(start < high and low < end for low, high in spans)


def test_corpus_is_as_large_and_as_mixed_as_promised() -> None:
    assert len(REPORTS) >= 12
    assert len(LOOK_ALIKES) >= 6
    assert len({str(report.label.level) for report in REPORTS}) == 5
    years = {report.label.reporting_year for report in REPORTS}
    assert {2019, 2025} <= years
    assert len({report.label.pen for report in REPORTS}) == len(REPORTS)
    assert sum(report.label.complete for report in REPORTS) >= 8


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_label_agrees_with_its_text(report: LabelledReport, pack: Pack) -> None:
    assert label_faults(report, tuple(element.id for element in pack.elements)) == []


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_identity_is_read_as_labelled(
    report: LabelledReport, results: dict[str, ReportResult]
) -> None:
    found, label = results[report.name].document.identity, report.label
    assert (found.is_report, found.kind) == (label.is_report, label.kind)
    if label.is_report:
        assert found.reporting_year == label.reporting_year
        assert found.issuer == label.issuer
        assert found.level == label.level


@pytest.mark.parametrize("report", REPORTS, ids=named)
def test_every_element_is_judged_as_labelled(
    report: LabelledReport, results: dict[str, ReportResult]
) -> None:
    found = {element.id: element.status for element in results[report.name].elements}
    assert found == {key: label.status for key, label in report.label.elements.items()}


@pytest.mark.parametrize("report", REPORTS, ids=named)
def test_evidence_is_exact_and_meets_a_labelled_quote(
    report: LabelledReport, results: dict[str, ReportResult]
) -> None:
    text = report.text.text
    for element in results[report.name].elements:
        for evidence in element.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
        label = report.label.elements[element.id]
        if label.status is Status.MISSING:
            assert element.evidence == ()
        else:
            wanted = {span for quote in label.quotes for span in places(text, quote)}
            assert any(meets(e.start, e.end, wanted) for e in element.evidence), element.id


@pytest.mark.parametrize("report", REPORTS, ids=named)
def test_items_are_taken_apart_as_labelled(
    report: LabelledReport, results: dict[str, ReportResult]
) -> None:
    text, items, label = report.text.text, results[report.name].items, report.label.items
    assert len(items.shortcomings) == len(label.shortcomings)
    assert len(items.plan) == len(label.plan)
    for found, wanted in zip(items.shortcomings, label.shortcomings, strict=True):
        assert meets(found.start, found.end, places(text, wanted.quote)), wanted.quote
        assert found.cause == wanted.cause, wanted.quote
    for point, expected in zip(items.plan, label.plan, strict=True):
        assert meets(point.start, point.end, places(text, expected.quote)), expected.quote


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_findings_are_those_labelled(
    report: LabelledReport, results: dict[str, ReportResult]
) -> None:
    text = report.text.text
    found = [f for f in results[report.name].findings if f.rule not in DERIVED]
    assert Counter(f.rule for f in found) == Counter(f.rule for f in report.label.findings)
    for label in report.label.findings:
        if label.quote:
            spans = places(text, label.quote)
            assert any(
                f.rule == label.rule
                and f.start is not None
                and f.end is not None
                and meets(f.start, f.end, spans)
                for f in found
            ), label.rule


def test_shortcomings_are_linked_to_the_plan_points_that_answer_them(
    results: dict[str, ReportResult],
) -> None:
    """Over all reports: at least nine in ten links and at most one in ten false ones."""
    right = missed = false = 0
    for report in REPORTS:
        found = results[report.name].items.shortcomings
        wanted = report.label.items.shortcomings
        if len(found) != len(wanted):
            continue
        for item, label in zip(found, wanted, strict=True):
            right += len(set(item.answered_by) & set(label.answered_by))
            missed += len(set(label.answered_by) - set(item.answered_by))
            false += len(set(item.answered_by) - set(label.answered_by))
    assert right / (right + missed) >= 0.9
    assert right / (right + false) >= 0.9


def test_report_without_label_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "labels").mkdir()
    (tmp_path / "reports" / "lone.txt").write_text("报告", encoding="utf-8")
    with pytest.raises(UsageError, match="lone"):
        list(read_corpus(tmp_path))


def test_fault_in_a_label_names_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("pen: 甲\nis_report: maybe\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.yaml:2:1"):
        read_label(path)

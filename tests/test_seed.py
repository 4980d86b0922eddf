"""The one real report: what it contains is found, and nothing is invented. Skipped where absent."""

from __future__ import annotations

import pytest

from analyzer.documents.read import read_document
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from tests.conftest import SEED

pytestmark = pytest.mark.skipif(SEED is None, reason="the real report is not on this machine")


@pytest.fixture(scope="module")
def result(analyzer: Analyzer) -> ReportResult:
    assert SEED is not None
    return analyzer.analyze(read_document(SEED))


def rules(result: ReportResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_identity(result: ReportResult) -> None:
    identity = result.document.identity
    assert identity.is_report
    assert identity.reporting_year == 2023
    assert identity.issuer is None
    assert identity.level == "部门"


def test_elements_that_it_contains_are_found_and_the_others_are_not(result: ReportResult) -> None:
    statuses = {element.id: element.status for element in result.elements}
    found = {key for key, status in statuses.items() if status is not Status.MISSING}
    assert found == {
        "leadership_duty", "first_agenda", "measures", "shortcomings", "next_plan",
        "decision_making", "law_enforcement", "legal_education",
    }  # fmt: skip
    assert statuses["leadership_duty"] is Status.MENTIONED
    assert statuses["first_agenda"] is Status.MENTIONED
    assert statuses["shortcomings"] is Status.SUBSTANTIVE


def test_causes_are_reported_as_not_given(result: ReportResult) -> None:
    assert result.element("causes").status is Status.MISSING
    assert not any(item.cause for item in result.items.shortcomings)
    assert any(f.rule == "element.missing" and f.element == "causes" for f in result.findings)


def test_first_agenda_is_quoted_where_it_stands(result: ReportResult) -> None:
    assert "第一议题" in result.element("first_agenda").evidence[0].text


def test_three_shortcomings_and_three_plan_points_are_taken_apart(result: ReportResult) -> None:
    assert len(result.items.shortcomings) == 3
    assert len(result.items.plan) == 3


def test_arabic_number_of_the_first_heading_is_reported(result: ReportResult) -> None:
    (fault,) = [f for f in result.findings if f.rule == "numbering.style"]
    assert fault.text == "1、"


def test_plan_for_the_next_year_is_accepted(result: ReportResult) -> None:
    assert not rules(result) & {"year.plan-mismatch", "year.stale", "year.unknown"}


def test_obsolete_terms_are_found_and_the_look_alike_is_not(result: ReportResult) -> None:
    words = {f.text for f in result.findings if f.rule == "term.obsolete"}
    assert "法制宣传" in words
    assert not any("化" in word for word in words)


def test_no_privacy_or_secrecy_finding(result: ReportResult) -> None:
    assert not [rule for rule in rules(result) if rule.startswith(("privacy.", "secrecy."))]

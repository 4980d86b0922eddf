"""What still counts of a result after the reviewers' decisions."""

from __future__ import annotations

import pytest

from analyzer.lexicon.schema import Pack
from analyzer.model.report import Severity, Status
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.matching import Rulings, rule_on
from analyzer.review.outcome import ReviewedFinding, reviewed_findings
from analyzer.review.subjects import Subjects

_TEXT = """平川县样例局2024年法治政府建设年度报告
一、主要举措
1、2024年组织执法培训3期，办理行政处罚案件12件。联系人手机13912345678。
二、存在的不足
持证执法人员只有3名，不能满足执法需要；案卷评查中有4份案卷缺少送达回证。
"""


@pytest.fixture(scope="module")
def subjects(analyzer: Analyzer) -> Subjects:
    return Subjects(analyzer.analyze(_TEXT))


def _after(subjects: Subjects, pack: Pack, *made: Decision) -> list[ReviewedFinding]:
    return list(reviewed_findings(subjects.result, rule_on(subjects, made), pack))


def _of(found: list[ReviewedFinding], rule: str, element: str | None) -> list[ReviewedFinding]:
    return [each for each in found if (each.finding.rule, each.finding.element) == (rule, element)]


def test_without_decisions_every_finding_counts(subjects: Subjects, pack: Pack) -> None:
    found = list(reviewed_findings(subjects.result, Rulings(), pack))
    assert [each.finding for each in found] == list(subjects.result.findings)
    assert all(each.counts and each.ruling is None for each in found)


def test_dismissed_finding_stays_and_counts_no_more(subjects: Subjects, pack: Pack) -> None:
    rules = [finding.rule for finding in subjects.result.findings]
    index = rules.index("privacy.phone")
    made = subjects.decide_finding(index, holds=False, by="周敏")
    found = _after(subjects, pack, made)
    (phone,) = _of(found, "privacy.phone", None)
    assert not phone.counts
    assert phone.ruling is not None
    assert phone.ruling.decision.by == "周敏"
    assert len(found) == len(subjects.result.findings)
    assert sum(not each.counts for each in found) == 1


def test_confirmed_finding_counts(subjects: Subjects, pack: Pack) -> None:
    rules = [finding.rule for finding in subjects.result.findings]
    made = subjects.decide_finding(rules.index("privacy.phone"), holds=True, by="周敏")
    (phone,) = _of(_after(subjects, pack, made), "privacy.phone", None)
    assert phone.counts
    assert phone.ruling is not None


def test_missing_element_that_a_reviewer_found_counts_no_more(
    subjects: Subjects, pack: Pack
) -> None:
    made = subjects.decide_element(
        "causes", Status.SUBSTANTIVE, by="周敏", quote="持证执法人员只有3名"
    )
    found = _after(subjects, pack, made)
    (gap,) = _of(found, "element.missing", "causes")
    assert not gap.counts
    assert not _of(found, "element.hollow", "causes")


def test_element_judged_worse_by_a_reviewer_becomes_a_gap_with_advice(
    subjects: Subjects, pack: Pack
) -> None:
    assert subjects.result.element("shortcomings").status is Status.SUBSTANTIVE
    for status, rule, severity in (
        (Status.MISSING, "element.missing", Severity.ERROR),
        (Status.MENTIONED, "element.hollow", Severity.WARNING),
    ):
        made = subjects.decide_element("shortcomings", status, by="周敏")
        (gap,) = _of(_after(subjects, pack, made), rule, "shortcomings")
        assert gap.counts
        assert gap.finding.severity is severity
        assert gap.finding.advice == pack.element("shortcomings").advice
        assert gap.finding.legal_basis
        assert "审查人认定" in gap.finding.message


def test_gap_that_a_reviewer_judged_less_bad_is_replaced_not_doubled(
    subjects: Subjects, pack: Pack
) -> None:
    assert subjects.result.element("next_plan").status is Status.MISSING
    made = subjects.decide_element(
        "next_plan", Status.MENTIONED, by="周敏", quote="持证执法人员只有3名"
    )
    found = _after(subjects, pack, made)
    assert [each.counts for each in _of(found, "element.missing", "next_plan")] == [False]
    assert [each.counts for each in _of(found, "element.hollow", "next_plan")] == [True]

"""Shortcomings and plans are judged by their single points."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("执法力量不足，持证人员只有3名。", Status.SUBSTANTIVE),
        ("案卷评查中有4份案卷缺少送达回证。", Status.SUBSTANTIVE),
        ("法治机构人员不足，法制科仅有1人，兼职。", Status.SUBSTANTIVE),
        ("合法性审查人员少。", Status.MENTIONED),
        ("法治工作还存在3个方面的不足。", Status.MENTIONED),
        ("执法存在一些薄弱环节，问题3个。", Status.MENTIONED),
        ("执法水平有待提高，12月以来问题较多。", Status.MENTIONED),
    ],
)
def test_count_makes_a_short_shortcoming_specific_and_a_bare_number_does_not(
    judged: Callable[[str], ReportResult], said: str, status: Status
) -> None:
    deeds = "一、主要举措\n2024年组织执法培训3期，办理行政处罚案件12件。\n"
    result = judged(f"{deeds}二、存在的不足\n{said}\n")
    assert result.element("shortcomings").status is status

"""Tables: problems with cause and remedy side by side, plans, and figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Status

Judged = Callable[..., ReportResult]
DEEDS = "一、工作开展情况\n全年立案36件，法制审核36件。\n"
LEDGER = (
    "二、存在的问题\n对照检查，列表如下：\n"
    "序号\t问题\t为什么\t整改措施\t完成时限\t责任科室\n"
    "1\t执法文书说理不充分，抽查30卷有7卷没写裁量理由。\t"
    "办案人员从工程岗位转来，没有学过文书。\t组织文书训练4期。\t2025年6月\t法规科\n"
    "2\t合同先签后审9份。\t台账分散在各科室。\t上线合同台账；先审后签。\t2025年9月\t办公室\n"
)


def told(result: ReportResult) -> list[tuple[str, bool, list[str]]]:
    """Returns each shortcoming, whether its cause is told, and the plan items that answer it."""
    return [
        (item.text, item.cause, [result.items.plan[n].text for n in item.answered_by])
        for item in result.items.shortcomings
    ]


def test_a_table_of_problems_is_read_column_by_column(judged: Judged) -> None:
    result = judged(DEEDS + LEDGER)
    assert told(result) == [
        (
            "执法文书说理不充分，抽查30卷有7卷没写裁量理由。",
            True,
            ["组织文书训练4期。\t2025年6月\t法规科"],
        ),
        ("合同先签后审9份。", True, ["上线合同台账；先审后签。\t2025年9月\t办公室"]),
    ]
    causes = [(cause.text, cause.explains) for cause in result.items.causes]
    assert causes == [
        ("办案人员从工程岗位转来，没有学过文书。", (0,)),
        ("台账分散在各科室。", (1,)),
    ]
    for element in ("shortcomings", "causes", "next_plan"):
        assert result.element(element).status is Status.SUBSTANTIVE


def test_remedies_in_a_table_stay_where_the_plan_has_a_chapter_of_its_own(judged: Judged) -> None:
    result = judged(DEEDS + LEDGER + "三、2025年工作计划\n开展法治督察2次。\n")
    assert [item.text[:4] for item in result.items.plan] == ["组织文书", "上线合同", "开展法治"]


def test_what_was_put_right_in_a_table_is_no_plan(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、存在的问题\n问题\t整改情况\n执法文书说理不充分7卷。\t已组织文书训练4期。\n"
    )
    assert [item.text for item in result.items.shortcomings] == ["执法文书说理不充分7卷。"]
    assert result.items.plan == ()


def test_rows_of_a_plan_are_its_items_and_its_head_is_none(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、2025年工作计划\n序号\t任务\t完成时限\t责任科室\n"
        "1\t修订裁量基准\t2025年6月\t法规科\n2\t开展执法培训4期\t2025年9月\t执法队\n"
    )
    assert [item.text for item in result.items.plan] == [
        "修订裁量基准\t2025年6月\t法规科",
        "开展执法培训4期\t2025年9月\t执法队",
    ]


@pytest.mark.parametrize("head", ["序号\t项目\t数量\n", "项目\t数量\t备注\n", ""])
def test_row_of_figures_is_one_statement(judged: Judged, head: str) -> None:
    result = judged(f"一、工作开展情况\n{head}1\t行政处罚立案\t36件\n2\t送法下乡宣讲\t14场\n")
    assert result.element("law_enforcement").status is Status.SUBSTANTIVE
    assert result.element("legal_education").status is Status.SUBSTANTIVE


def test_row_with_merged_cells_keeps_the_role_of_its_section(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、存在的问题\n问题\t原因\t整改措施\n复议答复逾期2件。\t没有约定移交时限。\n"
    )
    assert "复议答复逾期2件。" in result.items.shortcomings[0].text


def test_what_has_its_cause_beside_it_is_what_is_wrong(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、其他\n序号\t事项\t成因\n1\t三本案卷没写裁量理由\t办案人员没有学过文书制作\n"
    )
    assert told(result) == [("三本案卷没写裁量理由", True, [])]


def test_column_of_figures_tells_no_shortcoming(judged: Judged) -> None:
    result = judged(
        "一、工作开展情况\n对象\t去了几户\t查出问题\t处理\n"
        "农药店\t112\t19\t责令改正13户，罚款6户\n兽药店\t31\t7\t罚款3户，口头提醒4户\n"
    )
    assert result.items.shortcomings == ()
    assert result.element("law_enforcement").status is Status.SUBSTANTIVE


@pytest.mark.parametrize(("head", "items"), [("2025年要做的", 1), ("措施", 0)])
def test_only_a_head_that_names_the_time_is_a_plan_beside_deeds(
    judged: Judged, head: str, items: int
) -> None:
    result = judged(DEEDS + f"二、执法\n序号\t{head}\t谁牵头\n1\t给执法队添置记录仪12台\t法规股\n")
    assert len(result.items.plan) == items

"""Labels in front of paragraphs: reports filled in like a form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Status

Judged = Callable[..., ReportResult]
FORM = (
    "一、议事\n"
    "做了什么：制定决策目录3项，合法性审查138份。\n"
    "卡在哪里：12个议题没有留足审查时间。\n"
    "为什么：议题申报没有截止线。\n"
    "2025年怎么解：议题提前十个工作日登记。\n"
    "二、执法\n"
    "做了什么：办结案件1806件。\n"
    "卡在哪里：抽看60卷，22卷缺少送达回证。\n"
    "为什么：62名执法人员有40名没有学过文书。\n"
    "2025年怎么解：开办跟案带教班2期。\n"
)


def linked(result: ReportResult) -> list[tuple[str, list[str]]]:
    plan = result.items.plan
    return [(s.text, [plan[n].text for n in s.answered_by]) for s in result.items.shortcomings]


def test_a_report_filled_in_like_a_form_is_read_by_its_labels(judged: Judged) -> None:
    result = judged(FORM)
    assert linked(result) == [
        ("12个议题没有留足审查时间。", ["议题提前十个工作日登记。"]),
        ("抽看60卷，22卷缺少送达回证。", ["开办跟案带教班2期。"]),
    ]
    assert [(c.text, c.explains) for c in result.items.causes] == [
        ("议题申报没有截止线。", (0,)),
        ("62名执法人员有40名没有学过文书。", (1,)),
    ]
    for element in ("decision_making", "law_enforcement"):
        assert result.element(element).status is Status.SUBSTANTIVE


def test_labels_inside_one_paragraph_and_numbered_ones_are_read(judged: Judged) -> None:
    result = judged(
        "一、工作情况\n全年办案36件。\n二、存在的问题\n"
        "问题一：执法文书说理不充分7卷。原因：没有学过文书。整改措施：组织文书训练4期。\n"
        "问题二：合同先签后审9份。原因：台账分散。整改措施：建立合同台账。\n"
    )
    assert linked(result) == [
        ("执法文书说理不充分7卷。", ["组织文书训练4期。"]),
        ("合同先签后审9份。", ["建立合同台账。"]),
    ]
    assert all(item.cause for item in result.items.shortcomings)


def test_label_on_a_line_of_its_own_holds_until_the_next(judged: Judged) -> None:
    result = judged(
        "一、执法\n做法：\n办结案件1806件。\n问题：\n22卷缺少送达回证。\n"
        "二、议事\n做法：\n合法性审查138份。\n问题：\n12个议题没有留足审查时间。\n"
    )
    assert [s.text for s in result.items.shortcomings] == [
        "22卷缺少送达回证。",
        "12个议题没有留足审查时间。",
    ]


def test_nothing_wrong_under_a_label_is_no_shortcoming(judged: Judged) -> None:
    result = judged(FORM + "三、公开\n做了什么：公开信息300条。\n卡在哪里：没有发现突出问题。\n")
    assert len(result.items.shortcomings) == 2


@pytest.mark.parametrize(
    "body",
    [
        "一、工作情况\n坚持问题导向：全年办案36件。\n主要做法：开展培训4期。\n",
        "一、工作情况\n群众反映的问题：办结36件。\n存在的短板：已补齐4项。\n",
    ],
)
def test_single_words_before_a_colon_are_no_form(judged: Judged, body: str) -> None:
    assert judged(body).items.shortcomings == ()

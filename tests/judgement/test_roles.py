"""What each sentence is for where no heading says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Status

Judged = Callable[..., ReportResult]
DEEDS = "".join(
    f"{month}月立案{month}6件，送法规股审核{month}件，退回重写1件，当场宣讲2场。\n"
    for month in range(1, 9)
)


def test_a_line_that_announces_faults_turns_to_them(judged: Judged) -> None:
    result = judged(
        DEEDS + "一年记完，也看出毛病来：\n一个是执法队办案慢，41项权只用了9项。\n"
        "再一个是文书粗糙，抽查20卷有6卷没写理由。\n"
    )
    assert len(result.items.shortcomings) == 2


def test_a_list_of_faults_goes_on_from_paragraph_to_paragraph(judged: Judged) -> None:
    result = judged(
        DEEDS + "头一笔，乡镇没有专管执法审核的人。13个乡镇只有3个配了。\n"
        "第二笔，复议决定推翻后改得慢。7件里有3件过了三个月才重新作出。\n"
    )
    assert [item.text[:4] for item in result.items.shortcomings] == ["乡镇没有", "复议决定"]


def test_deeds_follow_where_the_shortcomings_come_first(judged: Judged) -> None:
    result = judged(
        "【欠账】\n执法文书说理不充分，20卷里6卷没写裁量理由。\n"
        "【当家人这一年】\n局长主持法治会议4次；案卷缺签字，局长批示重做并说明缘由；局长出庭1次。\n"
        + DEEDS
    )
    assert result.element("leadership_duty").status is Status.SUBSTANTIVE


def test_chapter_that_asks_where_the_faults_come_from_gives_causes(judged: Judged) -> None:
    result = judged(
        DEEDS + "一、问题\n（一）没有人能去罚。全局拿着执法证的一个都没有。\n"
        "二、毛病从哪来\n（一）说执法证：考证要大专学历，水政队的人大都是临时工，报不了名。\n"
    )
    assert result.element("causes").status is Status.SUBSTANTIVE
    assert [item.cause for item in result.items.shortcomings] == [True]


def test_question_that_leads_up_to_the_answer_is_no_shortcoming(judged: Judged) -> None:
    result = judged(
        DEEDS
        + "一、短处\n“哪一样最让人睡不着？”会上局长问。其一，送达不到位，166件中止。其二，新人不敢办案。\n"
    )
    assert len(result.items.shortcomings) == 2


def test_label_at_the_end_of_a_chapter_of_deeds_tells_its_fault(judged: Judged) -> None:
    result = judged(
        "一、上街执法\n"
        + DEEDS
        + "还差的是：同案不同罚，最低罚2000元、最高罚2万元。差在裁量标准过粗。"
        "2025年一季度修订裁量基准。\n二、公开\n局网站公开处罚决定书1106份。\n"
    )
    assert [item.cause for item in result.items.shortcomings] == [True]
    assert len(result.items.plan) == 1
    assert result.element("openness").status is Status.SUBSTANTIVE


def test_what_asks_why_shows_that_faults_stand_before_it(judged: Judged) -> None:
    result = judged(
        DEEDS
        + "一、裂缝与应力来源\n裂缝A：许可批后无人复查，50本里8处不符。应力来源：两家数据库不通。\n"
        "裂缝B：勘验图不规范，74件有22件缺比例尺。应力来源：测绘员退休后岗位空着。\n二、加固（2025年）\n"
        "完成审批库与执法库的接口。\n招录测绘人员1名。\n"
    )
    assert [item.cause for item in result.items.shortcomings] == [True, True]
    assert result.element("causes").status is Status.SUBSTANTIVE


def test_year_of_a_lead_in_holds_for_its_paragraph(judged: Judged) -> None:
    result = judged(
        "一、公开\n2023年的情况如下：公开信息168条；办理依申请公开7件。当年，回复留言21条。\n"
    )
    assert result.element("openness").status is Status.MENTIONED


def test_list_below_a_line_that_looks_ahead_is_the_plan(judged: Judged) -> None:
    result = judged(
        DEEDS + "明年准备这么补：\n1.配齐人。从社区抽8人，三月起轮岗。\n"
        "2.订一本文书样式，四月发到各所。\n3.把9个村的合同送律师看，六月底前看完。\n"
    )
    assert len(result.items.plan) == 3
    assert result.element("next_plan").status is Status.SUBSTANTIVE


def test_short_sentence_that_announces_faults_turns_to_them(judged: Judged) -> None:
    result = judged(
        DEEDS + "丑话也得讲。第一，执法队周末没有人值守，投诉隔天才到场。"
        "第二，抽查30卷有5卷缺送达回证。\n明年这么补：\n1.排班。从所里抽6人，三月起轮值。\n"
    )
    assert len(result.items.shortcomings) == 2


@pytest.mark.parametrize("opening", ["把去年一年依法办事的情况向县里交个底。", "情况如下。"])
def test_opening_tells_which_year_last_year_is(judged: Judged, opening: str) -> None:
    result = judged(
        opening + "\n今年最大的事是市场搬迁。\n去年开出罚单34张，事先亮证，全程录像。\n"
    )
    expected = Status.SUBSTANTIVE if "去年" in opening else Status.MENTIONED
    assert result.element("law_enforcement").status is expected


def test_aside_about_next_year_in_the_opening_is_no_plan(judged: Judged) -> None:
    result = judged(
        "我在局里干了二十八年，明年退休。局长让我把全年的事写一写。\n一、执法\n" + DEEDS
    )
    assert result.element("next_plan").status is Status.MISSING


def test_name_of_a_row_makes_its_plan_no_more_concrete(judged: Judged) -> None:
    result = judged(
        "一、执法\t"
        + DEEDS.replace("\n", "")
        + "\n二、2025年主要工作安排\t再接再厉，推动法治政府建设再上新台阶。\n"
    )
    assert result.element("next_plan").status is Status.MENTIONED


def test_who_had_no_time_to_see_to_it_did_nothing(judged: Judged) -> None:
    result = judged(DEEDS + "局长12月18日到任，到年底还没有来得及过问法治建设。\n")
    assert result.element("leadership_duty").status is Status.MISSING


def test_question_what_is_wrong_is_answered_by_shortcomings(judged: Judged) -> None:
    result = judged(
        DEEDS + "第五题，扣分在哪儿？（答）其一，执法队人手弱，有三个乡一年没办成一件案；"
        "其二，送达不到位，40件里有6件没有回证。原因不难说：经费只够半年。\n"
        "第六题，来年怎么得分？（答）派20名骨干下乡半年；送达每月查一次。\n"
    )
    assert len(result.items.shortcomings) == 2
    assert result.element("causes").status is Status.SUBSTANTIVE


def test_year_book_line_of_the_signatory_is_no_heading(judged: Judged) -> None:
    result = judged("一月。\n" + DEEDS + "石桥镇人民政府\n次年一月九日\n")
    assert [section.title for section in result.document.sections] == []


def test_what_speaks_again_of_a_point_tells_its_cause(judged: Judged) -> None:
    result = judged(
        DEEDS
        + "二、没做到的\n一是处罚文书说好写清理由，抽60份有22份没写。二是稽查案件拖到八十七天。\n"
        "文书那笔，管理员一人要管1300户。稽查案件那笔，稽查分局骨干走了两个。\n"
    )
    assert [item.cause for item in result.items.shortcomings] == [True, True]


def test_what_only_describes_a_point_is_no_cause(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、不足\n执法文书制作不规范。被撤销的那一件，是现场笔录没有写明检查依据。\n"
    )
    assert result.element("causes").status is Status.MISSING


def test_what_was_lacking_is_the_cause_of_what_was_measured(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、不足\n（一）文书说理不充分。抽查180份处罚决定书，写明裁量理由的仅42%。"
        "执法系统的文书模板没有裁量栏目。\n"
    )
    (cause,) = result.items.causes
    assert cause.text == "执法系统的文书模板没有裁量栏目。"
    assert result.element("causes").status is Status.SUBSTANTIVE


def test_what_measures_a_complaint_is_no_cause(judged: Judged) -> None:
    result = judged(
        DEEDS
        + "二、不足\n（一）法制审核人员配备不足。32个部门中有8个仅有1名审核人员，没有达到规定比例。\n"
    )
    assert result.items.causes == ()


@pytest.mark.parametrize("heading", ["二、存在问题及下步打算", "二、存在的不足"])
def test_a_shortcoming_and_its_remedy_in_one_sentence_are_two_items(
    judged: Judged, heading: str
) -> None:
    result = judged(
        DEEDS
        + f"{heading}\n执法文书水平不齐，46本案卷里有11本被扣分，明年每季度请司法局来讲文书课。\n"
    )
    assert [item.text for item in result.items.shortcomings] == [
        "执法文书水平不齐，46本案卷里有11本被扣分"
    ]
    assert [item.text for item in result.items.plan] == ["明年每季度请司法局来讲文书课。"]
    assert result.items.shortcomings[0].answered_by == (0,)


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("乡镇执法案卷合格率，指标为95%，实得81.6%。", 1),
        ("行政应诉败诉率应降至12%，实际为14.9%。", 1),
        ("乡镇执法案卷合格率，指标为95%，实得97.6%。", 0),
        ("行政应诉败诉率应降至12%，实际为9.9%。", 0),
    ],
)
def test_a_target_that_was_missed_is_a_shortcoming(judged: Judged, told: str, number: int) -> None:
    assert len(judged(DEEDS + told + "\n").items.shortcomings) == number


def test_announced_roots_are_causes(judged: Judged) -> None:
    result = judged(
        DEEDS + "二、短板\n受案不及时的有26起。上述数字背后有两条根子：一是考核偏重发案数；"
        "二是审批要过5道手续。\n"
    )
    assert [cause.text for cause in result.items.causes][-2:] == [
        "考核偏重发案数；",
        "审批要过5道手续。",
    ]

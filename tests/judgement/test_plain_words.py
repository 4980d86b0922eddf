"""What a careful reader says of short reports in plain words, and of traps in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Status

DEEDS = "一、主要举措\n全年组织执法培训3期，办理行政处罚案件12件。制定行政执法裁量基准1部。\n"
PLAIN = "一、工作情况\n全年召开局务会24次。\n"
S, M, X = Status.SUBSTANTIVE, Status.MENTIONED, Status.MISSING


@pytest.mark.parametrize(
    ("element", "status", "said"),
    [
        ("leadership_duty", S, "局长周明全年4次把执法队伍的难处带上局务会，当场拍板增配记录仪12台。"),
        ("leadership_duty", S, "党组书记、局长带头述法，述法报告经县委依法治县办点评。"
         "9月12日，专题听取行政复议情况汇报。"),
        ("leadership_duty", X, "班子成员分头带队督办案件。"),
        ("leadership_duty", X, "分管副局长全年4次研究执法工作，出庭应诉2次。"),
        ("leadership_duty", X, "印发《党政主要负责人履行推进法治建设第一责任人职责清单》3份。"),
        ("leadership_duty", X, "县委书记主持召开全县依法治县工作会议，我局派员参加。"),
        ("first_agenda", S, "党组把学习习近平法治思想排在会议头一项，3月、7月、10月各学一次。"),
        ("first_agenda", X, "建议把习近平法治思想纳入第一议题。"),
        ("legal_education", S, "请县法院法官到村里讲了3堂课，听课的有240人。"),
        ("legal_education", X, "计划在明年开展民法典宣传8场。"),
        ("normative_documents", M, "今年没有以局名义发过红头文件，也无文件可清理。"),
        ("normative_documents", X, "学习《规范性文件备案审查规定》。"),
        ("law_enforcement", X, "县市场监管局在我镇开展食品安全执法检查6次，我镇予以配合。"),
    ],
)  # fmt: skip
def test_deeds(
    judged: Callable[[str], ReportResult], element: str, status: Status, said: str
) -> None:
    assert judged(f"{PLAIN}二、其他工作\n{said}\n").element(element).status is status


@pytest.mark.parametrize(
    ("element", "status", "said"),
    [
        ("causes", S, "（一）备案迟报3件。\n（二）公示晚了半个月。\n"
         "上述问题，一是管文件的岗位一年换了三个人；二是系统与县里的平台不通，要手工录两遍。"),
        ("causes", S, "备案迟报3件，公示晚了半个月。这两个问题，一个出在岗位频繁换人，一个出在系统不通。"),
        ("causes", X, "（一）备案迟报3件。\n（二）公示晚了半个月。\n"
         "针对上述问题，一是把备案列入考核；二是与县里的平台接通。"),
        ("causes", X, "案卷有4份缺送达回证，导致2起案件败诉，群众有意见。"),
        ("shortcomings", S, "执法文书里说理的话太少，多是套话。"),
        ("shortcomings", S, "裁量基准五年没动过。"),
        ("shortcomings", M, "法治意识有待进一步增强，法治建设水平有待进一步提高。"),
    ],
)  # fmt: skip
def test_what_fell_short(
    judged: Callable[[str], ReportResult], element: str, status: Status, said: str
) -> None:
    assert judged(f"{DEEDS}二、存在的问题\n{said}\n").element(element).status is status


def test_lack_that_was_made_good_is_no_shortcoming(
    judged: Callable[[str], ReportResult],
) -> None:
    result = judged(f"{DEEDS}二、亮点\n执法力量不足的难题得到破解，新招执法人员8名。\n")
    assert result.element("shortcomings").status is X

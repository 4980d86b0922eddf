"""Findings: what must be reported, and the look-alikes that must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.model.report import ReportResult, Severity
from analyzer.model.text import ExtractedText, Provenance
from analyzer.pipeline import Analyzer, analyze

Judged = Callable[..., ReportResult]
DERIVED = ("element.", "shortcoming.")


def rules(result: ReportResult) -> list[str]:
    return [f.rule for f in result.findings if not f.rule.startswith(DERIVED)]


@pytest.mark.parametrize(
    ("sentence", "rule", "quote"),
    [
        ("原告卜世良诉我局行政处罚一案，法院判决维持。", "privacy.party-name", "卜世良"),
        ("信访人鲍桂英反映的宅基地问题已办结。", "privacy.party-name", "鲍桂英"),
        ("成功化解了苗春生与苗春来兄弟间的土地纠纷。", "privacy.party-name", "苗春生"),
        ("居民方淑兰投诉的油烟问题当日处置。", "privacy.party-name", "方淑兰"),
        ("个体加工户周海涛在渠边私设酸洗槽，已移送公安机关。", "privacy.party-name", "周海涛"),
        ("村民钱大勇（男，43岁）与邻居的纠纷已调解。", "privacy.party-name", "钱大勇"),
        ("村里的赵有田把我局告到了法院。", "privacy.party-name", "赵有田"),
        ("岗头村二组的温玉山和隔壁为滴水争了三年。", "privacy.party-name", "温玉山"),
        ("联系人手机：138 1234 5678。", "privacy.phone", "138 1234 5678"),
        ("举报电话：１３８１２３４５６７８。", "privacy.phone", "１３８１２３４５６７８"),
        ("当事人张某（证件号41032919800101123X）。", "privacy.id-number", "41032919800101123X"),
        ("全年办理案件XX件。", "leftover.placeholder", "XX"),
        ("全年调解纠纷  件，成功率较高。", "leftover.placeholder", "  "),
        ("办理复议案件＿＿＿件。", "leftover.placeholder", "＿＿＿"),
        ("（待补充）", "leftover.placeholder", "（待补充）"),
        ("机密★1年", "secrecy.mark", "机密★"),
        ("以上报告妥否，请批示。", "genre.request-in-report", "妥否，请批示。"),
        ("开展法制宣传12次。", "term.obsolete", "法制宣传"),
        ("县依法治县领导小组召开会议2次。", "term.obsolete", "依法治县领导小组"),
        ("深入学习贯彻党的十九大精神。", "term.formula", "党的十九大精神"),
    ],
)
def test_what_must_not_be_published_is_found_at_its_place(
    judged: Judged, sentence: str, rule: str, quote: str
) -> None:
    result = judged(f"一、工作开展情况\n{sentence}\n")
    assert rules(result) == [rule]
    (finding,) = [f for f in result.findings if f.rule == rule]
    assert finding.start is not None
    assert finding.end is not None
    assert result.document.text[finding.start : finding.end] == quote


@pytest.mark.parametrize(
    "sentence",
    [
        "信访人张某某反映的问题已办结。",
        "当事人不服处罚决定申请复议2件。",
        "原告方当庭撤诉，原告诉求得到回应。",
        "申请人因不服我局决定申请复议。",
        "申请人于法定期限内提出申请。",
        "行政诉讼412件，政府一方败诉39件。",
        "受理消费者投诉1.87万件，投诉人满意率99%。",
        "按照行业主管部门的要求抓好整改。",
        "当事人向区政府申请行政复议1件。",
        "错在没有听当事人申辩就动手。",
        "局长王建国出庭应诉1次，党组书记李明亲自部署。",
        "单位业主单位在规定期限内整改。",
        "监督电话：0379-12345678，12345热线受理工单13812件。",
        "全年投入13812345678元。",
        "社会信用代码91410329MA45XXXXXX已公示。".replace("XXXXXX", "7K2B9C"),
        "法制审核率100%，局法制科2人，公安法制大队1个。",
        "推动学法制度化、常态化。",
        "《法制日报》刊发报道1篇。",
        "调整法治政府建设领导小组，召开会议2次。",
        "全面贯彻党的十九大和二十大精神。",
        "深入学习新时代中国特色社会主义法治思想。",
        "对3件规范性文件征求意见稿提出意见。",
        "对《条例（草案征求意见稿）》反馈意见5条。",
        "各村的方案和办法争取上级支持。",
        "石门村的党支部和村委会化解矛盾3起。",
        "特此报告，请予审阅。",
    ],
)
def test_look_alike_is_no_finding(judged: Judged, sentence: str) -> None:
    assert rules(judged(f"一、工作开展情况\n{sentence}\n")) == []


@pytest.mark.parametrize(
    ("year", "sentence", "rule"),
    [
        (2013, "开展法制宣传12次。", None),
        (2019, "深入学习习近平法治思想。", "term.formula"),
        (2020, "深入学习习近平法治思想。", None),
        (2021, "学习贯彻党的二十大精神。", "term.formula"),
        (2021, "学习贯彻党的十九大精神。", None),
        (2022, "学习贯彻党的十九大精神。", "term.formula"),
        (2020, "“七五”普法任务全面完成。", None),
        (2022, "扎实推进“七五”普法。", "term.obsolete"),
    ],
)
def test_formulations_are_compared_with_the_date_of_writing(
    judged: Judged, year: int, sentence: str, rule: str | None
) -> None:
    found = rules(judged(f"一、工作开展情况\n{sentence}\n", year=year))
    assert found == ([rule] if rule else [])


def test_signature_decides_the_date_of_writing(judged: Judged) -> None:
    body = "一、工作开展情况\n学习贯彻党的十九大精神。\n平川县样例局\n{}\n"
    assert rules(judged(body.format("2022年9月30日"), year=2022)) == []
    assert rules(judged(body.format("2022年12月30日"), year=2022)) == ["term.formula"]


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ("二、2025年工作安排\n修订裁量基准，培训执法人员4期。", []),
        ("二、下一步工作\n修订裁量基准，培训执法人员4期。", []),
        ("二、2024年工作安排\n修订裁量基准，培训执法人员4期。", ["year.plan-mismatch"]),
        ("二、2023年工作安排\n修订裁量基准，培训执法人员4期。", ["year.plan-mismatch"]),
        ("二、下一步工作\n2024年，修订裁量基准，培训执法人员4期。", ["year.plan-mismatch"]),
        ("二、下一步工作\n落实2021—2025年普法规划收尾，2025年6月前培训4期。", []),
        ("二、2024年工作总结及2025年打算\n修订裁量基准，培训执法人员4期。", []),
    ],
)
def test_plan_must_be_for_the_year_after_the_reporting_year(
    judged: Judged, plan: str, found: list[str]
) -> None:
    result = judged(f"一、工作开展情况\n全年办案36件。\n{plan}\n")
    assert [r for r in rules(result) if r.startswith("year.")] == found


def test_earlier_year_in_the_opening_is_stale_and_a_look_back_is_not(analyzer: Analyzer) -> None:
    head = "平川县样例局2024年法治政府建设年度报告\n"
    stale = analyzer.analyze(head + "2023年，我局认真落实各项任务，现将情况报告如下。\n")
    assert rules(stale) == ["year.stale"]
    for opening in ("2021年以来，我局推进改革。", "监管：2022年，我局曾会同消防检查12家。"):
        assert rules(analyzer.analyze(head + "2024年，我局情况如下。\n" + opening + "\n")) == []


def test_shortcoming_without_an_answer_is_reported_and_an_answered_one_is_not(
    judged: Judged,
) -> None:
    result = judged(
        "一、工作开展情况\n全年办案36件。\n二、存在的问题\n"
        "（一）执法文书说理不充分，抽查30卷有7卷没有写明理由。\n"
        "（二）法律顾问合同审查走过场。\n"
        "三、2025年工作安排\n（一）组织执法文书说理培训3期，编印文书范本。\n"
    )
    unanswered = [f.text for f in result.findings if f.rule == "shortcoming.unanswered"]
    assert unanswered == ["法律顾问合同审查走过场。"]


def test_shortcoming_in_general_terms_is_answered_by_a_plan_on_the_same_subject(
    judged: Judged,
) -> None:
    result = judged(
        "一、工作开展情况\n全年办案36件。\n二、存在的问题\n"
        "（一）执法人员的本领有待提高。\n（二）公职人员的法治观念有待增强。\n"
        "三、2025年工作安排\n（一）组织业务培训4期。\n（二）每月开展一次集中学法。\n"
        "（三）改造办事大厅。\n"
    )
    linked = {
        (shortcoming.text, result.items.plan[number].text)
        for shortcoming in result.items.shortcomings
        for number in shortcoming.answered_by
    }
    assert linked == {
        ("执法人员的本领有待提高。", "组织业务培训4期。"),
        ("公职人员的法治观念有待增强。", "每月开展一次集中学法。"),
    }


def test_personal_data_is_masked_in_every_text_of_the_result(judged: Judged) -> None:
    result = judged(
        "一、工作开展情况\n原告卜世良（电话13812345678）诉我局一案已审结，全年应诉1件。\n"
    )
    from analyzer.output.json_report import check_object, dumps

    printed = dumps(check_object(_pack(), [result], [], include_text=True))
    assert "卜世良" not in printed
    assert "13812345678" not in printed


def _pack() -> object:
    from analyzer.lexicon.load import load_pack

    return load_pack()


@pytest.mark.parametrize(
    ("confidence", "told"),
    [
        ((None, 0.99, 0.95), []),
        ((None, 0.7, 0.95), ["第2页是扫描件，识别的把握最低只有70%，文字可能有错"]),
        (
            (0.8, 0.71, None, 0.9, 0.99),
            [
                "第1—2页是扫描件，识别的把握最低只有71%，文字可能有错",
                "第4页是扫描件，识别的把握最低只有90%，文字可能有错",
            ],
        ),
    ],
)
def test_pages_that_could_hardly_be_read_are_told(
    confidence: tuple[float | None, ...], told: list[str]
) -> None:
    text = "平川县水务局2024年法治政府建设年度报告\n" + "全年立案12件，均经法制审核。\n" * 5
    provenance = Provenance(
        name="报告.pdf",
        format="pdf",
        page_starts=tuple(range(len(confidence))),
        confidence=confidence,
    )
    result = analyze(ExtractedText(text, provenance))
    found = [f for f in result.findings if f.rule == "scan.low-confidence"]
    assert [finding.message for finding in found] == told
    assert all(finding.severity is Severity.WARNING for finding in found)

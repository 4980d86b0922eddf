"""Is it an annual report on law-based government, and if not, what is it?"""

from __future__ import annotations

import pytest

from tests.structure import samples as s
from tests.structure.reading import identity

REPORT = "annual-report"
# Titles of real reports differ in every part: author, year, subject, kind of text, remarks.
REPORT_TITLES = (
    "平川县水利局关于2023年度法治政府建设情况的报告",
    "平川县水利局2023年法治政府建设报告",
    "平川县水利局2023年法治政府建设年度报告",
    "平川县水利局2023年法治政府建设情况报告",
    "平川县水利局2023年度法治政府建设工作总结",
    "平川县水利局关于2023年度法治政府建设工作总结的报告",
    "平川县水利局2023年法治政府建设工作情况",
    "平川县水利局2023年度法治政府建设工作汇报",
    "平川县水利局2023年法治政府建设总结",
    "平川县水利局2023年法治政府建设工作小结",
    "平川县水利局法治政府建设年报（2023年）",
    "关于2023年度法治建设情况的报告",
    "关于报送2023年度法治政府建设情况的报告",
    "关于上报2023年度法治政府建设工作总结的报告",
    "平川县水利局关于开展2023年度法治政府建设工作情况的报告",
    "平川县水利局关于贯彻落实全县法治工作会议精神推进法治政府建设情况的报告",
    "平川县水利局关于2023年法治政府建设情况及2024年工作安排的报告",
    "平川县水利局2023年法治政府建设工作总结及2024年工作计划",
    "平川县水利局2023年法治政府建设工作总结和2024年工作要点",
    "平川县水利局关于2023年法治政府建设和普法工作情况的报告",
    "平川县水利局关于2023年度法治政府建设情况暨主要负责人履行第一责任人职责情况的报告",
    "平川县水利局2023年度依法行政工作总结",
    "平川县水利局关于2023年度依法行政工作情况的报告",
    "平川县水利局2023年法治建设工作总结",
    "平川县水利局2023年法治工作报告",
    "平川县水利局2023年度法治机关建设情况报告",
    "平川县税务局2023年法治税务建设情况报告",
    "平川县2023年全面依法治县工作情况报告",
    "平川县2023年法治政府建设白皮书",
    "平川县水利局2023年度法治政府建设情况报告（征求意见稿）",
    "《平川县水利局2023年法治政府建设年度报告》",
    "平川县水利局关于2023年贯彻落实法治政府建设实施纲要情况的报告",
    "平川县水利局关于2023年法治政府建设重点任务落实情况的报告",
    "平川县林业局2023年法治林业建设情况报告",
    "平川县水利局关于2023年度法治政府建设工作要点完成情况的报告",
    "平川县水利局关于2023年度推进法治政府建设工作情况的报告",
    "青墩镇关于2023年推进依法治镇工作的情况报告",
    "平川县2023年度法制建设工作总结",
)
OTHER_TITLES = (
    ("平川县水利局2023年政府信息公开工作年度报告", "openness-report"),
    ("平川县水利局2023年政务公开工作总结", "openness-report"),
    ("关于报送2023年度法治政府建设年度报告的通知", "notice"),
    ("关于2023年度法治政府建设考核情况的通报", "notice"),
    ("关于征求《2023年度法治政府建设情况报告》意见的函", "notice"),
    ("关于召开法治政府建设工作会议的请示", "notice"),
    ("平川县水利局2024年法治政府建设工作要点", "plan"),
    ("平川县法治政府建设实施方案（2021—2025年）", "plan"),
    ("平川县水利局2024年法治政府建设工作计划", "plan"),
    ("2024年法治政府建设重点任务分工", "plan"),
    ("平川县水利局局长2023年度述法报告", "account-of-law"),
    ("2023年度述职述法述廉报告", "account-of-law"),
    ("平川县水利局党组书记关于履行推进法治建设第一责任人职责情况的报告", "account-of-law"),
    ("在全县法治政府建设工作会议上的讲话", "speech"),
    ("在法治政府建设推进会上的发言", "speech"),
    ("平川县召开2023年法治政府建设推进会", "news"),
    ("平川县发布2023年法治政府建设年度报告", "news"),
    ("市政府常务会议听取2023年法治政府建设情况汇报", "news"),
    ("平川县水利局开展法治宣传活动", "news"),
    ("平川县水利局2023年上半年法治政府建设工作总结", "other"),
    ("平川县水利局第三季度法治建设工作情况报告", "other"),
    ("平川县2021—2025年法治政府建设工作总结", "other"),
    ("平川县近五年法治政府建设工作情况报告", "other"),
    ("平川县水利局法治政府建设工作自查报告", "other"),
    ("平川县法治政府建设示范创建自评报告", "other"),
    ("关于法治政府建设督察反馈问题整改情况的报告", "other"),
    ("平川县法治政府建设督察报告", "other"),
    ("平川县水利局2023年普法工作总结", "other"),
    ("平川县水利局2023年度行政执法工作情况报告", "other"),
    ("平川县2023年行政复议和行政应诉工作报告", "other"),
    ("平川县2023年法治社会建设情况报告", "other"),
    ("关于《平川县2023年度法治政府建设情况报告》的政策解读", "other"),
    ("法治政府建设年度报告编写提纲", "other"),
    ("关于2023年度法治政府建设情况报告的审议意见", "other"),
    ("平川县法治政府建设年度报告制度", "other"),
    ("平川县法治政府建设典型案例", "other"),
    ("平川县2023年法治乡村建设工作总结", "other"),
    ("平川县2023年“八五”普法中期工作总结", "other"),
    ("关于开展2023年度法治政府建设年度报告评议工作的通知", "notice"),
    ("关于2023年度依法行政考核结果的通报", "notice"),
    ("2023年度法治政府建设专题述法报告", "account-of-law"),
    ("2024年法治政府建设行动计划", "plan"),
)


@pytest.mark.parametrize("title", REPORT_TITLES)
@pytest.mark.parametrize(
    "body", [s.OFFICE, s.COUNTY, s.OFFICE_UNANNOUNCED], ids=["office", "county", "plain"]
)
def test_title_of_an_annual_report_is_recognised(title: str, body: str) -> None:
    found = identity(f"{title}\n{body}")
    assert (found.is_report, found.kind) == (True, REPORT)


@pytest.mark.parametrize(("title", "kind"), OTHER_TITLES)
def test_title_of_another_text_is_recognised(title: str, kind: str) -> None:
    # The body is of the kind that says least: it speaks of law, and announces nothing.
    body = "2023年，全县坚持依法行政。\n行政执法逐步规范，法治建设迈上新台阶。\n"
    found = identity(f"{title}\n{body}")
    assert (found.is_report, found.kind) == (False, kind)


CASES = [
    # No title at all, or one that says nothing: the text decides.
    ("", s.OFFICE, REPORT),
    ("", s.COUNTY, REPORT),
    ("", s.OFFICE_UNANNOUNCED, REPORT),
    ("工作报告", s.OFFICE, REPORT),
    ("2023年度工作情况", s.OFFICE_UNANNOUNCED, REPORT),
    ("平川县水利局", s.OFFICE, REPORT),
    ("", s.WHOLE_BUSINESS, "other"),
    ("平川县水利局2023年工作总结", s.WHOLE_BUSINESS, "other"),
    ("", s.LEGAL_EDUCATION, "other"),
    ("2023年工作总结", s.LEGAL_EDUCATION, "other"),
    ("", s.PERSONAL, "account-of-law"),
    ("2023年工作报告", s.PERSONAL, "account-of-law"),
    ("", s.PLAN, "plan"),
    ("", s.NOTICE, "notice"),
    ("", s.NEWS, "news"),
    ("", s.OPENNESS, "openness-report"),
    ("", s.SPEECH, "speech"),
    ("", s.RECTIFICATION, "other"),
    ("", s.SELF_CHECK, "other"),
    ("", s.CREATION, "other"),
    # General reports touch every field of law-based government and are about none.
    ("", s.GOVERNMENT_REPORT, "other"),
    ("平川县2023年政府工作报告", s.GOVERNMENT_REPORT, "other"),
    ("", s.JUSTICE_BUREAU, "other"),
    ("平川县司法局2023年工作总结", s.JUSTICE_BUREAU, "other"),
    ("", s.PARTY_CONDUCT, "other"),
    ("平川县水利局2023年党风廉政建设工作报告", s.PARTY_CONDUCT, "other"),
    # Words that other kinds live by stand in reports too.
    ("平川县水利局2023年法治政府建设报告", s.MEETINGS, REPORT),
    ("平川县2023年法治政府建设情况报告", s.CREATION_YEAR, REPORT),
    ("平川县2023年法治政府建设情况报告", s.WITH_RECTIFICATION, REPORT),
    ("", s.WITH_RECTIFICATION, REPORT),
    # A title that promises a report over a text that is none.
    ("平川县水利局2023年度法治建设工作报告", s.PERSONAL, "account-of-law"),
    ("关于2023年度法治政府建设情况的报告", s.PLAN, "plan"),
    ("关于2023年度法治政府建设情况的报告", s.NOTICE, "notice"),
    ("平川县2023年法治政府建设情况报告", s.NEWS, "news"),
    ("平川县水利局2023年度法治政府建设报告", s.OPENNESS, "openness-report"),
    ("2023年度法治政府建设情况报告", s.RECTIFICATION, "other"),
    ("2023年度法治建设工作总结", s.LEGAL_EDUCATION, "other"),
    ("法治政府建设工作情况报告", s.CREATION, "other"),
    ("关于法治政府建设工作情况的报告", s.SELF_CHECK, "other"),
    # A title that promises something else over a text that is the report.
    ("平川县水利局法治政府建设工作自查报告", s.OFFICE, REPORT),
    ("平川县水利局开展2023年法治建设工作", s.OFFICE, REPORT),
    ("平川县水利局2023年度法治政府建设年度报告公示", s.OFFICE, REPORT),
    ("平川县水利局2023年述法报告", s.OFFICE, REPORT),
    ("平川县水利局2023年法治政府建设工作安排", s.OFFICE, REPORT),
    # Titles and texts that agree.
    ("平川县水利局2023年述法报告", s.PERSONAL, "account-of-law"),
    ("平川县法治政府建设示范创建自评报告", s.CREATION, "other"),
    ("平川县水利局法治政府建设工作自查报告", s.SELF_CHECK, "other"),
    ("平川县水利局2023年普法工作总结", s.LEGAL_EDUCATION, "other"),
    ("关于法治督察反馈问题整改情况的报告", s.RECTIFICATION, "other"),
    ("在全县法治政府建设工作会议上的讲话", s.SPEECH, "speech"),
    ("关于报送2023年度法治政府建设年度报告的通知", s.NOTICE, "notice"),
    ("关于《平川县2023年度法治政府建设情况报告》的解读", s.INTERPRETATION, "other"),
    ("平川县召开法治政府建设推进会", s.NEWS, "news"),
    ("平川县水利局2024年法治政府建设实施方案", s.PLAN, "plan"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "kind"), CASES)
def test_title_and_text_together_decide(title: str, body: str, kind: str) -> None:
    found = identity(f"{title}\n{body}".lstrip())
    assert (found.kind, found.is_report) == (kind, kind == REPORT)


INNER = "平川县水利局2023年度法治政府建设情况报告"


@pytest.mark.parametrize(
    ("head", "cover"),
    [
        ("关于报送2023年度法治政府建设情况报告的函", s.COVER),
        ("平川县水利局关于印发《2023年度法治政府建设情况报告》的通知", s.ORDER),
        ("关于转发2023年度法治政府建设情况报告的通知", s.ORDER),
    ],
)
@pytest.mark.parametrize("mark", ["附件\n", "附件：\n", ""])
def test_report_behind_its_cover_is_a_report(head: str, cover: str, mark: str) -> None:
    body = s.OFFICE * 2
    text = f"{head}\n{cover}{mark}{INNER}\n{body}平川县水利局\n2024年1月28日\n"
    found = identity(text)
    assert (found.is_report, found.title, found.written) == (True, INNER, (2024, 1, 28))
    assert (found.reporting_year, found.issuer) == (2023, "平川县水利局")
    assert text[found.body_start : found.body_end].strip() == body.strip()


@pytest.mark.parametrize(
    "attached",
    [
        f"2023年度法治政府建设年度报告（提纲）\n{s.OUTLINE_ONLY}",
        f"××单位2023年度法治政府建设年度报告\n{s.OUTLINE_ONLY}",
        f"2023年度法治政府建设年度报告参考格式\n{s.OUTLINE_ONLY}",
    ],
)
def test_notice_with_an_outline_is_a_notice(attached: str) -> None:
    text = f"关于报送2023年度法治政府建设年度报告的通知\n{s.NOTICE}附件\n{attached}"
    found = identity(text)
    assert (found.is_report, found.kind) == (False, "notice")


def test_report_to_the_peoples_congress_is_a_report() -> None:
    text = (
        "平川县人民政府关于2023年度法治政府建设情况的报告\n"
        "——在平川县第十七届人民代表大会常务委员会第十二次会议上\n平川县司法局局长　周某\n"
        f"主任、各位副主任、各位委员：\n{s.COUNTY}"
    )
    found = identity(text)
    assert (found.is_report, found.issuer) == (True, "平川县人民政府")
    assert text[found.body_start :].strip() == s.COUNTY.strip()


def test_briefing_of_inspectors_is_no_annual_report() -> None:
    text = f"平川县水利局法治政府建设工作汇报\n尊敬的督察组各位领导：\n{s.OFFICE}"
    assert not identity(text).is_report


def test_kind_is_named_in_chinese() -> None:
    assert identity(f"2023年普法工作总结\n{s.LEGAL_EDUCATION}").kind_name == "其他专项报告"
    assert identity("杂记\n今日晴。").kind_name == "其他材料"


def test_quoted_people_speak_for_themselves_not_for_the_report() -> None:
    said = "“我来盯。”“我不同意，请把我的意见写进去。”“我来应这个诉。”"
    found = identity(
        f"平川县水利局2025年度法治政府建设情况报告\n一、谁来抓\n{said}全年立案36件。\n"
    )
    assert found.kind == REPORT


def test_year_in_han_numerals_is_no_span_of_years() -> None:
    found = identity("平川县水利局二〇二三年度推进法治政府建设情况的报告\n全年立案36件。\n")
    assert (found.kind, found.reporting_year) == (REPORT, 2023)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", True),
        ("石桥镇照法办事这一年", True),
        ("关于落实《关于压实法治责任的意见》情况暨二〇二三年工作的报告", True),
        ("石桥镇2024年法治工作安排", False),
        ("我镇干部下半年学法侧记", False),
    ],
)
def test_year_told_in_plain_words_is_a_report_under_any_title(title: str, expected: bool) -> None:
    body = (
        "这一年镇长带着班子把三件难事按规矩办完，两次坐上法院的被告席，一场没缺。"
        "执法队立案21件，罚款前先请律师看证据，撤回2件。"
        "老街改造先开听证会，再由班子逐人表决。定下的文件都先审合不合法，两周内报县里备案。"
        "赶集日讲法律课11场，村民拿着民法典来问。调解纠纷63起，低保名单全部公示。"
        "做得还不到位的是夜里没人执法，明年春天从村里挑6人排班。\n石桥镇人民政府\n2024年1月9日\n"
    )
    assert identity(f"{title}\n{body}" if title else body).is_report is expected


def test_report_that_avoids_the_words_for_faults_and_plans_is_one_all_the_same() -> None:
    body = (
        "石桥镇这一年，镇长两次坐上法院的被告席。执法队立案21件，有3件送达晚了。"
        "老街改造先开听证会，再逐人表决。定下的文件先请律师看过。赶集日讲法律课11场，"
        "调解纠纷63起，低保名单全部公示。\n石桥镇人民政府\n2024年1月9日\n"
    )
    assert identity(body).is_report
    assert not identity(body.replace("讲法律课11场", "").replace("调解纠纷63起", "")).is_report


def test_report_in_fewer_fields_is_one_where_it_is_handed_in_and_signed() -> None:
    body = (
        "石桥镇这一年，镇长两次坐上法院的被告席。执法队立案21件，有3件送达晚了。"
        "定下的文件先请律师看过。赶集日讲法律课11场，低保名单全部公示。"
    )
    signed = "\n石桥镇人民政府\n2024年1月9日\n"
    assert identity(f"县人民政府：\n{body}{signed}").is_report
    assert not identity(f"{body}{signed}").is_report


def test_report_told_as_news_is_a_report_where_its_body_hands_it_in() -> None:
    title = "桐庄县人民政府2022年法治政府建设年度报告\n"
    told = (
        "1月4日，县政府会议室里的第一份议程是一张败诉清单，县长从头念到尾，让九个单位当场说输在哪。"
        "6月，他在县法院代表县政府出庭。\n"
    )
    handed_in = f"{title}市人民政府：\n{told}桐庄县人民政府\n2023年2月20日\n"
    assert identity(handed_in).is_report
    assert not identity(f"桐庄县法治政府建设年度报告发布\n{told}（记者 陈川）\n").is_report


def test_head_who_speaks_of_himself_still_hands_in_his_bureaus_report() -> None:
    told = "提笔写这份年报，我到任刚满五十天。我先说我自己：我听了两次汇报，我签了11条意见。\n"
    signed = "嵝山县林业局\n2025年1月21日\n"
    own = f"嵝山县林业局2024年度法治政府建设报告\n县委、县政府：\n{told}{signed}"
    assert identity(own).is_report
    assert not identity(f"2024年度个人述法报告\n县委、县政府：\n{told}{signed}").is_report

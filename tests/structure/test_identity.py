"""Identity as a whole: any text has one, and its parts agree with each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.model.document import Level
from tests.structure import samples as s
from tests.structure.reading import identity

LINES = (
    "平川县水利局",
    "平川县水利局文件",
    "平水〔2024〕3号",
    "关于2023年度法治政府建设情况的报告",
    "平川县水利局2023年法治政府建设年度报告",
    "关于报送法治政府建设年度报告的通知",
    "（征求意见稿）",
    "首页 > 政务公开",
    "发布时间：2024-02-01 来源：平川县水利局",
    "目 录",
    "一、主要举措 1",
    "二、存在的不足……4",
    "县委、县政府：",
    "各乡镇人民政府：",
    "同志们：",
    "现将2023年度法治政府建设情况报告如下：",
    "2023年，我局认真学习贯彻习近平法治思想，召开党组会4次。",
    "一、主要举措",
    "（一）规范执法。办案36件。",
    "附件：统计表",
    "2024年2月6日",
    "2024年×月×日",
    "局长　周某",
    "抄送：县委依法治县办。",
    "平川县水利局办公室 2024年2月7日印发",
    "《》",
    "（（（",
    "\u3000",
)
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=8)), max_size=24).map("\n".join)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
def test_any_text_has_an_identity_whose_offsets_hold(text: str) -> None:
    found = identity(text)
    assert 0 <= found.title_span.start <= found.title_span.end <= found.body_start
    assert found.body_start <= found.body_end <= len(text)
    assert "".join(found.title_span.of(text).split()) == found.title
    assert found.is_report == (found.kind == "annual-report")
    assert (found.level is not None) or found.issuer is None


def test_contents_longer_than_any_head_end_the_head() -> None:
    text = "平川县2023年法治政府建设报告\n" + "一、甲 3\n" * 200 + "全年办案36件。"
    assert text[identity(text).body_start :].strip() == "全年办案36件。"


def test_red_headed_document_is_read_as_a_whole() -> None:
    text = (
        "机密★1年\n平川县水利局文件\n平水〔2024〕3号\n\n平川县水利局\n关于2023年度法治政府建设情况的报告\n\n"
        f"县委、县政府，市水利局：\n{s.OFFICE}特此报告。\n\n附件：行政处罚统计表\n\n"
        "平川县水利局\n2024年2月6日\n（此件公开发布）\n抄送：县委依法治县办。\n平川县水利局办公室 2024年2月7日印发\n"
    )
    found = identity(text)
    assert found.title == "平川县水利局关于2023年度法治政府建设情况的报告"
    assert (found.kind_name, found.is_report) == ("法治政府建设年度报告", True)
    assert (found.reporting_year, found.issuer) == (2023, "平川县水利局")
    assert (found.level, found.written) == (Level.DEPARTMENT, (2024, 2, 6))
    assert text[found.body_start : found.body_end].strip() == f"{s.OFFICE}特此报告。"


def test_page_of_a_web_site_is_read_as_a_whole() -> None:
    text = (
        "平川县人民政府 2024年3月3日 星期日\n无障碍 简体 | 繁体\n您所在的位置：首页 > 政务公开 > 法治政府建设\n"
        "平川县2023年度法治政府建设情况报告\n来源：平川县人民政府办公室 发布时间：2024-03-28 09:18 浏览次数：12\n"
        f"平川县2023年度法治政府建设情况报告\n{s.COUNTY}【打印】【关闭】\n上一篇：没有了\n主办单位：平川县人民政府\n"
    )
    found = identity(text)
    assert found.title == "平川县2023年度法治政府建设情况报告"
    assert (found.is_report, found.reporting_year, found.written) == (True, 2023, None)
    assert (found.issuer, found.level) == ("平川县", Level.COUNTY)
    assert text[found.body_start : found.body_end].strip() == s.COUNTY.strip()


def test_text_without_any_frame_is_read_by_its_opening() -> None:
    found = identity(s.OFFICE)
    assert (found.title, found.body_start, found.body_end) == ("", 0, len(s.OFFICE))
    assert (found.is_report, found.reporting_year, found.issuer) == (True, 2023, None)
    assert found.level is Level.DEPARTMENT

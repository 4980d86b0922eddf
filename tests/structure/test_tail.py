"""The lines after the body: signature, date, attachments, and the foot of a page."""

from __future__ import annotations

import pytest

from tests.structure.reading import identity

OPENING = "2023年，我局认真学习贯彻习近平法治思想，扎实推进依法行政。现将有关情况报告如下："
BODY = f"{OPENING}\n一、主要举措和成效\n全年召开党组会4次研究法治工作。\n二、存在的不足\n执法力量不足。"
TITLE = "平川县交通运输局关于2023年度法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("tail", "kept", "date"),
    [
        pytest.param("特此报告。\n平川县司法局\n2024年2月6日", "特此报告。", (2024, 2, 6), id="standard"),
        pytest.param("特此报告。\n\n    平川县司法局（盖章）\n    2024 年 2 月 6 日", "特此报告。", (2024, 2, 6), id="seal"),
        pytest.param("平 川 县 司 法 局\n二〇二四年二月六日", "", (2024, 2, 6), id="Chinese numerals"),
        pytest.param("平川县司法局 2024年2月6日", "", (2024, 2, 6), id="one line"),
        pytest.param("2024年2月6日", "", (2024, 2, 6), id="date alone"),
        pytest.param("中共平川县委\n平川县人民政府\n2024年2月6日", "", (2024, 2, 6), id="two bodies"),
        pytest.param("平川县司法局\n2024年2月", "", (2024, 2, 1), id="month only"),
        pytest.param("平川县司法局\n2024.2.6", "", (2024, 2, 6), id="dots"),
        pytest.param("平川县司法局\n2024年2月XX日", "", (2024, 2, 1), id="day left open"),
        pytest.param("平川县司法局\n2024年×月×日", "", None, id="month left open"),
        pytest.param("平川县司法局", "", None, id="no date"),
        pytest.param(
            "附件：1.行政处罚统计表\n　　　2.规范性文件目录\n\n平川县司法局\n2024年2月6日", "", (2024, 2, 6), id="attachments above"
        ),
        pytest.param(
            "平川县司法局\n2024年2月6日\n（此件公开发布）\n抄送：县委依法治县办。\n平川县司法局办公室 2024年2月7日印发",
            "",
            (2024, 2, 6),
            id="imprint",
        ),
        pytest.param(
            "平川县司法局\n2024年2月6日\n附件\n行政处罚统计表\n单位\t件数\n执法大队\t36\n法规股负责全年数据汇总，逐项核对无误后报送。",
            "",
            (2024, 2, 6),
            id="attachment after",
        ),
        pytest.param("联系人：周某  电话：0371-1234567\n平川县司法局\n2024年2月6日", "", (2024, 2, 6), id="contact"),
        pytest.param("平川县司法局\n2024年2月6日\n- 9 -", "", (2024, 2, 6), id="page number"),
        pytest.param("平川县司法局\n2024年2月6日\n【打印】【关闭】\n上一篇：没有了\n主办单位：平川县人民政府", "", (2024, 2, 6), id="web foot"),
        pytest.param("报送单位：平川县司法局\n2024年2月6日", "", (2024, 2, 6), id="labelled"),
    ],
)  # fmt: skip
def test_body_ends_before_signature_and_foot(
    tail: str, kept: str, date: tuple[int, int, int] | None
) -> None:
    text = f"{TITLE}\n{BODY}\n{tail}\n"
    found = identity(text)
    assert text[found.body_start : found.body_end].strip() == f"{BODY}\n{kept}".strip()
    assert found.written == date


@pytest.mark.parametrize(
    "last",
    [
        "四、其他需要报告的事项\n无",
        "（一）抓好执法培训\n（二）完善制度体系",
        "1.抓好执法培训\n2.完善制度体系",
        "审核把关不严",
        "相关制度不够健全",
        "联系群众不紧密",
        "主办业务培训不多",
        "附近居民法律意识不强",
        "下一步，我局将于2024年6月30日前完成清理。",
        "执法力量不足\n案卷质量不高",
        "2024年3月5日，局党组专题研究法治工作。",
        "以上报告，请审阅。",
    ],
)
def test_last_lines_of_the_body_stay_in_it(last: str) -> None:
    text = f"{TITLE}\n{BODY}\n{last}"
    assert identity(text).body_end == len(text)


@pytest.mark.parametrize("text", ["", "\n", "。", "标题", "一、", "2024年1月1日", "平川县司法局"])
def test_scraps_of_text_have_a_frame(text: str) -> None:
    found = identity(text)
    assert 0 <= found.body_start <= found.body_end <= len(text)
    assert not found.is_report

"""Which lines are headings, and what their numbers and titles are."""

from __future__ import annotations

import pytest

from analyzer.structure.outline import find_headings, split_paragraphs
from tests.structure.reading import outline, sections_of, styled_as

PROSE = "全年召开专题会议研究法治工作，各股室按分工抓好落实，逐项对账销号，年底全部办结。"


def test_paragraphs_are_the_lines_that_hold_anything() -> None:
    text = "标题\n\n \u3000\n正文\n"
    assert [(p.start, p.end, p.number) for p in split_paragraphs(text)] == [(0, 2, 1), (7, 9, 2)]


def test_report_pasted_as_one_line_is_taken_apart_at_its_headings() -> None:
    text = (
        f"现将有关情况报告如下：一、主要举措和成效 （一）加强学习。{PROSE * 6}（二）规范执法。{PROSE * 6}"
        f"二、存在的不足。{PROSE}三、下一步打算：{PROSE}"
    )
    assert outline(text) == [
        (1, "一、", "主要举措和成效"),
        (2, "（一）", "加强学习"),
        (2, "（二）", "规范执法"),
        (1, "二、", "存在的不足"),
        (1, "三、", "下一步打算"),
    ]
    assert "".join(text[p.start : p.end] for p in split_paragraphs(text)) == text


@pytest.mark.parametrize(
    "line",
    [
        f"主要有：一、人手少。{PROSE}二、装备旧。",
        f"{PROSE * 18}对一、二、三季度的情况作了分析，第一、第二、第三名的单位受到表扬。",
    ],
)
def test_other_lines_are_one_paragraph(line: str) -> None:
    assert len(split_paragraphs(line)) == 1


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("一、主要举措和成效", "一、", "主要举措和成效"),
        ("一、\t主要举措和成效", "一、", "主要举措和成效"),
        ("  一、 主要举措和成效  ", "一、", "主要举措和成效"),
        ("（一）压实第一责任人职责", "（一）", "压实第一责任人职责"),
        ("(一)压实第一责任人职责", "(一)", "压实第一责任人职责"),
        ("（一）、压实第一责任人职责", "（一）、", "压实第一责任人职责"),
        ("1.压实第一责任人职责", "1.", "压实第一责任人职责"),
        ("1、 压实第一责任人职责", "1、", "压实第一责任人职责"),
        ("１．压实第一责任人职责", "１．", "压实第一责任人职责"),
        ("（1）压实第一责任人职责", "（1）", "压实第一责任人职责"),
        ("①压实第一责任人职责", "①", "压实第一责任人职责"),
        ("1.1 压实第一责任人职责", "1.1", "压实第一责任人职责"),
        ("第一部分　主要举措和成效", "第一部分", "主要举措和成效"),
        ("第一章 主要举措和成效", "第一章", "主要举措和成效"),
        ("一.主要举措和成效", "一.", "主要举措和成效"),
        ("一，主要举措和成效", "一，", "主要举措和成效"),
        ("一 主要举措和成效", "一", "主要举措和成效"),
        ("四、2025年工作安排", "四、", "2025年工作安排"),
        ("二、2024年度推进法治政府建设的主要举措和成效", "二、", "2024年度推进法治政府建设的主要举措和成效"),
        ("三、存在的不足：", "三、", "存在的不足"),
        ("三、存在的不足:", "三、", "存在的不足"),
        ("三、存在的不足。", "三、", "存在的不足"),
        ("三、我们差在哪儿？", "三、", "我们差在哪儿？"),
        ("三、照照镜子！", "三、", "照照镜子！"),
        ("（二）深化“放管服”改革，持续优化法治化营商环境，服务经济社会高质量发展", "（二）",
         "深化“放管服”改革，持续优化法治化营商环境，服务经济社会高质量发展"),
    ],
)  # fmt: skip
def test_numbered_line_of_its_own_is_a_heading(line: str, number: str, title: str) -> None:
    (section,) = sections_of(f"{line}\n{PROSE}")
    assert (section.number, section.title, section.run_in) == (number, title, False)


def test_heading_longer_than_usual_counts_with_text_below_it() -> None:
    title = "深入学习宣传贯彻习近平法治思想，在推进全县各项事业中自觉提高运用法治思维和法治方式解决问题的能力"
    assert outline(f"（一）{title}\n{PROSE}") == [(1, "（一）", title)]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("（一）健全决策机制。一是完善程序，二是扩大参与。", "（一）", "健全决策机制"),
        (
            "（一）健全决策机制，确保决策科学民主。局党组集体讨论。",
            "（一）",
            "健全决策机制，确保决策科学民主",
        ),
        ("1.健全决策机制。局党组集体讨论重大事项。", "1.", "健全决策机制"),
        ("1.健全决策机制：局党组集体讨论重大事项。", "1.", "健全决策机制"),
        ("（一）健全决策机制\u3000局党组集体讨论重大事项。", "（一）", "健全决策机制"),
        ("（一）健全决策机制   局党组集体讨论重大事项。", "（一）", "健全决策机制"),
        ("（一）怎样才算依法决策？局党组集体讨论重大事项。", "（一）", "怎样才算依法决策？"),
    ],
)
def test_run_in_heading_ends_at_its_stop(line: str, number: str, title: str) -> None:
    (section,) = sections_of(line)
    assert (section.number, section.title, section.run_in) == (number, title, True)
    assert section.heading.of(line) == f"{number}{title}"


@pytest.mark.parametrize(
    "line",
    [
        "1.全年办理行政复议答复2件，均获维持；参加诉讼1件。",
        "1.全年召开法治专题会议4次。局长主持3次。",
        "（二）离示范创建的要求还有一定差距，执法工作的权威性和高效性需要进一步提高。",
        "1.由于编制限制，执法人员不足。已向编办报告。",
        "（1）对照行政处罚法逐条清理本部门制定的裁量标准并把清理结果在门户网站上向社会公开征求意见，共收到建议若干。",
    ],
)
def test_numbered_statement_has_no_title(line: str) -> None:
    (section,) = sections_of(line)
    assert (section.title, section.run_in) == ("", True)
    assert section.heading.of(line) == section.number


def test_short_numbered_sentence_is_a_heading_only_over_text() -> None:
    over = f"一、主要举措\n（一）加强组织领导。\n{PROSE}"
    alone = "一、主要举措\n（一）加强组织领导。\n（二）严格规范执法。"
    assert outline(over)[1] == (2, "（一）", "加强组织领导")
    assert outline(alone)[1] == (2, "（一）", "")


def test_points_that_open_paragraphs_divide_their_section() -> None:
    text = (
        "一、主要举措\n一是坚持党组领导。局党组会专题研究。\n"
        "二是完善制度。修订制度。\n三是全年开展培训4次。\n二、存在的不足"
    )
    assert outline(text) == [
        (1, "一、", "主要举措"),
        (2, "一是", "坚持党组领导"),
        (2, "二是", "完善制度"),
        (2, "三是", ""),
        (1, "二、", "存在的不足"),
    ]


def test_points_without_any_heading_are_no_sections() -> None:
    assert outline(f"{PROSE}\n一是坚持党组领导。会议专题研究。\n二是完善制度。修订制度。") == []


@pytest.mark.parametrize(
    "line",
    [
        "主要举措和成效",
        "照照镜子",
        "明年往哪儿使劲",
        "这一年干了啥",
        "2025年怎么干",
        "2024年度推进法治政府建设主要举措",
        "履行第一责任人职责，扛牢法治建设责任",
        "立良善之规，守决策之门",
        "深入学习贯彻习近平法治思想，切实扛起法治政府建设政治责任",
    ],
)
def test_line_without_number_is_a_heading_over_text(line: str) -> None:
    assert outline(f"{PROSE}\n{line}\n{PROSE}") == [(1, "", line)]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("◆ 规范行政执法", "◆", "规范行政执法"),
        ("★规范行政执法", "★", "规范行政执法"),
        ("- 规范行政执法", "-", "规范行政执法"),
        ("存在的问题：", "", "存在的问题"),
        ("主要成效:", "", "主要成效"),
        ("下一步打算。", "", "下一步打算"),
        ("差距究竟在哪里？", "", "差距究竟在哪里？"),
    ],
)
def test_mark_and_stop_are_no_part_of_a_title(line: str, number: str, title: str) -> None:
    assert outline(f"{PROSE}\n{line}\n{PROSE}") == [(1, number, title)]


@pytest.mark.parametrize(
    "line",
    [
        "全年未发生行政诉讼案件。",
        "全年办理行政复议案件3件",
        "具体情况如下：",
        "主要做了以下工作：",
        "特此报告",
        "以上报告，请审阅",
        "附件：统计表",
        "附件",
        "抄送：县委依法治县办",
        "联系人：李某",
        "（此件公开发布）",
        "2024年1月15日",
        "2024年",
        "第 3 页",
        "- 3 -",
        "3",
        "https://www.example.gov.cn",
        "行政处罚\t36\t12",
        "单位｜件数｜办结率",
        "表1 行政处罚情况",
        "注：数据截至12月底",
        "局党组高度重视法治工作，",
    ],
)
def test_short_line_is_no_heading(line: str) -> None:
    assert outline(f"{PROSE}\n{line}\n{PROSE}") == []


def test_short_lines_in_a_row_are_a_list() -> None:
    cells = "规章\n行政规范性文件\n行政许可\n行政处罚"
    assert outline(f"{PROSE}\n{cells}\n{PROSE}") == []


def test_empty_heading_before_another_is_still_a_heading() -> None:
    text = f"主要举措\n{PROSE}\n存在的不足\n下一步打算\n{PROSE}"
    assert [title for _, _, title in outline(text)] == ["主要举措", "存在的不足", "下一步打算"]


def test_nothing_below_means_no_heading() -> None:
    assert outline(f"{PROSE}\n平川县司法局") == []


def test_lines_broken_inside_sentences_are_no_headings() -> None:
    wrapped = (
        "全年召开党组会专题研究法治政府建设工作，把学习贯彻习近平\n"
        "法治思想作为首要任务，列入党组理论学习中心组学习计划，组织\n"
        "干部职工参加旁听庭审和专题培训，推动执法人员规范公正文明执\n"
        "法，切实提高依法行政能力，逐项对照任务清单抓好落实，年底\n"
        "全部办结，群众满意度进一步提升，营商环境持续优化，各项指标\n"
        "位居全县前列"
    )
    assert outline(f"{wrapped}\n{wrapped}。\n{wrapped}。") == []


@pytest.mark.parametrize(
    "line",
    [
        "一、主要举措和成效 3",
        "一、主要举措和成效\t3",
        "一、主要举措和成效……………………3",
        "（一）压实责任．．．．．．12",
        "1\t行政处罚\t36",
        "1.行政处罚\t36\t12",
    ],
)
def test_contents_line_and_table_row_are_no_headings(line: str) -> None:
    assert outline(f"{line}\n{PROSE}") == []


def test_decimal_numbers_count_only_in_a_list() -> None:
    text = f"1. 总体情况\n1.1 组织领导\n{PROSE}\n1.2 制度建设\n{PROSE}"
    assert outline(text) == [(1, "1.", "总体情况"), (2, "1.1", "组织领导"), (2, "1.2", "制度建设")]
    assert outline(f"{PROSE}\n12.4 国家宪法日活动丰富多彩。\n{PROSE}") == []


def test_styled_lines_are_headings_whatever_their_form() -> None:
    text = f"工作成效\n夯实基础\n{PROSE}\n办案20件以上的几点体会\n{PROSE}\n下步打算\n{PROSE}"
    levels = {"工作成效": 1, "夯实基础": 2, "办案20件以上的几点体会": 2, "下步打算": 1}
    assert outline(text, styled_as(text, levels)) == [
        (1, "", "工作成效"),
        (2, "", "夯实基础"),
        (2, "", "办案20件以上的几点体会"),
        (1, "", "下步打算"),
    ]


def test_styled_heading_with_generated_number_is_read_by_its_number() -> None:
    text = f"一、工作成效\n（一）夯实基础。\n（二）规范执法\n{PROSE}"
    styled = styled_as(text, {"一、工作成效": 1, "（一）夯实基础。": 2, "（二）规范执法": 2})
    assert outline(text, styled) == [
        (1, "一、", "工作成效"),
        (2, "（一）", "夯实基础"),
        (2, "（二）", "规范执法"),
    ]


def test_long_paragraph_in_a_heading_style_is_no_heading() -> None:
    long = PROSE * 3
    assert outline(long, styled_as(long, {long: 1})) == []


def test_headings_outside_the_body_are_left_out() -> None:
    text = f"一、标题里的话\n二、主要举措\n{PROSE}\n三、附表"
    start, end = text.index("二、"), text.index("三、")
    lines = find_headings(text, split_paragraphs(text), body_start=start, body_end=end)
    assert [line.title.of(text) for line in lines] == ["主要举措"]


def test_salutation_before_the_first_chapter_heads_nothing() -> None:
    text = f"各位代表\n{PROSE}\n一、主要举措\n{PROSE}\n二、存在的不足\n{PROSE}"
    assert outline(text) == [(1, "一、", "主要举措"), (1, "二、", "存在的不足")]


def test_questions_of_a_report_in_questions_and_answers_are_its_headings() -> None:
    text = f"问：哪些没做好？为什么？\n答：{PROSE}\n问：明年呢？\n答：{PROSE}"
    assert [title for _, _, title in outline(text)] == ["哪些没做好？为什么？", "明年呢？"]


def test_months_head_the_chapters_of_a_report_told_by_months() -> None:
    text = f"一月　定调子\n{PROSE}\n三月至五月　查与罚\n{PROSE}\n一月召开了会议\n{PROSE}"
    assert [title for _, _, title in outline(text)] == ["一月　定调子", "三月至五月　查与罚"]


@pytest.mark.parametrize(("lines", "found"), [("人事理", ["人", "事", "理"]), ("人", [])])
def test_lone_characters_are_headings_where_there_are_several(lines: str, found: list[str]) -> None:
    text = "\n".join(f"{line}\n{PROSE}" for line in lines)
    assert [title for _, _, title in outline(text)] == found


def test_heading_may_follow_a_table() -> None:
    text = f"【欠账】\n项目\t说明\n{PROSE[:-1]}\t七月起由法规股承办\n【当家人这一年】\n{PROSE}"
    assert "【当家人这一年】" in [title for _, _, title in outline(text)]


def test_form_is_headed_by_its_first_cells() -> None:
    rows = ("一、第一责任人履职", "二、行政执法", "三、存在的不足", "备注")
    text = "\n".join(f"{row}\t{PROSE}" for row in rows)
    assert [(n, t) for _, n, t in outline(text)] == [
        ("一、", "第一责任人履职"),
        ("二、", "行政执法"),
        ("三、", "存在的不足"),
        ("", "备注"),
    ]


def test_two_columns_of_figures_are_no_form() -> None:
    assert outline("立案\t36件\n结案\t30件\n罚款\t8万元\n复议\t0件\n") == []

"""Pages of printed lines → paragraphs: what is joined, what stays apart, what belongs to the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analyzer.documents.pages.flow import flow
from analyzer.documents.pages.page import Line, Page

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 80.0, 105.0
SIZE, PITCH, ACROSS = 16.0, 28.0, 28
TITLE = 22.0


class Sheet:
    """Sets lines on a page of A4, one under the other."""

    def __init__(self, *, left: float = LEFT, across: int = ACROSS, size: float = SIZE) -> None:
        self.left, self.across, self.size = left, across, size
        self.lines: list[Line] = []
        self.y = TOP

    def put(
        self, text: str, left: float, *, size: float | None = None, y: float | None = None,
        right: float | None = None, pitch: float = PITCH,
    ) -> Sheet:  # fmt: skip
        """Sets a line; its width is that of its characters unless ``right`` is said."""
        size = size or self.size
        top = self.y if y is None else y
        end = left + size * sum(0.5 if ch.isascii() else 1.0 for ch in text)
        self.lines.append(Line(text, left, top, right or end, top + size, size))
        if y is None:
            self.y += pitch
        return self

    def body(self, text: str, *, indent: int = 2, gap: float = 0.0) -> Sheet:
        """Sets a paragraph, as many characters a line as the sheet has."""
        first = self.across - indent
        rows = [text[:first]]
        rows += [text[at : at + self.across] for at in range(first, len(text), self.across)]
        for number, row in enumerate(rows):
            self.put(row, self.left + (0 if number else indent * self.size))
        self.y += gap
        return self

    def centred(self, text: str, *, size: float | None = None, pitch: float = PITCH) -> Sheet:
        size = size or self.size
        middle = self.left + self.across * self.size / 2
        wide = size * sum(0.5 if ch.isascii() else 1.0 for ch in text)
        return self.put(text, middle - wide / 2, size=size, pitch=pitch)

    def at_right(self, text: str, *, away: float = 4) -> Sheet:
        wide = self.size * sum(0.5 if ch.isascii() else 1.0 for ch in text)
        return self.put(text, self.left + (self.across - away) * self.size - wide)

    def page(self, confidence: float | None = None) -> Page:
        return Page(lines=tuple(self.lines), width=WIDTH, height=HEIGHT, confidence=confidence)


def text_of(*sheets: Sheet) -> str:
    return flow([sheet.page() for sheet in sheets]).text


FIRST = "全年共召开党组会议十二次，研究法治建设议题二十三个，审定年度要点和任务清单，逐项明确责任科室和完成时限，按季度通报进度。"
SECOND = "局主要负责人履行推进法治建设第一责任人职责，对重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。"


# --- Paragraphs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("across", "size"), [(28, 16.0), (28, 15.75), (22, 16.0), (40, 10.5), (35, 12.0)]
)
def test_indented_paragraphs_are_rebuilt(across: int, size: float) -> None:
    sheet = Sheet(across=across, size=size).body(FIRST).body(SECOND)
    assert text_of(sheet) == f"{FIRST}\n{SECOND}"


def test_a_paragraph_that_fills_its_last_line_ends_where_the_next_is_indented() -> None:
    full = FIRST[:53] + "。"
    assert len(full) == 26 + 28
    assert text_of(Sheet().body(full).body(SECOND).body(full)) == f"{full}\n{SECOND}\n{full}"


def test_paragraphs_without_indent_are_told_by_lines_that_end_early() -> None:
    sheet = Sheet().body(FIRST, indent=0).body(SECOND, indent=0)
    assert text_of(sheet) == f"{FIRST}\n{SECOND}"


def test_paragraphs_without_indent_are_told_by_gaps() -> None:
    full = FIRST[:55] + "。"
    sheet = Sheet().body(full, indent=0, gap=14).body(SECOND, indent=0, gap=14).body(full, indent=0)
    assert text_of(sheet) == f"{full}\n{SECOND}\n{full}"


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    upper, lower = Sheet().body(SECOND).body(FIRST[:54]), Sheet().body(FIRST[54:], indent=0)
    lower.body(SECOND)
    read = flow([upper.page(), lower.page()])
    assert read.text == f"{SECOND}\n{FIRST}\n{SECOND}"
    assert read.page_starts == (0, len(SECOND) + 1 + 54)


def test_a_new_paragraph_at_the_head_of_a_page_stays_one() -> None:
    upper, lower = Sheet().body(SECOND).body(FIRST[:53] + "。"), Sheet().body(SECOND)
    read = flow([upper.page(), lower.page()])
    assert read.text == f"{SECOND}\n{FIRST[:53]}。\n{SECOND}"
    assert read.text[read.page_starts[1] :] == SECOND


def test_pages_may_have_margins_of_their_own() -> None:
    odd = Sheet(left=90).body(SECOND).body(FIRST)
    even = Sheet(left=70).body(FIRST).body(SECOND)
    assert text_of(odd, even) == f"{SECOND}\n{FIRST}\n{FIRST}\n{SECOND}"


@pytest.mark.parametrize("ends", ["，", "”", "》。"])
def test_a_line_that_is_short_because_no_line_may_begin_with_a_mark_goes_on(ends: str) -> None:
    # The mark would stand at the head of the next line, so the character before it goes along.
    head, tail = FIRST[:25], f"律{ends}{SECOND[:20]}"
    sheet = Sheet().put(head, LEFT + 2 * SIZE).put(tail, LEFT).body(SECOND)
    assert text_of(sheet) == f"{head}{tail}\n{SECOND}"


def test_a_line_that_is_short_because_a_number_did_not_fit_goes_on() -> None:
    head, tail = FIRST[:23], "1234567.8万元，" + SECOND[:12]
    sheet = Sheet().put(head, LEFT + 2 * SIZE).put(tail, LEFT).body(SECOND)
    assert text_of(sheet) == f"{head}{tail}\n{SECOND}"


def test_a_line_that_is_short_because_a_quotation_mark_may_not_be_parted_goes_on() -> None:
    head, tail = FIRST[:23], "合“7·02”山洪救援" + SECOND[:12]
    sheet = Sheet().put(head, LEFT + 2 * SIZE).put(tail, LEFT).body(SECOND)
    assert text_of(sheet) == f"{head}{tail}\n{SECOND}"


def test_marks_that_hang_over_the_margin_do_not_move_it() -> None:
    sheet = Sheet()
    for _ in range(4):
        sheet.put(FIRST[:26] + "，", LEFT + 2 * SIZE).put(SECOND[:27], LEFT).put("上报。", LEFT)
    assert text_of(sheet) == "\n".join([f"{FIRST[:26]}，{SECOND[:27]}上报。"] * 4)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("依据", "办法", "依据办法"),
        ("执行GB", "9704标准", "执行GB 9704标准"),
        ("the rule of", "law", "the rule of law"),
        ("共办理2", "0件", "共办理20件"),
        ("系统App", "上线", "系统App上线"),
    ],
)
def test_chinese_joins_without_a_space_and_words_with_one(
    before: str, after: str, joined: str
) -> None:
    right = LEFT + ACROSS * SIZE
    sheet = Sheet().body(FIRST).put(before, LEFT + 2 * SIZE, right=right).put(after, LEFT)
    assert text_of(sheet).split("\n")[1] == joined


# --- Lines of their own -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["一、主要举措和成效", "（一）坚持党的领导", "1.完善制度", "第一部分　工作情况", "工作亮点"],
)
def test_headings_stay_lines(heading: str) -> None:
    sheet = Sheet().body(FIRST).put(heading, LEFT + 2 * SIZE).body(SECOND)
    assert text_of(sheet) == f"{FIRST}\n{heading}\n{SECOND}"


def test_a_heading_of_another_size_stays_a_line() -> None:
    heading = "坚持以习近平法治思想为指导全面落实各项任务要求扎实推进"
    sheet = Sheet().body(FIRST)
    sheet.put(heading, LEFT, size=20, right=LEFT + ACROSS * SIZE)
    assert text_of(sheet.body(SECOND)) == f"{FIRST}\n{heading}\n{SECOND}"


def test_a_list_of_items_stays_lines() -> None:
    items = ["1.开展培训三次。", "2.修订制度五项。", "3.公开信息四十条。"]
    sheet = Sheet().body(FIRST)
    for item in items:
        sheet.put(item, LEFT + 2 * SIZE)
    assert text_of(sheet) == "\n".join([FIRST, *items])


def test_a_hanging_list_is_rebuilt() -> None:
    sheet = Sheet().body(FIRST, indent=0)
    for number in ("一、", "二、"):
        sheet.put(number + SECOND[:26], LEFT).put(SECOND[26:50], LEFT + 2 * SIZE)
    item = SECOND[:50]
    assert text_of(sheet) == f"{FIRST}\n一、{item}\n二、{item}"


@pytest.mark.parametrize(
    "title",
    [
        ("平川县样例局关于2024年度推进", "法治政府建设情况的报告"),
        ("平川县样例局", "2024年法治政府建设年度报告"),
        ("平川县人民政府办公室关于落实国务院", "督查反馈问题和2024年度法治", "政府建设情况的报告"),
    ],
)
def test_a_title_over_several_centred_lines_is_one_line(title: Sequence[str]) -> None:
    sheet = Sheet()
    for line in title:
        sheet.centred(line, size=TITLE, pitch=36)
    sheet.y += PITCH
    sheet.put("县人民政府：", LEFT).body(FIRST).body(SECOND)
    assert text_of(sheet) == f"{''.join(title)}\n县人民政府：\n{FIRST}\n{SECOND}"


def test_what_stands_below_a_title_stays_a_line() -> None:
    sheet = Sheet().centred("平川县2024年法治政府建设年度报告", size=TITLE, pitch=36)
    sheet.centred("（征求意见稿）").centred("2025年1月10日").body(FIRST)
    assert text_of(sheet).split("\n")[:3] == [
        "平川县2024年法治政府建设年度报告",
        "（征求意见稿）",
        "2025年1月10日",
    ]


def test_a_bracket_of_the_size_of_the_title_stays_a_line() -> None:
    sheet = Sheet().centred("平川县2024年法治政府建设年度报告", size=TITLE, pitch=36)
    sheet.centred("（送审稿）", size=TITLE, pitch=36).body(FIRST)
    assert text_of(sheet).split("\n")[1] == "（送审稿）"


def test_signature_and_date_stay_lines() -> None:
    sheet = Sheet().body(FIRST[:53] + "。")
    sheet.at_right("平川县样例局", away=0).at_right("2025年1月10日", away=2)
    assert text_of(sheet).split("\n")[1:] == ["平川县样例局", "2025年1月10日"]


def test_rows_of_a_table_stay_lines() -> None:
    right = LEFT + ACROSS * SIZE
    sheet = Sheet().body(FIRST)
    for row in ("事项\t数量", "行政复议\t12", "行政应诉\t3"):
        sheet.put(row, LEFT, right=right)
    sheet.put("合计以上各项", LEFT, right=right)
    assert text_of(sheet) == f"{FIRST}\n事项\t数量\n行政复议\t12\n行政应诉\t3\n合计以上各项"


def test_a_row_of_one_cell_stays_a_line() -> None:
    row = Line(FIRST[:28], LEFT, 300, LEFT + ACROSS * SIZE, 316, SIZE, row=True)
    sheet = Sheet().body(FIRST).body(SECOND)
    sheet.lines += [row, row._replace(top=328, bottom=344, text=SECOND[:28])]
    assert text_of(sheet).split("\n")[2:] == [FIRST[:28], SECOND[:28]]


# --- What belongs to the page -----------------------------------------------------------------

FOOT = 780.0


@pytest.mark.parametrize(
    "number", ["— 3 —", "- 3 -", "－3－", "3", "第3页", "第 3 页 共 10 页", "第三页", "3/10", "·3·"]
)
def test_a_page_number_is_taken_away_also_from_a_single_page(number: str) -> None:
    sheet = Sheet().body(FIRST).put(number, 280, size=14, y=FOOT)
    assert text_of(sheet) == FIRST


@pytest.mark.parametrize("number", ["2024", "二〇二四年", "12件", "3、"])
def test_a_number_that_may_be_content_stays(number: str) -> None:
    assert text_of(Sheet().body(FIRST).put(number, 280, y=FOOT)) == f"{FIRST}\n{number}"


def test_a_number_close_to_the_text_stays() -> None:
    sheet = Sheet()
    for _ in range(8):
        sheet.body(FIRST)
    sheet.put("12", LEFT + 2 * SIZE)
    assert text_of(sheet).split("\n")[-1] == "12"


def test_a_number_in_the_middle_of_the_page_stays() -> None:
    sheet = Sheet().body(FIRST).put("— 3 —", 280, y=400).put(SECOND[:20], LEFT, y=460)
    assert "— 3 —" in text_of(sheet)


def test_running_heads_and_feet_are_taken_away() -> None:
    sheets = []
    for number, text in enumerate((FIRST, SECOND, FIRST), 1):
        sheet = Sheet().put("平川县法治政府建设年度报告", LEFT, y=45, size=10).body(text)
        sheet.put(f"司法局　{number}", LEFT, y=770, size=10).put(f"{number}", 500, y=790, size=10)
        sheets.append(sheet)
    assert text_of(*sheets) == f"{FIRST}\n{SECOND}\n{FIRST}"


def test_heads_of_left_and_right_pages_are_taken_away() -> None:
    sheets = []
    for number in range(4):
        sheet = Sheet().put(("报告", "平川县司法局")[number % 2], LEFT, y=45, size=16)
        sheets.append(sheet.body(FIRST))
    assert text_of(*sheets) == "\n".join([FIRST] * 4)


def test_a_line_that_begins_every_page_stays_with_its_text() -> None:
    sheets = [Sheet().body(FIRST) for _ in range(4)]
    assert text_of(*sheets) == "\n".join([FIRST] * 4)


def test_the_same_line_at_different_places_stays() -> None:
    upper = Sheet().body(FIRST).put("平川县司法局", LEFT, y=700)
    lower = Sheet().body(FIRST).put("平川县司法局", LEFT, y=760)
    assert text_of(upper, lower).count("平川县司法局") == 2


def test_a_first_line_that_two_pages_share_stays_with_its_text() -> None:
    upper, lower = (
        Sheet().put("一、主要举措", LEFT + 2 * SIZE).body(text) for text in (FIRST, SECOND)
    )
    assert text_of(upper, lower) == f"一、主要举措\n{FIRST}\n一、主要举措\n{SECOND}"


def test_a_small_line_in_the_margin_is_taken_away_from_a_single_page() -> None:
    assert text_of(Sheet().put("内部资料汇编", LEFT, y=40, size=10.5).body(FIRST)) == FIRST


def test_a_line_of_the_text_size_at_the_upper_edge_stays() -> None:
    assert text_of(Sheet().put("附件", LEFT, y=40).body(FIRST)) == f"附件\n{FIRST}"


# --- Offsets ----------------------------------------------------------------------------------


def test_pages_without_text_begin_where_the_next_text_does() -> None:
    empty = Page(lines=(), width=WIDTH, height=HEIGHT)
    read = flow([empty, Sheet().body(FIRST).page(), empty, Sheet().body(SECOND).page(), empty])
    assert read.text == f"{FIRST}\n{SECOND}"
    assert len(read.page_starts) == 5
    assert read.page_starts[1] == 0
    assert read.text[read.page_starts[3] :] == SECOND
    assert read.page_starts[4] == len(read.text)
    assert list(read.page_starts) == sorted(read.page_starts)


def test_confidence_is_told_for_each_page_where_one_is_a_scan() -> None:
    sheet = Sheet().body(FIRST)
    assert flow([sheet.page(), sheet.page(0.93)]).confidence == (None, 0.93)
    assert flow([sheet.page(), sheet.page()]).confidence == ()


def test_nothing_gives_nothing() -> None:
    assert flow([]).text == ""
    assert flow([]).page_starts == ()

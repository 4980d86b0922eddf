"""PDF files → text: what stands where on a page, what nobody sees, what is refused and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents.pages.page import Line, Page
from analyzer.documents.pdf import characters, objects
from analyzer.documents.pdf import read as reading
from analyzer.documents.pdf.printed import printed_on
from analyzer.documents.pdf.read import read_pdf
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.report import ReportResult
from analyzer.model.text import ExtractedText
from tests.conftest import ROOT
from tests.documents.conftest import EXAMPLES
from tests.documents.conversion import RUNNING_HEAD, convert, soffice, to_docx
from tests.documents.pdf_files import PdfFile, Sheet, frame, picture, put

TITLE = "平川县2024年法治政府建设年度报告"
FIRST = "全年办理行政复议案件12件，其中维持10件，撤销2件。"
BODY = put(TITLE, 100, 700, size=22) + put(FIRST, 112, 640)
TEXT = f"{TITLE}\n{FIRST}"
WHOLE_PAGE = picture(0, 0, 595, 842)
LAYER = "全年办理行政复议案件十二件，其中维持十件，撤销两件，均已办结归档。"


def read(*contents: str | Sheet, recognise: reading.Recognise | None = None) -> ExtractedText:
    """Reads a file of pages."""
    sheets = [Sheet(content) if isinstance(content, str) else content for content in contents]
    return read_bytes(bytes(PdfFile(sheets)), recognise=recognise)


def read_bytes(data: bytes, *, recognise: reading.Recognise | None = None) -> ExtractedText:
    return read_pdf(Source(data=data, name="报告.pdf"), recognise=recognise)


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(data)
    assert caught.value.source == "报告.pdf"
    assert caught.value.remedy
    return caught.value


def outcome(data: bytes) -> str:
    """Returns the text of a file, or the code of its refusal."""
    try:
        return read_bytes(data)
    except UnreadableDocument as error:
        return error.code


# --- What stands on a page --------------------------------------------------------------------


def test_lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file() -> None:
    assert read(put(FIRST, 112, 640) + put(TITLE, 100, 700, size=22)) == TEXT


def test_where_it_came_from_is_told() -> None:
    said = read(BODY).provenance
    assert (said.name, said.format, said.page_starts) == ("报告.pdf", "pdf", (0,))


def test_quotation_marks_set_after_their_line_come_back_into_it() -> None:
    line = put("党组会议", 112, 640) + put("第一议题", 192, 640) + put("学习十二次。", 272, 640)
    assert read(line + put("“", 176, 640) + put("”", 256, 640)) == "党组会议“第一议题”学习十二次。"


def test_narrow_marks_set_after_their_line_come_back_into_it() -> None:
    line = put("落实", 112, 640) + put("20", 152, 640) + put("条。", 176, 640)
    assert read(line + put("“", 144, 640, size=8) + put("”", 168, 640, size=8)) == "落实“20”条。"


@pytest.mark.parametrize("away", [0.3, 0.8])
def test_bold_print_made_by_setting_a_line_twice_is_read_once(away: float) -> None:
    assert (
        read(put("一、主要举措", 112, 640) + put("一、主要举措", 112 + away, 640)) == "一、主要举措"
    )


def test_bold_print_made_by_setting_each_character_twice_is_read_once() -> None:
    marks = [put(ch, 112 + 16 * at + d, 640) for at, ch in enumerate("一一对应") for d in (0, 0.5)]
    assert read("".join(marks)) == "一一对应"


@pytest.mark.parametrize(
    ("set_", "meant"),
    [("⼀⼆⽅⾯", "一二方面"), ("⻓效⻋辆", "长效车辆"), ("\uf0b7执法", "●执法"), ("豈", "豈"),
     ("︵一︶", "（一）"), ("a\ue123b", "a\ufffdb")],
)  # fmt: skip
def test_characters_that_only_look_like_others_are_read_as_those(set_: str, meant: str) -> None:
    assert read(put("办理" + set_, 112, 640)) == "办理" + meant


@pytest.mark.parametrize(
    "hidden",
    [
        put("看不见的字", 112, 600, mode=3),
        put("剪切的字", 112, 600, mode=7),
        put("零号字", 112, 600, size=0.01),
        put("页外的字", 700, 600),
        put("页外的字", 112, 900),
        put("征求意见稿", 150, 300, turn="0.7 0.7 -0.7 0.7"),
    ],
)
def test_what_nobody_reads_on_the_page_is_left_out(hidden: str) -> None:
    assert read(BODY + hidden) == TEXT


def test_the_box_of_a_page_may_lie_anywhere() -> None:
    assert read(Sheet(BODY, box=(-100, -50, 595, 792))) == TEXT
    assert read(Sheet(BODY, box=(595, 842, 0, 0))) == TEXT


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_along_its_lines(turned: int) -> None:
    assert read(Sheet(BODY, more=f"/Rotate {turned}")) == TEXT


@pytest.mark.parametrize(
    ("turn", "places"),
    [("0 1 -1 0", ((100, 100), (160, 112))), ("0 -1 1 0", ((500, 700), (440, 688))),
     ("-1 0 0 -1", ((500, 100), (488, 160)))],
)  # fmt: skip
def test_a_page_whose_text_is_turned_is_read_along_its_lines(
    turn: str, places: tuple[tuple[float, float], ...]
) -> None:
    (x1, y1), (x2, y2) = places
    content = put(FIRST, x2, y2, turn=turn) + put(TITLE, x1, y1, size=22, turn=turn)
    assert read(content) == TEXT


@pytest.mark.parametrize(
    ("gap", "between"), [(0, ""), (3.5, ""), (5.5, " "), (16, "\u3000"), (32, "\u3000\u3000")]
)
def test_gaps_between_chinese_characters_are_spaces(gap: float, between: str) -> None:
    line = put("第一部分", 112, 640) + put("工作情况", 176 + gap, 640)
    assert read(line) == f"第一部分{between}工作情况"


def test_the_gap_that_programs_leave_beside_digits_is_no_space() -> None:
    line = put("办理", 112, 640) + put("12", 148, 640) + put("件", 168, 640)
    assert read(line) == "办理12件"


def test_words_keep_their_spaces() -> None:
    assert read(put("the rule of law，2024 report", 112, 640)) == "the rule of law，2024 report"


def test_a_justified_line_has_no_spaces() -> None:
    text = "全年办理行政复议案件共计12件均已办结。"
    x, marks = 112.0, []
    for before, char in zip(" " + text, text, strict=False):
        x += 9.0 if before.isascii() != char.isascii() else 0 if char.isascii() else 5.5
        marks.append(put(char, x, 640))
        x += 8 if char.isascii() else 16
    assert read("".join(marks)) == text


# --- Tables -----------------------------------------------------------------------------------


def cells(*texts: tuple[str, float, float]) -> str:
    return "".join(put(text, x, y, size=11) for text, x, y in texts)


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    table = frame((100, 200, 300), (500, 530, 560)) + cells(
        ("数量", 206, 540), ("事项", 106, 540), ("行政复议", 106, 510), ("12", 206, 510)
    )
    assert read(table) == "事项\t数量\n行政复议\t12"


def test_a_cell_of_several_lines_is_one_piece_and_its_paragraphs_are_apart() -> None:
    table = frame((100, 200, 300), (480, 560)) + cells(
        ("复议", 106, 545), ("全年办理行政复议", 206, 545), ("案件12件", 206, 530),
        ("均已办结", 206, 515),
    )  # fmt: skip
    assert read(table) == "复议\t全年办理行政复议案件12件 均已办结"


def test_merged_cells_stand_in_their_first_row() -> None:
    table = frame((100, 300), (500, 560)) + frame((180, 240), (500, 560))
    table += "0.5 w 180 530 m 300 530 l S\n"
    table += cells(("执法", 106, 540), ("检查", 186, 540), ("9", 246, 540), ("处罚", 186, 510),
                   ("3", 246, 510))  # fmt: skip
    assert read(table) == "执法\t检查\t9\n\t处罚\t3"


def test_text_that_runs_on_without_a_gap_is_cut_at_the_frame() -> None:
    table = frame((100, 150, 200), (500, 530)) + put("一二三四五六", 102, 510)
    assert read(table) == "一二三\t四五六"


def test_columns_without_a_frame_are_told_by_gaps_that_rows_share() -> None:
    table = cells(("事项", 112, 600), ("数量", 300, 600), ("行政复议", 112, 580), ("12", 300, 580))
    assert read(table) == "事项\t数量\n行政复议\t12"


def test_a_wide_gap_in_one_line_is_no_column() -> None:
    line = put("联系人：张三", 112, 600) + put("电话：略", 280, 600)
    assert "\t" not in read(line + put(FIRST, 112, 572))


def test_a_row_that_goes_on_over_the_page_is_one_row() -> None:
    columns = (100, 200, 300)
    upper = frame(columns, (80, 110, 140)) + cells(
        ("事项", 106, 125), ("做法", 206, 125), ("复议", 106, 95), ("全年办理行政复议", 206, 95)
    )
    lower = frame(columns, (690, 720, 750)) + cells(
        ("案件12件", 206, 735), ("应诉", 106, 705), ("3件", 206, 705)
    )
    text = read(upper, lower)
    assert text == "事项\t做法\n复议\t全年办理行政复议案件12件\n应诉\t3件"
    assert text[text.provenance.page_starts[1] :] == "应诉\t3件"


def test_the_next_row_on_the_next_page_stays_one() -> None:
    columns = (100, 200, 300)
    upper = frame(columns, (80, 110)) + cells(("行政", 106, 95), ("复议", 206, 95))
    lower = frame(columns, (720, 750)) + cells(("应诉", 206, 735))
    assert read(upper, lower) == "行政\t复议\n\t应诉"


def test_the_head_of_a_table_is_read_once() -> None:
    columns, head = (100, 200, 300), ("事项", "数量")
    upper = frame(columns, (80, 110, 140)) + cells((head[0], 106, 125), (head[1], 206, 125),
                                                   ("复议", 106, 95), ("12", 206, 95))  # fmt: skip
    lower = frame(columns, (690, 720, 750)) + cells((head[0], 106, 735), (head[1], 206, 735),
                                                    ("应诉", 106, 705), ("3", 206, 705))  # fmt: skip
    assert read(upper, lower) == "事项\t数量\n复议\t12\n应诉\t3"


# --- Scans ------------------------------------------------------------------------------------


def recognised(text: str = "扫描页上的一行字", confidence: float = 0.9) -> Callable[[Any], Page]:
    line = Line(text, 100, 200, 400, 216, 16)
    return lambda page: Page(lines=(line,), width=595, height=842, confidence=confidence)


@pytest.mark.parametrize(
    "scan",
    [
        WHOLE_PAGE,
        picture(0, 421, 595, 421) + picture(0, 0, 595, 421),
        WHOLE_PAGE + put("— 1 —", 280, 40),
        WHOLE_PAGE + put("x¤#q~ 7; .. ,", 100, 600, mode=3),
        WHOLE_PAGE + put("\ue001\ue002\ue003\ue004\ue005\ue006\ue007", 100, 600),
        "".join(f"{x} 600 m {x + 3} 612 l S\n" for x in range(100, 500, 4)),
        put("\ue001\ue002\ue003\ue004\ue005\ue006\ue007办理", 100, 600),
    ],
    ids=["picture", "strips", "stamped number", "poor layer", "private codes on a picture",
         "outlines", "private codes"],
)  # fmt: skip
def test_a_page_that_must_be_recognised_is_and_else_is_told(scan: str) -> None:
    assert read(scan, recognise=recognised()) == "扫描页上的一行字"
    error = refusal(bytes(PdfFile([Sheet(BODY), Sheet(scan)])))
    assert error.code == "unreadable.no-ocr"
    assert "第 2 页" in error.message


@pytest.mark.parametrize(
    "page",
    [BODY + picture(100, 100, 300, 200), BODY + WHOLE_PAGE, BODY + frame((100, 200), (100, 200))],
    ids=["small picture", "background", "drawing"],
)
def test_pages_of_text_with_pictures_are_not_recognised(page: str) -> None:
    assert read(page, recognise=recognised()) == TEXT


def test_the_invisible_layer_of_a_scan_is_read_where_it_is_chinese() -> None:
    scan = WHOLE_PAGE + put(LAYER, 60, 600, size=12, mode=3)
    text = read(scan, recognise=recognised())
    assert text == LAYER
    assert text.provenance.confidence == ()


def test_text_and_scans_mix_in_the_order_of_pages() -> None:
    told: list[tuple[int, int]] = []
    data = bytes(PdfFile([Sheet(BODY), Sheet(WHOLE_PAGE), Sheet(put("三、安排", 112, 700))]))
    source = Source(data=data, name="报告.pdf", progress=lambda *done: told.append(done))
    text = read_pdf(source, recognise=recognised(confidence=0.87))
    assert text == f"{TEXT}\n扫描页上的一行字\n三、安排"
    assert text.provenance.confidence == (None, 0.87, None)
    assert [text[start:][:4] for start in text.provenance.page_starts] == [
        "平川县2",
        "扫描页上",
        "三、安排",
    ]
    assert told == [(2, 3)]


# --- What is refused --------------------------------------------------------------------------

GOOD = bytes(PdfFile([Sheet(BODY)] * 3))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(PdfFile([Sheet(BODY)], user="secret")), "encrypted"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"", "format"),
        (b"hello", "format"),
        (b"PK\x03\x04" + bytes(100), "format"),
        (bytes(PdfFile([])), "damaged"),
        (bytes(PdfFile([Sheet()])), "empty"),
        (bytes(PdfFile([Sheet()] * 501)), "too-large"),
        (bytes(PdfFile([Sheet(BODY)], replaced={1: b"<</Type/Catalog>>"})), "damaged"),
        (bytes(PdfFile([Sheet(BODY)], replaced={10: b"null"})), "damaged"),
        (bytes(PdfFile([Sheet()], replaced={11: b"<</Length 99999999>>stream\nx\nendstream"})),
         "empty"),
    ],
    ids=["encrypted", "half", "head", "head and end", "nothing", "text", "zip", "no pages",
         "no text", "501 pages", "no page tree", "page missing", "length lies"],
)  # fmt: skip
def test_each_fault_has_its_code(data: bytes, code: str) -> None:
    assert refusal(data).code == f"unreadable.{code}"


def test_an_empty_password_is_none() -> None:
    assert read_bytes(bytes(PdfFile([Sheet(BODY)], user=""))) == TEXT


@pytest.mark.parametrize(
    "tree",
    [b"<</Type/Pages/Count 3/Kids[2 0 R 10 0 R]>>", b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>",
     b"<</Type/Pages/Count 2000000000/Kids[10 0 R]>>", b"<</Type/Pages/Count -5/Kids[10 0 R]>>",
     b"<</Type/Pages/Count 400/Kids[10 0 R]>>"],
    ids=["own child", "only itself", "two thousand million", "negative", "too many"],
)  # fmt: skip
def test_a_page_tree_that_lies_ends_with_text_or_an_error(tree: bytes) -> None:
    end = outcome(bytes(PdfFile([Sheet(BODY)], replaced={2: tree})))
    assert TITLE in end or end in ("unreadable.damaged", "unreadable.too-large")


def test_more_text_than_any_report_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TEXT", 50)
    assert refusal(bytes(PdfFile([Sheet(BODY)] * 4))).code == "unreadable.too-large"


@pytest.mark.parametrize("of", [characters, objects], ids=["characters", "objects"])
def test_a_page_with_more_than_any_page_has_is_refused(
    of: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of, "_MOST", 1)
    page = BODY + frame((100, 200), (100, 200))
    assert refusal(bytes(PdfFile([Sheet(page)]))).code == "unreadable.too-large"


def test_nothing_in_the_file_is_run_and_comments_are_no_text() -> None:
    note = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(note)/DA(/F1 9 Tf)>>]"
    catalog = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    assert read_bytes(bytes(PdfFile([Sheet(BODY, more=note)], catalog=catalog))) == TEXT


@pytest.mark.parametrize(
    "matrix", ["1e39 0 0 1e39 100 600", "1 0 0 1 1e39 600", "0 0 0 0 100 600", "1e-30 0 0 1 9 9"]
)
def test_numbers_beyond_all_measure_do_no_harm(matrix: str) -> None:
    content = BODY + put("极", 100, 600).replace("1 0 0 1 100 600", matrix)
    assert read(content + f"q {matrix} cm 0 0 50 50 re S Q\n") == TEXT


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8)), max_size=6
    ),
    st.integers(0, len(GOOD)),
)
def test_any_bytes_end_with_text_or_with_the_error(
    changes: list[tuple[int, bytes]], length: int
) -> None:
    data = bytearray(GOOD)
    for at, new in changes:
        data[at : at + len(new)] = new
    for whole in (bytes(data), bytes(data[:length])):
        end = outcome(whole)
        if isinstance(end, ExtractedText):
            starts = end.provenance.page_starts
            assert list(starts) == sorted(starts)
            assert starts[-1] <= len(end)
        else:
            assert end.startswith("unreadable.")


# --- Files of LibreOffice ---------------------------------------------------------------------

REPORTS = ("beihong-street-2024", "chengguan-2024", "news-siling-2023", "ziran-2021")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, bytes]]:
    """Reports of the corpus with their PDF files."""
    folder = tmp_path_factory.mktemp("pdf")
    texts = {
        name: (ROOT / "corpus" / "train" / "reports" / f"{name}.txt").read_text("utf-8")
        for name in REPORTS
    }
    for name, text in texts.items():
        (folder / f"{name}.docx").write_bytes(to_docx(text))
    made = convert([folder / f"{name}.docx" for name in REPORTS], "pdf", folder)
    return {
        name: (texts[name], path.read_bytes()) for name, path in zip(REPORTS, made, strict=True)
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_comes_back_as_it_was_written(
    name: str, converted: dict[str, tuple[str, bytes]]
) -> None:
    text, data = converted[name]
    read_back = read_bytes(data)
    # A title over two lines is one line of the text.
    assert "".join(read_back.split("\n")) == "".join(line.strip() for line in text.split("\n"))
    written = [line.strip() for line in text.split("\n") if line.strip()]
    assert set(written[3:]) <= set(read_back.split("\n"))
    assert RUNNING_HEAD not in read_back


@pytest.mark.parametrize("name", REPORTS)
def test_the_judgement_is_that_of_the_text(
    name: str, converted: dict[str, tuple[str, bytes]], analyzer: Any
) -> None:
    def told(result: ReportResult) -> tuple[object, ...]:
        report = result.to_dict()
        return (
            report["reporting_year"],
            report["issuer"],
            [(element["id"], element["status"]) for element in report["elements"]],
            {kind: len(items) for kind, items in report["items"].items()},
        )

    text, data = converted[name]
    assert told(analyzer.analyze(read_bytes(data))) == told(analyzer.analyze(text))


def test_a_missing_program_fails_the_tests_in_ci_and_skips_them_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        soffice()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        soffice()


@pytest.mark.parametrize("name", REPORTS)
def test_characters_come_out_as_pdfplumber_gives_them(
    name: str, converted: dict[str, tuple[str, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(converted[name][1])
    ours = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        printed = printed_on(page)
        assert printed is not None
        ours.append(Counter("".join("".join(line.text.split()) for line in printed.lines)))
    document.close()
    with pdfplumber.open(path) as document:
        theirs = [
            Counter("".join(char["text"] for char in page.chars if not char["text"].isspace()))
            for page in document.pages
        ]
    assert ours == theirs

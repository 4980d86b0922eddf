"""Word files → what a reader of the printed page sees: text, headings, pages, offsets."""

from __future__ import annotations

from collections.abc import Callable

import docx
import pytest

from analyzer.model.text import ExtractedText, Span, StyledHeading
from tests.documents.conftest import (
    Reader,
    abstract,
    code,
    field_mark,
    gone,
    ins,
    level,
    num,
    para,
    repacked,
    run,
    saved,
    style,
    table,
    word,
)

CHINESE_LIST = abstract(1, level(0, "chineseCountingThousand", "%1、")) + num(1, 1)
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
SOFT_BREAK = "<w:r><w:br/></w:r>"


def headings(text: ExtractedText) -> list[tuple[int, str]]:
    """The headings that the file marks, each with its level and what stands at its offsets."""
    return [(heading.level, heading.span.of(text)) for heading in text.provenance.headings]


# --- Paragraphs -------------------------------------------------------------------------------


def test_each_paragraph_is_a_line(read: Reader) -> None:
    document = docx.Document()
    for line in ("平川县2024年法治政府建设年度报告", "", "一、主要举措", "全年办理案件12件。"):
        document.add_paragraph(line)
    text = read(saved(document))
    assert text == "平川县2024年法治政府建设年度报告\n\n一、主要举措\n全年办理案件12件。"
    assert text.provenance.page_starts == ()
    assert text.provenance.headings == ()


def test_runs_join_without_a_gap(read: Reader) -> None:
    assert read(word(para(run("法治") + run("政府", "<w:b/>") + run("建设")))) == "法治政府建设"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:tab/>", "甲\t乙"),
        ("<w:ptab/>", "甲\t乙"),
        ("<w:br/>", "甲\n乙"),
        ('<w:br w:type="textWrapping"/>', "甲\n乙"),
        ("<w:cr/>", "甲\n乙"),
        ("<w:noBreakHyphen/>", "甲-乙"),
        ("<w:softHyphen/>", "甲乙"),
        ('<w:br w:type="column"/>', "甲\n乙"),
        ('<w:br w:type="page"/>', "甲\n乙"),
        ("<w:lastRenderedPageBreak/>", "甲乙"),
        ("<w:t>&#x200B;</w:t>", "甲乙"),
        ("<w:t>&#x2028;</w:t>", "甲\n乙"),
        ("<w:t>\n  </w:t>", "甲乙"),
        ("<w:t>\n  丙\n  丁\n</w:t>", "甲丙   丁乙"),
        ('<w:t xml:space="preserve"> 丙\n</w:t>', "甲 丙 乙"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "甲x乙"),
        ("<w:ruby><w:rt><w:r><w:t>fǎ</w:t></w:r></w:rt><w:rubyBase>"
         "<w:r><w:t>法</w:t></w:r></w:rubyBase></w:ruby>", "甲法乙"),
    ],
    ids=lambda value: None if value.startswith("甲") else value[:32],
)  # fmt: skip
def test_what_stands_inside_a_run_is_read_as_it_looks(
    read: Reader, inside: str, shown: str
) -> None:
    assert read(word(para(f"{run('甲')}<w:r>{inside}</w:r>{run('乙')}"))) == shown


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:hyperlink r:id="rId1">{}</w:hyperlink>',
        '<w:smartTag w:element="x">{}</w:smartTag>',
        '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>',
        '<w:sdt><w:sdtPr><w:alias w:val="名"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
        '<w:fldSimple w:instr=" DOCPROPERTY 单位 ">{}</w:fldSimple>',
        '<w:dir w:val="ltr">{}</w:dir>',
    ],
)
def test_what_wraps_text_does_not_hide_it(read: Reader, wrapped: str) -> None:
    assert read(word(para(run("前") + wrapped.format(run("中")) + run("后")))) == "前中后"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:customXml w:element="x">{}</w:customXml>',
        '<w:ins w:id="1" w:author="张三">{}</w:ins>',
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>旧</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
        "<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_what_wraps_paragraphs_does_not_hide_them(read: Reader, wrapped: str) -> None:
    assert read(word(para("前"), wrapped.format(para("中")), para("后"))) == "前\n中\n后"


# --- Headings ---------------------------------------------------------------------------------


def test_headings_of_word_are_found_with_their_exact_place(read: Reader) -> None:
    document = docx.Document()
    document.add_heading("平川县2024年法治政府建设年度报告", level=0)
    document.add_heading("主要举措", level=1)
    document.add_paragraph("全年办理案件12件。")
    document.add_heading("推进依法行政", level=2)
    document.add_paragraph("推进依法行政")
    text = read(saved(document))
    assert text.provenance.headings == (
        StyledHeading(span=Span(0, 18), level=0),
        StyledHeading(span=Span(19, 23), level=1),
        StyledHeading(span=Span(35, 41), level=2),
    )
    assert headings(text) == [
        (0, "平川县2024年法治政府建设年度报告"),
        (1, "主要举措"),
        (2, "推进依法行政"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("heading 1", [1]),
        ("Heading 9", [9]),
        ("标题 1", [1]),
        ("标题 3", [3]),
        ("标题1", [1]),
        ("title", [0]),
        ("Title", [0]),
        ("标题", [0]),
        ("heading 10", []),
        ("标题 1 字符", []),
        ("小标题 1", []),
        ("Subtitle", []),
        ("正文", []),
    ],
)
def test_style_names_tell_headings(read: Reader, name: str, expected: list[int]) -> None:
    text = read(word(para("主要举措", style="s1"), styles=style("s1", name)))
    assert [found for found, _ in headings(text)] == expected


@pytest.mark.parametrize(
    ("outline", "expected"),
    [("0", [1]), ("1", [2]), ("8", [9]), ("9", []), ("x", []), ("-1", [])],
)
@pytest.mark.parametrize("where", ["paragraph", "style", "style it is based on"])
def test_outline_levels_tell_headings(
    read: Reader, where: str, outline: str, expected: list[int]
) -> None:
    said = f'<w:outlineLvl w:val="{outline}"/>'
    styles = style("s1", "甲", paragraph="" if where == "paragraph" else said)
    styles += style("s2", "乙", based_on="s1")
    used = "s2" if where == "style it is based on" else "s1"
    own = said if where == "paragraph" else ""
    text = read(word(para("主要举措", style=used, properties=own), styles=styles))
    assert [found for found, _ in headings(text)] == expected


def test_a_paragraph_can_leave_the_outline_of_its_style(read: Reader) -> None:
    body_text = '<w:outlineLvl w:val="9"/>'
    text = read(word(para("正文一句。", style="Heading1", properties=body_text)))
    assert headings(text) == []


def test_a_paragraph_without_a_style_has_the_default_one(read: Reader) -> None:
    named = b'<w:name w:val="Normal"/>'

    def outlined(part: bytes) -> bytes:
        assert part.count(named) == 1
        return part.replace(named, named + b'<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')

    data = word(para("甲"), para("乙", style="s1"), styles=style("s1", "无级"))
    assert headings(read(repacked(data, {"word/styles.xml": outlined}))) == [(2, "甲")]


def test_a_style_based_on_a_heading_is_a_heading(read: Reader) -> None:
    styles = style("s1", "公文一级", based_on="Heading2")
    assert headings(read(word(para("主要举措", style="s1"), styles=styles))) == [(2, "主要举措")]


def test_a_heading_spans_its_generated_number(read: Reader) -> None:
    blocks = [para("前言"), para("主要举措", style="Heading1", num=(1, 0)), para("正文")]
    text = read(word(*blocks, numbering=CHINESE_LIST))
    assert text == "前言\n一、主要举措\n正文"
    assert text.provenance.headings == (StyledHeading(span=Span(3, 9), level=1),)
    assert text.provenance.generated_numbers == (Span(3, 5),)


def test_an_empty_heading_is_none(read: Reader) -> None:
    blocks = [para(style="Heading1", num=(1, 0)), para(" 　", style="Heading1"), para("正文")]
    assert headings(read(word(*blocks, numbering=CHINESE_LIST))) == []


def test_a_title_on_two_lines_is_one_title(read: Reader) -> None:
    inside = run("平川县2024年法治政府建设") + SOFT_BREAK + run("年度报告")
    text = read(word(para(inside, style="Title"), para("正文")))
    assert headings(text) == [(0, "平川县2024年法治政府建设\n年度报告")]


def test_breaks_around_a_heading_are_not_part_of_it(read: Reader) -> None:
    inside = SOFT_BREAK + run("主要举措") + PAGE_BREAK
    text = read(word(para("前言"), para(inside, style="Heading1"), para("正文")))
    assert text == "前言\n\n主要举措\n\n正文"
    assert text.provenance.headings == (StyledHeading(span=Span(4, 8), level=1),)


def test_headings_inside_a_frame_are_headings_and_inside_a_grid_are_cells(read: Reader) -> None:
    heading = para("主要举措", style="Heading1")
    text = read(word(table([heading]), table([heading, para("乙")])))
    assert text == "主要举措\n主要举措\t乙"
    assert text.provenance.headings == (StyledHeading(span=Span(0, 4), level=1),)


# --- Tracked changes --------------------------------------------------------------------------


def test_insertions_are_kept_and_deletions_dropped(read: Reader) -> None:
    inside = run("办理案件") + gone("12") + ins(run("15")) + run("件。")
    assert read(word(para(inside))) == "办理案件15件。"


def test_a_deletion_inside_an_insertion_is_dropped(read: Reader) -> None:
    assert read(word(para(ins(run("新增") + gone("又删")) + run("后")))) == "新增后"


def test_moved_text_stands_where_it_went(read: Reader) -> None:
    left = para(
        '<w:moveFromRangeStart w:id="1" w:name="m"/>'
        + gone("搬动的话。", tag="moveFrom")
        + '<w:moveFromRangeEnd w:id="1"/>'
        + run("留下。")
    )
    arrived = para(f'<w:moveTo w:id="2" w:author="张三">{run("搬动的话。")}</w:moveTo>')
    assert read(word(left, para("中间。"), arrived)) == "留下。\n中间。\n搬动的话。"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read: Reader) -> None:
    blocks = [para("前半，", mark="del"), para("后半。"), para("下一段。")]
    assert read(word(*blocks)) == "前半，后半。\n下一段。"


def test_a_deleted_mark_at_the_end_keeps_the_text_before_it(read: Reader) -> None:
    assert read(word(para("甲"), para("乙", mark="del"))) == "甲\n乙"


def test_a_heading_that_runs_on_stays_a_heading(read: Reader) -> None:
    text = read(word(para("主要", style="Heading1", mark="del"), para("举措"), para("正文")))
    assert headings(text) == [(1, "主要举措")]


def test_several_deleted_marks_join_one_paragraph(read: Reader) -> None:
    blocks = [para("甲", mark="del"), para("乙", mark="del"), para("丙"), para("丁")]
    assert read(word(*blocks)) == "甲乙丙\n丁"


def test_a_deleted_paragraph_leaves_no_line(read: Reader) -> None:
    blocks = [para("甲"), para(gone("删去。"), mark="del"), para("乙")]
    assert read(word(*blocks)) == "甲\n乙"


@pytest.mark.parametrize("after", ["", table([para("表"), para("格")])], ids=["end", "table"])
def test_a_deleted_paragraph_before_nothing_leaves_no_line(read: Reader, after: str) -> None:
    text = read(word(para("甲"), para(gone("删去。"), mark="del"), after))
    assert text == ("甲\n表\t格" if after else "甲")


def test_a_deleted_mark_before_a_table_does_not_reach_into_it(read: Reader) -> None:
    assert read(word(para("甲", mark="del"), table([para("乙"), para("丙")]))) == "甲\n乙\t丙"


def test_a_deleted_mark_does_not_reach_into_the_next_cell_of_a_frame(read: Reader) -> None:
    assert read(word(table([para("甲", mark="del")], [para("乙")]))) == "甲\n乙"


def test_a_deleted_heading_is_no_heading(read: Reader) -> None:
    blocks = [para(gone("旧标题"), style="Heading1", mark="del"), para("正文一句。")]
    text = read(word(*blocks))
    assert (text, headings(text)) == ("正文一句。", [])


def test_an_inserted_mark_parts_paragraphs(read: Reader) -> None:
    assert read(word(para("甲", mark="ins"), para("乙"))) == "甲\n乙"


def test_a_deleted_row_is_dropped(read: Reader) -> None:
    rows = table([para("甲"), para("1")], [para("乙"), para("2")], [para("丙"), para("3")])
    deleted = '<w:tr><w:trPr><w:del w:id="1" w:author="张三"/></w:trPr><w:tc><w:p><w:pPr></w:pPr>'
    first, second, third = rows.split("<w:tr>")[1:]
    second = second.replace("<w:tc><w:p><w:pPr></w:pPr>", deleted.removeprefix("<w:tr>"), 1)
    text = read(word(f"<w:tbl><w:tr>{first}<w:tr>{second}<w:tr>{third}"))
    assert text == "甲\t1\n丙\t3"


# --- What is not body text --------------------------------------------------------------------


def test_comments_headers_and_footers_are_left_out(read: Reader) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文一句。")
    document.add_comment(paragraph.runs, text="批注内容", author="张三")
    document.sections[0].header.paragraphs[0].text = "页眉内容"
    document.sections[0].footer.paragraphs[0].text = "页脚内容"
    assert read(saved(document)) == "正文一句。"


def with_note(body: str, note: str, kind: str = "footnote") -> bytes:
    """A Word file whose body refers to note 2."""
    notes = (
        f'<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:{kind} w:id="2">{note}</w:{kind}></w:{kind}s>'
    ).encode()
    relation = (
        '<Relationship Id="rIdN" Target="notes.xml" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kind}s"/></Relationships>'
    ).encode()
    return repacked(
        word(body, para("下一段。")),
        {
            "word/notes.xml": notes,
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", relation
            ),
        },
    )


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_after_the_paragraph_that_refers_to_it(read: Reader, kind: str) -> None:
    mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    body = para(run("正文") + mark + run("一句。"))
    note = para(f"<w:r><w:{kind}Ref/></w:r>" + run("注释内容"))
    assert read(with_note(body, note, kind)) == "正文一句。\n注释内容\n下一段。"


@pytest.mark.parametrize("again", ["正文", "注释"])
def test_a_note_that_is_referred_to_again_is_read_once(read: Reader, again: str) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = para(run("正文") + mark * (2 if again == "正文" else 1))
    note = para(run("注释内容") + (mark if again == "注释" else ""))
    assert read(with_note(body, note)) == "正文\n注释内容\n下一段。"


def test_a_note_of_deleted_text_is_gone_with_it(read: Reader) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = para(run("正文") + f'<w:del w:id="7" w:author="张三">{mark}</w:del>')
    assert read(with_note(body, para(run("注释内容")))) == "正文\n下一段。"


def test_a_reference_to_no_note_is_passed_over(read: Reader) -> None:
    body = para(run("正文") + '<w:r><w:footnoteReference w:id="9"/></w:r>')
    assert read(with_note(body, para(run("注释内容")))) == "正文\n下一段。"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", "甲乙"),
        ('<w:vanish w:val="true"/>', "甲乙"),
        ('<w:vanish w:val="1"/>', "甲乙"),
        ('<w:vanish w:val="0"/>', "甲中乙"),
        ('<w:vanish w:val="false"/>', "甲中乙"),
        ('<w:vanish w:val="off"/>', "甲中乙"),
        ("<w:webHidden/>", "甲中乙"),
        ('<w:rStyle w:val="隐"/>', "甲乙"),
        ('<w:rStyle w:val="隐"/><w:vanish w:val="0"/>', "甲中乙"),
    ],
)
def test_hidden_text_is_left_out(read: Reader, properties: str, shown: str) -> None:
    hidden = (
        '<w:style w:type="character" w:styleId="隐"><w:name w:val="隐藏"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    inside = run("甲") + run("中", properties) + run("乙")
    assert read(word(para(inside), styles=hidden)) == shown


def test_a_style_can_hide_a_paragraph_and_a_run_can_show_itself(read: Reader) -> None:
    styles = style("隐", "隐藏段", text="<w:vanish/>") + style(
        "显", "显示段", based_on="隐", text='<w:vanish w:val="0"/>'
    )
    hidden = para(run("不印") + run("要印", '<w:vanish w:val="0"/>'), style="隐")
    assert read(word(hidden, para("也要印", style="显"), styles=styles)) == "要印\n也要印"


# --- Fields -----------------------------------------------------------------------------------


def field(instruction: str, result: str) -> str:
    return (
        field_mark("begin")
        + code(instruction)
        + field_mark("separate")
        + result
        + field_mark("end")
    )


@pytest.mark.parametrize(
    "instruction", [' HYPERLINK "http://x" ', " REF _Ref1 \\h ", " FORMTEXT ", " DATE "]
)
def test_a_field_shows_its_result_and_not_its_code(read: Reader, instruction: str) -> None:
    assert read(word(para(run("见") + field(instruction, run("附件")) + run("。")))) == "见附件。"


def test_a_field_without_a_result_shows_nothing(read: Reader) -> None:
    inside = run("甲") + field_mark("begin") + code(" XE 词 ") + field_mark("end") + run("乙")
    assert read(word(para(inside))) == "甲乙"


def test_a_field_inside_the_code_of_another_shows_nothing(read: Reader) -> None:
    inside = (
        field_mark("begin")
        + code(" IF ")
        + field(" PAGE ", run("7"))
        + code(' > 1 "续" ')
        + field_mark("separate")
        + run("续")
        + field_mark("end")
    )
    assert read(word(para(run("甲") + inside + run("乙")))) == "甲续乙"


def test_a_field_that_is_half_hidden_still_ends(read: Reader) -> None:
    inside = (
        field_mark("begin", "<w:vanish/>")
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText> TOC \\o </w:instrText></w:r>"
        + field_mark("separate")
        + run("目录项")
        + field_mark("end", "<w:vanish/>")
    )
    assert read(word(para(inside + run("正文")))) == "正文"


def test_a_field_that_never_begins_its_result_hides_one_paragraph_at_most(read: Reader) -> None:
    broken = run("甲") + field_mark("begin") + code(" REF x ") + run("乙")
    assert read(word(para(broken), para("下一段"))) == "甲\n下一段"


@pytest.mark.parametrize("kind", ["separate", "end", ""])
def test_a_field_mark_without_a_field_hides_nothing(read: Reader, kind: str) -> None:
    assert read(word(para(run("甲") + field_mark(kind) + run("乙")))) == "甲乙"


def test_a_table_of_contents_in_its_control_is_left_out(read: Reader) -> None:
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + para("目录")
        + para("一、主要举措\t1")
        + "</w:sdtContent></w:sdt>"
    )
    assert read(word(para("题目"), control, para("一、主要举措"))) == "题目\n一、主要举措"


@pytest.mark.parametrize("instruction", [' TOC \\o "1-3" \\h ', "TOC", ' toc \\o "1-2" '])
def test_a_table_of_contents_that_is_a_field_is_left_out(read: Reader, instruction: str) -> None:
    blocks = [
        para("题目"),
        para(field_mark("begin") + code(instruction) + field_mark("separate") + run("一、举措\t1")),
        para(field(" HYPERLINK \\l x ", run("二、不足\t") + field(" PAGEREF x ", run("2")))),
        para(field_mark("end")),
        para("一、举措"),
    ]
    assert read(word(*blocks)).split("\n") == ["题目", "", "", "", "一、举措"]


def test_a_table_of_contents_that_runs_through_a_grid_is_left_out(read: Reader) -> None:
    blocks = [
        para(field_mark("begin") + code(" TOC ") + field_mark("separate")),
        table([para("一、举措"), para("1")]),
        para(field_mark("end") + run("正文")),
    ]
    assert read(word(*blocks)) == "\n正文"


def test_a_simple_field_of_contents_is_left_out(read: Reader) -> None:
    contents = f'<w:fldSimple w:instr=" TOC \\o ">{run("一、举措 1")}</w:fldSimple>'
    assert read(word(para(contents + run("正文")))) == "正文"


@pytest.mark.parametrize("name", ["toc 1", "TOC 2", "TOC Heading", "目录 1", "目录1"])
def test_paragraphs_in_the_style_of_contents_are_left_out(read: Reader, name: str) -> None:
    blocks = [para("题目"), para("一、举措\t1", style="s1"), para("一、举措")]
    assert read(word(*blocks, styles=style("s1", name))) == "题目\n一、举措"


@pytest.mark.parametrize("name", ["目录体系建设", "tocsin"])
def test_a_style_that_only_sounds_like_contents_is_kept(read: Reader, name: str) -> None:
    assert read(word(para("正文", style="s1"), styles=style("s1", name))) == "正文"


# --- Tables -----------------------------------------------------------------------------------


def test_a_row_is_a_line_and_cells_are_apart_by_tabs(read: Reader) -> None:
    document = docx.Document()
    document.add_paragraph("前")
    grid = document.add_table(rows=2, cols=3)
    for index, said in enumerate(("事项", "数量", "备注", "复议", "12件", "")):
        grid.cell(index // 3, index % 3).text = said
    document.add_paragraph("后")
    assert read(saved(document)) == "前\n事项\t数量\t备注\n复议\t12件\t\n后"


def test_merged_cells_are_read_once(read: Reader) -> None:
    document = docx.Document()
    grid = document.add_table(rows=3, cols=3)
    for index, said in enumerate("甲乙丙丁戊己庚辛壬"):
        grid.cell(index // 3, index % 3).text = said
    grid.cell(1, 0).text = grid.cell(0, 2).text = ""
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2))
    assert read(saved(document)) == "甲\t乙\n\t戊\t己\n庚\t辛\t壬"


def test_the_paragraphs_of_a_cell_stay_on_its_line(read: Reader) -> None:
    cell = para("第一段") + para() + para(run("第二段") + "<w:r><w:tab/></w:r>" + run("末"))
    assert read(word(table([cell, para("乙")]))) == "第一段 第二段 末\t乙"


def test_an_empty_row_is_no_line(read: Reader) -> None:
    assert read(word(table([para(), para()], [para("甲"), para()]))) == "甲\t"


def test_a_frame_of_one_column_is_paragraphs(read: Reader) -> None:
    frame = table([para("第一段") + para("第二段")], [para("第三段")])
    assert read(word(para("前"), frame, para("后"))) == "前\n第一段\n第二段\n第三段\n后"


def test_a_table_inside_a_frame_is_a_table(read: Reader) -> None:
    inner = table([para("甲"), para("乙")])
    assert read(word(table([para("题") + inner + para("注")]))) == "题\n甲\t乙\n注"


def test_a_table_inside_a_cell_stays_on_its_line(read: Reader) -> None:
    inner = table([para("甲"), para("乙")], [para("丙"), para("丁")])
    assert read(word(table([inner, para("戊")]))) == "甲 乙 丙 丁\t戊"


def test_rows_and_cells_inside_controls_are_read(read: Reader) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    cells = control(f"<w:tc>{para('甲')}</w:tc>") + f"<w:tc>{para('乙')}</w:tc>"
    assert read(word(f"<w:tbl>{control(f'<w:tr>{cells}</w:tr>')}</w:tbl>")) == "甲\t乙"


@pytest.mark.parametrize("inside", ["", "<w:tr/>", "<w:tr><w:tc/></w:tr>"])
def test_a_table_of_nothing_is_nothing(read: Reader, inside: str) -> None:
    assert read(word(para("前"), f"<w:tbl>{inside}</w:tbl>", para("后"))) == "前\n后"


# --- Text boxes -------------------------------------------------------------------------------


def drawn(paragraphs: str) -> str:
    return (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{paragraphs}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )


def pictured(paragraphs: str) -> str:
    return (
        "<w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def both(paragraphs: str) -> str:
    """A text box as Word saves it: once for new programs and once for old ones."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn(paragraphs)}</mc:Choice>'
        f"<mc:Fallback>{pictured(paragraphs)}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize("box", [drawn, pictured, both])
def test_a_text_box_is_read_once_after_its_paragraph(
    read: Reader, box: Callable[[str], str]
) -> None:
    anchored = f"{run('锚点')}<w:r>{box(para('框内一') + para('框内二'))}</w:r>{run('之后')}"
    assert read(word(para(anchored), para("下一段"))) == "锚点之后\n框内一\n框内二\n下一段"


def test_headings_and_numbers_in_a_text_box_have_exact_offsets(read: Reader) -> None:
    inside = para("框内标题", style="Heading1", num=(1, 0))
    blocks = [para(f"{run('锚点')}<w:r>{both(inside)}</w:r>"), para("B", num=(1, 0))]
    text = read(word(*blocks, numbering=CHINESE_LIST))
    assert text == "锚点\n一、框内标题\n二、B"
    assert text.provenance.headings == (StyledHeading(span=Span(3, 9), level=1),)
    assert [span.of(text) for span in text.provenance.generated_numbers] == ["一、", "二、"]


def test_the_number_of_a_paragraph_that_holds_only_a_text_box_is_shown(read: Reader) -> None:
    blocks = [para(f"<w:r>{both(para('框内'))}</w:r>", num=(1, 0)), para("B", num=(1, 0))]
    assert read(word(*blocks, numbering=CHINESE_LIST)) == "一、\n框内\n二、B"


def test_a_text_box_in_deleted_text_is_dropped(read: Reader) -> None:
    box = f'<w:del w:id="1" w:author="张三"><w:r>{both(para("框内"))}</w:r></w:del>'
    assert read(word(para(run("正文") + box))) == "正文"


# --- Pages ------------------------------------------------------------------------------------


def pages(text: ExtractedText) -> list[str]:
    """The text of each page."""
    starts = text.provenance.page_starts
    return [text[start:end] for start, end in zip(starts, (*starts[1:], None), strict=True)]


def test_pages_begin_where_word_laid_them_out(read: Reader) -> None:
    blocks = [para(run("第一页，") + RENDERED + run("第二页。")), para(RENDERED + run("第三页。"))]
    text = read(word(*blocks))
    assert text == "第一页，第二页。\n第三页。"
    assert text.provenance.page_starts == (0, 4, 9)


def test_without_a_layout_pages_begin_at_the_breaks_that_were_set(read: Reader) -> None:
    blocks = [para(run("封面") + PAGE_BREAK), para("第二页"), para(PAGE_BREAK + run("第三页"))]
    text = read(word(*blocks))
    assert text == "封面\n\n第二页\n第三页"
    assert text.provenance.page_starts == (0, 3, 8)


def test_breaks_that_were_set_do_not_count_where_word_recorded_its_layout(read: Reader) -> None:
    blocks = [para(run("第一页") + PAGE_BREAK), para(RENDERED + run("第二页"))]
    assert read(word(*blocks)).provenance.page_starts == (0, 5)


def test_python_docx_page_breaks_are_found(read: Reader) -> None:
    document = docx.Document()
    document.add_paragraph("第一页")
    document.add_page_break()
    document.add_paragraph("第二页")
    assert pages(read(saved(document))) == ["第一页\n", "\n第二页"]


def test_a_page_begins_with_the_number_of_its_first_paragraph(read: Reader) -> None:
    blocks = [para("第一页"), para(RENDERED + run("主要举措"), num=(1, 0))]
    assert pages(read(word(*blocks, numbering=CHINESE_LIST))) == ["第一页\n", "一、主要举措"]


def test_what_nobody_sees_does_not_move_a_page(read: Reader) -> None:
    text = read(word(para(run("第\u200b一\u00ad页") + RENDERED + run("第二页"))))
    assert (text, text.provenance.page_starts) == ("第一页第二页", (0, 3))


def test_a_blank_page_counts(read: Reader) -> None:
    cover = para(PAGE_BREAK)
    text = read(word(cover, para(PAGE_BREAK + PAGE_BREAK + run("第四页"))))
    assert text == "\n第四页"
    assert text.provenance.page_starts == (0, 0, 1, 1)


def test_pages_of_a_table_of_contents_count(read: Reader) -> None:
    blocks = [
        para("封面"),
        para(RENDERED + run("一、举措\t3"), style="s1"),
        para(RENDERED + run("九、附则\t9"), style="s1"),
        para(RENDERED + run("正文")),
    ]
    text = read(word(*blocks, styles=style("s1", "toc 1")))
    assert (text, text.provenance.page_starts) == ("封面\n正文", (0, 3, 3, 3))


def test_a_row_that_begins_a_page_turns_it_once(read: Reader) -> None:
    rows = table(
        [para("甲"), para("1")],
        [para(RENDERED + run("乙")), para(RENDERED + run("2"))],
    )
    assert pages(read(word(para("前"), rows, para("后")))) == ["前\n甲\t1\n", "乙\t2\n后"]


def test_a_row_that_runs_over_a_page_turns_it_once_at_the_next_row(read: Reader) -> None:
    long_cell = para(run("很长的") + RENDERED + run("一格"))
    other_cell = para(run("另一") + RENDERED + run("格"))
    rows = table([long_cell, other_cell], [para("乙"), para("2")])
    assert pages(read(word(rows))) == ["很长的一格\t另一格\n", "乙\t2"]


def test_a_text_box_turns_no_page(read: Reader) -> None:
    box = f"<w:r>{both(para(RENDERED + run('框内')))}</w:r>"
    assert read(word(para(run("锚点") + box), para("正文"))).provenance.page_starts == ()


def test_a_page_that_begins_in_a_deleted_paragraph_counts(read: Reader) -> None:
    deleted = para(RENDERED + gone("删去。"), mark="del")
    text = read(word(para("第一页"), deleted, table([para("甲"), para("乙")])))
    assert pages(text) == ["第一页\n", "甲\t乙"]


def test_a_page_break_in_deleted_text_turns_no_page(read: Reader) -> None:
    deleted = f'<w:del w:id="1" w:author="张三">{PAGE_BREAK}</w:del>'
    text = read(word(para(run("甲") + deleted + run("乙"))))
    assert (text, text.provenance.page_starts) == ("甲乙", ())


# --- Packages that Word opens -----------------------------------------------------------------


def relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationship Id="rIdX" Target="{target}" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kind}"/></Relationships>'
    ).encode()


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "NULL"),
        ("image", "../media/gone.png"),
        ("hyperlink", "#_top"),
        ("header", "h.xml"),
    ],
)
def test_a_relation_to_a_part_that_is_not_there_is_passed_over(
    read: Reader, kind: str, target: str
) -> None:
    data = repacked(
        word(para("一、主要举措", style="Heading1")),
        {
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", relation(kind, target)
            )
        },
    )
    text = read(data)
    assert (text, headings(text)) == ("一、主要举措", [(1, "一、主要举措")])


@pytest.mark.parametrize(
    "member", ["word/settings.xml", "docProps/core.xml", "word/theme/theme1.xml"]
)
def test_a_broken_part_that_holds_no_text_is_passed_over(read: Reader, member: str) -> None:
    assert read(repacked(word(para("正文")), {member: b"\x00<broken"})) == "正文"


@pytest.mark.parametrize(
    ("member", "shown"), [("word/numbering.xml", "主要举措"), ("word/styles.xml", "一、主要举措")]
)
def test_lists_and_styles_may_be_missing(read: Reader, member: str, shown: str) -> None:
    data = word(para("主要举措", num=(1, 0)), numbering=CHINESE_LIST)
    assert read(repacked(data, {member: None})) == shown


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
    ids=["macros", "template with macros", "template"],
)
def test_files_with_macros_and_templates_are_read(read: Reader, kind: bytes) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def change(part: bytes) -> bytes:
        assert usual in part
        return part.replace(usual, kind)

    assert read(repacked(word(para("正文")), {"[Content_Types].xml": change})) == "正文"


def test_strict_open_xml_is_read(read: Reader) -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            b"http://purl.oclc.org/ooxml/officeDocument/",
        )

    members = [
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
    ]
    blocks = [para("主要举措", style="Heading1", num=(1, 0)), para("正文")]
    text = read(repacked(word(*blocks, numbering=CHINESE_LIST), dict.fromkeys(members, strict)))
    assert (text, headings(text)) == ("一、主要举措\n正文", [(1, "一、主要举措")])


# --- A whole report ---------------------------------------------------------------------------


def test_a_report_as_offices_send_it_is_read_as_it_prints(read: Reader) -> None:
    lists = abstract(
        1,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
    ) + num(1, 1)
    blocks = [
        para("平川县2024年法治政府建设年度报告", style="Title"),
        para("县委依法治县办：" + "\u200b"),
        para("主要举措", style="Heading1", num=(1, 0)),
        para("推进依法行政", style="Heading2", num=(1, 1)),
        para(run("办理复议案件") + gone("11") + ins(run("12")) + run("件。")),
        para(gone("本段已删。"), num=(1, 1), mark="del"),
        para(RENDERED + run("普法"), style="Heading2", num=(1, 1)),
        table([para("场次"), para("人数")], [para("9"), para("1200")]),
        para("存在的不足", style="Heading1", num=(1, 0)),
        para(run("注意") + run("（内部）", "<w:vanish/>") + run("事项。")),
    ]
    text = read(word(*blocks, numbering=lists))
    assert text == (
        "平川县2024年法治政府建设年度报告\n"
        "县委依法治县办：\n"
        "一、主要举措\n"
        "（一）推进依法行政\n"
        "办理复议案件12件。\n"
        "（二）普法\n"
        "场次\t人数\n"
        "9\t1200\n"
        "二、存在的不足\n"
        "注意事项。"
    )
    assert headings(text) == [
        (0, "平川县2024年法治政府建设年度报告"),
        (1, "一、主要举措"),
        (2, "（一）推进依法行政"),
        (2, "（二）普法"),
        (1, "二、存在的不足"),
    ]
    assert pages(text)[1].startswith("（二）普法")
    assert len(pages(text)) == 2

"""Templates: what marks become, what may be written around them, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from analyzer.errors import UsageError
from analyzer.output.official.template import (
    Picture,
    Value,
    Vocabulary,
    check,
    fill,
    read_template,
)

WORDS = Vocabulary(
    names={"单位": "", "日期": "", "空": ""},
    conditions={"退回": ""},
    lists={"问题": Vocabulary({"说明": "", "原文": ""}, lists={"子项": Vocabulary({"名": ""})})},
    pictures={"图": ""},
)
VALUES: dict[str, Value] = {
    "单位": "平川县水利局",
    "日期": "2025年3月1日",
    "空": "",
    "退回": True,
    "问题": [],
    "图": "",
}


def made(*paragraphs: str) -> Any:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def filled(document: Any, values: Mapping[str, Value] = VALUES) -> Any:
    check(document, WORDS, source="模板.docx")
    fill(document, values)
    kept = io.BytesIO()
    document.save(kept)
    return docx.Document(kept)


def faults(document: Any, vocabulary: Vocabulary = WORDS) -> str:
    with pytest.raises(UsageError) as caught:
        check(document, vocabulary, source="模板.docx")
    return str(caught.value)


def gap(said: str, quoted: str = "", *names: str) -> dict[str, Value]:
    return {"说明": said, "原文": quoted, "子项": [{"名": name} for name in names]}


def test_a_mark_that_word_has_divided_takes_the_look_of_its_beginning() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, bold in (("致{", False), ("{单", True), ("位}", False), ("}：{{ 日期 }}。", False)):
        paragraph.add_run(text).bold = bold
    result = filled(document)
    assert texts(result) == ["致平川县水利局：2025年3月1日。"]
    assert [run.text for run in result.paragraphs[0].runs] == [
        "致平川县水利局",
        "",
        "",
        "：2025年3月1日。",
    ]


def test_conditions_and_their_opposites() -> None:
    lines = (
        "{{#退回}}",
        "退",
        "{{/退回}}",
        "{{^退回}}",
        "过",
        "{{/退回}}",
        "{{^空}}",
        "无",
        "{{/空}}",
    )
    assert texts(filled(made(*lines))) == ["退", "无"]
    assert texts(filled(made(*lines), {**VALUES, "退回": False})) == ["过", "无"]


def test_lists_are_repeated_with_what_is_around_them_and_numbered_anew() -> None:
    document = made(
        "{{一、}}甲",
        "{{#问题}}",
        "{{（一）}}{{说明}}（{{单位}}）",
        "原文：{{原文}}",
        "{{#子项}}",
        "{{1.}}{{名}}",
        "{{/子项}}",
        "{{/问题}}",
        "{{一、}}乙",
        "{{（一）}}完",
    )
    values = {**VALUES, "问题": [gap("缺一", "引", "a", "b"), gap("缺二", "", "c")]}
    assert texts(filled(document, values)) == [
        "一、甲",
        "（一）缺一（平川县水利局）",
        "原文：引",
        "1.a",
        "2.b",
        "（二）缺二（平川县水利局）",
        "1.c",
        "二、乙",
        "（一）完",
    ]


def test_a_paragraph_of_nothing_goes_and_counts_for_no_number() -> None:
    document = made("{{一、}}{{空}}", "{{一、}}{{单位}}{{空}}", "", "没有占位符")
    assert texts(filled(document)) == ["一、平川县水利局", "", "没有占位符"]


def test_rows_of_a_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    for row, cells in zip(
        table.rows,
        (("说明", "原文"), ("{{#问题}}", ""), ("{{说明}}", "{{原文}}"), ("{{/问题}}", "")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    values = {**VALUES, "问题": [gap("一", "甲"), gap("二", "")]}
    result = filled(document, values)
    assert [[cell.text for cell in row.cells] for row in result.tables[0].rows] == [
        ["说明", "原文"],
        ["一", "甲"],
        ["二", ""],
    ]
    # A cell without a paragraph would be repaired by Word.
    assert all(cell.findall(qn("w:p")) for cell in result.element.body.iter(qn("w:tc")))


def test_a_table_without_rows_goes() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, ("{{#问题}}", "{{说明}}", "{{/问题}}"), strict=True):
        row.cells[0].text = text
    assert not filled(document).tables


def test_headers_footers_text_boxes_and_content_controls() -> None:
    document = made("正文")
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    document.sections[0].footer.paragraphs[0].text = "{{日期}}"
    box = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t>外</w:t></w:r><w:r><w:pict><v:shape"
        ' xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>{{#退回}}</w:t></w:r></w:p><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p><w:p><w:r>"
        "<w:t>{{/退回}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{{{{日期}}}}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, box)
    document.element.body.insert(1, control)
    result = filled(document)
    assert result.sections[0].header.paragraphs[0].text == "平川县水利局"
    assert result.sections[0].footer.paragraphs[0].text == "2025年3月1日"
    assert "".join(t.text for t in result.element.body.iter(qn("w:t"))) == (
        "外平川县水利局2025年3月1日正文"
    )


HOSTILE = (
    "{{发文单位}}{{#问题}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "</w:t></w:r></w:p><w:p>&amp;<!--",
    ' PAGE \\* MERGEFORMAT { INCLUDETEXT "C:\\\\x" }',
    '=HYPERLINK("http://example.invalid")',
    "甲\x00\x07\x1b[31m乙\ufffe\ud800丙\u202e丁",
    "㵲𠮷👨‍👩‍👧\ue000",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_report_comes_out_as_text(text: str) -> None:
    document = made("{{单位}}", "{{#问题}}", "{{说明}}{{单位}}", "{{/问题}}")
    result = filled(document, {**VALUES, "单位": text, "问题": [gap(text)]})
    shown = "".join(ch for ch in text if ch not in "\x00\x07\x1b\ufffe\ud800\u202e")
    assert texts(result) == [shown, shown + shown]
    tags = {element.tag for element in result.element.body.iter()}
    assert not {qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple"), qn("w:hyperlink")} & tags


def test_copies_share_no_bookmarks_and_no_paragraph_ids() -> None:
    document = made("{{#问题}}", "{{说明}}", "{{/问题}}")
    paragraph = document.paragraphs[1]._p
    paragraph.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "12345678")
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "0")
    mark.set(qn("w:name"), "书签")
    paragraph.append(mark)
    result = filled(document, {**VALUES, "问题": [gap("一"), gap("二")]})
    assert texts(result) == ["一", "二"]
    xml = result.element.body.xml
    assert "paraId=" not in xml
    assert "bookmarkStart" not in xml


def test_pictures() -> None:
    data = io.BytesIO()
    Image.new("RGB", (20, 10)).save(data, "PNG")
    result = filled(made("前", "{{图}}", "后"), {**VALUES, "图": Picture(data.getvalue(), 100)})
    assert texts(result) == ["前", "", "后"]
    (shape,) = result.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (100, 50)
    assert texts(filled(made("前", "{{图}}", "后"))) == ["前", "后"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("{{单為}}",), "不认识 {{单為}}"),
        (("{{说明}}",), "不认识 {{说明}}"),
        (("{{日其}}",), "不认识 {{日其}}，是不是 日期"),
        (("{{#没有}}", "{{/没有}}"), "不认识 {{#没有}}"),
        (("{{#问题}}",), "{{#问题}} 没有配对"),
        (("{{/问题}}",), "{{/问题}} 没有配对"),
        (("{{#问题}}", "{{#退回}}", "{{/问题}}", "{{/退回}}"), "{{#退回}} 没有配对"),
        (("前{{#问题}}",), "{{#问题}} 要单独成段"),
        (("看{{图}}",), "{{图}} 是图，要单独成段"),
        (("致{{单位：",), "写法不对，应是 {{名称}}：“致{{单位：”"),
        (("｛｛单位｝｝",), "写法不对"),
        (("{% if x %}",), "写法不对"),
        (("{{单位 日期}}",), "写法不对"),
    ],
)
def test_faults_of_a_template_are_told(lines: tuple[str, ...], said: str) -> None:
    told = faults(made(*lines))
    assert said in told
    assert "可以用的占位符有：单位、日期、空、图" in told
    assert "退回、问题" in told


def test_all_faults_are_told_at_once_those_of_the_footer_too() -> None:
    document = made("{{甲}}", "{{乙}}")
    document.sections[0].footer.paragraphs[0].text = "{{丙}}"
    told = faults(document)
    assert "模板有 3 处问题" in told
    assert all(name in told for name in ("{{甲}}", "{{乙}}", "{{丙}}"))


def test_a_list_that_must_not_be_concealed_is_missed() -> None:
    words = Vocabulary(WORDS.names, WORDS.conditions, WORDS.lists, needed=frozenset({"问题"}))
    assert "没有 {{#问题}}" in faults(made("{{单位}}"), words)


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    for name, data in (("文字.docx", b"{{x}}"), ("空.docx", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageError, match="模板"):
            read_template(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "别的.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UsageError, match="模板不是可以用的 Word 文件"):
        read_template(tmp_path / "别的.docx")
    with pytest.raises(UsageError, match="读不了模板"):
        read_template(tmp_path / "没有.docx")

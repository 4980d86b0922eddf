"""A Word document with the page, the grid and the fonts of GB/T 9704—2012《党政机关公文格式》.

Fonts are named, not embedded: 方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 are on the computers of
offices, and where one is not, Word takes another.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, KAITI, HEITI = "仿宋_GB2312", "楷体_GB2312", "黑体"
XIAOBIAOSONG, SONGTI = "方正小标宋简体", "宋体"
RED = "FF0000"
# Sizes in points: 1号, 2号, 3号, 4号, 5号. Source: 7.2 to 7.5.
ONE, TWO, THREE, FOUR, FIVE = 26, 22, 16, 14, 10.5

# 5.2.1, 5.2.2: A4; margins of 37 mm above and 28 mm at the back; type area of 156 × 225 mm.
_WIDTH, _HEIGHT = 210, 297
_TOP, _LEFT, _RIGHT, _BOTTOM = 37, 28, 26, 35
# 5.2.3: 22 lines of 28 characters, which fill the type area. In twentieths of a point, the pitch of
# the lines rounded down, so that the last one fits.
_LINES, _CHARACTERS = 22, 28
LINE = int(225 / 25.4 * 72 * 20 / _LINES)
CHARACTER = 156 / 25.4 * 72 * 20 / _CHARACTERS
# 28 characters of 3号 are wider than that: each is brought so much nearer to the next. A grid of
# characters would say the same, but LibreOffice gives a character that is wider than its cell two.
_NEARER = math.floor(CHARACTER - THREE * 20)
# 7.5: the dashes stand 7 mm below the type area; half a line of 4号 is 2.5 mm.
_FOOTER = _BOTTOM - 7 - 2.5
_WRITTEN = datetime(2025, 1, 1)


def paper() -> Any:
    """Returns an empty document with the page and all styles."""
    document = docx.Document()
    _page(document)
    _defaults(document)
    _styles(document)
    _settings(document)
    _page_numbers(document)
    return document


def style(
    document: Any,
    name: str,
    *,
    font: str = FANGSONG,
    size: float = THREE,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: float = 0,
    colour: str = "",
    together: bool = False,
    before: float = 0,
    bold: bool = False,
    exact: int = 0,
    grid: bool = True,
) -> Any:
    """Adds a style for paragraphs.

    Args:
        document: Where.
        name: As the office sees it in Word.
        font: Of all characters.
        size: In points.
        align: Of the lines.
        indent: Of the first line, in characters.
        colour: Six hexadecimal digits; black by default.
        together: Whether it stays on a page with what follows.
        before: Free lines above.
        bold: Whether it is bold.
        exact: Height of the lines in twentieths of a point; that of the grid by default.
        grid: Whether lines keep to the grid of the page.
    """
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    letter(made, font, size)
    made.font.bold = bold
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour)
    shape = made.paragraph_format
    shape.alignment = align
    shape.keep_with_next = together
    properties = made.element.get_or_add_pPr()
    if indent:
        place = properties.get_or_add_ind()
        place.set(qn("w:firstLineChars"), str(round(indent * 100)))
        place.set(qn("w:firstLine"), str(round(indent * size * 20)))
    if before:
        shape.space_before = Pt(before * LINE / 20)
    if exact:
        _exactly(properties, exact)
    if not grid:
        _switch(properties, "w:snapToGrid", on=False)
    return made


def letter(styled: Any, font: str, size: float) -> None:
    """Names a font for all characters of a style or a run, quotation marks and figures included."""
    properties = styled.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)
    # “ ” … are Chinese here, whatever the language of the program.
    fonts.set(qn("w:hint"), "eastAsia")
    properties.insert_element_before(
        fonts, "w:b", "w:color", "w:spacing", "w:sz", "w:szCs", "w:lang"
    )
    styled.font.size = Pt(size)
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_NEARER if size == THREE else 0))
    properties.insert_element_before(spacing, "w:sz", "w:szCs", "w:lang")


def write(document: Any, text: str, style_name: str) -> Any:
    """Adds a paragraph; marks in it are written as they are."""
    return document.add_paragraph(text, style=style_name)


def line_below(paragraph: Any, colour: str, points: float) -> None:
    """Draws a line below a paragraph over the whole width."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(round(points * 8))), ("space", "0"),
                        ("color", colour)):  # fmt: skip
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance, section.footer_distance = Mm(15), Mm(_FOOTER)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    section._sectPr.append(grid)


def _defaults(document: Any) -> None:
    """Sets what holds where nothing else is said: the theme's fonts must not come in."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FANGSONG)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
    for spacing in defaults.iter(qn("w:spacing")):
        spacing.attrib.clear()
    normal = document.styles["Normal"]
    letter(normal, FANGSONG, THREE)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False


def _styles(document: Any) -> None:
    centre, left, right = (
        WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
    )  # fmt: skip
    # 7.2.4, 7.2.5 and 7.2.7: 发文机关标志, 发文字号 and the red line below.
    style(document, "公文发文机关标志", font=XIAOBIAOSONG, size=ONE, colour=RED, align=centre)
    style(document, "公文发文字号", align=centre, before=2)
    style(document, "公文红线", align=centre, exact=240, grid=False)
    # 7.3.1 to 7.3.3.
    style(
        document,
        "公文标题",
        font=XIAOBIAOSONG,
        size=TWO,
        align=centre,
        exact=LINE + 60,
        grid=False,
    )
    style(document, "公文主送", align=left, together=True, before=1)
    style(document, "公文正文", indent=2)
    style(document, "公文一级标题", font=HEITI, indent=2, together=True)
    style(document, "公文二级标题", font=KAITI, indent=2, together=True)
    # 7.3.5.5: no page may hold nothing but the signature; what ends the text stays with it.
    style(document, "公文末段", indent=2, together=True)
    style(document, "公文附件说明", indent=2, before=1, together=True)
    _hanging(style(document, "公文附件续", together=True))
    # 7.3.5: the date is four characters from the right; the name of the office is centred over it.
    for name, before in (("公文署名", 2.0), ("公文日期", 0.0)):
        made = style(document, name, align=centre, together=True, before=before)
        place = made.element.get_or_add_pPr().get_or_add_ind()
        place.set(qn("w:left"), str(round(12.5 * CHARACTER)))
    style(document, "公文附注", indent=2, before=1)
    # 7.5: page numbers in 4号 宋体, one character from the outer edge.
    for name, align in (("公文单页页码", right), ("公文双页页码", left)):
        made = style(document, name, font=SONGTI, size=FOUR, align=align, grid=False)
        side = "w:right" if align is right else "w:left"
        made.element.get_or_add_pPr().get_or_add_ind().set(qn(side), str(FOUR * 20))
    style(document, "公文表题", font=HEITI, size=FOUR, align=centre, together=True, before=0.5)
    style(document, "公文表头", font=HEITI, size=FIVE, align=centre, grid=False)
    style(document, "公文表格", size=FIVE, align=left, grid=False)
    style(document, "公文表格数字", size=FIVE, align=centre, grid=False)
    style(document, "公文图", align=centre, grid=False)


def _hanging(made: Any) -> None:
    """Lets the numbers of attachments stand below each other, behind 附件：."""
    place = made.element.get_or_add_pPr().get_or_add_ind()
    place.set(qn("w:left"), str(round(5 * CHARACTER)))


def _exactly(properties: Any, height: int) -> None:
    spacing = properties.get_or_add_spacing()
    spacing.set(qn("w:line"), str(height))
    spacing.set(qn("w:lineRule"), "exact")


def _switch(properties: Any, name: str, *, on: bool) -> None:
    switch = OxmlElement(name)
    switch.set(qn("w:val"), "1" if on else "0")
    properties.insert_element_before(switch, "w:spacing", "w:ind", "w:jc")


def _settings(document: Any) -> None:
    settings = document.settings.element
    document.settings.odd_and_even_pages_header_footer = True
    compatibility = settings.find(qn("w:compat"))
    if compatibility is None:
        raise AssertionError
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compatibility.append(mode)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _WRITTEN


def _page_numbers(document: Any) -> None:
    section = document.sections[0]
    for footer, name in (
        (section.footer, "公文单页页码"),
        (section.even_page_footer, "公文双页页码"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles[name]
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _field(paragraph: Any, instruction: str) -> None:
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "":
            code = OxmlElement("w:instrText")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind == "1":
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)

"""A report that is no Word file → a plain Word file of its text, for comments to stand in.

Read again it gives the same text, line by line, so that every offset stays. It is laid out as official
documents are: GB/T 9704—2012, 5.2 and 7. Headings are Word headings, rows of tables are tables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from analyzer.model.report import ReportResult
from analyzer.model.text import Span
from analyzer.structure.mending import mend

_BODY, _TITLE, _CELL, _NUMBER = 16.0, 22.0, 12.0, 14.0
# 22 lines on 225 mm.
_PITCH = 28.95
_TITLE_PITCH = 36.0
# Of a page of A4 in mm: above, below, left, right.
_MARGINS = (37, 35, 28, 26)
_TITLE_FONT, _BODY_FONT, _CELL_FONT = "方正小标宋简体", "仿宋_GB2312", "仿宋_GB2312"
_HEADING_FONTS = ("黑体", "楷体_GB2312", _BODY_FONT)
_LEVELS = 9
_LONGEST_SIGNATURE = 30
# What XML 1.0 (2.2) cannot hold and a reader of plain text lets through.
_NOT_XML = re.compile("[\ufffe\uffff]")


class _Line(NamedTuple):
    """One line of the text, and how it is set: its heading level from 1, or 0."""

    start: int
    text: str
    level: int


def storable(text: str) -> str:
    """Returns a text of the same length that a Word file can hold."""
    return _NOT_XML.sub("\ufffd", text)


def rebuilt(result: ReportResult) -> bytes:
    """Returns a Word file of the text of a report; reading it gives ``storable`` of that text."""
    import docx

    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    for lines in _grouped(list(_lines(result))):
        if len(lines) > 1:
            _add_table(document, [line.text.split("\t") for line in lines])
        else:
            _add_paragraph(document, lines[0], result)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _lines(result: ReportResult) -> Iterator[_Line]:
    """Yields the lines. A line that goes on behind its heading is none: reading would take all of it."""
    text = result.document.text
    levels = {
        section.heading: section.level
        for section in result.document.sections
        # What has a bullet is told in a list, short as a heading though it may be.
        if section.ordinal or not section.number
    }
    if not _has_whole_lines(text):
        levels = {}
    position = 0
    for line in storable(text).split("\n"):
        begun = position + len(line) - len(line.lstrip())
        level = levels.get(Span(begun, position + len(line.rstrip())), 0)
        yield _Line(position, line, min(level, _LEVELS))
        position += len(line) + 1


def _has_whole_lines(text: str) -> bool:
    """Tells whether each line is a paragraph, and not only where a page was full.

    Only then may there be Word headings: a file that has such is taken to have whole lines.
    """
    mended, typed = mend(text), mend(text, lines=False)
    return (mended and mended.text) == (typed and typed.text)


def _grouped(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yields the rows of a table together, everything else alone."""
    for columns, group in groupby(lines, key=lambda line: _columns(line.text)):
        rows = list(group)
        yield from [rows] if columns else ([line] for line in rows)


def _columns(text: str) -> int:
    """Returns in how many columns a line is a row as reading a Word table gives it; 0 for none."""
    cells = text.split("\t")
    whole = len(cells) > 1 and any(cells) and all(" ".join(c.split()) == c for c in cells)
    return len(cells) if whole else 0


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = 1
            _add_run(paragraph, text, _CELL_FONT, _CELL)


def _add_paragraph(document: Any, line: _Line, result: ReportResult) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    identity = result.document.identity
    style = f"Heading {line.level}" if line.level else None
    paragraph = document.add_paragraph(style=style)
    shape = paragraph.paragraph_format
    end = line.start + len(line.text)
    title = Span(*identity.title_span)
    if line.text.strip() and line.start < title.end and title.start < end:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.first_line_indent = Pt(0)
        shape.line_spacing = Pt(_TITLE_PITCH)
        _add_run(paragraph, line.text, _TITLE_FONT, _TITLE)
        return
    if line.start >= identity.body_end and len(line.text) <= _LONGEST_SIGNATURE:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = Pt(2 * _BODY)
    elif line.text[:1].isspace() or end <= identity.body_start:
        shape.first_line_indent = Pt(0)
    _add_run(paragraph, line.text)


def _add_run(paragraph: Any, text: str, font: str = "", size: float = 0.0) -> None:
    if text:
        run = paragraph.add_run(text)
        if font:
            _set_font(run, font, size)


def _set_page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    above, below, left, right = (Mm(margin) for margin in _MARGINS)
    section.top_margin, section.bottom_margin = above, below
    section.left_margin, section.right_margin = left, right
    document.core_properties.author = document.core_properties.comments = ""


def _set_styles(document: Any) -> None:
    from docx.shared import Pt, RGBColor

    for level in range(_LEVELS + 1):
        style = document.styles[f"Heading {level}" if level else "Normal"]
        font = _HEADING_FONTS[min(level, len(_HEADING_FONTS)) - 1] if level else _BODY_FONT
        _set_font(style, font, _BODY)
        style.font.bold = style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        shape = style.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing = Pt(_PITCH)
        shape.first_line_indent = Pt(2 * _BODY)


def _set_font(owner: Any, name: str, size: float) -> None:
    """Sets the font of a run or style, for Chinese and for other characters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    owner.font.name = name
    owner.font.size = Pt(size)
    fonts = owner.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)

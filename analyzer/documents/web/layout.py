"""Lists and tables of a page: generated numbers, and which tables hold data."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from analyzer.documents.web.marks import CELL, END_NUMBER, NUMBER
from analyzer.documents.word.numbering import formatted

# fmt: off
BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "legend", "li", "listing", "main", "menu",
    "nav", "ol", "p", "plaintext", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
    "xmp",
)
# fmt: on
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z][a-z-]+)", re.I)
_ATTRIBUTE = 2000
_KINDS = {
    "1": "decimal",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
# What an item begins with that brings its own number, since its list is styled to show none.
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[0-9０-９一二三四五六七八九十百]{1,4}[)）、.．,，：:]|[①-⒛㈠-㈩]|第[一二三四五六七八九十百0-9]{1,4})"
)
# How many pieces of text the number of an item may be typed in.
_FEW = 8
# No table of a report has more columns, nor cells over more rows.
_MAX_SPAN = 100
# A cell of more is no cell but a part of the page, in a table that lays the page out.
_MAX_CELL = 1000
_MAX_CELL_LINES = 3
_MAX_CELL_LINKS = 2
_LONG_CELL = 100


def style_of(element: Any) -> str:
    """Returns the style that an element has of its own."""
    return (element.get("style") or "")[:_ATTRIBUTE]


def number_lists(root: Any) -> None:
    """Sets the numbers that a browser generates before the items of lists."""
    for numbered in root.iter("ol"):
        said = _LIST_STYLE.search(style_of(numbered))
        kind = _KINDS.get(said[1].lower() if said else numbered.get("type") or "1")
        value = _whole(numbered.get("start"), 1)
        for item in numbered.iterchildren("li"):
            value = _whole(item.get("value"), value)
            number = formatted(value, kind) if kind else ""
            value += 1
            place = _first_place(item)
            if number and not _NUMBERED.match("".join(islice(place.itertext(), _FEW))):
                gap = "、" if kind and kind.startswith(("chinese", "ideograph")) else ". "
                place.text = f"{NUMBER}{number}{gap}{END_NUMBER}{(place.text or '').lstrip()}"


def _first_place(item: Any) -> Any:
    """Returns the innermost block that the first line of a list item stands in."""
    while not (item.text or "").strip() and len(item) and item[0].tag in ("p", "div"):
        item = item[0]
    return item


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return int((value or "")[:6])
    except ValueError:
        return otherwise


def mark_tables(root: Any) -> None:
    """Marks the cells of tables that hold data, one row a line; other tables lay out the page."""
    for table in list(root.iter("table")):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        rows = list(table.iter("tr"))
        if _holds_data(rows):
            below: dict[int, int] = {}
            for row in rows:
                _mark_row(row, below)


def _holds_data(rows: list[Any]) -> bool:
    several = False
    for row in rows:
        filled = 0
        for cell in row.iterchildren("td", "th"):
            text = "".join(cell.itertext()).strip()
            filled += bool(text)
            if len(text) > _LONG_CELL and (
                len(text) > _MAX_CELL
                or sum(1 for _ in cell.iterdescendants("p", "div", "br", "li")) > _MAX_CELL_LINES
            ):
                return False
            if sum(1 for _ in cell.iterdescendants("a")) > _MAX_CELL_LINKS:
                return False
        several = several or filled > 1
    return several


def _mark_row(row: Any, below: dict[int, int]) -> None:
    """Marks the cells of one row.

    Args:
        row: A ``tr``.
        below: For each column, how many further rows a cell above reaches into; changed here.
    """
    column, before = 0, ""
    for cell in list(row.iterchildren("td", "th")):
        # As in a Word file, the continuation of a merged cell is an empty cell.
        while below.get(column):
            below[column] -= 1
            column += 1
            before += CELL
        span = min(_whole(cell.get("rowspan"), 1), _MAX_SPAN)
        for _ in range(max(1, min(_whole(cell.get("colspan"), 1), _MAX_SPAN))):
            if span > 1 and column < _MAX_SPAN:
                below[column] = span - 1
            column += 1
        for inner in cell.iterdescendants(*BLOCKS, "br"):
            inner.text, inner.tail = " " + (inner.text or ""), " " + (inner.tail or "")
            inner.tag = "span"
        cell.text = before + (cell.text or "")
        cell.tag = "span"
        before = CELL

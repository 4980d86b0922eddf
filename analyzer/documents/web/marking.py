"""Markup → one string with marks in it where lines, cells and links begin and end.

lxml builds the tree and joins its text again, both in C; here marks are set into the tree between.
Only what a browser shows is left in it, generated list numbers included.
Source: HTML Living Standard, 15.3 (rendering); pages as Word saves them for ``mso-``.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from analyzer.documents.word.numbering import formatted

# Noncharacters of Unicode: no page has them, and lxml lets them pass.
OPEN, CLOSE, BREAK, CELL, HEAD, LINK, END_LINK, NUMBER, END_NUMBER = map(chr, range(0xFDD0, 0xFDD9))
MARKS = f"[{OPEN}-{END_NUMBER}]"

_UNSEEN = ("script", "style", "template", "del", "rt", "rp", "xml")
# The same, but an end tag that is missing lets them hold the rest of the page.
# fmt: off
_UNSEEN_IF_CLOSED = (
    "noscript", "select", "textarea", "button", "iframe", "object", "applet", "audio", "video",
    "canvas", "svg", "map", "datalist", "noframes",
)
# fmt: on
_SWALLOWED = 300
# fmt: off
_BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "legend", "li", "listing", "main", "menu",
    "nav", "ol", "p", "plaintext", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
    "xmp",
)
# fmt: on
_PREFORMATTED = ("pre", "listing", "plaintext", "xmp")
# Their text is a way to other pages, whether or not it is a link.
_ASIDE = ("a", "nav", "footer", "aside")
_LONGEST_LINK = 300
_MOST_ASIDE = 500
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    # Notes and comments, and the references to them, of a page saved by Word.
    r"|mso-element\s*:\s*(?:footnote|endnote|comment|header|footer)"
    r"|mso-(?:footnote|endnote)-id|mso-comment-reference|mso-special-character\s*:\s*comment",
    re.I,
)
_STYLED = "//*[@hidden or contains(@style, ':') or contains(@style, 'mso-')]"
# Head and foot of the page, as LibreOffice saves them.
_RUNNING = "//body/div[@title='header' or @title='footer']"
_KEEPS_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
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


class TooDeep(ValueError):
    """The page nests deeper than the parser follows; what lies below would be lost."""


def marked(markup: str) -> tuple[str, Any]:
    """Returns the marked text of a page, and the tree, of which only the head is still whole.

    Raises:
        TooDeep: Text would be missing.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise TooDeep
    if root is None:
        return "", None
    _head_titles(root)
    _take_out_hidden(root)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    for element in list(root.iter(*_UNSEEN_IF_CLOSED)):
        if not _holds_the_rest(element):
            element.clear(keep_tail=True)
    _number_lists(root)
    _keep_breaks(root)
    _lay_tables(root)
    for block in root.iter(*_BLOCKS):
        heading = HEAD if block.tag in ("h1", "h2", "h3") else ""
        _surround(block, OPEN + heading, CLOSE)
    for line in root.iter("br", "hr"):
        line.tail = BREAK + (line.tail or "")
    total = len(root.xpath("string()"))
    for aside in root.iter(*_ASIDE):
        if _leads_on(aside, total):
            aside.text = LINK + (aside.text or "")
            _append(aside, END_LINK)
    body = root.find("body")
    return etree.tostring(
        root if body is None else body, method="text", encoding="unicode", with_tail=False
    ), root


def _head_titles(root: Any) -> None:
    """Moves titles into the head, where a browser looks for them though they stand in the body."""
    head = next(root.iterchildren("head"), None)
    if head is None:
        head = root.makeelement("head")
        root.append(head)
    for title in list(root.iter("title")):
        if title.getparent() is not head:
            moved = root.makeelement("title")
            moved.text = title.text
            title.clear(keep_tail=True)
            head.append(moved)


def _leads_on(element: Any, total: int) -> bool:
    """Tells whether an element is a link or stands beside the text, and not unclosed around it.

    Args:
        element: One of those in ``_ASIDE``.
        total: How many characters the page has.
    """
    if element.tag == "a" and element.get("href") is None:
        return False
    if element.tag == "footer" and next(element.iterancestors("article", "main"), None) is not None:
        # Of the article: its signature.
        return False
    length = len(element.xpath("string()"))
    if element.tag == "a":
        return length <= _LONGEST_LINK
    return length <= _MOST_ASIDE or 2 * length <= total


def _surround(element: Any, before: str, after: str) -> None:
    element.text = before + (element.text or "")
    element.tail = after + (element.tail or "")


def _append(element: Any, text: str) -> None:
    """Adds to the end of what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _style(element: Any) -> str:
    return (element.get("style") or "")[:_ATTRIBUTE]


def _holds_the_rest(element: Any) -> bool:
    above = element
    while above is not None and above.getnext() is None:
        above = above.getparent()
    return above is None and len(element.xpath("string()").strip()) > _SWALLOWED


def _take_out_hidden(root: Any) -> None:
    for element in root.xpath(_RUNNING):
        element.clear(keep_tail=True)
    for element in root.xpath(_STYLED):
        style = _style(element)
        if element.tag in ("html", "body"):
            # Shown by a script, once it has looked that no other site frames the page.
            continue
        if element.get("hidden") is not None or _HIDDEN.search(style):
            element.clear(keep_tail=True)
        elif "mso-list" in style and "ignore" in style.lower():
            # The number that Word generated, with the gap behind it.
            number = "".join(element.itertext()).strip()
            element.clear(keep_tail=True)
            gap = " " if number[-1:].isalnum() or number[-1:] == "." else ""
            element.text = f"{NUMBER}{number}{gap}{END_NUMBER}"
        elif _KEEPS_BREAKS.search(style):
            _break_lines_in(element)


def _keep_breaks(root: Any) -> None:
    for element in root.iter(*_PREFORMATTED):
        _break_lines_in(element)


def break_lines(text: str | re.Match[str]) -> str:
    """Returns preformatted text with its lines and tabs marked."""
    plain = text if isinstance(text, str) else text.group()
    return plain.replace("\n", BREAK).replace("\t", CELL)


def _break_lines_in(element: Any) -> None:
    for inner in element.iter():
        if inner.text:
            inner.text = break_lines(inner.text)
        if inner.tail and inner is not element:
            inner.tail = break_lines(inner.tail)


def _number_lists(root: Any) -> None:
    for numbered in root.iter("ol"):
        said = _LIST_STYLE.search(_style(numbered))
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


def _lay_tables(root: Any) -> None:
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
        for inner in cell.iterdescendants(*_BLOCKS, "br"):
            inner.text, inner.tail = " " + (inner.text or ""), " " + (inner.tail or "")
            inner.tag = "span"
        cell.text = before + (cell.text or "")
        cell.tag = "span"
        before = CELL

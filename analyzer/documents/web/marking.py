"""Markup → one string with marks in it where lines, cells and links begin and end.

lxml builds the tree and joins its text again, both in C; here marks are set into the tree between.
Only what a browser shows is left in it, generated list numbers included.
Source: HTML Living Standard, 15.3 (rendering); pages as Word saves them for ``mso-``.
"""

from __future__ import annotations

import re
from typing import Any

from analyzer.documents.web.layout import BLOCKS, mark_tables, number_lists, style_of
from analyzer.documents.web.marks import (
    BREAK,
    CELL,
    CLOSE,
    END_LINK,
    END_NUMBER,
    HEAD,
    LINK,
    NUMBER,
    OPEN,
)

_UNSEEN = ("script", "style", "template", "del", "rt", "rp", "xml")
# The same, but an end tag that is missing lets them hold the rest of the page.
# fmt: off
_UNSEEN_IF_CLOSED = (
    "noscript", "select", "textarea", "button", "iframe", "object", "applet", "audio", "video",
    "canvas", "svg", "map", "datalist", "noframes",
)
# fmt: on
_SWALLOWED = 300
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
    number_lists(root)
    _keep_breaks(root)
    mark_tables(root)
    for block in root.iter(*BLOCKS):
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


def _holds_the_rest(element: Any) -> bool:
    above = element
    while above is not None and above.getnext() is None:
        above = above.getparent()
    return above is None and len(element.xpath("string()").strip()) > _SWALLOWED


def _take_out_hidden(root: Any) -> None:
    for element in root.xpath(_RUNNING):
        element.clear(keep_tail=True)
    for element in root.xpath(_STYLED):
        style = style_of(element)
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

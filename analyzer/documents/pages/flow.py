"""Pages of printed lines → running text, one paragraph a line.

A printed line says by its place whether the paragraph goes on: it reaches the right margin, and
the next one comes back to the left. Official layout (GB/T 9704-2012, 7.3) indents paragraphs by
two characters; texts without indent are told apart by gaps and by lines that end early.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.documents.pages.furniture import without_furniture
from analyzer.documents.pages.margins import Margins, Placed, measure
from analyzer.documents.pages.page import Page

_LARGER = 1.15
_SIZE_CHANGE = 0.15
_GAP = 1.45
_TITLE_GAP = 2.4
_INDENT = 1.2
_SAME = 0.7
_SET_OFF = 2.6
_RIGHT_HALF = 0.35
_SLACK = 0.4
_TERMINAL = "。！？；：…!?;:"
_CLOSING = "，。、；：！？”’）》〕】」』…,.;:!?)%％℃"
_UNIT = re.compile(
    rf"[“‘（《〔【「『(]*(?:[A-Za-z0-9][A-Za-z0-9.,:/@_%\-]*|.)[{re.escape(_CLOSING)}]*", re.S
)
_OPENS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十百\d]{1,4}[章节条编部项]"
    r"|[（(]?\d{1,2}[、）)]|\d{1,2}[.．](?!\d)|[①-⑳⑴-⒇㈠-㈩●•·■◆○□★▪➢]|——|附件"
)
_WORDS = re.compile(r"[A-Za-z][.,;:!?)”\"']*\Z")
_HALF = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The running text of pages.

    Attributes:
        text: One paragraph, heading or row a line.
        page_starts: Offset at which the text of each page begins, one for each page; inside a
            line where its paragraph began on the page before.
        confidence: Of each page, as in ``Provenance``; empty where no page is a scan.
    """

    text: str
    page_starts: tuple[int, ...]
    confidence: tuple[float | None, ...]


def flow(pages: Sequence[Page]) -> Flow:
    """Returns pages as running text, without page numbers, running heads and feet.

    Lines are joined where a paragraph goes on, also over the end of a page, and where a title is
    broken into centred lines; Chinese is joined without a space, Latin words with one. Rows of a
    table (lines with tabs) stay lines.
    """
    kept = without_furniture(pages)
    margins = measure(kept)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before: Placed | None = None
    for number, lines in enumerate(kept):
        # Before the first line of the page is seen; right also for a page without any.
        starts.append(length)
        for index, line in enumerate(lines):
            text = line.text.strip()
            if not text:
                continue
            here = margins.place(line, number)
            glue = _glue(parts[-1], text) if before and _goes_on(before, here, margins) else "\n"
            if before is not None:
                parts.append(glue)
                length += len(glue)
            if not index or starts[-1] == length - len(glue):
                starts[-1] = length
            parts.append(text)
            length += len(text)
            before = here
    confidence = tuple(page.confidence for page in pages)
    return Flow(
        text="".join(parts),
        page_starts=tuple(starts),
        confidence=confidence if any(value is not None for value in confidence) else (),
    )


def _goes_on(before: Placed, line: Placed, margins: Margins) -> bool:
    """Tells whether a line goes on with the paragraph of the line before it."""
    if before.row or line.row:
        return False
    if abs(before.size - line.size) > _SIZE_CHANGE * max(before.size, line.size):
        return False
    opens = _OPENS.match(line.text) is not None
    if line.size >= _LARGER * margins.body:
        return _title_goes_on(before, line) and not opens
    if before.page == line.page and line.top - before.top > _GAP * margins.pitch:
        return False
    if _set_off(before, margins) or _set_off(line, margins):
        return before.centred and line.centred and not _ends_early(before, line) and not opens
    if _ends_early(before, line):
        return False
    deeper = line.indent - before.indent
    ended = before.text[-1] in _TERMINAL
    if deeper >= _INDENT:
        # A hanging list: its number sticks out to the left of all its lines.
        return _OPENS.match(before.text) is not None and not (opens or ended or margins.indented)
    if abs(deeper) < _SAME and (line.indent >= _INDENT or not margins.indented):
        return not opens and not (ended and margins.indented)
    return margins.indented or not opens


def _title_goes_on(before: Placed, line: Placed) -> bool:
    near = before.page == line.page and line.top - before.top <= _TITLE_GAP * line.size
    return near and (before.centred and line.centred) and line.text[0] not in "（(〔["


def _set_off(line: Placed, margins: Margins) -> bool:
    """Tells whether a line is centred or set to the right, as no line of a paragraph is."""
    return line.indent * line.size > _RIGHT_HALF * margins.width or (
        line.centred and line.indent > _SET_OFF
    )


def _ends_early(before: Placed, line: Placed) -> bool:
    """Tells whether what comes first in a line would have had room in the line before.

    A word, a number and the marks that may not begin a line go together.
    """
    unit = _UNIT.match(line.text)
    width = sum(_HALF if ch.isascii() else 1.0 for ch in unit.group()) if unit else 1.0
    return before.room > width + _SLACK


def _glue(before: str, text: str) -> str:
    """Returns what stands between two joined lines: a space between Latin words, else nothing."""
    return " " if text[0].isascii() and text[0].isalnum() and _WORDS.search(before) else ""

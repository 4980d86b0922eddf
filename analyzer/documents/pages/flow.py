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
from analyzer.documents.pages.joining import ends_early, glue
from analyzer.documents.pages.margins import Margins, Placed, measure
from analyzer.documents.pages.page import Page

_LARGER = 1.15
_SIZE_CHANGE = 0.15
_GAP = 1.45
_TITLE_GAP = 2.4
_LARGEST_PITCH = 1.5
_INDENT = 1.2
_SAME = 0.7
_SET_OFF = 2.6
_CONCENTRIC = 1.5
_RIGHT_HALF = 0.35
_TERMINAL = "。！？；：…!?;:"
_LETTERHEAD = re.compile(r"文件\Z|[〕\])）]\s*第?\s*\d+\s*号\Z")
_OPENS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十百\d]{1,4}[章节条编部项]"
    r"|[（(]?\d{1,2}[、）)]|\d{1,2}[.．](?!\d)|[①-⑳⑴-⒇㈠-㈩●•·■◆○□★▪➢]|——|附件|[问答][：:]"
)


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
    placed = [
        margins.place(line, number)
        for number, lines in enumerate(kept)
        for line in lines
        if line.text.strip()
    ]
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    for before, line in zip([None, *placed], placed, strict=False):
        if before is not None:
            between = glue(before.text, line.text) if _goes_on(before, line, margins) else "\n"
            parts.append(between)
            length += len(between)
        starts.setdefault(line.page, length)
        parts.append(line.text)
        length += len(line.text)
    confidence = tuple(page.confidence for page in pages)
    return Flow(
        text="".join(parts),
        page_starts=_all_starts(starts, len(pages), length),
        confidence=confidence if any(value is not None for value in confidence) else (),
    )


def _all_starts(starts: dict[int, int], pages: int, end: int) -> tuple[int, ...]:
    """Returns where each page begins; one without text begins where the next text does."""
    found = []
    for page in reversed(range(pages)):
        end = starts.get(page, end)
        found.append(end)
    return tuple(reversed(found))


def _goes_on(before: Placed, line: Placed, margins: Margins) -> bool:
    """Tells whether a line goes on with the paragraph of the line before it."""
    if before.row or line.row:
        return False
    if abs(before.size - line.size) > _SIZE_CHANGE * max(before.size, line.size):
        return False
    opens = _OPENS.match(line.text) is not None
    larger = line.size >= _LARGER * margins.body
    if larger and abs(before.indent - before.room - line.indent + line.room) < _CONCENTRIC:
        return _title_goes_on(before, line) and not opens
    pitch = max(margins.pitch, _LARGEST_PITCH * line.size) if larger else margins.pitch
    if before.page == line.page and line.top - before.top > _GAP * pitch:
        return False
    if _set_off(before, margins) or _set_off(line, margins):
        return (
            before.centred and line.centred and not ends_early(before.room, line.text) and not opens
        )
    if ends_early(before.room, line.text):
        return False
    deeper = line.indent - before.indent
    ended = before.text[-1] in _TERMINAL
    if deeper >= _INDENT:
        # A hanging list: its number sticks out to the left of all its lines.
        return _OPENS.match(before.text) is not None and not (opens or ended or margins.indented)
    if abs(deeper) < _SAME and line.indent >= _INDENT and margins.indented:
        return False
    return margins.indented or not (opens or (ended and not margins.certain))


def _title_goes_on(before: Placed, line: Placed) -> bool:
    near = before.page == line.page and line.top - before.top <= _TITLE_GAP * line.size
    if line.text[0] in "（(〔[" and ends_early(before.indent + before.room, line.text):
        return False
    return near and not _LETTERHEAD.search(before.text)


def _set_off(line: Placed, margins: Margins) -> bool:
    """Tells whether a line is centred or set to the right, as no line of a paragraph is."""
    return line.indent * line.size > _RIGHT_HALF * margins.width or (
        line.centred and line.indent > _SET_OFF
    )

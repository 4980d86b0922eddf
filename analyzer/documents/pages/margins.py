"""Where the text of pages begins and ends, and where a line stands within it."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from analyzer.documents.pages.page import Line

_NEAR = 0.6
_SHARE = 0.1
_LONG = 0.7
_FULL = 1.5
_AGREEING = 3
_CENTRED = 1.0
_HANGING = tuple("，。、；：！？")
_INDENT = (1.2, 3.2)
_SINGLE_PITCH = 1.5


class Placed(NamedTuple):
    """A line within the margins of its page.

    Attributes:
        text: Its characters, without space around them.
        page: Index of its page.
        top: Its upper edge on that page.
        size: Of its characters.
        indent: From the left margin to its first character, in characters.
        room: From its last character to the right margin, in characters.
        centred: Whether both are alike.
        row: Whether it is a row of a table: cells apart by tabs, or known from its frame.
    """

    text: str
    page: int
    top: float
    size: float
    indent: float
    room: float
    centred: bool
    row: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The layout that the lines of some pages share.

    Attributes:
        body: The size of most characters.
        pitch: From one line of a paragraph to the next.
        indented: Whether paragraphs begin with an indent.
        edges: Left and right margin of each page.
        width: Between the margins, on most pages.
        certain: Whether several lines agree on the right margin.
    """

    body: float
    pitch: float
    indented: bool
    edges: tuple[tuple[float, float], ...]
    width: float
    certain: bool

    def place(self, line: Line, page: int) -> Placed:
        """Returns where a line of a page stands."""
        left, right = self.edges[page]
        indent = (line.left - left) / line.size
        room = (right - line.right) / line.size
        row = _is_row(line)
        # Empty cells at the beginning of a row count.
        text = line.text.strip(" \u3000\n" if row else None)
        return Placed(
            text, page, line.top, line.size, indent, room, abs(indent - room) < _CENTRED, row
        )


def measure(pages: Sequence[Sequence[Line]]) -> Margins:
    """Returns the layout of pages, headers and footers taken away already."""
    lines = [line for page in pages for line in page]
    lines = [line for line in lines if not _is_row(line)] or lines
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    body = max(sizes.most_common(1)[0][0], 0.5) if sizes else 1.0
    ordinary = [[line for line in page if _is_ordinary(line, body)] for page in pages]
    everywhere = [line for page in ordinary for line in page] or lines
    left = _outermost((-line.left for line in everywhere), body) * -1
    right = _right(everywhere, body)
    longest = max((line.right for line in everywhere), default=0.0)
    if right - left < _LONG * (longest - left):
        # Few lines: headings of the same length are no margin.
        right = longest
    edges = tuple(_page_edges(page, left, right, body) for page in ordinary)
    return Margins(
        body=body,
        pitch=_pitch(ordinary, body),
        indented=_indents(ordinary, edges, body),
        edges=edges,
        width=max(right - left, body),
        certain=sum(right - line.right <= _NEAR * body for line in everywhere) >= _AGREEING,
    )


def _is_ordinary(line: Line, body: float) -> bool:
    return abs(line.size - body) <= 0.15 * body and not _is_row(line)


def _is_row(line: Line) -> bool:
    return line.row or "\t" in line.text


def _outermost(values: Iterable[float], size: float) -> float:
    """Returns the largest value that enough others come near to; the largest if none has."""
    ordered = sorted(values, reverse=True)
    enough = max(2, math.ceil(_SHARE * len(ordered)))
    for value, witness in zip(ordered, ordered[enough - 1 :], strict=False):
        if value - witness <= _NEAR * size:
            return value
    return ordered[0] if ordered else 0.0


def _right(lines: Sequence[Line], size: float) -> float:
    """Returns the right margin that lines reach; marks may hang over it."""
    inside = [line for line in lines if line.text[-1:] not in _HANGING] or lines
    return _outermost((line.right for line in inside), size)


def _page_edges(
    lines: Sequence[Line], left: float, right: float, size: float
) -> tuple[float, float]:
    """Returns the margins of a page: those of all pages, but where its long lines show others."""
    long = [line for line in lines if line.right - line.left >= _LONG * (right - left)]
    if len(long) < 3:
        return left, right
    own_right = _right(long, size)
    own_left = min(line.left for line in long)
    if abs(own_right - right) <= _NEAR * size:
        own_right = right
    lefts = [(line.left - own_left) / size for line in long]
    if not any(_INDENT[0] <= indent <= _INDENT[1] for indent in lefts) and (
        (own_left - left) / size <= _INDENT[1]
    ):
        # All of its long lines may be first lines.
        own_left = left
    return own_left, own_right


def _pitch(pages: Sequence[Sequence[Line]], size: float) -> float:
    """Returns the usual distance between lines; the smaller ones, as gaps part paragraphs."""
    steps = [
        lower.top - upper.top
        for page in pages
        for upper, lower in pairwise(page)
        if 0.8 * size < lower.top - upper.top < 4 * size
    ]
    if not steps:
        return _SINGLE_PITCH * size
    return statistics.quantiles(steps, n=4)[0] if len(steps) > 3 else min(steps)


def _indents(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[float, float]], size: float
) -> bool:
    """Tells whether full lines with an indent are followed by lines without."""
    first = plain = 0
    for page, (left, right) in zip(pages, edges, strict=True):
        for upper, lower in pairwise(page):
            if right - upper.right > _FULL * size or (lower.left - left) > _NEAR * size:
                continue
            if _INDENT[0] * size <= upper.left - left <= _INDENT[1] * size:
                first += 1
            else:
                plain += 1
    return 6 * first > plain and first > 0

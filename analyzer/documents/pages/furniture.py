"""What belongs to the paper and not to the report: page numbers, running heads and feet.

Print puts them at the edge of the page, apart from the text, and repeats them. All of it has to
hold, since a number or a short line at the end of a page may also be the report's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from analyzer.documents.pages.page import Line, Page

# The type area of GB/T 9704 begins 12.5 % below the upper edge and ends 11.8 % above the lower.
_EDGE = 0.15
# No text of a report is printed within two centimetres of the edge of an A4 page.
_MARGIN = 0.075
_DEEPEST = 3
_SMALL = 0.85
_TOLERANCE = 0.6
_DASH = "[-—－–―_~·•]"
_SAID_NUMBER = re.compile(
    rf"{_DASH}{{1,3}}\s*\d{{1,4}}\s*{_DASH}{{1,3}}|第\s*[\d一二三四五六七八九十百]{{1,5}}\s*页"
    r"(?:\s*[,，/／]?\s*[（(]?共\s*[\d一二三四五六七八九十百]{1,5}\s*页[）)]?)?"
    r"|\d{1,3}\s*[/／]\s*\d{1,3}|(?:[Pp]age|PAGE)\s*\d{1,3}(?:\s*of\s*\d{1,3})?",
)
_BARE_NUMBER = re.compile(r"\d{1,3}|[ivxIVX]{1,5}")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")

_Place = tuple[int, int]


def without_furniture(pages: Sequence[Page]) -> tuple[tuple[Line, ...], ...]:
    """Returns the lines of each page that belong to the text, in the order given.

    Taken away are, at the upper and the lower edge of a page, from outside inwards:

    - page numbers: with dashes, 第3页, 3/10; a bare number only where it stands apart;
    - lines that stand at the same place of several pages with the same text but for digits, apart
      from the text, one or a few of them;
    - a smaller line within the margin of the paper and apart from the text;
    - the head of a table where the page goes on with it and prints it again.
    """
    edges = [_edges(page) for page in pages]
    repeated = _repeated(pages, edges)
    kept = []
    for number, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        gone = {
            index for rows in sides for index in _peeled(page, rows, repeated.get(number, set()))
        }
        kept.append([line for index, line in enumerate(page.lines) if index not in gone])
    return tuple(_without_heads_again(kept))


def _without_heads_again(pages: Iterable[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """Yields pages without the head of a table that is printed again where a page begins."""
    head: str | None = None
    for lines in pages:
        again = bool(lines) and lines[0].text == head
        for line in lines:
            if not (line.row or "\t" in line.text):
                head = None
            elif head is None:
                head = line.text
        yield tuple(lines[1:] if again else lines)


def _edges(page: Page) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Returns the indices of lines from the upper edge downwards and from the lower one upwards.

    One more than may be taken away, to tell what the last of them stands apart from.
    """
    down = sorted(range(len(page.lines)), key=lambda index: page.lines[index].top)
    up = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].bottom)
    return tuple(down[: _DEEPEST + 1]), tuple(up[: _DEEPEST + 1])


def _peeled(page: Page, rows: Sequence[int], repeated: set[int]) -> Iterator[int]:
    """Yields what goes away at one edge, until a line of the text is met."""
    for depth, index in enumerate(rows[:_DEEPEST]):
        line = page.lines[index]
        text = line.text.strip()
        inner = page.lines[rows[depth + 1]] if depth + 1 < len(rows) else None
        apart = _gap(line, inner)
        if not _at_edge(page, line) or not (
            not text
            or _SAID_NUMBER.fullmatch(text)
            or (_BARE_NUMBER.fullmatch(text) and apart)
            or index in repeated
            or (apart and _in_margin(page, line, inner))
        ):
            return
        yield index


def _repeated(
    pages: Sequence[Page], edges: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
) -> dict[int, set[int]]:
    """Returns for each page the lines that come again at the same place of other pages."""
    places: dict[tuple[int, str], list[tuple[_Place, bool]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for side, rows in enumerate(edges[number]):
            for depth, index in enumerate(rows[:_DEEPEST]):
                if not _at_edge(page, page.lines[index]):
                    break
                key = _DIGITS.sub("0", _SPACE.sub("", page.lines[index].text))
                places[side, key].append(((number, index), _block_apart(page, rows[depth:])))
    found: dict[int, set[int]] = defaultdict(set)
    for group in places.values():
        if len(group) < 2:
            continue
        first = _line(pages, group[0][0])
        same = [
            (place, apart)
            for place, apart in group
            if abs(_line(pages, place).top - first.top) <= _TOLERANCE * first.size
        ]
        if len({number for (number, _), _ in same}) > 1 and all(apart for _, apart in same):
            for (number, index), _ in same:
                found[number].add(index)
    return found


def _line(pages: Sequence[Page], place: _Place) -> Line:
    return pages[place[0]].lines[place[1]]


def _block_apart(page: Page, rows: Sequence[int]) -> bool:
    """Tells whether a line, or it and the next ones inwards, stand apart from the text."""
    if len(page.lines) == 1:
        return True
    return any(_gap(page.lines[outer], page.lines[inner]) for outer, inner in pairwise(rows))


def _gap(line: Line, inner: Line | None) -> bool:
    """Tells whether a line at the edge stands apart from the next one inwards."""
    if inner is None:
        return True
    between = max(line.top - inner.bottom, inner.top - line.bottom)
    return between >= 1.1 * min(line.size, inner.size)


def _at_edge(page: Page, line: Line) -> bool:
    return line.bottom <= _EDGE * page.height or line.top >= (1 - _EDGE) * page.height


def _in_margin(page: Page, line: Line, inner: Line | None) -> bool:
    """Tells whether a line is set smaller, within the margin, as only heads and feet are."""
    outside = line.bottom <= _MARGIN * page.height or line.top >= (1 - _MARGIN) * page.height
    return outside and inner is not None and line.size <= _SMALL * inner.size

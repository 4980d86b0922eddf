"""A page of pypdfium2 → what is printed on it, where its characters say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analyzer.documents.pages.page import Line, Page
from analyzer.documents.pdf.characters import Characters, Seen, characters_of
from analyzer.documents.pdf.lines import lines_of
from analyzer.documents.pdf.native import TooMuch
from analyzer.documents.pdf.objects import objects_of
from analyzer.documents.pdf.repair import UNREADABLE
from analyzer.documents.pdf.rows import Row, continued, rows_of
from analyzer.documents.pdf.tables import Rectangle, grids, split
from analyzer.documents.plain import common_share

__all__ = ["Printed", "TooMuch", "printed_on"]

# A page with less may be a scan with a stamped number.
_FEW = 6
_FULL_PAGE = 0.5
_OUTLINES = 50
_GARBLED = 0.2
_LAYER_LEAST = 20
_LAYER_HAN = 0.6
_LAYER_COMMON = 0.25
# Head and foot, or foot and number.
_AT_EDGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is printed on a page, from top to bottom.

    Attributes:
        lines: The lines outside of tables.
        rows: The rows of tables with a frame.
        width: Of the page as it is read, in points.
        height: Likewise.
    """

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    width: float
    height: float

    @property
    def page(self) -> Page:
        """Lines and rows in one order; cells apart by tabs."""
        lines = self.lines
        if self.rows:
            mixed = [*lines, *(row.line for row in self.rows)]
            lines = tuple(sorted(mixed, key=lambda line: line.top))
        return Page(lines=lines, width=self.width, height=self.height)

    def followed_by(self, later: Printed) -> tuple[Printed, Printed]:
        """Returns this page and the next, a row that goes on over the page put together.

        Both must have rows.
        """
        upper, lower = self.rows[-1], later.rows[0]
        below = sum(line.top > upper.bottom for line in self.lines)
        above = sum(line.bottom < lower.top for line in later.lines)
        row = continued(upper, lower) if max(below, above) <= _AT_EDGE else None
        if row is None:
            return self, later
        return (
            replace(self, rows=(*self.rows[:-1], row)),
            replace(later, rows=later.rows[1:]),
        )


def printed_on(page: Any) -> Printed | None:
    """Returns what is printed on a page of pypdfium2; None where it must be recognised.

    Raises:
        TooMuch: There is more on it than on any page of a report.
    """
    text_page = page.get_textpage()
    try:
        return _printed(page, text_page)
    finally:
        text_page.close()


def _printed(page: Any, text_page: Any) -> Printed | None:
    objects = objects_of(page, text_page)
    seen = characters_of(text_page, page)
    width, height = seen.turn.size
    covered = objects.pictures >= _FULL_PAGE * width * height
    if _needs_eyes(seen, covered=covered, outlines=len(objects.drawn) >= _OUTLINES):
        if not (covered and seen.hides):
            return None
        seen = characters_of(text_page, page, unseen=True)
        if not _reads_as_chinese("".join(run.text for run in seen.runs)):
            return None
    return set_out(seen, _boxes(seen, objects.drawn) if len(objects.drawn) else ())


def set_out(seen: Seen, drawn: Sequence[Rectangle]) -> Printed:
    """Returns the characters of a page as lines and, where drawings frame them, as rows."""
    lines, rows = _set(seen, drawn)
    width, height = seen.turn.size
    return Printed(lines=lines, rows=rows, width=width, height=height)


def _set(seen: Seen, drawn: Sequence[Rectangle]) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    frames = grids(drawn) if drawn else []
    if not frames:
        return lines_of(seen.runs, seen), ()
    outside, inside = split(seen.runs, seen, frames)
    rows: list[Row] = []
    for number, cells in inside.items():
        printed = {cell: lines_of(runs, seen) for cell, runs in cells.items()}
        rows += rows_of(frames[number], printed)
    return lines_of(outside, seen), tuple(sorted(rows, key=lambda row: row.top))


def _boxes(seen: Characters, drawn: Any) -> list[Rectangle]:
    left, top, right, bottom = seen.turn.placed(*drawn.T)
    return list(zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True))


def _needs_eyes(seen: Characters, *, covered: bool, outlines: bool) -> bool:
    """Tells whether what a person reads on a page is not in its characters."""
    if covered or outlines:
        text = "".join(run.text for run in seen.runs)
        if sum(char.isalpha() for char in text) < _FEW:
            return covered or not text.strip()
    return seen.text.count(UNREADABLE) > _GARBLED * len(seen.text)


def _reads_as_chinese(text: str) -> bool:
    letters = "".join(text.split())
    han = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    return (
        len(letters) >= _LAYER_LEAST
        and han >= _LAYER_HAN * len(letters)
        and common_share(letters) >= _LAYER_COMMON
    )

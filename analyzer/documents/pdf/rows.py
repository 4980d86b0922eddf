"""The printed lines in the cells of a table → its rows, one line each, also over two pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from analyzer.documents.pages.joining import ends_early, glue
from analyzer.documents.pages.page import Line
from analyzer.documents.pdf.tables import Grid, Place

_NEAR = 3.0


class Cell(NamedTuple):
    """A cell: the lines in it, and where its frame stands, in points."""

    lines: tuple[Line, ...]
    left: float
    right: float

    @property
    def margin(self) -> float:
        """Where its lines end at the right."""
        if not self.lines:
            return self.right
        padding = max(min(line.left for line in self.lines) - self.left, 0.0)
        # Centred lines tell nothing of the padding.
        padding = min(padding, self.lines[0].size)
        return max(self.right - padding, max(line.right for line in self.lines))

    @property
    def text(self) -> str:
        """Its lines as one; paragraphs are apart by a space, as in a row of a Word file."""
        parts = [line.text for line in self.lines[:1]]
        for before, line in pairwise(self.lines):
            parts.append(" " if self.early(before, line) else glue(before.text, line.text))
            parts.append(line.text)
        return " ".join("".join(parts).split())

    def early(self, before: Line, line: Line) -> bool:
        """Tells whether a paragraph ends with the first of two lines."""
        return ends_early((self.margin - before.right) / before.size, line.text)


class Row(NamedTuple):
    """A row of a table: its cells from left to right, and its edges, in points."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float

    @property
    def line(self) -> Line:
        """The row as one line, cells apart by tabs."""
        text = "\t".join(cell.text for cell in self.cells)
        size = max((line.size for cell in self.cells for line in cell.lines), default=1.0)
        left, right = self.cells[0].left, self.cells[-1].right
        return Line(text, left, self.top, right, self.bottom, size, row=True)


def rows_of(frame: Grid, printed: Mapping[Place, tuple[Line, ...]]) -> Iterator[Row]:
    """Yields the rows of a table that have text.

    A cell over several rows stands in the first of them and is empty in the others.

    Args:
        frame: Its frame.
        printed: The lines in each cell.
    """
    for number, (top, bottom) in enumerate(pairwise(frame.rows)):
        cells = tuple(
            Cell(
                printed.get(owner, ()) if owner[0] == number else (),
                frame.columns[owner[1]],
                frame.right_of(owner),
            )
            for owner in dict.fromkeys(frame.owners[number])
        )
        if any(cell.lines for cell in cells):
            yield Row(cells, top, bottom)


def continued(upper: Row, lower: Row) -> Row | None:
    """Returns the last row of a page and the first of the next as one, where they are one.

    They are where the same columns go on, not all of them, and each in the middle of a paragraph:
    the last line above is full, as if the first below had come next.
    """
    pairs = list(zip(upper.cells, lower.cells, strict=False))
    same = len(upper.cells) == len(lower.cells) and all(
        abs(above.left - below.left) <= _NEAR and abs(above.right - below.right) <= _NEAR
        for above, below in pairs
    )
    going = [(above, below) for above, below in pairs if below.lines]
    if (
        not same
        or len(going) == len(pairs)
        or any(
            not above.lines or above.early(above.lines[-1], below.lines[0])
            for above, below in going
        )
    ):
        return None
    cells = [above._replace(lines=above.lines + below.lines) for above, below in pairs]
    return upper._replace(cells=tuple(cells))

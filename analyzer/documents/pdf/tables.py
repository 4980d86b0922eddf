"""Ruled lines → the frames of tables, and which characters stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from analyzer.documents.pdf.characters import Placed, Run, Seen

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of the page."""

_THIN = 3.0
_NEAR = 3.0
_SHORTEST = 6.0
# A drawing of so many lines is a chart or a form, and walking its cells would take long.
_MOST_RULES = 500
_MOST_CELLS = 10_000
_X_HEIGHT = 0.35
_INSIDE = 1.0

Place = tuple[int, int]
"""Row and column of the first field of a cell."""


class Rule(NamedTuple):
    """A ruled line: where it lies, across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float

    def passes(self, at: float, point: float) -> bool:
        """Tells whether it lies at a place and goes by a point."""
        return abs(self.at - at) <= _NEAR and self.start - _NEAR <= point <= self.end + _NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The frame of a table.

    Attributes:
        columns: The places of its vertical lines, from left to right.
        rows: The places of its horizontal lines, from top to bottom.
        owners: For each row and column, row and column of the first field of its cell.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owners: tuple[tuple[Place, ...], ...]

    def cell_at(self, across: float, down: float) -> Place | None:
        """Returns the cell at a place; None outside the frame."""
        column = bisect_right(self.columns, across) - 1
        row = bisect_right(self.rows, down) - 1
        inside = 0 <= row < len(self.owners) and 0 <= column < len(self.columns) - 1
        return self.owners[row][column] if inside else None

    def right_of(self, cell: Place) -> float:
        """Returns the right edge of a cell."""
        row, column = cell
        while column + 1 < len(self.columns) - 1 and self.owners[row][column + 1] == cell:
            column += 1
        return self.columns[column + 1]


def grids(drawn: Iterable[Rectangle]) -> list[Grid]:
    """Returns the frames of tables of two columns and more that drawings on a page make up."""
    level, upright = map(_whole, _rules(drawn))
    if not level or not upright or len(level) + len(upright) > _MOST_RULES:
        return []
    return [grid for part in _connected(level, upright) if (grid := _grid(*part)) is not None]


def _rules(drawn: Iterable[Rectangle]) -> tuple[list[Rule], list[Rule]]:
    """Returns level and upright lines; a box is four of them."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for left, top, right, bottom in drawn:
        wide, high = right - left, bottom - top
        if high <= _THIN:
            if wide >= _SHORTEST:
                level.append(Rule((top + bottom) / 2, left, right))
        elif wide <= _THIN:
            if high >= _SHORTEST:
                upright.append(Rule((left + right) / 2, top, bottom))
        else:
            level += (Rule(top, left, right), Rule(bottom, left, right))
            upright += (Rule(left, top, bottom), Rule(right, top, bottom))
    return level, upright


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Returns lines without those that only go on with another; frames are often drawn by cell."""
    found: list[Rule] = []
    for rule in sorted(rules):
        for number in range(len(found) - 1, -1, -1):
            other = found[number]
            if rule.at - other.at > _NEAR:
                found.append(rule)
                break
            if rule.start <= other.end + _NEAR and other.start <= rule.end + _NEAR:
                start, end = min(rule.start, other.start), max(rule.end, other.end)
                found[number] = Rule(other.at, start, end)
                break
        else:
            found.append(rule)
    return found


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yields the lines that touch one another, one table after the other."""
    waiting = set(range(len(level) + len(upright)))
    while waiting:
        queue = [min(waiting)]
        waiting.remove(queue[0])
        found: tuple[list[Rule], list[Rule]] = ([], [])
        while queue:
            number = queue.pop()
            kind = number >= len(level)
            rule = upright[number - len(level)] if kind else level[number]
            found[kind].append(rule)
            for other in sorted(waiting):
                other_kind = other >= len(level)
                if other_kind == kind:
                    continue
                crossing = upright[other - len(level)] if other_kind else level[other]
                if rule.passes(rule.at, crossing.at) and crossing.passes(crossing.at, rule.at):
                    waiting.remove(other)
                    queue.append(other)
        if all(found):
            yield found


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    sides = [min(rule.start for rule in level), max(rule.end for rule in level)]
    columns = _places([*sides, *(rule.at for rule in upright)])
    rows = _places(rule.at for rule in level)
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
        return None
    owners: list[list[Place]] = []
    for row, (top, bottom) in enumerate(pairwise(rows)):
        owners.append([])
        for column, (left, right) in enumerate(pairwise(columns)):
            middle, centre = (top + bottom) / 2, (left + right) / 2
            owner = (row, column)
            if column and not any(rule.passes(left, middle) for rule in upright):
                owner = owners[row][column - 1]
            elif row and not any(rule.passes(top, centre) for rule in level):
                owner = owners[row - 1][column]
            owners[row].append(owner)
    return Grid(columns=columns, rows=rows, owners=tuple(map(tuple, owners)))


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Returns places in order, those that are near one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def split(
    runs: Iterable[Run], characters: Seen, frames: Sequence[Grid]
) -> tuple[list[Run], dict[int, dict[Place, list[Run]]]]:
    """Returns the runs outside all frames, and those of each frame by cell."""
    outside: list[Run] = []
    inside: dict[int, dict[Place, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        middle = run.baseline - _X_HEIGHT * run.size
        for number, frame in enumerate(frames):
            if frame.rows[0] <= middle <= frame.rows[-1] and (
                run.right > frame.columns[0] and run.left < frame.columns[-1]
            ):
                for cell, piece in _pieces(run, characters, frame, middle):
                    if cell is None:
                        outside.append(piece)
                    else:
                        inside[number][cell].append(piece)
                break
        else:
            outside.append(run)
    return outside, inside


def _pieces(
    run: Run, characters: Seen, frame: Grid, middle: float
) -> Iterator[tuple[Place | None, Run]]:
    """Yields a run cut where it goes over from one cell to the next."""
    cells = {frame.cell_at(run.left + _INSIDE, middle), frame.cell_at(run.right - _INSIDE, middle)}
    if len(cells) == 1:
        yield cells.pop(), run
        return

    def cell_of(char: Placed) -> Place | None:
        return frame.cell_at((char.left + char.right) / 2, middle)

    for cell, group in groupby(characters.of(run), key=cell_of):
        chars = list(group)
        text = "".join(char.text for char in chars)
        first, last = chars[0], chars[-1]
        yield (
            cell,
            run._replace(
                text=text, left=first.left, right=last.right, start=first.at, end=last.at + 1
            ),
        )

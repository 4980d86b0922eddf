"""Runs of characters → printed lines, from left to right and from top to bottom.

The order of the file is not trusted: LibreOffice writes quotation marks after the line that they
stand in, other programs print bold by setting a line twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analyzer.documents.pages.page import Line
from analyzer.documents.pdf.characters import HOLE, MIXED_HOLE, WIDE, Characters, Run

# Of the size: how far a baseline may be from that of its line (m² stands higher).
_SHIFT = 0.4
_OVERLAP = 0.3
_TWICE = 0.4
_WORD = 0.2
_COLUMN = 1.6
_EVEN = 0.15
_ALONE = 3
_SEVERAL = 6
_MOST_BLANKS = 20
_ASCENT, _DESCENT = 0.88, 0.12


class _Piece(NamedTuple):
    text: str
    left: float
    right: float
    size: float
    start: int


class _Row(NamedTuple):
    pieces: list[_Piece]
    baseline: float
    size: float


def lines_of(runs: Iterable[Run], characters: Characters) -> tuple[Line, ...]:
    """Returns the lines that runs of characters make up; columns apart by tabs.

    Args:
        runs: All of a page, or those in a cell.
        characters: Those of the page.
    """
    found = [_set(row, characters) for row in _rows(runs)]
    edge = max((row.pieces[-1].right for row in found), default=0.0)
    gaps = [[], *(_wide_gaps(row.pieces) for row in found), []]
    lines = []
    for number, row in enumerate(found):
        beside = gaps[number] + gaps[number + 2]
        columns = any(
            min(right, other_right) - max(left, other_left) > row.size / 2
            for left, right in gaps[number + 1]
            for other_left, other_right in beside
        )
        full = row.pieces[-1].right >= edge - row.size / 2
        line = _line(row, characters, columns=columns, full=full)
        if line is not None:
            lines.append(line)
    return tuple(lines)


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yields the runs of each baseline, from top to bottom."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if row and run.baseline - row[0].baseline > _SHIFT * max(run.size, row[0].size):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _set(runs: list[Run], characters: Characters) -> _Row:
    runs.sort(key=lambda run: run.left)
    pieces = [_Piece(run.text, run.left, run.right, run.size, run.start) for run in runs]
    if any(
        after.left < before.right - _OVERLAP * min(before.size, after.size)
        for before, after in pairwise(pieces)
    ):
        pieces = list(_woven(runs, characters))
    main = max(runs, key=lambda run: len(run.text) * run.size)
    return _Row(pieces, main.baseline, main.size)


def _wide_gaps(pieces: list[_Piece]) -> list[tuple[float, float]]:
    return [
        (before.right, after.left)
        for before, after in pairwise(pieces)
        if after.left - before.right > _COLUMN * max(before.size, after.size)
    ]


def _line(row: _Row, characters: Characters, *, columns: bool, full: bool) -> Line | None:
    text = _joined(row.pieces, characters, columns=columns, full=full).rstrip()
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return None
    return Line(
        text=text[start:],
        left=row.pieces[0].left + _blank(row.pieces[0], start),
        top=row.baseline - _ASCENT * row.size,
        right=max(piece.right for piece in row.pieces),
        bottom=row.baseline + _DESCENT * row.size,
        size=row.size,
    )


def _blank(piece: _Piece, start: int) -> float:
    """Returns the width of the spaces that a line begins with."""
    return (piece.right - piece.left) * min(start / len(piece.text), 1.0) if start else 0.0


def _woven(runs: Iterable[Run], characters: Characters) -> Iterator[_Piece]:
    """Yields runs that lie over one another, cut and put in order by their characters.

    Characters that are printed over the same ones once more are left out.
    """
    places = [
        (float(characters.left[at]), at, run.size)
        for run in runs
        for at in range(run.start, run.start + len(run.text))
    ]
    printed: dict[str, float] = {}
    piece: _Piece | None = None
    last = -1
    for left, at, size in sorted(places):
        char, right = characters.text[at], float(characters.right[at])
        if left - printed.get(char, -right) <= _TWICE * (right - left):
            continue
        printed[char] = left
        if piece is not None and at == last + 1:
            piece = piece._replace(text=piece.text + char, right=right)
        else:
            if piece is not None:
                yield piece
            piece = _Piece(char, left, right, size, at)
        last = at
    if piece is not None:
        yield piece


def _joined(pieces: list[_Piece], characters: Characters, *, columns: bool, full: bool) -> str:
    if len(pieces) == 1:
        return pieces[0].text
    gaps = [
        (after.left - before.right) / max(before.size, after.size)
        for before, after in pairwise(pieces)
    ]
    columns = columns and not _spread(pieces, gaps)
    stretch = _stretch(pieces, gaps, characters, full=full)
    parts = [pieces[0].text]
    for (before, after), gap in zip(pairwise(pieces), gaps, strict=True):
        if not (before.text[-1].isspace() or after.text[0].isspace()):
            tab = columns and gap > _COLUMN
            space = _space(before.text[-1], after.text[0], gap, stretch)
            parts.append("\t" if tab else space)
        parts.append(after.text)
    return "".join(parts)


def _stretch(
    pieces: list[_Piece], gaps: list[float], characters: Characters, *, full: bool
) -> float:
    """Returns how far a justified line is stretched: the usual gap between its characters.

    A line that is spread so far that each character stands alone is either justified or typed
    with spaces; where it is justified, it reaches the margin, and gaps between Chinese and Latin
    characters are wider than the others.
    """
    longest = max(pieces, key=lambda piece: len(piece.text))
    first, last = longest.start, longest.start + len(longest.text) - 1
    if len(longest.text) > _ALONE:
        inner = characters.left[first + 1 : last + 1] - characters.right[first:last]
        return max(float(np.median(inner)), 0.0) / longest.size
    chinese: list[float] = []
    mixed: list[float] = []
    for (before, after), gap in zip(pairwise(pieces), gaps, strict=True):
        wide = (before.text[-1] >= WIDE) + (after.text[0] >= WIDE)
        if wide:
            (chinese if wide == 2 else mixed).append(gap)
    if not full or len(chinese) < _SEVERAL or max(chinese) - min(chinese) > _EVEN:
        return 0.0
    usual = min(chinese)
    return usual if all(gap > usual + _EVEN / 2 for gap in mixed) else 0.0


def _space(before: str, after: str, gap: float, stretch: float) -> str:
    """Returns what a gap between two characters stands for.

    Chinese programs widen the gap between Chinese and Latin characters by themselves, so there
    only a wider one is a space.
    """
    wide = before >= WIDE, after >= WIDE
    other = after if wide[0] else before
    if wide[0] != wide[1] and (other.isalnum() or not other.isascii()):
        least = MIXED_HOLE + stretch
    else:
        least = HOLE + stretch if any(wide) else _WORD
    return _blanks(gap) if gap > least else ""


def _blanks(gap: float) -> str:
    return "\u3000" * min(int(gap + 0.4), _MOST_BLANKS) or " "


def _spread(pieces: list[_Piece], gaps: list[float]) -> bool:
    """Tells whether single characters are spread evenly over a line, as 通　知."""
    return (
        len(gaps) > 1
        and all(len(piece.text) == 1 and not piece.text.isascii() for piece in pieces)
        and max(gaps) - min(gaps) < 2 * _EVEN
    )

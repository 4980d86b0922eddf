"""Runs of characters → printed lines, from left to right and from top to bottom.

The order of the file is not trusted: LibreOffice writes quotation marks after the line that they
stand in, other programs print bold by setting a line twice.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from analyzer.documents.pages.page import Line
from analyzer.documents.pdf.characters import HOLE, MIXED_HOLE, WIDE, Run, Seen

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


class _Row(NamedTuple):
    """Runs of one baseline: sides, the longest of them, and the pieces of more than one."""

    left: float
    right: float
    main: Run
    runs: list[Run]
    pieces: list[_Piece]


def lines_of(runs: Iterable[Run], characters: Seen) -> tuple[Line, ...]:
    """Returns the lines that runs of characters make up; columns apart by tabs.

    Args:
        runs: All of a page, or those in a cell.
        characters: Those of the page.
    """
    rows = [_row(runs, characters) for runs in _baselines(runs)]
    edge = max([row.right for row in rows], default=0.0)
    gaps = [_wide_gaps(row.pieces) if row.pieces else [] for row in rows]
    lines = []
    for number, row in enumerate(rows):
        text = row.main.text
        if row.pieces:
            above = gaps[number - 1] if number else []
            beside = above + (gaps[number + 1] if number + 1 < len(rows) else [])
            full = row.right >= edge - row.main.size / 2
            columns = _shared(gaps[number], beside, row.main.size / 2)
            text = _joined(row, characters, columns=columns, full=full)
        if not text.isspace():
            lines.append(_line(row, text))
    return tuple(lines)


def _shared(
    gaps: list[tuple[float, float]], beside: list[tuple[float, float]], least: float
) -> bool:
    """Tells whether a gap lies over one of the lines beside it."""
    return any(
        min(right, other_right) - max(left, other_left) > least
        for left, right in gaps
        for other_left, other_right in beside
    )


def _baselines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yields the runs of each baseline, from top to bottom."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if row and run.baseline - row[0].baseline > _SHIFT * max(run.size, row[0].size):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _row(runs: list[Run], characters: Seen) -> _Row:
    if len(runs) == 1:
        (run,) = runs
        return _Row(run.left, run.right, run, runs, [])
    runs.sort(key=lambda run: run.left)
    pieces = [_Piece(run.text, run.left, run.right, run.size) for run in runs]
    if any(
        after.left < before.right - _OVERLAP * min(before.size, after.size)
        for before, after in pairwise(pieces)
    ):
        pieces = list(_woven(runs, characters))
    main = max(runs, key=lambda run: len(run.text) * run.size)
    return _Row(pieces[0].left, max(run.right for run in runs), main, runs, pieces)


def _wide_gaps(pieces: list[_Piece]) -> list[tuple[float, float]]:
    return [
        (before.right, after.left)
        for before, after in pairwise(pieces)
        if after.left - before.right > _COLUMN * max(before.size, after.size)
    ]


def _line(row: _Row, text: str) -> Line:
    main, left = row.main, row.left
    if text[0].isspace() or text[-1].isspace():
        whole = text.rstrip()
        text = whole.lstrip()
        first = row.runs[0]
        # Spaces that a line begins with are an indent.
        share = min((len(whole) - len(text)) / len(first.text), 1.0)
        left += share * (first.right - first.left)
    return Line(
        text,
        left,
        main.baseline - _ASCENT * main.size,
        row.right,
        main.baseline + _DESCENT * main.size,
        main.size,
    )


def _woven(runs: Iterable[Run], characters: Seen) -> Iterator[_Piece]:
    """Yields runs that lie over one another, cut and put in order by their characters.

    Characters that are printed over the same ones once more are left out.
    """
    places = [
        (char.left, number, order, char, run.size)
        for number, run in enumerate(runs)
        for order, char in enumerate(characters.of(run))
    ]
    printed: dict[str, float] = {}
    piece: _Piece | None = None
    last = (-1, -1)
    for left, number, order, char, size in sorted(places):
        if left - printed.get(char.text, -char.right) <= _TWICE * (char.right - left):
            continue
        printed[char.text] = left
        if piece is not None and last == (number, order - 1):
            piece = piece._replace(text=piece.text + char.text, right=char.right)
        else:
            if piece is not None:
                yield piece
            piece = _Piece(char.text, left, char.right, size)
        last = (number, order)
    if piece is not None:
        yield piece


def _joined(row: _Row, characters: Seen, *, columns: bool, full: bool) -> str:
    pieces = row.pieces
    gaps = [
        (after.left - before.right) / max(before.size, after.size)
        for before, after in pairwise(pieces)
    ]
    columns = columns and not _spread(pieces, gaps)
    spaces = _spaces(pieces, gaps, 0.0)
    if any(spaces):
        spaces = _spaces(pieces, gaps, _stretch(row, gaps, characters, full=full))
    parts = [pieces[0].text]
    for piece, space, gap in zip(pieces[1:], spaces, gaps, strict=True):
        parts += ("\t" if columns and gap > _COLUMN else space, piece.text)
    return "".join(parts)


def _spaces(pieces: list[_Piece], gaps: list[float], stretch: float) -> list[str]:
    return [
        _space(before.text[-1], after.text[0], gap, stretch)
        for (before, after), gap in zip(pairwise(pieces), gaps, strict=True)
    ]


def _stretch(row: _Row, gaps: list[float], characters: Seen, *, full: bool) -> float:
    """Returns how far a justified line is stretched: the usual gap between its characters.

    A line that is spread so far that each character stands alone is either justified or typed
    with spaces; where it is justified, it reaches the margin, and gaps between Chinese and Latin
    characters are wider than the others.
    """
    longest = max(row.runs, key=lambda run: sum(char >= WIDE for char in run.text))
    if sum(char >= WIDE for char in longest.text) > _ALONE:
        inner = [after.left - before.right for before, after in pairwise(characters.of(longest))]
        return max(statistics.median(inner), 0.0) / longest.size
    chinese: list[float] = []
    mixed: list[float] = []
    for (before, after), gap in zip(pairwise(row.pieces), gaps, strict=True):
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
    if before.isspace() or after.isspace():
        return ""
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

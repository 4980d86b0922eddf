"""Runs of characters → printed lines, from left to right and from top to bottom.

The order of the file is not trusted: LibreOffice writes quotation marks after the line that they
stand in, other programs print bold by setting a line twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from analyzer.documents.pages.page import Line
from analyzer.documents.pdf.characters import Characters, Run

# Of the size: how far a baseline may be from that of its line (m² stands higher).
_SHIFT = 0.4
_OVERLAP = 0.3
_TWICE = 0.4
_WORD = 0.2
_GAP = 0.6
_COLUMN = 1.6
_EVEN = 0.3
_ASCENT, _DESCENT = 0.88, 0.12


class _Piece(NamedTuple):
    text: str
    left: float
    right: float
    size: float


def lines_of(characters: Characters) -> tuple[Line, ...]:
    """Returns the lines of a page; cells of a row apart by tabs, characters set twice once."""
    return tuple(
        line for runs in _rows(characters.runs) if (line := _line(runs, characters)) is not None
    )


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


def _line(runs: list[Run], characters: Characters) -> Line | None:
    runs.sort(key=lambda run: run.left)
    pieces = [_Piece(run.text, run.left, run.right, run.size) for run in runs]
    if any(
        after.left < before.right - _OVERLAP * min(before.size, after.size)
        for before, after in pairwise(pieces)
    ):
        pieces = list(_single(sorted(_characters(runs, characters), key=lambda one: one.left)))
    text = _joined(pieces).rstrip()
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return None
    main = max(runs, key=lambda run: len(run.text) * run.size)
    return Line(
        text=text[start:],
        left=pieces[0].left + _blank(pieces[0], start),
        top=main.baseline - _ASCENT * main.size,
        right=max(piece.right for piece in pieces),
        bottom=main.baseline + _DESCENT * main.size,
        size=main.size,
    )


def _blank(piece: _Piece, start: int) -> float:
    """Returns the width of the spaces that a line begins with."""
    return (piece.right - piece.left) * min(start / len(piece.text), 1.0) if start else 0.0


def _characters(runs: Iterable[Run], characters: Characters) -> Iterator[_Piece]:
    for run in runs:
        for at, char in enumerate(run.text, run.start):
            yield _Piece(char, float(characters.left[at]), float(characters.right[at]), run.size)


def _single(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yields characters without those that are printed over the same once more."""
    last: dict[str, _Piece] = {}
    for piece in pieces:
        same = last.get(piece.text)
        if same is None or piece.left - same.left > _TWICE * (same.right - same.left):
            last[piece.text] = piece
            yield piece


def _joined(pieces: list[_Piece]) -> str:
    if len(pieces) == 1:
        return pieces[0].text
    gaps = [
        (after.left - before.right) / max(before.size, after.size)
        for before, after in pairwise(pieces)
    ]
    spread = _spread(pieces, gaps)
    parts = [pieces[0].text]
    for (before, after), gap in zip(pairwise(pieces), gaps, strict=True):
        if not (before.text[-1].isspace() or after.text[0].isspace()):
            latin = _is_latin(before.text[-1]) and _is_latin(after.text[0])
            if gap > _COLUMN and not spread:
                parts.append("\t")
            elif gap > (_WORD if latin else _GAP) and latin:
                parts.append(" ")
        parts.append(after.text)
    return "".join(parts)


def _spread(pieces: list[_Piece], gaps: list[float]) -> bool:
    """Tells whether single characters are spread evenly over a line, as 通　知."""
    return (
        len(gaps) > 1
        and all(len(piece.text) == 1 and not piece.text.isascii() for piece in pieces)
        and max(gaps) - min(gaps) < _EVEN
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()

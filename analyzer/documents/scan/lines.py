"""Pieces on a picture → the lines of the page, level, in reading order, with clean edges.

Boxes of engines are ragged: a line that begins at the margin begins a few pixels beside it. What
rebuilds paragraphs needs edges that are alike where the page's are, so edges are snapped to a grid
of whole characters, as they were printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analyzer.documents.pages.page import Line
from analyzer.documents.scan.columns import in_one_column
from analyzer.documents.scan.piece import Piece, Reading
from analyzer.documents.scan.sizes import blanks, median, sizes_of
from analyzer.documents.scan.spelling import tidy

# Below, an engine guesses: strokes of handwriting, arcs of a seal, dirt.
_GUESS = 0.5
# In radians: how far off the page's own slant text may run; a seal's characters run anywhere.
_ASLANT = math.radians(10)
# Pieces so many times longer than high tell the slant of the page.
_LONG = 4.0
# In characters: a gap of a table's columns, and one of a space.
_COLUMN = 2.0
_SPACE = 0.8
# In characters: edges closer to each other than this are the same.
_NEAR = 0.35


class _Row(NamedTuple):
    """Pieces on one base line, from left to right."""

    pieces: list[Piece]
    y: float
    height: float


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """Returns the lines of a page in reading order; two pages on a sheet one below the other."""
    sure = [piece for piece in reading.pieces if piece.score >= _GUESS]
    level = _level(sure, reading.width, reading.height)
    rows = _rows(in_one_column(level, reading.width))
    sizes, usual = sizes_of([row.pieces for row in rows])
    lines = [_line(row, size) for row, size in zip(rows, sizes, strict=True)]
    return _snapped([line for line in lines if line.text], usual)


def _level(pieces: Sequence[Piece], width: float, height: float) -> list[Piece]:
    """Returns the pieces turned about the middle so that lines run level; without stray ones."""
    slants = [(_slant(piece), _length(piece)) for piece in pieces if _is_long(piece)]
    slant = median(slants) if slants else 0.0
    cosine, sine = math.cos(slant), math.sin(slant)
    middle = (width / 2, height / 2)

    def turn(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] - middle[0], point[1] - middle[1]
        return middle[0] + x * cosine + y * sine, middle[1] - x * sine + y * cosine

    return [
        piece._replace(start=turn(piece.start), end=turn(piece.end))
        for piece in pieces
        if _length(piece) < 2 * piece.height or abs(_slant(piece) - slant) < _ASLANT
    ]


def _slant(piece: Piece) -> float:
    return math.atan2(piece.end[1] - piece.start[1], piece.end[0] - piece.start[0])


def _length(piece: Piece) -> float:
    return math.dist(piece.start, piece.end)


def _is_long(piece: Piece) -> bool:
    return _length(piece) > _LONG * piece.height


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    """Returns the pieces by base line, from top to bottom."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=_middle):
        y = _middle(piece)
        row = rows[-1] if rows else None
        if row and y - row.y < 0.5 * min(piece.height, row.height):
            row.pieces.append(piece)
        else:
            rows.append(_Row([piece], y, piece.height))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.start)
    return rows


def _middle(piece: Piece) -> float:
    return (piece.start[1] + piece.end[1]) / 2


def _line(row: _Row, size: float) -> Line:
    text = tidy("".join(_joined(row.pieces, size)))
    before, behind = blanks(text)
    left = min(piece.start[0] for piece in row.pieces) - before * size
    right = max(piece.end[0] for piece in row.pieces) + behind * size
    y = float(np.mean([_middle(piece) for piece in row.pieces]))
    return Line(text, left, y - size / 2, right, y + size / 2, size)


def _joined(pieces: Sequence[Piece], size: float) -> Iterator[str]:
    end = None
    for piece in pieces:
        gap = 0.0 if end is None else piece.start[0] - end
        if gap > _COLUMN * size:
            yield "\t"
        elif gap > _SPACE * size:
            yield "\u3000"
        yield piece.text
        end = piece.end[0]


def _snapped(lines: Sequence[Line], size: float) -> tuple[Line, ...]:
    """Returns the lines with edges on a grid of whole characters that begins at the margin."""
    if not lines:
        return ()
    margin = _edge([line.left for line in lines], size)
    border = _edge([line.right for line in lines], size)
    return tuple(
        line._replace(
            left=_on_grid(line.left, margin, size),
            right=border if abs(line.right - border) < _NEAR * size else line.right,
        )
        for line in lines
    )


def _edge(places: Sequence[float], size: float) -> float:
    """Returns where most lines have their edge."""
    near = [[other for other in places if abs(other - place) < _NEAR * size] for place in places]
    return float(np.median(max(near, key=len)))


def _on_grid(left: float, margin: float, size: float) -> float:
    steps = (left - margin) / size
    whole = round(steps)
    return margin + whole * size if abs(steps - whole) < _NEAR else left

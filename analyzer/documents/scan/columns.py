"""Two columns, or two pages on one sheet → one column, so that lines are read in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analyzer.documents.scan.piece import Piece

# Shares of the width between which a gutter may lie.
_GUTTER = (0.4, 0.6)
_STEPS = 41
_LEAST = 4
# Cells of a table are short; most lines of running text fill their column.
_FILLED = 0.7
_FOLIO = re.compile(r"[-—－–·•. 第]*\d{1,3}[-—－–·•. 页]*")


def in_one_column(pieces: Sequence[Piece], width: float) -> list[Piece]:
    """Returns the pieces with a right column moved below the left one.

    Lines across both columns stay above them, or come last where they stand below. The page number
    that would then stand inside the text is left out. A page of one column comes back as it is.

    Args:
        pieces: Level ones.
        width: Of the picture, in pixels.
    """
    gutter = _gutter(pieces, width)
    left = [piece for piece in pieces if piece.end[0] <= gutter]
    right = [piece for piece in pieces if piece.start[0] >= gutter]
    across = [piece for piece in pieces if piece.start[0] < gutter < piece.end[0]]
    if not (_is_column(left) and _is_column(right)):
        return list(pieces)
    columns = [piece.start[1] for piece in (*left, *right)]
    if any(min(columns) < piece.start[1] < max(columns) for piece in across):
        return list(pieces)
    lowest = max(left, key=lambda piece: piece.start[1])
    if _FOLIO.fullmatch(lowest.text):
        left.remove(lowest)
    aside = _margin(left) - _margin(right)
    down = max(columns) - min(columns) + 2 * lowest.height
    below = [piece for piece in across if piece.start[1] >= max(columns)]
    return [
        *left,
        *(piece for piece in across if piece not in below),
        *(_moved(piece, aside, down) for piece in right),
        *(_moved(piece, 0.0, down) for piece in below),
    ]


def _gutter(pieces: Sequence[Piece], width: float) -> float:
    """Returns the upright line that fewest lines cross, the most central of them."""

    def cost(x: float) -> tuple[int, float]:
        return sum(piece.start[0] < x < piece.end[0] for piece in pieces), abs(x - width / 2)

    return min((float(x) for x in np.linspace(*_GUTTER, _STEPS) * width), key=cost)


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Tells whether pieces are lines of running text."""
    if len(pieces) < _LEAST:
        return False
    span = max(piece.end[0] for piece in pieces) - min(piece.start[0] for piece in pieces)
    lengths = [piece.end[0] - piece.start[0] for piece in pieces]
    return float(np.median(lengths)) > _FILLED * span


def _margin(pieces: Sequence[Piece]) -> float:
    return float(np.quantile([piece.start[0] for piece in pieces], 0.2))


def _moved(piece: Piece, aside: float, down: float) -> Piece:
    start, end = piece.start, piece.end
    return piece._replace(
        start=(start[0] + aside, start[1] + down), end=(end[0] + aside, end[1] + down)
    )

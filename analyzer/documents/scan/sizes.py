"""How large the characters of each line are, told from boxes that fit them loosely.

Full lines tell it by their advance, unless they are stretched to the margin; then their height
tells that they are like the others. Boxes of a few characters are higher than those of full lines
(the detector grows a box by its area over its circumference), so a short line takes that size of
the page which comes nearest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from analyzer.documents.scan.piece import Piece
from analyzer.documents.scan.spelling import units

# In characters: boxes reach so much further than the ink, both sides together.
_PADDING = 0.3
# Characters from which on a line tells its size.
_TELLING = 6.0
# A share of the size: closer ones are the same.
_ALIKE = 0.12
# How a full line's box compares in height with that of one character, and of a few.
_SINGLE, _FEW = 0.75, 0.85
# How much of a character these leave blank before or behind their ink.
_BLANK = 0.45
_BLANK_BEFORE = re.compile("[（《〈“‘【〔「『]")
_BLANK_BEHIND = re.compile("[）》〉”’】〕」』，。、；：！？]")


def sizes_of(rows: Sequence[Sequence[Piece]]) -> tuple[list[float], float]:
    """Returns the size of the characters of each row, and the size that most characters have.

    Args:
        rows: The pieces on each base line; none of them empty.
    """
    longest = [max(row, key=lambda piece: units(piece.text)) for row in rows]
    telling = [piece for piece in longest if units(piece.text) >= _TELLING] or longest
    if not telling:
        return [], 1.0
    ratio = float(np.median([_advance(piece) / piece.height for piece in telling]))
    usual = median([(_advance(piece), units(piece.text)) for piece in telling])
    known = [usual]
    for piece in telling:
        if _like(piece, ratio, known) is None:
            known.append(_advance(piece))
    return [_like(piece, ratio, known) or _nearest(piece, ratio, known) for piece in longest], usual


def median(weighted: Sequence[tuple[float, float]]) -> float:
    """Returns the value in the middle of the weight.

    Args:
        weighted: Values with their weights; not empty.
    """
    ordered = sorted(weighted)
    passed = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(passed, passed[-1] / 2))][0]


def blanks(text: str) -> tuple[float, float]:
    """Returns how much of a character a text leaves blank before and behind its ink."""
    return (
        _BLANK if _BLANK_BEFORE.match(text[:1]) else 0.0,
        _BLANK if _BLANK_BEHIND.match(text[-1:]) else 0.0,
    )


def _advance(piece: Piece) -> float:
    inked = units(piece.text) - sum(blanks(piece.text)) + _PADDING
    return math.dist(piece.start, piece.end) / inked


def _like(piece: Piece, ratio: float, known: Sequence[float]) -> float | None:
    """Returns the first known size that a full line has by its advance or by its height."""
    if units(piece.text) < _TELLING:
        return None
    seen = (_advance(piece), piece.height * ratio)
    alike = (size for size in known if any(abs(one - size) < _ALIKE * size for one in seen))
    return next(alike, None)


def _nearest(piece: Piece, ratio: float, known: Sequence[float]) -> float:
    seen = piece.height * ratio * (_SINGLE if units(piece.text) < 2 else _FEW)
    return min(known, key=lambda size: abs(math.log(size / seen)))

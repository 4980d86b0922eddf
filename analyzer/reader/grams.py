"""Text → numbers of its characters and character pairs in a table of weights.

Training and reading go through these functions alike, so that a weight means the same to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.model.document import Sentence

Rows: TypeAlias = NDArray[np.unsignedinteger[Any]]
Offsets: TypeAlias = NDArray[np.intp]

_BITS = 14
ROWS = 1 << _BITS
# The row of no gram at all; its weights are zero.
NOTHING = ROWS
_SHIFT = np.uint32(32 - _BITS)
_FOLD = np.uint32(15)
# Odd numbers whose products spread over all bits (Knuth's and xxHash's).
_FIRST, _SECOND = np.uint32(2654435761), np.uint32(2246822519)
_ZERO, _TEN = np.uint32(ord("0")), np.uint32(10)


def gram_rows(text: str, ends: Offsets) -> tuple[Rows, Rows]:
    """Returns for every character the row of itself, and that of it and the next one.

    All digits count as one. Pairs do not reach over the end of a sentence; the row is ``NOTHING``
    there.

    Args:
        text: At least one character.
        ends: Where the sentences end.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    codes = np.where(codes - _ZERO < _TEN, _ZERO, codes)
    spread = codes * _FIRST
    single = (spread ^ (spread >> _FOLD)) * _SECOND >> _SHIFT
    pairs = np.full(len(codes), NOTHING, np.uint32)
    mixed = spread[:-1] ^ (codes[1:] * _SECOND)
    mixed ^= mixed >> _FOLD
    mixed *= _FIRST
    pairs[:-1] = mixed >> _SHIFT
    pairs[ends - 1] = NOTHING
    return single, pairs


def bounds(sentences: Sequence[Sentence]) -> tuple[Offsets, Offsets]:
    """Returns where the sentences start and end."""
    starts = np.array([sentence.start for sentence in sentences], np.intp)
    ends = np.array([sentence.end for sentence in sentences], np.intp)
    return starts, ends


def length_norm(starts: Offsets, ends: Offsets) -> NDArray[np.float32]:
    """Returns by what the grams of each sentence are divided, so that long ones do not outweigh."""
    grams = np.maximum(2 * (ends - starts) - 1, 1)
    norm: NDArray[np.float32] = np.sqrt(grams, dtype=np.float32)
    return norm

"""Hashes of short runs of folded characters, and which of them stand for a text.

Source: S. Schleimer, D. Wilkerson, A. Aiken: Winnowing: Local Algorithms for Document
Fingerprinting, SIGMOD 2003.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.copying.folding import Flags, Offsets

Hashes: TypeAlias = NDArray[np.uint32]

LENGTH = 7
"""Folded characters in a shingle."""
WINDOW = 5
"""Of so many shingles in a row one is chosen, so that any 11 common characters have one in common."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_NEVER = np.uint32(0xFFFFFFFF)


def shingle_hashes(text: str) -> Hashes:
    """Returns the hash of the shingle at every place of a folded text; none in a shorter one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    number = len(codes) - LENGTH + 1
    if number <= 0:
        return np.empty(0, np.uint32)
    rolled = np.zeros(number, np.uint64)
    for offset in range(LENGTH):
        rolled = rolled * _FACTOR + codes[offset : offset + number]
    rolled ^= rolled >> np.uint64(32)
    rolled *= _MIX
    hashes: Hashes = (rolled >> np.uint64(32)).astype(np.uint32)
    return hashes


def whole(flags: Flags) -> Flags:
    """Returns for every shingle whether all its characters have a flag."""
    number = len(flags) - LENGTH + 1
    if number <= 0:
        return np.empty(0, np.bool_)
    kept = np.ones(number, np.bool_)
    for offset in range(LENGTH):
        kept &= flags[offset : offset + number]
    return kept


def covered(shingles: Flags, size: int) -> Flags:
    """Returns for every character whether one of the flagged shingles holds it.

    Args:
        shingles: One flag a shingle.
        size: How many characters there are.
    """
    flags = np.zeros(size, np.bool_)
    for offset in range(LENGTH):
        flags[offset : offset + len(shingles)] |= shingles
    return flags


def winnowed(hashes: Hashes, eligible: Flags) -> Offsets:
    """Returns the places of the shingles that stand for a text: the least hash of every window.

    Args:
        hashes: All hashes of the text.
        eligible: Which of them may be chosen.
    """
    ranked = np.where(eligible, hashes, _NEVER)
    if len(ranked) <= WINDOW:
        return np.flatnonzero(eligible)[:1].astype(np.int32)
    windows = np.lib.stride_tricks.sliding_window_view(ranked, WINDOW)
    chosen = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    places: Offsets = chosen[ranked[chosen] != _NEVER].astype(np.int32)
    return places

"""Where quotations stand, and which of them mean the same: one to one, by overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
Pairs: TypeAlias = list[tuple[int, int]]

# More than any overlap: one more pair counts before all characters that others share.
_ONE_MORE = 10**9


def places(text: str, quote: str) -> list[Place]:
    """Returns everywhere that a quotation stands, in order; nowhere for an empty one."""
    found, start = [], text.find(quote) if quote else -1
    while start >= 0:
        found.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def overlap(one: Place, other: Place) -> int:
    """Returns how many characters two places share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def covered(spans: Iterable[Place]) -> set[int]:
    """Returns the offsets of all characters in some places."""
    return {offset for start, end in spans for offset in range(start, end)}


def pair(wanted: Sequence[Sequence[Place]], found: Sequence[Place]) -> Pairs:
    """Returns which wanted thing is which found one: as many pairs as possible, then most overlap.

    Args:
        wanted: Of each thing, everywhere that its quotation stands.
        found: Where each found thing stands.
    """
    shared = [[max((overlap(p, f) for p in spots), default=0) for f in found] for spots in wanted]
    return assign(shared)


def assign(scores: Sequence[Sequence[int]]) -> Pairs:
    """Returns pairs of row and column, each used once: as many as possible, then the best.

    Args:
        scores: How well a row suits a column; 0 where they cannot be a pair.
    """
    if not scores or not scores[0]:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    gains = np.array([[score + _ONE_MORE if score else 0 for score in row] for row in scores])
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if scores[r][c]]

"""Bars of characters, which every Word program shows, in every font of an office, in print too."""

from __future__ import annotations

from collections.abc import Sequence

# In GBK, so that the fonts of offices have them; they differ without colour.
FULL, HALF, EMPTY = "█", "▓", "□"


def bar(share: float, length: int) -> str:
    """Returns a bar for a share from 0 to 1; what is not nothing has at least one sign."""
    return FULL * (max(1, round(share * length)) if share > 0 else 0)


def stacked(counts: Sequence[int], length: int) -> list[str]:
    """Returns a bar for each count, all together of one length; what is not nothing has a sign.

    Args:
        counts: Up to three.
        length: In characters; at least as many as there are counts.
    """
    total = sum(counts)
    if not total:
        return [""] * len(counts)
    sizes = [max(1, round(count / total * length)) if count else 0 for count in counts]
    while sum(sizes) > length:
        sizes[sizes.index(max(sizes))] -= 1
    while sum(sizes) < length:
        sizes[sizes.index(max(sizes))] += 1
    return [sign * size for sign, size in zip((FULL, HALF, EMPTY), sizes, strict=False)]

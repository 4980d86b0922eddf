"""The ends of a run of equal text, brought to where a reader would see the passage begin and end."""

from __future__ import annotations

import numpy as np

from analyzer.comparison.copying.alignment import Block, Run, extent
from analyzer.comparison.copying.folding import Flags, Folded

_STOPS = frozenset("。！？；\n")
# So many characters of a sentence that only begins or only ends alike are no part of a passage.
_SCRAP = 4


def trimmed(run: Run, a: Folded, b: Folded, written: str) -> Run:
    """Returns a run without headings, titles, addressees and scraps of sentences at its ends.

    Args:
        run: Equal blocks of two texts; some of them are running text.
        a: The one text.
        b: The other.
        written: The one as it stands in the report.
    """
    run = _without_headings(run, a, b)
    shorter = _without_scraps(run, a, written)
    if not any(_body(block, a, b).any() for block in shorter):
        return run
    # What a scrap hid may be a heading: 三、还差在哪里／一是….
    return _without_headings(shorter, a, b)


def _body(block: Block, a: Folded, b: Folded) -> Flags:
    """Returns which characters of a block are running text in both texts."""
    flags: Flags = a.body[block.a : block.a_end] & b.body[block.b : block.b_end]
    return flags


def _without_headings(run: Run, a: Folded, b: Folded) -> Run:
    inside = [(block, np.flatnonzero(_body(block, a, b))) for block in run]
    kept = [(block, int(at[0]), int(at[-1]) + 1) for block, at in inside if len(at)]
    low_a, low_b = (min(block[of] + first for block, first, _ in kept) for of in (0, 1))
    high_a, high_b = (max(block[of] + last for block, _, last in kept) for of in (0, 1))
    return _cut(run, (low_a, high_a), (low_b, high_b))


def _without_scraps(run: Run, a: Folded, written: str) -> Run:
    low, high = extent(run)[:2]

    def stops(at: int) -> bool:
        """Tells whether a sentence ends between a folded character and the one before it."""
        before = int(a.ends[at - 1]) if at else 0
        after = int(a.starts[at]) if at < len(a.text) else len(written)
        return at in (0, len(a.text)) or not _STOPS.isdisjoint(written[before:after])

    begin, end = low, high
    if not stops(low):
        begin = next((at for at in range(low + _SCRAP, low, -1) if at < high and stops(at)), low)
    if not stops(high):
        end = next((at for at in range(high - _SCRAP, high) if at > begin and stops(at)), high)
    return _cut(run, (begin, end), extent(run)[2:])


def _cut(run: Run, in_a: tuple[int, int], in_b: tuple[int, int]) -> Run:
    """Returns what of a run lies between two positions of the one text, and of the other."""
    shorter = []
    for block in run:
        begin = max(in_a[0] - block.a, in_b[0] - block.b, 0)
        end = min(in_a[1] - block.a, in_b[1] - block.b, block.size)
        if begin < end:
            shorter.append(Block(block.a + begin, block.b + begin, end - begin))
    return tuple(shorter)

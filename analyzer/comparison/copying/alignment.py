"""From places in common to runs of equal text.

Seeds are chained and extended, and what lies between them is aligned exactly (Indel distance,
bit-parallel, by rapidfuzz). All positions are of folded texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.copying.shingles import LENGTH

# Between two seeds of one chain lie so many characters at most, on either side.
_GAP = 120
# So far beyond its outermost seeds a run may reach over changed words.
_REACH = 48
# A piece of equal text between changed words has so many characters; shorter ones are chance.
_PIECE = 2
_END_PIECE = 4
# What a different character costs, on either side, where an equal one gains one: a run goes on as long
# as that pays, and ends where it paid most. Rewording of the same facts does not pay.
_COST = 1.0
# A piece of equal text gains so much less than its length: many small pieces are chance.
_PIECE_COST = 2.0
# What everybody writes says little for a run's going on.
_STOCK_GAIN = 0.3
# Runs so close to each other on both sides, in whatever order, are one passage if so much of it is
# equal.
_NEAR = 30
_MERGED_EQUAL = 0.75


class Block(NamedTuple):
    """Equal text: ``size`` characters from ``a`` in one text and from ``b`` in the other."""

    a: int
    b: int
    size: int

    @property
    def a_end(self) -> int:
        """The position after it in the one text."""
        return self.a + self.size

    @property
    def b_end(self) -> int:
        """The position after it in the other."""
        return self.b + self.size


Run: TypeAlias = tuple[Block, ...]


def find_runs(a: str, b: str, places: NDArray[np.int32], counted: NDArray[np.bool_]) -> list[Run]:
    """Returns the maximal runs that two texts share, in the order of the first.

    Args:
        a: One folded text.
        b: The other.
        places: Places of equal shingles, rows (in a, in b), sorted.
        counted: Which characters of the first text are neither stock nor heading.
    """
    gains = np.concatenate(([0.0], np.cumsum(np.where(counted, 1.0, _STOCK_GAIN))))
    runs: list[Run] = []
    for chain in _chains(places.tolist()):
        if runs and _within(chain, runs[-1]):
            continue
        blocks = _reaching_out(a, b, _filled(a, b, _exact(a, b, chain)))
        runs.extend(_dense(blocks, gains))
    return _merged(runs)


def extent(run: Sequence[Block]) -> tuple[int, int, int, int]:
    """Returns where a run begins and ends in one text, and in the other."""
    return (
        min(block.a for block in run),
        max(block.a_end for block in run),
        min(block.b for block in run),
        max(block.b_end for block in run),
    )


def _chains(places: Iterable[list[int]]) -> list[list[tuple[int, int]]]:
    """Returns places put together that follow each other in both texts."""
    done: list[list[tuple[int, int]]] = []
    open_: list[list[tuple[int, int]]] = []
    for at, bt in places:
        best, least = None, _GAP + 1
        still = []
        for chain in open_:
            last_a, last_b = chain[-1]
            if at - last_a > _GAP:
                done.append(chain)
                continue
            still.append(chain)
            shift = abs((at - last_a) - (bt - last_b))
            if at > last_a and 0 < bt - last_b <= _GAP and shift < least:
                best, least = chain, shift
        open_ = still
        if best is None:
            open_.append([(at, bt)])
        else:
            best.append((at, bt))
    return sorted([*done, *open_])


def _within(chain: list[tuple[int, int]], run: Run) -> bool:
    return all(
        any(block.a <= at < block.a_end and at - block.a == bt - block.b for block in run)
        for at, bt in chain
    )


def _exact(a: str, b: str, chain: Iterable[tuple[int, int]]) -> list[Block]:
    """Returns the seeds of a chain, each extended as far as the texts agree."""
    blocks: list[Block] = []
    low_a = low_b = 0
    for at, bt in chain:
        if at < low_a or bt < low_b:
            continue
        before = _common_suffix(a, low_a, at, b, low_b, bt)
        after = _common_prefix(a, at, b, bt)
        if before + after < LENGTH:
            # The hash of two shingles was equal by chance.
            continue
        blocks.append(Block(at - before, bt - before, before + after))
        low_a, low_b = at + after, bt + after
    return blocks


def _common_prefix(a: str, at: int, b: str, bt: int) -> int:
    """Returns how many characters agree from two places on."""
    most = min(len(a) - at, len(b) - bt)
    size, step = 0, 32
    while size < most and a[at + size : at + size + step] == b[bt + size : bt + size + step]:
        size += step
        step *= 2
    size = min(size, most)
    while size < most and a[at + size] == b[bt + size]:
        size += 1
    return size


def _common_suffix(a: str, low_a: int, at: int, b: str, low_b: int, bt: int) -> int:
    """Returns how many characters agree before two places, not further than the lower bounds."""
    most = min(at - low_a, bt - low_b)
    size = 0
    while size < most and a[at - size - 1] == b[bt - size - 1]:
        size += 1
    return size


def _aligned(a: str, low_a: int, high_a: int, b: str, low_b: int, high_b: int) -> Iterator[Block]:
    """Yields the equal pieces of two stretches."""
    from rapidfuzz.distance import Indel

    if low_a >= high_a or low_b >= high_b:
        return
    for step in Indel.opcodes(a[low_a:high_a], b[low_b:high_b]):
        if step.tag == "equal" and step.src_end - step.src_start >= _PIECE:
            yield Block(
                low_a + step.src_start, low_b + step.dest_start, step.src_end - step.src_start
            )


def _filled(a: str, b: str, blocks: Sequence[Block]) -> list[Block]:
    """Returns blocks with the equal pieces between them."""
    filled: list[Block] = []
    for block in blocks:
        if filled:
            last = filled[-1]
            filled.extend(_aligned(a, last.a_end, block.a, b, last.b_end, block.b))
        filled.append(block)
    return filled


def _reaching_out(a: str, b: str, blocks: list[Block]) -> list[Block]:
    """Returns blocks with the equal pieces shortly before the first and after the last of them."""
    if not blocks:
        return blocks
    first, last = blocks[0], blocks[-1]
    before = _aligned(a, max(0, first.a - _REACH), first.a, b, max(0, first.b - _REACH), first.b)
    after = _aligned(
        a, last.a_end, min(len(a), last.a_end + _REACH), b, last.b_end, min(len(b), last.b_end + _REACH)
    )  # fmt: skip
    return [
        *(block for block in before if block.size >= _END_PIECE),
        *blocks,
        *(block for block in after if block.size >= _END_PIECE),
    ]


def _dense(blocks: Sequence[Block], gains: NDArray[np.float64]) -> list[Run]:
    """Returns the stretches of blocks in which enough is equal: all maximal scoring subsequences.

    ``gains`` holds what the characters before each place are worth.

    Source: W. L. Ruzzo, M. Tompa: A Linear Time Algorithm for Finding All Maximal Scoring
    Subsequences, ISMB 1999.
    """
    # Each candidate: score before it, score after it, first block, block after its last.
    candidates: list[tuple[float, float, int, int]] = []
    total = 0.0
    for number, block in enumerate(blocks):
        if number:
            total -= _COST * _gap(blocks[number - 1], block)
        gain = float(gains[block.a_end] - gains[block.a]) - _PIECE_COST
        before, total = total, total + gain
        current = (before, total, number, number + 1)
        while True:
            earlier = next((c for c in reversed(candidates) if c[0] < current[0]), None)
            if earlier is None or earlier[1] >= current[1]:
                candidates.append(current)
                break
            del candidates[candidates.index(earlier) :]
            current = (earlier[0], current[1], earlier[2], current[3])
    return [tuple(blocks[first:last]) for _, _, first, last in candidates]


def _gap(left: Block, right: Block) -> int:
    return right.a - left.a_end + right.b - left.b_end


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Returns runs with those put together that lie side by side in both texts."""
    done: list[Run] = []
    open_: list[Run] = []
    for run in sorted(runs):
        low_a = extent(run)[0]
        # Runs come in the order of the first text: what ends long before is near to none that come.
        done += [other for other in open_ if low_a - extent(other)[1] > _NEAR]
        open_ = [other for other in open_ if low_a - extent(other)[1] <= _NEAR]
        for number, other in enumerate(open_):
            if _beside(run, other) and _equal_enough((*other, *run)):
                open_[number] = tuple(sorted({*other, *run}))
                break
        else:
            open_.append(run)
    return sorted([*done, *open_])


def _beside(run: Run, other: Run) -> bool:
    low_a, high_a, low_b, high_b = extent(run)
    from_a, to_a, from_b, to_b = extent(other)
    return (
        low_a - to_a <= _NEAR
        and from_a - high_a <= _NEAR
        and low_b - to_b <= _NEAR
        and from_b - high_b <= _NEAR
    )


def _equal_enough(run: Sequence[Block]) -> bool:
    low_a, high_a, low_b, high_b = extent(run)
    in_a, in_b = np.zeros(high_a - low_a, np.bool_), np.zeros(high_b - low_b, np.bool_)
    for block in run:
        in_a[block.a - low_a : block.a_end - low_a] = True
        in_b[block.b - low_b : block.b_end - low_b] = True
    return bool(in_a.sum() + in_b.sum() >= _MERGED_EQUAL * (len(in_a) + len(in_b)))

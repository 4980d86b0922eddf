"""Where two reports begin to look alike: pairs of places with the same fingerprint.

An inverted index of fingerprints, in numpy. Two limits keep it close to linear in the number of
reports: a fingerprint is compared with so many of its next occurrences and no more (what is stock
has been left out before), and of the meetings of two texts only those are kept that have others
near their diagonal. What a chance meeting costs is thus one addition to a counter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.copying.folding import Offsets
from analyzer.comparison.copying.shingles import Hashes

_Kind = TypeVar("_Kind", bound=np.generic)
_Numbers: TypeAlias = NDArray[np.int64]

# A fingerprint meets its next occurrences, so many of them.
_MEETINGS = 24
# So many meetings within a stretch of diagonals make a seed.
_LEAST = 2
# Width of a stretch: how far insertions may move what follows.
_STRETCH = 64
_COUNTERS = 1 << 26


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """The fingerprints of one text: hashes and their places."""

    hashes: Hashes
    places: Offsets


class Seed(NamedTuple):
    """Texts ``a`` and ``b``, by number, have these places in common: rows (place in a, in b)."""

    a: int
    b: int
    places: NDArray[np.int32]


class _Index:
    """All occurrences of all fingerprints, equal ones side by side in the order of the texts."""

    def __init__(self, prints: Sequence[Fingerprints], bodies: Sequence[int]) -> None:
        sizes = [len(one.hashes) for one in prints]
        hashes = _joined([one.hashes for one in prints], np.uint32)
        order = np.argsort(hashes, kind="stable")
        self.hashes = hashes[order]
        self.places = _joined([one.places for one in prints], np.int32)[order]
        self.texts = np.repeat(np.arange(len(prints), dtype=np.int32), sizes)[order]
        self.bodies = np.array(bodies, np.int64)
        self.number = len(prints)

    def meetings(self) -> Iterator[tuple[_Numbers, _Numbers]]:
        """Yields pairs of occurrences of one fingerprint in two texts, each pair once."""
        for lag in range(1, min(_MEETINGS + 1, len(self.hashes))):
            first = np.flatnonzero(self.hashes[:-lag] == self.hashes[lag:])
            if not len(first):
                return
            second = first + lag
            apart = self.bodies[self.texts[first]] != self.bodies[self.texts[second]]
            yield first[apart], second[apart]

    def stretches(self, first: _Numbers, second: _Numbers) -> tuple[_Numbers, _Numbers]:
        """Returns numbers for pair and diagonal: on two grids, the second half a stretch further."""
        pair = self.texts[first].astype(np.int64) * self.number + self.texts[second]
        diagonal = self.places[first].astype(np.int64) - self.places[second] + (1 << 24)
        return tuple(  # type: ignore[return-value]
            _counter(pair * 4_000_037 + (diagonal + shift) // _STRETCH * 2 + bool(shift))
            for shift in (0, _STRETCH // 2)
        )


def find_seeds(prints: Sequence[Fingerprints], bodies: Sequence[int]) -> Iterator[Seed]:
    """Yields the pairs of texts that have something in common, and where.

    Args:
        prints: The fingerprints of each text.
        bodies: A number for each text; texts of one number are not compared.
    """
    index = _Index(prints, bodies)
    counts = np.zeros(_COUNTERS, np.uint8)
    for meeting in index.meetings():
        for stretch in index.stretches(*meeting):
            _count(counts, stretch)
    kept: list[tuple[_Numbers, _Numbers]] = []
    for first, second in index.meetings():
        grids = index.stretches(first, second)
        near = np.maximum(counts[grids[0]], counts[grids[1]]) >= _LEAST
        kept.append((first[near], second[near]))
    del counts
    yield from _by_pair(index, kept)


def _by_pair(index: _Index, kept: list[tuple[_Numbers, _Numbers]]) -> Iterator[Seed]:
    first = _joined([one for one, _ in kept], np.int64)
    second = _joined([other for _, other in kept], np.int64)
    a, b = index.texts[first], index.texts[second]
    places = np.stack([index.places[first], index.places[second]], axis=1)
    order = np.lexsort((places[:, 1], places[:, 0], b, a))
    a, b, places = a[order], b[order], places[order]
    if not len(a):
        return
    changes = np.flatnonzero((a[1:] != a[:-1]) | (b[1:] != b[:-1])) + 1
    bounds = [0, *changes.tolist(), len(a)]
    for start, end in pairwise(bounds):
        yield Seed(int(a[start]), int(b[start]), places[start:end])


def _counter(numbers: _Numbers) -> _Numbers:
    """Returns which counter counts each number."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(38)).astype(np.int64)


def _count(counts: NDArray[np.uint8], numbers: _Numbers) -> None:
    """Adds one for every number; a counter that is full stays so."""
    which, times = np.unique(numbers, return_counts=True)
    counts[which] = np.minimum(counts[which] + np.minimum(times, 255), 255).astype(np.uint8)


def _joined(arrays: Sequence[NDArray[_Kind]], kind: type[_Kind]) -> NDArray[_Kind]:
    return np.concatenate(arrays) if arrays else np.empty(0, kind)

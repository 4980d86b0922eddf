"""Finds the passages that reports share: different bodies' reports, or one body's of different years.

Fold → fingerprints without what is stock → seeds → exact alignment of candidate pairs alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.copying.alignment import Run, extent, find_runs
from analyzer.comparison.copying.folding import FIGURE, Flags, Folded, Offsets, fold
from analyzer.comparison.copying.seeds import Fingerprints, Seed, find_seeds
from analyzer.comparison.copying.shared import Copying, Share, SharedPassage, Side
from analyzer.comparison.copying.shingles import Hashes, covered, shingle_hashes, whole, winnowed
from analyzer.comparison.copying.stock import Stock, built_in_background
from analyzer.comparison.copying.trimming import trimmed
from analyzer.comparison.submissions import Submissions
from analyzer.model.record import Record

# What a passage must weigh (characters in common that are no stock × similarity): of one body's
# reports; of two bodies' with a figure in it; and without any, which anybody's officialese may be.
# Tried on two halves of 281 reports by many pens, stock learnt from the other half each time: what was
# alike by chance weighed up to 16 with a figure, up to 24 without.
_OWN, _WITH_FIGURES, _WITHOUT_FIGURES = 12, 18, 28
# So many times a fingerprint of one text is looked for; a text that repeats itself needs no more.
_REPEATS = 4
# A piece of so many equal characters is common; shorter ones between changes may be chance.
_PIECE = 4
_NEEDED = ("is_report", "kind", "title", "reporting_year", "issuer", "level")
_CLOSING = "。；！？”）"


def find_copies(
    records: Sequence[Record],
    submitted: Submissions,
    *,
    minimum: int | None = None,
    background: Hashes | None = None,
    own_only: bool = False,
) -> Copying:
    """Returns what reports have in common.

    Two reports of one body and one year are two versions of one report and are not compared.

    Args:
        records: The reports. Each is looked at once; what is kept of it is a few bytes a character.
        submitted: Whose they are.
        minimum: So many characters that are no stock a passage has in common, instead of what is
            reasonable for its kind.
        background: Stock shingles besides those of the collection; the built-in ones by default.
        own_only: Whether only reports of one body are compared with each other.
    """
    texts = [fold(record, submitted.called(record)) for record in records]
    owners = [
        _Owner(submitted.body_of(record), submitted.line_of(record), record.year)
        for record in records
    ]
    stock = Stock(
        built_in_background() if background is None else background, _by_body(owners, texts)
    )
    prints, counted = [], []
    for text in texts:
        hashes = shingle_hashes(text.text)
        common = stock.shingles(hashes)
        prints.append(_fingerprints(hashes, whole(text.own) & ~common))
        counted.append(text.own & ~covered(common, len(text.text)))
    search = _Search(records, owners, texts, counted, minimum)
    passages = search.passages(prints, own_only=own_only)
    return Copying(passages, tuple(_shares(texts, counted, passages)))


def slimmed(record: Record) -> Record:
    """Returns a record with what finding copies needs of its report alone: a tenth of its memory."""
    return replace(record, report={key: record.report[key] for key in _NEEDED})


class _Owner(NamedTuple):
    """Whose a report is: its body that year, the body as it is followed across years, the year."""

    body: str
    line: str
    year: int | None

    def is_same(self, other: _Owner) -> bool:
        """Tells whether two reports are of one body: two that were merged later are still two."""
        return self.line == other.line and (self.body == other.body or self.year != other.year)


def _by_body(owners: Sequence[_Owner], texts: Sequence[Folded]) -> list[list[Folded]]:
    grouped: dict[str, list[Folded]] = defaultdict(list)
    for owner, text in zip(owners, texts, strict=True):
        grouped[owner.line].append(text)
    return list(grouped.values())


def _fingerprints(hashes: Hashes, eligible: Flags) -> Fingerprints:
    places = winnowed(hashes, eligible)
    order = np.argsort(hashes[places], kind="stable")
    ranked = hashes[places][order]
    kept = np.ones(len(ranked), np.bool_)
    kept[_REPEATS:] = ranked[_REPEATS:] != ranked[:-_REPEATS]
    chosen = places[np.sort(order[kept])]
    return Fingerprints(hashes[chosen], chosen)


class _Search:
    def __init__(
        self,
        records: Sequence[Record],
        owners: Sequence[_Owner],
        texts: Sequence[Folded],
        counted: Sequence[Flags],
        minimum: int | None,
    ) -> None:
        self._records = records
        self._owners = owners
        self._texts = texts
        self._counted = counted
        self._minimum = minimum

    def passages(
        self, prints: Sequence[Fingerprints], *, own_only: bool
    ) -> tuple[SharedPassage, ...]:
        found = [
            passage
            for compared in (self._lines() if own_only else [range(len(prints))])
            for seed in self._seeds(prints, compared)
            for passage in self._of_pair(seed.a, seed.b, seed.places)
        ]
        found.sort(key=lambda one: (-one.weight, one.a, one.b))
        return tuple(found)

    def _lines(self) -> list[list[int]]:
        """Returns the numbers of the reports of each body that has several."""
        lines: dict[str, list[int]] = defaultdict(list)
        for number, owner in enumerate(self._owners):
            lines[owner.line].append(number)
        return [numbers for numbers in lines.values() if len(numbers) > 1]

    def _seeds(self, prints: Sequence[Fingerprints], compared: Sequence[int]) -> Iterator[Seed]:
        """Yields where some of the reports begin to look alike."""
        groups: dict[tuple[str, int | None], int] = {}
        owners = [self._owners[number] for number in compared]
        versions = [groups.setdefault((each.body, each.year), len(groups)) for each in owners]
        for seed in find_seeds([prints[number] for number in compared], versions):
            yield Seed(compared[seed.a], compared[seed.b], seed.places)

    def _of_pair(self, a: int, b: int, places: NDArray[np.int32]) -> Iterator[SharedPassage]:
        if self._order(a) < self._order(b):
            a, b, places = b, a, places[:, ::-1]
            places = places[np.lexsort((places[:, 1], places[:, 0]))]
        texts = self._texts[a].text, self._texts[b].text
        for run in find_runs(*texts, places, self._counted[a]):
            # What is common of it is the most that a passage can weigh.
            if self._common(a, b, run) < (self._minimum or _OWN):
                continue
            passage = self._passage(a, b, run)
            if self._tells(passage, run):
                yield passage

    def _tells(self, passage: SharedPassage, run: Run) -> bool:
        """Says whether a passage is too much to be chance."""
        if self._minimum is not None:
            return passage.characters >= self._minimum
        if passage.own:
            return passage.weight >= _OWN
        figures = self._has_figure(passage.a.report, run)
        return passage.weight >= (_WITH_FIGURES if figures else _WITHOUT_FIGURES)

    def _has_figure(self, report: int, run: Run) -> bool:
        """Tells whether there is a figure that counts something: 12, 十二, but not the 四 of 四个意识."""
        folded, counted = self._texts[report], self._counted[report]
        return any(
            folded.text[at] == FIGURE
            and counted[at]
            and ((written := self._written(report, at))[0].isdecimal() or len(written) > 1)
            for block in run
            for at in range(block.a, block.a_end)
        )

    def _order(self, report: int) -> tuple[int, int]:
        return self._records[report].year or 0, report

    def _common(self, a: int, b: int, run: Run) -> int:
        return sum(
            int((self._counted[a][k.a : k.a_end] & self._counted[b][k.b : k.b_end]).sum())
            for k in run
            if k.size >= _PIECE
        )

    def _passage(self, a: int, b: int, run: Run) -> SharedPassage:
        run = trimmed(run, self._texts[a], self._texts[b], self._records[a].text)
        low_a, high_a, low_b, high_b = extent(run)
        in_a, in_b = np.zeros(high_a - low_a, np.bool_), np.zeros(high_b - low_b, np.bool_)
        # Of several blocks that hold a character the longest tells where it comes from.
        for block in sorted(run, key=lambda one: one.size):
            for at, bt in zip(
                range(block.a, block.a_end), range(block.b, block.b_end), strict=True
            ):
                same = self._written(a, at) == self._written(b, bt)
                in_a[at - low_a] = in_b[bt - low_b] = same
        for left, right in pairwise(run):
            # The name of the other body, left as it was, is folded on one side alone.
            same = self._between(a, left.a_end, right.a) == self._between(b, left.b_end, right.b)
            if same:
                in_a[left.a_end - low_a : right.a - low_a] = True
                in_b[left.b_end - low_b : right.b - low_b] = True
        similarity = (in_a.sum() + in_b.sum()) / (len(in_a) + len(in_b))
        return SharedPassage(
            self._side(a, low_a, high_a, in_a),
            self._side(b, low_b, high_b, in_b),
            self._owners[a].is_same(self._owners[b]),
            self._common(a, b, run),
            round(float(similarity), 4),
        )

    def _written(self, report: int, position: int) -> str:
        text = self._texts[report]
        return self._records[report].text[text.starts[position] : text.ends[position]]

    def _between(self, report: int, low: int, high: int) -> str:
        """Returns what is written between two folded positions; a space where they are turned round."""
        return "".join(self._written(report, at) for at in range(low, high)) if low <= high else " "

    def _side(self, report: int, low: int, high: int, equal: Flags) -> Side:
        text, written = self._texts[report], self._records[report].text
        end = int(text.ends[high - 1])
        while end < len(written) and written[end] in _CLOSING:
            end += 1
        changes = np.flatnonzero(np.diff(np.concatenate(([True], equal, [True])).astype(np.int8)))
        differs = tuple(
            (int(text.starts[low + start]), int(text.ends[low + stop - 1]))
            for start, stop in changes.reshape(-1, 2)
        )
        return Side(report, int(text.starts[low]), end, differs)


def _shares(
    texts: Sequence[Folded], counted: Sequence[Flags], passages: Sequence[SharedPassage]
) -> Iterator[Share]:
    sides: dict[int, list[Side]] = defaultdict(list)
    for passage in passages:
        sides[passage.a.report].append(passage.a)
        sides[passage.b.report].append(passage.b)
    for number, text in enumerate(texts):
        shared = np.zeros(len(text.text), np.bool_)
        for side in sides[number]:
            shared[_positions(text.starts, side)] = True
        stock = text.body & ~shared & ~counted[number]
        yield Share(int(text.body.sum()), int((text.body & shared).sum()), int(stock.sum()))


def _positions(starts: Offsets, side: Side) -> slice:
    return slice(int(np.searchsorted(starts, side.start)), int(np.searchsorted(starts, side.end)))

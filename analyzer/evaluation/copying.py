"""How well copied passages are found, measured against the labels of a corpus (``copied``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from analyzer.comparison.copying.find import find_copies
from analyzer.comparison.copying.shared import SharedPassage, Side
from analyzer.comparison.submissions import Submissions
from analyzer.evaluation.labels import LabelledReport
from analyzer.model.record import Record, record_of
from analyzer.pipeline import Analyzer

# So much of a labelled passage, on both sides, is found; or so much of a found one is labelled.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A labelled place: ``text[start:end]`` of a report, by its number."""

    report: int
    start: int
    end: int

    def overlap(self, report: int, start: int, end: int) -> int:
        """Returns how many characters a stretch of a report has in common with this place."""
        if report != self.report:
            return 0
        return max(0, min(end, self.end) - max(start, self.start))


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A copied passage as a reader labelled it: ``quote`` was taken from ``earlier``."""

    quote: Place
    earlier: Place


@dataclass(frozen=True, slots=True)
class CopyingFigures:
    """What was found and what was not.

    Attributes:
        records: The reports, as they were compared.
        labelled: How many passages readers labelled.
        missed: Those of them that were not found.
        found: How many passages were found.
        false: Those of them that no reader labelled, directly or by way of a third report.
    """

    records: Sequence[Record]
    labelled: int
    missed: Sequence[LabelledPair]
    found: int
    false: Sequence[SharedPassage]

    @property
    def precision(self) -> float | None:
        """The share of what was found that is labelled; ``None`` where nothing was found."""
        return 1 - len(self.false) / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was found; ``None`` where nothing is labelled."""
        return 1 - len(self.missed) / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate_copying(reports: Sequence[LabelledReport], analyzer: Analyzer) -> CopyingFigures:
    """Returns how the copied passages of one part of a corpus were found.

    Args:
        reports: The reports; those that are no annual reports are left out, as ``similar`` does.
        analyzer: Who reads them.
    """
    kept = [report for report in reports if report.label.is_report]
    records = [record_of(analyzer.analyze(r.text, source=r.name)) for r in kept]
    labelled = list(_labelled(kept))
    passages = find_copies(records, Submissions(records, analyzer.pack)).passages
    families = _families(labelled)
    return CopyingFigures(
        records,
        len(labelled),
        [pair for pair in labelled if not any(_met(pair, passage) for passage in passages)],
        len(passages),
        [passage for passage in passages if not any(_is_of(passage, f) for f in families)],
    )


def _labelled(reports: Sequence[LabelledReport]) -> Iterator[LabelledPair]:
    numbers = {report.name: number for number, report in enumerate(reports)}
    for number, report in enumerate(reports):
        for copied in report.label.copied:
            other = numbers.get(copied.report)
            if other is not None:
                yield LabelledPair(
                    _place(number, report, copied.quote),
                    _place(other, reports[other], copied.earlier),
                )


def _place(number: int, report: LabelledReport, quote: str) -> Place:
    start = report.text.text.index(quote)
    return Place(number, start, start + len(quote))


def _met(pair: LabelledPair, passage: SharedPassage) -> bool:
    """Tells whether a passage has more than half of a labelled one on both sides."""
    for one, other in ((passage.a, passage.b), (passage.b, passage.a)):
        if _covers(one, pair.quote) and _covers(other, pair.earlier):
            return True
    return False


def _covers(side: Side, place: Place) -> bool:
    common = place.overlap(side.report, side.start, side.end)
    return common > _MOST * (place.end - place.start)


def _families(labelled: Sequence[LabelledPair]) -> list[list[Place]]:
    """Returns the places that are copies of each other, also by way of a third one."""
    family = {place: {place} for pair in labelled for place in (pair.quote, pair.earlier)}

    def join(one: Place, other: Place) -> None:
        joined = family[one] | family[other]
        for place in joined:
            family[place] = joined

    for pair in labelled:
        join(pair.quote, pair.earlier)
    for one, other in combinations(list(family), 2):
        least = min(one.end - one.start, other.end - other.start)
        if one.overlap(other.report, other.start, other.end) > _MOST * least:
            join(one, other)
    unique = {id(places): places for places in family.values()}
    return [
        sorted(places, key=lambda place: (place.report, place.start)) for places in unique.values()
    ]


def _is_of(passage: SharedPassage, family: Sequence[Place]) -> bool:
    """Tells whether both sides of a passage show places that are copies of each other."""
    return all(
        any(
            _covers(side, place)
            or place.overlap(side.report, side.start, side.end) > _MOST * (side.end - side.start)
            for place in family
        )
        for side in (passage.a, passage.b)
    )

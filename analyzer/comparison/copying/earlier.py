"""What bodies took over from their own earlier reports, for following them across years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from analyzer.comparison.copying.find import find_copies
from analyzer.comparison.copying.shared import SharedPassage
from analyzer.comparison.copying.standing import StandingCounts
from analyzer.comparison.copying.unchanged import kept_in, latest_copies
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record
from analyzer.model.report import Passage
from analyzer.model.text import masked
from analyzer.model.trend import Copied, Outdated


class EarlierCopies:
    """Finds passages that reports have from the same body's earlier reports.

    Args:
        records: All reports there are; what many bodies write is stock and no copy.
        submitted: Whose they are.
        pack: Its words tell which figures may stay the same.
    """

    def __init__(self, records: Sequence[Record], submitted: Submissions, pack: Pack) -> None:
        self._standing = StandingCounts(pack)
        self._records = [record for record in records if record.report["is_report"]]
        self._numbers = {id(record): number for number, record in enumerate(self._records)}
        self._passages: dict[int, list[SharedPassage]] = defaultdict(list)
        for passage in find_copies(self._records, submitted, own_only=True).passages:
            self._passages[passage.a.report].append(passage)

    def __call__(self, reports: Sequence[Record]) -> tuple[Copied, ...]:
        """Returns what reports have from earlier ones among them, by year and place.

        Args:
            reports: Reports of one body and of different years, each one of those there are.
        """
        numbers = [self._numbers[id(report)] for report in reports]
        passages = [
            passage
            for number in numbers
            for passage in self._passages[number]
            if passage.b.report in numbers
        ]
        found = [self._copied(passage) for passage in latest_copies(self._records, passages)]
        return tuple(sorted(found, key=lambda one: (one.to_year, one.later, one.from_year)))

    def _copied(self, passage: SharedPassage) -> Copied:
        later, earlier = self._records[passage.a.report], self._records[passage.b.report]
        year = earlier.year or 0
        outdated = (
            Outdated(
                _quoted(later, kept.start, kept.end),
                tuple(_each(later, kept.years)),
                tuple(_each(later, kept.figures)),
            )
            for kept in kept_in(later, year, passage, self._standing)
        )
        return Copied(
            from_year=year,
            to_year=later.year or 0,
            earlier=_quoted(earlier, passage.b.start, passage.b.end),
            later=_quoted(later, passage.a.start, passage.a.end),
            earlier_differs=passage.b.differs,
            later_differs=passage.a.differs,
            characters=passage.characters,
            similarity=passage.similarity,
            outdated=tuple(outdated),
        )


def _each(record: Record, places: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    return (_quoted(record, start, end) for start, end in places)


def _quoted(record: Record, start: int, end: int) -> Passage:
    # Masked before it is cut: of a name cut in two, each part would show its first character.
    return Passage(start, end, masked(record.text, 0, record.masked)[start:end])

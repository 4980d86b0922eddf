"""Who was late: the days of a body's report against the deadlines for its kind of body.

Handing in and publishing are two duties; a report is held against both wherever a day is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from analyzer.comparison.roster.read import Entry
from analyzer.lexicon.deadlines import Deadline, Duty
from analyzer.model.record import Record

_T = TypeVar("_T")


class Basis(StrEnum):
    """Which day of a report was compared."""

    SUBMITTED = "报送日期"
    WRITTEN = "落款日期"
    DISCLOSED = "公开日期"
    PUBLISHED = "发布时间"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """A day of a report held against a deadline.

    Attributes:
        record: The report.
        day: The day that was compared.
        basis: Which one that is.
        deadline: What it was held against.
        due: The last day that is in time.
    """

    record: Record
    day: date
    basis: Basis
    deadline: Deadline
    due: date

    @property
    def days_late(self) -> int:
        """By how many days it was late; 0 where it was not."""
        return max(0, (self.day - self.due).days)

    @property
    def asserted(self) -> bool:
        """Whether lateness is beyond doubt: the deadline is, and the day is more than a sign."""
        return self.deadline.certain and self.basis is not Basis.WRITTEN


def timeliness(
    records: Sequence[Record], deadlines: Sequence[Deadline], entry: Entry | None = None
) -> tuple[Timeliness, ...]:
    """Returns what the days of a body's report say, a deadline at a time, the earliest first.

    Where several deadlines of one duty apply, such as a county's earlier day beside that of the
    law, each counts by itself. Only where one that is certain applies, those do not count of which
    it is doubtful whether they bind such bodies at all: what the county asks decides.

    Args:
        records: The reports of one body on one year, of which the first that was handed in or
            published counts; without a year or a level nothing can be told.
        deadlines: Those of the pack.
        entry: What the roster says of the body; its days and its level go first.
    """
    year = records[0].year
    level = _first(entry.level if entry else None, *(record.level for record in records))
    if year is None or level is None:
        return ()
    name = _first(*(record.issuer for record in records), entry.name if entry else None)
    found: list[Timeliness] = []
    for duty, known in (
        (Duty.SUBMISSION, _submission(records, entry)),
        (Duty.PUBLICATION, _publication(records, entry)),
    ):
        binding = [
            deadline
            for deadline in deadlines
            if deadline.duty is duty
            and deadline.since <= year <= deadline.until
            and deadline.whom.counts_for(level, name)
        ]
        certain = [deadline for deadline in binding if deadline.certain]
        if known is not None:
            record, day, basis = known
            times = [
                Timeliness(record, day, basis, deadline, deadline.due(year))
                for deadline in certain or binding
            ]
            found += sorted(times, key=lambda time: time.due)
    return tuple(found)


def _first(*told: _T | None) -> _T | None:
    return next((each for each in told if each is not None), None)


_Known = tuple[Record, date, Basis]


def _submission(records: Sequence[Record], entry: Entry | None) -> _Known | None:
    if entry is not None and entry.submitted is not None:
        return records[0], entry.submitted, Basis.SUBMITTED
    # A report cannot have been handed in before it was signed.
    return min(_days(records, Basis.WRITTEN), key=lambda known: known[1], default=None)


def _publication(records: Sequence[Record], entry: Entry | None) -> _Known | None:
    if entry is not None and entry.published is not None:
        return records[0], entry.published, Basis.DISCLOSED
    return min(_days(records, Basis.PUBLISHED), key=lambda known: known[1], default=None)


def _days(records: Sequence[Record], basis: Basis) -> Iterator[_Known]:
    for record in records:
        told = record.written if basis is Basis.WRITTEN else record.published
        try:
            if told is not None:
                yield record, date(*told), basis
        except ValueError:
            continue  # a signature of 2月30日

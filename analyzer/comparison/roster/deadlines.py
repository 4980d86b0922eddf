"""Who was late: the day of a report against the statutory day for its kind of body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyzer.comparison.roster.read import Entry
from analyzer.lexicon.deadlines import Deadline, Duty
from analyzer.model.record import Record


class Basis(StrEnum):
    """Which day of a report was compared; the first of these that is known."""

    SUBMITTED = "报送日期"
    PUBLISHED = "发布时间"
    WRITTEN = "落款日期"


# A report cannot have been handed in before it was signed.
_DUTY = {
    Basis.SUBMITTED: Duty.SUBMISSION,
    Basis.PUBLISHED: Duty.PUBLICATION,
    Basis.WRITTEN: Duty.SUBMISSION,
}


@dataclass(frozen=True, slots=True)
class Timeliness:
    """A day of a report held against its deadline.

    Attributes:
        record: The report.
        day: The day that was compared; ``None`` where none is known.
        basis: Which one that is, likewise.
        deadline: What it was held against; ``None`` where the pack has nothing for this body.
        due: The last day that is in time, likewise.
    """

    record: Record
    day: date | None = None
    basis: Basis | None = None
    deadline: Deadline | None = None
    due: date | None = None

    @property
    def days_late(self) -> int:
        """By how many days it was late; 0 where it was not, or where that cannot be told."""
        return max(0, (self.day - self.due).days) if self.day and self.due else 0

    @property
    def asserted(self) -> bool:
        """Whether lateness is beyond doubt: the deadline is, and the day is more than a sign."""
        certain = self.deadline is not None and self.deadline.certain
        return certain and self.basis is not Basis.WRITTEN


def timeliness(
    record: Record, deadlines: Iterable[Deadline], entry: Entry | None = None
) -> Timeliness:
    """Returns whether a report was in time.

    Args:
        record: The report; without a year or a level nothing can be told.
        deadlines: Those of the pack.
        entry: What the roster says of its body; its day and its level go first.
    """
    day, basis = next(_days(record, entry), (None, None))
    level = (entry.level if entry else None) or record.level
    if day is None or basis is None or record.year is None or level is None:
        return Timeliness(record, day, basis)
    name = record.issuer or (entry.name if entry else "")
    for deadline in deadlines:
        if (
            deadline.duty is _DUTY[basis]
            and deadline.since <= record.year <= deadline.until
            and deadline.whom.counts_for(level, name)
        ):
            return Timeliness(record, day, basis, deadline, deadline.due(record.year))
    return Timeliness(record, day, basis)


def _days(record: Record, entry: Entry | None) -> Iterator[tuple[date, Basis]]:
    if entry is not None and entry.submitted is not None:
        yield entry.submitted, Basis.SUBMITTED
    for told, basis in ((record.published, Basis.PUBLISHED), (record.written, Basis.WRITTEN)):
        if told is not None:
            try:
                yield date(*told), basis
            except ValueError:
                continue  # a signature of 2月30日

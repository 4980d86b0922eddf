"""What came in from whom: the bodies of a batch by name, held against roster and deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzer.comparison.bodies import Bodies, Certainty, key_of
from analyzer.comparison.roster import (
    Entry,
    Roster,
    RosterResult,
    deadline_findings,
    hold_against,
    roster_findings,
    timeliness,
)
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record
from analyzer.model.report import Finding


class Submissions:
    """The reports of a batch and whose they are.

    Args:
        records: What came in.
        pack: Its names of offices and its deadlines are used.
        roster: Who should report, if that is known.
    """

    def __init__(self, records: Sequence[Record], pack: Pack, roster: Roster | None = None) -> None:
        self._records = records
        self._pack = pack
        self._roster = roster
        issuers = [record.issuer for record in records]
        self._bodies = Bodies(issuers, pack, roster.names if roster is not None else ())

    def body_of(self, record: Record) -> str:
        """Returns the name of a report's body; its file where the report names none."""
        key = key_of(record, self._bodies)
        return key.name if key is not None else record.source

    def line_of(self, record: Record) -> str:
        """Returns the name under which a report's body is followed across years."""
        key = key_of(record, self._bodies)
        return key.line if key is not None else record.source

    def against_roster(self, year: int) -> RosterResult | None:
        """Returns who on the roster has reported on a year; ``None`` without a roster."""
        if self._roster is None:
            return None
        return hold_against(self._roster, self._records, self._bodies, year)

    def called(self, record: Record) -> str:
        """Returns what a report's body is called in full; as the report writes it where that is open."""
        return self.meant(record.issuer, record) if record.issuer else ""

    def meant(self, name: str, record: Record) -> str:
        """Returns the full name of the body that a name in a report is of; the name where it is open."""
        key = self._bodies.key(name, year=record.year, level=record.level, source=record.source)
        return name if key is None or key.certainty is Certainty.OPEN else key.name

    def is_own(self, name: str, record: Record) -> bool:
        """Tells whether a name in a report is of the report's own body, however it is written.

        Its former names are its own, and the name of what it went into.
        """
        own = key_of(record, self._bodies)
        key = self._bodies.key(name, year=record.year, level=record.level, source=record.source)
        return own is not None and key is not None and key.name in (own.name, own.line)

    def findings(self, year: int | None) -> Sequence[Finding]:
        """Returns who has not reported on a year, who is not on the roster, and who was late."""
        if year is None:
            return ()
        found: list[Finding] = []
        entries: dict[int, Entry] = {}
        result = self.against_roster(year)
        if result is not None:
            found += roster_findings(result, self._pack)
            entries = {
                id(match.record): submitted.entry
                for submitted in result.submitted
                for match in submitted.matches
            }
        for records, entry in self._of_the_year(year, entries):
            times = timeliness(records, self._pack.deadlines, entry)
            found += deadline_findings(times, self._pack)
        return found

    def _of_the_year(
        self, year: int, entries: Mapping[int, Entry]
    ) -> Iterator[tuple[Sequence[Record], Entry | None]]:
        """Yields the reports on a year, those of one body together, and its entry on the roster."""
        by_body: dict[str | int, list[Record]] = {}
        for record in self._records:
            if record.year == year and record.report["is_report"]:
                entry = entries.get(id(record))
                body = entry.row if entry is not None else self.body_of(record)
                by_body.setdefault(body, []).append(record)
        for records in by_body.values():
            yield records, entries.get(id(records[0]))

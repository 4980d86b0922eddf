"""What came in from whom: the bodies of a batch by name, held against roster and deadlines."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.comparison.bodies import Bodies, key_of
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
        times = [
            timeliness(record, self._pack.deadlines, entries.get(id(record)))
            for record in self._records
            if record.year == year and record.report["is_report"]
        ]
        found += deadline_findings(times, self._pack)
        return found

"""Who should report (名单), who has not, who was late."""

from analyzer.comparison.roster.deadlines import Basis, Timeliness, timeliness
from analyzer.comparison.roster.findings import deadline_findings, roster_findings
from analyzer.comparison.roster.match import How, RosterResult, hold_against
from analyzer.comparison.roster.read import Entry, Roster, read_roster

__all__ = [
    "Basis",
    "Entry",
    "How",
    "Roster",
    "RosterResult",
    "Timeliness",
    "deadline_findings",
    "hold_against",
    "read_roster",
    "roster_findings",
    "timeliness",
]

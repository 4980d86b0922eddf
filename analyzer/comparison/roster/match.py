"""Who on a roster has reported, who has not, and who reported without being on it."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from analyzer.comparison.bodies import Bodies, BodyKey, Certainty, key_of
from analyzer.comparison.bodies.writing import plain
from analyzer.comparison.roster.read import Entry, Roster
from analyzer.model.record import Record

# So alike two names must be for one to be asked about as a slip of the other, 0 to 1.
_NEAR = 0.78


class How(StrEnum):
    """How a report was found to be that of an entry."""

    EXACT = "名称一致"
    NORMALISED = "写法不同"
    ALIAS = "别名或更名"
    CONTEXT = "按上下文推定"


@dataclass(frozen=True, slots=True)
class Match:
    """A report of a body on the roster."""

    record: Record
    how: How
    why: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """An entry and its reports; several are shown, none is chosen."""

    entry: Entry
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """An entry without a report.

    Attributes:
        entry: The entry.
        near: Names of reports not on the roster that a slip could have made of it.
        others: What else the body handed in: of another year, of none, or no annual report.
    """

    entry: Entry
    near: tuple[str, ...]
    others: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A report of a body that is not on the roster, or of none that could be told.

    Attributes:
        record: The report.
        near: Names on the roster without a report that it could be a slip of.
        why: Why it could not be told whose it is, in Chinese; empty where it could.
    """

    record: Record
    near: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class RosterResult:
    """A roster held against the reports of one year.

    Attributes:
        repeated: Entries that share a name; its reports are found under the first of them, or under
            the one of which it is no alias.
    """

    year: int
    submitted: tuple[Submitted, ...]
    missing: tuple[NotSubmitted, ...]
    unlisted: tuple[Unlisted, ...]
    repeated: tuple[tuple[Entry, ...], ...]


def hold_against(
    roster: Roster, records: Iterable[Record], bodies: Bodies, year: int
) -> RosterResult:
    """Returns who has reported on a year.

    Args:
        roster: Who should.
        records: What came in, of any year.
        bodies: Made with ``roster.names``, so that short names of reports can be told.
        year: The reporting year.
    """
    owners, repeated = _owners(roster, bodies, year)
    found: dict[int, list[Match]] = defaultdict(list)
    others: dict[int, list[Record]] = defaultdict(list)
    strangers: list[tuple[Record, BodyKey | None]] = []
    for record in sorted(records, key=lambda record: record.source):
        key = key_of(record, bodies)
        counts = bool(record.report["is_report"]) and record.year == year
        match = _match(record, key, owners) if key is not None else None
        if match is None:
            strangers += [(record, key)] if counts else []
            continue
        entry, made = match
        if counts:
            found[entry.row].append(made)
        else:
            others[entry.row].append(record)
    without = {
        name: owner.entry
        for name, owner in owners.items()
        if owner.entry.due and not owner.alias and owner.entry.row not in found
    }
    listed = {name: entry.name for name, entry in without.items()}
    unlisted = {key.name: record.issuer or "" for record, key in strangers if key is not None}
    return RosterResult(
        year=year,
        submitted=tuple(
            Submitted(e, tuple(found[e.row])) for e in roster.entries if e.row in found
        ),
        missing=tuple(
            NotSubmitted(entry, _near(name, unlisted, bodies), tuple(others[entry.row]))
            for name, entry in without.items()
        ),
        unlisted=tuple(
            Unlisted(record, _near(key.name, listed, bodies), _why(key))
            if key is not None
            else Unlisted(record, (), "看不出报送单位")
            for record, key in strangers
        ),
        repeated=repeated,
    )


def _why(key: BodyKey) -> str:
    return key.why if key.certainty is Certainty.OPEN else ""


@dataclass(frozen=True, slots=True)
class _Owner:
    """An entry under one of its names."""

    entry: Entry
    key: BodyKey
    alias: bool


def _owners(
    roster: Roster, bodies: Bodies, year: int
) -> tuple[dict[str, _Owner], tuple[tuple[Entry, ...], ...]]:
    """Returns whose each name is; a main name goes before another entry's alias."""
    owners: dict[str, _Owner] = {}
    same: dict[int, list[Entry]] = defaultdict(list)
    for alias in (False, True):
        for entry in roster.entries:
            for name in entry.aliases if alias else (entry.name,):
                key = bodies.key(name, year=year, level=entry.level)
                if key is None:
                    continue
                owner = owners.setdefault(key.name, _Owner(entry, key, alias))
                if owner.entry is not entry and entry not in same[owner.entry.row]:
                    same[owner.entry.row].append(entry)
    rows = {entry.row: entry for entry in roster.entries}
    repeated = tuple((rows[row], *entries) for row, entries in sorted(same.items()) if entries)
    return owners, repeated


def _match(record: Record, key: BodyKey, owners: dict[str, _Owner]) -> tuple[Entry, Match] | None:
    owner = owners.get(key.name)
    if owner is None:
        return None
    written = plain(record.issuer or "")
    if plain(owner.entry.name) == written:
        return owner.entry, Match(record, How.EXACT)
    if owner.alias or written in map(plain, owner.entry.aliases):
        return owner.entry, Match(record, How.ALIAS, "名单上的别名")
    both = (key.certainty, owner.key.certainty)
    if Certainty.OPEN in both:
        # One of the two says too little; a person must look.
        return None
    why = "；".join(filter(None, dict.fromkeys((key.why, owner.key.why))))
    if Certainty.CONTEXT in both:
        return owner.entry, Match(record, How.CONTEXT, why)
    how = How.ALIAS if Certainty.KNOWN in both else How.NORMALISED
    return owner.entry, Match(record, how, why)


def _near(name: str, others: Mapping[str, str], bodies: Bodies) -> tuple[str, ...]:
    """Returns what a slip could have made of a name; two known offices are no slip.

    Args:
        name: The name of a key.
        others: The names of other keys, and how each is written.
        bodies: Knows the offices.
    """
    close = difflib.get_close_matches(name, sorted(others), n=2, cutoff=_NEAR)
    return tuple(others[other] for other in close if not bodies.differ_surely(name, other))

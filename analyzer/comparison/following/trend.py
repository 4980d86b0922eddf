"""Records → bodies across years: how each did, and what one year says of the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from analyzer.comparison.copying.findings import PREVIOUS_YEAR
from analyzer.comparison.copying.unchanged import said_of
from analyzer.comparison.following.follow import Follower
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.comparison import Aside
from analyzer.model.record import Record
from analyzer.model.report import Failure, Finding, Passage, Severity
from analyzer.model.trend import (
    Body,
    Change,
    Copied,
    FollowedUp,
    FollowUp,
    PlacedFinding,
    Point,
    Repeated,
    Trend,
)

# Given the reports of one body, one a year and by year: what each has from those before it.
CopyEngine: TypeAlias = Callable[[Sequence[Record]], Sequence[Copied]]

NOT_FOLLOWED_UP = "plan.not-followed-up"
REPEATED = "shortcoming.repeated"


def trend(
    records: Iterable[Record],
    pack: Pack,
    *,
    failures: Sequence[Failure] = (),
    issuer: str | None = None,
    body: Callable[[Record], str] | None = None,
    copied: CopyEngine | None = None,
) -> Trend:
    """Returns bodies across years.

    Args:
        records: The reports, of any bodies and years.
        pack: Its elements, rules and words are used.
        failures: Files that could not be read.
        issuer: Only bodies whose name, in one of the reports, has this in it.
        body: What is the same for reports of one body; their issuer by default.
        copied: Finds what reports copy from earlier ones; without it nothing is found.
    """
    grouped: dict[str, list[Record]] = {}
    aside: list[tuple[Record, Aside]] = []
    for record in records:
        if not record.report["is_report"]:
            aside.append((record, Aside.NOT_A_REPORT))
        elif record.year is None:
            aside.append((record, Aside.NO_YEAR))
        else:
            grouped.setdefault((body or _name)(record), []).append(record)
    following = _Following(pack, copied)
    found = []
    for own in grouped.values():
        # A body that was renamed is wanted with all of its reports.
        if issuer is None or any(issuer in _name(record) for record in own):
            found.append(following.body(own))
        else:
            aside += [(record, Aside.FILTERED) for record in own]
    return Trend(
        elements={each.id: each.name for each in pack.elements},
        bodies=tuple(sorted(found, key=lambda each: (each.name, each.points[0].record.source))),
        aside=tuple(aside),
        failures=tuple(failures),
    )


class _Following:
    """Makes bodies of their reports."""

    def __init__(self, pack: Pack, copied: CopyEngine | None) -> None:
        self._pack = pack
        self._follower = Follower(pack)
        self._copied = copied

    def body(self, records: Sequence[Record]) -> Body:
        """Returns a body with at least one report; all of them have a year."""
        points = _points(records)
        standing = {point.year: point.record for point in points if point.stands}
        years = sorted(standing)
        follow_up: list[FollowedUp] = []
        repeated: list[Repeated] = []
        copied = self._copied([standing[year] for year in years]) if self._copied else ()
        findings: list[PlacedFinding] = []
        for year in years:
            later = standing[year]
            plans: Sequence[FollowedUp] = ()
            again: Sequence[Repeated] = ()
            if year - 1 in standing:
                earlier = standing[year - 1]
                plans = self._follower.plans(earlier, later)
                again = self._follower.repeated(earlier, later)
                findings += self._findings(earlier, later, plans, again)
            follow_up += plans
            repeated += again
            findings += self._reused(
                later, [each for each in copied if each.to_year == year], again
            )
        return Body(
            name=_name(points[-1].record),
            points=points,
            gaps=tuple(year for year in range(years[0], years[-1]) if year not in standing),
            follow_up=tuple(follow_up),
            repeated=tuple(repeated),
            copied=tuple(copied),
            findings=tuple(findings),
        )

    def _findings(
        self,
        earlier: Record,
        later: Record,
        plans: Sequence[FollowedUp],
        again: Sequence[Repeated],
    ) -> list[PlacedFinding]:
        lost = [
            self._finding(
                NOT_FOLLOWED_UP,
                _lost(item),
                item.plan,
                "next_plan",
            )
            for item in plans
            if item.status is FollowUp.NOT_FOUND
        ]
        told = [
            self._finding(
                REPEATED,
                f"{item.from_year}年度已经写过这条不足，{item.to_year}年度又写了一遍",
                item.later,
                "shortcomings",
            )
            for item in again
        ]
        return [
            *(PlacedFinding(finding, earlier) for finding in lost),
            *(PlacedFinding(finding, later) for finding in told),
        ]

    def _reused(
        self, later: Record, copied: Sequence[Copied], again: Sequence[Repeated]
    ) -> Iterator[PlacedFinding]:
        """Yields where a report still says what was right in an earlier one only.

        Of a shortcoming that is told again as such, it need not be told that its figures are the same.
        """
        if PREVIOUS_YEAR not in self._pack.rules:
            return
        for item in copied:
            for kept in item.outdated:
                figures = [place for place in kept.figures if not _told(place, again)]
                if kept.years or figures:
                    texts = ([place.text for place in each] for each in (kept.years, figures))
                    message = said_of(item.from_year, *texts)
                    finding = self._finding(PREVIOUS_YEAR, message, kept.place, None)
                    yield PlacedFinding(finding, later)

    def _finding(self, rule: str, message: str, place: Passage, element: str | None) -> Finding:
        said = self._pack.rules[rule]
        return Finding(
            rule=rule,
            severity=SEVERITIES[said.severity] if said.severity else Severity.WARNING,
            element=element,
            message=message,
            advice=said.advice,
            legal_basis="；".join(map(str, said.basis)),
            start=place.start,
            end=place.end,
            text=place.text,
        )


def _told(place: Passage, again: Sequence[Repeated]) -> bool:
    return any(item.later.start <= place.start and place.end <= item.later.end for item in again)


def _lost(item: FollowedUp) -> str:
    if item.passage is not None:
        return f"{item.from_year}年度安排的这件事，{item.to_year}年度的报告说没有做"
    return f"{item.from_year}年度安排的这件事，{item.to_year}年度的报告里没有找到下落"


def _points(records: Sequence[Record]) -> tuple[Point, ...]:
    """Returns the reports of a body by year.

    Of several of one year the longest stands for it where years are compared: of two versions it is
    the one that leaves out less.
    """
    ordered = sorted(records, key=lambda record: (record.year or 0, record.source))
    counts = Counter(record.year for record in ordered)
    standing: dict[int, Record] = {}
    for record in ordered:
        year = record.year or 0
        if year not in standing or len(record.text) > len(standing[year].text):
            standing[year] = record
    return tuple(
        _point(
            record,
            standing.get((record.year or 0) - 1),
            duplicate=counts[record.year] > 1,
            stands=standing[record.year or 0] is record,
        )
        for record in ordered
    )


def _point(record: Record, before: Record | None, *, duplicate: bool, stands: bool) -> Point:
    changes, delta = {}, None
    if before is not None:
        delta = round(float(record.report["score"]) - float(before.report["score"]), 2)
        earlier = before.applicable
        # What does not apply in one of the years has become neither better nor worse.
        changes = {
            id_: Change(was, status)
            for id_, status in record.applicable.items()
            if status is not None and (was := earlier.get(id_)) not in (None, status)
        }
    return Point(
        record=record,
        year=record.year or 0,
        delta=delta,
        changes=changes,
        duplicate=duplicate,
        stands=stands,
    )


def _name(record: Record) -> str:
    return record.issuer or record.source

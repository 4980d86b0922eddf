"""Records → one comparison: who is compared, ranked, and measured against whom."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.model.comparison import Aside, Comparison, Row
from analyzer.model.document import Level
from analyzer.model.record import Record
from analyzer.model.report import Failure, Finding, Status

# With fewer bodies of a level, their median says little.
_PEERS = 3
# Outliers by the median absolute deviation. Source: Iglewicz, Hoaglin 1993: modified z score
# above 3.5, with 0.6745 as the deviation of a normal distribution.
_FAR = 3.5
_NORMAL = 0.6745
# Where nearly all have the same score, a few points are no outlier.
_LEAST_FAR = 10.0
NOT_APPLICABLE = "not_applicable"
_ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which of the reports are compared; what is left empty holds nothing back.

    Attributes:
        year: The reporting year; by default that of most reports.
        levels: Levels of bodies.
        elements: Ids; only reports in which one of them is not substantive.
        worst: How many of the lowest scores.
    """

    year: int | None = None
    levels: frozenset[Level] = frozenset()
    elements: frozenset[str] = frozenset()
    worst: int | None = None


def _nothing_more(year: int | None) -> Sequence[Finding]:
    return ()


def compare(
    records: Iterable[Record],
    elements: Mapping[str, str],
    *,
    failures: Sequence[Failure] = (),
    wanted: Filter | None = None,
    body: Callable[[Record], str] | None = None,
    findings: Callable[[int | None], Sequence[Finding]] = _nothing_more,
) -> Comparison:
    """Returns reports side by side.

    Ranks, medians and outliers are those among all reports of the year, also where only some are
    shown: a filter must not make the worst of the chosen ones look like the worst of all.

    Args:
        records: The reports.
        elements: Id and name of each element, in the order of the pack.
        failures: Files that could not be read.
        wanted: Which reports to show.
        body: The name of the body of a report, the same for all of its reports; by default the
            issuer as the report writes it.
        findings: Tells for the year that is compared what concerns bodies rather than single
            reports: who is missing, who was late.
    """
    wanted = wanted or Filter()
    kept, aside, year = _of_the_year(list(records), wanted.year)
    kept.sort(key=lambda record: (-record.report["score"], record.issuer or "", record.source))
    rows = _rows(kept, body or _issuer)
    shown = [row for row in rows if _is_wanted(row, wanted)]
    if wanted.worst is not None:
        shown = shown[max(0, len(shown) - wanted.worst) :]
    hidden = {id(row.record) for row in rows} - {id(row.record) for row in shown}
    aside += [(record, Aside.FILTERED) for record in kept if id(record) in hidden]
    return Comparison(
        year=year,
        elements=dict(elements),
        rows=tuple(shown),
        coverage=_coverage(shown, elements),
        aside=tuple(aside),
        failures=tuple(failures),
        findings=tuple(findings(year)),
    )


def _of_the_year(
    records: Sequence[Record], year: int | None
) -> tuple[list[Record], list[tuple[Record, Aside]], int | None]:
    reports = [record for record in records if record.report["is_report"]]
    if year is None:
        years = Counter(record.year for record in reports if record.year is not None)
        year = max(years, key=lambda year: (years[year], year), default=None)
    kept: list[Record] = []
    aside: list[tuple[Record, Aside]] = []
    for record in records:
        if not record.report["is_report"]:
            aside.append((record, Aside.NOT_A_REPORT))
        elif record.year is None:
            aside.append((record, Aside.NO_YEAR))
        elif record.year != year:
            aside.append((record, Aside.OTHER_YEAR))
        else:
            kept.append(record)
    return kept, aside, year


def _issuer(record: Record) -> str:
    return record.issuer or record.source


def _rows(records: Sequence[Record], body: Callable[[Record], str]) -> list[Row]:
    """Returns the rows of records that are sorted by score, the best first."""
    scores = [float(record.report["score"]) for record in records]
    medians = _medians(records)
    spread = _spread(scores)
    same = Counter(map(body, records))
    return [
        Row(
            record=record,
            name=body(record),
            rank=scores.index(score) + 1,
            peers=medians.get(str(record.report["level"]), medians[_ALL]),
            outlier=abs(score - medians[_ALL]) > spread,
            duplicate=same[body(record)] > 1,
        )
        for record, score in zip(records, scores, strict=True)
    ]


def _medians(records: Sequence[Record]) -> dict[str, float]:
    """Returns the median score of each level with enough bodies, and of all under an empty name."""
    by_level: dict[str, list[float]] = {}
    for record in records:
        by_level.setdefault(_ALL, []).append(record.report["score"])
        if record.report["level"]:
            by_level.setdefault(record.report["level"], []).append(record.report["score"])
    return {
        level: round(statistics.median(scores), 1)
        for level, scores in by_level.items()
        if level == _ALL or len(scores) >= _PEERS
    }


def _spread(scores: Sequence[float]) -> float:
    """Returns how far from the median a score is an outlier."""
    if not scores:
        return 0.0
    median = statistics.median(scores)
    deviation = statistics.median(abs(score - median) for score in scores)
    return max(_FAR * deviation / _NORMAL, _LEAST_FAR)


def _is_wanted(row: Row, wanted: Filter) -> bool:
    if wanted.levels and row.record.level not in wanted.levels:
        return False
    statuses = row.statuses
    return not wanted.elements or any(
        statuses.get(id_) in (Status.MENTIONED, Status.MISSING) for id_ in wanted.elements
    )


def _coverage(rows: Sequence[Row], elements: Mapping[str, str]) -> dict[str, dict[str, int]]:
    coverage: dict[str, dict[str, int]] = {}
    for id_ in elements:
        counts = Counter(row.statuses.get(id_) for row in rows)
        coverage[id_] = {str(status): counts[status] for status in Status}
        coverage[id_][NOT_APPLICABLE] = counts[None]
    return coverage

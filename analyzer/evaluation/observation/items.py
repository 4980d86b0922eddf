"""Single shortcomings, their causes, points of the plan, and which answers which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from analyzer.evaluation.labels import ItemLabels
from analyzer.evaluation.observation.disagreement import (
    ABSENT,
    PRESENT,
    About,
    Case,
    Disagreement,
)
from analyzer.evaluation.observation.pairing import Pairs, pair, places
from analyzer.evaluation.sampling import Tally
from analyzer.model.report import Items


class _Wanted(Protocol):
    @property
    def quote(self) -> str: ...


class _Found(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def compare_items(
    label: ItemLabels, found: Items, case: Case, tally: Tally
) -> Iterator[Disagreement]:
    """Counts items, causes and links, and yields where they disagree."""
    shortcomings = _pairs(label.shortcomings, found.shortcomings, case)
    plan = _pairs(label.plan, found.plan, case)
    yield from _alone(
        About.SHORTCOMING, label.shortcomings, found.shortcomings, shortcomings, case, tally
    )
    yield from _compare_causes(label, found, shortcomings, case, tally)
    yield from _alone(About.PLAN, label.plan, found.plan, plan, case, tally)
    yield from _compare_links(label, found, shortcomings, plan, case, tally)


def _pairs(wanted: Sequence[_Wanted], found: Sequence[_Found], case: Case) -> Pairs:
    return pair([places(case.text, w.quote) for w in wanted], [(f.start, f.end) for f in found])


def _alone(
    about: About,
    wanted: Sequence[_Wanted],
    found: Sequence[_Found],
    pairs: Pairs,
    case: Case,
    tally: Tally,
) -> Iterator[Disagreement]:
    """Yields the items that only the label or only the program has."""
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    tally[about, "right"] += len(pairs)
    tally[about, "missed"] += len(wanted) - len(pairs)
    tally[about, "false"] += len(found) - len(pairs)
    for row, item in enumerate(wanted):
        if row not in rows:
            yield case.absence(about, quotes=case.quotes(item.quote))
    for column, point in enumerate(found):
        if column not in columns:
            yield case.surplus(about, evidence=[case.quote(point.start, point.end)])


def _compare_causes(
    label: ItemLabels, found: Items, pairs: Pairs, case: Case, tally: Tally
) -> Iterator[Disagreement]:
    """Compares whether a cause is given, for the shortcomings that both have."""
    for row, column in pairs:
        wanted, item = label.shortcomings[row], found.shortcomings[column]
        tally[About.CAUSE, "right" if wanted.cause == item.cause else "wrong"] += 1
        if wanted.cause != item.cause:
            yield case.disagreement(
                About.CAUSE,
                expected=PRESENT if wanted.cause else ABSENT,
                got=PRESENT if item.cause else ABSENT,
                quotes=case.quotes(wanted.quote),
                evidence=[case.quote(item.start, item.end)],
            )


def _compare_links(
    label: ItemLabels,
    found: Items,
    shortcomings: Pairs,
    plan: Pairs,
    case: Case,
    tally: Tally,
) -> Iterator[Disagreement]:
    """Compares which plan points answer which shortcomings.

    A link of the program is right when both its ends are paired with the ends of a labelled one.
    """
    row_of = {column: row for row, column in shortcomings}
    point_of = {column: row for row, column in plan}
    wanted = {(row, p) for row, s in enumerate(label.shortcomings) for p in s.answered_by}
    told: set[tuple[int, int]] = set()
    for column, item in enumerate(found.shortcomings):
        for index in item.answered_by:
            link = row_of.get(column, -1), point_of.get(index, -1)
            if link in wanted:
                told.add(link)
                continue
            tally[About.LINK, "false"] += 1
            ends = item, found.plan[index]
            yield case.surplus(About.LINK, evidence=[case.quote(e.start, e.end) for e in ends])
    tally[About.LINK, "right"] += len(told)
    tally[About.LINK, "missed"] += len(wanted - told)
    for row, point in sorted(wanted - told):
        quotes = case.quotes(label.shortcomings[row].quote, label.plan[point].quote)
        yield case.absence(About.LINK, quotes=quotes)

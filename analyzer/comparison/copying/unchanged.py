"""Passages taken over from the body's own earlier report as they were: figures and years unchanged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from analyzer.comparison.copying.shared import Copying, Remark, SharedPassage, Side
from analyzer.comparison.copying.standing import StandingCounts
from analyzer.lexicon.schema import FactKind
from analyzer.matching.facts import find_facts
from analyzer.model.document import Role
from analyzer.model.record import Record

_YEAR = re.compile(r"(?<![\d—–\-~～至到])(20\d{2})[ \u3000]*年(?![ 度]*[—–\-~～至到])")
_CITED = re.compile(r"《[^》\n]*》|[〔\[（(]20\d{2}[〕\]）)]")
# What looks back on purpose.
_BACK = re.compile(r"(?:自|从|比|较|同|与|于|原|早在|继)[^，。；]{0,4}\Z")
_SINCE = re.compile(r"(?:以来|起|以前|之前|前|开始|末至|修订|版)")
_LINE = re.compile(r"[^\n]+")
# A passage is told of when so much of it at most was copied from a later report than this.
_TOLD = 0.5
# So many figures are named in a message.
_NAMED = 3


class Kept(NamedTuple):
    """A paragraph, or the part of one that was copied, with what must have changed and has not.

    Attributes:
        start: Offset of the paragraph in the later report.
        end: Offset after it.
        years: Years that were right in the earlier report and are not any more, as offsets.
        figures: Counts and dates; none where any count or date of the paragraph was changed.
    """

    start: int
    end: int
    years: tuple[tuple[int, int], ...]
    figures: tuple[tuple[int, int], ...]


def unchanged_passages(
    records: Sequence[Record], copying: Copying, standing: StandingCounts
) -> Iterator[Remark]:
    """Yields paragraphs of a body's report that stand the same in its report of an earlier year.

    Only those in which something must have changed since: a count, a date, or the year itself.
    What several earlier reports have is told of once, of the last of them.
    """
    for passage in latest_copies(records, copying.passages):
        later, year = records[passage.a.report], records[passage.b.report].year or 0
        for kept in kept_in(later, year, passage, standing):
            told = ([later.text[low:high] for low, high in each] for each in kept[2:])
            yield Remark(passage.a.report, kept.start, kept.end, said_of(year, *told))


def latest_copies(
    records: Sequence[Record], passages: Iterable[SharedPassage]
) -> list[SharedPassage]:
    """Returns what bodies copied from their own earlier reports, by report and place.

    What several earlier reports have was copied from the last of them.
    """
    of_reports: dict[int, list[SharedPassage]] = defaultdict(list)
    for passage in passages:
        if passage.own and records[passage.a.report].year and records[passage.b.report].year:
            of_reports[passage.a.report].append(passage)
    return [
        passage for _, copies in sorted(of_reports.items()) for passage in _latest(copies, records)
    ]


def _latest(copies: list[SharedPassage], records: Sequence[Record]) -> list[SharedPassage]:
    """Returns the passages of one report without those that a later of the earlier reports has."""
    found: list[SharedPassage] = []
    for passage in sorted(copies, key=lambda one: -(records[one.b.report].year or 0)):
        a = passage.a
        told = sum(max(0, min(a.end, b.a.end) - max(a.start, b.a.start)) for b in found)
        if told <= _TOLD * (a.end - a.start):
            found.append(passage)
    return sorted(found, key=lambda one: (one.a.start, one.a.end, one.b))


def kept_in(
    later: Record, year: int, passage: SharedPassage, standing: StandingCounts
) -> list[Kept]:
    """Returns the paragraphs of a passage that kept what was right in an earlier year only.

    Paragraphs are looked at one by one: that the figures of others were brought up to date says
    nothing of these.
    """
    side = passage.a
    found = []
    for line in _LINE.finditer(later.text, side.start, side.end):
        start, end = line.span()
        facts = [
            (start + fact.start, start + fact.end)
            for fact in find_facts(line.group())
            if fact.kind in (FactKind.COUNT, FactKind.DATE)
        ]
        changed = any(_differs(side, *fact) for fact in facts)
        telling = (
            fact
            for fact in facts
            if _role(later, fact[0]) is not Role.PLAN and not standing.stays(later.text, *fact)
        )
        figures = () if changed else tuple(telling)
        years = tuple(_stale_years(later, year, side, start, end))
        if years or figures:
            found.append(Kept(start, end, years, figures))
    return found


def said_of(year: int, years: Sequence[str], figures: Sequence[str]) -> str:
    """Returns a sentence on what was kept of an earlier report.

    Args:
        year: The year of the earlier report.
        years: The years that were kept, as written.
        figures: The figures that were kept, likewise; there is one at least, or a year.
    """
    if years:
        return f"这一段是从{year}年的报告抄来的，里面还写着“{years[0]}”"
    named = "、".join(f"“{figure}”" for figure in figures[:_NAMED])
    more = f"等{len(figures)}处数字" if len(figures) > _NAMED else ""
    return f"这一段与{year}年的报告一样，{named}{more}没有变"


def _stale_years(
    record: Record, year: int, side: Side, low: int, high: int
) -> Iterator[tuple[int, int]]:
    """Yields the years in a paragraph that were right in the earlier report and are not any more."""
    text = record.text
    cited = [match.span() for match in _CITED.finditer(text, low, high)]
    for match in _YEAR.finditer(text, low, high):
        start, end = match.span()
        planned = _role(record, start) is Role.PLAN
        if int(match[1]) != (year + 1 if planned else year) or _differs(side, start, end):
            continue
        inside = any(opens <= start < closes for opens, closes in cited)
        if inside or _BACK.search(text[max(0, start - 6) : start]) or _SINCE.match(text, end):
            continue
        yield start, end


def _role(record: Record, offset: int) -> Role | None:
    at = bisect_right(record.told, offset, key=attrgetter("start")) - 1
    return record.told[at].role if at >= 0 else None


def _differs(side: Side, start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in side.differs)

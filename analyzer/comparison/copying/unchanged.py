"""Passages taken over from the body's own earlier report as they were: figures and years unchanged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from analyzer.comparison.copying.shared import Copying, Remark, SharedPassage, Side
from analyzer.lexicon.schema import FactKind
from analyzer.matching.facts import find_facts
from analyzer.model.document import Role
from analyzer.model.record import Record

_YEAR = re.compile(r"(?<![\d—–\-~～至到])(20\d{2})[ \u3000]*年(?![ 度]*[—–\-~～至到])")
_CITED = re.compile(r"《[^》\n]*》|[〔\[（(]20\d{2}[〕\]）)]")
# What looks back on purpose.
_BACK = re.compile(r"(?:自|从|比|较|同|与|于|原|早在|继)[^，。；]{0,4}\Z")
_SINCE = re.compile(r"(?:以来|起|以前|之前|前|开始|末至|修订|版)")
# What stays the same from year to year: a time limit, a share, the end of the year, one of a kind.
_STANDING = re.compile(
    r".*(?:工作日|小时|学时|课时|天|分钟|秒|[%％‰]|百分点)|12月31日|1月1日|一[^一二三四五六七八九十百千万]*"
)


def unchanged_passages(records: Sequence[Record], copying: Copying) -> Iterator[Remark]:
    """Yields passages of a body's report that stand the same in its report of an earlier year.

    Only those in which something must have changed since: a count, a date, or the year itself.
    A passage that several earlier reports have is told of once, of the last of them.
    """
    latest: dict[tuple[int, int, int], tuple[int, Remark]] = {}
    for passage in copying.passages:
        later, earlier = (records[side.report] for side in (passage.a, passage.b))
        if not passage.own or not later.year or not earlier.year:
            continue
        message = _said(later, earlier.year, passage)
        if message is not None:
            a = passage.a
            remark = Remark(a.report, a.start, a.end, message)
            key = a.report, *_kept(latest, a)
            if key not in latest or latest[key][0] < earlier.year:
                latest[key] = earlier.year, remark
    yield from sorted(remark for _, remark in latest.values())


def _kept(latest: dict[tuple[int, int, int], tuple[int, Remark]], a: Side) -> tuple[int, int]:
    """Returns the bounds of the remark that already tells of a place, else those of the place."""
    for report, start, end in latest:
        if report == a.report and start < a.end and a.start < end:
            return start, end
    return a.start, a.end


def _said(later: Record, year: int, passage: SharedPassage) -> str | None:
    stale = _stale_year(later, year, passage.a)
    if stale is not None:
        return f"这一段是从{year}年的报告抄来的，里面还写着“{stale}”"
    facts = [
        fact
        for fact in find_facts(later.text[passage.a.start : passage.a.end])
        if fact.kind in (FactKind.COUNT, FactKind.DATE)
    ]
    if any(_differs(passage.a, passage.a.start + f.start, passage.a.start + f.end) for f in facts):
        return None
    text = later.text[passage.a.start : passage.a.end]
    telling = [
        text[f.start : f.end] for f in facts if not _STANDING.fullmatch(text[f.start : f.end])
    ]
    if not telling:
        return None
    named = "、".join(f"“{fact}”" for fact in telling[:3])
    more = f"等{len(telling)}处数字" if len(telling) > 3 else ""
    return f"这一段与{year}年的报告一样，{named}{more}没有变"


def _stale_year(record: Record, year: int, side: Side) -> str | None:
    """Returns the first year in a passage that was right in the earlier report and is not any more."""
    text = record.text
    cited = [match.span() for match in _CITED.finditer(text, side.start, side.end)]
    for match in _YEAR.finditer(text, side.start, side.end):
        start, end = match.span()
        planned = _role(record, start) is Role.PLAN
        if int(match[1]) != (year + 1 if planned else year) or _differs(side, start, end):
            continue
        inside = any(low <= start < high for low, high in cited)
        if inside or _BACK.search(text[max(0, start - 6) : start]) or _SINCE.match(text, end):
            continue
        return match.group()
    return None


def _role(record: Record, offset: int) -> Role | None:
    at = bisect_right(record.told, offset, key=attrgetter("start")) - 1
    return record.told[at].role if at >= 0 else None


def _differs(side: Side, start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in side.differs)

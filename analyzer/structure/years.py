"""The reporting year (报告年度): the year reported on, not the year of writing.

Title, announcement, first words, date and plan each name a year. They mostly agree; where the
title carries the year of writing, the others outvote it.
"""

from __future__ import annotations

import re
from collections import Counter

from analyzer.structure.frame import Date, Frame
from analyzer.structure.numbers import YEAR, half_width, parse_year
from analyzer.structure.voice import announcement

_CITED = re.compile(r"《[^《》]*》")
_RANGE = re.compile(rf"({YEAR})[ 年度]{{0,3}}[—–\-~～至到－]{{1,2}}[ ]?({YEAR})[ ]?年?")
_NAMED = re.compile(rf"({YEAR})(?![ \u3000]*年[ \u3000]*\d{{1,2}}[ \u3000]*月)")
_SHORT = re.compile(r"(?<!\d)([12]\d)年度?")
_PLANNED = re.compile(r"[^，。；、及和与暨]{0,16}(?:打算|计划|安排|思路|谋划|重点任务|要点)")
_FIRST_WORDS = re.compile(rf"[ \t\u3000\n]*(?:自|在)?({YEAR})[ \u3000]*年")
_IN_TEXT = re.compile(r"(?<![\d—–\-~～至到])(20\d{2})[ \u3000]*年(?![ 度]*[—–\-~～至到])")
_PLAN_HEADING = re.compile(
    rf"\n[^\n。；，]{{0,12}}({YEAR})[ \u3000]*年度?[^\n。；]{{0,22}}(?:打算|计划|安排|思路|重点|展望|目标|任务|方向)"
)
_OPENING = 1500
# Up to these months a report tells of the year before.
_LAST_MONTH_FOR_YEAR_BEFORE = 6
_TOO_EARLY_FOR_ITS_YEAR = 4
# So often a text must name the year before, and the title's not at all, to outvote it alone.
_OFTEN = 3


def reporting_year(frame: Frame, text: str, *, is_report: bool) -> int | None:
    """Returns the year reported on; of other texts, the year in the title or the opening."""
    titled = year_of_title(frame.title)
    body = half_width(text[frame.body_start : frame.body_end])
    told = _year_told(body[:_OPENING])
    if not is_report:
        return titled or told
    dated = _year_before(frame.written or frame.published)
    if titled is None:
        planned = _year_of_plan(body) if told is None or dated is None else None
        return told or dated or planned or _most_named(body)
    if told == titled:
        return titled
    return _outvoted(titled, told, dated, frame.written, body)


def year_of_title(title: str) -> int | None:
    """Returns the year that a title is about; the later one of two (2023—2024年)."""
    line = half_width(_CITED.sub("", title)) or half_width(title)
    span = _RANGE.search(line)
    if span is not None:
        first, last = parse_year(span[1]), parse_year(span[2])
        return last if first and last and last - first == 1 else None
    years = _years(line)
    if years:
        return years[0]
    short = _SHORT.search(line)
    return 2000 + int(short[1]) if short else None


def _years(line: str) -> list[int]:
    """Returns the years named in a line, those of a plan last."""
    found: list[tuple[bool, int, int]] = []
    for match in _NAMED.finditer(line):
        year = parse_year(match[1])
        if year is not None:
            planned = _PLANNED.match(line, match.end()) is not None
            found.append((planned, match.start(), year))
    return [year for _, _, year in sorted(found)]


def _year_told(head: str) -> int | None:
    """Returns the year that the opening says it reports on."""
    clause = _RANGE.sub("", announcement(head))
    years = _years(clause)
    if years:
        return years[0]
    opening = head.lstrip()[:200].split("\n", 1)[0]
    first = _FIRST_WORDS.match(opening)
    if first is not None and not _RANGE.match(opening):
        return parse_year(first[1])
    return None


def _year_before(date: Date | None) -> int | None:
    """Returns the year that a report of this date is about."""
    if date is None:
        return None
    return date[0] - 1 if date[1] <= _LAST_MONTH_FOR_YEAR_BEFORE else date[0]


def _year_of_plan(body: str) -> int | None:
    """Returns the year before the one that the last heading of a plan names."""
    found = [parse_year(match[1]) for match in _PLAN_HEADING.finditer(body)]
    years = [year for year in found if year is not None]
    return years[-1] - 1 if years else None


def _outvoted(
    titled: int, told: int | None, dated: int | None, written: Date | None, body: str
) -> int:
    """Returns the year of the title, or the one before where it is the year of writing."""
    planned = _year_of_plan(body)
    if titled in (told, planned, dated):
        return titled
    before = titled - 1
    if [told, planned, dated].count(before) > 1:
        return before
    if written is not None and written[0] == titled and written[1] <= _TOO_EARLY_FOR_ITS_YEAR:
        # Nobody reports in March on the year that has just begun.
        return before
    if told == before:
        named = Counter(int(year) for year in _IN_TEXT.findall(_CITED.sub("", body)))
        return before if named[before] >= _OFTEN and not named[titled] else titled
    return titled


def _most_named(body: str) -> int | None:
    named = Counter(int(year) for year in _IN_TEXT.findall(_CITED.sub("", body)))
    return named.most_common(1)[0][0] if named else None

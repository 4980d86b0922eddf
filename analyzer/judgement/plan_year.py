"""The year that the plan (下一年度安排) is for. The statute wants the one after the reporting year."""

from __future__ import annotations

import re

from analyzer.judgement.passages import Reading
from analyzer.model.document import Role
from analyzer.model.text import Span

_PLAN_YEAR = re.compile(
    r"(?<![\d—–\-－~～至到〔\[])(20\d{2})\s*年?(?![\d—–\-－~～至]|\s*年?[—–\-－~～至]"
    # What was made or left over before a year is what the plan is about, not when.
    r"|\s*年?度?(?:以前|之前|以来|以后|前|至今|遗留|立案|积压|印发|出台|制定|发布|签订|修订|版))"
)


def years_of_plan(reading: Reading, start: int, end: int) -> list[tuple[int, Span]]:
    """Returns the years named in a piece of the plan; cited titles and periods are left out."""
    if reading.document.text.find("20", start, end) < 0:
        return []
    return [
        (int(match[1]), Span(match.start(), match.end()))
        for match in _PLAN_YEAR.finditer(reading.document.text, start, end)
        if not reading.matches.is_cited(match.start())
    ]


def plan_year_mismatch(reading: Reading, year: int | None) -> tuple[int, Span] | None:
    """Returns the wrong year of the plan and where it stands; None if the year is right or unsaid.

    The year in the plan's heading decides; without one, the years in its sentences do, of which
    one right year is enough.
    """
    if year is None:
        return None
    sentences: list[tuple[int, Span]] = []
    headed: list[tuple[int, Span]] = []
    for passage in reading.passages:
        if passage.role is not Role.PLAN:
            continue
        section = passage.sentence.section
        top = section >= 0 and reading.document.sections[section].parent < 0
        places = headed if passage.sentence.heading and top else sentences
        places.extend(years_of_plan(reading, passage.sentence.start, passage.end))
    for places in headed, sentences:
        if not places:
            continue
        if any(number == year + 1 for number, _ in places):
            return None
        wrong = [item for item in places if item[0] != year + 1]
        if (
            places is headed
            and any(n == year for n, _ in wrong)
            and _covers_two(reading, wrong[0][1])
        ):
            continue
        return wrong[0]
    return None


def _covers_two(reading: Reading, span: Span) -> bool:
    """Tells whether a heading also tells of the reporting year (工作总结及下一步打算)."""
    return any(
        section.heading.start <= span.start < section.heading.end
        and len(reading.section_roles[index]) > 1
        for index, section in enumerate(reading.document.sections)
    )

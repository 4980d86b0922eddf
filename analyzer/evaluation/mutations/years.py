"""Variants that tell of another year: the plan, or what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.labels import ElementLabel, LabelledReport
from analyzer.evaluation.mutations.draft import Draft, Edit, line_around, lines_of, rewritten
from analyzer.evaluation.mutations.made import (
    DEEDS,
    LEANING,
    PLAN,
    Made,
    element_of,
    headings_of,
    passages_of,
    told,
)
from analyzer.evaluation.mutations.relabel import Change, finding_at, span_of
from analyzer.evaluation.mutations.sentences import AGAIN, EARLIER
from analyzer.model.report import Status
from analyzer.model.text import Span
from analyzer.structure.numbers import find_date, read_number

# Words that say the plan's year without its number, so that a wrong number would be a slip.
_NEXT = re.compile("明年|来年|次年|下一?年|下一步|新的一年|新年|开年|转过年|翻过年|过了年|接下来")
_THIS = re.compile("今年|本年|这一年|一年来")
# Under other headings a list for the year reported on may well be one of deeds.
_PLANNED = re.compile("安排|打算|计划|思路|部署|怎么|要做|任务|目标")
_CLAUSE = re.compile(r"[^。；：\n]{1,24}")
# What happened in one year and cannot be told of another.
_EVENT = re.compile("全会|[一二]十[一二三四五六七八九]?[大届]|中央全面依法治国|周年|开局|收官")

_SENTENCE_END = re.compile("。(?=[^”）])")
_MONTH = re.compile(r"\d{1,2}月")
_LONGEST_HEADING = 40


def misdated(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with a plan for a wrong year, and with single deeds of the year before."""
    year = report.label.reporting_year
    if year is not None and report.label.is_report:
        yield from _plan(report, year)
        yield from _deeds(report, year, random)


def _plan(report: LabelledReport, year: int) -> Iterator[Made]:
    """Yields the report with its plan's year one too small, and one too large."""
    text, plan = report.text.text, element_of(report, PLAN)
    reported = any(finding.rule == "year.plan-mismatch" for finding in report.label.findings)
    if plan.status is not Status.SUBSTANTIVE or reported:
        return
    spans, headed = _where_planned(report, year)
    right = re.compile(rf"(?<!\d){year + 1}(?=年)")
    places = sorted(found.span() for span in spans for found in right.finditer(text, *span))
    named = {found.start() for found in right.finditer(text)}
    elsewhere = named - {start for start, _ in places} - _dates(text)
    if not places or elsewhere or any(_tied(text, span) for span in spans):
        return
    # Without a heading of its own a plan is known by its year; the year reported on would make
    # deeds of its points.
    for wrong in (year, year + 2) if headed else (year + 2,):
        draft = rewritten(text, [Edit(*place, str(wrong)) for place in places])
        change = Change(
            elements={PLAN: _hollow(draft, plan, text)},
            findings=(finding_at(draft, "year.plan-mismatch", _clause_at(draft, *places[0])),),
        )
        yield Made(PLAN, draft, change, f"安排的年份改成{wrong}年")


def _tied(text: str, span: Span) -> bool:
    """Tells whether a plan says otherwise than by a number for which year it is."""
    return any(words.search(text, *span) for words in (_NEXT, _EVENT))


def _hollow(draft: Draft, element: ElementLabel, text: str) -> ElementLabel:
    found = [draft.follow(*span_of(text, quote)) for quote in element.quotes]
    quotes = tuple(place.span.of(draft.text) for place in found if place)
    return ElementLabel(status=Status.MENTIONED, quotes=quotes)


def _clause_at(draft: Draft, start: int, end: int) -> Span:
    """Returns the clause of the new text that a place of the old one has become part of."""
    found = draft.follow(start, end)
    at = found.span.start if found else 0
    clause = _CLAUSE.match(draft.text, at)
    return Span(at, clause.end() if clause else at + 1)


def _where_planned(report: LabelledReport, year: int) -> tuple[list[Span], bool]:
    """Returns where the plan stands, and whether under a heading that names its year.

    Where passages are not labelled, it stands from such a heading to its last point.
    """
    text = report.text.text
    passages, headings = passages_of(report, PLAN), headings_of(report, PLAN)
    if passages:
        headed = any(_names_plan(span.of(text), year) for span in headings)
        return passages + headings, headed
    points = [span_of(text, item.quote) for item in report.label.items.plan]
    if not points:
        return [], False
    before = [line for line in lines_of(text) if line.end <= min(points).start]
    heading = next((line for line in reversed(before) if _is_heading(text, line)), None)
    if heading is None or not _names_plan(heading.of(text), year):
        return [], False
    return [Span(heading.start, line_around(text, max(points).start).end)], True


def _names_plan(heading: str, year: int) -> bool:
    return f"{year + 1}年" in heading and _PLANNED.search(heading) is not None


def _is_heading(text: str, line: Span) -> bool:
    short = line.end - line.start <= _LONGEST_HEADING and "。" not in line.of(text)
    return short and read_number(text, *line) is not None


def _dates(text: str) -> set[int]:
    """Returns where the lines that hold nothing but a date begin."""
    found = set()
    for line in lines_of(text):
        said = line.of(text)
        date = find_date(said)
        if date and not (said[: date[0]] + said[date[1] :]).strip(" \u3000()（）"):
            found.add(line.start + date[0])
    return found


def _deeds(report: LabelledReport, year: int, random: Random) -> Iterator[Made]:
    """Yields the report with a topic of which it only tells how it was the year before."""
    text = report.text.text
    for key in told(report, DEEDS):
        element, passages = element_of(report, key), passages_of(report, key)
        first = passages[0]
        if (
            element.status is not Status.SUBSTANTIVE
            or len(passages) > 1
            or first != line_around(text, first.start)
            or read_number(text, *first) is not None
            or LEANING.match(text, first.start)
            or _THIS.search(text, *first)
            or _EVENT.search(text, *first)
            or str(year) in first.of(text)
        ):
            continue
        edits = _set_into(text, first, year - 1, random)
        draft = rewritten(text, edits)
        # What is put before the first sentence belongs to nothing: it begins where that began.
        stale = Span(first.start, first.start + len(edits[0].new))
        change = Change(
            elements={key: _hollow(draft, element, text)},
            findings=(finding_at(draft, "year.stale", stale),),
            unproven=(first,),
        )
        yield Made(key, draft, change, f"写的是{year - 1}年的情况")


def _set_into(text: str, passage: Span, year: int, random: Random) -> list[Edit]:
    """Returns the edits that set a paragraph into a year, none of its sentences left out.

    Either its first words say so of all that follows, or every sentence says so of itself.
    """
    said = random.choice((*EARLIER, *AGAIN)).format(year)
    if said.endswith("："):
        return [Edit(passage.start, passage.start, said)]
    ends = _SENTENCE_END.finditer(text, passage.start, passage.end - 1)
    starts = [passage.start, *(found.end() for found in ends)]
    words = [f"{year}年", *[said] * (len(starts) - 1)]
    return [
        Edit(start, start, word if _MONTH.match(text, start) else word + "，")
        for start, word in zip(starts, words, strict=True)
    ]

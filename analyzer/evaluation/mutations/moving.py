"""Variants with parts in another place: evidence, sections, and the numbers of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations.draft import Edit, line_around, rewritten
from analyzer.evaluation.mutations.made import (
    DEEDS,
    LEANING,
    TOPICS,
    Made,
    cut,
    element_of,
    headings_of,
    holds,
    passages_of,
    proofs_of_deeds,
    told,
    told_after_deeds,
)
from analyzer.evaluation.mutations.numbers import (
    NumberedLine,
    Series,
    counts_well,
    renumbered,
    series_of,
)
from analyzer.evaluation.mutations.relabel import Change, finding_at
from analyzer.model.report import Status
from analyzer.model.text import Span
from analyzer.structure.numbers import read_number

# A section that points to another cannot change places with it.
_POINTING = re.compile("上述|前述|如前|前面|后面|前者|后者|上一[条节项格]|下一[条节项格]")
_SHUFFLES = 3
_FEWEST_NUMBERS = 4
_HEADING = re.compile(r"[^。\n]{1,40}")


# -- Evidence ------------------------------------------------------------------------------------


def moved(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with an element told at the end of a section about another topic."""
    text = report.text.text
    for key in told(report, DEEDS):
        passages = passages_of(report, key)
        if any(_leans(text, passage) for passage in passages):
            continue
        places = [
            place
            for other in told(report, TOPICS)
            if other != key
            and element_of(report, other).status is Status.SUBSTANTIVE
            and (place := _end_of(report, other, passages)) is not None
        ]
        edits = cut(text, passages + headings_of(report, key))
        if not places or edits is None:
            continue
        place = random.choice(places)
        counted = [edit for edit in edits if edit.new]
        order = _carried(text, passages, [edit for edit in edits if not edit.new], place)
        yield Made(key, rewritten(text, counted, order=order), Change(), "移到别的段落")


def _leans(text: str, passage: Span) -> bool:
    numbered = read_number(text, *passage) is not None
    return numbered or LEANING.match(text, passage.start) is not None


def _end_of(report: LabelledReport, key: str, passages: Sequence[Span]) -> int | None:
    """Returns where the paragraph of an element's last passage ends, if it lies elsewhere."""
    text = report.text.text
    line = line_around(text, passages_of(report, key)[-1].start)
    first = passages[0].start
    adjoining = line.end <= first and not text[line.end : first].strip()
    return None if adjoining or holds(line, passages) else line.end


def _carried(
    text: str, passages: Sequence[Span], gone: Sequence[Edit], place: int
) -> list[Span | str]:
    """Returns the parts of a text without what is gone, and with passages at a place."""
    inserted: list[Span | str] = []
    for passage in passages:
        inserted += ["\n", passage]
        if text[passage.end - 1] == "；":
            inserted[-1:] = [Span(passage.start, passage.end - 1), "。"]
    parts: list[Span | str] = []
    at = 0
    for edit in (*sorted(gone), Edit(len(text), len(text))):
        if at <= place < edit.start or (place == edit.start == len(text)):
            parts += [Span(at, place), *inserted, Span(place, edit.start)]
        else:
            parts.append(Span(at, edit.start))
        at = edit.end
    return parts


# -- Sections ------------------------------------------------------------------------------------


def reordered(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with sections about deeds in another order, counted anew."""
    if not _well_numbered(report):
        return
    text = report.text.text
    proofs, later = proofs_of_deeds(report), told_after_deeds(report)
    for series in series_of(text):
        if not counts_well(series):
            continue
        sections = _sections(text, series)
        movable = [
            number
            for number, section in enumerate(sections)
            if section is not None and _is_movable(text, section, proofs, later)
        ]
        if len(movable) < 2:
            continue
        for _ in range(_SHUFFLES):
            shuffled = random.sample(movable, len(movable))
            if shuffled == movable:
                continue
            order = list(range(len(series)))
            for old, new in zip(movable, shuffled, strict=True):
                order[old] = new
            yield _in_order(text, series, sections, order)


def _well_numbered(report: LabelledReport) -> bool:
    label = report.label
    wrong = any(finding.rule.startswith("numbering.") for finding in label.findings)
    return label.is_report and not wrong


def _sections(text: str, series: Series) -> list[Span | None]:
    """Returns what each number of a series heads; None where its end is not known."""
    sections = [Span(one.line.start, next_.line.start) for one, next_ in pairwise(series)]
    # The last of a series may hold the rest of the report, down to the signature.
    return [*sections, None]


def _is_movable(text: str, section: Span, proofs: Sequence[Span], later: Sequence[Span]) -> bool:
    numbered = read_number(text, *section)
    leans = numbered is not None and LEANING.match(text, numbered.after)
    points = _POINTING.search(text, *section)
    return holds(section, proofs) and not holds(section, later) and not leans and not points


def _in_order(
    text: str, series: Series, sections: Sequence[Span | None], order: Sequence[int]
) -> Made:
    first = series[0].line.start
    last = series[-1].line.start
    parts = [section for n in order if (section := sections[n]) is not None]
    lines: list[NumberedLine] = [series[n] for n in order]
    draft = rewritten(
        text,
        renumbered(text, lines),
        order=[Span(0, first), *parts, Span(last, len(text))],
    )
    return Made(None, draft, Change(), "章节换了次序，序号重排")


# -- Numbers -------------------------------------------------------------------------------------


def misnumbered(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report with a number left out or written twice, and the rest counted on."""
    if not _well_numbered(report):
        return
    text = report.text.text
    for series in series_of(text):
        if len(series) < _FEWEST_NUMBERS or not counts_well(series):
            continue
        place = random.randrange(2, len(series))
        for step, notes in ((1, "跳过一个序号"), (-1, "序号重复")):
            edits = renumbered(text, series[place:], first=place + 1 + step)
            draft = rewritten(text, edits)
            line = series[place].line
            heading = _HEADING.match(text, line.start, line.end)
            found = heading and draft.follow(*heading.span())
            if found:
                finding = finding_at(draft, "numbering.sequence", found.span)
                yield Made(None, draft, Change(findings=(finding,)), notes)

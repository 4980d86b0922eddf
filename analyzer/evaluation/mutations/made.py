"""What the makers of variants share: one change to one report, and where an element stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analyzer.evaluation.labels import ElementLabel, LabelledReport
from analyzer.evaluation.mutations.draft import Draft, Edit, deletions
from analyzer.evaluation.mutations.numbers import closed_up
from analyzer.evaluation.mutations.relabel import Change, span_of
from analyzer.model.report import Status
from analyzer.model.text import Span

LEADERSHIP, FIRST_AGENDA, MEASURES = "leadership_duty", "first_agenda", "measures"
SHORTCOMINGS, CAUSES, PLAN = "shortcomings", "causes", "next_plan"
LEGAL_EDUCATION = "legal_education"
TOPICS = (
    "decision_making",
    "law_enforcement",
    LEGAL_EDUCATION,
    "disputes",
    "openness",
    "normative_documents",
)
# What is told as something done in the year; the measures are told by the topics too.
DEEDS = (LEADERSHIP, FIRST_AGENDA, *TOPICS)
AFTER_DEEDS = (SHORTCOMINGS, CAUSES, PLAN)
# A text that begins so leans on what stands before it.
LEANING = re.compile("同时|此外|另外|其中|这|其|该|它|他|她|也|还|晒了|顺带")
GONE = ElementLabel(status=Status.MISSING)


class Made(NamedTuple):
    """A change to a report.

    Attributes:
        element: The element whose status the change is about; None where it is the whole text.
        notes: What was done, in Chinese.
    """

    element: str | None
    draft: Draft
    change: Change
    notes: str


def element_of(report: LabelledReport, key: str) -> ElementLabel:
    """Returns an element's label; one without anything where the label lacks it."""
    return report.label.elements.get(key, GONE)


def passages_of(report: LabelledReport, *keys: str) -> list[Span]:
    """Returns where the labelled passages of elements stand, in the order of the text."""
    return _places(report, [p for key in keys for p in element_of(report, key).passages])


def headings_of(report: LabelledReport, *keys: str) -> list[Span]:
    """Returns where the labelled headings of elements stand, in the order of the text."""
    return _places(report, [h for key in keys for h in element_of(report, key).headings])


def _places(report: LabelledReport, quotes: Iterable[str]) -> list[Span]:
    return sorted(span_of(report.text.text, quote) for quote in quotes)


def told(report: LabelledReport, keys: Sequence[str]) -> list[str]:
    """Returns the elements whose passages are labelled, so that they can be taken out."""
    return [
        key
        for key in keys
        if element_of(report, key).passages and element_of(report, key).status is not Status.MISSING
    ]


def cut(text: str, spans: Sequence[Span]) -> list[Edit] | None:
    """Returns the edits that delete spans and count on over the gap.

    None where the numbers around did not count well before.
    """
    gone = deletions(text, spans)
    counted = closed_up(text, gone)
    return None if counted is None else [*gone, *counted]


def proofs_of_deeds(report: LabelledReport) -> list[Span]:
    """Returns where the deeds of a report are proven."""
    return [
        span_of(report.text.text, quote)
        for key in (MEASURES, *DEEDS)
        if element_of(report, key).status is Status.SUBSTANTIVE
        for quote in element_of(report, key).quotes
    ]


def told_after_deeds(report: LabelledReport) -> list[Span]:
    """Returns where shortcomings, causes and plan stand, as far as they are quoted."""
    items = report.label.items
    quotes = [quote for key in AFTER_DEEDS for quote in element_of(report, key).quotes]
    quotes += [item.quote for item in items.shortcomings]
    quotes += [item.quote for item in items.plan]
    return [span_of(report.text.text, quote) for quote in quotes]


def holds(span: Span, others: Iterable[Span]) -> bool:
    """Tells whether a span meets one of others."""
    return any(span.start < other.end and other.start < span.end for other in others)

"""The label of a changed text: what follows from the label of the old one and from the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from analyzer.evaluation.labels import (
    ElementLabel,
    FindingLabel,
    ItemLabels,
    Label,
    LabelledReport,
    PlanLabel,
    ShortcomingLabel,
)
from analyzer.evaluation.mutations.draft import Doubtful, Draft
from analyzer.model.report import Status
from analyzer.model.text import Span

_NOTHING: Mapping[str, ElementLabel] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change does beyond moving the quotes of a label.

    Attributes:
        elements: New verdicts, with quotes from the new text.
        findings: What is wrong only now.
        unproven: Spans of the old text that still stand but no longer prove a deed of the year.
        causes_gone: Whether the shortcomings have lost their causes.
    """

    elements: Mapping[str, ElementLabel] = field(default_factory=lambda: _NOTHING)
    findings: tuple[FindingLabel, ...] = ()
    unproven: tuple[Span, ...] = ()
    causes_gone: bool = False


def relabelled(report: LabelledReport, draft: Draft, change: Change, *, notes: str) -> Label:
    """Returns what a reader says of a changed report.

    What relates the report to others (copied, carried out, repeated) is left out: the changed text
    is read by itself.

    Raises:
        Doubtful: A quote was torn, or a verdict has lost its proof.
    """
    label = report.label
    elements = {
        key: change.elements.get(key) or _element(report, draft, element, change)
        for key, element in label.elements.items()
    }
    return Label(
        pen=label.pen,
        is_report=label.is_report,
        kind=label.kind,
        reporting_year=label.reporting_year,
        issuer=label.issuer,
        level=label.level,
        complete=label.complete
        and all(element.status is not Status.MISSING for element in elements.values()),
        elements=elements,
        items=_items(report, draft, change),
        findings=(*_findings(report, draft), *change.findings),
        notes=notes,
    )


def span_of(text: str, quote: str, *, n: int = 1) -> Span:
    """Returns the ``n``-th place of a quote.

    Raises:
        Doubtful: There is none.
    """
    start = -1
    for _ in range(n):
        start = text.find(quote, start + 1)
        if start < 0:
            raise Doubtful(quote)
    return Span(start, start + len(quote))


def _followed(report: LabelledReport, draft: Draft, quote: str) -> Span | None:
    """Returns where a quote stands now; None where it is gone.

    Raises:
        Doubtful: Only a part of it is left.
    """
    found = draft.follow(*span_of(report.text.text, quote))
    if found is None:
        return None
    if not found.whole:
        raise Doubtful(quote)
    return found.span


def _element(
    report: LabelledReport, draft: Draft, element: ElementLabel, change: Change
) -> ElementLabel:
    if element.status is Status.MISSING:
        return ElementLabel(status=Status.MISSING)
    quotes = []
    for quote in element.quotes:
        start, end = span_of(report.text.text, quote)
        if any(low < end and start < high for low, high in change.unproven):
            continue
        found = draft.follow(start, end)
        # A torn quote proves less than it did; the others stand for the verdict.
        if found is not None and found.whole:
            quotes.append(found.span.of(draft.text))
    if not quotes:
        raise Doubtful("the verdict has lost its proof")
    return ElementLabel(status=element.status, quotes=tuple(quotes))


def _items(report: LabelledReport, draft: Draft, change: Change) -> ItemLabels:
    items = report.label.items
    plan = _in_order(_followed(report, draft, item.quote) for item in items.plan)
    shortcomings = _in_order(_followed(report, draft, item.quote) for item in items.shortcomings)
    number = {old: new for new, (old, _) in enumerate(plan)}
    return ItemLabels(
        plan=tuple(PlanLabel(quote=span.of(draft.text)) for _, span in plan),
        shortcomings=tuple(
            ShortcomingLabel(
                quote=span.of(draft.text),
                cause=items.shortcomings[old].cause and not change.causes_gone,
                answered_by=tuple(
                    sorted(number[n] for n in items.shortcomings[old].answered_by if n in number)
                ),
            )
            for old, span in shortcomings
        ),
    )


def _in_order(spans: Iterator[Span | None]) -> list[tuple[int, Span]]:
    """Returns what is left of a list in the order of the new text, each with its old number."""
    left = [(old, span) for old, span in enumerate(spans) if span is not None]
    return sorted(left, key=lambda item: item[1])


def _findings(report: LabelledReport, draft: Draft) -> Iterator[FindingLabel]:
    text = report.text.text
    for finding in report.label.findings:
        if not finding.quote:
            yield finding
            continue
        found = draft.follow(*span_of(text, finding.quote, n=finding.n))
        if found is None and text.count(finding.quote) == 1:
            continue
        if found is None or not found.whole or found.span.of(draft.text) != finding.quote:
            raise Doubtful(finding.quote)
        n = draft.text.count(finding.quote, 0, found.span.end)
        if n != finding.n:
            # A formulation is told where it stands first, and that may be elsewhere now.
            raise Doubtful(finding.quote)
        yield finding


def finding_at(draft: Draft, rule: str, span: Span) -> FindingLabel:
    """Returns the label of a finding at a place of the new text."""
    quote = span.of(draft.text)
    return FindingLabel(rule=rule, quote=quote, n=draft.text.count(quote, 0, span.end))

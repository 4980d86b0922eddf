"""A result that was found in a mended text, told of the text as it was handed in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from analyzer.model.document import Document, Section
from analyzer.model.report import (
    CauseItem,
    Contradiction,
    ElementResult,
    Evidence,
    Finding,
    Items,
    Passage,
    PlanItem,
    Rejected,
    ReportResult,
    ShortcomingItem,
)
from analyzer.model.text import Span
from analyzer.structure.mending import Mended
from analyzer.structure.outline import split_paragraphs


def restored(result: ReportResult, mended: Mended, original: str) -> ReportResult:
    """Returns the same result with every offset and quotation in the original text.

    Args:
        result: What was found in ``mended.text``.
        mended: The mended text.
        original: The text as handed in.
    """
    return _Restorer(mended, original).result(result)


class _Restorer:
    """Moves offsets from the mended to the original text."""

    def __init__(self, mended: Mended, original: str) -> None:
        self._mended = mended
        self._text = original
        self._paragraphs = split_paragraphs(original)
        self._pages: tuple[int, ...] = ()

    def result(self, result: ReportResult) -> ReportResult:
        """Returns the result in the original text."""
        self._pages = result.document.page_starts
        return replace(
            result,
            document=self._document(result.document),
            elements=tuple(self._element(element) for element in result.elements),
            items=self._items(result.items),
            findings=tuple(
                self._finding(finding, result.document.text) for finding in result.findings
            ),
            masked=tuple(self._span(*span) for span in result.masked),
            told=tuple(
                told._replace(start=span.start, end=span.end)
                for told in result.told
                for span in (self._span(told.start, told.end),)
            ),
        )

    def _span(self, start: int, end: int) -> Span:
        low = self._mended.start(start)
        return Span(low, max(low, self._mended.end(end)) if end > start else low)

    def _quoted(self, start: int, end: int) -> tuple[int, int, str]:
        span = self._span(start, end)
        return span.start, span.end, span.of(self._text)

    def _paragraph(self, start: int) -> int:
        """Returns the number of the paragraph in which an offset of the original stands."""
        return max(1, bisect_right(self._paragraphs, start, key=attrgetter("start")))

    def _document(self, document: Document) -> Document:
        identity = document.identity
        return replace(
            document,
            text=self._text,
            identity=replace(
                identity,
                title_span=self._span(*identity.title_span),
                body_start=self._mended.start(identity.body_start),
                body_end=self._mended.start(identity.body_end),
            ),
            paragraphs=self._paragraphs,
            sections=tuple(self._section(section) for section in document.sections),
            sentences=tuple(
                sentence._replace(
                    start=(span := self._span(sentence.start, sentence.end)).start,
                    end=span.end,
                    paragraph=self._paragraph(span.start),
                )
                for sentence in document.sentences
            ),
        )

    def _section(self, section: Section) -> Section:
        span = self._span(section.start, section.end)
        heading = self._span(*section.heading)
        return replace(section, heading=heading, start=span.start, end=span.end)

    def _element(self, element: ElementResult) -> ElementResult:
        return replace(
            element,
            evidence=tuple(self._evidence(evidence) for evidence in element.evidence),
            rejected=tuple(
                Rejected(*self._quoted(rejected.start, rejected.end), rejected.why)
                for rejected in element.rejected
            ),
            contradiction=self._contradiction(element.contradiction)
            if element.contradiction is not None
            else None,
        )

    def _contradiction(self, contradiction: Contradiction) -> Contradiction:
        return contradiction._replace(passage=Passage(*self._quoted(*contradiction.passage[:2])))

    def _evidence(self, evidence: Evidence) -> Evidence:
        start, end, text = self._quoted(evidence.start, evidence.end)
        return evidence._replace(
            start=start,
            end=end,
            text=text,
            paragraph=self._paragraph(start),
            # Where a page begins was told of the original.
            page=bisect_right(self._pages, start) or None,
        )

    def _items(self, items: Items) -> Items:
        return Items(
            shortcomings=tuple(
                ShortcomingItem(*self._quoted(item.start, item.end), item.cause, item.answered_by)
                for item in items.shortcomings
            ),
            causes=tuple(
                CauseItem(*self._quoted(item.start, item.end), item.explains)
                for item in items.causes
            ),
            plan=tuple(PlanItem(*self._quoted(item.start, item.end)) for item in items.plan),
        )

    def _finding(self, finding: Finding, read: str) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        start, end, text = self._quoted(finding.start, finding.end)
        # A quotation with personal data hidden in it stays as it is.
        shown = text if finding.text == read[finding.start : finding.end] else finding.text
        return replace(finding, start=start, end=end, text=shown)

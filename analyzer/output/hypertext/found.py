"""What was found in a report, as its page shows it: elements, findings, doubts, items, and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.lexicon.schema import Pack
from analyzer.model.report import (
    CauseItem,
    Contradiction,
    ElementResult,
    Finding,
    PlanItem,
    Severity,
    ShortcomingItem,
)
from analyzer.model.text import masked
from analyzer.output.decisions import doubt_on, of_element, status_of, told
from analyzer.output.hypertext.fulltext import Mark
from analyzer.output.places import place_in, section_in
from analyzer.output.wording import NOT_DEMANDED, UNSETTLED, cause_of
from analyzer.review.outcome import Reviewed, ReviewedFinding

# Colours and lines of elements; after so many they begin anew, and numbers tell them apart.
_COLOURS, _LINES = 12, 4


class Quote(NamedTuple):
    """A piece of the report, where it stands, and the anchor to go there.

    Attributes:
        why: Why it does not count; empty where it does.
        facts: The concrete facts in it.
    """

    text: str
    place: str
    section: str
    anchor: str
    why: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownElement:
    """An element: what the program says, and what counts after the reviewers' decisions.

    Attributes:
        number: Its place in the pack, from 1; so it is signed in the text.
        look: Its classes of the style sheet.
        said: The program's verdict.
        counted: The verdict that counts, with its credit.
        decisions: What reviewers decided, in words.
        doubt: The number of the doubt that a person must settle; 0 where there is none.
    """

    number: int
    look: str
    said: ElementResult
    counted: ElementResult
    reason: str
    decisions: tuple[str, ...]
    doubt: int
    evidence: tuple[Quote, ...]
    rejected: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """A finding and where it leads.

    Attributes:
        number: In the list of the page, from 1.
        key: The element or the rule, as the terminal names it.
        anchor: Where to look: its mark in the text, its element, or the text as a whole.
        leads: What the link says.
        doubt: As in ``ShownElement``.
    """

    number: int
    finding: Finding
    key: str
    quote: Quote | None
    anchor: str
    leads: str
    decision: str
    doubt: int


class ShownDoubt(NamedTuple):
    """A contradiction that a person must settle (待复核)."""

    number: int
    element: ElementResult
    contradiction: Contradiction
    quote: Quote


class ShownItem(NamedTuple):
    """A shortcoming, a cause or a point of the plan, and the numbers of what belongs to it."""

    number: int
    quote: Quote
    others: tuple[int, ...]
    cause: str = ""


class Found:
    """Everything that was found in one report, numbered, with its anchors.

    Args:
        reviewed: The report and the decisions on it.
        pack: The pack it was judged with.
    """

    def __init__(self, reviewed: Reviewed, pack: Pack) -> None:
        self._result = reviewed.result
        self._reviewed = reviewed
        self.doubts = tuple(self._doubts())
        self._doubt_of = {doubt.element.id: doubt.number for doubt in self.doubts}
        pairs = zip(self._result.elements, reviewed.elements(pack), strict=True)
        # Of what is no report the elements say nothing.
        judged = self._result.document.identity.is_report
        self.elements = tuple(
            self._element(number, *pair) for number, pair in enumerate(pairs, 1) if judged
        )
        self._number_of = {element.said.id: element.number for element in self.elements}
        findings = sorted(
            reviewed.findings(pack), key=lambda each: tuple(Severity).index(each.finding.severity)
        )
        demanded = [each for each in findings if each.counts]
        settled = [each for each in findings if not each.counts]
        self.findings = tuple(map(self._finding, range(1, len(demanded) + 1), demanded))
        numbers = range(len(demanded) + 1, len(findings) + 1)
        self.settled = tuple(map(self._finding, numbers, settled))

    # -- Elements --------------------------------------------------------------------------------

    def _element(self, number: int, said: ElementResult, counted: ElementResult) -> ShownElement:
        shown = self._result.shown
        return ShownElement(
            number=number,
            look=f"e{number} c{(number - 1) % _COLOURS} s{(number - 1) % _LINES}",
            said=said,
            counted=counted,
            reason=shown(said.reason) + ("" if said.applies else NOT_DEMANDED),
            decisions=tuple(shown(line) for line in of_element(said, self._reviewed.review)),
            doubt=self._doubt_of.get(said.id, 0),
            evidence=tuple(
                self._quote(
                    each.start,
                    each.text,
                    f"at-e{number}-{index}",
                    facts=tuple(map(shown, each.facts)),
                )
                for index, each in enumerate(said.evidence, 1)
            ),
            rejected=tuple(
                self._quote(each.start, each.text, why=shown(each.why)) for each in said.rejected
            ),
        )

    def _doubts(self) -> Iterator[ShownDoubt]:
        number = 0
        for element in self._result.elements:
            doubt = doubt_on(element, self._reviewed.review)
            if doubt is not None:
                number += 1
                passage = doubt.passage
                quote = self._quote(passage.start, passage.text, f"at-d{number}")
                yield ShownDoubt(number, element, doubt, quote)

    # -- Findings --------------------------------------------------------------------------------

    def _finding(self, number: int, reviewed: ReviewedFinding) -> ShownFinding:
        finding, ruling, counts = reviewed
        quote = None
        if finding.start is not None:
            # What no longer counts has no mark in the text, only a place.
            anchor = f"at-f{number}" if counts else ""
            quote = self._quote(finding.start, finding.text, anchor, hidden=True)
        element = self._number_of.get(finding.element or "")
        if quote is not None:
            anchor, leads = quote.anchor, "看原文"
        elif element is not None:
            anchor, leads = f"element-{element}", "看判定理由"
        else:
            anchor, leads = "full", "看全文"
        own = finding.element if finding.rule.startswith("element.") else None
        decided = told(ruling, status_of(ruling, self._result)) if ruling is not None else ""
        return ShownFinding(
            number=number,
            finding=finding,
            key=own or finding.rule,
            quote=quote,
            anchor=anchor,
            leads=leads,
            decision=self._result.shown(decided),
            doubt=self._doubt_of.get(own or "", 0),
        )

    # -- Items -----------------------------------------------------------------------------------

    def shortcomings(self) -> list[ShownItem]:
        """Returns the shortcomings with the points of the plan that answer them."""
        return [
            ShownItem(n, self._item(item), tuple(i + 1 for i in item.answered_by), cause_of(item))
            for n, item in enumerate(self._result.items.shortcomings, 1)
        ]

    def causes(self) -> list[ShownItem]:
        """Returns the causes with the shortcomings that they explain."""
        return [
            ShownItem(n, self._item(item), tuple(i + 1 for i in item.explains))
            for n, item in enumerate(self._result.items.causes, 1)
        ]

    def plan(self) -> list[ShownItem]:
        """Returns the points of the plan with the shortcomings that they answer."""
        items = self._result.items
        return [
            ShownItem(
                number + 1,
                self._item(item),
                tuple(n for n, s in enumerate(items.shortcomings, 1) if number in s.answered_by),
            )
            for number, item in enumerate(items.plan)
        ]

    def _item(self, item: ShortcomingItem | CauseItem | PlanItem) -> Quote:
        return self._quote(item.start, item.text)

    # -- The text --------------------------------------------------------------------------------

    def marks(self) -> list[Mark]:
        """Returns everything that is marked in the text: evidence, findings, doubts."""
        marks = [
            Mark(
                start=found.start,
                end=found.end,
                id=quote.anchor,
                back=f"element-{element.number}",
                look=element.look,
                sign=str(element.number),
                said=f"要素{element.number}，{element.said.label}：第{index}处原文",
                underlined=True,
            )
            for element in self.elements
            for index, (found, quote) in enumerate(
                zip(element.said.evidence, element.evidence, strict=True), 1
            )
        ]
        for doubt in self.doubts:
            passage = doubt.contradiction.passage
            said = f"{UNSETTLED}{doubt.number}：{doubt.element.label}"
            marks.append(
                Mark(start=passage.start, end=passage.end, id=doubt.quote.anchor,
                     back=f"doubt-{doubt.number}", look="q", sign=f"？{doubt.number}", said=said,
                     underlined=False)
            )  # fmt: skip
        for shown in self.findings:
            start, end = shown.finding.start, shown.finding.end
            if start is None:
                continue
            marks.append(
                Mark(start=start, end=max(start, end or start), id=shown.anchor,
                     back=f"gap-{shown.number}", look="g", sign=f"问{shown.number}",
                     said=f"问题{shown.number}", underlined=False)
            )  # fmt: skip
        return marks

    def _quote(
        self,
        start: int,
        text: str,
        anchor: str = "",
        *,
        why: str = "",
        facts: tuple[str, ...] = (),
        hidden: bool = False,
    ) -> Quote:
        """Returns a piece of the report; ``hidden`` tells that its personal data is masked already."""
        result = self._result
        return Quote(
            text=text if hidden else masked(text, start, result.masked),
            place=place_in(result, start),
            section=section_in(result, start),
            anchor=anchor or f"p{self._paragraph(start)}",
            why=why,
            facts=facts,
        )

    def _paragraph(self, offset: int) -> int:
        paragraphs = self._result.document.paragraphs
        return max((p.number for p in paragraphs if p.start <= offset), default=0)

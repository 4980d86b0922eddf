"""A result → what can be decided in it, and a decision made of one of these.

What a decision is tied to depends on what it claims:

- A finding: the pieces of text around its place.
- An element that the reviewer calls 充实: the pieces that prove it. Nothing written elsewhere can
  take the proof away.
- One that the reviewer calls 空泛 or 缺失: also that there is nothing better in the rest of the
  report. No passage shows that; see ``matching`` for what happens when the report changes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import NamedTuple

from analyzer.errors import UsageError
from analyzer.model.report import ElementResult, Finding, ReportResult, Status
from analyzer.model.text import masked
from analyzer.pipeline import MAX_EVIDENCE
from analyzer.review.decision import Decision, Passage, storable
from analyzer.review.fingerprint import Content, Place, content_of, quote_key

# So many pieces of evidence a reviewer is shown; a decision on 充实 is tied to them.
SHOWN_EVIDENCE = 3
_SHORTEST_QUOTE = 4
_LONGEST_TEXT = 400
# Their verdict is the element's, and is decided there.
ELEMENT_RULES = ("element.missing", "element.hollow")


class FindingKey(NamedTuple):
    """What tells one finding from another, whatever stands elsewhere.

    Attributes:
        quote: ``quote_key`` of what it quotes.
        place: The pieces around it; None where it is about the whole report.
        number: Which of the findings that are alike in all this, from 0.
    """

    rule: str
    element: str | None
    quote: str
    place: Place | None
    number: int


class About(NamedTuple):
    """What a decision is about: body and year. Two that are equal are about the same report."""

    year: int | None
    named: bool
    name: str


def about(issuer: str | None, year: int | None, file: str) -> About | None:
    """Returns what a decision on a report is about; None where nothing tells it from others.

    A body that the text does not name is told by its file's name, without the ending.
    """
    if issuer is not None:
        return About(year, True, content_of(issuer))
    return About(year, False, PurePath(file).stem) if file else None


def about_of(decision: Decision) -> About | None:
    """Returns what a decision is about."""
    return about(decision.issuer, decision.year, decision.file)


class Subjects:
    """The verdicts and findings of one result, by content.

    Args:
        result: The result; its text is what decisions are tied to.
    """

    def __init__(self, result: ReportResult) -> None:
        self.result = result
        self.content = Content(result.document.text)
        self.issuer = result.document.identity.issuer
        self.year = result.document.identity.reporting_year
        self.file = storable(PurePath(result.document.source or "").name)
        self._about = about(self.issuer, self.year, self.file)
        self.findings = self._keys()

    def concerns(self, decision: Decision) -> bool:
        """Tells whether a decision was made on a report of this body and year."""
        return self._about is not None and self._about == about_of(decision)

    def evidence(self, element: ElementResult) -> list[Place]:
        """Returns the pieces with an element's evidence, each once."""
        places = (self.content.around(e.start, e.end) for e in element.evidence)
        return list(dict.fromkeys(place for place in places if place is not None))

    def seen(self, element: ElementResult) -> set[str]:
        """Returns the fingerprints of all that the program found on an element, counted or not."""
        spans = [(e.start, e.end) for e in element.evidence]
        spans += [(r.start, r.end) for r in element.rejected]
        places = (self.content.around(*span) for span in spans)
        return {place.digest for place in places if place is not None}

    def is_seen_whole(self, element: ElementResult) -> bool:
        """Tells whether the result names all that was found on an element, not only the first."""
        return max(len(element.evidence), len(element.rejected)) < MAX_EVIDENCE

    def decide_element(
        self,
        element_id: str,
        status: Status,
        *,
        by: str,
        because: str = "",
        quote: str = "",
        replaces: str | None = None,
    ) -> Decision:
        """Returns the decision that an element has a status.

        Args:
            element_id: The element.
            status: The reviewer's verdict.
            by: Who decides.
            because: Why.
            quote: A piece of the report that proves it; needed where the program found none.
            replaces: The decision that there is on the element.

        Raises:
            UsageError: The quotation is needed and missing, or does not stand in the report.
        """
        element = self.result.element(element_id)
        places = self.evidence(element)
        if status is Status.SUBSTANTIVE:
            places = places[:SHOWN_EVIDENCE]
        if quote:
            proof = self._proof(quote, status)
            places = [proof] if status is Status.SUBSTANTIVE else [proof, *places]
        if status is not Status.MISSING and not places:
            raise UsageError(
                f"{element.label}：程序没有找到原文，改判要说明是哪一句",
                remedy="请用 --quote 附上报告里的原话",
            )
        return Decision(
            by=storable(by),
            issuer=_storable(self.issuer),
            year=self.year,
            file=self.file,
            element=element_id,
            what=storable(element.label),
            said=element.status,
            status=status,
            because=storable(because),
            passages=tuple(self._passage(place) for place in dict.fromkeys(places)),
            whole=self.content.whole,
            seen=() if status is Status.SUBSTANTIVE else tuple(sorted(self.seen(element))),
            replaces=replaces,
        )

    def decide_finding(
        self, index: int, *, holds: bool, by: str, because: str = "", replaces: str | None = None
    ) -> Decision:
        """Returns the decision that a finding of the result holds, or does not."""
        finding, key = self.result.findings[index], self.findings[index]
        return Decision(
            by=storable(by),
            issuer=_storable(self.issuer),
            year=self.year,
            file=self.file,
            element=finding.element,
            rule=finding.rule,
            what=storable(finding.message),
            holds=holds,
            because=storable(because),
            quote=self._quoted(finding),
            quote_number=key.number,
            passages=(self._passage(key.place),) if key.place else (),
            whole=self.content.whole,
            replaces=replaces,
        )

    def _proof(self, quote: str, status: Status) -> Place:
        if status is Status.MISSING:
            raise UsageError("判为缺失的不引原文", remedy="请去掉 --quote")
        if len(content_of(quote)) < _SHORTEST_QUOTE:
            raise UsageError("原文太短，认不出是哪一句", remedy="请至少引四个字")
        place = self.content.search(quote)
        if place is None:
            raise UsageError(
                f"报告里没有“{quote[:40]}”", remedy="请从报告里原样复制一句，打了码的字不算"
            )
        return place

    def _passage(self, place: Place) -> Passage:
        text = self.result.document.text[place.start : place.end]
        shown = masked(text, place.start, self.result.masked).strip()
        copies = self.content.find(place.digest, place.length)
        return Passage(
            text=storable(shown if len(shown) <= _LONGEST_TEXT else shown[:_LONGEST_TEXT] + "…"),
            digest=place.digest,
            length=place.length,
            before=place.before,
            after=place.after,
            copies=len(copies),
            copy_number=copies.index(place),
        )

    def _quoted(self, finding: Finding) -> str:
        if finding.start is None:
            return storable(finding.text)
        return storable(masked(finding.text, finding.start, self.result.masked))

    def _keys(self) -> tuple[FindingKey, ...]:
        keys: list[FindingKey] = []
        alike: Counter[FindingKey] = Counter()
        for finding in self.result.findings:
            place = None
            if finding.start is not None and finding.end is not None:
                place = self.content.around(finding.start, finding.end)
            quote = quote_key(self._quoted(finding))
            first = FindingKey(finding.rule, finding.element, quote, place, 0)
            keys.append(first._replace(number=alike[first]))
            alike[first] += 1
        return tuple(keys)


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)

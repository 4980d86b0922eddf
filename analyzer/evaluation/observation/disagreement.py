"""What a disagreement is, and how it quotes the report: exact places, personal data hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.observation.pairing import places
from analyzer.model.report import Rejected, ReportResult
from analyzer.model.text import masked

PRESENT, ABSENT = "present", "absent"


class About(StrEnum):
    """What reader and program disagree about."""

    IDENTITY = "identity"
    ELEMENT = "element"
    SHORTCOMING = "shortcoming"
    CAUSE = "cause"
    PLAN = "plan"
    LINK = "link"
    FINDING = "finding"


class Quotation(NamedTuple):
    """A piece of a report; personal data in ``text`` is masked, the offsets are the original's."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing that the label says in one way and the program in another.

    Attributes:
        part: The part of the corpus.
        report: The report's name.
        about: What kind of thing it is.
        name: The element, the field of the identity or the rule; empty for items.
        expected: What the label says: a status, a value, or ``present`` or ``absent``.
        got: What the program says.
        quotes: What the label quotes.
        evidence: What the program quotes.
        rejected: What the program saw and did not count, with the reason in Chinese.
        reason: Why the program says so, in Chinese.
    """

    part: str
    report: str
    about: About
    name: str = ""
    expected: str
    got: str
    quotes: tuple[Quotation, ...] = ()
    evidence: tuple[Quotation, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    reason: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, tuple[int, ...]]:
        """What makes it the same disagreement in another run over the same text and label.

        Elements and fields are known by name; items and findings by where they stand, as the label
        has it where it has them.
        """
        by_name = self.about in (About.IDENTITY, About.ELEMENT)
        where = () if by_name else tuple(q.start for q in self.quotes or self.evidence)
        return self.part, self.report, self.about, self.name, where

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for JSON."""
        return {
            "part": self.part,
            "report": self.report,
            "about": str(self.about),
            "name": self.name,
            "expected": self.expected,
            "got": self.got,
            "quotes": [quote._asdict() for quote in self.quotes],
            "evidence": [quote._asdict() for quote in self.evidence],
            "rejected": [rejected.to_dict() for rejected in self.rejected],
            "reason": self.reason,
        }


class Case:
    """One report under comparison; quotes it with the personal data in it hidden.

    What the label calls personal data is hidden too: the program may have missed it.
    """

    def __init__(self, part: str, report: LabelledReport, result: ReportResult) -> None:
        self.part = part
        self.name = report.name
        self.text = report.text.text
        labelled = {
            place
            for finding in report.label.findings
            if finding.rule.startswith("privacy.")
            for place in places(self.text, finding.quote)
        }
        self.private = tuple(sorted({*result.masked, *labelled}))

    def quote(self, start: int, end: int) -> Quotation:
        """Returns the piece at a place."""
        return Quotation(start, end, masked(self.text[start:end], start, self.private))

    def quotes(self, *quotes: str) -> tuple[Quotation, ...]:
        """Returns a label's quotations where they first stand; none for what stands nowhere."""
        return tuple(self.quote(*place) for q in quotes for place in places(self.text, q)[:1])

    def disagreement(
        self,
        about: About,
        name: str = "",
        *,
        expected: str,
        got: str,
        quotes: Sequence[Quotation] = (),
        evidence: Sequence[Quotation] = (),
        rejected: Sequence[Rejected] = (),
        reason: str = "",
    ) -> Disagreement:
        """Returns a disagreement about this report."""
        return Disagreement(
            part=self.part,
            report=self.name,
            about=about,
            name=name,
            expected=expected,
            got=got,
            quotes=tuple(quotes),
            evidence=tuple(evidence),
            rejected=tuple(
                m._replace(text=masked(m.text, m.start, self.private)) for m in rejected
            ),
            reason=reason,
        )

    def absence(self, about: About, name: str = "", *, quotes: Sequence[Quotation]) -> Disagreement:
        """Returns that the program does not see what the label has."""
        return self.disagreement(about, name, expected=PRESENT, got=ABSENT, quotes=quotes)

    def surplus(
        self, about: About, name: str = "", *, evidence: Sequence[Quotation], reason: str = ""
    ) -> Disagreement:
        """Returns that the program sees what the label does not have."""
        return self.disagreement(
            about, name, expected=ABSENT, got=PRESENT, evidence=evidence, reason=reason
        )

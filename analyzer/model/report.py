"""The result of checking one report: the REPORT object of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from analyzer.model.document import Document, Level, Role
from analyzer.model.text import hidden, masked

SCHEMA_VERSION = "1.2"


class Status(StrEnum):
    """How well an element is covered: 充实, 空泛, 缺失."""

    SUBSTANTIVE = "substantive"
    MENTIONED = "mentioned"
    MISSING = "missing"


class Severity(StrEnum):
    """How much a finding weighs: 错误, 警告, 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Evidence(NamedTuple):
    """A quotation that proves a status; ``text`` is exactly ``document.text[start:end]``.

    Attributes:
        section: Titles of the enclosing headings, outermost first, joined by `` > ``.
        paragraph: Number of the paragraph, from 1.
        page: Page number from 1, where the format has pages.
        facts: The concrete facts found in the quotation, as written.
    """

    start: int
    end: int
    text: str
    section: str
    paragraph: int
    page: int | None
    facts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Returns the evidence object of the contract."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "section": self.section,
            "paragraph": self.paragraph,
            "page": self.page,
            "facts": list(self.facts),
        }


class Rejected(NamedTuple):
    """A mention that did not count, and why not, in Chinese."""

    start: int
    end: int
    text: str
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for the ``rejected`` list."""
        return {"start": self.start, "end": self.end, "text": self.text, "why": self.why}


class Passage(NamedTuple):
    """A piece of the text: ``text`` is exactly ``document.text[start:end]``."""

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``passage``."""
        return {"start": self.start, "end": self.end, "text": self.text}


class Opinion(NamedTuple):
    """What the second reader (第二判读) thinks of an element, and how sure it is, 0 to 1."""

    status: Status
    confidence: float


class Contradiction(NamedTuple):
    """A contradiction between lexicon and second reader that a person must settle (待复核).

    Attributes:
        lexicon: The status that the lexicon found.
        reader: The second reader's opinion.
        passage: The sentence that only the reader counts, or the lexicon's first evidence.
    """

    lexicon: Status
    reader: Opinion
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementResult:
    """The verdict on one element.

    Attributes:
        label: The name to use where space is short (简称).
        weight: Points that the pack gives to the element for this body; 0 where it does not count.
        credit: Share of the weight that is earned, 0 to 1.
        reason: One Chinese sentence.
        applies: Whether the element counts for this body and year.
        contradiction: What the second reader says against the status; ``None`` where it does not.
    """

    id: str
    name: str
    label: str
    required: bool
    status: Status
    weight: float
    credit: float
    reason: str
    applies: bool
    evidence: tuple[Evidence, ...]
    rejected: tuple[Rejected, ...]
    contradiction: Contradiction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Returns the element object of the contract."""
        told: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "kind": "required" if self.required else "topic",
            "status": str(self.status),
            "weight": self.weight,
            "credit": self.credit,
            "points": round(self.weight * self.credit, 2),
            "applies": self.applies,
            "reason": self.reason,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "rejected": [rejected.to_dict() for rejected in self.rejected],
            "review": self.contradiction is not None,
        }
        if self.contradiction is not None:
            told["opinions"] = {
                "lexicon": str(self.contradiction.lexicon),
                "reader": {
                    "status": str(self.contradiction.reader.status),
                    "confidence": round(self.contradiction.reader.confidence, 2),
                },
            }
            told["passage"] = self.contradiction.passage.to_dict()
        return told


@dataclass(frozen=True, slots=True)
class ShortcomingItem:
    """One shortcoming: whether a cause is given, and which plan items answer it."""

    start: int
    end: int
    text: str
    cause: bool
    answered_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CauseItem:
    """One stated cause and the indexes of the shortcomings that it explains."""

    start: int
    end: int
    text: str
    explains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One point of next year's plan."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """Shortcomings, causes and plan, taken apart into single items."""

    shortcomings: tuple[ShortcomingItem, ...] = ()
    causes: tuple[CauseItem, ...] = ()
    plan: tuple[PlanItem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Returns the items object of the contract (``causes`` is an added key)."""
        return {
            "shortcomings": [
                {
                    "start": item.start,
                    "end": item.end,
                    "text": item.text,
                    "cause": item.cause,
                    "answered_by": list(item.answered_by),
                }
                for item in self.shortcomings
            ],
            "causes": [
                {
                    "start": item.start,
                    "end": item.end,
                    "text": item.text,
                    "explains": list(item.explains),
                }
                for item in self.causes
            ],
            "plan": [
                {"start": item.start, "end": item.end, "text": item.text} for item in self.plan
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reviewer must be told. ``text`` is masked where it holds personal data."""

    rule: str
    severity: Severity
    element: str | None
    message: str
    advice: str
    legal_basis: str
    start: int | None = None
    end: int | None = None
    text: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Returns the finding object of the contract."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "element": self.element,
            "message": self.message,
            "advice": self.advice,
            "legal_basis": self.legal_basis,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


class Told(NamedTuple):
    """A sentence, or a part of one, and what it does in the report.

    Attributes:
        start: Offset of its first character, an enumeration mark left out.
        end: Offset after its last.
        role: What it was taken for.
        heading: Whether it is a heading.
    """

    start: int
    end: int
    role: Role
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """Everything found in one report. The same text and pack give the same result.

    ``masked`` holds the offsets of personal data, which no output for reading may show;
    ``section_roles`` what each section of ``document.sections`` was taken for, ``told`` what each
    sentence of the body.
    """

    document: Document
    pack_id: str
    pack_version: str
    elements: tuple[ElementResult, ...]
    items: Items
    findings: tuple[Finding, ...]
    score: float
    grade: str
    masked: tuple[tuple[int, int], ...] = ()
    section_roles: tuple[tuple[Role, ...], ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def level(self) -> Level | None:
        """The level of the reporting body."""
        return self.document.identity.level

    def element(self, element_id: str) -> ElementResult:
        """Returns the verdict on one element.

        Raises:
            KeyError: The pack has no such element.
        """
        for element in self.elements:
            if element.id == element_id:
                return element
        raise KeyError(element_id)

    def shown(self, text: str) -> str:
        """Returns a title or path of this report with the personal data in it hidden."""
        whole = self.document.text
        private = {whole[start:end] for start, end in self.masked}
        return hidden(text, sorted(private, key=len, reverse=True))

    def to_dict(self, *, include_text: bool = False) -> dict[str, Any]:
        """Returns REPORT of the contract, ready for JSON; personal data is masked in it."""
        identity = self.document.identity
        report: dict[str, Any] = {
            "source": self.document.source,
            "is_report": identity.is_report,
            "kind": identity.kind,
            "title": identity.title,
            "reporting_year": identity.reporting_year,
            "issuer": identity.issuer,
            "level": str(identity.level) if identity.level else None,
            "characters": len(self.document.text),
            "score": self.score,
            "grade": self.grade,
            "elements": [element.to_dict() for element in self.elements],
            "items": self.items.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "sections": [
                {
                    "level": section.level,
                    "number": section.number,
                    "title": section.title,
                    "start": section.start,
                    "end": section.end,
                }
                for section in self.document.sections
            ],
        }
        if include_text:
            report["text"] = self.document.text
        if self.masked:
            _mask(report, self.masked, self.shown)
        return report


@dataclass(frozen=True, slots=True)
class ReaderState:
    """Whether the second reader (第二判读) takes part, and which one it is.

    Attributes:
        corpus: SHA-256 of the corpus that it was trained on; ``None`` where it takes no part.
        fault: Why it takes no part though it was asked to, in Chinese; else ``None``.
    """

    corpus: str | None = None
    fault: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``reader``."""
        return {"used": self.corpus is not None, "corpus": self.corpus, "fault": self.fault}


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read or judged: an entry of ``errors`` in the contract."""

    source: str
    code: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        """Returns the error object of the contract."""
        return {"source": self.source, "code": self.code, "message": self.message}


def _mask(value: Any, spans: Sequence[tuple[int, int]], shown: Callable[[str], str]) -> None:
    """Masks every quotation in place; the offsets keep pointing at the original."""
    if isinstance(value, list):
        for item in value:
            _mask(item, spans, shown)
    elif isinstance(value, dict):
        start = value.get("start")
        if isinstance(start, int) and isinstance(value.get("text"), str):
            value["text"] = masked(value["text"], start, spans)
        if "characters" in value and "text" in value:
            value["text"] = masked(value["text"], 0, spans)
        for key, inner in value.items():
            if key in ("title", "section"):
                value[key] = shown(inner)
            elif key == "facts":
                value[key] = [shown(fact) for fact in inner]
            elif key != "text":
                _mask(inner, spans, shown)

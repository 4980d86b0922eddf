"""A report taken apart: headings, sections, sentences, identity. Offsets index one text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from analyzer.model.text import Span


class Level(StrEnum):
    """The administrative level of the reporting body (层级), as the contract spells it."""

    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县区政府"
    DEPARTMENT = "部门"
    TOWNSHIP = "乡镇街道"


class Role(StrEnum):
    """What a passage does in a report (作用)."""

    # The one of ``Enum`` is a Python function, and roles are looked up for every sentence.
    __hash__ = str.__hash__

    PREAMBLE = "引言"
    DUTY = "履职"
    DEED = "举措"
    SHORTCOMING = "不足"
    CAUSE = "原因"
    PLAN = "安排"
    OTHER = "其他"
    NEGATION = "否定"


class NumberStyle(StrEnum):
    """How a heading is numbered. The order is the one of GB/T 9704—2012, 7.3.3."""

    PART = "第一部分"
    CHINESE = "一、"
    CHINESE_BRACKET = "（一）"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"
    NTH = "一是"
    NONE = ""


class Paragraph(NamedTuple):
    """One line of the text, without its line break. ``number`` counts from 1."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        level: Depth, 1 for the outermost.
        style: How the heading is numbered.
        ordinal: The number as an integer; 0 without a number.
        number: The number as written, such as ``（一）``.
        title: The heading without its number.
        heading: Where number and title stand.
        start: Where the section begins (with its heading).
        end: Where it ends, its subsections included.
        parent: Index of the enclosing section; -1 at the top.
        run_in: Whether text follows the heading in the same paragraph.
    """

    level: int
    style: NumberStyle
    ordinal: int
    number: str
    title: str
    heading: Span
    start: int
    end: int
    parent: int
    run_in: bool


class Sentence(NamedTuple):
    """A sentence, or one point of an enumeration inside a sentence.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last.
        paragraph: Number of the paragraph, from 1.
        section: Index of the innermost section; -1 before the first heading.
        heading: Whether this is a heading (or a run-in heading).
        marker: Length of an enumeration mark at the start (``一是``), else 0.
        opens_entry: Whether it opens a row of a table, a column of another role in a row, or what a
            label (问题：) announces.
        told_as: What the head of its column, or its label, says it is for; ``None`` without one.
    """

    start: int
    end: int
    paragraph: int
    section: int
    heading: bool
    marker: int
    opens_entry: bool = False
    told_as: Role | None = None

    @property
    def opens_point(self) -> bool:
        """Whether a mark or a table row sets it apart from what stands before."""
        return self.marker > 0 or self.opens_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What kind of text this is, of whom and of which year.

    Attributes:
        title: The title line, empty where none was found.
        title_span: Where it stands.
        kind: Kind of text (文种), ``annual-report`` where it is one.
        kind_name: The same in Chinese, as the pack calls it.
        is_report: Whether it is an annual report on law-based government.
        reporting_year: The year reported on.
        issuer: The reporting body (报送单位).
        level: Its level.
        written: Date of writing as (year, month, day), from the signature.
        body_start: Offset at which title and addressee end.
        body_end: Offset at which signature and date begin.
    """

    title: str
    title_span: Span
    kind: str
    kind_name: str
    is_report: bool
    reporting_year: int | None
    issuer: str | None
    level: Level | None
    written: tuple[int, int, int] | None
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report as structure. ``text`` never changes after reading.

    ``page_starts``, ``confidence`` and ``published`` are as in ``Provenance``: told of the text as it
    was handed in, also where a mended one is read.
    """

    text: str
    source: str | None
    identity: Identity
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    page_starts: tuple[int, ...] = ()
    confidence: tuple[float | None, ...] = ()
    published: tuple[int, int, int] | None = None

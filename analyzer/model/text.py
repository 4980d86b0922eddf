"""Offsets into a text, and the text that a reader hands on. Nothing here judges.

All offsets are code points, half-open, into one string that never changes after reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Returns the piece itself."""
        return text[self.start : self.end]

    def contains(self, position: int) -> bool:
        """Tells whether an offset lies inside."""
        return self.start <= position < self.end


# So long a name may be; numbers that must be hidden are longer.
_SHORT = 7


def mask(text: str) -> str:
    """Returns personal data with its middle hidden.

    Of a number the first three and the last two characters stay, of a name the first one.
    """
    if len(text) <= _SHORT:
        return text[:1] + "*" * (len(text) - 1)
    return text[:3] + "*" * (len(text) - 5) + text[-2:]


def masked(text: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """Returns a quotation with personal data hidden.

    Args:
        text: The quotation.
        start: Its offset in the report.
        spans: Offsets of personal data in the report.
    """
    out, position = [], 0
    for low, high in spans:
        low, high = max(low - start, position), min(high - start, len(text))
        if low < high:
            out.append(text[position:low])
            out.append(mask(text[low:high]))
            position = high
    out.append(text[position:])
    return "".join(out)


def hidden(text: str, private: Iterable[str]) -> str:
    """Returns a title or a piece without an offset with every personal datum in it hidden."""
    for datum in private:
        text = text.replace(datum, mask(datum))
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledHeading:
    """A paragraph that the file itself marks as a heading (a Word heading style).

    Attributes:
        span: The paragraph, without its line break.
        level: 1 for the highest heading style; 0 for the document's title.
    """

    span: Span
    level: int


LOW_CONFIDENCE = 0.93
"""Below this confidence of a page (0 to 1), about one character in twenty is wrong, or more.

The confidence is the mean of the engine's scores of lines, over characters. Calibrated on pages made
coarse (200 to 28 dpi), blurred, speckled, faded, black and white, or pressed as JPEG; errors are of
Chinese characters and digits. PP-OCR, 168 pages in one light typeface of 12 pt: all 65 with up to
5 % wrong had 0.931 and more, all 103 with more had 0.888 and less. Tesseract on its scale as brought
to this one, 105 pages in seven typefaces: all 44 with up to 2 % had more, 35 of 41 with more than
5 % less. ``benchmarks/scans.py`` prints such a table. What an engine does not see at all, it cannot
be unsure of.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a text came from.

    Attributes:
        name: The path as the user gave it.
        format: The usual ending of such files: ``txt``, ``docx``, ``doc``, ``pdf``, ``ofd``,
            ``html`` and so on.
        digest: SHA-256 of the bytes that were read, 64 hexadecimal digits; ``None`` where the text
            comes from no file.
        encoding: For plain text, the encoding that was found.
        headings: Paragraphs that the file marks as headings, in order.
        generated_numbers: Pieces of the text that Word generates and that no run contains.
        page_starts: Offset at which each page begins; empty where the format has no pages.
        confidence: For each page, how sure the recogniser of a scan was, 0 to 1, or ``None`` where
            the page is text; empty where no page is a scan.
        published: Date of publication (发布时间) as (year, month, day), where a web page gives it.
        publisher: Who published it (来源), likewise.
    """

    name: str
    format: str
    digest: str | None = None
    encoding: str | None = None
    headings: tuple[StyledHeading, ...] = ()
    generated_numbers: tuple[Span, ...] = ()
    page_starts: tuple[int, ...] = ()
    confidence: tuple[float | None, ...] = ()
    published: tuple[int, int, int] | None = None
    publisher: str | None = None


class ExtractedText(str):
    """The text of a document, which remembers the file that it came from.

    It is a ``str``, so that ``analyze(read_document(path))`` and ``analyze("…")`` are the same
    call. One paragraph a line, separated by line feeds; offsets are final from here on.
    """

    provenance: Provenance

    def __new__(cls, text: str, provenance: Provenance) -> ExtractedText:
        """Joins a text and its provenance."""
        self = super().__new__(cls, text)
        self.provenance = provenance
        return self

    def __reduce__(self) -> tuple[type[ExtractedText], tuple[str, Provenance]]:
        """Says how another process makes it anew; a ``str`` alone would lose the provenance."""
        return ExtractedText, (self.text, self.provenance)

    @property
    def text(self) -> str:
        """The same characters as a plain string."""
        return str.__str__(self)

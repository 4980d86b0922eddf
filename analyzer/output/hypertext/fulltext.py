"""A report's whole text in paragraphs, with everything marked in it that was found there.

Evidence is underlined, by element; what is at fault has a line above; both have a sign in front that
leads back to where it is told. The signs are no text: what a reader copies is what the report says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from analyzer.model.report import ReportResult
from analyzer.model.text import masked
from analyzer.output.hypertext.marking import lanes, runs

# More underlines than these under one line of text would reach into the next one.
_LANES = 4
_LEVELS = 4
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something found in the text, and the sign in front of it.

    Attributes:
        id: The anchor in the text.
        back: The anchor where it is told.
        look: Classes of the style sheet.
        sign: What the sign shows.
        said: What it says to those who cannot see it.
        underlined: Whether it takes a line of its own under the text.
    """

    start: int
    end: int
    id: str
    back: str
    look: str
    sign: str
    said: str
    underlined: bool


class Piece(NamedTuple):
    """A piece of a paragraph: what stands in front of it, and the marks over it.

    Attributes:
        page: The number of the page that begins here, from 1, or nothing.
        signs: Marks that begin here.
        looks: Classes of all marks over it.
    """

    text: str
    page: tuple[int, ...]
    signs: tuple[Mark, ...]
    looks: tuple[str, ...]


class Block(NamedTuple):
    """A paragraph, and the blanks behind it.

    Attributes:
        number: As the gap list counts, from 1; 0 in front of the first one.
        level: Of the heading that it is, from 1; 0 for none.
        between: Line breaks and blank lines up to the next one.
    """

    number: int
    level: int
    pieces: tuple[Piece, ...]
    between: str


class Heading(NamedTuple):
    """A heading in the table of contents, and the paragraph that it stands in."""

    title: str
    level: int
    paragraph: int


def blocks(result: ReportResult, marks: Sequence[Mark]) -> Iterator[Block]:
    """Yields the whole text: pieces and blanks joined give it back, personal data masked."""
    document = result.document
    # As long as the original: offsets stay right.
    text = masked(document.text, 0, result.masked)
    lined = [mark for mark in marks if mark.underlined]
    lane = dict(zip((mark.id for mark in lined), lanes(lined), strict=True))
    signs = Along(marks, [min(mark.start, len(text)) for mark in marks])
    pages = Along(range(1, len(document.page_starts) + 1), document.page_starts)
    titles = Along(
        [min(s.level, _LEVELS) for s in document.sections if not s.run_in],
        [s.heading.start for s in document.sections if not s.run_in],
    )
    numbers = {p.start: p.number for p in document.paragraphs}
    cuts = sorted({0, *numbers, len(text)})
    for start, stop in pairwise(cuts):
        end = start + len(text[start:stop].rstrip("\n"))
        last = stop + (stop == len(text))
        edges = sorted({start, end, *signs.offsets(start, end), *pages.offsets(start, end)})
        pieces = [
            Piece(
                run.text,
                pages.between(run.start, run.start + 1)[-1:],
                signs.between(run.start, run.start + 1),
                tuple(_look(mark, lane.get(mark.id)) for mark in run.marks),
            )
            for low, high in pairwise(edges)
            for run in runs(text, low, high, marks)
        ]
        # What begins in the blanks behind a paragraph stands at its end.
        behind = Piece("", pages.between(end, last)[-1:], signs.between(end, last), ())
        if behind.page or behind.signs:
            pieces.append(behind)
        level = next(iter(titles.between(start, end)), 0)
        yield Block(numbers.get(start, 0), level, tuple(pieces), text[end:stop])


def headings(result: ReportResult) -> list[Heading]:
    """Returns the headings of the two highest levels, for a table of contents."""
    starts = [p.start for p in result.document.paragraphs]
    return [
        Heading(
            result.shown(f"{section.number}{section.title}"),
            section.level,
            max(1, bisect_right(starts, section.start)),
        )
        for section in result.document.sections
        if section.level <= 2 and not section.run_in
    ]


def _look(mark: Mark, lane: int | None) -> str:
    return mark.look if lane is None else f"{mark.look} l{min(lane, _LANES - 1)}"


class Along(Generic[_T]):
    """Things that begin at offsets of a text, in the order of these.

    Args:
        things: Whatever begins.
        starts: Where, in the same order.
    """

    def __init__(self, things: Iterable[_T], starts: Iterable[int]) -> None:
        pairs = sorted(zip(starts, things, strict=True), key=lambda pair: pair[0])
        self._starts = [start for start, _ in pairs]
        self._things = [thing for _, thing in pairs]

    def offsets(self, start: int, end: int) -> list[int]:
        """Returns where something begins from one offset to before another."""
        return self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def between(self, start: int, end: int) -> tuple[_T, ...]:
        """Returns what begins there."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(self._things[low:high])

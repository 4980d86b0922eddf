"""A changed text that knows where each piece of the unchanged one went.

It is what keeps the quotes of a label exact: they are followed, never searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from analyzer.model.text import Span


class Doubtful(Exception):
    """Nobody can say for certain what a reader would say of the changed text."""


class Edit(NamedTuple):
    """What stands for ``text[start:end]``: nothing where it is deleted."""

    start: int
    end: int
    new: str = ""


class _Piece(NamedTuple):
    """A piece of the new text and the span of the old one that it stands for."""

    text: str
    start: int
    end: int
    kept: bool


class Followed(NamedTuple):
    """Where a piece of the old text stands in the new one.

    Attributes:
        whole: Whether nothing of it was deleted and all of it stands together.
    """

    span: Span
    whole: bool


@dataclass(frozen=True, eq=False)
class Draft:
    """A text in the making."""

    pieces: tuple[_Piece, ...]

    @cached_property
    def text(self) -> str:
        """The new text."""
        return "".join(piece.text for piece in self.pieces)

    def follow(self, start: int, end: int) -> Followed | None:
        """Returns where ``old[start:end]`` stands now; None where nothing of it is left.

        A replacement counts as a whole, also for a piece that meets only a part of what it replaces.
        """
        runs: list[Span] = []
        at = covered = 0
        for piece in self.pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            inside = start < piece.start == piece.end < end
            found = None
            if piece.text and (low < high or inside):
                shift = at - piece.start
                kept = Span(low + shift, high + shift)
                found = kept if piece.kept else Span(at, at + len(piece.text))
                covered += high - low
            at += len(piece.text)
            if found is None:
                continue
            if runs and runs[-1].end == found.start:
                runs[-1] = Span(runs[-1].start, found.end)
            else:
                runs.append(found)
        if not covered:
            return None
        longest = max(runs, key=lambda run: run.end - run.start)
        return Followed(longest, len(runs) == 1 and covered == end - start)


def rewritten(
    text: str, edits: Iterable[Edit], *, order: Sequence[Span | str] | None = None
) -> Draft:
    """Returns a text with edits made, and its parts in another order.

    Args:
        text: The old text.
        edits: In any order; none may cross a border between parts.
        order: The parts in their new order, and texts to put between them; all of it by default.

    Raises:
        Doubtful: Edits overlap.
    """
    ordered = sorted(edits)
    if any(later.start < earlier.end for earlier, later in pairwise(ordered)):
        raise Doubtful("edits overlap")
    parts = [Span(0, len(text))] if order is None else order
    pieces: list[_Piece] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(_Piece(part, 0, 0, kept=False))
        else:
            pieces.extend(_edited(text, part, ordered))
    return Draft(tuple(piece for piece in pieces if piece.text))


def _edited(text: str, part: Span, edits: Sequence[Edit]) -> Iterator[_Piece]:
    at = part.start
    for edit in edits:
        if part.start <= edit.start and edit.end <= part.end:
            yield _Piece(text[at : edit.start], at, edit.start, kept=True)
            yield _Piece(edit.new, edit.start, edit.end, kept=False)
            at = edit.end
    yield _Piece(text[at : part.end], at, part.end, kept=True)


def line_around(text: str, at: int) -> Span:
    """Returns the line that an offset stands in, without its line break."""
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def lines_of(text: str) -> Iterator[Span]:
    """Yields the lines of a text, without their line breaks."""
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def deletions(text: str, spans: Iterable[Span]) -> list[Edit]:
    """Returns the edits that delete spans, and the lines of which nothing else is left."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    edits: list[Edit] = []
    for line in lines_of(text):
        cut = [
            Edit(max(span.start, line.start), min(span.end, line.end))
            for span in merged
            if span.start < line.end and line.start < span.end
        ]
        left, at = "", line.start
        for edit in cut:
            left += text[at : edit.start]
            at = edit.end
        left += text[at : line.end]
        if cut and not left.strip():
            edits.append(Edit(line.start, min(line.end + 1, len(text))))
        else:
            edits.extend(cut)
    return edits

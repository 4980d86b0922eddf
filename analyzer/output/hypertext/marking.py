"""Marked text: pieces cut wherever a mark begins or ends, so that marks may overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar


class Spanned(Protocol):
    """Something that stands from one offset of a text to another."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last."""


Mark = TypeVar("Mark", bound=Spanned)


class Run(NamedTuple, Generic[Mark]):
    """A piece of text that lies under the same marks throughout, in the order they were given."""

    text: str
    start: int
    marks: tuple[Mark, ...]


def runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Run[Mark]]:
    """Yields ``text[start:end]`` cut at the ends of all marks; marks may reach beyond it."""
    near = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    edges |= {e for mark in near for e in (mark.start, mark.end) if start < e < end}
    for low, high in pairwise(sorted(edges)):
        over = tuple(mark for mark in near if mark.start <= low and high <= mark.end)
        yield Run(text[low:high], low, over)


def lanes(marks: Sequence[Spanned]) -> list[int]:
    """Returns for each mark the lowest number, from 0, that no mark overlapping it has."""
    given = [0] * len(marks)
    open_: list[int] = []
    for index in sorted(range(len(marks)), key=lambda i: (marks[i].start, -marks[i].end, i)):
        open_ = [other for other in open_ if marks[other].end > marks[index].start]
        taken = {given[other] for other in open_}
        given[index] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        open_.append(index)
    return given

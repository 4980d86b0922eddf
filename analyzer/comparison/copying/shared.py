"""What is told of copied text: passages that two reports share, and how much of a report is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Side(NamedTuple):
    """One side of a shared passage: ``text[start:end]`` of a report.

    Attributes:
        report: The report's number in the collection.
        start: Offset of the first character.
        end: Offset after the last.
        differs: Pieces that the other side does not have, as offsets in the report.
    """

    report: int
    start: int
    end: int
    differs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that two reports share.

    Attributes:
        a: The later report of the two, or of one year the one that comes later in the collection.
        b: The earlier.
        own: Whether both are of one body, under whatever name, and it thus copied from itself.
        characters: How many characters both sides have in common that are neither stock, heading
            nor title of a document.
        similarity: The share of the characters of both sides that the other side has, too, 0 to 1;
            a figure or the body's own name is one character, punctuation and spaces do not count.
    """

    a: Side
    b: Side
    own: bool
    characters: int
    similarity: float

    @property
    def weight(self) -> float:
        """By what passages are ranked: length × similarity."""
        return self.characters * self.similarity


@dataclass(frozen=True, slots=True)
class Share:
    """How the running text of a report is made up; figures and names count as one character.

    Attributes:
        characters: All of them.
        shared: Those in passages that other reports have, too.
        stock: Those outside such passages that are stock or titles of documents.
    """

    characters: int
    shared: int
    stock: int

    @property
    def own(self) -> float | None:
        """The share that is the report's own, 0 to 1; ``None`` of an empty report."""
        if not self.characters:
            return None
        return (self.characters - self.shared - self.stock) / self.characters


@dataclass(frozen=True, slots=True)
class Copying:
    """What a collection has in common: passages by weight, the heaviest first, and one share a report."""

    passages: tuple[SharedPassage, ...]
    shares: tuple[Share, ...]


class Remark(NamedTuple):
    """What must be told of a place in a report: ``message`` is a Chinese sentence.

    Attributes:
        report: The report's number in the collection.
        start: Offset of the place.
        end: Offset after it.
    """

    report: int
    start: int
    end: int
    message: str

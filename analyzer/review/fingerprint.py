"""Text → pieces with fingerprints, by which a decided passage is found again in a later version.

A piece is what stands between two strong marks (。！？； tab, line break). Only its content counts:
letters, numbers and signs such as % or ×. White space, width, case, weak punctuation and the number
in front (一、 （二） 三是) do not, so that a report that was saved anew, or in which a section was put
in before, keeps its pieces. A mark that joins or parts pieces is an edit of theirs.

The rules here are part of the file format: a change voids what is recorded. That is why the
sentences of ``structure`` are not used: they follow the headings and lists around them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple

_BETWEEN_MARKS = re.compile("[^。！？；!?;｡\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HAN = "一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"\s*(?:[（(](?:[{_HAN}]{{1,4}}|\d{{1,2}})[）)]、?|[{_HAN}]{{1,4}}、|\d{{1,2}}(?:[、．]|\.(?!\d))"
    rf"|第[{_HAN}]{{1,3}}(?:部分|[章节])|第?[{_HAN}]{{1,2}}是(?!否|因)|[①-⑳])"
)
# A point between digits is part of the number (3.5), as is a minus before one.
_LOOSE = re.compile(r"(?<!\d)[./]|[./](?!\d)|-(?!\d)|(?<=\d)-")
_SIGNS = frozenset("%‰*_./-")
# Shorter quotations are compared with their punctuation: of 1、 and （1） nothing else is left.
_SHORT = 8


class _Folding(dict[int, str]):
    """What is left of each character, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        left = "".join(
            part
            for part in unicodedata.normalize("NFKD", chr(code)).casefold()
            if part in _SIGNS or unicodedata.category(part)[0] in "LNS"
        )
        self[code] = left
        return left


_FOLDING = _Folding()


def content_of(text: str) -> str:
    """Returns what counts of a text: its letters, numbers and signs, folded."""
    return _LOOSE.sub("", text.translate(_FOLDING))


def quote_key(text: str) -> str:
    """Returns what tells one quotation from another: its content, and the marks of a short one."""
    content = content_of(text)
    if len(content) >= _SHORT:
        return content
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def digest(content: str) -> str:
    """Returns the fingerprint of a content, 16 hexadecimal digits."""
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Piece(NamedTuple):
    """A piece of a text: ``text[start:end]`` without the mark behind it, and its content."""

    start: int
    end: int
    content: str


class Place(NamedTuple):
    """Where a passage stands: offsets, fingerprints of the pieces around it, its fingerprint."""

    start: int
    end: int
    before: str
    after: str
    digest: str
    length: int


class Content:
    """The content of one text, piece by piece.

    Args:
        text: The text of a report; all offsets index it.
    """

    def __init__(self, text: str) -> None:
        self._pieces = tuple(_pieces_of(text))
        self._starts = [piece.start for piece in self._pieces]
        self._ends = [piece.end for piece in self._pieces]
        self._places: dict[tuple[str, int], tuple[Place, ...]] = {}

    @cached_property
    def whole(self) -> str:
        """The fingerprint of the whole text; the order of its pieces does not count."""
        return digest(" ".join(sorted(piece.content for piece in self._pieces)))

    def around(self, start: int, end: int) -> Place | None:
        """Returns the whole pieces that a span touches; None where they have no content."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        return self._place(first, last) if first <= last else None

    def find(self, fingerprint: str, length: int) -> tuple[Place, ...]:
        """Returns everywhere that a passage stands, in order.

        Args:
            fingerprint: Of its content.
            length: Of its content, in characters.
        """
        key = fingerprint, length
        if key not in self._places:
            runs = self._runs(length)
            places = (self._place(first, last) for first, last in runs)
            self._places[key] = tuple(p for p in places if p.digest == fingerprint)
        return self._places[key]

    def search(self, quote: str) -> Place | None:
        """Returns the first whole pieces that hold a quotation, whatever its spaces and marks."""
        wanted = "".join(piece.content for piece in _pieces_of(quote))
        ends = list(accumulate(len(piece.content) for piece in self._pieces))
        at = "".join(piece.content for piece in self._pieces).find(wanted)
        if at < 0 or not wanted:
            return None
        return self._place(bisect_right(ends, at), bisect_left(ends, at + len(wanted)))

    def _runs(self, length: int) -> Iterator[tuple[int, int]]:
        """Yields the runs of whole pieces with this many characters of content."""
        sizes = [len(piece.content) for piece in self._pieces]
        first = total = 0
        for last, size in enumerate(sizes):
            total += size
            while total > length:
                total -= sizes[first]
                first += 1
            if total == length and first <= last:
                yield first, last

    def _place(self, first: int, last: int) -> Place:
        pieces = self._pieces
        content = "".join(piece.content for piece in pieces[first : last + 1])
        return Place(
            pieces[first].start,
            pieces[last].end,
            digest(pieces[first - 1].content) if first else "",
            digest(pieces[last + 1].content) if last + 1 < len(pieces) else "",
            digest(content),
            len(content),
        )


def _pieces_of(text: str) -> Iterator[Piece]:
    for match in _BETWEEN_MARKS.finditer(text):
        number = _NUMBER.match(match[0])
        content = content_of(match[0][number.end() :] if number else match[0])
        if content:
            yield Piece(match.start(), match.end(), content)

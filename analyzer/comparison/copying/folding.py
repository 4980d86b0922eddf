"""A report's text as copying is looked for in it.

Figures and the body's own names are folded into one character each, punctuation and spaces left
out. So a passage in which only figures, dates and the body's name were changed reads the same as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.copying.names import own_names
from analyzer.model.record import Record

Offsets: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

# A longer sentence at the start of a paragraph says something, though it serves as heading.
_TITLE_LENGTH = 16

FIGURE, NAME = "0", "@"
_NUMBER = r"[0-9０-９〇零一二三四五六七八九十百千万亿两]+(?:[.．,，][0-9０-９]+)*"
_TITLE = re.compile(r"《[^》\n]{2,80}》(?:第[\d一二三四五六七八九十百千、至—和第条款项]{1,30})?")
# The number of a heading or a point, at the start of a line.
_MARK = re.compile(
    r"^[ \t\u3000]*(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[、.．](?!\d))",
    re.MULTILINE,
)
# The words of a law, quoted after the article that they stand in, are the law's.
_LAW = re.compile(
    r"》第[\d一二三四五六七八九十百千、至—和第条款项之]{1,30}[^。；“”\n]{0,12}“(?P<words>[^”\n]{4,400})”"
)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A text, folded.

    Attributes:
        text: The folded characters.
        starts: For each of them the offset at which it begins in the report.
        ends: Likewise the offset after it.
        body: For each of them whether it belongs to the running text: False in headings and numbers
            of points, and before and after the body of the report.
        own: For each of them whether it can be the author's own words: False outside the running
            text, and in titles of documents and quoted articles.
    """

    text: str
    starts: Offsets
    ends: Offsets
    body: Flags
    own: Flags

    def index(self, offset: int) -> int:
        """Returns the folded position at or after an offset of the report."""
        return int(np.searchsorted(self.starts, offset))


def fold(record: Record, called: str) -> Folded:
    """Returns a report's text folded.

    Args:
        record: The report.
        called: What its body is called in full, besides the name that the report gives it.
    """
    names = own_names(record.issuer, called)
    return fold_text(record.text, names, tuple(_foreign(record)))


def fold_text(
    text: str, names: tuple[str, ...] = (), foreign: tuple[tuple[int, int], ...] = ()
) -> Folded:
    """Returns a text folded.

    Args:
        text: The text.
        names: What the body whose text it is is called by, the longest first; they are folded.
        foreign: Spans that are no running text.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _folder(names).finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "word":
            pieces.append(match.group())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            pieces.append(FIGURE if kind == "number" else NAME)
            starts.append(start)
            ends.append(end)
    at = np.array(starts, np.int32)
    marks = (match.span() for match in _MARK.finditer(text))
    body = _outside(at, (*foreign, *marks))
    own = body & _outside(at, _quoted(text))
    return Folded("".join(pieces), at, np.array(ends, np.int32), body, own)


def _outside(at: Offsets, spans: Iterable[tuple[int, int]]) -> Flags:
    flags = np.ones(len(at), np.bool_)
    for start, end in spans:
        flags[np.searchsorted(at, start) : np.searchsorted(at, end)] = False
    return flags


@lru_cache(maxsize=4096)
def _folder(names: tuple[str, ...]) -> re.Pattern[str]:
    any_name = "|".join(map(re.escape, names))
    name = f"(?P<name>{any_name})|" if names else ""
    stop = f"(?!{any_name})" if names else ""
    word = rf"(?:{stop}[^\W\d_〇零一二三四五六七八九十百千万亿两])+"
    return re.compile(rf"{name}(?P<number>{_NUMBER})|(?P<word>{word})")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLE.finditer(text):
        yield match.span()
    for match in _LAW.finditer(text):
        yield match.span("words")


def _foreign(record: Record) -> Iterator[tuple[int, int]]:
    """Yields headings, and what stands before and after the body."""
    if not record.told:
        return
    yield 0, record.told[0].start
    yield max(told.end for told in record.told), len(record.text)
    for told in record.told:
        if told.heading and (
            told.end - told.start <= _TITLE_LENGTH or _ends_line(record, told.end)
        ):
            yield told.start, told.end


def _ends_line(record: Record, offset: int) -> bool:
    return not record.text[offset : offset + 2].strip() or record.text[offset] == "\n"

"""A marked text → its lines, and which lines stand together in one element."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.documents.plain import clean
from analyzer.documents.web.marks import (
    BREAK,
    CELL,
    CLOSE,
    END_LINK,
    END_NUMBER,
    HEAD,
    LINK,
    MARKS,
    NUMBER,
    OPEN,
)

_TOKENS = re.compile(f"({MARKS})")
_GAP = re.compile("[ \n]+")
_CELL_ENDS = re.compile(r"[^\S\t]*\t[^\S\t]*")


class Line(NamedTuple):
    """A line as a browser shows it, however wide its window.

    Attributes:
        text: The line; cells of a row apart by tabs.
        linked: How many of its characters are links or stand in a navigation element.
        heading: Whether it is marked up as one of the three highest headings.
        number: How many characters at its beginning are a generated list number.
    """

    text: str
    linked: int
    heading: bool
    number: int


def split(marked: str) -> tuple[list[Line], list[tuple[int, int]]]:
    """Returns the lines of a marked text, and the ranges of lines that elements hold."""
    lines: list[Line] = []
    ranges: dict[tuple[int, int], None] = {}
    opened: list[int] = []
    parts: list[str] = []
    links = linked = number = 0
    heading = generated = False

    def flush() -> None:
        nonlocal linked, number
        if parts:
            found = _line("".join(parts), linked, heading, number)
            if found is not None:
                lines.append(found)
            parts.clear()
        linked = number = 0

    for token in _TOKENS.split(clean(marked)):
        if token == OPEN:
            flush()
            opened.append(len(lines))
            heading = False
        elif token == CLOSE:
            flush()
            heading = False
            start = opened.pop() if opened else 0
            if start < len(lines):
                ranges[start, len(lines)] = None
        elif token == BREAK:
            flush()
        elif token == HEAD:
            heading = True
        elif token == LINK:
            links += 1
        elif token == END_LINK:
            links -= 1
        elif token in (NUMBER, END_NUMBER):
            generated = token == NUMBER
        elif token:
            piece = "\t" if token == CELL else token.replace("\t", " ")
            parts.append(piece)
            if links:
                linked += len("".join(piece.split()))
            if generated:
                number += len(piece)
    flush()
    return lines, list(ranges)


def _line(text: str, linked: int, heading: bool, number: int) -> Line | None:
    """Returns the line with its white space as a browser shows it; None where nothing is left."""
    text = _GAP.sub(" ", text).replace("\xa0", " ")
    plain = text.strip()
    if not plain:
        return None
    if "\t" in text:
        # Empty cells at the beginning stay, since they tell the column of the next.
        plain = _CELL_ENDS.sub("\t", text.rstrip().lstrip(" \u3000"))
    return Line(plain, min(linked, len(plain)), heading, number)

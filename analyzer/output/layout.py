"""Columns of Chinese text that stand straight in every console.

Rich counts characters like “ ” … as one column; consoles in Chinese code pages show them in two. They
are counted as two here, lines are broken here, and nothing is padded behind the last column, so that
no line runs over the edge in either. Lines begin and end as GB/T 15834—2011, 5.1 wants: no closing
mark at the start, no opening mark at the end; numbers and Latin words stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from rich.text import Text

_NOT_FIRST = frozenset("、，。；：？！）》」』】〕”’％%,.;:?!)]}…")
_NOT_LAST = frozenset("（《「『【〔“‘([{")
# What is never broken inside: a number with its signs, a Latin word, a name of a rule.
_WHOLE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._,/%+\-]*|.", re.DOTALL)


def columns(text: str) -> int:
    """Returns how many columns a text takes, doubtful characters counted as two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(ch) in "WFA" else 1 for ch in text)


def shortened(text: str, width: int) -> str:
    """Returns text cut to a number of columns, with … where something is left out."""
    if columns(text) <= width:
        return text
    used = 0
    for index, ch in enumerate(text):
        used += columns(ch)
        if used > width - 2:
            return text[:index] + "…"
    return text


def shortened_around(text: str, piece: str, width: int) -> str:
    """Returns text cut to a number of columns so that the clause with a piece of it stays."""
    at = text.find(piece) if piece else -1
    if at > 0 and columns(text) > width and columns(text[: at + len(piece)]) > width - 2:
        # As many of the clauses before it as fit, so that one sees who did it.
        begins = [index + 1 for index in range(at) if text[index] in "，。；：、"]
        fitting = (b for b in begins if columns(text[b : at + len(piece)]) <= width - 4)
        begin = next(fitting, begins[-1] if begins else 0)
        return shortened("…" + text[begin:], width)
    return shortened(text, width)


def fold(text: Text, width: int) -> list[Text]:
    """Returns the lines of a text, each at most ``width`` columns; at least one."""
    lines: list[Text] = []
    for part in text.split("\n", allow_blank=True):
        lines.extend(part.divide(_breaks(part.plain, width)))
    for line in lines:
        line.rstrip()
    return lines or [Text()]


def _breaks(text: str, width: int) -> list[int]:
    """Returns the offsets at which new lines begin."""
    pieces = [match.span() for match in _WHOLE.finditer(text)]
    found: list[int] = []
    line, used = 0, 0
    for number, (start, end) in enumerate(pieces):
        size = columns(text[start:end])
        if used + size > width and start > line:
            at = _good_break(text, pieces, number, line)
            found.append(at)
            line, used = at, columns(text[at:start])
        while used + size > width and end - start > 1:
            # A word that is longer than the line is broken where the line ends.
            room = max(1, width - used)
            found.append(start + room)
            start, line, used = start + room, start + room, 0
            size = end - start
        used += size
    return found


def _good_break(text: str, pieces: Sequence[tuple[int, int]], number: int, line: int) -> int:
    """Returns where to break before a piece that does not fit, a few pieces back if need be."""
    for back in range(number, max(number - 4, 0), -1):
        start = pieces[back][0]
        if start <= line:
            break
        if text[start] not in _NOT_FIRST and text[start - 1] not in _NOT_LAST:
            return start
    return pieces[number][0]


def row(cells: Sequence[Text], widths: Sequence[int], *, gap: int = 2) -> list[Text]:
    """Returns the lines of one table row; every cell is folded to its width.

    Args:
        cells: The cells from left to right.
        widths: Their widths in columns.
        gap: Columns between two cells.
    """
    folded = [fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, folded))):
        line = Text()
        filled = 0
        for cell, width in zip(folded, widths, strict=True):
            if number < len(cell) and cell[number].plain:
                line.append(" " * (filled - columns(line.plain)))
                line.append_text(cell[number])
            filled += width + gap
        lines.append(line)
    return lines


def right(text: Text, width: int) -> Text:
    """Returns a text moved to the right end of its column."""
    return Text(" " * (width - columns(text.plain))).append_text(text)

"""A printed page as lines with places, whatever program or scanner made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """One printed line.

    All measures are in the unit of the page, from its upper left corner, y downwards.

    Attributes:
        text: Its characters in reading order; columns of a table apart by tabs.
        left: Where its first character begins.
        top: Its upper edge.
        right: Where its last character ends.
        bottom: Its lower edge.
        size: The size of its characters (their height, as of a full-width character).
        row: Whether it is known to be a row of a table, whose text never goes on in the next line.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Attributes:
        lines: Its lines in reading order, headers and footers among them.
        width: Of the paper.
        height: Likewise.
        confidence: How sure the recogniser of a scan was, 0 to 1; ``None`` for a page of text.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    confidence: float | None = None

"""Tables of contents: lines that only point to a page, before the text that they announce."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.model.document import Paragraph
from analyzer.structure.numbers import read_number

_PAGE = re.compile(
    r"(?:[.．…·⋯\-—_]{2,}|[ \t\u3000])[ \t\u3000]*[（(\-—]?[ \u3000]?\d{1,3}[ \u3000]?[）)\-—]?\Z"
)
_HEAD = re.compile(r"[ \t\u3000]*目[ \t\u3000]*[录次][ \t\u3000]*\Z")
_MAX_LINE = 60
# A table of contents longer than this is not looked through for its end.
_MAX_ENTRIES = 60


def is_contents_line(text: str, start: int, end: int) -> bool:
    """Tells whether a numbered line ends in a page number: ``一、主要举措…… 3``."""
    if not start < end <= start + _MAX_LINE or text[end - 1] not in "0123456789）)-—":
        return False
    return _PAGE.search(text, start, end) is not None


def contents_after(text: str, paragraphs: Sequence[Paragraph], index: int) -> int:
    """Returns the index of the paragraph after a table of contents that begins at ``index``.

    Without page numbers the table ends where its first entry is said again.
    """
    if index >= len(paragraphs):
        return index
    headed = _HEAD.match(text, paragraphs[index].start, paragraphs[index].end) is not None
    first = position = index + headed
    while position < len(paragraphs):
        start = paragraphs[position].start
        end = start + len(text[start : paragraphs[position].end].rstrip())
        if not is_contents_line(text, start, end):
            break
        if not headed and read_number(text, start, end) is None:
            break
        position += 1
    if position > first or not headed:
        return position
    for later in range(first + 1, min(len(paragraphs), first + _MAX_ENTRIES)):
        if _entry(text, paragraphs[later]) == _entry(text, paragraphs[first]):
            return later
    return first


def _entry(text: str, paragraph: Paragraph) -> str:
    return "".join(text[paragraph.start : paragraph.end].split())

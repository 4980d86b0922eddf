"""Where in a Word file each piece of the extracted text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


class Origin(NamedTuple):
    """A piece of the text and the element that shows it.

    Attributes:
        start: Offset of the first character in the text.
        end: Offset after the last.
        element: The ``w:t``, ``w:tab`` or other element that shows the piece; of a generated number
            its paragraph; of what stands in a text box or a note the ``w:txbxContent`` or the
            reference to the note.
        skipped: How many characters the element shows before the piece.
    """

    start: int
    end: int
    element: Any
    skipped: int = 0

    def moved(self, by: int) -> Origin:
        """Returns the same piece further on in the text."""
        return self._replace(start=self.start + by, end=self.end + by)


def in_words(text: str, origins: Sequence[Origin]) -> Iterator[Origin]:
    """Yields where the pieces stand once ``" ".join(text.split())`` has taken out white space.

    Args:
        text: The text of a cell, as gathered.
        origins: Its pieces, in order.
    """
    position, first = 0, 0
    for word in re.finditer(r"\S+", text):
        while first < len(origins) and origins[first].end <= word.start():
            first += 1
        for index in range(first, len(origins)):
            start, end, element, skipped = origins[index]
            low, high = max(start, word.start()), min(end, word.end())
            if low >= high:
                break
            at = position + low - word.start()
            yield Origin(at, at + high - low, element, skipped + low - start)
        position += len(word.group()) + 1

"""Offsets of ours (code points) → regions of SARIF: lines, columns and offsets in UTF-16 code units.

Columns are counted as ``columnKind`` says, ``utf16CodeUnits``: editors count so, and a rare character
(𠮷) or an emoji is two. Offsets are counted in the same units, so that both name the same place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

_LAST_OF_ONE_UNIT = "\uffff"


class Regions:
    """Regions of one text.

    Args:
        text: The text; its lines end with line feeds.
    """

    def __init__(self, text: str) -> None:
        self._lines = [0, *(at + 1 for at, ch in enumerate(text) if ch == "\n")]
        self._pairs = [at for at, ch in enumerate(text) if ch > _LAST_OF_ONE_UNIT]

    def region(self, start: int, end: int, snippet: str) -> dict[str, Any]:
        """Returns the region of ``text[start:end]``.

        Args:
            start: Offset of the first character, in code points.
            end: Offset after the last.
            snippet: The characters there, as they may be shown.
        """
        start_line, start_column = self._place(start)
        end_line, end_column = self._place(end)
        return {
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": self._units(start),
            "charLength": self._units(end) - self._units(start),
            "snippet": {"text": snippet},
        }

    def _units(self, offset: int) -> int:
        return offset + bisect_left(self._pairs, offset)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, self._units(offset) - self._units(self._lines[line - 1]) + 1

"""The marks in a template.

``{{名称}}`` is a text. These stand alone in a paragraph or a table row:

``{{#名称}}`` … ``{{/名称}}``: what is between them, once for each item of a list; of a text or a
condition, once if there is one. ``{{^名称}}`` … ``{{/名称}}``: if there is none.

``{{一、}}``, ``{{（一）}}``, ``{{1.}}`` and ``{{（1）}}`` are the numbers of headings, counted while the
letter is written. Source: GB/T 9704—2012, 7.3.3.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.output.official.writing import numeral

TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}\s]+)\s*\}\}")
# What was meant as a mark and is none: half a mark, one of another language, full-width braces.
NEARLY = re.compile(r"\{\{|\}\}|\{%|%\}|｛\s*｛|｝\s*｝")
NUMBERS = ("一、", "（一）", "1.", "（1）")


class Mark(NamedTuple):
    """A mark that stands alone: ``#``, ``^`` or ``/``, and its name."""

    sign: str
    name: str

    def __str__(self) -> str:
        """Returns it as it is written."""
        return f"{{{{{self.sign}{self.name}}}}}"


def mark_of(text: str) -> Mark | None:
    """Returns the mark that a paragraph or a row consists of; ``None`` if it is another text."""
    found = TAG.fullmatch(text.strip())
    return Mark(found[1], found[2]) if found and found[1] else None


class Numbers:
    """Counts headings: a number begins anew below each number of a higher level."""

    def __init__(self) -> None:
        self._counted = [0] * len(NUMBERS)

    def next(self, name: str) -> str:
        """Returns the next number of a form, one of ``NUMBERS``."""
        level = NUMBERS.index(name)
        self._counted[level] += 1
        self._counted[level + 1 :] = [0] * (len(NUMBERS) - level - 1)
        number = self._counted[level]
        said = str(number) if level > 1 else numeral(number)
        return (f"{said}、", f"（{said}）", f"{said}.", f"（{said}）")[level]

"""The numbers that lines begin with: which belong together, and how to count them anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from analyzer.documents.word.numbering import chinese
from analyzer.evaluation.mutations.draft import Edit, lines_of
from analyzer.model.text import Span
from analyzer.structure.numbers import read_number

# From the highest level to the lowest; other ways of numbering are left as they are.
_LEVELS = ("part", "han", "hanb", "arab")
_VALUE = re.compile(r"[一二三四五六七八九十百]+|\d+")


class NumberedLine(NamedTuple):
    """A line that begins with a number.

    Attributes:
        line: Without its line break.
        number: The number with its punctuation.
    """

    line: Span
    number: Span
    ordinal: int
    kind: str


Series = list[NumberedLine]


def series_of(text: str) -> list[Series]:
    """Returns the lines that count on from each other: one series per heading and level."""
    series: list[Series] = []
    # For each level the series that a line of this level goes on with.
    current: list[Series | None] = [None] * len(_LEVELS)
    for line in lines_of(text):
        found = read_number(text, line.start, line.end)
        if found is None or found.kind not in _LEVELS:
            continue
        level = _LEVELS.index(found.kind)
        numbered = NumberedLine(line, found.number, found.ordinal, found.kind)
        going = current[level]
        if going is None or found.ordinal == 1:
            going = current[level] = []
            series.append(going)
        going.append(numbered)
        current[level + 1 :] = [None] * (len(_LEVELS) - level - 1)
    return series


def counts_well(series: Series) -> bool:
    """Tells whether a series counts 1, 2, 3 and on."""
    return [line.ordinal for line in series] == list(range(1, len(series) + 1))


def renumbered(text: str, lines: Sequence[NumberedLine], *, first: int = 1) -> list[Edit]:
    """Returns the edits that make lines count on in the order given."""
    return [
        Edit(*line.number, written_as(line.number.of(text), ordinal))
        for ordinal, line in enumerate(lines, first)
        if line.ordinal != ordinal
    ]


def written_as(number: str, ordinal: int) -> str:
    """Returns a number as written with another value: （三） and 5 give （五）."""

    def value(found: re.Match[str]) -> str:
        return str(ordinal) if found.group().isdecimal() else chinese(ordinal)

    return _VALUE.sub(value, number, count=1)


def closed_up(text: str, gone: Collection[Edit]) -> list[Edit] | None:
    """Returns the edits that close the gaps which deleted lines leave in a count.

    None where it did not count well before, so that nobody can say how it should go on.
    """
    edits: list[Edit] = []
    for series in series_of(text):
        left = [
            line for line in series if not any(e.start <= line.number.start < e.end for e in gone)
        ]
        if len(left) == len(series):
            continue
        if not counts_well(series):
            return None
        edits += renumbered(text, left)
    return edits

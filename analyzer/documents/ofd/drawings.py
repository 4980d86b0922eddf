"""The paths of a page → the straight lines in them, which may frame a table.

Source: GB/T 33190-2016, 9.1 (图形对象: AbbreviatedData).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

# A path of more is a picture.
_MOST_WORDS = 4_000
# How many numbers follow each command, the last two of which are a place.
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Stroke(NamedTuple):
    """A straight line on the page: two places in millimetres."""

    x: float
    y: float
    to_x: float
    to_y: float


def strokes(data: str, matrix: tuple[float, ...]) -> Iterator[Stroke]:
    """Yields the straight lines of a path.

    Args:
        data: Its commands.
        matrix: From its space to the page.
    """
    a, b, c, d, e, f = matrix
    words = data.split(None, _MOST_WORDS)
    if len(words) > _MOST_WORDS:
        return
    start = place = (0.0, 0.0)
    at = 0
    while at < len(words):
        command = words[at]
        count = _TAKES.get(command)
        if count is None:
            return
        try:
            numbers = [float(word) for word in words[at + 1 : at + 1 + count]]
        except ValueError:
            return
        at += 1 + count
        if len(numbers) < count or not all(map(math.isfinite, numbers)):
            return
        end = start
        if count:
            x, y = numbers[-2:]
            end = a * x + c * y + e, b * x + d * y + f
        if command in ("L", "C"):
            yield Stroke(*place, *end)
        if command in ("S", "M"):
            start = end
        place = end

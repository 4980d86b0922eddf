"""Which way up a page is read. Its paper may lie on its side, and so may its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.native import written_for_items

_SAMPLED = 3

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned to be read.

    Attributes:
        box: Left, bottom, right and top of what is shown of the paper, in points.
        quarters: 0 where lines run to the right, 1 upwards, 2 to the left, 3 downwards.
    """

    box: tuple[float, float, float, float]
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """Returns width and height of the page as it is read."""
        left, bottom, right, top = self.box
        size = (right - left, top - bottom)
        return size if self.quarters % 2 == 0 else size[::-1]

    def placed(
        self, left: Floats, bottom: Floats, right: Floats, top: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Returns left, top, right and bottom of boxes on the page as it is read."""
        if not self.quarters:
            return left - self.box[0], self.box[3] - top, right - self.box[0], self.box[3] - bottom
        sides = self.along(left, bottom), self.along(right, top)
        depths = self.down(left, bottom), self.down(right, top)
        return (
            np.minimum(*sides),
            np.minimum(*depths),
            np.maximum(*sides),
            np.maximum(*depths),
        )

    def along(self, x: Floats, y: Floats) -> Floats:
        """Returns how far places lie from the left edge."""
        left, bottom, right, top = self.box
        return (x - left, y - bottom, right - x, top - y)[self.quarters]

    def down(self, x: Floats, y: Floats) -> Floats:
        """Returns how far places lie from the upper edge."""
        left, bottom, right, top = self.box
        return (top - y, x - left, y - bottom, right - x)[self.quarters]


def quarters_of(handle: int, count: int) -> int:
    """Returns in how many quarters most lines are turned against the paper."""
    sample = [count * number // _SAMPLED for number in range(_SAMPLED)] if count else []
    votes = [quarter_of(row) for row in matrices_of(handle, sample).tolist()]
    upright = [quarter for quarter in votes if quarter is not None]
    return max(upright, key=upright.count, default=0)


def matrices_of(handle: int, keys: Sequence[int]) -> npt.NDArray[Any]:
    """Returns the six numbers of the matrix that each character is set with."""
    return written_for_items("FPDFText_GetMatrix", handle, keys, np.float32, 6, structure=True)


def quarter_of(matrix: list[float]) -> int | None:
    """Returns the direction of writing in quarters; None where it is askew."""
    along, up = matrix[0], matrix[1]
    if abs(along) <= 0.1 * abs(up):
        return 1 if up > 0 else 3 if up else None
    if abs(up) <= 0.1 * abs(along):
        return 0 if along > 0 else 2
    return None

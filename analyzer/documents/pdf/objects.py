"""What stands on a page besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.native import (
    TooMuch,
    address,
    of_items,
    of_objects,
    written_for_objects,
)

_PATH, _IMAGE, _FORM = 2, 3, 5
_DEEPEST = 12
_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """The objects of a page.

    Attributes:
        pictures: The area of all pictures, in points squared.
        drawn: Left, bottom, right and top of each path, in points on the paper.
    """

    pictures: float
    drawn: npt.NDArray[np.float32]


def objects_of(page: Any, text_page: Any) -> PageObjects:
    """Returns what stands on a page of pypdfium2.

    Raises:
        TooMuch: There are more than a million.
    """
    handle = address(page.raw)
    (count,) = of_objects("FPDFPage_CountObjects", [handle])
    # pdfium gives a rectangle for each text object: where there are as many, there is only text.
    if count == text_page.count_rects():
        return PageObjects(pictures=0.0, drawn=np.zeros((0, 4), dtype=np.float32))
    kinds: dict[int, list[int]] = {_PATH: [], _IMAGE: [], _FORM: []}
    objects = _inside("FPDFPage_CountObjects", "FPDFPage_GetObject", [handle])
    seen = 0
    for _ in range(_DEEPEST):
        seen += len(objects)
        if seen > _MOST:
            raise TooMuch
        kinds[_FORM] = []
        for item, kind in zip(objects, of_objects("FPDFPageObj_GetType", objects), strict=True):
            if kind in kinds:
                kinds[kind].append(item)
        if not kinds[_FORM]:
            break
        objects = _inside("FPDFFormObj_CountObjects", "FPDFFormObj_GetObject", kinds[_FORM])
    bounds = _bounds(kinds[_IMAGE])
    areas = np.abs((bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1]))
    return PageObjects(
        pictures=float(areas.sum()),
        drawn=_bounds(kinds[_PATH]),
    )


def _inside(counting: str, getting: str, owners: list[int]) -> list[int]:
    """Returns the objects inside pages or forms."""
    return [
        item
        for owner, count in zip(owners, of_objects(counting, owners), strict=True)
        for item in of_items(getting, owner, range(min(count, _MOST + 1)), "handle")
        if item
    ]


def _bounds(objects: list[int]) -> npt.NDArray[np.float32]:
    bounds = written_for_objects("FPDFPageObj_GetBounds", objects, np.float32, 4)
    finite: npt.NDArray[np.float32] = bounds[np.isfinite(bounds).all(axis=1)]
    return finite

"""What stands on a page besides its characters, and which characters nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
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

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
# Text that only adds to a clipping path, or that is not painted at all.
# Source: ISO 32000-1, 9.3.6, table 106.
_UNPAINTED = (3, 7)
_WHITE = 250
_DEEPEST = 12
_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """The objects of a page.

    Attributes:
        hidden: Addresses of text objects that nobody sees: not painted, transparent, or white on
            a page that has nothing but text.
        pictures: The area of all pictures, in points squared.
        drawn: Left, bottom, right and top of each path, in points from the lower left corner.
    """

    hidden: frozenset[int]
    pictures: float
    drawn: npt.NDArray[np.float32]


def objects_of(page: Any) -> PageObjects:
    """Returns what stands on a page of pypdfium2.

    Raises:
        TooMuch: There are more than a million.
    """
    texts: list[int] = []
    images: list[int] = []
    paths: list[int] = []
    shadings = 0
    for objects, kinds in _levels(address(page.raw)):
        texts += [item for item, kind in zip(objects, kinds, strict=True) if kind == _TEXT]
        images += [item for item, kind in zip(objects, kinds, strict=True) if kind == _IMAGE]
        paths += [item for item, kind in zip(objects, kinds, strict=True) if kind == _PATH]
        shadings += kinds.count(_SHADING)
    return PageObjects(
        hidden=frozenset(_hidden(texts, bare=not (images or paths or shadings))),
        pictures=_area(images),
        drawn=_bounds(paths),
    )


def _levels(page: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yields the objects of a page with their kinds, then those inside its forms, and so on."""
    counts = of_objects("FPDFPage_CountObjects", [page])
    forms, name, seen = [page], "FPDFPage_GetObject", 0
    for _ in range(_DEEPEST):
        seen += sum(counts)
        if seen > _MOST:
            raise TooMuch
        objects = [
            item
            for form, count in zip(forms, counts, strict=True)
            for item in of_items(name, form, range(count), "handle")
            if item
        ]
        kinds = of_objects("FPDFPageObj_GetType", objects)
        yield objects, kinds
        forms = [item for item, kind in zip(objects, kinds, strict=True) if kind == _FORM]
        if not forms:
            return
        counts = [max(count, 0) for count in of_objects("FPDFFormObj_CountObjects", forms)]
        name = "FPDFFormObj_GetObject"


def _hidden(texts: list[int], *, bare: bool) -> Iterator[int]:
    modes = of_objects("FPDFTextObj_GetTextRenderMode", texts)
    colours = written_for_objects("FPDFPageObj_GetFillColor", texts, np.uint32, 4)
    white = (colours[:, :3].min(axis=1, initial=255) >= _WHITE) & bare
    unseen = white | (colours[:, 3] == 0)
    for text, mode, invisible in zip(texts, modes, unseen.tolist(), strict=True):
        if mode in _UNPAINTED or (invisible and mode == 0):
            yield text


def _bounds(objects: list[int]) -> npt.NDArray[np.float32]:
    return written_for_objects("FPDFPageObj_GetBounds", objects, np.float32, 4)


def _area(images: list[int]) -> float:
    bounds = _bounds(images)
    return float(np.abs((bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])).sum())

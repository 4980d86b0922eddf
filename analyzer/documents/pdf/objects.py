"""What stands on a page besides its characters, and which characters nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analyzer.documents.pdf.native import (
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


class TooManyObjects(ValueError):
    """The page has more objects than any page of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """The objects of a page.

    Attributes:
        hidden: Addresses of text objects that nobody sees: not painted, transparent, or white on
            a page that has nothing but text.
        pictures: The area of all pictures, in points squared.
        drawings: How many paths there are.
    """

    hidden: frozenset[int]
    pictures: float
    drawings: int


def objects_of(page: Any) -> PageObjects:
    """Returns what stands on a page of pypdfium2.

    Raises:
        TooManyObjects: There are more than a million.
    """
    texts: list[int] = []
    images: list[int] = []
    drawings = 0
    for objects, kinds in _levels(address(page.raw)):
        texts += [item for item, kind in zip(objects, kinds, strict=True) if kind == _TEXT]
        images += [item for item, kind in zip(objects, kinds, strict=True) if kind == _IMAGE]
        drawings += kinds.count(_PATH) + kinds.count(_SHADING)
    return PageObjects(
        hidden=frozenset(_hidden(texts, bare=not images and not drawings)),
        pictures=_area(images),
        drawings=drawings,
    )


def _levels(page: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yields the objects of a page with their kinds, then those inside its forms, and so on."""
    counts = of_objects("FPDFPage_CountObjects", [page])
    forms, name, seen = [page], "FPDFPage_GetObject", 0
    for _ in range(_DEEPEST):
        seen += sum(counts)
        if seen > _MOST:
            raise TooManyObjects
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


def _area(images: list[int]) -> float:
    if not images:
        return 0.0
    bounds = written_for_objects("FPDFPageObj_GetBounds", images, np.float32, 4)
    return float(np.abs((bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])).sum())

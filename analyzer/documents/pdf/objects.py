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

_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
# Text that only adds to a clipping path, or that is not painted at all.
# Source: ISO 32000-1, 9.3.6, table 106.
_FILLED = 0
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
    modes: list[int] = []
    others: list[tuple[int, int]] = []
    objects = _inside("FPDFPage_CountObjects", "FPDFPage_GetObject", [address(page.raw)])
    for _ in range(_DEEPEST):
        if len(texts) + len(others) + len(objects) > _MOST:
            raise TooMuch
        # Only text has a mode; that saves asking most objects for their kind.
        said = of_objects("FPDFTextObj_GetTextRenderMode", objects)
        rest = [item for item, mode in zip(objects, said, strict=True) if mode < 0]
        texts += [item for item, mode in zip(objects, said, strict=True) if mode >= 0]
        modes += [mode for mode in said if mode >= 0]
        if not rest:
            break
        kinds = of_objects("FPDFPageObj_GetType", rest)
        others += zip(kinds, rest, strict=True)
        forms = [item for item, kind in zip(rest, kinds, strict=True) if kind == _FORM]
        objects = _inside("FPDFFormObj_CountObjects", "FPDFFormObj_GetObject", forms)
    paths = [item for kind, item in others if kind == _PATH]
    images = [item for kind, item in others if kind == _IMAGE]
    bare = not paths and not any(kind in (_IMAGE, _SHADING) for kind, _ in others)
    return PageObjects(
        hidden=frozenset(_hidden(texts, modes, bare=bare)),
        pictures=_area(images),
        drawn=_bounds(paths),
    )


def _inside(counting: str, getting: str, owners: list[int]) -> list[int]:
    """Returns the objects inside pages or forms."""
    return [
        item
        for owner, count in zip(owners, of_objects(counting, owners), strict=True)
        for item in of_items(getting, owner, range(min(count, _MOST + 1)), "handle")
        if item
    ]


def _hidden(texts: list[int], modes: list[int], *, bare: bool) -> Iterator[int]:
    for text, mode in zip(texts, modes, strict=True):
        if mode in _UNPAINTED:
            yield text
    colours = written_for_objects("FPDFPageObj_GetFillColor", texts, np.uint32, 4)
    unseen = colours[:, 3] == 0
    if bare:
        unseen |= colours[:, :3].min(axis=1, initial=255) >= _WHITE
    for at in np.flatnonzero(unseen).tolist():
        if modes[at] == _FILLED:
            yield texts[at]


def _bounds(objects: list[int]) -> npt.NDArray[np.float32]:
    return written_for_objects("FPDFPageObj_GetBounds", objects, np.float32, 4)


def _area(images: list[int]) -> float:
    bounds = _bounds(images)
    return float(np.abs((bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])).sum())

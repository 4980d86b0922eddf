"""Text that is in the file and that nobody sees on the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.native import of_objects

# Text that only adds to a clipping path, or that is not painted at all.
# Source: ISO 32000-1, 9.3.6, table 106.
_UNPAINTED = frozenset((3, 7))


def any_unpainted(objects: Collection[int]) -> bool:
    """Tells whether one of some text objects, given by address, is not painted."""
    return not _UNPAINTED.isdisjoint(of_objects("FPDFTextObj_GetTextRenderMode", list(objects)))


def hidden(owners: Sequence[int | None]) -> npt.NDArray[np.bool_]:
    """Tells of each character whether it is not painted.

    Args:
        owners: The addresses of their text objects; None for what pdfium adds.
    """
    objects = [owner for owner in dict.fromkeys(owners) if owner is not None]
    modes = of_objects("FPDFTextObj_GetTextRenderMode", objects)
    unpainted = {owner for owner, mode in zip(objects, modes, strict=True) if mode in _UNPAINTED}
    return np.array([owner in unpainted for owner in owners], dtype=np.bool_)

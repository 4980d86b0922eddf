"""Text that is in the file and that nobody sees on the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.native import of_objects, written_for_objects

# Text that only adds to a clipping path, or that is not painted at all.
# Source: ISO 32000-1, 9.3.6, table 106.
_FILLED, _UNPAINTED = 0, (3, 7)
_WHITE = 250


def hidden(owners: Sequence[int | None], *, bare: bool) -> npt.NDArray[np.bool_]:
    """Tells of each character whether nobody sees it.

    Hidden is what is not painted, what is transparent, and white text on a bare page.

    Args:
        owners: The addresses of their text objects; None for what pdfium adds.
        bare: Whether the page has nothing but text.
    """
    objects = [owner for owner in dict.fromkeys(owners) if owner is not None]
    modes = np.array(of_objects("FPDFTextObj_GetTextRenderMode", objects), dtype=np.intp)
    colours = written_for_objects("FPDFPageObj_GetFillColor", objects, np.uint32, 4)
    unseen = colours[:, 3] == 0
    if bare:
        unseen |= colours[:, :3].min(axis=1, initial=255) >= _WHITE
    unseen = np.isin(modes, _UNPAINTED) | (unseen & (modes == _FILLED))
    if not unseen.any():
        return np.zeros(len(owners), dtype=np.bool_)
    said = {owner: bool(hides) for owner, hides in zip(objects, unseen, strict=True)}
    return np.array([owner is not None and said[owner] for owner in owners], dtype=np.bool_)

"""A long screenshot → strips as high as a page, cut between lines; other pictures stay whole."""

from __future__ import annotations

import numpy as np

from analyzer.documents.scan.piece import Engine, Picture, Reading

# Height over width: of the longest page, and of a strip.
_LONG = 2.2
_STRIP = 1.5
# A strip may end so much earlier, where there is a gap between lines.
_EARLIER = 0.25
# Narrower ones are no screenshots; more strips are no report.
_NARROW = 200
_MOST = 60


def read_long(engine: Engine, picture: Picture) -> Reading:
    """Returns what an engine sees on a picture of any height; it would make a long one too small."""
    height, width = picture.shape[:2]
    if width < _NARROW or not _LONG * width < height < _MOST * width:
        return engine.read(picture)
    pieces = []
    top = 0
    while top < height:
        bottom = _cut(picture, top)
        for piece in engine.read(np.ascontiguousarray(picture[top:bottom])).pieces:
            start, end = piece.start, piece.end
            pieces.append(
                piece._replace(start=(start[0], start[1] + top), end=(end[0], end[1] + top))
            )
        top = bottom
    return Reading(pieces=tuple(pieces), width=width, height=height)


def _cut(picture: Picture, top: int) -> int:
    """Returns where a strip that begins at ``top`` ends: at its lowest row with the least ink."""
    height, width = int(picture.shape[0]), int(picture.shape[1])
    lowest = top + round(_STRIP * width)
    if lowest >= height:
        return height
    highest = round(lowest - _EARLIER * width)
    ink = np.ptp(picture[highest:lowest, :, 1].astype(np.int16), axis=1)
    return lowest - int(np.argmin(ink[::-1]))

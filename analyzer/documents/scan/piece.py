"""What an engine sees on a picture: stretches of text with their places, upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

# Height × width × (red, green, blue).
Picture = NDArray[np.uint8]


class Piece(NamedTuple):
    """A stretch of text on one base line.

    Measures are in pixels of the upright picture, y downwards.

    Attributes:
        text: Its characters.
        score: How sure the engine is of them, 0 to 1.
        start: Middle of its left edge, (x, y).
        end: Middle of its right edge, likewise; higher or lower where the page is skewed.
        height: From its upper to its lower edge.
    """

    text: str
    score: float
    start: tuple[float, float]
    end: tuple[float, float]
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one engine sees on one picture.

    Attributes:
        pieces: In no order.
        width: Of the picture once it is upright, in pixels.
        height: Likewise.
    """

    pieces: tuple[Piece, ...]
    width: int
    height: int


class Engine(Protocol):
    """A program that recognises characters."""

    def read(self, picture: Picture) -> Reading:
        """Returns what it sees; nothing for an empty page. It turns the picture upright itself."""
        ...


def confidence(pieces: Sequence[Piece]) -> float:
    """Returns how sure an engine is of a page, 0 to 1: the mean of its scores over characters.

    A page without text is certain: nobody can misread it.
    """
    weights = [len(piece.text) for piece in pieces]
    if not sum(weights):
        return 1.0
    return float(np.average([piece.score for piece in pieces], weights=weights))

"""A page of pypdfium2 → runs of characters that stand close behind one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.native import TooMuch, address, of_items, written_for_items
from analyzer.documents.pdf.repair import repaired

_MOST = 500_000
_SAMPLED = 8
_BREAK = 0.5
HOLE = 0.28
MIXED_HOLE = 0.305
_NARROW_HOLE = 0.45
WIDE = "\u2e80"
# Letters, digits, and all beyond ASCII that is no Chinese: programs part them from Chinese.
_APART = np.array([code > 126 or chr(code).isalnum() for code in range(128)])
_LEAST_SIZE = 1.0
# Spaces that pdfium reads from gaps: true between Latin words, else only Chinese typesetting.
_WORD_GAP = re.compile(r"(?<=[A-Za-z,.;:)]) (?=[A-Za-z0-9(])|(?<=[0-9]) (?=[A-Za-z])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u00ad\ufffe\uffff\ud800-\udfff]")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})

Floats = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]


class Run(NamedTuple):
    """Characters of one baseline, each close behind the other.

    Places are in points from the upper left corner of the page as it is read, y downwards.

    Attributes:
        text: The characters.
        left: Where the first begins.
        right: Where the last ends.
        baseline: Where they stand.
        size: The size of the font.
        start: Index of the first in ``Characters``.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    start: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The characters of a page.

    Attributes:
        text: All of them in the order of the file.
        left: Where each begins.
        right: Where each ends.
        runs: The same in runs.
        turn: How the page is turned to be read.
    """

    text: str
    left: Floats
    right: Floats
    runs: tuple[Run, ...]
    turn: Turn


def characters_of(page: Any, hidden: frozenset[int], *, only_hidden: bool = False) -> Characters:
    """Returns the characters of a page that a reader sees, turned so that most stand upright.

    Left out are those outside the page, without size, set askew (a watermark), and hidden ones.

    Args:
        page: A page of pypdfium2.
        hidden: Addresses of text objects that nobody sees.
        only_hidden: Whether to return just those instead.

    Raises:
        TooMuch: There are more than half a million.
    """
    text_page = page.get_textpage()
    try:
        handle = address(text_page.raw)
        count = text_page.count_chars()
        if count > _MOST:
            raise TooMuch
        box = page.get_bbox()
        turn = Turn(box, _quarters(handle, count))
        if count <= 0:
            return _nothing(turn)
        return _gathered(handle, _text(handle, text_page, count), turn, hidden, only_hidden)
    finally:
        text_page.close()


def _nothing(turn: Turn) -> Characters:
    none = np.zeros(0)
    return Characters(text="", left=none, right=none, runs=(), turn=turn)


def _text(handle: int, text_page: Any, count: int) -> str:
    """Returns one code point a character; pdfium leaves those without a meaning out of its text."""
    text: str = text_page.get_text_range()
    if len(text) != count:
        codes = of_items("FPDFText_GetUnicode", handle, range(count), "unsigned")
        text = "".join([chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes])
    return text


def _quarters(handle: int, count: int) -> int:
    """Returns in how many quarters most lines are turned against the paper."""
    sample = sorted({count * number // _SAMPLED for number in range(_SAMPLED)} if count else ())
    matrices = _matrices(handle, sample)
    votes = Counter(_quarter_of(row) for row in matrices.tolist())
    votes.pop(None, None)
    return next((quarter for quarter, _ in votes.most_common(1) if quarter is not None), 0)


def _matrices(handle: int, keys: list[int]) -> npt.NDArray[Any]:
    return written_for_items("FPDFText_GetMatrix", handle, keys, np.float32, 6, structure=True)


def _quarter_of(matrix: list[float]) -> int | None:
    """Returns the direction of writing in quarters; None where it is askew."""
    along, up = matrix[0], matrix[1]
    if abs(along) <= 0.1 * abs(up):
        return 1 if up > 0 else 3 if up else None
    if abs(up) <= 0.1 * abs(along):
        return 0 if along > 0 else 2
    return None


def _gathered(
    handle: int, text: str, turn: Turn, hidden: frozenset[int], only_hidden: bool
) -> Characters:
    count = len(text)
    boxes = written_for_items(
        "FPDFText_GetLooseCharBox", handle, range(count), np.float32, 4, structure=True
    )
    left, top, right, bottom = turn.placed(boxes[:, 0], boxes[:, 3], boxes[:, 2], boxes[:, 1])
    width, height = turn.size
    across, middle = (left + right) / 2, (top + bottom) / 2
    shown = (right > left) & (across >= 0) & (across <= width) & (middle >= 0) & (middle <= height)
    _spaces(text, left, right, shown)
    if _CONTROL.search(text):
        text = text.translate(_HYPHENS)
        for match in _CONTROL.finditer(text):
            shown[match.start()] = False
    if hidden or only_hidden:
        owners = of_items("FPDFText_GetTextObject", handle, range(count), "handle")
        unseen = np.fromiter((owner in hidden for owner in owners), dtype=np.bool_, count=count)
        shown &= unseen if only_hidden else ~unseen
    kept = np.flatnonzero(shown)
    if not len(kept):
        return _nothing(turn)
    return _runs(
        handle,
        "".join(compress(text, shown.tolist())),
        (kept, left[kept], right[kept], middle[kept], (bottom - top)[kept]),
        turn,
    )


def _spaces(text: str, left: Floats, right: Floats, shown: Flags) -> None:
    """Gives room to the spaces without a glyph that part Latin words."""
    for match in _WORD_GAP.finditer(text):
        at = match.start()
        if not shown[at] and shown[at - 1] and shown[at + 1] and right[at - 1] < left[at + 1]:
            left[at], right[at], shown[at] = right[at - 1], left[at + 1], True


def _runs(
    handle: int,
    text: str,
    places: tuple[npt.NDArray[np.intp], Floats, Floats, Floats, Floats],
    turn: Turn,
) -> Characters:
    kept, left, right, middle, height = places
    width = right - left
    wider = np.maximum(width[1:], width[:-1])
    step = left[1:] - right[:-1]
    fall = np.abs(middle[1:] - middle[:-1])
    taller = np.maximum(np.maximum(height[1:], height[:-1]), wider)
    broken = (np.abs(step) > _BREAK * wider) | (fall > 0.8 * taller) | _holes(text, step, wider)
    starts = np.concatenate(([0], np.flatnonzero(broken) + 1))
    first = kept[starts].tolist()
    matrices = _matrices(handle, first)
    origins = written_for_items(
        "FPDFText_GetCharOrigin", handle, first, np.float64, 2, structure=False
    )
    scale = np.hypot(matrices[:, 2], matrices[:, 3])
    sizes = scale * np.array(of_items("FPDFText_GetFontSize", handle, first, "double"))
    baselines = turn.down(origins[:, 0], origins[:, 1])
    bounds = [*starts.tolist(), len(text)]
    upright = [_quarter_of(row) == turn.quarters for row in matrices.tolist()]
    text = repaired(text)
    lefts, rights = left[starts].tolist(), right[[bound - 1 for bound in bounds[1:]]].tolist()
    runs = _listed(text, bounds, lefts, rights, baselines.tolist(), sizes.tolist(), upright)
    return Characters(text=text, left=left, right=right, runs=tuple(runs), turn=turn)


def _holes(text: str, step: Floats, wider: Floats) -> Flags:
    """Tells between which characters there is a gap that stands for a space.

    Spaces between Chinese characters are often not in the file. Between a Chinese character and a
    letter or digit Chinese programs widen the gap by themselves, and in a justified line all
    gaps grow; there only what goes beyond the gaps beside it counts.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    wide = codes >= ord(WIDE)
    apart = _APART[np.minimum(codes, 127)] & ~wide
    mixed = (wide[1:] & apart[:-1]) | (apart[1:] & wide[:-1])
    beside = np.zeros(len(step) + 2)
    beside[1:-1] = np.where(np.abs(step) > 2 * wider, 0.0, np.maximum(step, 0.0))
    calm = np.where(mixed, np.maximum(beside[:-2], beside[2:]), 0.0)
    least = np.where(wide[1:] | wide[:-1], np.where(mixed, MIXED_HOLE, HOLE), _NARROW_HOLE)
    found: Flags = step - calm > least * wider
    return found


def _listed(
    text: str,
    bounds: list[int],
    lefts: list[float],
    rights: list[float],
    baselines: list[float],
    sizes: list[float],
    upright: list[bool],
) -> Iterator[Run]:
    for number, standing in enumerate(upright):
        if standing and sizes[number] >= _LEAST_SIZE:
            start = bounds[number]
            yield Run(
                text[start : bounds[number + 1]],
                lefts[number],
                rights[number],
                baselines[number],
                sizes[number],
                start,
            )

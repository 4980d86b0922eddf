"""A page of pypdfium2 → runs of characters that stand close behind one another."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.hidden import any_unpainted, hidden
from analyzer.documents.pdf.native import (
    TooMuch,
    address,
    of_items,
    written_for_items,
)
from analyzer.documents.pdf.repair import repaired
from analyzer.documents.pdf.turn import Floats, Turn, matrices_of, quarter_of, quarters_of

_MOST = 500_000
_BREAK = 0.5
# Of the size: the least gap that is a space between Chinese characters; between one and a letter
# or digit, where programs leave a quarter by themselves; and between others, of their width.
HOLE = 0.28
MIXED_HOLE = 0.305
_NARROW_HOLE = 0.45
WIDE = "\u2e80"
# Marks of ASCII; letters, digits, and all beyond ASCII that is no Chinese, which programs part
# from Chinese; Chinese.
_KINDS = np.array(
    [0 if code < 127 and not chr(code).isalnum() else 1 for code in range(ord(WIDE))] + [2]
)
_LEAST = np.array(
    [
        [_NARROW_HOLE, _NARROW_HOLE, HOLE],
        [_NARROW_HOLE, _NARROW_HOLE, MIXED_HOLE],
        [HOLE, MIXED_HOLE, HOLE],
    ],
    dtype=np.float32,
)
_LEAST_SIZE = 1.0
_SPACE = 32
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\uffff\ud800-\udfff]")
# What pdfium makes of a hyphen at the end of a line.
_HYPHEN = re.compile("[\x02\u00ad\ufffe]")

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer[Any]]


class Run(NamedTuple):
    """Characters of one baseline, each close behind the other.

    Places are in points from the upper left corner of the page as it is read, y downwards.

    Attributes:
        text: The characters.
        left: Where the first begins.
        right: Where the last ends.
        baseline: Where they stand.
        size: The size of the font.
        start: Index of the first in the page.
        end: Index after the last.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    start: int
    end: int


class Placed(NamedTuple):
    """One character: its index in the page, and from where to where it goes."""

    text: str
    at: int
    left: float
    right: float


class Seen(Protocol):
    """The characters of a page of any kind of file: all that lines and tables are made of."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """They, in runs, in the order of the file."""

    @property
    def turn(self) -> Turn:
        """How the page is turned to be read."""

    def of(self, run: Run) -> list[Placed]:
        """Returns the characters of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The characters of a page that is open.

    Attributes:
        runs: They, in runs, in the order of the file.
        turn: How the page is turned to be read.
        hides: Whether some were left out as hidden.
        text: All of the page in the order of the file, with the breaks that pdfium adds.
        handle: The address of the text page.
    """

    runs: tuple[Run, ...]
    turn: Turn
    hides: bool
    text: str
    handle: int

    def of(self, run: Run) -> list[Placed]:
        """Returns the characters of a run; those that pdfium adds have no size and are left out."""
        left, _, right, _ = _boxes(self.handle, range(run.start, run.end), self.turn)
        return [
            Placed(self.text[at], at, low, high)
            for at, low, high in zip(
                range(run.start, run.end), left.tolist(), right.tolist(), strict=True
            )
            if high > low
        ]


def characters_of(text_page: Any, page: Any, *, unseen: bool = False) -> Characters:
    """Returns the characters of a page that a reader sees, turned so that most stand upright.

    Left out are those outside the page, without size, set askew (a watermark), and not painted.

    Args:
        text_page: Of pypdfium2.
        page: Likewise; its page.
        unseen: Whether to return those that are not painted instead.

    Raises:
        TooMuch: There are more than half a million.
    """
    count = text_page.count_chars()
    if count > _MOST:
        raise TooMuch
    handle = address(text_page.raw)
    turn = Turn(page.get_bbox(), quarters_of(handle, count))
    text = _text(handle, text_page, count)
    runs = _runs(handle, text, turn, None)
    firsts = [run.start for run in runs]
    owners = of_items("FPDFText_GetTextObject", handle, firsts, "handle")
    hides = any_unpainted({owner for owner in owners if owner})
    if hides or unseen:
        gone = hidden(of_items("FPDFText_GetTextObject", handle, range(count), "handle"))
        runs = _runs(handle, text, turn, gone if unseen else ~gone)
    return Characters(runs=runs, turn=turn, hides=hides, text=text, handle=handle)


def _text(handle: int, text_page: Any, count: int) -> str:
    """Returns one code point a character; pdfium leaves those without a meaning out of its text."""
    text: str = text_page.get_text_range()
    if len(text) != count:
        codes = of_items("FPDFText_GetUnicode", handle, range(count), "unsigned")
        text = "".join([chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes])
    return repaired(_CONTROL.sub("\0", _HYPHEN.sub("-", text)))


def _boxes(handle: int, keys: Sequence[int], turn: Turn) -> Floats:
    """Returns left, top, right and bottom of characters on the page as it is read, in four rows."""
    left, top, right, bottom = written_for_items(
        "FPDFText_GetLooseCharBox", handle, keys, np.float32, 4, structure=True
    ).T
    return np.stack(turn.placed(left, bottom, right, top))


def _runs(handle: int, text: str, turn: Turn, wanted: Flags | None) -> tuple[Run, ...]:
    """Returns the runs of a page, of those characters alone that are wanted."""
    if not text:
        return ()
    boxes = _boxes(handle, range(len(text)), turn)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    shown = _on_page(turn, boxes) & (codes >= _SPACE)
    if wanted is not None:
        shown &= wanted
    kept = shown.nonzero()[0]
    if not len(kept):
        return ()
    boxes, codes = boxes[:, kept], codes[kept]
    starts = [0, *(_broken(codes, boxes).nonzero()[0] + 1).tolist()]
    ends = [*(start - 1 for start in starts[1:]), len(kept) - 1]
    whole = codes.tobytes().decode("utf-32-le")
    texts = [whole[low : high + 1] for low, high in zip(starts, ends, strict=True)]
    places = boxes[0, starts].tolist(), boxes[2, ends].tolist()
    spans = kept[starts].tolist(), (kept[ends] + 1).tolist()
    return _set(handle, turn, texts, places, spans)


def _on_page(turn: Turn, boxes: Floats) -> Flags:
    """Tells which characters have a size and stand on the page."""
    left, top, right, _ = boxes
    width, height = turn.size
    shown: Flags = right > left
    low, high = boxes.min(axis=1).tolist(), boxes.max(axis=1).tolist()
    if not (low[0] >= 0 and low[1] >= 0 and high[2] <= width and high[1] <= height):
        across = (left + right) / 2
        shown &= (across >= 0) & (across <= width) & (top >= 0) & (top <= height)
    return shown


def _broken(codes: npt.NDArray[np.uint32], boxes: Floats) -> Flags:
    """Tells between which characters one run ends: at another line, a step back, or a gap."""
    left, top, right, bottom = boxes
    width, twice = right - left, top + bottom
    wider = np.maximum(width[:-1], width[1:])
    step = left[1:] - right[:-1]
    kinds = _KINDS[np.minimum(codes, len(_KINDS) - 1)]
    found: Flags = step > _LEAST[kinds[:-1], kinds[1:]] * wider
    found |= step < -_BREAK * wider
    found |= np.abs(twice[1:] - twice[:-1]) > 2 * wider
    return found


def _set(
    handle: int,
    turn: Turn,
    texts: list[str],
    places: tuple[list[float], list[float]],
    spans: tuple[list[int], list[int]],
) -> tuple[Run, ...]:
    """Returns the runs that stand upright, each with size and baseline of its first character."""
    keys = spans[0]
    matrices = matrices_of(handle, keys).tolist()
    origins = written_for_items(
        "FPDFText_GetCharOrigin", handle, keys, np.float64, 2, structure=False
    )
    baselines = turn.down(origins[:, 0], origins[:, 1]).tolist()
    fonts = of_items("FPDFText_GetFontSize", handle, keys, "double")
    return tuple(
        [
            Run(text, left, right, baseline, size, start, end)
            for text, left, right, baseline, font, start, end, matrix in zip(
                texts, *places, baselines, fonts, *spans, matrices, strict=True
            )
            if (size := font * math.hypot(matrix[2], matrix[3])) >= _LEAST_SIZE
            and quarter_of(matrix) == turn.quarters
            and math.isfinite(baseline)
        ]
    )

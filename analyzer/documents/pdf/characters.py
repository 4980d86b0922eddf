"""A page of pypdfium2 → runs of characters that stand close behind one another.

Asking pdfium for the place of every character costs as much as reading the page. It is asked
where it matters: pdfium puts a space or a break of its own into the text wherever characters do
not follow one another, so only those beside a space or a break are looked at. Where a stretch
between them turns out not to be one, and on pages with hidden text, every character is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer.documents.pdf.hidden import hidden
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
# Letters, digits, and all beyond ASCII that is no Chinese: programs part them from Chinese.
_APART = np.array([code > 126 or chr(code).isalnum() for code in range(128)])
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
        boxes = _boxes(self.handle, range(run.start, run.end))
        left, _, right, _ = self.turn.placed(*boxes)
        return [
            Placed(self.text[at], at, low, high)
            for at, low, high in zip(
                range(run.start, run.end), left.tolist(), right.tolist(), strict=True
            )
            if high > low
        ]


def characters_of(text_page: Any, page: Any, *, bare: bool, unseen: bool = False) -> Characters:
    """Returns the characters of a page that a reader sees, turned so that most stand upright.

    Left out are those outside the page, without size, set askew (a watermark), not painted,
    transparent, and white ones on a page that has nothing but text.

    Args:
        text_page: Of pypdfium2.
        page: Likewise; its page.
        bare: Whether the page has nothing but text.
        unseen: Whether to return those that are hidden instead.

    Raises:
        TooMuch: There are more than half a million.
    """
    count = text_page.count_chars()
    if count > _MOST:
        raise TooMuch
    handle = address(text_page.raw)
    turn = Turn(page.get_bbox(), quarters_of(handle, count))
    text = _text(handle, text_page, count)
    if not unseen:
        runs = _runs(handle, text, turn, _stretches(text))
        if runs is not None and not _any_hidden(handle, runs, bare=bare):
            return Characters(runs=runs, turn=turn, hides=False, text=text, handle=handle)
    owners = of_items("FPDFText_GetTextObject", handle, range(count), "handle")
    gone = hidden(owners, bare=bare)
    each = _each(text, gone if unseen else ~gone)
    runs = _runs(handle, text, turn, each) or ()
    return Characters(runs=runs, turn=turn, hides=bool(gone.any()), text=text, handle=handle)


def _text(handle: int, text_page: Any, count: int) -> str:
    """Returns one code point a character; pdfium leaves those without a meaning out of its text."""
    text: str = text_page.get_text_range()
    if len(text) != count:
        codes = of_items("FPDFText_GetUnicode", handle, range(count), "unsigned")
        text = "".join([chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes])
    return repaired(_CONTROL.sub("\0", _HYPHEN.sub("-", text)))


def _boxes(handle: int, keys: Sequence[int]) -> tuple[Floats, Floats, Floats, Floats]:
    """Returns left, bottom, right and top of characters on the paper."""
    boxes = written_for_items(
        "FPDFText_GetLooseCharBox", handle, keys, np.float32, 4, structure=True
    )
    return boxes[:, 0], boxes[:, 3], boxes[:, 2], boxes[:, 1]


def _any_hidden(handle: int, runs: tuple[Run, ...], *, bare: bool) -> bool:
    ends = [at for run in runs for at in (run.start, run.end - 1)]
    owners = of_items("FPDFText_GetTextObject", handle, ends, "handle")
    return bool(hidden(owners, bare=bare).any())


class _Stretches(NamedTuple):
    """First and last index of characters that follow one another."""

    first: Indices
    last: Indices


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _stretches(text: str) -> _Stretches:
    """Returns what stands between breaks; a space is a stretch of its own."""
    codes = _codes(text)
    shown, parts = codes >= _SPACE, codes <= _SPACE
    edge = np.ones(len(codes) + 1, dtype=np.bool_)
    edge[1:-1] = parts[1:] | parts[:-1]
    return _Stretches(np.flatnonzero(shown & edge[:-1]), np.flatnonzero(shown & edge[1:]))


def _each(text: str, shown: Flags) -> _Stretches:
    """Returns every character as a stretch of its own."""
    every = np.flatnonzero((_codes(text) >= _SPACE) & shown)
    return _Stretches(every, every)


def _runs(handle: int, text: str, turn: Turn, stretches: _Stretches) -> tuple[Run, ...] | None:
    """Returns the runs that stretches make up; None where a stretch is none."""
    first, last = stretches
    keys = np.union1d(first, last)
    left, top, right, bottom = turn.placed(*_boxes(handle, keys.tolist()))
    begin, end = np.searchsorted(keys, first), np.searchsorted(keys, last)
    middle, width = (top + bottom) / 2, right - left
    height = np.maximum(bottom - top, width)
    if not _follow(last - first + 1, left[begin], right[end], middle, height, begin, end):
        return None
    page_width, page_height = turn.size
    across, down = (left[begin] + right[end]) / 2, middle[begin]
    shown = right[end] > left[begin]
    shown &= (across >= 0) & (across <= page_width) & (down >= 0) & (down <= page_height)
    kept = np.flatnonzero(shown)
    if not len(kept):
        return ()
    first, last, begin, end = first[kept], last[kept], begin[kept], end[kept]
    before, after = end[:-1], begin[1:]
    wider = np.maximum(width[before], width[after])
    step = left[after] - right[before]
    broken = np.abs(step) > _BREAK * wider
    broken |= np.abs(middle[after] - middle[before]) > 0.8 * np.maximum(
        height[before], height[after]
    )
    broken |= step > _least(text, last[:-1], first[1:]) * wider
    starts = np.concatenate(([0], np.flatnonzero(broken) + 1))
    ends = np.concatenate((starts[1:], [len(kept)])) - 1
    texts = [
        _joined(text, first[low : high + 1], last[low : high + 1])
        for low, high in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    places = left[begin[starts]].tolist(), right[end[ends]].tolist()
    spans = first[starts].tolist(), (last[ends] + 1).tolist()
    return tuple(_set(handle, turn, texts, places, spans))


def _follow(
    counts: Indices,
    left: Floats,
    right: Floats,
    middle: Floats,
    height: Floats,
    begin: Indices,
    end: Indices,
) -> bool:
    """Tells whether stretches go from left to right on a line, about as far as they are long."""
    size = np.maximum(height[begin], height[end])
    extent = right - left
    good = (extent >= 0) & (extent <= 2 * counts * size)
    good &= np.abs(middle[end] - middle[begin]) <= 0.8 * size
    good &= extent >= 0.15 * (counts - 1) * size
    return bool(good.all())


def _least(text: str, before: Indices, after: Indices) -> Floats:
    """Returns the least gap between two characters, of the wider one, that may be a space."""
    codes = _codes(text)
    wide = codes >= ord(WIDE)
    apart = _APART[np.minimum(codes, 127)] & ~wide
    mixed = (wide[before] & apart[after]) | (apart[before] & wide[after])
    some = np.where(wide[before] | wide[after], HOLE, _NARROW_HOLE)
    return np.where(mixed, MIXED_HOLE, some)


def _joined(text: str, first: Indices, last: Indices) -> str:
    """Returns the text of stretches without the spaces and breaks that pdfium put between them."""
    whole = text[first[0] : last[-1] + 1]
    if len(first) == 1 or not (" " in whole or "\r" in whole):
        return whole
    return "".join(
        text[low : high + 1] for low, high in zip(first.tolist(), last.tolist(), strict=True)
    )


def _set(
    handle: int,
    turn: Turn,
    texts: list[str],
    places: tuple[list[float], list[float]],
    spans: tuple[list[int], list[int]],
) -> Iterator[Run]:
    """Yields the runs that stand upright, with the size and the baseline of their first character."""
    keys = spans[0]
    matrices = matrices_of(handle, keys)
    origins = written_for_items(
        "FPDFText_GetCharOrigin", handle, keys, np.float64, 2, structure=False
    )
    sizes = np.hypot(matrices[:, 2], matrices[:, 3])
    sizes = sizes * np.array(of_items("FPDFText_GetFontSize", handle, keys, "double"))
    baselines = turn.down(origins[:, 0], origins[:, 1])
    for text, left, right, baseline, size, start, end, matrix in zip(
        texts, *places, baselines.tolist(), sizes.tolist(), *spans, matrices.tolist(), strict=True
    ):
        if size >= _LEAST_SIZE and quarter_of(matrix) == turn.quarters:
            yield Run(text, left, right, baseline, size, start, end)

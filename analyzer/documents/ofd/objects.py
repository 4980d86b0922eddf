"""The text objects of a page → its characters with their places.

Source: GB/T 33190-2016, 8.5 (graphic units: Boundary, CTM, Visible, Alpha), 11 (text: TextCode,
DeltaX, DeltaY), 13 (composite units). Places there are in millimetres from the upper left corner.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import Any, NamedTuple

from analyzer.documents.ofd.drawings import Stroke, strokes
from analyzer.documents.ofd.package import child, children, local, numbers

# No program nests deeper; units that hold one another would have no end.
_DEEPEST = 16
_MOST_OBJECTS = 1_000_000
_MOST_CHARACTERS = 500_000
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OFF = ("false", "0")
_ON = ("true", "1")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff]")
# Where the characters of one code stand farther apart, they are apart.
_APART = 0.5
# Justified lines have no wider steps.
_CLOSE = 1.1
_FARTHEST = 1e6
# Nobody reads characters of less than one point, here in millimetres.
_LEAST_SIZE = 25.4 / 72

Matrix = tuple[float, ...]


class TooManyObjects(ValueError):
    """The page has more objects or characters than any page of a report."""


class Placed(NamedTuple):
    """Characters that stand close behind one another on one line, on the paper in millimetres.

    Attributes:
        text: The characters.
        x: Where each of them begins along the line; one more for the end of the last.
        baseline: Where they stand.
        size: Their size.
        quarter: In how many quarters the line is turned clockwise; None where it is askew.
    """

    text: str
    x: tuple[float, ...]
    baseline: float
    size: float
    quarter: int | None


class Content(NamedTuple):
    """What stands on a page or a template page.

    Attributes:
        runs: Its characters.
        pictures: The area of its pictures, in square millimetres.
        drawn: The straight lines of its drawings.
    """

    runs: list[Placed]
    pictures: float
    drawn: list[Stroke]


def content_of(root: Any, units: dict[str, Any]) -> Content:
    """Returns what a reader sees of a page.

    Args:
        root: The root of its part.
        units: Composite units (复合图元) by their IDs.

    Raises:
        TooManyObjects: There is no end of it.
    """
    runs: list[Placed] = []
    drawn: list[Stroke] = []
    pictures = 0.0
    characters = 0
    for element, matrix in _objects(root, units):
        kind = local(element)
        if kind == "ImageObject":
            box = numbers(element.get("Boundary"), 4)
            pictures += abs(box[2] * box[3] * _area(matrix)) if box else 0.0
            continue
        if kind == "PathObject":
            path = child(element, "AbbreviatedData")
            if path is not None and path.text:
                drawn += strokes(path.text, _composed(matrix, _own(element)))
            continue
        for run in _text(element, matrix):
            runs.append(run)
            characters += len(run.text)
            if characters > _MOST_CHARACTERS:
                raise TooManyObjects
    return Content(runs, pictures, drawn)


def upright(runs: Iterable[Placed]) -> list[Placed]:
    """Returns the characters that stand as most do; what is set askew is a watermark or a seal."""
    votes = Counter[int]()
    kept = [run for run in runs if run.quarter is not None]
    for run in kept:
        votes[run.quarter or 0] += len(run.text)
    best = votes.most_common(1)[0][0] if votes else 0
    return [run for run in kept if run.quarter == best]


def _objects(root: Any, units: dict[str, Any]) -> Iterator[tuple[Any, Matrix]]:
    """Yields text, pictures and paths with the transformation of what holds them, in order."""
    stack: list[tuple[Any, Matrix, int]] = [
        (element, _IDENTITY, 0)
        for layer in reversed(children(child(root, "Content"), "Layer"))
        for element in reversed(layer)
    ]
    seen = 0
    while stack:
        element, matrix, depth = stack.pop()
        seen += 1
        if seen > _MOST_OBJECTS:
            raise TooManyObjects
        if element.get("Visible", "").strip().lower() in _OFF or element.get("Alpha") == "0":
            continue
        kind = local(element)
        if kind in ("TextObject", "ImageObject", "PathObject"):
            yield element, matrix
        elif kind not in ("PageBlock", "CompositeObject"):
            continue
        elif depth >= _DEEPEST:
            raise TooManyObjects
        elif kind == "PageBlock":
            stack += [(inner, matrix, depth + 1) for inner in reversed(element)]
        else:
            unit = child(units.get(element.get("ResourceID", "").strip()), "Content")
            if unit is not None:
                inside = _composed(matrix, _own(element))
                stack += [(inner, inside, depth + 1) for inner in reversed(unit)]


def _own(element: Any) -> Matrix:
    """Returns the transformation from an object's space to that of what holds it."""
    box = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = numbers(element.get("CTM"), 6) or _IDENTITY
    return a, b, c, d, e + box[0], f + box[1]


def _composed(outer: Matrix, inner: Matrix) -> Matrix:
    """Returns the transformation that applies the inner one first."""
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
        a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def _area(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _text(element: Any, outer: Matrix) -> Iterator[Placed]:
    """Yields the characters of a text object."""
    if not (_fills(element) or element.get("Stroke", "").strip().lower() in _ON):
        return
    a, b, c, d, e, f = _composed(outer, _own(element))
    size = _number(element.get("Size"), 0.0)
    across = size * _number(element.get("HScale"), 1.0)
    stretch, height = math.hypot(a, b), size * math.hypot(c, d)
    quarter = _quarter(a, b)
    if height < _LEAST_SIZE or across * stretch < _LEAST_SIZE:
        return
    x = y = 0.0
    for code in children(element, "TextCode"):
        # One without a place goes on where the last one began. Source: 11.3, table 46.
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = _shown(code.text)
        if not text:
            continue
        steps = _steps(text, code.get("DeltaX"), across)
        down = code.get("DeltaY")
        falls = _deltas(down, len(text) - 1) if down else []
        for low, high, left, top in _pieces(text, x, y, across, steps, falls):
            place = a * left + c * top + e, b * left + d * top + f
            along, baseline = place if not quarter else turned(place, quarter)
            yield Placed(
                *_seen(text[low:high], along, [stretch * step for step in (*steps[low : high - 1], _width(text[high - 1], across))]),
                baseline, height, quarter,
            )  # fmt: skip


def _fills(element: Any) -> bool:
    if element.get("Fill", "").strip().lower() in _OFF:
        return False
    colour = child(element, "FillColor")
    return colour is None or colour.get("Alpha") != "0"


def _number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    if -_FARTHEST < value < _FARTHEST:
        return value
    return otherwise if math.isnan(value) else math.copysign(_FARTHEST, value)


def _shown(text: str | None) -> str:
    """Returns the characters of a code; the line breaks of an indented file are none of them."""
    if not text:
        return ""
    return text.strip("\r\n\t ") if "\n" in text else text


def _quarter(a: float, b: float) -> int | None:
    angle = math.degrees(math.atan2(b, a)) / 90
    return round(angle) % 4 if abs(angle - round(angle)) < 0.06 else None


def turned(place: tuple[float, float], quarter: int) -> tuple[float, float]:
    """Returns how far a place lies along lines of this direction, and how far down they stand."""
    x, y = place
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _pieces(
    text: str, x: float, y: float, size: float, steps: list[float], falls: list[float]
) -> Iterator[tuple[int, int, float, float]]:
    """Yields the pieces of a code that stand close together: their bounds and where they begin."""
    start, left, top = 0, x, y
    if falls or min(steps) < 0 or max(steps) > _CLOSE * size:
        for at, char in enumerate(text[:-1]):
            step = steps[at]
            fall = falls[at] if at < len(falls) else 0.0
            x, y = x + step, y + fall
            if fall or step < 0 or step > _width(char, size) + _APART * size:
                yield start, at + 1, left, top
                start, left, top = at + 1, x, y
    yield start, len(text), left, top


def _seen(text: str, along: float, steps: list[float]) -> tuple[str, tuple[float, ...]]:
    """Returns the characters that are no controls, and where each of them and the last one ends."""
    places = tuple(accumulate(steps, initial=along))
    if _CONTROL.search(text) is None:
        return text, places
    kept = [at for at, char in enumerate(text) if _CONTROL.match(char) is None]
    return "".join([text[at] for at in kept]), (*[places[at] for at in kept], places[-1])


def _width(char: str, size: float) -> float:
    if char < "\x80":
        return size / 2
    # Ambiguous ones, such as “ and ①, are wide in Chinese fonts.
    return size if unicodedata.east_asian_width(char) in "WFA" else size / 2


def _steps(text: str, deltas: str | None, size: float) -> list[float]:
    """Returns how far it is from each character to the next, and how wide the last one is.

    Where a file does not say, the font would; a full or half width is near enough to it.
    """
    steps = _deltas(deltas, len(text) - 1) if deltas else []
    return steps + [_width(char, size) for char in text[len(steps) :]]


def _deltas(text: str, most: int) -> list[float]:
    """Returns the first numbers of a list in which ``g 3 5.6`` stands for three times 5.6.

    Source: GB/T 33190-2016, 11.3.
    """
    found: list[float] = []
    words = iter(text.split())
    try:
        if "g" not in text:
            found = list(map(float, islice(words, most)))
        for word in words:
            if len(found) >= most:
                break
            if word == "g":
                count, value = int(next(words)), float(next(words))
                found += [value] * min(max(count, 0), most - len(found))
            else:
                found.append(float(word))
    except (ValueError, StopIteration):
        pass
    if sum(map(abs, found)) < _FARTHEST:
        return found
    return [value if abs(value) < _FARTHEST else 0.0 for value in found]

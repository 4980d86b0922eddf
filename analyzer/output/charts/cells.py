"""The cells of elements, by colour and sign: in black and white they still differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from analyzer.model.report import Status
from analyzer.output.charts.paper import FAINT, GREY, RULE, Paper
from analyzer.output.layout import columns, fold, shortened
from analyzer.output.wording import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    STATUS,
    STATUS_SIGN,
    visible,
)

# Fill and ink: light, medium and dark, so that a copy without colour tells them apart.
_LOOK: dict[Status, tuple[str, str]] = {
    Status.SUBSTANTIVE: ("#DCEBE3", "#2C6B52"),
    Status.MENTIONED: ("#F2CD75", "#5A4300"),
    Status.MISSING: ("#B23A30", "#FFFFFF"),
}
_GAP = 1.5
# Width of the legend, in points.
LEGEND = 210.0
_LABEL = 8.0
# A label stands on so many lines of so many columns at most.
_LINES, _WIDEST = 3, 8


def draw_cells(
    paper: Paper,
    rows: Sequence[Sequence[Status | None]],
    *,
    left: float,
    top: float,
    width: float,
    height: float,
) -> None:
    """Draws rows of cells.

    Args:
        paper: Where to.
        rows: The status of each cell; ``None`` where the element does not apply.
        left: Of the first cell, in points.
        top: Of the first row.
        width: Of a cell, the gap to the next one included.
        height: Likewise.
    """
    boxes: dict[Status | None, list[tuple[float, float, float, float]]] = {}
    for line, statuses in enumerate(rows):
        for column, status in enumerate(statuses):
            x, y = left + column * width, top + line * height
            boxes.setdefault(status, []).append((x, y, width - _GAP, height - _GAP))
            _sign(paper, x + (width - _GAP) / 2, y + (height - _GAP) / 2, status)
    for status, drawn in sorted(boxes.items(), key=lambda each: str(each[0])):
        paper.rectangles(drawn, fill=_fill(status), edge=_edge(status), label=word_of(status))


def draw_legend(paper: Paper, left: float, middle: float) -> None:
    """Draws what the signs and colours stand for, on one line."""
    for status in (*Status, None):
        paper.rectangles(
            [(left, middle - 5.5, 14, 11)], fill=_fill(status), edge=_edge(status), label="图例"
        )
        _sign(paper, left + 7, middle, status)
        paper.text(left + 18, middle, word_of(status), size=8, colour=GREY)
        left += 30 + 8 * len(word_of(status))


def draw_label(paper: Paper, x: float, bottom: float, label: str) -> None:
    """Writes the name of an element above its column, on as many lines as it needs."""
    parts = label_lines(label)
    for number, part in enumerate(reversed(parts)):
        y = bottom - (number + 0.5) * (_LABEL + 2)
        paper.text(x, y, part, size=_LABEL, colour=GREY, align="center")


def label_lines(label: str) -> list[str]:
    """Returns the lines of a label, about equally long."""
    text = shortened(visible(label), _LINES * _WIDEST)
    count = -(-columns(text) // _WIDEST)
    widest = 2 * -(-columns(text) // (2 * max(1, count)))
    return [line.plain for line in fold(Text(text), min(max(widest, 2), _WIDEST))]


def word_of(status: Status | None) -> str:
    """Returns the Chinese word for a status."""
    return STATUS[status] if status is not None else NOT_APPLICABLE


def _sign(paper: Paper, x: float, middle: float, status: Status | None) -> None:
    sign = STATUS_SIGN[status] if status is not None else NOT_APPLICABLE_SIGN
    ink = _LOOK[status][1] if status is not None else FAINT
    paper.text(x, middle, sign, size=8.5, colour=ink, align="center")


def _fill(status: Status | None) -> str:
    return _LOOK[status][0] if status is not None else "white"


def _edge(status: Status | None) -> str:
    return "none" if status is not None else RULE

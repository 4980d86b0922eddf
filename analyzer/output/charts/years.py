"""One body across years: its scores as a line, and below each year what its report has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzer.model.trend import Body, Point
from analyzer.output.charts.cells import LEGEND, draw_cells, draw_legend
from analyzer.output.charts.lines import changed, draw_scores, span_of
from analyzer.output.charts.paper import ALARM, FAINT, GREY, LINE, RULE, Paper
from analyzer.output.layout import shortened
from analyzer.output.wording import visible

# In points.
_MARGIN = 30.0
_TITLE, _PLOT, _HEADS = 52.0, 150.0, 44.0
_LABEL = 112.0
_ROW = 17.0
_FOOT = 34.0
# Years share the room of the plot, within bounds.
_ROOM, _NARROWEST, _WIDEST = 440.0, 40.0, 90.0
_HIGHEST = 100.0
_STEP = 20
_LABEL_COLUMNS = 24
_TWICE = "＊"
_DOT = 5.5
# A number below a lower score would stand on the years.
_FLOOR = 15.0


def size(body: Body, labels: Mapping[str, str]) -> tuple[float, float]:
    """Returns the width and height that a body takes, in points."""
    plot = max(LEGEND, _column(body) * len(body.by_year))
    height = _MARGIN + _TITLE + _PLOT + _HEADS + _ROW * len(labels) + _FOOT
    return 2 * _MARGIN + _LABEL + plot, height


def draw(paper: Paper, body: Body, labels: Mapping[str, str], *, top: float) -> None:
    """Draws a body.

    Args:
        paper: Where to.
        body: What to draw.
        labels: Id and short name of each element.
        top: The upper edge of the room that it takes, in points.
    """
    places = body.by_year
    width, height = size(body, labels)
    left, column = _MARGIN + _LABEL, _column(body)
    _draw_title(paper, body, top=top + _MARGIN, room=width - 2 * _MARGIN)
    plot = top + _MARGIN + _TITLE
    right = left + column * len(places)
    _draw_scale(paper, left=left, right=right, top=plot)
    middles = [left + (number + 0.5) * column for number in range(len(places))]
    _draw_points(paper, places, middles, plot)
    heads = plot + _PLOT
    for (year, point), x in zip(places, middles, strict=True):
        twice = _TWICE if point and point.duplicate else ""
        paper.text(x, heads + 12, f"{year}{twice}", size=8.5, align="center")
        if point is not None:
            paper.text(x, heads + 25, changed(point), size=8, colour=GREY, align="center")
    paper.text(left - 8, heads + 25, "较上年", size=8, colour=GREY, align="right")
    cells = heads + _HEADS
    for line, label in enumerate(labels.values()):
        said = shortened(visible(label), _LABEL_COLUMNS)
        paper.text(left - 8, cells + (line + 0.5) * _ROW, said, size=8.5, align="right")
    for (_, point), x in zip(places, middles, strict=True):
        if point is not None:
            statuses = point.record.applicable
            draw_cells(paper, [[statuses.get(id_)] for id_ in labels],
                       left=x - column / 2, top=cells, width=column, height=_ROW)  # fmt: skip
    draw_legend(paper, left, top + height - _FOOT + 14)


def _column(body: Body) -> float:
    return min(_WIDEST, max(_NARROWEST, _ROOM / len(body.by_year)))


def _draw_title(paper: Paper, body: Body, *, top: float, room: float) -> None:
    name = shortened(visible(body.name), int(room / 16 * 2))
    paper.text(_MARGIN, top + 8, name, size=15, bold=True)
    said = f"{span_of(body)}年度法治政府建设年度报告 {len(body.points)} 份的得分"
    if any(point.duplicate for point in body.points):
        said += f"；{_TWICE}这一年有几份，空心的不与别的年度相比"
    paper.text(_MARGIN, top + 29, said, size=9, colour=GREY)


def _draw_scale(paper: Paper, *, left: float, right: float, top: float) -> None:
    for score in range(0, int(_HIGHEST) + 1, _STEP):
        y = top + _PLOT * (1 - score / _HIGHEST)
        paper.line([left, right], [y, y], colour=FAINT if score == 0 else RULE)
        paper.text(left - 8, y, str(score), size=8, colour=GREY, align="right")


def _draw_points(
    paper: Paper, places: Sequence[tuple[int, Point | None]], middles: Sequence[float], top: float
) -> None:
    """Draws the scores; reports beside the one that stands for a year are hollow, off the line."""

    def height(score: float) -> float:
        return top + _PLOT * (1 - score / _HIGHEST)

    on_the_line = [
        (x, height(point.score) if point else None)
        for x, (_, point) in zip(middles, places, strict=True)
        if point is None or point.stands
    ]
    draw_scores(paper, on_the_line, size=_DOT)
    for number, ((_, point), x) in enumerate(zip(places, middles, strict=True)):
        if point is None:
            paper.text(
                x, top + _PLOT / 2, "没有报告", size=8, colour=FAINT, align="center", clear=True
            )
            continue
        y = height(point.score)
        if not point.stands:
            paper.dots([x], [y], size=_DOT, hollow=True, label="另一份")
        below = point.score > _FLOOR and _in_a_dip(places, number)
        colour = ALARM if point.delta is not None and point.delta < 0 else LINE
        paper.text(x, y + 11 if below else y - 11, f"{point.score:.1f}",
                   size=8.5, colour=colour, align="center", clear=True)  # fmt: skip


def _in_a_dip(places: Sequence[tuple[int, Point | None]], number: int) -> bool:
    """Tells whether the line comes down to a point on one side and does not fall on the other."""
    here = places[number][1]
    beside = [
        point
        for _, point in (*places[max(0, number - 1) : number], *places[number + 1 : number + 2])
        if point is not None
    ]
    return bool(beside) and here is not None and all(each.score > here.score for each in beside)

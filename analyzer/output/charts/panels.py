"""Many bodies across years: a small panel for each, all on the same scale."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.model.trend import Body, Trend
from analyzer.output.charts.lines import changed, draw_scores
from analyzer.output.charts.paper import ALARM, FAINT, GREY, LINE, RULE, Paper
from analyzer.output.layout import shortened
from analyzer.output.wording import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# In points.
_MARGIN, _TITLE = 30.0, 58.0
_ACROSS = 4
_WIDTH, _HEIGHT = 190.0, 112.0
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_BOTTOM = 20.0, 34.0, 36.0, 22.0
_NAME_COLUMNS = 40
# Scores closer together than this would look like leaps.
_LEAST_RANGE = 40
_HIGHEST = 100
# A median of fewer bodies says little.
_PEERS = 3
_DOT = 3.2
_PAGE = 2 * _MARGIN + _ACROSS * _WIDTH
# A4 lying.
PAGE = (_PAGE, _PAGE / math.sqrt(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """What all panels have in common.

    Attributes:
        first: The first year.
        last: The last one.
        lowest: The score at the bottom.
        medians: The median score of each year with enough bodies.
    """

    first: int
    last: int
    lowest: int
    medians: Mapping[int, float]

    def place(self, year: int, left: float) -> float:
        """Returns where a year stands in a panel, in points."""
        room = _WIDTH - _PLOT_LEFT - _PLOT_RIGHT
        share = (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return left + _PLOT_LEFT + room * share

    def height(self, score: float, top: float) -> float:
        """Returns how high a score stands in a panel, in points from above."""
        room = _HEIGHT - _PLOT_TOP - _PLOT_BOTTOM
        share = (score - self.lowest) / (_HIGHEST - self.lowest)
        return top + _PLOT_TOP + room * (1 - share)


def draw(found: Trend, *, paged: bool) -> Iterator[Figure]:
    """Draws a panel for each body.

    Args:
        found: The bodies.
        paged: Whether to draw pages in the form of A4 lying, or all in one.

    Yields:
        The figures, one for each page.
    """
    bodies = found.bodies
    scale = _scale(bodies)
    rows = int((PAGE[1] - 2 * _MARGIN - _TITLE) // _HEIGHT)
    most = rows * _ACROSS if paged else len(bodies)
    pages = [bodies[at : at + most] for at in range(0, len(bodies), most)]
    for number, shown in enumerate(pages, 1):
        lines = -(-len(shown) // _ACROSS)
        height = PAGE[1] if paged else 2 * _MARGIN + _TITLE + lines * _HEIGHT
        paper = Paper(_PAGE, height)
        place = f"第 {number} 页，共 {len(pages)} 页" if len(pages) > 1 else ""
        _draw_title(paper, len(bodies), scale, place)
        for at, body in enumerate(shown):
            line, column = divmod(at, _ACROSS)
            _draw_panel(
                paper,
                body,
                scale,
                left=_MARGIN + column * _WIDTH,
                top=_MARGIN + _TITLE + line * _HEIGHT,
            )
        yield paper.figure


def _scale(bodies: Sequence[Body]) -> _Scale:
    scores: dict[int, list[float]] = {}
    for body in bodies:
        for point in body.points:
            if point.stands:
                scores.setdefault(point.year, []).append(point.score)
    lowest = min(min(of_year) for of_year in scores.values())
    return _Scale(
        first=min(scores),
        last=max(scores),
        lowest=min(int(lowest // 10) * 10, _HIGHEST - _LEAST_RANGE),
        medians={
            year: statistics.median(of_year)
            for year, of_year in scores.items()
            if len(of_year) >= _PEERS
        },
    )


def _draw_title(paper: Paper, bodies: int, scale: _Scale, place: str) -> None:
    years = f"{scale.first}—{scale.last}" if scale.last > scale.first else f"{scale.first}"
    paper.text(_MARGIN, _MARGIN + 9, f"{years}年度法治政府建设年度报告得分", size=16, bold=True)
    said = f"{bodies} 个单位；每格的纵轴都是 {scale.lowest}—{_HIGHEST} 分，断开处没有报告"
    paper.text(_MARGIN, _MARGIN + 33, said, size=9, colour=GREY)
    right = _PAGE - _MARGIN
    paper.text(right, _MARGIN + 9, place, size=8, colour=GREY, align="right")
    if scale.medians:
        y = _MARGIN + 33
        paper.text(right, y, "各单位的中位数", size=8, colour=GREY, align="right")
        paper.line([right - 84, right - 62], [y, y], colour=FAINT, width=1.1)
        paper.text(right - 96, y, "本单位", size=8, colour=GREY, align="right")
        draw_scores(paper, [(right - 146, y), (right - 126, y)], size=_DOT, label="图例")


def _draw_panel(paper: Paper, body: Body, scale: _Scale, *, left: float, top: float) -> None:
    points = [point for point in body.points if point.stands]
    last = points[-1]
    paper.text(left, top + 6, shortened(visible(body.name), _NAME_COLUMNS), size=8.5)
    falls = last.delta is not None and last.delta < 0
    told = f"{last.year}：{last.score:.1f}" + (
        f"（较上年 {changed(last)}）" if last.delta is not None else ""
    )
    paper.text(left, top + 20, told, size=8, colour=ALARM if falls else GREY)
    _draw_frame(paper, scale, left=left, top=top)
    medians = [
        (
            scale.place(year, left),
            scale.height(scale.medians[year], top) if year in scale.medians else None,
        )
        for year in range(scale.first, scale.last + 1)
    ]
    draw_scores(paper, medians, size=0, colour=FAINT, width=1.1, dotted=False, label="中位数")
    scores = {point.year: point.score for point in points}
    places = [
        (scale.place(year, left), scale.height(scores[year], top) if year in scores else None)
        for year in range(points[0].year, last.year + 1)
    ]
    draw_scores(paper, places, size=_DOT)
    x, y = scale.place(last.year, left), scale.height(last.score, top)
    paper.text(x + 5, y, f"{last.score:.1f}", size=7.5, colour=LINE, clear=True)


def _draw_frame(paper: Paper, scale: _Scale, *, left: float, top: float) -> None:
    from_x, to_x = scale.place(scale.first, left), scale.place(scale.last, left)
    if scale.first == scale.last:
        from_x, to_x = from_x - 20, to_x + 20
    for score in (scale.lowest, _HIGHEST):
        y = scale.height(score, top)
        paper.line([from_x, to_x], [y, y], colour=FAINT if score == scale.lowest else RULE)
        paper.text(from_x - 4, y, str(score), size=6.5, colour=FAINT, align="right")
    y = scale.height(scale.lowest, top) + 8
    for year in sorted({scale.first, scale.last}):
        paper.text(scale.place(year, left), y, str(year), size=6.5, colour=FAINT, align="center")

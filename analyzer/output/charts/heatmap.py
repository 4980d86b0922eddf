"""A comparison as a picture: bodies × elements, the best first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from analyzer.errors import ChartError
from analyzer.model.comparison import Aside, Comparison, Row
from analyzer.model.report import Status
from analyzer.output.charts.cells import (
    LEGEND,
    draw_cells,
    draw_label,
    draw_legend,
    label_lines,
    word_of,
)
from analyzer.output.charts.paper import ALARM, FAINT, GREY, INK, PALE, Align, Paper
from analyzer.output.layout import columns, shortened
from analyzer.output.wording import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# In points.
_MARGIN = 30.0
_RANK, _SCORE, _GRADE = 30.0, 62.0, 46.0
_CELL, _ROW = 40.0, 17.0
_TITLE, _FOOT = 54.0, 26.0
_SIZE = 8.5
# Of the names, in columns of the screen: half a Chinese character.
_LEAST_NAME, _LONGEST_NAME = 16, 52
_GRADE_COLUMNS = 8
# A thin line helps the eye after so many rows.
_GROUP = 5
# A4 lying.
_RATIO = math.sqrt(2)
# One picture of more rows than these is taller than programs show.
_MOST_ROWS = 500
_OUTLIER = "＊"


def heat_map(comparison: Comparison, labels: Mapping[str, str], *, paged: bool) -> Iterator[Figure]:
    """Draws a comparison.

    Args:
        comparison: What to draw, with at least one row.
        labels: Id and short name of each element.
        paged: Whether to draw pages in the form of A4 lying, or all in one.

    Yields:
        The figures, one for each page.

    Raises:
        ChartError: There is too much for one picture (``chart.size``).
    """
    rows = comparison.rows
    plan = _plan(comparison, labels)
    most = plan.rows_on_a_page() if paged else len(rows)
    if most > _MOST_ROWS:
        raise ChartError(
            f"{len(rows)} 份报告一张图画不下",
            remedy="请存成 .pdf（自动分页），或用 --worst、--level 少列一些",
            code="chart.size",
        )
    pages = [rows[at : at + most] for at in range(0, len(rows), most)]
    for number, shown in enumerate(pages, 1):
        height = plan.page_height() if paged else plan.height(len(shown))
        paper = Paper(plan.width, height)
        place = f"第 {number} 页，共 {len(pages)} 页" if len(pages) > 1 else ""
        _draw_page(paper, plan, shown, height=height, place=place)
        yield paper.figure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where things stand on every page, in points.

    Attributes:
        name: Width of the column of names.
        head: Height of the names of the elements and the counts below them.
    """

    comparison: Comparison
    labels: Sequence[str]
    name: float
    head: float

    @property
    def score(self) -> float:
        """The left edge of the scores."""
        return _MARGIN + _RANK + self.name

    @property
    def cells(self) -> float:
        """The left edge of the cells."""
        return self.score + _SCORE + _GRADE

    @property
    def width(self) -> float:
        return self.cells + max(_CELL * len(self.labels), LEGEND) + _MARGIN

    @property
    def top(self) -> float:
        """The upper edge of the first row."""
        return _MARGIN + _TITLE + self.head

    def height(self, rows: int) -> float:
        return self.top + _ROW * rows + _FOOT + _MARGIN

    def page_height(self) -> float:
        return self.width / _RATIO

    def rows_on_a_page(self) -> int:
        return max(_GROUP, int((self.page_height() - self.height(0)) // _ROW))


def _plan(comparison: Comparison, labels: Mapping[str, str]) -> _Plan:
    names = [labels[id_] for id_ in comparison.elements]
    longest = max(columns(_name(row)) for row in comparison.rows)
    written = min(max(longest, _LEAST_NAME), _LONGEST_NAME)
    lines = max((len(label_lines(name)) for name in names), default=1)
    return _Plan(
        comparison=comparison,
        labels=names,
        name=written * _SIZE / 2 + 12,
        head=lines * 10 + 2 * 12 + 12,
    )


def _draw_page(
    paper: Paper, plan: _Plan, rows: Sequence[Row], *, height: float, place: str
) -> None:
    _draw_title(paper, plan)
    _draw_heads(paper, plan)
    for number, row in enumerate(rows):
        top = plan.top + number * _ROW
        if number % _GROUP == 0:
            paper.line([_MARGIN, plan.width - _MARGIN], [top - 0.75, top - 0.75])
        _draw_row(paper, plan, row, top + (_ROW - 1.5) / 2)
    statuses = [[row.statuses.get(id_) for id_ in plan.comparison.elements] for row in rows]
    draw_cells(paper, statuses, left=plan.cells, top=plan.top, width=_CELL, height=_ROW)
    foot = height - _MARGIN - 6
    if any(row.outlier for row in rows):
        paper.text(_MARGIN, foot, f"{_OUTLIER}得分远离多数单位", size=8, colour=ALARM)
    paper.text(plan.width - _MARGIN, foot, place, size=8, colour=GREY, align="right")


def _draw_title(paper: Paper, plan: _Plan) -> None:
    comparison = plan.comparison
    year = f"{comparison.year}年度" if comparison.year else ""
    paper.text(_MARGIN, _MARGIN + 9, f"{year}法治政府建设年度报告要素比较", size=16, bold=True)
    hidden = sum(why is Aside.FILTERED for _, why in comparison.aside)
    said = f"{len(comparison.rows)} 份报告，按得分排列"
    if hidden:
        said += f"；另有 {hidden} 份不在筛选范围内，名次仍按全部算"
    paper.text(_MARGIN, _MARGIN + 33, said, size=9, colour=GREY)
    draw_legend(paper, plan.cells, _MARGIN + 33)


def _draw_heads(paper: Paper, plan: _Plan) -> None:
    """Writes the heads of the columns, and under each element how many lack it or have it hollow."""
    bottom = plan.top - 2 * 12 - 6
    heads: tuple[tuple[float, str, Align], ...] = (
        (_MARGIN + _RANK - 8, "名次", "right"),
        (_MARGIN + _RANK, "单位", "left"),
        (plan.score, "得分", "left"),
        (plan.score + _SCORE, "等次", "left"),
    )
    for x, said, align in heads:
        paper.text(x, bottom - 5, said, size=8, colour=GREY, align=align)
    for column, label in enumerate(plan.labels):
        draw_label(paper, _middle(plan, column), bottom, label)
    for line, status in enumerate((Status.MISSING, Status.MENTIONED)):
        y = bottom + 9 + 12 * line
        paper.text(
            plan.cells - 8, y, f"{word_of(status)}的份数", size=8, colour=GREY, align="right"
        )
        for column, id_ in enumerate(plan.comparison.elements):
            count = plan.comparison.coverage[id_][str(status)]
            paper.text(_middle(plan, column), y, str(count), size=8,
                       colour=GREY if count else FAINT, align="center")  # fmt: skip


def _draw_row(paper: Paper, plan: _Plan, row: Row, middle: float) -> None:
    ink = ALARM if row.outlier else INK
    paper.text(_MARGIN + _RANK - 8, middle, str(row.rank), size=8, colour=GREY, align="right")
    room = int((plan.name - 12) / _SIZE * 2)
    paper.text(_MARGIN + _RANK, middle, shortened(_name(row), room), size=_SIZE, colour=ink)
    longest = _SCORE - 12
    paper.rectangles([(plan.score, middle - 6, longest, 12)], fill="#F2F4F7", label="得分底")
    paper.rectangles(
        [(plan.score, middle - 6, longest * row.score / 100, 12)], fill=PALE, label="得分"
    )
    paper.text(plan.score + 4, middle, f"{row.score:.1f}", size=_SIZE, colour=ink)
    grade = shortened(visible(row.grade), _GRADE_COLUMNS)
    paper.text(plan.score + _SCORE, middle, grade, size=8, colour=GREY)


def _middle(plan: _Plan, column: int) -> float:
    return plan.cells + column * _CELL + (_CELL - 1.5) / 2


def _name(row: Row) -> str:
    """Returns how a row is named; reports of one body are told apart by their files."""
    name = visible(row.name)
    if row.duplicate:
        name = f"{name}（{visible(PurePath(row.record.source).name)}）"
    return f"{_OUTLIER}{name}" if row.outlier else name

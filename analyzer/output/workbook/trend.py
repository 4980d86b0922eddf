"""What stands on each sheet of bodies across years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.model.report import Passage, Status
from analyzer.model.trend import Body, FollowUp, Point, Trend
from analyzer.output.layout import shortened
from analyzer.output.wording import FOLLOW_UP, UNDONE, became_of
from analyzer.output.workbook.graphs import draw_years
from analyzer.output.workbook.tables import Tables, said

_SCORES = "各年得分"
_FOLLOW_UP_LOOK = {
    FOLLOW_UP[FollowUp.DONE]: Status.SUBSTANTIVE,
    FOLLOW_UP[FollowUp.PARTIAL]: Status.MENTIONED,
    FOLLOW_UP[FollowUp.NOT_FOUND]: Status.MISSING,
    UNDONE: Status.MISSING,
}
# More graphs than these make Excel slow.
_MOST_GRAPHS = 100
# One for each body: so many beside each other, of so many cells and pixels.
_ACROSS, _COLUMNS, _ROWS = 3, 6, 9
_GRAPH, _SINGLE = (372, 152), (760, 300)
_NAME_COLUMNS = 44
# Scores closer together than this would look like leaps.
_LEAST_RANGE = 40


class TrendSheets:
    """Writes the sheets of bodies across years into an open workbook.

    Args:
        workbook: Of xlsxwriter.
        found: What to write.
        labels: Id and short name of each element.
    """

    def __init__(self, workbook: Any, found: Trend, labels: Mapping[str, str]) -> None:
        self._tables = Tables(workbook)
        self._found = found
        self._labels = labels
        years = [point.year for body in found.bodies for point in body.points]
        self._years = list(range(min(years), max(years) + 1)) if years else []

    def write(self) -> None:
        """Writes all sheets."""
        self._scores()
        self._graphs()
        self._elements()
        self._follow_up()
        self._repeated()
        self._copied()
        self._left_out()

    # -- 各年得分 --------------------------------------------------------------------------------

    def _scores(self) -> None:
        from xlsxwriter.utility import xl_range_formula, xl_rowcol_to_cell

        heads: list[str | int] = ["单位", *self._years, "较上年", "走势"]
        widths = [30, *[8] * len(self._years), 9, 24]
        rows: list[list[Any]] = []
        for body in self._found.bodies:
            scores = {point.year: point.score for point in body.points if point.stands}
            delta = _last(body).delta
            rows.append([body.name, *(scores.get(year) for year in self._years), delta, None])
        sheet = self._tables.table(_SCORES, heads, widths, rows, frozen_columns=1)
        trend = len(heads) - 1
        if not rows:
            return
        lines = range(1, len(rows) + 1)
        sparklines = {
            "location": [xl_rowcol_to_cell(line, trend) for line in lines],
            "range": [xl_range_formula(_SCORES, line, 1, line, len(self._years)) for line in lines],
            "markers": True,
            "series_color": "#2F5D8C",
            "weight": 1.5,
            "min": 0,
            "max": 100,
        }
        sheet.add_sparkline(1, trend, sparklines)

    # -- 图表 ------------------------------------------------------------------------------------

    def _graphs(self) -> None:
        bodies = self._found.bodies
        if not bodies:
            return
        sheet = self._tables.graphs("图表")
        bold = self._tables.workbook.add_format({"bold": True})
        lowest = min(point.score for body in bodies for point in body.points)
        lowest = min(int(lowest // 20) * 20, 100 - _LEAST_RANGE)
        for number, body in enumerate(bodies[:_MOST_GRAPHS]):
            line, column = divmod(number, _ACROSS)
            row, at = line * _ROWS, column * _COLUMNS
            sheet.write_string(row, at, shortened(body.name, _NAME_COLUMNS), bold)
            draw_years(
                self._tables.workbook,
                sheet,
                years=(_SCORES, 0, 1, 0, len(self._years)),
                scores=(_SCORES, number + 1, 1, number + 1, len(self._years)),
                at=(row + 1, at),
                size=_GRAPH if len(bodies) > 1 else _SINGLE,
                lowest=lowest,
            )
        if len(bodies) > _MOST_GRAPHS:
            row = -(-_MOST_GRAPHS // _ACROSS) * _ROWS
            sheet.write_string(row, 0, f"只画了前 {_MOST_GRAPHS} 个单位，其余见“{_SCORES}”")

    # -- 各年要素 --------------------------------------------------------------------------------

    def _elements(self) -> None:
        ids = list(self._found.elements)
        heads = ["单位", "年度", "得分", "等次", "较上年", *(self._labels[id_] for id_ in ids), "说明",
                 "文件"]  # fmt: skip
        rows = [
            [body.name, year, *self._report(point, ids)]
            for body in self._found.bodies
            for year, point in body.by_year
        ]
        widths = [30, 8, 8, 12, 9, *[11] * len(ids), 24, 36]
        sheet = self._tables.table("各年要素", heads, widths, rows, frozen_columns=2)
        self._tables.colour(sheet, (5, 4 + len(ids)), len(rows))

    @staticmethod
    def _report(point: Point | None, ids: list[str]) -> list[Any]:
        if point is None:
            return [None, "", None, *[""] * len(ids), "没有报告", ""]
        statuses = point.record.applicable
        note = ""
        if point.duplicate:
            note = "这一年有几份，与别的年度相比用的是" + ("这一份" if point.stands else "另一份")
        grade = point.record.report["grade"]
        states = [said(statuses.get(id_)) for id_ in ids]
        return [point.score, grade, point.delta, *states, note, point.record.source]

    # -- 承诺追踪 --------------------------------------------------------------------------------

    def _follow_up(self) -> None:
        heads = [
            "单位",
            "安排的年度",
            "安排",
            "下落",
            "下一年的报告怎么说",
            "所在章节",
            "把握（%）",
        ]
        rows = [
            [body.name, item.from_year, item.plan.text, became_of(item),
             item.passage.text if item.passage else "", item.section, round(item.confidence * 100)]
            for body in self._found.bodies
            for item in body.follow_up
        ]  # fmt: skip
        sheet = self._tables.table(
            "承诺追踪", heads, [30, 10, 60, 12, 60, 30, 10], rows, frozen_columns=1
        )
        self._tables.colour(sheet, (3, 3), len(rows), words=_FOLLOW_UP_LOOK)

    # -- 重复的不足，抄自往年 --------------------------------------------------------------------

    def _repeated(self) -> None:
        heads = ["单位", "年度", "不足", "又写的年度", "又写了一遍"]
        rows = [
            [body.name, item.from_year, item.earlier.text, item.to_year, item.later.text]
            for body in self._found.bodies
            for item in body.repeated
        ]
        self._tables.table("重复的不足", heads, [30, 8, 60, 10, 60], rows, frozen_columns=1)

    def _copied(self) -> None:
        heads = [
            "单位",
            "年度",
            "原来的段落",
            "抄进的年度",
            "抄后的段落",
            "相同（%）",
            "没有改的年份",
            "没有改的数字",
        ]
        rows = [
            [body.name, item.from_year, item.earlier.text, item.to_year, item.later.text,
             round(item.similarity * 100), _listed(item.years), _listed(item.figures)]
            for body in self._found.bodies
            for item in body.copied
        ]  # fmt: skip
        widths = [30, 8, 60, 10, 60, 10, 16, 24]
        self._tables.table("抄自往年", heads, widths, rows, frozen_columns=1)

    # -- 未列入 ----------------------------------------------------------------------------------

    def _left_out(self) -> None:
        self._tables.left_out(self._found.aside, self._found.failures)


def _last(body: Body) -> Point:
    return [point for point in body.points if point.stands][-1]


def _listed(passages: Sequence[Passage]) -> str:
    return "、".join(dict.fromkeys(passage.text for passage in passages))

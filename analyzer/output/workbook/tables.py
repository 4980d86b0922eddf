"""Sheets that stay readable in Excel, WPS and LibreOffice: heads in sight, text as text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.model.comparison import Aside
from analyzer.model.record import Record
from analyzer.model.report import Failure, Status
from analyzer.output.characters import without_controls
from analyzer.output.decisions import told_of
from analyzer.output.layout import columns
from analyzer.output.wording import (
    DECIDED_SIGN,
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    STATUS,
    STATUS_SIGN,
)

# Excel's own limits (specification of worksheets): characters of a cell, rows of a sheet.
_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_576
_COLOURS = {
    Status.SUBSTANTIVE: ("#C6EFCE", "#006100"),
    Status.MENTIONED: ("#FFEB9C", "#7F6000"),
    Status.MISSING: ("#FFC7CE", "#9C0006"),
}
# Points: of one line, and of the highest row that Excel has.
_HEIGHT, _HIGHEST = 16.5, 409.0
# A Chinese character takes a little more than two digits.
_WIDER = 1.15


SIGNS = {STATUS_SIGN[status]: status for status in Status}


class Tables:
    """Writes tables into an open workbook, each on a sheet of its own.

    Args:
        workbook: Of xlsxwriter.

    Attributes:
        head: The look of heads.
        states: The look of each status.
    """

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.head = workbook.add_format(
            {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True,
             "valign": "vcenter", "align": "center"}
        )  # fmt: skip
        self._plain = workbook.add_format({"valign": "top", "text_wrap": True, "border": 1})
        self._number = workbook.add_format({"valign": "top", "num_format": "0.0", "border": 1})
        self.states = {
            status: workbook.add_format({"bg_color": back, "font_color": front})
            for status, (back, front) in _COLOURS.items()
        }

    def table(
        self,
        name: str,
        heads: Sequence[str | int],
        widths: Sequence[int],
        rows: Sequence[Sequence[Any]],
        *,
        frozen_columns: int,
    ) -> Any:
        """Writes a sheet with a head that stays in sight, and a filter on every column."""
        sheet = self.workbook.add_worksheet(name)
        sheet.freeze_panes(1, frozen_columns)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            write = sheet.write_number if isinstance(head, int) else sheet.write_string
            write(0, column, head, self.head)
        sheet.set_row(0, _HEIGHT * 2)
        for line, cells in enumerate(rows[: _MOST_ROWS - 1], 1):
            for column, value in enumerate(cells):
                self._cell(sheet, line, column, value)
            # WPS and LibreOffice do not find the height of wrapped text themselves.
            sheet.set_row(line, min(_HEIGHT * _lines(cells, widths), _HIGHEST))
        sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
        return sheet

    def colour(
        self,
        sheet: Any,
        columns: tuple[int, int],
        rows: int,
        *,
        words: Mapping[str, Status] = SIGNS,
    ) -> None:
        """Colours cells of a table by what they begin with.

        Args:
            sheet: Where the table is.
            columns: The first and the last of the columns.
            rows: How many the table has.
            words: What a cell begins with, and the status whose look it then has.
        """
        for word, status in words.items():
            sheet.conditional_format(
                1, columns[0], max(1, rows), columns[1],
                {"type": "text", "criteria": "begins with", "value": word,
                 "format": self.states[status]},
            )  # fmt: skip

    def left_out(self, aside: Sequence[tuple[Record, Aside]], failures: Sequence[Failure]) -> None:
        """Writes the sheet 未列入: the reports that are in no other table, and why."""
        heads = ["文件", "单位", "年度", "为什么没有列入"]
        rows: list[list[Any]] = [
            [record.source, record.issuer or "", record.year or "", str(why)]
            for record, why in aside
        ]
        rows += [[failure.source, "", "", failure.message] for failure in failures]
        self.table("未列入", heads, [48, 30, 8, 60], rows, frozen_columns=0)

    def graphs(self, name: str) -> Any:
        """Adds a sheet for graphs."""
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _cell(self, sheet: Any, line: int, column: int, value: Any) -> None:
        if value is None:
            sheet.write_blank(line, column, None, self._plain)
        elif isinstance(value, float):
            sheet.write_number(line, column, value, self._number)
        elif isinstance(value, int):
            sheet.write_number(line, column, value, self._plain)
        else:
            # Never guessed at: a text that begins with = + - @ stays a text.
            text = without_controls(value)[:_MOST_CHARACTERS]
            sheet.write_string(line, column, text, self._plain)


def said(status: Status | None, *, decided: bool = False) -> str:
    """Returns how a status stands in a cell; ``decided`` where it is a reviewer's."""
    told = (
        f"{STATUS_SIGN[status]}{STATUS[status]}"
        if status is not None
        else f"{NOT_APPLICABLE_SIGN}{NOT_APPLICABLE}"
    )
    return told + (DECIDED_SIGN if decided else "")


def decided_of(value: Mapping[str, Any]) -> str:
    """Says what a reviewer decided on an element or a finding; empty where nobody did."""
    return told_of(value["decision"]) if "decision" in value else ""


def _lines(cells: Sequence[Any], widths: Sequence[int]) -> int:
    """Returns how many lines the fullest cell of a row takes."""
    return max(
        sum(max(1, math.ceil(_WIDER * columns(part) / width)) for part in _shown(value).split("\n"))
        for value, width in zip(cells, widths, strict=True)
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)

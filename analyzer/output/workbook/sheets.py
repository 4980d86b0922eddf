"""What stands on each sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from analyzer.model.comparison import Comparison, Row
from analyzer.model.report import Status
from analyzer.output.decisions import told_of
from analyzer.output.layout import columns
from analyzer.output.wording import DECIDED_SIGN, SEVERITY, STATUS, STATUS_SIGN

# Excel's own limits (specification of worksheets): characters of a cell, rows of a sheet.
_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_576
# Characters that XML 1.0 has no place for.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOURS = {
    Status.SUBSTANTIVE: ("#C6EFCE", "#006100"),
    Status.MENTIONED: ("#FFEB9C", "#7F6000"),
    Status.MISSING: ("#FFC7CE", "#9C0006"),
}
_NOT_APPLICABLE = "－不适用"
# Points: of one line, and of the highest row that Excel has.
_HEIGHT, _HIGHEST = 15.0, 409.0
# A Chinese character takes a little more than two digits.
_WIDER = 1.15


class Sheets:
    """Writes the sheets of one comparison into an open workbook.

    Args:
        workbook: Of xlsxwriter.
        comparison: What to write.
        labels: Id and short name of each element.
    """

    def __init__(self, workbook: Any, comparison: Comparison, labels: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._comparison = comparison
        self._labels = labels
        self._head = workbook.add_format(
            {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True,
             "valign": "vcenter", "align": "center"}
        )  # fmt: skip
        self._plain = workbook.add_format({"valign": "top", "text_wrap": True, "border": 1})
        self._number = workbook.add_format({"valign": "top", "num_format": "0.0", "border": 1})
        self._states = {
            status: workbook.add_format({"bg_color": back, "font_color": front})
            for status, (back, front) in _COLOURS.items()
        }

    def write(self) -> None:
        """Writes all sheets."""
        self._overview()
        self._gaps()
        self._items()
        self._evidence()
        self._submissions()
        self._left_out()

    # -- 总览 ------------------------------------------------------------------------------------

    def _overview(self) -> None:
        ids = list(self._comparison.elements)
        heads = [
            "名次",
            "单位",
            "层级",
            "年度",
            "得分",
            "等次",
            "同级中位",
            *map(self._labels.get, ids),
            "文件",
        ]
        widths = [6, 30, 10, 8, 8, 12, 10, *[11] * len(ids), 36]
        rows = [
            [item.rank, self._name(item), item.record.report["level"] or "", item.record.year or "",
             item.score, item.grade, item.peers,
             *(_said(item.statuses.get(id_), decided=item.record.is_decided(id_)) for id_ in ids),
             item.record.source]
            for item in self._comparison.rows
        ]  # fmt: skip
        sheet = self._table("总览", heads, widths, rows, frozen_columns=2)
        first, last = 7, 7 + len(ids) - 1
        for status, look in self._states.items():
            sheet.conditional_format(
                1, first, max(1, len(rows)), last,
                {"type": "text", "criteria": "begins with", "value": STATUS_SIGN[status],
                 "format": look},
            )  # fmt: skip
        scores = {"type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0,
                  "max_type": "num", "max_value": 100}  # fmt: skip
        sheet.conditional_format(1, 4, max(1, len(rows)), 4, scores)
        self._coverage(sheet, ids, len(rows) + 2)

    def _coverage(self, sheet: Any, ids: Sequence[str], at: int) -> None:
        for line, status in enumerate(Status):
            sheet.write_string(at + line, 1, f"{STATUS[status]}的份数", self._head)
            for column, id_ in enumerate(ids):
                count = self._comparison.coverage[id_][str(status)]
                sheet.write_number(at + line, 7 + column, count, self._states[status])

    # -- 缺项清单 --------------------------------------------------------------------------------

    def _gaps(self) -> None:
        heads = ["单位", "级别", "问题", "原文", "依据", "怎么补", "人工认定", "规则", "文件"]
        rows = [
            [self._name(item), SEVERITY_NAMES[finding["severity"]], finding["message"],
             finding["text"], finding["legal_basis"], finding["advice"],
             _told(finding), finding["rule"], item.record.source]
            for item in self._comparison.rows
            for finding in item.record.report["findings"]
        ]  # fmt: skip
        self._table("缺项清单", heads, [30, 8, 44, 44, 36, 44, 30, 22, 36], rows, frozen_columns=1)

    # -- 不足与计划 ------------------------------------------------------------------------------

    def _items(self) -> None:
        heads = ["单位", "不足", "写没写原因", "对应的安排", "文件"]
        rows = []
        for item in self._comparison.rows:
            items = item.record.report["items"]
            plans = [plan["text"] for plan in items["plan"]]
            answered: set[int] = set()
            for short in items["shortcomings"]:
                answered.update(short["answered_by"])
                answers = "\n".join(plans[number] for number in short["answered_by"])
                cause = "写了" if short["cause"] else "没有写"
                rows.append(
                    [self._name(item), short["text"], cause, answers or "没有", item.record.source]
                )
            rows += [
                [self._name(item), "", "", plan, item.record.source]
                for number, plan in enumerate(plans)
                if number not in answered
            ]
        self._table("不足与计划", heads, [30, 60, 12, 60, 36], rows, frozen_columns=1)

    # -- 逐项证据 --------------------------------------------------------------------------------

    def _evidence(self) -> None:
        heads = ["单位", "要素", "判定", "理由", "原文", "页", "段", "所在章节", "人工认定", "文件"]
        rows = [
            [self._name(item), self._labels.get(element["id"], element["name"]),
             _said(item.statuses.get(element["id"]), decided=item.record.is_decided(element["id"])),
             element["reason"], evidence.get("text", ""),
             evidence.get("page") or "", evidence.get("paragraph") or "",
             evidence.get("section", ""), _told(element), item.record.source]
            for item in self._comparison.rows
            for element in item.record.report["elements"]
            for evidence in element["evidence"] or [{}]
        ]  # fmt: skip
        widths = [30, 18, 10, 40, 60, 6, 6, 30, 30, 36]
        sheet = self._table("逐项证据", heads, widths, rows, frozen_columns=2)
        for status, look in self._states.items():
            sheet.conditional_format(
                1, 2, max(1, len(rows)), 2,
                {"type": "text", "criteria": "begins with", "value": STATUS_SIGN[status],
                 "format": look},
            )  # fmt: skip

    # -- 未报送 ----------------------------------------------------------------------------------

    def _submissions(self) -> None:
        heads = ["级别", "情况", "依据", "怎么办", "规则"]
        rows = [
            [SEVERITY[finding.severity], finding.message, finding.legal_basis, finding.advice,
             finding.rule]
            for finding in self._comparison.findings
        ]  # fmt: skip
        self._table("未报送", heads, [8, 60, 44, 44, 22], rows, frozen_columns=0)

    # -- 未列入 ----------------------------------------------------------------------------------

    def _left_out(self) -> None:
        heads = ["文件", "单位", "年度", "为什么没有列入"]
        rows: list[list[Any]] = [
            [record.source, record.issuer or "", record.year or "", str(why)]
            for record, why in self._comparison.aside
        ]
        rows += [[failure.source, "", "", failure.message] for failure in self._comparison.failures]
        self._table("未列入", heads, [48, 30, 8, 60], rows, frozen_columns=0)

    # -- Cells -----------------------------------------------------------------------------------

    @staticmethod
    def _name(item: Row) -> str:
        mark = f"（{PurePath(item.record.source).name}）" if item.duplicate else ""
        return f"{item.name}{mark}"

    def _table(
        self,
        name: str,
        heads: Sequence[str | None],
        widths: Sequence[int],
        rows: Sequence[Sequence[Any]],
        *,
        frozen_columns: int,
    ) -> Any:
        """Writes a sheet with a head that stays in sight, and a filter on every column."""
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, frozen_columns)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head or "", self._head)
        sheet.set_row(0, _HEIGHT * 2)
        for line, cells in enumerate(rows[: _MOST_ROWS - 1], 1):
            for column, value in enumerate(cells):
                self._cell(sheet, line, column, value)
            # WPS and LibreOffice do not find the height of wrapped text themselves.
            sheet.set_row(line, min(_HEIGHT * _lines(cells, widths), _HIGHEST))
        sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
        return sheet

    def _cell(self, sheet: Any, line: int, column: int, value: Any) -> None:
        if isinstance(value, float):
            sheet.write_number(line, column, value, self._number)
        elif isinstance(value, int):
            sheet.write_number(line, column, value, self._plain)
        else:
            # Never guessed at: a text that begins with = + - @ stays a text.
            text = _NO_XML.sub("\ufffd", value)[:_MOST_CHARACTERS]
            sheet.write_string(line, column, text, self._plain)


SEVERITY_NAMES = {str(severity): name for severity, name in SEVERITY.items()}


def _lines(cells: Sequence[Any], widths: Sequence[int]) -> int:
    """Returns how many lines the fullest cell of a row takes."""
    return max(
        sum(max(1, math.ceil(_WIDER * columns(part) / width)) for part in str(value).split("\n"))
        for value, width in zip(cells, widths, strict=True)
    )


def _said(status: Status | None, *, decided: bool) -> str:
    said = f"{STATUS_SIGN[status]}{STATUS[status]}" if status is not None else _NOT_APPLICABLE
    return said + (DECIDED_SIGN if decided else "")


def _told(value: Mapping[str, Any]) -> str:
    """Says what a reviewer decided on an element or a finding; empty where nobody did."""
    return told_of(value["decision"]) if "decision" in value else ""

"""What was checked as a workbook: reports one below another, each with its body and file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analyzer.output import listing
from analyzer.output.checked import Checked
from analyzer.output.listing import UNSETTLED_COUNT, Cell, Listing
from analyzer.output.wording import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    STATUS,
    STATUS_SIGN,
    UNSETTLED,
)
from analyzer.output.workbook.tables import Tables
from analyzer.output.workbook.write import open_workbook
from analyzer.review.outcome import Reviewed

_WIDTHS = {
    "单位": 24, "文件": 24, "等次": 11, "没有读成": 40, "级别": 6, "问题": 36, "要素": 16, "规则": 20,
    "页": 5, "段": 5, "所在章节": 20, "原文": 44, "依据": 28, "怎么补": 36, UNSETTLED: 20, "认定": 28,
    "理由": 32, "不足": 44, "写没写原因": 11, "对应的安排": 44, "原因": 36, "层次": 6, "序号": 12,
    "标题": 60, "年度": 7, "分值": 7, "得分": 7, "还算问题": 7, "错误": 6, "警告": 6,
}  # fmt: skip
_WIDTH = 9
_SIGNED = {name: f"{STATUS_SIGN[status]}{name}" for status, name in STATUS.items()}
_SIGNED[NOT_APPLICABLE] = f"{NOT_APPLICABLE_SIGN}{NOT_APPLICABLE}"
_OVERVIEW = (
    "单位", "层级", "年度", "得分", "等次", "认定后得分", "认定后等次", "错误", "警告", UNSETTLED_COUNT,
)  # fmt: skip
_GAPS = (
    "单位", "级别", "问题", "页", "段", "所在章节", "原文", "依据", "怎么补", UNSETTLED, "认定", "还算问题",
    "规则", "文件",
)  # fmt: skip
_EVIDENCE = (
    "单位", "要素", "判定", "认定后", "分值", "得分", "理由", UNSETTLED, "认定", "页", "段", "所在章节",
    "原文", "文件",
)  # fmt: skip
_ITEMS = ("单位", "不足", "写没写原因", "原因", "对应的安排", "文件")
_SECTIONS = ("单位", "层次", "序号", "标题", "页", "段", "文件")
# Columns that only some reports need: pages, doubts, decisions.
_IF_FILLED = ("页", UNSETTLED, UNSETTLED_COUNT, "认定", "认定后得分", "认定后等次")
_WITH_DECISIONS = ("认定后", "还算问题")


def fill_workbook(checked: Checked, path: Path) -> None:
    """Writes what was checked as .xlsx.

    Args:
        checked: What to write.
        path: Where to.

    Raises:
        OSError: The file cannot be written there.
    """
    with open_workbook(path) as workbook:
        sheets = _Sheets(workbook)
        sheets.overview(checked)
        sheets.sheet("缺项清单", *_filled(listing.findings(checked), _GAPS), frozen_columns=1)
        heads, rows = _filled(listing.elements(checked, every=True), _EVIDENCE)
        statuses = (2, 3) if "认定后" in heads else (2, 2)
        sheets.sheet("逐项证据", heads, rows, frozen_columns=2, statuses=statuses)
        sheets.sheet("不足与计划", *_filled(listing.items(checked), _ITEMS), frozen_columns=1)
        sheets.sheet("章节", *_filled(listing.sections(checked), _SECTIONS), frozen_columns=1)


class _Sheets:
    """Writes the sheets into an open workbook."""

    def __init__(self, workbook: Any) -> None:
        self._tables = Tables(workbook)

    def overview(self, checked: Checked) -> None:
        """Writes 总览: a row a report, with a column for each element as decided."""
        table = listing.reports(checked)
        ids = [element.id for element in checked.pack.elements]
        labels = [element.label for element in checked.pack.elements]
        statuses = [_statuses(checked, reviewed, ids) for reviewed in checked.reports]
        statuses += [[None] * len(ids)] * len(checked.errors)
        heads, facts = _filled(table, _OVERVIEW)
        last = ("没有读成", "文件") if checked.errors else ("文件",)
        rows = [
            [*before, *shown, *after]
            for before, shown, after in zip(facts, statuses, table.picked(*last), strict=True)
        ]
        first = len(heads)
        self.sheet(
            "总览",
            [*heads, *labels, *last],
            rows,
            frozen_columns=1,
            statuses=(first, first + len(ids) - 1),
        )

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        frozen_columns: int,
        statuses: tuple[int, int] | None = None,
    ) -> None:
        """Writes one sheet.

        Args:
            name: Its name.
            heads: Its columns, in order.
            rows: Its cells.
            frozen_columns: How many columns stay in sight.
            statuses: The first and the last of the columns that hold statuses.
        """
        widths = [_WIDTHS.get(head, _WIDTH) for head in heads]
        if statuses is not None:
            first, last = statuses
            rows = [
                [*row[:first], *map(_signed, row[first : last + 1]), *row[last + 1 :]]
                for row in rows
            ]
        sheet = self._tables.table(name, heads, widths, rows, frozen_columns=frozen_columns)
        if statuses is not None:
            self._tables.colour(sheet, statuses, len(rows))


def _filled(table: Listing, heads: Sequence[str]) -> tuple[list[str], list[list[Cell]]]:
    """Returns heads and rows without the columns that nothing in this table needs."""
    left_out = [
        head for head in heads if head in _IF_FILLED and not any(map(any, table.picked(head)))
    ]
    if "认定" in left_out:
        left_out += _WITH_DECISIONS
    shown = [head for head in heads if head not in left_out]
    return shown, table.picked(*shown)


def _statuses(checked: Checked, reviewed: Reviewed, ids: Sequence[str]) -> list[Cell]:
    decided = {element.id: after for element, after in checked.elements(reviewed)}
    return [listing.status_shown(decided[id_]) if id_ in decided else None for id_ in ids]


def _signed(cell: Cell) -> Cell:
    return _SIGNED.get(cell, cell) if isinstance(cell, str) else cell

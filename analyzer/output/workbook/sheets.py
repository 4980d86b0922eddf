"""What stands on each sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from analyzer.model.comparison import Comparison, Row
from analyzer.model.report import Status
from analyzer.output.wording import SEVERITY, STATUS
from analyzer.output.workbook.tables import Tables, said


class Sheets:
    """Writes the sheets of one comparison into an open workbook.

    Args:
        workbook: Of xlsxwriter.
        comparison: What to write.
        labels: Id and short name of each element.
    """

    def __init__(self, workbook: Any, comparison: Comparison, labels: Mapping[str, str]) -> None:
        self._tables = Tables(workbook)
        self._comparison = comparison
        self._labels = labels

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
            *(self._labels[id_] for id_ in ids),
            "文件",
        ]
        widths = [6, 30, 10, 8, 8, 12, 10, *[11] * len(ids), 36]
        rows = [
            [item.rank, self._name(item), item.record.report["level"] or "", item.record.year or "",
             item.score, item.grade, item.peers, *(said(item.statuses.get(id_)) for id_ in ids),
             item.record.source]
            for item in self._comparison.rows
        ]  # fmt: skip
        sheet = self._tables.table("总览", heads, widths, rows, frozen_columns=2)
        self._tables.colour(sheet, (7, 7 + len(ids) - 1), len(rows))
        scores = {"type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0,
                  "max_type": "num", "max_value": 100}  # fmt: skip
        sheet.conditional_format(1, 4, max(1, len(rows)), 4, scores)
        self._coverage(sheet, ids, len(rows) + 2)

    def _coverage(self, sheet: Any, ids: Sequence[str], at: int) -> None:
        for line, status in enumerate(Status):
            sheet.write_string(at + line, 1, f"{STATUS[status]}的份数", self._tables.head)
            for column, id_ in enumerate(ids):
                count = self._comparison.coverage[id_][str(status)]
                sheet.write_number(at + line, 7 + column, count, self._tables.states[status])

    # -- 缺项清单 --------------------------------------------------------------------------------

    def _gaps(self) -> None:
        heads = ["单位", "级别", "问题", "原文", "依据", "怎么补", "规则", "文件"]
        rows = [
            [self._name(item), SEVERITY_NAMES[finding["severity"]], finding["message"],
             finding["text"], finding["legal_basis"], finding["advice"], finding["rule"],
             item.record.source]
            for item in self._comparison.rows
            for finding in item.record.report["findings"]
        ]  # fmt: skip
        self._tables.table(
            "缺项清单", heads, [30, 8, 44, 44, 36, 44, 22, 36], rows, frozen_columns=1
        )

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
        self._tables.table("不足与计划", heads, [30, 60, 12, 60, 36], rows, frozen_columns=1)

    # -- 逐项证据 --------------------------------------------------------------------------------

    def _evidence(self) -> None:
        heads = ["单位", "要素", "判定", "理由", "原文", "页", "段", "所在章节", "文件"]
        rows = [
            [self._name(item), self._labels.get(element["id"], element["name"]),
             said(item.statuses.get(element["id"])), element["reason"], evidence.get("text", ""),
             evidence.get("page") or "", evidence.get("paragraph") or "",
             evidence.get("section", ""), item.record.source]
            for item in self._comparison.rows
            for element in item.record.report["elements"]
            for evidence in element["evidence"] or [{}]
        ]  # fmt: skip
        widths = [30, 18, 10, 40, 60, 6, 6, 30, 36]
        sheet = self._tables.table("逐项证据", heads, widths, rows, frozen_columns=2)
        self._tables.colour(sheet, (2, 2), len(rows))

    # -- 未报送 ----------------------------------------------------------------------------------

    def _submissions(self) -> None:
        heads = ["级别", "情况", "依据", "怎么办", "规则"]
        rows = [
            [SEVERITY[finding.severity], finding.message, finding.legal_basis, finding.advice,
             finding.rule]
            for finding in self._comparison.findings
        ]  # fmt: skip
        self._tables.table("未报送", heads, [8, 60, 44, 44, 22], rows, frozen_columns=0)

    # -- 未列入 ----------------------------------------------------------------------------------

    def _left_out(self) -> None:
        self._tables.left_out(self._comparison.aside, self._comparison.failures)

    # -- Cells -----------------------------------------------------------------------------------

    @staticmethod
    def _name(item: Row) -> str:
        mark = f"（{PurePath(item.record.source).name}）" if item.duplicate else ""
        return f"{item.name}{mark}"


SEVERITY_NAMES = {str(severity): name for severity, name in SEVERITY.items()}

"""Which column of a roster holds what: by the heads, or by what the cells look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from analyzer.comparison.bodies.writing import plain
from analyzer.comparison.roster.cells import Row


class Column(StrEnum):
    """What a roster may tell of a body."""

    NAME = "单位"
    ALIAS = "别名"
    LEVEL = "层级"
    KIND = "类型"
    DUE = "应报"
    SUBMITTED = "报送日期"
    PUBLISHED = "公开日期"


# The likelier head first: of several columns that could hold the names, the first is taken.
_HEADS: dict[Column, tuple[str, ...]] = {
    Column.NAME: (
        *("单位名称", "单位全称", "报送单位", "应报单位", "应报送单位", "机构名称", "部门名称"),
        *("单位", "名称", "全称", "部门", "机构", "责任单位", "乡镇街道", "报告单位"),
    ),
    Column.ALIAS: ("别名", "又称", "曾用名", "单位简称", "简称", "原名称", "原名"),
    Column.LEVEL: ("层级", "单位层级"),
    Column.KIND: ("类型", "单位类型", "类别", "单位类别", "单位性质", "性质"),
    Column.DUE: ("应报", "是否应报", "应报送", "是否应报送", "是否需报", "应否报送"),
    Column.SUBMITTED: (
        *("报送日期", "报送时间", "实际报送日期", "实际报送时间", "报送年月日"),
        *("收到日期", "收到时间", "提交日期", "提交时间"),
    ),
    Column.PUBLISHED: (
        *("公开日期", "公开时间", "首次公开日期", "首次公开时间", "实际公开日期", "网上公开日期"),
        *("发布日期", "发布时间", "公布日期", "公布时间"),
    ),
}
# Titles and notes above the heads take no more rows than this.
_SEARCHED = 20
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_NAME = re.compile(r"名单|花名册|一览表|统计表|情况表|清单|表\Z|[:。]|\d{4}")


class Heads(NamedTuple):
    """Where the columns are.

    Attributes:
        columns: The number of each column that was found, from 0.
        extra: The numbers and heads of the others.
        first: The index of the first row below the heads.
    """

    columns: dict[Column, int]
    extra: dict[int, str]
    first: int


def find_heads(rows: Sequence[Row]) -> Heads | None:
    """Returns where the columns are; ``None`` where no column can hold the names."""
    for index, row in enumerate(rows[:_SEARCHED]):
        columns = _known(row)
        if Column.NAME not in columns or not _is_head(row, columns):
            continue
        heads = {number: cell.text for number, cell in enumerate(row.cells) if cell.text}
        first = index + 1
        if first < len(rows):
            # Heads of two rows: 报送情况 above 报送日期.
            below = _known(rows[first])
            if below.keys() - columns.keys() and not rows[first].text(columns[Column.NAME]):
                columns = {**below, **columns}
                heads |= {n: c.text for n, c in enumerate(rows[first].cells) if c.text}
                first += 1
        taken = set(columns.values())
        return Heads(columns, {n: h for n, h in heads.items() if n not in taken}, first)
    return _without_heads(rows)


def _known(row: Row) -> dict[Column, int]:
    texts = [plain(cell.text) for cell in row.cells]
    found: dict[Column, int] = {}
    for column, heads in _HEADS.items():
        at = next((texts.index(head) for head in heads if head in texts), None)
        if at is not None:
            found[column] = at
    return found


def _is_head(row: Row, columns: dict[Column, int]) -> bool:
    """Tells whether a row is one of heads: all of its cells are short words without a number."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(columns) > 1 or all(len(text) <= 12 and not text.isdigit() for text in texts)


def _without_heads(rows: Sequence[Row]) -> Heads | None:
    width = max(len(row.cells) for row in rows)
    likely = [sum(looks_like_name(row.text(column)) for row in rows) for column in range(width)]
    if not max(likely):
        return None
    name = likely.index(max(likely))
    first = next(i for i, row in enumerate(rows) if looks_like_name(row.text(name)))
    extra = {n: f"第{n + 1}列" for n in range(width) if n != name}
    return Heads({Column.NAME: name}, extra, first)


def looks_like_name(text: str) -> bool:
    """Tells whether a cell can hold the name of a body, not a title, a note or a number."""
    name = plain(text)
    return 2 <= len(name) <= 40 and bool(_CHINESE.search(name)) and not _NO_NAME.search(name)

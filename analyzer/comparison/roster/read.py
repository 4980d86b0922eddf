"""A roster's file → who should report (名单). All faulty rows are told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from analyzer.comparison.bodies.writing import plain
from analyzer.comparison.roster.cells import Row, read_rows
from analyzer.comparison.roster.columns import Column, Heads, find_heads, looks_like_name
from analyzer.comparison.roster.values import is_level, read_date, read_due, read_level
from analyzer.errors import RosterError
from analyzer.model.document import Level

_T = TypeVar("_T")
_SHOWN = 20
_LONGEST = 60
_BETWEEN_ALIASES = re.compile(r"[、，,;；/|]")
# Rows that count or divide: 合计, 一、县直部门（38个）, 备注：…
_NO_ENTRY = re.compile(
    r"(?:合计|总计|小计|共计|共\d+|备注|说明|注[:：]|填表|制表|审核|单位负责人)"
    r"|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One body of a roster.

    Attributes:
        row: The row in the file, from 1.
        name: The name as written.
        aliases: Other names that the roster gives it.
        level: Its level, where the roster says it.
        kind: What else the roster says of its kind (类型), as written.
        due: Whether it should report (应报).
        submitted: The day on which the report came in, where the roster says it.
        published: The day on which the report was made public, likewise.
        extra: The other columns by their heads, as written.
    """

    row: int
    name: str
    aliases: tuple[str, ...] = ()
    level: Level | None = None
    kind: str = ""
    due: bool = True
    submitted: date | None = None
    published: date | None = None
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who should report.

    Attributes:
        source: The file as the user gave it.
        entries: The bodies, in the order of the file.
    """

    source: str
    entries: tuple[Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names in it, other names included."""
        return tuple(name for entry in self.entries for name in (entry.name, *entry.aliases))


def read_roster(path: str | Path) -> Roster:
    """Returns the roster of a CSV (UTF-8, GB18030, UTF-16) or XLSX file.

    Raises:
        RosterError: It cannot be read, no column holds names, or rows are wrong.
    """
    name = str(path)
    rows = read_rows(path)
    heads = find_heads(rows)
    if heads is None:
        raise RosterError(
            "名单里找不到写单位名称的一列",
            remedy="请在第一行写上栏目名，单位名称的一列叫“单位名称”",
            source=name,
        )
    faults: list[str] = []
    entries = tuple(_entries(rows[heads.first :], heads, faults))
    if not entries and not faults:
        faults.append("栏目名下面没有单位，请一行填一个单位")
    if faults:
        shown = faults[:_SHOWN]
        if len(faults) > _SHOWN:
            shown.append(f"还有 {len(faults) - _SHOWN} 处没有列出")
        said = f"名单有 {len(faults)} 处要改：\n" + "\n".join(shown) + "\n"
        raise RosterError(said, remedy="请改好以后重试", source=name)
    return Roster(name, entries)


def _entries(rows: Sequence[Row], heads: Heads, faults: list[str]) -> Iterator[Entry]:
    at = heads.columns
    for row in rows:
        if _divides(row, at[Column.NAME]):
            continue

        def told(column: Column, read: Callable[[str], _T], row: Row = row) -> _T:
            number = at.get(column)
            text = "" if number is None else row.text(number)
            try:
                if number is not None and number < len(row.cells) and row.cells[number].formula:
                    raise ValueError(f"“{column}”一栏是公式，请复制后“选择性粘贴”为数值")
                return read(text)
            except ValueError as wrong:
                faults.append(f"第 {row.number} 行：{wrong}")
                return read("")

        if not row.text(at[Column.NAME]):
            faults.append(f"第 {row.number} 行：没有写单位名称，请补上，或删去这一行")
            continue
        before = len(faults)
        named = told(Column.NAME, _name)
        entry = Entry(
            row=row.number,
            name=named,
            aliases=told(Column.ALIAS, _aliases),
            level=told(Column.LEVEL, read_level),
            kind=told(Column.KIND, str),
            due=told(Column.DUE, read_due),
            submitted=told(Column.SUBMITTED, read_date),
            published=told(Column.PUBLISHED, read_date),
            extra={head: row.text(number) for number, head in heads.extra.items()},
        )
        if len(faults) == before:
            yield entry


def _divides(row: Row, name: int) -> bool:
    """Tells whether a row is none of a body: a sum, a headline over a group, a running number."""
    first, text = next((n, cell.text) for n, cell in enumerate(row.cells) if cell.text)
    if any(_NO_ENTRY.match(plain(cell)) for cell in (text, row.text(name))):
        return True
    alone = sum(bool(cell.text) for cell in row.cells) == 1
    return alone and (first < name or (first == name and is_level(text)))


def _name(text: str) -> str:
    if text and (not looks_like_name(text) or len(text) > _LONGEST):
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        raise ValueError(f"“{shown}”不像单位名称，请核对这一行")
    return text


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (piece.strip() for piece in _BETWEEN_ALIASES.split(text))))

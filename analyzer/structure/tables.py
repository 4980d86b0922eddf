"""Tables in a report (问题清单、整改台账): one row a paragraph, cells apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analyzer.model.document import Paragraph, Role

_COUNTS = re.compile(r"序号|编号|序")
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[、．.]?[ \u3000]*\t")
# The head of a column is a name, not a statement.
_NAME = 16
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Fewer characters than this are a value (合格、已改), not a statement.
_FEW = 4
_AHEAD = re.compile(r"20\d{2}|[来明]年|下[一年步]|打算|要做|要办|计划")
_TELLING = frozenset({Role.SHORTCOMING, Role.CAUSE, Role.PLAN})


class Stretch(NamedTuple):
    """Neighbouring cells of one row that tell the same kind of thing.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last cell.
        role: What the head of the column says they are for; ``None`` where it does not say.
        marker: Length of the row's number with its tab, else 0.
    """

    start: int
    end: int
    role: Role | None
    marker: int


def read_tables(
    text: str, paragraphs: Sequence[Paragraph], role_of: Callable[[str], Role | None]
) -> dict[int, tuple[Stretch, ...]]:
    """Returns the rows of every table with a head, by the number of their paragraph.

    A table of problems tells shortcoming, cause and remedy side by side, and is read column by
    column. In any other table a row is one statement.

    Args:
        text: The whole report.
        paragraphs: Its paragraphs.
        role_of: What a column is for, by its head; ``None`` where that says nothing.
    """
    found: dict[int, tuple[Stretch, ...]] = {}
    if "\t" not in text:
        return found
    for table in _tables(text, paragraphs):
        head, *rows = table
        names = [name.strip() for name in text[head.start : head.end].split("\t")]
        if not rows or max(map(len, names)) > _NAME:
            continue
        cells = [text[row.start : row.end].split("\t") for row in rows]
        told = [
            _is_text([row[column] for row in cells if column < len(row)])
            for column in range(len(names))
        ]
        roles = [
            role_of(name) if in_words else None for name, in_words in zip(names, told, strict=True)
        ]
        if Role.CAUSE in roles and Role.SHORTCOMING not in roles:
            # What has its cause told beside it is what is wrong, whatever its head is called.
            first = told.index(True)
            roles[first] = roles[first] or Role.SHORTCOMING
        if not (_COUNTS.fullmatch(names[0]) or _TELLING.intersection(roles) or Role.DEED in roles):
            continue
        if Role.SHORTCOMING not in roles:
            # Beside deeds, 措施 are what was done; only a head that names the time is a plan.
            roles = [
                role if role is Role.DEED or (role is Role.PLAN and _AHEAD.search(name)) else None
                for role, name in zip(roles, names, strict=True)
            ]
        found[head.number] = (Stretch(head.start, head.end, Role.OTHER, 0),)
        for row in rows:
            found[row.number] = tuple(_stretches(text, row, roles))
    return found


def _is_text(cells: Sequence[str]) -> bool:
    """Tells whether a column is told in words; figures name nothing that is wrong or intended."""
    return 2 * sum(len(_HAN.findall(cell)) >= _FEW for cell in cells) > len(cells)


def _tables(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yields the runs of neighbouring paragraphs that have cells."""
    table: list[Paragraph] = []
    for paragraph in paragraphs:
        if text.find("\t", paragraph.start, paragraph.end) >= 0:
            table.append(paragraph)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _stretches(text: str, row: Paragraph, roles: Sequence[Role | None]) -> Iterator[Stretch]:
    """Yields the stretches of a row; a column without a role belongs to the one before it."""
    number = _NUMBER.match(text, row.start, row.end)
    marker = number.end() - row.start if number is not None else 0
    cells = text[row.start : row.end].split("\t")
    if len(cells) != len(roles):
        # Merged cells: the columns cannot be told apart.
        yield Stretch(row.start, row.end, None, marker)
        return
    start = at = row.start
    role: Role | None = None
    for cell, own in zip(cells, roles, strict=True):
        if own is not None and own is not role:
            if role is not None and text[start + marker : at].strip():
                yield Stretch(start, at - 1, role, marker)
                start, marker = at, 0
            role = own
        at += len(cell) + 1
    yield Stretch(start, row.end, role, marker)

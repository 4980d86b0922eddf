"""A roster's file → rows of cells, from CSV or XLSX. Nothing is calculated, nothing is followed."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analyzer.errors import RosterError

# A province has some thousand bodies; what is larger is no roster, or made to exhaust memory.
MAX_ROWS = 5_000
_MAX_COLUMNS = 64
_MAX_CELL = 500
_MAX_BYTES = 10 * 1024 * 1024
_MAX_UNPACKED = 64 * 1024 * 1024
_MAX_PARTS = 2_000
_SEPARATORS = ("\t", ";", ",", "；", "，")
_SHEETS = ("名单", "花名册")
_XLSX, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<\0!\0D\0O\0C\0", b"\0<\0!\0D\0O\0C")
_SAVE_ANEW = "请用 Excel 或 WPS 打开，另存为 .xlsx 或“CSV UTF-8”后重试"


class Cell(NamedTuple):
    """What one cell shows, without spaces at its ends, and whether it is a formula."""

    text: str
    formula: bool = False


class Row(NamedTuple):
    """One row that is not empty; ``number`` counts from 1, as the clerk sees it."""

    number: int
    cells: tuple[Cell, ...]

    def text(self, column: int) -> str:
        """Returns the text of a column, empty where the row is shorter."""
        return self.cells[column].text if column < len(self.cells) else ""


def read_rows(path: str | Path) -> list[Row]:
    """Returns the rows of a CSV or XLSX file; which one it is, its content tells.

    Raises:
        RosterError: It cannot be read, or is too large.
    """
    name = str(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise RosterError("找不到名单", remedy="请核对文件名和所在文件夹", source=name) from None
    except (OSError, ValueError):
        folder = Path(path).is_dir() if "\0" not in name else False
        said = "这是文件夹，不是名单" if folder else "名单打不开"
        raise RosterError(
            said, remedy="请指定 .csv 或 .xlsx 文件，并关闭正在编辑它的程序", source=name
        ) from None
    if len(data) > _MAX_BYTES:
        said = f"名单超过 {_MAX_BYTES // 1024 // 1024} MB，太大"
        raise RosterError(said, remedy="请核对是不是名单，删去图片和无关的表", source=name)
    if data.startswith(_OLE):
        said = "名单是旧版 .xls，或设有密码，读不了"
        raise RosterError(said, remedy="请去掉密码，另存为 .xlsx 后重试", source=name)
    rows = _xlsx(data, name) if data.startswith(_XLSX) else _csv(data, name)
    found: list[Row] = []
    for number, cells in rows:
        if not any(cell.text for cell in cells):
            continue
        if len(found) == MAX_ROWS:
            said = f"名单超过 {MAX_ROWS} 行，太长"
            raise RosterError(said, remedy="请核对是不是名单，只留应报单位", source=name)
        found.append(Row(number, cells))
    if not found:
        raise RosterError("名单是空的", remedy="请填上应报单位，一行一个", source=name)
    return found


# -- CSV -----------------------------------------------------------------------------------------


def _csv(data: bytes, name: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    text = _decoded(data, name)
    separator = max(_SEPARATORS, key=lambda sign: _lines_with(sign, text))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for values in reader:
            yield number, tuple([Cell(_shown(value)) for value in values[:_MAX_COLUMNS]])
            number = reader.line_num + 1
    except csv.Error:
        said = f"名单第 {number} 行读不下去，可能引号没有配对"
        raise RosterError(said, remedy="请改正这一行，或另存为 .xlsx", source=name) from None


def _lines_with(sign: str, text: str) -> int:
    """Returns in how many of the first lines a separator stands."""
    return sum(sign in line for line in text[:20_000].splitlines()[:50])


def _decoded(data: bytes, name: str) -> str:
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterError("名单不是表格，也不是文本，读不了", remedy=_SAVE_ANEW, source=name)


# -- XLSX ----------------------------------------------------------------------------------------


def _xlsx(data: bytes, name: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    _inspect(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # What it cannot show (drawings, validations) is of no matter here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = book.worksheets
            sheet = next((s for s in sheets if any(word in s.title for word in _SHEETS)), sheets[0])
            # What the file says of its own size may be wrong.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), 1):
                yield number, tuple([_of_xlsx(cell) for cell in cells])
    except (RosterError, MemoryError, GeneratorExit):
        raise
    except Exception:
        # A broken part makes openpyxl raise whatever its content happens to mean.
        raise _damaged(name) from None


def _inspect(data: bytes, name: str) -> None:
    """Refuses what would not be safe to unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_UNPACKED:
                said = f"名单解压后超过 {_MAX_UNPACKED // 1024 // 1024} MB，疑似压缩炸弹，没有读"
                raise RosterError(said, remedy="请核对来源，只留名单一张表", source=name)
            for part in parts:
                with package.open(part) as file:
                    head = file.read(4096)
                if any(sign in head for sign in _DECLARATIONS):
                    said = "名单里有表格不该有的声明（DOCTYPE），没有读"
                    raise RosterError(said, remedy=f"请核对来源；{_SAVE_ANEW}", source=name)
    except (RosterError, MemoryError):
        raise
    except Exception:
        raise _damaged(name) from None


def _damaged(name: str) -> RosterError:
    return RosterError("名单已损坏，或不是 .xlsx 表格", remedy=_SAVE_ANEW, source=name)


def _of_xlsx(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(_shown(str(value)), formula=True)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell(_shown(str(value)))


def _shown(text: str) -> str:
    words = " ".join(text[:_MAX_CELL].split())
    # What nobody sees would steer the terminal that shows a name.
    return words if words.isprintable() else "".join(ch for ch in words if ch.isprintable())

"""Rosters in every form a clerk keeps them in, and those that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analyzer.comparison.roster import Roster, read_roster
from analyzer.comparison.roster.cells import MAX_ROWS
from analyzer.errors import RosterError
from analyzer.model.document import Level

Csv = Callable[..., Path]
NAMES = ["平川县司法局", "平川县财政局"]


def names(roster: Roster) -> list[str]:
    return [entry.name for entry in roster.entries]


@pytest.fixture
def csv(tmp_path: Path) -> Csv:
    """Writes a text file and returns its path."""

    def write(text: str, encoding: str = "utf-8", name: str = "名单.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of rows and returns the path of the workbook."""

    def write(*sheets: tuple[str, list[list[Any]]], merged: tuple[str, ...] = ()) -> Path:
        book = Workbook()
        for number, (title, rows) in enumerate(sheets):
            sheet = book.active if number == 0 else book.create_sheet()
            assert sheet is not None
            sheet.title = title
            for row in rows:
                sheet.append(row)
            for cells in merged if number == 0 else ():
                sheet.merge_cells(cells)
        path = tmp_path / "名单.xlsx"
        book.save(path)
        return path

    return write


def refused(path: Path) -> RosterError:
    with pytest.raises(RosterError) as caught:
        read_roster(path)
    assert caught.value.source == str(path)
    assert caught.value.remedy
    assert not caught.value.remedy.endswith("。")
    return caught.value


# -- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_csv_of_every_encoding_and_separator(csv: Csv, encoding: str, separator: str) -> None:
    rows = [["序号", "单位名称", "层级"], ["1", NAMES[0], "部门"], ["2", NAMES[1], ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    roster = read_roster(csv(text, encoding))
    assert names(roster) == NAMES
    assert [entry.level for entry in roster.entries] == [Level.DEPARTMENT, None]
    assert [entry.row for entry in roster.entries] == [2, 3]
    assert roster.entries[0].extra == {"序号": "1"}


@pytest.mark.parametrize(
    "text",
    [
        "平川县司法局\n平川县财政局\n",
        "平川县司法局\n\n\n平川县财政局",
        "1,平川县司法局\n2,平川县财政局\n",
        "2024年度应报送单位名单\n平川县司法局\n平川县财政局\n",
        "2024年度应报送单位名单,\n1,平川县司法局\n2,平川县财政局\n合计,2\n",
        "单位\n平川县司法局\n平川县财政局\n",
        "单位\n县直部门\n平川县司法局\n平川县财政局\n乡镇\n",
        "平川县年报报送名单,,\n填表单位：县委依法治县办,,\n序号,单 位 名 称,备注\n"
        "一、县直部门（2个）,,\n1,平川县司法局,\n2,平川县财政局,联系人未定\n合计,2家,\n备注：以上,,\n",
        '"单位","说明"\n"平川县司法局","两行\n说明"\n"平川县财政局",""\n',
    ],
)
def test_titles_sums_and_missing_heads_do_no_harm(csv: Csv, text: str) -> None:
    assert names(read_roster(csv(text))) == NAMES


def test_every_column_is_read(csv: Csv) -> None:
    text = (
        "序号,报送单位,别名,层级,单位类型,是否应报,报送日期,联系人\n"
        "1,平川县司法局,县司法局、司法行政局,县直部门,政府部门,是,2025年2月8日,张某\n"
        "2,平川县统计局,,部门,,否,,\n"
        "3,河西镇,,乡镇,,√,20250301,\n"
    )
    one, two, three = read_roster(csv(text)).entries
    assert one.aliases == ("县司法局", "司法行政局")
    assert (one.level, one.kind, one.due) == (Level.DEPARTMENT, "政府部门", True)
    assert one.submitted == date(2025, 2, 8)
    assert one.extra == {"序号": "1", "联系人": "张某"}
    assert (two.due, two.submitted) == (False, None)
    assert (three.level, three.submitted) == (Level.TOWNSHIP, date(2025, 3, 1))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-02-28", date(2025, 2, 28)),
        ("2025/2/28", date(2025, 2, 28)),
        ("2025.2.28", date(2025, 2, 28)),
        ("2025年2月28日", date(2025, 2, 28)),
        ("２０２５年２月２８日", date(2025, 2, 28)),
        ("2025-02-28 09:30:00", date(2025, 2, 28)),
        ("20250228", date(2025, 2, 28)),
        ("45716", date(2025, 2, 28)),
        ("未报", None),
        ("—", None),
        ("", None),
    ],
)
def test_dates_as_clerks_write_them(csv: Csv, written: str, expected: date | None) -> None:
    (entry,) = read_roster(csv(f"单位,报送日期\n平川县司法局,{written}\n")).entries
    assert entry.submitted == expected


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("报送日期", "2025-02-30", "没有“2025-02-30”这一天"),
        ("报送日期", "2月28日", "“2月28日”没有写年份"),
        ("报送日期", "春节前", "“春节前”不是日期"),
        ("层级", "正科级", "不认识的层级“正科级”，请写 省、市、县区政府"),
        ("应报", "也许", "“应报”一栏写着“也许”，请写 是 或 否"),
    ],
)
def test_wrong_values_are_told_with_their_row(csv: Csv, head: str, value: str, said: str) -> None:
    error = refused(csv(f"单位,{head}\n平川县财政局,\n平川县司法局,{value}\n"))
    assert "名单有 1 处要改" in error.message
    assert f"第 3 行：{said}" in error.message


def test_all_faults_are_told_at_once(csv: Csv) -> None:
    text = "单位,层级,报送日期\n,部门,\n平川县司法局,科级,昨天\n3.14,部门,\n" + "x1,部门,\n" * 30
    error = refused(csv(text))
    assert "名单有 34 处要改" in error.message
    for row in (
        "第 2 行：没有写单位名称",
        "第 3 行：不认识的层级",
        "第 3 行：“昨天”",
        "第 4 行：“3.14”",
    ):
        assert row in error.message
    assert "还有 14 处没有列出" in error.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "名单是空的"),
        (b"\n,,\n ,\n", "名单是空的"),
        (b"a,b\n1,2\n", "找不到写单位名称的一列"),
        ("单位\n".encode(), "没有单位"),
        (b"\xff\xfe\x00", "不是表格，也不是文本"),
        (b"\x00\x01\x02\x80\x81\xff" * 50, "不是表格，也不是文本"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "旧版 .xls，或设有密码"),
        (b"PK\x03\x04" + b"0" * 600, "已损坏"),
        (('单位\n"平川县' + "x" * 200_000).encode(), "第 2 行读不下去"),
    ],
)
def test_what_is_no_roster_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert said in str(refused(path))


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    assert "找不到名单" in str(refused(tmp_path / "none.csv"))
    assert "这是文件夹" in str(refused(tmp_path))
    with pytest.raises(RosterError):
        read_roster("a\0b")


def test_huge_lists_are_refused(csv: Csv, tmp_path: Path) -> None:
    assert f"超过 {MAX_ROWS} 行" in str(refused(csv("平川县司法局\n" * (MAX_ROWS + 1))))
    path = tmp_path / "big.csv"
    path.write_bytes(b"0" * (10 * 1024 * 1024 + 1))
    assert "超过 10 MB" in str(refused(path))


def test_cells_that_would_be_formulas_in_a_spreadsheet_are_no_names(csv: Csv) -> None:
    error = refused(csv("单位\n平川县司法局\n=cmd|' /C calc'!A0\n"))
    assert "第 3 行：“=cmd|' /C calc'!A0”不像单位名称" in error.message


def test_what_nobody_sees_is_left_out(csv: Csv) -> None:
    text = "单位,联系人\n\x1b[31m平川县\u202e司法局\u200b,\x07张某\n"
    (entry,) = read_roster(csv(text)).entries
    assert entry.name == "[31m平川县司法局"
    assert entry.extra == {"联系人": "张某"}


# -- XLSX -----------------------------------------------------------------------------------------

HEADS = ["序号", "单位名称", "报送日期"]
ROWS = [[1, NAMES[0], datetime(2025, 2, 28, 9, 30)], [2, NAMES[1], None]]


def test_workbook_with_merged_title_and_heads_of_two_rows(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["平川县应报送单位名单", None, None, None],
        [None, None, None, None],
        ["序号", "单位名称", "报送情况", None],
        [None, None, "报送日期", "联系人"],
        [1, NAMES[0], datetime(2025, 2, 28), "张某"],
        [2, NAMES[1], 45716, None],
    ]
    path = xlsx(("Sheet1", rows), merged=("A1:D1", "C3:D3", "A3:A4", "B3:B4"))
    one, two = read_roster(path).entries
    assert (one.name, one.submitted, one.row) == (NAMES[0], date(2025, 2, 28), 5)
    assert one.extra == {"序号": "1", "联系人": "张某"}
    assert two.submitted == date(2025, 2, 28)


@pytest.mark.parametrize("title", ["名单", "2024年花名册"])
def test_sheet_that_is_called_a_roster_goes_before_the_first(
    xlsx: Callable[..., Path], title: str
) -> None:
    path = xlsx(("填写说明", [["请先看说明"]]), (title, [HEADS, *ROWS]))
    assert names(read_roster(path)) == NAMES


def test_ending_does_not_matter(xlsx: Callable[..., Path]) -> None:
    path = xlsx(("Sheet1", [HEADS, *ROWS]))
    assert names(read_roster(path.rename(path.with_suffix(".csv")))) == NAMES


def test_formula_where_a_value_is_needed_is_told_with_its_row(xlsx: Callable[..., Path]) -> None:
    rows = [HEADS, [1, "=B9", None], [2, NAMES[1], "=TODAY()"]]
    error = refused(xlsx(("Sheet1", rows)))
    assert "第 2 行：“单位”一栏是公式" in error.message
    assert "第 3 行：“报送日期”一栏是公式" in error.message


def test_formula_in_another_column_does_no_harm(xlsx: Callable[..., Path]) -> None:
    path = xlsx(("Sheet1", [HEADS, ["=ROW()-1", NAMES[0], None]]))
    assert names(read_roster(path)) == NAMES[:1]


def test_far_away_cells_and_many_rows(xlsx: Callable[..., Path], tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位"])
    sheet.append([NAMES[0]])
    sheet.cell(200_000, 16_000, "x")
    book.save(tmp_path / "far.xlsx")
    assert names(read_roster(tmp_path / "far.xlsx")) == NAMES[:1]
    many = xlsx(("Sheet1", [["单位"], *([NAMES[0]] for _ in range(MAX_ROWS))]))
    assert f"超过 {MAX_ROWS} 行" in str(refused(many))


def repacked(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)
    path.write_bytes(out.getvalue())
    return path


def test_bomb_and_entities_are_refused(xlsx: Callable[..., Path]) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    bomb = repacked(
        xlsx(("Sheet1", [HEADS, *ROWS])), sheet, lambda data: data + b" " * (65 * 1024 * 1024)
    )
    assert "疑似压缩炸弹" in str(refused(bomb))
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    evil = repacked(xlsx(("Sheet1", [HEADS, *ROWS])), sheet, lambda data: entity + data)
    assert "DOCTYPE" in str(refused(evil))


def test_broken_workbooks_are_refused(xlsx: Callable[..., Path]) -> None:
    whole = xlsx(("Sheet1", [HEADS, *ROWS])).read_bytes()
    path = xlsx(("Sheet1", [HEADS, *ROWS]))
    for cut in range(10, len(whole), len(whole) // 25):
        path.write_bytes(whole[:cut])
        assert "已损坏" in str(refused(path))
    broken = repacked(xlsx(("Sheet1", [HEADS])), "xl/workbook.xml", lambda data: data[:200])
    assert "已损坏" in str(refused(broken))


# -- Whatever the bytes ---------------------------------------------------------------------------


def told(path: Path) -> str:
    """Returns the names of a roster, or what to do about a file that is none."""
    try:
        return " ".join(names(read_roster(path)))
    except RosterError as error:
        return error.remedy


FIXTURES = [HealthCheck.function_scoped_fixture]


@settings(max_examples=150, deadline=None, suppress_health_check=FIXTURES)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(
            st.lists(st.sampled_from(['"', "单位", "县司法局", "3月", "是", "层级", "\n", "应报"]))
        ).map(lambda rows: "\n".join(",".join(row) for row in rows).encode()),
    )
)
def test_any_text_is_a_roster_or_told_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert told(path)


@settings(max_examples=150, deadline=None, suppress_health_check=FIXTURES)
@given(
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=9)
)
def test_any_damage_to_a_workbook_is_told(
    xlsx: Callable[..., Path], places: list[tuple[int, int]]
) -> None:
    path = xlsx(("Sheet1", [HEADS, *ROWS]))
    data = bytearray(path.read_bytes())
    for place, value in places:
        data[place % len(data)] = value
    path.write_bytes(data)
    assert told(path)

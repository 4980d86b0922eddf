"""The workbook of ``fazhi compare``: what each sheet answers, and that other programs open it."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analyzer.commands.app import main
from tests.comparison.following.reports import report
from tests.documents.conversion import soffice

SHEETS = ("总览", "缺项清单", "不足与计划", "逐项证据", "未报送", "未列入")
# Each is what a spreadsheet would take for a formula, a link or a number.
TRAPS = (
    '=HYPERLINK("http://x/","点我")',
    "+cmd|calc",
    "-2+3",
    "@SUM(1)",
    "http://example.cn/",
    "0012",
    "1e5",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    shortcomings = tuple(f"{trap} 执法案卷不规范，32卷中有7卷没有写明理由。" for trap in TRAPS)
    (folder / "水务.txt").write_text(report(2024, shortcomings=shortcomings), "utf-8")
    (folder / "=1+1改.txt").write_text(report(2024, plans=TRAPS), "utf-8")
    (folder / "财政.txt").write_text(report(2024, issuer="青禾县财政局"), "utf-8")
    (folder / "去年.txt").write_text(report(2023), "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (tmp_path / "名单.csv").write_text(
        "单位名称,报送日期\n青禾县水务局,2025-03-20\n青禾县财政局,2025-02-20\n青禾县民政局,\n",
        "utf-8",
    )
    return folder


@pytest.fixture
def made(folder: Path, capfd: pytest.CaptureFixture[str]) -> tuple[Path, dict[str, Any]]:
    """The workbook, and what the same run says as JSON."""
    path = folder.parent / "比较.xlsx"
    roster = str(folder.parent / "名单.csv")
    arguments = [str(folder), "--roster", roster, "--xlsx", str(path), "--format", "json"]
    assert main(["compare", *arguments]) == 0
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    return path, value


def rows_of(path: Path, name: str) -> list[dict[str, Any]]:
    """Returns the rows of a sheet by the heads of its columns."""
    heads, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def checked(folder: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """Returns what ``fazhi check`` says of each report."""
    main(["check", str(folder), "--format", "json", "--fail-on", "never"])
    return {r["source"]: r for r in json.loads(capfd.readouterr().out)["reports"]}


def test_heads_stay_in_sight_on_every_sheet(made: tuple[Path, dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(made[0])
    assert tuple(book.sheetnames) == SHEETS
    frozen = {sheet.title: sheet.freeze_panes for sheet in book}
    assert frozen == {
        "总览": "C2", "缺项清单": "B2", "不足与计划": "B2", "逐项证据": "C2",
        "未报送": "A2", "未列入": "A2",
    }  # fmt: skip
    for sheet in book:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"


def test_each_state_has_its_colour(made: tuple[Path, dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(made[0])
    for name, column in (("总览", "H2"), ("逐项证据", "C2")):
        texts = {
            rule.text
            for area in book[name].conditional_formatting
            if column in area.cells
            for rule in area.rules
            if rule.type == "beginsWith"
        }
        assert texts == {"＋", "～", "Ｘ"}


def test_the_overview_lists_every_report_and_both_of_one_body(
    made: tuple[Path, dict[str, Any]],
) -> None:
    path, value = made
    rows = rows_of(path, "总览")[: len(value["rows"])]
    assert [(r["名次"], r["得分"], r["文件"]) for r in rows] == [
        (r["rank"], r["score"], r["source"]) for r in value["rows"]
    ]
    twice = [row for row in value["rows"] if row["duplicate"]]
    assert [row["issuer"] for row in twice] == ["青禾县水务局"] * 2
    assert {r["单位"] for r in rows} == {
        "青禾县财政局", "青禾县水务局（水务.txt）", "青禾县水务局（=1+1改.txt）",
    }  # fmt: skip


def test_the_sheets_answer_what_they_are_called(
    made: tuple[Path, dict[str, Any]], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, value = made
    reports = checked(folder, capfd)
    shown = [reports[row["source"]] for row in value["rows"]]
    assert [(r["规则"], r["问题"], r["原文"] or "") for r in rows_of(path, "缺项清单")] == [
        (f["rule"], f["message"], f["text"]) for report in shown for f in report["findings"]
    ]
    items = rows_of(path, "不足与计划")
    assert [r["不足"] for r in items if r["不足"]] == [
        s["text"] for report in shown for s in report["items"]["shortcomings"]
    ]
    said = "\n".join(r["对应的安排"] or "" for r in items)
    assert all(p["text"] in said for report in shown for p in report["items"]["plan"])
    assert [r["原文"] for r in rows_of(path, "逐项证据") if r["原文"]] == [
        e["text"] for report in shown for element in report["elements"] for e in element["evidence"]
    ]
    assert [(r["规则"], r["情况"]) for r in rows_of(path, "未报送")] == [
        (f["rule"], f["message"]) for f in value["findings"]
    ]
    assert {"roster.not-submitted", "deadline.late"} <= {f["rule"] for f in value["findings"]}
    aside = {Path(r["文件"]).name: r["为什么没有列入"] for r in rows_of(path, "未列入")}
    assert aside["去年.txt"] == "不是这一年度的"
    assert "坏.docx" in aside


def cells(path: Path) -> list[Any]:
    return [
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("trap", TRAPS)
def test_text_that_a_spreadsheet_would_run_is_stored_as_text(
    trap: str, made: tuple[Path, dict[str, Any]]
) -> None:
    with_it = [cell for cell in cells(made[0]) if str(cell.value).startswith(trap)]
    assert with_it
    assert {cell.data_type for cell in with_it} == {"s"}
    assert all(cell.hyperlink is None for cell in with_it)


def as_csv(path: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Returns the sheets as LibreOffice shows them: formulas would be worked out."""
    profile = (folder / "profile").as_uri()
    command = [soffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    # Commas, quotation marks, UTF-8, from the first line, cells as shown, all sheets.
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [*command, options, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    def rows(name: str) -> Sequence[list[str]]:
        with open(folder / f"{path.stem}-{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    return {name: list(rows(name)) for name in SHEETS}


def test_libreoffice_shows_what_was_written(
    made: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    path, _ = made
    opened = as_csv(path, tmp_path / "csv")
    for sheet in openpyxl.load_workbook(path):
        shown = opened[sheet.title]
        texts = [
            (row, column, str(cell.value))
            for row, line in enumerate(sheet.iter_rows())
            for column, cell in enumerate(line)
            if cell.data_type == "s"
        ]
        assert texts
        for row, column, text in texts:
            assert shown[row][column].split() == text.split()

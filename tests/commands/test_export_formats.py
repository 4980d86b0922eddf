"""``fazhi export`` and ``check --format`` in the machine formats, as their users call them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from analyzer.commands.app import main
from analyzer.commands.options import CheckFormat
from analyzer.output.machine.formats import MachineFormat
from tests.output.checks import HOSTILE_FILE, NO_REPORT, PLAIN, many_gaps

_SHEETS = ["总览", "缺项清单", "逐项证据", "不足与计划", "章节"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, text in {
        "平": PLAIN,
        "怪": HOSTILE_FILE,
        "通知": NO_REPORT,
        "多": many_gaps(),
    }.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    return folder


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sarif", "junit"])
def test_check_prints_what_export_writes(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    target = tmp_path / "结果"
    assert main(["export", form, str(folder), "-o", str(target)]) == 1
    assert "坏.docx" in capfd.readouterr().err
    assert main(["check", str(folder), "--format", form]) == 1
    out, err = capfd.readouterr()
    assert out.encode("utf-8") == target.read_bytes()
    assert ("坏.docx" in err) is (form != "json")
    assert main(["export", form, str(folder)]) == 1
    assert capfd.readouterr().out == out
    assert main(["check", str(folder), "--format", form, "--fail-on", "never"]) == 0


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sarif", "junit", "xlsx"])
def test_an_existing_file_is_kept_and_told_before_anything_is_read(
    folder: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    target = tmp_path / f"结果.{form}"
    target.write_text("旧", "utf-8")
    arguments = ["export", form, str(folder / "平.txt"), "-o", str(target)]
    with monkeypatch.context() as patch:
        patch.setattr("analyzer.pipeline.Analyzer.__init__", None)
        assert main(arguments) == 2
    assert "没有覆盖" in capfd.readouterr().err
    assert target.read_text("utf-8") == "旧"
    assert main([*arguments, "--force"]) == 0
    assert target.read_bytes() != "旧".encode()
    assert {path.name for path in tmp_path.iterdir()} == {"报送", f"结果.{form}"}


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sarif", "junit"])
def test_nothing_that_can_be_read_is_status_2_and_still_a_whole_file(
    folder: Path, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    assert main(["export", form, str(folder / "坏.docx")]) == 2
    out = capfd.readouterr().out
    match form:
        case "json":
            assert json.loads(out)["errors"]
        case "jsonl":
            assert out == ""
        case "csv":
            assert out.startswith("\ufeff文件,")
        case "sarif":
            assert json.loads(out)["runs"][0]["results"] == []
        case "junit":
            assert etree.fromstring(out.encode()).get("errors") == "1"


def test_only_and_include_text_reach_the_formats(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = str(folder / "平.txt")
    main(["check", path, "--format", "csv", "--only", "privacy"])
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out.removeprefix("\ufeff"))))
    assert [row["规则"] for row in rows] == ["privacy.phone"]
    main(["check", path, "--format", "sarif", "--only", "causes"])
    results = json.loads(capfd.readouterr().out)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["element.missing/causes"]
    main(["check", path, "--format", "jsonl", "--include-text", "--only", "causes"])
    report = json.loads(capfd.readouterr().out)
    assert "139******78" in report["text"]
    assert [element["id"] for element in report["elements"]] == ["causes"]


def test_rows_of_csv(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    counts = {}
    for rows in ("findings", "elements", "reports"):
        main(["export", "csv", str(folder), "--rows", rows])
        out = capfd.readouterr().out.removeprefix("\ufeff")
        counts[rows] = len(list(csv.DictReader(io.StringIO(out, newline=""), strict=True)))
    assert counts["reports"] == 5
    assert counts["elements"] == 3 * 12
    assert counts["findings"] > 300
    assert main(["export", "csv", str(folder), "--rows", "nichts"]) == 2


def test_other_commands_keep_text_and_json(capfd: pytest.CaptureFixture[str]) -> None:
    for command in ("compare", "trend", "similar", "read"):
        assert main([command, "x.txt", "--format", "csv"]) == 2
        assert "text|json" in capfd.readouterr().err


def test_check_has_every_machine_format() -> None:
    assert [form.value for form in CheckFormat][1:] == [form.value for form in MachineFormat]


def test_a_workbook_for_all(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "全部.xlsx"
    assert main(["export", "xlsx", str(folder), "-o", str(path)]) == 1
    err = capfd.readouterr().err
    assert f"已写 {path}" in err
    assert "坏.docx" in err
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == _SHEETS
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any("13912345678" in str(cell.value) for cell in cells)
    overview = [[cell.value for cell in row] for row in book["总览"].iter_rows()]
    assert [Path(row[-1]).name for row in overview[1:]] == [
        "多.txt", "平.txt", "怪.txt", "通知.txt", "坏.docx",
    ]  # fmt: skip
    assert overview[-1][-2].startswith(str(folder))
    gaps = book["缺项清单"]
    assert gaps.max_row > 300
    assert gaps.auto_filter.ref
    assert gaps.freeze_panes == "B2"


def test_a_workbook_says_what_the_report_says(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "一份.xlsx"
    main(["check", str(folder / "怪.txt"), "--format", "json"])
    (report,) = json.loads(capfd.readouterr().out)["reports"]
    assert main(["export", "xlsx", str(folder / "怪.txt"), "-o", str(path), "-q"]) == 0
    assert capfd.readouterr().err == ""
    book = openpyxl.load_workbook(path)
    gaps = list(book["缺项清单"].values)
    heads = list(gaps[0])
    assert "认定" not in heads
    assert "页" not in heads
    shown = [row[heads.index("问题")] for row in gaps[1:]]
    assert shown == [finding["message"] for finding in report["findings"]]
    evidence = list(book["逐项证据"].values)
    quoted = [row[evidence[0].index("原文")] for row in evidence[1:]]
    expected = [
        piece["text"]
        for element in report["elements"]
        for piece in element["evidence"] or [{"text": None}]
    ]
    assert [quote and quote.replace("\ufffd", "") for quote in quoted] == [
        text and "".join(ch for ch in text if ch >= " ") for text in expected
    ]
    heads, *sections = book["章节"].values
    titles = [row[heads.index("标题")] for row in sections]
    assert titles == [section["title"] for section in report["sections"]]
    assert book["不足与计划"].max_row > 1
    assert book["总览"].conditional_formatting


def test_decisions_have_their_columns(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = str(folder / "平.txt")
    by = ["--reviewer", "周敏", "--because", "=核对过"]
    for said in ("privacy.phone:不成立", "shortcomings:空泛"):
        assert main(["review", report, "--decide", said, *by]) == 0
    path = tmp_path / "认定.xlsx"
    assert main(["export", "xlsx", report, "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    gaps = list(book["缺项清单"].values)
    heads = list(gaps[0])
    counts = {row[heads.index("规则")]: row[heads.index("还算问题")] for row in gaps[1:]}
    assert counts["privacy.phone"] == "否"
    evidence = list(book["逐项证据"].values)
    heads = list(evidence[0])
    (row,) = [r for r in evidence if r[heads.index("要素")] == "存在的不足"][:1]
    assert (row[heads.index("判定")], row[heads.index("认定后")]) == ("＋充实", "～空泛")
    assert "周敏" in row[heads.index("认定")]
    overview = list(book["总览"].values)
    assert overview[1][list(overview[0]).index("存在的不足")] == "～空泛"
    assert overview[1][list(overview[0]).index("认定后得分")] is not None


def test_a_workbook_each(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "反馈"
    assert main(["export", "xlsx", str(folder), "--each", "-o", str(out)]) == 1
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 4
    assert "平川县样例局2024年度_检查结果.xlsx" in names
    for path in out.iterdir():
        assert openpyxl.load_workbook(path)["总览"].max_row == 2
    capfd.readouterr()
    assert main(["export", "xlsx", str(folder), "--each", "-o", str(tmp_path / "一.xlsx")]) == 2
    assert "份报告" in capfd.readouterr().err


def test_a_workbook_is_named_by_body_or_number(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", "xlsx", str(folder / "平.txt")]) == 0
    assert main(["export", "xlsx", str(folder), "-o", "出"]) == 1
    assert Path("平川县样例局2024年度_检查结果.xlsx").is_file()
    assert Path("出", "4份报告_检查结果.xlsx").is_file()


def test_nothing_that_can_be_read_gives_no_workbook(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert main(["export", "xlsx", str(folder / "坏.docx"), "-o", str(path)]) == 2
    assert not path.exists()

"""``fazhi compare``: the heat map, the workbook and the JSON of real reports."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from rich.cells import cell_len

from analyzer.commands.app import main
from tests.comparison.following.reports import report
from tests.conftest import ROOT
from tests.golden_screens import assert_golden
from tests.workbooks import charts, referred

FOLDER = ROOT / "corpus" / "train" / "reports"
HOSTILE = (
    "=1+1 县[bold]水务局\x1b[31m2024年法治政府建设年度报告\n"
    "一、主要举措\n全年办理行政处罚案件12件，均经法制审核。\n"
    "二、存在的不足\n-1 执法案卷制作不规范，32卷中有7卷没有写明裁量理由。\n"
    "三、下一步安排\n2025年组织案卷评查4次。\n@水务局\n2025年1月20日"
)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    out, err = capfd.readouterr()
    return status, out, err


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_the_heat_map_fits_its_width(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    status, out, err = run(capfd, str(FOLDER))
    assert (status, err) == (0, "")
    if columns >= 80:
        assert max(cell_len(line) for line in out.splitlines()) <= columns
    value = json.loads(run(capfd, str(FOLDER), "--format", "json")[1])
    assert all(row["name"][:6] in out for row in value["rows"])
    assert len(re.findall(r"^ +\d+  \S", out, flags=re.MULTILINE)) == 4
    assert "没有列入（不是法治政府建设年度报告）7 份" in out


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screen_is_as_it_was_approved(
    columns: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A roster, a body that is missing, one with two reports, a long name, a far lower score."""
    bodies = {
        "水利局": "青禾县水利局",
        "水利局（改）": "青禾县水利局",
        "城市管理局": "青禾县经济技术开发区管理委员会规划建设和自然资源局",
        "柳河镇": "青禾县柳河镇人民政府",
        "民政局": "青禾县民政局",
    }
    for name, issuer in bodies.items():
        deeds = ("全年主动公开政府信息40条。",) if issuer.endswith("局") else ()
        (tmp_path / f"{name}.txt").write_text(report(2024, issuer=issuer, deeds=deeds), "utf-8")
    (tmp_path / "教育局.txt").write_text(
        "青禾县教育局2024年法治政府建设年度报告\n一、主要举措\n持续推进依法治教。\n"
        "青禾县教育局\n2025年3月20日\n",
        "utf-8",
    )
    (tmp_path / "旧.txt").write_text(report(2023), "utf-8")
    (tmp_path / "通知.txt").write_text("关于开会的通知\n各单位：\n3月2日开会。\n", "utf-8")
    roster = tmp_path / "名单.csv"
    roster.write_text(
        "\n".join(["单位名称", *sorted(set(bodies.values())), "青禾县教育局", "青禾县司法局"]),
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    files = sorted(path.name for path in tmp_path.glob("*.txt"))
    assert_golden("compare", *files, "--roster", "名单.csv",
                  columns=columns, capfd=capfd, monkeypatch=monkeypatch)  # fmt: skip


def test_signs_say_what_the_reports_say(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    _, out, _ = run(capfd, str(FOLDER), "--year", "2023")
    value = json.loads(run(capfd, str(FOLDER), "--year", "2023", "--format", "json")[1])
    signs = {"substantive": "＋", "mentioned": "～", "missing": "Ｘ"}
    for row in value["rows"]:
        (line,) = [line for line in out.splitlines() if row["issuer"] in line]
        assert [ch for ch in line if ch in "＋～Ｘ－"] == [
            "－" if id_ in row["not_applicable"] else signs[status]
            for id_, status in row["status"].items()
        ]


def test_json_agrees_with_check(capfd: pytest.CaptureFixture[str]) -> None:
    value = json.loads(run(capfd, str(FOLDER), "--format", "json")[1])
    main(["check", str(FOLDER), "--format", "json", "--fail-on", "never"])
    checked = {report["source"]: report for report in json.loads(capfd.readouterr().out)["reports"]}
    assert len(value["rows"]) == 4
    for row in value["rows"]:
        report = checked[row["source"]]
        assert (row["score"], row["grade"], row["issuer"]) == (
            report["score"],
            report["grade"],
            report["issuer"],
        )
        assert row["status"] == {e["id"]: e["status"] for e in report["elements"]}


def test_filters(capfd: pytest.CaptureFixture[str]) -> None:
    def shown(*options: str) -> list[str]:
        return [
            row["issuer"]
            for row in json.loads(run(capfd, str(FOLDER), *options, "--format", "json")[1])["rows"]
        ]

    everyone = shown()
    assert shown("--worst", "2") == everyone[-2:]
    departments = shown("--level", "部门")
    assert 0 < len(departments) < len(everyone)
    assert set(shown("--element", "causes,不足的原因")) <= set(everyone)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--level", "村"], "没有“村”这个层级"),
        (["--element", "cuases"], "没有“cuases”这个要素"),
        (["--xlsx", "没有/表.xlsx"], "文件夹不存在"),
        (["--xlsx", "."], "这是文件夹"),
        (["--chart", "没有/图.png"], "文件夹不存在"),
        (["--chart", "图.jpg"], "请以 .png、.svg、.pdf 结尾"),
        (["--chart", "图"], "请以 .png、.svg、.pdf 结尾"),
    ],
)
def test_what_is_written_wrong_is_told_before_anything_is_read(
    capfd: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    status, out, err = run(capfd, str(FOLDER), *options)
    assert (status, out) == (2, "")
    assert said in err


def test_the_workbook_has_a_sheet_for_each_question(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "比较.xlsx"
    status, _, _ = run(capfd, str(FOLDER), "--xlsx", str(path))
    assert status == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "总览",
        "图表",
        "缺项清单",
        "不足与计划",
        "逐项证据",
        "未报送",
        "未列入",
    ]
    overview = book["总览"]
    assert overview.freeze_panes == "C2"
    heads = [cell.value for cell in overview[1]]
    names = [row[1].value for row in overview.iter_rows(min_row=2, max_row=5)]
    value = json.loads(run(capfd, str(FOLDER), "--format", "json")[1])
    assert names == [row["name"] for row in value["rows"]]
    assert overview.cell(2, heads.index("得分") + 1).value == value["rows"][0]["score"]
    assert overview.conditional_formatting
    evidence = [row[4].value for row in book["逐项证据"].iter_rows(min_row=2)]
    text = "".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))
    assert sum(bool(quote) and "*" not in quote for quote in evidence) > 40
    assert all(quote in text for quote in evidence if quote and "*" not in quote)
    assert [path.name for path in tmp_path.iterdir()] == ["比较.xlsx"]


def test_an_existing_file_is_kept_unless_force_is_said(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "比较.xlsx"
    path.write_text("别的内容", encoding="utf-8")
    status, _, err = run(capfd, str(FOLDER), "--xlsx", str(path))
    assert status == 2
    assert "没有覆盖" in err
    assert path.read_text("utf-8") == "别的内容"
    assert run(capfd, str(FOLDER), "--xlsx", str(path), "--force")[0] == 0
    assert openpyxl.load_workbook(path).sheetnames[0] == "总览"


def test_the_charts_of_the_workbook_show_what_its_sheets_count(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "比较.xlsx"
    run(capfd, str(FOLDER), "--xlsx", str(path))
    value = json.loads(run(capfd, str(FOLDER), "--format", "json")[1])
    book = openpyxl.load_workbook(path)
    overview, sheet = book["总览"], book["图表"]
    elements, grades = charts(path)
    assert [series.tx.v for series in elements.series] == ["充实", "空泛", "缺失"]
    statuses = ("substantive", "mentioned", "missing")
    for status, series in zip(statuses, elements.series, strict=True):
        counts = referred(overview, series.val.numRef.f)
        assert counts == [each[status] for each in value["coverage"].values()]
    assert len(referred(overview, elements.series[0].cat.strRef.f)) == len(value["coverage"])
    (series,) = grades.series
    told = dict(
        zip(referred(sheet, series.cat.strRef.f), referred(sheet, series.val.numRef.f), strict=True)
    )
    assert told == Counter(row["grade"] for row in value["rows"])


def test_a_chart_is_drawn_beside_the_screen(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "图.png"
    plain = run(capfd, str(FOLDER))
    assert run(capfd, str(FOLDER), "--chart", str(path)) == plain
    with Image.open(path) as picture:
        assert picture.format == "PNG"
    path.write_text("别的内容", "utf-8")
    status, _, err = run(capfd, str(FOLDER), "--chart", str(path))
    assert status == 2
    assert "没有覆盖" in err
    assert path.read_text("utf-8") == "别的内容"
    assert run(capfd, str(FOLDER), "--chart", str(path), "--force") == plain
    assert path.read_bytes().startswith(b"\x89PNG")
    assert [each.name for each in tmp_path.iterdir()] == ["图.png"]


def test_without_a_report_there_is_no_chart_and_that_is_told(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text("关于召开会议的通知\n各单位：\n定于3月2日开会。", "utf-8")
    status, out, err = run(capfd, str(notice), "--chart", str(tmp_path / "图.svg"))
    assert status == 0
    assert "通知.txt" in out
    assert "没有画图" in err
    assert not (tmp_path / "图.svg").exists()


def test_a_missing_font_is_told_before_anything_is_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAZHI_FONT", str(tmp_path / "没有.ttf"))
    status, out, err = run(capfd, str(FOLDER), "--chart", str(tmp_path / "图.png"))
    assert (status, out) == (2, "")
    assert "FAZHI_FONT" in err


def test_characters_that_no_font_has_are_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from analyzer.output.charts import fonts

    monkeypatch.setattr(fonts, "_characters", lambda path, index: frozenset(map(chr, range(0x3000, 0xFFFF))) | set(map(chr, range(128))))  # fmt: skip
    report = tmp_path / "a.txt"
    report.write_text(HOSTILE, "utf-8")
    path = tmp_path / "图.svg"
    status, _, err = run(capfd, str(report), "--issuer", "\U00020000乡", "--chart", str(path))
    assert status == 0
    assert "U+20000" in err
    assert "〓" in err
    assert path.exists()


def test_text_that_looks_like_a_formula_or_a_command_stays_text(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = tmp_path / "=cmd.txt"
    report.write_text(HOSTILE, encoding="utf-8")
    path = tmp_path / "表.xlsx"
    status, out, _ = run(capfd, str(report), "--issuer", "=1+1", "--xlsx", str(path))
    assert status == 0
    assert "\x1b[31m" not in out
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_nothing_that_could_be_read_is_exit_status_2(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    status, _, err = run(capfd, str(tmp_path))
    assert status == 2
    assert "坏.docx" in err


def test_a_roster_tells_who_has_not_reported_and_who_was_late(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    value = json.loads(run(capfd, str(FOLDER), "--format", "json")[1])
    first = value["rows"][0]["name"]
    roster = tmp_path / "名单.csv"
    roster.write_text(f"单位名称\n{first}\n没有来县水务局\n", encoding="gb18030")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    path = tmp_path / "表.xlsx"
    _, out, _ = run(capfd, str(FOLDER), "--roster", str(roster), "--xlsx", str(path))
    assert "没有来县水务局没有报送 2024 年度报告（名单第 3 行） [roster.not-submitted]" in (
        out.replace("\n   ", "")
    )
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    told = json.loads(run(capfd, str(FOLDER), "--roster", str(roster), "--format", "json")[1])[
        "findings"
    ]
    rules = [finding["rule"] for finding in told]
    assert rules.count("roster.not-submitted") == 1
    assert rules.count("roster.unlisted") == len(value["rows"]) - 1
    sheet = openpyxl.load_workbook(path)["未报送"]
    assert sheet.max_row == len(told) + 1


def test_a_roster_that_cannot_be_read_is_told_before_anything_else(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capfd, str(FOLDER), "--roster", str(tmp_path / "没有.csv"))
    assert (status, out) == (2, "")
    assert "没有.csv" in err

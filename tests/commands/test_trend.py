"""``fazhi trend``: the screen and the JSON of reports of several years."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console

from analyzer.commands.app import main
from analyzer.output.layout import columns as columns_of
from analyzer.output.years import YearsScreen
from tests.comparison.following.reports import report
from tests.golden_screens import assert_golden
from tests.output.charts import models
from tests.workbooks import charts, referred

# openpyxl does not know sparklines.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

AGAIN = "执法文书说理不够充分，32份中有7份没有写明裁量理由。"
LONG = "对辖区57家洗车企业逐家开展取水计量检查，对没有装表、装表不用、表不准的，列出清单限期整改，并向社会公开检查结果和整改情况。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    years = {
        2020: report(2020),
        2022: report(2022, plans=(LONG, "聘请法律顾问。"), shortcomings=(AGAIN,)),
        2023: report(
            2023,
            deeds=("57家洗车企业的取水计量只查了31家，联系人电话13812345678。",),
            shortcomings=(AGAIN,),
        ),
    }
    for year, text in years.items():
        (tmp_path / f"水务局{year}.txt").write_text(text, "utf-8")
    other = report(2023, issuer="青禾县农业农村局")
    (tmp_path / "农业2023.txt").write_text(other, "utf-8")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["trend", *arguments])
    out, err = capfd.readouterr()
    return status, out, err


@pytest.mark.parametrize("width", [80, 120])
def test_the_screen_fits_and_tells_all(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    status, out, err = run(capfd, str(folder), "--issuer", "水务")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    # The sparkline's bars count double here, whatever the console does.
    assert max(map(columns_of, lines)) <= width
    assert lines[0] == "【青禾县水务局，2020—2023年度，3 份报告】"
    assert lines[1].split() == ["2020", "2021", "2022", "2023", "较上年"]
    assert "没有 2021 年度的报告" in out
    assert "承诺的下落：2022年度安排 2 条，看2023年度报告（已做 0，部分 1，没有说到 1）" in out
    assert "部分  对辖区57家洗车企业" in out
    assert "没有说到  聘请法律顾问。" in out
    assert "（主要举措，把握 " in out
    assert "又写了一遍的不足（1 条）" in out
    assert "13812345678" not in out
    assert "农业" not in out
    out.encode("gbk")


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screen_is_as_it_was_approved(
    columns: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    deeds = ("局党组把学习习近平法治思想列为“第一议题”，专题学习4次。", "主动公开政府信息40条。")
    again = report(2023, deeds=deeds, shortcomings=(AGAIN,), plans=("加强学习。",))
    (folder / "水务局2023改.txt").write_text(again, "utf-8")
    (folder / "通知.txt").write_text("关于开会的通知\n各单位：\n3月2日开会。\n", "utf-8")
    monkeypatch.chdir(folder)
    files = sorted(path.name for path in folder.glob("*.txt"))
    assert_golden("trend", *files, columns=columns, capfd=capfd, monkeypatch=monkeypatch)


def test_the_table_stands_straight(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run(capfd, str(folder), "--issuer", "水务")
    rows = [line for line in out.splitlines() if line and set(line) & set("＋～Ｘ")]
    elements = [line for line in rows if "充实" not in line]
    assert len(elements) == 12
    starts = set()
    for line in elements:
        first = min(line.index(sign) for sign in "＋～Ｘ" if sign in line)
        starts.add(cell_len(line[:first]))
    assert len(starts) == 1


def test_verbose_shows_all_of_a_passage(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    short = run(capfd, str(folder))[1]
    full = run(capfd, str(folder), "--verbose")[1]
    assert "整改情况。" not in short
    assert LONG in "".join(line.strip() for line in full.splitlines())


def test_more_years_than_fit_are_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for year in range(2010, 2024):
        (tmp_path / f"{year}.txt").write_text(report(year), "utf-8")
    _, out, _ = run(capfd, str(tmp_path))
    lines = out.splitlines()
    assert max(map(columns_of, lines)) <= 80
    assert "只列出最近 6 列" in out
    assert lines[1].split()[-2] == "2023"
    (bars,) = [line for line in lines if line.startswith("走势")]
    assert len(bars.split()[1]) == 14


def test_two_reports_of_one_year_are_both_shown(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "水务局2023改.txt").write_text(report(2023), "utf-8")
    _, out, _ = run(capfd, str(folder), "--issuer", "水务")
    assert out.count("2023＊") == 2
    assert "2023年度有 2 份：水务局2023.txt、水务局2023改.txt" in out.replace("\n", "")
    assert "用的是 水务局2023.txt" in out.replace("\n", "")


def test_several_bodies_of_a_name_are_listed(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    _, out, _ = run(capfd, str(folder), "--issuer", "青禾县")
    assert "名称里有“青禾县”的单位有 2 个：青禾县农业农村局、青禾县水务局" in out
    assert out.count("【") == 2


def test_a_name_that_no_body_has_is_told_with_those_there_are(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = run(capfd, str(folder), "--issuer", "教育局")
    assert (status, out) == (2, "")
    assert "没有名称里有“教育局”的单位" in err
    assert "青禾县农业农村局、青禾县水务局" in err


def test_json_agrees_with_the_files(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capfd, str(folder), "--format", "json")
    value = json.loads(out)
    assert status == 0
    water = value["bodies"][1]
    assert [point["year"] for point in water["points"]] == [2020, 2022, 2023]
    assert water["missing_years"] == [2021]
    assert [item["status"] for item in water["follow_up"]] == ["partial", "not-found"]
    text = (folder / "水务局2023.txt").read_text("utf-8")
    first = water["follow_up"][0]
    passage = text[first["passage_start"] : first["passage_end"]]
    assert "13812345678" in passage
    assert "13812345678" not in first["passage"]
    assert first["passage"][:12] == passage[:12]
    assert [(item["from_year"], item["to_year"]) for item in water["copied"]] == [
        (2020, 2022),
        (2022, 2023),
    ]
    for item in water["copied"]:
        for side, year in (("earlier", item["from_year"]), ("later", item["to_year"])):
            said = (folder / f"水务局{year}.txt").read_text("utf-8")
            passage = said[item[f"{side}_start"] : item[f"{side}_end"]]
            assert passage.replace("13812345678", "138******78") == item[side]
    main(["check", str(folder), "--format", "json", "--fail-on", "never"])
    scores = {r["source"]: r["score"] for r in json.loads(capfd.readouterr().out)["reports"]}
    assert all(point["score"] == scores[point["source"]] for point in water["points"])


COPIED = (
    "全年对沿河砂石料场组织夜间突击检查{0}次，查扣无证运砂船3艘，其中连夜从邻市开来的改装船一艘也没有漏过，立案{1}件；"
    "举报电话由值班员接听，号码13912345678，对屡教不改的两家料场吊销许可，赶集日在码头现场宣读处罚决定。"
)
KEPT = "2022年汛期开放渠首闸门4回，下游七个村的稻田赶上了插秧，村里的老人都记得那一天。"


def copies(folder: Path) -> list[str]:
    """Writes two reports of which the later copies, and returns their names."""
    first, second = COPIED.format(12, 7), COPIED.format(15, 9)
    (folder / "早.txt").write_text(report(2022, deeds=(first, KEPT)), "utf-8")
    (folder / "晚.txt").write_text(report(2023, deeds=(second, "渠首添了灯。", KEPT)), "utf-8")
    return ["早.txt", "晚.txt"]


@pytest.mark.parametrize("columns", [80, 120])
def test_copied_passages_are_shown_as_approved(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    columns: int,
) -> None:
    files = copies(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert_golden(
        "trend", *files, columns=columns, capfd=capfd, monkeypatch=monkeypatch, name="copied-"
    )


def test_verbose_shows_copied_passages_in_full_with_personal_data_hidden(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copies(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run(capfd, str(tmp_path), "--verbose")
    whole = "".join(line.strip() for line in out.splitlines())
    assert "其中连夜从邻市开来的改装船一艘也没有漏过，立案［9］件" in whole
    assert "139******78" in whole
    assert "13912345678" not in whole


def test_of_many_copied_passages_the_ones_to_look_at_are_listed_first(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for year in (2022, 2023):
        chance = Random(year)
        deeds = []
        for which in "甲乙丙丁戊己庚辛壬癸子丑":
            fresh = "".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(160))
            boats = (
                f"{which}家渡口的老船工把缆绳换成钢索，{which}号趸船不再漂走，巡河艇停靠{year}回。"
            )
            deeds += [boats, f"{fresh}。"]
        (tmp_path / f"{year}.txt").write_text(report(year, deeds=(*deeds, KEPT)), "utf-8")
    _, out, _ = run(capfd, str(tmp_path))
    assert "加 --verbose 列出全部" in out
    copied = out[out.index("从往年报告抄来的段落") :]
    assert "！年份还是旧的：“2022年”" in copied
    assert copied.count("2022→2023") == 10
    _, full, _ = run(capfd, str(tmp_path), "--verbose")
    assert full.count("2022→2023　") > 10
    assert "加 --verbose" not in full


def test_the_workbook_has_a_sheet_for_each_question(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("excel") / "历年.xlsx"
    (folder / "水务局2023改.txt").write_text(report(2023), "utf-8")
    value = json.loads(run(capfd, str(folder), "--xlsx", str(path), "--format", "json")[1])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "各年得分", "图表", "各年要素", "承诺追踪", "重复的不足", "抄自往年", "未列入",
    ]  # fmt: skip
    scores = book["各年得分"]
    assert [cell.value for cell in scores[1]] == [
        "单位", 2020, 2021, 2022, 2023, "较上年", "走势",
    ]  # fmt: skip
    _, water = value["bodies"]
    told = [cell.value for cell in scores[3]]
    standing = {point["year"]: point for point in water["points"] if point["stands"]}
    assert told[:6] == [
        "青禾县水务局",
        *(standing[year]["score"] if year in standing else None for year in range(2020, 2024)),
        standing[2023]["delta"],
    ]
    elements = [[cell.value for cell in row] for row in book["各年要素"].iter_rows(min_row=2)]
    assert [(row[0], row[1]) for row in elements if row[0] == "青禾县水务局"] == [
        ("青禾县水务局", year) for year in (2020, 2021, 2022, 2023, 2023)
    ]
    assert [row[-2] for row in elements if row[1] == 2021] == ["没有报告"]
    assert [
        (row[3], row[6]) for row in book["承诺追踪"].iter_rows(min_row=2, values_only=True)
    ] == [
        (
            {"partial": "部分", "not-found": "没有说到"}[item["status"]],
            round(item["confidence"] * 100),
        )
        for item in water["follow_up"]
    ]
    (again,) = book["重复的不足"].iter_rows(min_row=2, values_only=True)
    assert again[2] == again[4] == AGAIN
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("13812345678" in cell for cell in cells)


def test_each_body_has_a_chart_of_its_row_with_a_gap_where_there_is_no_report(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("excel") / "历年.xlsx"
    run(capfd, str(folder), "--xlsx", str(path))
    scores = openpyxl.load_workbook(path)["各年得分"]
    drawn = charts(path)
    assert len(drawn) == 2
    for number, chart in enumerate(drawn, 2):
        (series,) = chart.series
        assert referred(scores, series.cat.numRef.f) == [2020, 2021, 2022, 2023]
        values = referred(scores, series.val.numRef.f)
        assert values == [cell.value for cell in scores[number][1:5]]
    assert [cell.value is None for cell in scores[3][1:5]] == [False, True, False, False]


def test_text_that_looks_like_a_formula_stays_text(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("excel") / "历年.xlsx"
    for year in (2020, 2021):
        text = report(
            year, plans=("=1+1 开展执法案卷评查2次。",), shortcomings=("@执法文书说理不够。",)
        )
        (folder / f"=农业{year}.txt").write_text(text, "utf-8")
    run(capfd, str(folder), "--xlsx", str(path))
    cells = [
        cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
    ]
    assert any(str(cell.value).startswith(("=", "@")) for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}


@pytest.mark.parametrize(("option", "name"), [("--xlsx", "历年.xlsx"), ("--chart", "历年.svg")])
def test_a_file_that_is_there_is_kept_unless_force_is_said(
    option: str, name: str, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    path = folder.parent / name
    plain = run(capfd, str(folder))
    path.write_text("别的内容", "utf-8")
    status, out, err = run(capfd, str(folder), option, str(path))
    assert (status, out) == (2, "")
    assert "没有覆盖" in err
    assert path.read_text("utf-8") == "别的内容"
    assert run(capfd, str(folder), option, str(path), "--force") == plain
    assert path.read_bytes() != "别的内容".encode()


def test_an_element_that_does_not_apply_is_not_shown_as_missing() -> None:
    console = Console(file=io.StringIO(), width=80)
    found = models.trend(models.body("县档案局", {2022: "sx-", 2023: "sm-"}))
    YearsScreen(console, models.LABELS).show(found)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert [line.split()[1:3] for line in lines[2:5]] == [["＋", "＋"], ["Ｘ", "～"], ["－", "－"]]


def test_hostile_text_does_not_drive_the_terminal(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = "[bold]制定\x1b[31m取水许可管理办法\u202e。"
    (tmp_path / "a\x1b[2J.txt").write_text(report(2022, plans=(plan,)), "utf-8")
    (tmp_path / "b.txt").write_text(report(2022, plans=(plan,)), "utf-8")
    deed = "取水许可管理办法\x1b[2J印发。"
    (tmp_path / "c.txt").write_text(report(2023, deeds=(deed,), plans=(plan,)), "utf-8")
    status, out, err = run(capfd, str(tmp_path))
    assert status == 0
    assert not set(out + err) & {"\x1b", "\u202e"}
    assert "[bold]" in out


def test_what_is_no_report_is_told_and_nothing_readable_is_exit_status_2(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text("关于召开会议的通知\n各单位：\n定于3月2日开会。", "utf-8")
    status, out, _ = run(capfd, str(notice))
    assert status == 0
    assert "没有列入（不是法治政府建设年度报告）1 份：通知.txt" in out
    notice.write_bytes(b"")
    status, _, err = run(capfd, str(notice))
    assert status == 2
    assert "通知.txt" in err

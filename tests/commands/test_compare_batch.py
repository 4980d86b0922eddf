"""``fazhi compare`` over batches as offices have them: filters, duplicates, late ones, two at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analyzer.commands.app import main
from analyzer.documents import read as reading
from tests.comparison.following.reports import report
from tests.conftest import ROOT
from tests.documents.web_pages import index_table, mobile

CAUSE = "原因是执法人员编制不足，今年只招到2人。"


def put(folder: Path, issuer: str, *, year: int = 2024, name: str = "", **said: Any) -> str:
    path = folder / f"{name or issuer}.txt"
    path.write_text(report(year, issuer=issuer, **said), "utf-8")
    return str(path)


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["compare", *map(str, arguments), "--format", "json"]) == 0
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    return value


def screen(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object
) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["compare", *map(str, arguments)]) == 0
    return capfd.readouterr().out


# -- Filters --------------------------------------------------------------------------------------


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Departments and towns of a county; some without causes, some without a plan."""
    with_cause = (f"执法文书说理不够充分，32份中有7份没有写明理由。{CAUSE}",)
    put(tmp_path, "青禾县水务局", shortcomings=with_cause)
    put(tmp_path, "青禾县财政局")
    put(tmp_path, "青禾县民政局", plans=())
    put(tmp_path, "青禾县河西镇人民政府", shortcomings=with_cause)
    put(tmp_path, "青禾县河东镇人民政府", plans=())
    return tmp_path


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], None),
        (["--level", "部门"], {"水务局", "财政局", "民政局"}),
        (["--level", "乡镇街道"], {"河西镇人民政府", "河东镇人民政府"}),
        (["--level", "部门,乡镇街道"], None),
        (["--level", "市"], set()),
        (["--element", "causes"], {"财政局", "民政局", "河东镇人民政府"}),
        (["--element", "next_plan"], {"民政局", "河东镇人民政府"}),
        (["--element", "causes,next_plan"], {"财政局", "民政局", "河东镇人民政府"}),
        (["--element", "不足的原因", "--level", "部门"], {"财政局", "民政局"}),
        (["--element", "causes", "--level", "部门", "--worst", "1"], {"民政局"}),
    ],
)
def test_filters_list_these_and_no_others(
    options: list[str], expected: set[str] | None, county: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    everyone = {row["issuer"]: row for row in run(capfd, county)["rows"]}
    value = run(capfd, county, *options)
    shown = {row["issuer"]: row for row in value["rows"]}
    assert len(everyone) == 5
    wanted = everyone if expected is None else {f"青禾县{name}" for name in expected}
    assert set(shown) == set(wanted)
    # Ranks and medians are those among all, and who is not shown is told.
    assert all(shown[issuer] == everyone[issuer] for issuer in shown)
    hidden = {each["issuer"] for each in value["aside"] if each["reason"] == "不在筛选范围内"}
    assert hidden == set(everyone) - set(shown)
    for counts in value["coverage"].values():
        assert sum(counts.values()) == len(shown)


def test_an_element_is_asked_for_where_it_lacks(
    county: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    value = run(capfd, county, "--element", "causes")
    assert {row["status"]["causes"] for row in value["rows"]} <= {"missing", "mentioned"}
    others = [row for row in run(capfd, county)["rows"] if row not in value["rows"]]
    assert {row["status"]["causes"] for row in others} == {"substantive"}


# -- Several reports of one body ------------------------------------------------------------------


def test_two_reports_of_a_body_and_year_are_shown_and_named(
    county: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(county, "县水务局", name="水务局改")
    put(county, "青禾县水务局", year=2023, name="水务局去年")
    value = run(capfd, county)
    twice = [row for row in value["rows"] if row["duplicate"]]
    assert {row["issuer"] for row in twice} == {"青禾县水务局", "县水务局"}
    assert {row["name"] for row in twice} == {"青禾县水务局"}
    out = screen(capfd, monkeypatch, county)
    assert "水务局改.txt" in out
    assert "青禾县水务局.txt" in out
    assert "水务局去年" not in out.split("没有列入")[0]


# -- Deadlines ------------------------------------------------------------------------------------


def page(folder: Path, issuer: str, shell: Any, day: str, *, encoding: str = "utf-8") -> None:
    title, *paragraphs = report(2024, issuer=issuer).split("\n")
    text = shell(title, paragraphs).replace("2024年02月06日", day).replace("2024-02-06", day)
    (folder / f"{issuer}.html").write_bytes(text.encode(encoding))


def test_a_saved_page_that_went_up_late_is_told_by_its_date_of_publication(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "网页"
    folder.mkdir()
    page(folder, "青禾县水务局", index_table, "2025年04月09日")
    page(folder, "青禾县财政局", mobile, "2025-04-01")
    page(folder, "青禾县民政局", mobile, "2025-05-20")
    roster = tmp_path / "名单.csv"
    roster.write_text(
        "单位名称,报送日期\n青禾县水务局,2025-02-27\n青禾县财政局,2025-03-06\n"
        "青禾县民政局,2025年3月10日\n",
        "gb18030",
    )
    found = run(capfd, folder, "--roster", roster)["findings"]
    assert {finding["rule"] for finding in found} == {"deadline.late"}
    said = [(f["message"].split("，")[1], f["legal_basis"]) for f in found]
    regulation = "《法治政府建设与责任落实督察工作规定》"
    assert sorted(said) == sorted(
        [
            (
                "迟于公开期限 2025-04-01（部门公开）8 天；按网页的发布时间算",
                f"{regulation}第二十四条",
            ),
            ("迟于报送期限 2025-03-01（部门报送）5 天", f"{regulation}（年度报告章）"),
            ("迟于报送期限 2025-03-01（部门报送）9 天", f"{regulation}（年度报告章）"),
            (
                "迟于公开期限 2025-04-01（部门公开）49 天；按网页的发布时间算",
                f"{regulation}第二十四条",
            ),
        ]
    )
    assert {f["severity"] for f in found} == {"warning"}


# -- Two programs, one store ----------------------------------------------------------------------


def test_two_programs_may_compare_with_one_store_at_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overlapping folders, started together; what comes out is what each says alone."""
    folders = [tmp_path / "甲", tmp_path / "乙"]
    for number, folder in enumerate(folders):
        folder.mkdir()
        for bureau in range(number * 8, number * 8 + 16):
            put(folder, f"青禾县第{bureau}中学")
    alone = [run(capfd, folder, "--no-db") for folder in folders]
    store = tmp_path / "库.db"
    command = [sys.executable, str(ROOT / "cli.py"), "compare", "--db", str(store)]
    programs = [
        subprocess.Popen(
            [*command, str(folder), "--format", "json", "--quiet"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        for folder in folders
    ]  # fmt: skip
    for program, expected in zip(programs, alone, strict=True):
        out, wrong = program.communicate()
        assert (program.returncode, wrong.decode()) == (0, "")
        assert json.loads(out) == expected

    def fail(*arguments: object) -> None:
        raise AssertionError("a file was read that both had read")

    monkeypatch.setattr(reading, "read_document", fail)
    assert [run(capfd, folder, "--db", store, "--jobs", "1") for folder in folders] == alone

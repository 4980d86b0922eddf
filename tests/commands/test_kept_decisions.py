"""Decisions in files and in the store: what counts where, for two reviewers and over many runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.cells import cell_len

from analyzer.commands.app import main
from analyzer.errors import UsageError
from analyzer.review import DEFAULT_NAME, journal
from analyzer.store.store import Store
from tests.conftest import ROOT

REPORTS = ROOT / "corpus" / "train" / "reports"
FAULTY = REPORTS / "yanhu-district-2025.txt"
PROOF = "开展规范涉企行政执法专项行动"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "数据"
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "甲的材料"
    folder.mkdir()
    return Path(shutil.copy(FAULTY, folder / "报告.txt"))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The same report in the folder of a colleague."""
    folder = tmp_path / "乙的材料"
    folder.mkdir()
    return Path(shutil.copy(FAULTY, folder / "收到的.txt"))


def as_json(run: Run, command: str, *arguments: object) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run(command, *arguments, "--format", "json")[1])
    return value


def row(run: Run, *arguments: object) -> dict[str, Any]:
    (found,) = as_json(run, "compare", *arguments)["rows"]
    assert isinstance(found, dict)
    return found


def decide(run: Run, report: Path, *more: object, by: str = "张三") -> None:
    status, _, err = run("review", report, "--reviewer", by, *more)
    assert (status, err) == (0, "")


PROVED = ("--decide", "leadership_duty:充实", "--quote", PROOF, "--because", "见第10段")


def test_what_is_decided_counts_in_every_command_and_is_marked(run: Run, report: Path) -> None:
    before = row(run, report)
    assert before["status"]["leadership_duty"] == "missing"
    assert before["decisions"] == {}
    assert before["score"] == before["program_score"] == 70.0
    decide(run, report, *PROVED)

    after = row(run, report)
    assert after["status"]["leadership_duty"] == "substantive"
    assert after["decisions"]["leadership_duty"] == after["decisions"]["leadership_duty"] | {
        "state": "stands", "by": "张三", "because": "见第10段", "program_status": "missing",
    }  # fmt: skip
    assert (after["score"], after["program_score"]) == (85.0, 70.0)
    coverage = as_json(run, "compare", report)["coverage"]["leadership_duty"]
    assert coverage == {"substantive": 1, "mentioned": 0, "missing": 0, "not_applicable": 0}
    (point,) = as_json(run, "trend", report)["bodies"][0]["points"]
    assert point["status"]["leadership_duty"] == "substantive"
    assert (point["score"], point["program_score"]) == (85.0, 70.0)
    (checked,) = as_json(run, "check", report)["reports"]
    assert checked["decided_score"] == after["score"]

    screen = run("compare", report)[1]
    assert "＋*" in screen
    assert "*按人工认定" in screen
    assert "程序判缺失，已更正为充实——张三" in "".join(screen.split("\n"))
    assert max(cell_len(line) for line in screen.splitlines()) <= 80
    assert "＋*" in run("trend", report)[1]


def test_the_workbook_says_who_decided(run: Run, report: Path, tmp_path: Path) -> None:
    decide(run, report, *PROVED)
    decide(run, report, "--decide", "measures:缺失")
    decide(run, report, "--decide", "privacy.phone:不成立")
    path = tmp_path / "比较.xlsx"
    assert run("compare", report, "--xlsx", path)[0] == 0
    book = openpyxl.load_workbook(path)
    gaps = {
        (line[6], line[7]): line[2]
        for line in book["缺项清单"].iter_rows(min_row=2, values_only=True)
    }
    rules = [rule for _, rule in gaps]
    # The gap that was mended is none any more; the one that the program did not see is one.
    (missing,) = [said for (_, rule), said in gaps.items() if rule == "element.missing"]
    assert missing.startswith("缺少：上一年度主要举措和成效")
    assert "审查人认定" in missing
    assert any(told.startswith("不成立——张三") for told, rule in gaps if rule == "privacy.phone")
    assert "privacy.phone" in rules
    overview = [str(cell) for cell in next(book["总览"].iter_rows(min_row=2, values_only=True))]
    assert "＋充实*" in overview
    assert "Ｘ缺失*" in overview


@pytest.mark.parametrize("command", ["check", "compare", "trend"])
def test_files_alone_count_without_a_store(run: Run, report: Path, command: str) -> None:
    decide(run, report, *PROVED, "--no-db")
    said = run(command, report, "--no-db", "--fail-on", "never") if command == "check" else run(
        command, report, "--no-db"
    )  # fmt: skip
    assert "充实" in said[1]
    assert "张三" in said[1] or "＋*" in said[1]


def test_a_colleague_with_the_same_store_sees_it_without_the_file(
    run: Run, report: Path, other: Path, tmp_path: Path
) -> None:
    db = tmp_path / "共用.db"
    decide(run, report, *PROVED, "--db", db)
    decide(run, other, "--decide", "causes:空泛", "--db", db, by="李四")
    for path in (report, other):
        found = row(run, path, "--db", db)
        assert found["status"]["leadership_duty"] == "substantive"
        assert found["status"]["causes"] == "mentioned"
        assert {made["by"] for made in found["decisions"].values()} == {"张三", "李四"}
        (checked,) = as_json(run, "check", path, "--db", db)["reports"]
        assert checked["decided_score"] == found["score"]
    # Each one's file has what was decided there.
    assert len((report.parent / DEFAULT_NAME).read_bytes().splitlines()) == 1
    # The later of two decisions counts, whoever made it, wherever it is read.
    decide(run, report, "--decide", "causes:缺失", "--db", db, by="张三")
    assert row(run, other, "--db", db)["status"]["causes"] == "missing"
    # What is taken back by one is taken back for both.
    listed = run("review", other, "--list", "--db", db)[1]
    (line,) = [each for each in listed.splitlines() if "认定为缺失" in each]
    assert line.startswith("库")
    assert run("review", other, "--undo", line.split()[0], "--db", db)[0] == 0
    assert row(run, report, "--db", db)["status"]["causes"] == "mentioned"
    assert run("review", other, "--undo", line.split()[0], "--db", db)[0] == 2


def test_the_store_takes_in_the_file_and_goes_on_without_it(run: Run, report: Path) -> None:
    decide(run, report, *PROVED, "--no-db")
    row(run, report)
    (report.parent / DEFAULT_NAME).unlink()
    assert row(run, report)["status"]["leadership_duty"] == "substantive"
    assert row(run, report, "--no-db")["status"]["leadership_duty"] == "missing"
    # A second run takes nothing in twice.
    row(run, report)
    with Store.open() as store:
        assert len(store.decisions()) == 1


def test_a_named_file_counts_alone(run: Run, report: Path, tmp_path: Path) -> None:
    decide(run, report, *PROVED)
    empty = tmp_path / "别的.jsonl"
    empty.write_bytes(b"")
    (checked,) = as_json(run, "check", report, "--decisions", empty)["reports"]
    assert "decided_score" not in checked
    decide(run, report, "--decide", "causes:空泛", "--decisions", empty)
    with Store.open() as store:
        assert len(store.decisions()) == 1


def test_files_are_handed_on_and_taken_in(
    run: Run, report: Path, other: Path, tmp_path: Path
) -> None:
    mine, theirs, file = tmp_path / "甲.db", tmp_path / "乙.db", tmp_path / "交给乙.jsonl"
    decide(run, report, *PROVED, "--db", mine)
    decide(run, report, "--decide", "causes:空泛", "--db", mine)
    run("review", report, "--undo", "2", "--db", mine)
    assert "存了 3 条" in run("review", report, "--save", file, "--db", mine)[1]
    assert "存了 0 条" in run("review", "--save", file, "--db", mine, "--decisions", file)[1]
    assert "收进 3 条" in run("review", "--load", file, "--db", theirs)[1]
    assert "收进 0 条，3 条早已" in run("review", "--load", file, "--db", theirs)[1]
    found = row(run, other, "--db", theirs)
    assert set(found["decisions"]) == {"leadership_duty"}
    assert run("review", "--load", tmp_path / "没有.jsonl", "--db", theirs)[0] == 2
    assert run("review", "--load", file, "--no-db")[0] == 2


def test_decisions_survive_edits_and_lapse_when_their_passage_goes(run: Run, report: Path) -> None:
    decide(run, report, *PROVED)
    text = report.read_text("utf-8")
    report.write_text(text + "\n附注一句。\n", "utf-8")
    assert row(run, report)["status"]["leadership_duty"] == "substantive"
    report.write_text(text.replace(PROOF, "开展执法检查"), "utf-8")
    found = row(run, report)
    assert found["status"]["leadership_duty"] == "missing"
    assert found["decisions"]["leadership_duty"]["state"] == "lapsed"
    assert found["score"] == found["program_score"]
    assert "已失效，需重看" in run("compare", report)[1]


def test_a_report_without_a_body_is_known_beside_its_file_only(run: Run, tmp_path: Path) -> None:
    text = "法治政府建设工作情况\n一、主要举措\n召开会议3次。\n2024年法治政府建设年度报告。\n"
    first, second = tmp_path / "一" / "报告.txt", tmp_path / "二" / "报告.txt"
    for path, more in ((first, "甲事。"), (second, "乙事。")):
        path.parent.mkdir()
        path.write_text(text + more, "utf-8")
    (checked,) = as_json(run, "check", first)["reports"]
    assert checked["issuer"] is None
    decide(run, first, "--decide", "causes:缺失")
    for path, decided in ((first, True), (second, False)):
        (checked,) = as_json(run, "check", path)["reports"]
        assert ("decided_score" in checked) is decided
    # The very same text is the same report.
    shutil.copy(first, second)
    assert "decided_score" in as_json(run, "check", second)["reports"][0]


def test_where_the_file_cannot_be_written_the_store_is_enough(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object, line: bytes) -> None:
        raise UsageError("审查记录写不进去，这一条没有记下", remedy="文件夹可能只读")

    monkeypatch.setattr(journal, "_write", refuse)
    status, _, err = run("review", report, *PROVED, "--reviewer", "张三")
    assert status == 0
    assert "只记在数据库里" in err
    assert not (report.parent / DEFAULT_NAME).exists()
    assert row(run, report)["status"]["leadership_duty"] == "substantive"
    # Without a store there is no other place.
    assert run("review", report, *PROVED, "--reviewer", "张三", "--no-db")[0] == 2


@pytest.mark.parametrize("command", ["check", "compare"])
def test_a_broken_own_store_stops_nothing(run: Run, report: Path, data: Path, command: str) -> None:
    decide(run, report, *PROVED)
    (data / "fazhi" / "fazhi.db").write_bytes(b"x" * 5000)
    for file in (data / "fazhi").glob("fazhi.db-*"):
        file.unlink()
    _, out, err = run(command, report)
    assert "不是数据库" in err
    assert "张三" in out
    assert run("review", report, "--decide", "causes:对", "--reviewer", "李四")[0] == 0

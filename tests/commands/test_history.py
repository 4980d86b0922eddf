"""``fazhi history``: what the store knows of reports that were judged and handed in again."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from analyzer.commands.app import main
from analyzer.store import writing
from analyzer.store.store import Store
from tests.conftest import ROOT

REPORTS = ROOT / "corpus" / "train" / "reports"
FAULTY = (REPORTS / "yanhu-district-2025.txt").read_text("utf-8")
COMPLETE = (REPORTS / "jiaotong-2023.txt").read_text("utf-8")
LEADER = "区长任组长，全年主持召开法治政府建设专题会议4次，批示督办法治工作事项12件。\n"

PROOF = "开展规范涉企行政执法专项行动"
GOLDEN = ROOT / "tests" / "golden" / "history"
REGENERATE = os.environ.get("FAZHI_GOLDEN") == "write"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock that goes on one day with every transaction, and one place for paths."""
    days = iter(range(1_767_600_000, 2**40, 86_400))
    monkeypatch.setattr(writing, "_now", lambda: next(days))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "数据"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    return folder


@pytest.fixture
def handed_in_again(run: Run, folder: Path, tmp_path: Path) -> Path:
    """A report that was judged, judged by other rules, and handed in again with a gap closed."""
    report = folder / "砚湖区.txt"
    report.write_text(FAULTY, "utf-8")
    (folder / "交通局.txt").write_text(COMPLETE, "utf-8")
    run("compare", folder)
    own = tmp_path / "词库"
    (own / "elements").mkdir(parents=True)
    (own / "pack.yaml").write_text(
        "编号: ben-di\n名称: 本地\n版本: 2.0.0\n叠加于: fazhi-annual-report\n", "utf-8"
    )
    (own / "elements" / "leadership_duty.yaml").write_text(
        "编号: leadership_duty\n分值: 30\n", "utf-8"
    )
    run("compare", report, "--lexicon", own)
    status, _, err = run("review", report, "--decide", "next_plan:充实", "--because", "有数字",
                         "--reviewer", "张三")  # fmt: skip
    assert (status, err) == (0, "")
    at = FAULTY.index("\n", FAULTY.index(PROOF)) + 1
    report.write_text(FAULTY[:at] + LEADER + FAULTY[at:], "utf-8")
    run("compare", folder)
    return report


def as_json(run: Run, *arguments: object) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run("history", *arguments, "--format", "json")[1])
    return value


def test_it_tells_what_changed_between_judgings_and_submissions(
    run: Run, handed_in_again: Path
) -> None:
    value = as_json(run, "--issuer", "砚湖")
    assert value["schema_version"]
    assert value["store"] == value["store"] | {
        "sources": 2, "documents": 3, "results": 4, "decisions": 1,
    }  # fmt: skip
    assert value["store"]["size"] > 0
    (report,) = value["reports"]
    assert (report["issuer"], report["year"]) == ("砚湖区人民政府", 2025)
    first, second = report["submissions"]
    assert [place["current"] for place in first["places"] + second["places"]] == [False, True]
    judged, again = first["analyses"]
    assert judged["changes"] is None
    assert again["changes"]["same_rules"] is False
    assert again["changes"]["score"] == round(again["score"] - judged["score"], 1) < 0
    assert judged["judged_at"] < again["judged_at"] < second["analyses"][0]["judged_at"]
    assert first["changes"] is None
    assert second["changes"]["status"] == {
        "leadership_duty": {"before": "missing", "after": "substantive"}
    }
    # What the body mended is not mixed up with what the lexicon changed.
    assert second["changes"]["same_rules"] is True
    assert second["changes"]["score"] == 15.0
    (made,) = report["decisions"]
    assert made == made | {
        "by": "张三", "because": "有数字", "element": "next_plan", "status": "substantive",
        "program_status": "mentioned", "state": "stands",
    }  # fmt: skip
    assert second["analyses"][0]["status"]["next_plan"] == "substantive"
    assert second["analyses"][0]["program_score"] < second["analyses"][0]["score"]


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screen_is_the_approved_one(
    run: Run, handed_in_again: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    root = str(handed_in_again.parent.parent)
    _, screen, _ = run("history")
    lines = screen.splitlines()
    assert max(map(cell_len, lines[2:])) <= columns
    # Where it lies, how large it is, and on what day it was decided differ from run to run.
    shown = "\n".join(lines[2:]).replace(root, "")
    shown = "".join(
        f"{line[:5]}2026-01-31{line[15:]}\n" if line.startswith("  认定 ") else f"{line}\n"
        for line in shown.splitlines()
    )
    path = GOLDEN / f"handed-in-again-{columns}.txt"
    if REGENERATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    if columns == 120:
        # Paths are as long as the folder of the test.
        shown = "".join(shown.split())
        assert shown == "".join(path.read_text("utf-8").split())
        return
    assert shown == path.read_text("utf-8")


def test_it_looks_for_bodies_years_files_and_folders(run: Run, handed_in_again: Path) -> None:
    def names(*arguments: object) -> list[str]:
        return [report["issuer"] for report in as_json(run, *arguments)["reports"]]

    everything = names()
    assert len(everything) == 2
    assert names(handed_in_again) == ["砚湖区人民政府"]
    assert names(handed_in_again.parent) == everything
    assert names("--year", "2023") == names(handed_in_again.parent / "交通局.txt")
    assert names("--issuer", "没有这个局") == []
    status, _, err = run("history", "--issuer", "没有这个局")
    assert status == 2
    assert "没有这样的报告" in err
    # A folder is no beginning of a name.
    assert names(str(handed_in_again.parent)[:-1]) == []


def test_what_is_gone_from_the_disk_is_still_known(run: Run, handed_in_again: Path) -> None:
    handed_in_again.unlink()
    (report,) = as_json(run, "--issuer", "砚湖")["reports"]
    assert len(report["submissions"]) == 2


def test_looking_makes_no_store(run: Run, tmp_path: Path) -> None:
    status, _, err = run("history", "--db", tmp_path / "没有.db")
    assert status == 2
    assert "还没有数据库" in err
    assert not (tmp_path / "没有.db").exists()


def test_what_is_old_is_taken_out_and_the_decisions_stay(run: Run, handed_in_again: Path) -> None:
    assert run("history", "--forget")[0] == 2
    assert run("history", "--before", "去年", "--forget")[0] == 2
    assert len(as_json(run)["reports"]) == 2
    # One was judged on the first day only, the other again later.
    limit = as_json(run, "--issuer", "砚湖")["reports"][0]["submissions"][1]["analyses"][0]
    day = limit["judged_at"][:10]
    status, out, _ = run("history", "--before", day, "--forget")
    assert status == 0
    assert "交通局.txt" in out
    (left,) = as_json(run)["reports"]
    assert left["issuer"] == "砚湖区人民政府"
    assert run("history", handed_in_again, "--forget")[0] == 0
    with Store.open() as store:
        held = store.holdings()
        assert (held.sources, held.documents, held.results, held.decisions) == (0, 0, 0, 1)


def test_a_hostile_name_drives_no_terminal(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "甲.txt").write_text(COMPLETE.replace("交通", "\x1b[31m交通"), "utf-8")
    db = tmp_path / "库.db"
    run("compare", folder, "--db", db)
    screen = run("history", "--db", db)[1]
    assert "\x1b" not in screen

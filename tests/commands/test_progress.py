"""The progress bar: only on a terminal, only when the work takes its time, never with --quiet."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest
import rich.progress  # noqa: F401 - loading it while four reports are checked may take longer than that
from hypothesis import given
from hypothesis import strategies as st

from analyzer.commands import progress as module
from analyzer.commands.app import main
from analyzer.commands.progress import Pace, _Bar
from analyzer.output.layout import columns
from tests.conftest import ROOT

REPORTS = [str(path) for path in sorted((ROOT / "corpus" / "train" / "reports").glob("*.txt"))[:4]]


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str, patience: float = 0.0) -> str:
    """What a terminal shows on standard error."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "_PATIENCE", patience)
    main(list(arguments))
    return terminal.getvalue()


def check(monkeypatch: pytest.MonkeyPatch, *options: str, patience: float = 0.0) -> str:
    arguments = ["check", *REPORTS, "--fail-on", "never", *options]
    return on_terminal(monkeypatch, *arguments, patience=patience)


def test_bar_appears_when_the_work_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = check(monkeypatch)
    assert "正在检查" in shown
    assert "4/4" in shown


def test_no_bar_when_the_work_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(monkeypatch, patience=3600.0) == ""


def test_quiet_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(monkeypatch, "--quiet") == ""
    assert on_terminal(monkeypatch, "compare", *REPORTS, "--no-db", "--quiet") == ""


@pytest.mark.parametrize("arguments", [["check", "--fail-on", "never"], ["compare", "--no-db"]])
def test_no_bar_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    main([*arguments, *REPORTS])
    assert capfd.readouterr().err == ""


def test_bar_of_a_batch_counts_what_is_done_and_what_failed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / ("很长的单位名称" * 12)
    folder.mkdir()
    for number, path in enumerate(REPORTS):
        shutil.copy(path, folder / f"{'平川县人民政府办公室' * 5}{number}.txt")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    monkeypatch.setenv("COLUMNS", "80")
    shown = on_terminal(monkeypatch, "compare", str(folder), "--db", str(tmp_path / "库.db"))
    bars = [line for line in re.split(r"[\r\n]", _plain(shown)) if "正在比较" in line]
    assert {columns(re.sub("[━╸╺]", "-", bar).rstrip()) <= 80 for bar in bars} == {True}
    assert re.search(r"5/5  失败 1 .* 份/秒", bars[-1])
    assert "平川县人民政府" not in "".join(bars)
    assert "正在比较" not in capfd.readouterr().out
    # Nothing is analysed the second time: there is no rate that could be told.
    again = _plain(
        on_terminal(monkeypatch, "compare", str(folder), "--db", str(tmp_path / "库.db"))
    )
    assert "5/5  失败 1" in again
    assert "份/秒" not in again


def test_what_was_kept_says_nothing_of_how_long_the_rest_takes() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    pace.begin(0)
    for _ in range(950):
        pace.step()
    now = 2.0
    assert (pace.rate, pace.left) == (None, None)
    pace.begin(50)
    assert (pace.rate, pace.left) == (None, None)
    now = 7.0
    for _ in range(10):
        pace.step()
    assert (pace.rate, pace.left) == (2.0, 20.0)
    # While nothing comes, what was said gets slower.
    now = 12.0
    assert (pace.rate, pace.left) == (1.0, 40.0)
    for _ in range(40):
        pace.step()
    assert pace.left is None


@given(
    total=st.integers(2, 99_999),
    done=st.integers(0, 99_999),
    failed=st.integers(0, 99_999),
    seconds=st.floats(0.01, 1e6),
)
def test_figures_never_move(total: int, done: int, failed: int, seconds: float) -> None:
    done, failed = min(done, total), min(failed, done, total)
    clock = [0.0]
    bar = _Bar(total, "正在比较")
    bar._pace = Pace(lambda: clock[0])
    bar.begin(total)
    empty = bar.figures()
    for number in range(min(done, 50)):
        bar.advance(failed=number < failed)
    clock[0] = seconds
    shown = bar.figures()
    assert columns(shown) == columns(empty)
    assert shown.index("失败") == empty.index("失败")


def _plain(shown: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)

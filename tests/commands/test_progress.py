"""The progress bar: only on a terminal, only when the work takes its time, never with --quiet."""

from __future__ import annotations

import io
import sys

import pytest

from analyzer.commands import check as module
from analyzer.commands.app import main
from tests.conftest import ROOT

REPORTS = [str(path) for path in sorted((ROOT / "corpus" / "reports").glob("*.txt"))[:4]]


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    return shown


def test_bar_appears_when_the_work_takes_its_time(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    main(["check", *REPORTS, "--fail-on", "never"])
    assert "正在检查" in terminal.getvalue()
    assert "4/4" in terminal.getvalue()


def test_no_bar_when_the_work_is_done_at_once(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 3600.0)
    main(["check", *REPORTS, "--fail-on", "never"])
    assert terminal.getvalue() == ""


def test_quiet_shows_no_bar(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    main(["check", *REPORTS, "--quiet", "--fail-on", "never"])
    assert terminal.getvalue() == ""


def test_no_bar_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    main(["check", *REPORTS, "--fail-on", "never"])
    assert capfd.readouterr().err == ""

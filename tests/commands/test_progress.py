"""The progress bar: only on a terminal, only when the work takes its time, never with --quiet."""

from __future__ import annotations

import io
import sys

import pytest

from analyzer.commands import console as module
from analyzer.commands.app import main
from tests.conftest import ROOT

REPORTS = [str(path) for path in sorted((ROOT / "corpus" / "train" / "reports").glob("*.txt"))[:4]]


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shown_on_terminal(monkeypatch: pytest.MonkeyPatch, *options: str, patience: float) -> str:
    """What a terminal shows on standard error while four reports are checked."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "_PATIENCE", patience)
    main(["check", *REPORTS, "--fail-on", "never", *options])
    return terminal.getvalue()


def test_bar_appears_when_the_work_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_on_terminal(monkeypatch, patience=0.0)
    assert "正在检查" in shown
    assert "4/4" in shown


def test_no_bar_when_the_work_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_on_terminal(monkeypatch, patience=3600.0) == ""


def test_quiet_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_on_terminal(monkeypatch, "--quiet", patience=0.0) == ""


def test_no_bar_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    main(["check", *REPORTS, "--fail-on", "never"])
    assert capfd.readouterr().err == ""

"""Screens that were looked at and approved; FAZHI_GOLDEN=write puts down new ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.commands.app import main
from tests.conftest import ROOT

REGENERATE = os.environ.get("FAZHI_GOLDEN") == "write"


def assert_golden(
    command: str,
    *arguments: str,
    columns: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str = "",
) -> None:
    """Fails unless a command prints what is kept for it and a width.

    Args:
        command: The command, with a folder of its own under ``tests/golden``.
        arguments: Its arguments.
        columns: The width of the console.
        capfd: Of the test.
        monkeypatch: Of the test.
        name: Tells one screen of a command from another.
    """
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main([command, *arguments]) == 0
    found = capfd.readouterr().out
    path = Path(ROOT, "tests", "golden", command, f"{name}{columns}.txt")
    if REGENERATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")

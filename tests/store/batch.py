"""Whole runs of ``fazhi compare`` as a user starts them, and what must hold after each of them.

Runs as ``python -m tests.store.batch … compare …`` are the same program with something broken in
its processes: see ``BROKEN``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy.exc import OperationalError, ProgrammingError

from analyzer.commands.app import main
from analyzer.commands.app import run as program

ROOT = Path(__file__).resolve().parents[2]

BROKEN = "FAZHI_TEST_BROKEN"
"""Names what is broken, as ``what=value``: ``segfault`` and ``hang`` at files whose name has the
value in it, ``clock`` by so many seconds to and fro, ``patience`` with others that write."""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.store.batch", *map(str, arguments)]


def start(*arguments: object, broken: str = "", **options: Any) -> subprocess.Popen[str]:
    """Starts the program in a process group of its own."""
    environment = {**os.environ, BROKEN: broken, "PYTHONUTF8": "1", "COLUMNS": "80"}
    return subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
        **options,
    )


def run(*arguments: object, broken: str = "", **options: Any) -> tuple[int, str, str]:
    """Runs the program to its end; nothing of it must be left then."""
    program = start(*arguments, broken=broken, **options)
    out, err = program.communicate(timeout=180)
    assert running_in(program.pid) == []
    assert "Traceback" not in err, err
    return program.returncode, out, err


def running_in(group: int) -> list[psutil.Process]:
    """Returns the processes of a group that are still there, after a moment to end in."""
    until = time.monotonic() + 20
    while True:
        left = list(_members(group))
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.05)


def _members(group: int) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except (psutil.Error, OSError):
            continue


def results(where: str) -> list[tuple[str, bytes]]:
    """Returns which contents have a finished verdict, and its bytes, past the store."""
    from tests.store.conftest import execute

    if "://" not in where and not Path(where).exists():
        return []
    try:
        rows = execute(where, "SELECT digest, payload FROM fazhi_results")
    except (OperationalError, ProgrammingError):
        # Killed before the tables were there.
        return []
    return [(str(digest), bytes(payload)) for digest, payload in rows]  # type: ignore[call-overload]


def check_whole(where: str, before: dict[str, bytes]) -> dict[str, bytes]:
    """Fails where a finished result is lost, changed, twice or half there; returns all."""
    from tests.store.conftest import execute

    rows = results(where)
    there = dict(rows)
    assert len(there) == len(rows)
    assert before.items() <= there.items()
    if there:
        orphans = (
            "SELECT count(*) FROM fazhi_results LEFT JOIN fazhi_readings USING (digest, reading)"
            " WHERE text IS NULL"
        )
        assert execute(where, orphans) == [(0,)]
    if "://" not in where and Path(where).exists():
        assert execute(where, "PRAGMA integrity_check") == [("ok",)]
        assert execute(where, "PRAGMA foreign_key_check") == []
    return there


# -- The program with something broken ------------------------------------------------------------


def _break(how: str) -> None:
    what, _, value = how.partition("=")
    if what == "clock":
        _move_clock(float(value))
    elif what == "nobody":
        _become_nobody()
    elif what == "patience":
        _lose_patience(float(value))
    elif what in ("segfault", "hang"):
        _fail_at(value, _segfault if what == "segfault" else _hang)


def _move_clock(seconds: float) -> None:
    real, looks = time.time, [0]

    def moved() -> float:
        looks[0] += 1
        return real() + seconds * (-1) ** looks[0]

    time.time = moved


def _fail_at(name: str, fail: Callable[[], None]) -> None:
    from analyzer.batch import many

    original = many.read_and_judge

    def failing(document: Any, *arguments: Any, **options: Any) -> Any:
        if name in str(document):
            fail()
        return original(document, *arguments, **options)

    many.read_and_judge = failing  # type: ignore[assignment]
    # Hanging must not take the minutes that an honest scan may.
    many._JUDGING = 2.0


def _lose_patience(seconds: float) -> None:
    from analyzer.store.store import Store

    Store.open.__func__.__kwdefaults__["patience"] = seconds  # type: ignore[attr-defined]


def _segfault() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang() -> None:
    time.sleep(10_000)


def _become_nobody() -> None:
    """Takes the rights of root, who may write everywhere, from the program.

    What it imports is imported by a run before: nobody may not read where Python is.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        report = Path(folder, "a.txt")
        report.write_text("平川县交通局2024年法治政府建设年度报告\n召开会议3次。\n", "utf-8")
        for command in ("--format json", "--format text"):
            main(["compare", str(report), "--db", f"{folder}/a.db", *command.split()])
        main(["compare", str(report), "--db", folder])
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


if os.environ.get(BROKEN):
    _break(os.environ[BROKEN])

if __name__ == "__main__":
    # As the installed command does: a Ctrl-C while Python takes itself down would be no run's end.
    program()

"""Programs that are killed, and programs that write at once: nothing is lost, nothing is twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.documents.looking import Seen
from analyzer.errors import StoreError
from analyzer.model.record import Record
from analyzer.model.text import ExtractedText
from analyzer.store.key import Key
from analyzer.store.store import Store
from tests.conftest import ROOT
from tests.store.conftest import execute
from tests.store.writer import KEY, numbered

KILLS = 50


def writer(where: str, first: int, step: int, last: int) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", where, *map(str, (first, step, last))],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def go(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def check_whole(where: str, finished: set[int]) -> set[int]:
    """Fails where a finished result is missing, twice or not whole; returns all that are there."""
    if "://" not in where:
        assert execute(where, "PRAGMA integrity_check") == [("ok",)]
        assert execute(where, "PRAGMA foreign_key_check") == []
    with Store.open(where) as store:
        records = list(store.records(key=KEY))
        there = [int(record.report["score"]) for record in records]
        assert len(there) == len(set(there))
        assert finished <= set(there)
        for number, record in zip(there, records, strict=True):
            seen, _, text, expected = numbered(number)
            assert record == expected
            if number not in finished or number >= len(finished) - 20:
                assert store.text_of(seen.digest) == text
    for table in ("documents", "readings", "results", "sources", "versions"):
        assert execute(where, f"SELECT count(*) FROM fazhi_{table}") == [(len(there),)]
    return set(there)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_writer_that_is_killed_loses_nothing_that_it_finished(where: str) -> None:
    if "://" not in where:
        Path(where).parent.mkdir()
    seed = int(os.environ.get("FAZHI_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"FAZHI_SEED={seed}")
    chance = random.Random(seed)
    finished: set[int] = set()
    killed_at_work = 0
    for _ in range(KILLS):
        program = writer(where, len(finished), 1, 100_000)
        go(program)
        # From the first moment of opening to some dozen results.
        time.sleep(chance.uniform(0, 0.2))
        program.send_signal(signal.SIGKILL)
        said, _ = program.communicate()
        assert program.returncode == -signal.SIGKILL
        told = {int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")}
        killed_at_work += bool(told)
        finished |= told
        # What was finished and not told yet may be there, too: one at most.
        there = check_whole(where, finished) if finished or os.path.exists(where) else set()
        assert len(there - finished) <= 1
        finished = there
    assert killed_at_work > KILLS // 4
    assert sorted(finished) == list(range(len(finished)))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_program_that_is_killed_while_it_makes_the_database_costs_nothing(
    tmp_path: Path,
) -> None:
    unfinished = 0
    for number in range(12):
        where = str(tmp_path / f"{number}.db")
        program = writer(where, 0, 1, 1)
        go(program)
        time.sleep(0.02 * number)
        program.send_signal(signal.SIGKILL)
        said, _ = program.communicate()
        unfinished += not said
        with Store.open(where) as store:
            store.put_result(*numbered(0))
        assert check_whole(where, {0}) == {0}
    assert unfinished > 0


def test_two_writers_of_different_and_the_same_reports_do_not_disturb_each_other(
    where: str,
) -> None:
    if "://" not in where:
        Path(where).parent.mkdir()
    # Evens, odds, and twice all of them.
    programs = [writer(where, first, step, 120) for first, step in ((0, 2), (1, 2), (0, 1), (0, 1))]
    for program in programs:
        go(program)
    for program in programs:
        _, wrong = program.communicate()
        assert program.returncode == 0, wrong
    assert check_whole(where, set(range(120))) == set(range(120))


def test_one_forgets_what_another_writes(where: str, store: Store) -> None:
    program = writer(where, 0, 1, 150)
    go(program)
    places = [f"/报告/{number}.txt" for number in range(150)]
    while program.poll() is None:
        for place in places:
            store.forget(place)
    _, wrong = program.communicate()
    assert program.returncode == 0, wrong
    for place in places:
        store.forget(place)
    for table in ("documents", "readings", "results", "failures", "sources", "versions"):
        assert execute(where, f"SELECT count(*) FROM fazhi_{table}") == [(0,)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_copy_of_the_program_has_connections_of_its_own(where: str, store: Store) -> None:
    store.put_result(*numbered(0))
    child = os.fork()
    if child == 0:
        status = 1
        try:
            for number in range(1, 40):
                store.put_result(*numbered(number))
            store.close()
            status = 0
        finally:
            os._exit(status)
    for number in range(40, 80):
        store.put_result(*numbered(number))
    assert os.waitpid(child, 0)[1] == 0
    store.put_result(*numbered(80))
    assert check_whole(where, set(range(81))) == set(range(81))


def test_whatever_bytes_are_damaged_nothing_false_is_told(tmp_path: Path) -> None:
    """Another content may be missed, and is made anew; a false one must never come out."""
    path = tmp_path / "a.db"
    reports = {number: numbered(number) for number in range(20)}
    with Store.open(path) as store:
        for report in reports.values():
            store.put_result(*report)
    whole = path.read_bytes()
    seed = int(os.environ.get("FAZHI_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"FAZHI_SEED={seed}")
    chance = random.Random(seed)
    refused = 0
    for _ in range(80):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50, 400))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        for file in tmp_path.glob("a.db*"):
            file.unlink()
        path.write_bytes(damaged)
        refused += _uses_all(path, reports)
    assert refused > 0


def _uses_all(path: Path, reports: dict[int, tuple[Seen, Key, ExtractedText, Record]]) -> int:
    """Returns how often a damaged store refused to work."""
    refused, codes = 0, set[str]()

    def use(action: Callable[[], object]) -> object:
        nonlocal refused
        try:
            return action()
        except StoreError as error:
            codes.add(error.code)
            refused += 1
            return None

    store = use(lambda: Store.open(path, patience=0.2))
    if not isinstance(store, Store):
        return refused
    with store:
        for seen, key, text, record in reports.values():
            assert use(lambda seen=seen, key=key: store.find(seen, key)) in (None, record)
            again = use(lambda seen=seen: store.text_of(seen.digest))
            assert again is None or (again, again.provenance) == (text, text.provenance)  # type: ignore[attr-defined]
            use(lambda seen=seen: list(store.pasts(seen.source)))
        use(lambda: list(store.records()))
        use(lambda: list(store.sources()))
        use(lambda: store.put_result(*reports[5]))
        use(lambda: store.forget(reports[6][0].source))
    assert codes <= {"store.damaged", "store.foreign", "store.newer"}
    return refused

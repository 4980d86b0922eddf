"""Whole runs that are killed, starved, locked out or stopped: nothing finished is lost or twice.

What the store alone withstands is in ``test_faults``; here it is the command with its processes.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT
from tests.store.batch import check_whole, run, running_in, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and process groups")

REPORTS = sorted((ROOT / "corpus" / "train" / "reports").glob("*.txt"))
# So many kills of each kind; FAZHI_FAULTS=50 is the long run.
FAULTS = int(os.environ.get("FAZHI_FAULTS") or 3)
COUNT = 60
JOBS = ("--jobs", "2", "--format", "json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for number in range(COUNT):
        text = REPORTS[number % len(REPORTS)].read_text("utf-8")
        (folder / f"{number:03}.txt").write_text(f"{text}\n第{number}份。\n", "utf-8")
    return folder


@pytest.fixture
def there(where: str) -> str:
    """Where the store goes: a path whose folder is there, or an address."""
    if "://" not in where:
        Path(where).parent.mkdir()
    return where


def said(out: str) -> object:
    value = json.loads(out)
    return [value[key] for key in ("rows", "aside", "errors", "coverage")]


def expected(folder: Path, tmp_path: Path) -> tuple[object, dict[str, bytes]]:
    """What an undisturbed run says and keeps."""
    db = str(tmp_path / "ungestört.db")
    status, out, err = run("compare", folder, "--db", db, *JOBS)
    assert (status, err) == (0, "")
    kept = check_whole(db, {})
    assert len(kept) == COUNT
    return said(out), kept


def chance() -> random.Random:
    seed = int(os.environ.get("FAZHI_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"FAZHI_SEED={seed}")
    return random.Random(seed)


def lines(err: str) -> list[str]:
    return [line for line in err.splitlines() if line]


def only_chinese(err: str, *words: str) -> None:
    """Fails where a message is not a line of Chinese with its remedy."""
    found = lines(err)
    assert found
    for line in found:
        assert re.search("[一-鿿]", line), err
        assert line.endswith("。"), err
    for word in words:
        assert word in err


def workers_of(program: int) -> list[psutil.Process]:
    """Returns the processes that judge; multiprocessing has one of its own beside them."""
    found = []
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process(program).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if any("spawn_main" in part for part in process.cmdline()):
                    found.append(process)
    return found


@pytest.mark.parametrize("whom", ["group", "main"])
def test_a_run_that_is_killed_loses_nothing_and_the_next_goes_on(
    folder: Path, there: str, tmp_path: Path, whom: str
) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    luck = chance()
    kept: dict[str, bytes] = {}
    killed_at_work, where, databases = 0, there, 0
    for _ in range(FAULTS):
        program = start("compare", folder, "--db", where, *JOBS)
        time.sleep(luck.uniform(0.5, 4.0))
        if whom == "group":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            os.kill(program.pid, signal.SIGKILL)
        program.communicate(timeout=60)
        # Whoever is left alone ends by itself, and writes nothing any more.
        assert running_in(program.pid) == []
        now = check_whole(where, kept)
        killed_at_work += 0 < len(now) < COUNT
        kept = now
        assert kept.items() <= verdicts.items()
        if len(kept) == COUNT and "://" not in there:
            databases += 1
            where, kept = f"{there}.{databases}", {}
    status, out, err = run("compare", folder, "--db", where, *JOBS)
    assert (status, err) == (0, "")
    assert said(out) == wanted
    assert check_whole(where, kept) == verdicts
    print(f"{killed_at_work} of {FAULTS} were killed between the first result and the last")


def test_a_worker_that_is_killed_costs_nothing(folder: Path, there: str, tmp_path: Path) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    luck = chance()
    for number in range(FAULTS):
        where = there if "://" in there else f"{there}.{number}"
        program = start("compare", folder, "--db", where, *JOBS)
        time.sleep(luck.uniform(0.5, 3.5))
        workers = workers_of(program.pid)
        if workers:
            victim = luck.choice(workers)
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill()
        out, err = program.communicate(timeout=180)
        # Where it was killed while it started, the other one may say that it was left alone.
        assert program.returncode == 0, err
        assert said(out) == wanted
        assert check_whole(where, {}) == verdicts
        assert running_in(program.pid) == []


@pytest.mark.parametrize("kilobytes", [8, 64, 300])
def test_a_full_disk_is_told_and_what_was_kept_stays(
    folder: Path, tmp_path: Path, kilobytes: int
) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    where = str(tmp_path / "库.db")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2)

    status, out, err = run("compare", folder, "--db", where, *JOBS, preexec_fn=limit)
    assert (status, out) == (2, "")
    only_chinese(err, "磁盘")
    assert len(lines(err)) == 1
    kept = check_whole(where, {})
    assert len(kept) < COUNT
    assert kept.items() <= verdicts.items()
    status, out, err = run("compare", folder, "--db", where, *JOBS)
    assert (status, said(out)) == (0, wanted)
    assert check_whole(where, kept) == verdicts


def test_a_full_disk_under_the_default_store_costs_only_the_keeping(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300 * 1024,) * 2)

    status, out, err = run("compare", folder, *JOBS, preexec_fn=limit)
    assert (status, said(out)) == (0, wanted)
    only_chinese(err, "磁盘")
    assert len(lines(err)) == 1
    kept = check_whole(str(tmp_path / "数据" / "fazhi" / "fazhi.db"), {})
    assert kept.items() <= verdicts.items()


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may look into: what is read-only to root is not."""
    with tempfile.TemporaryDirectory(prefix="fazhi-faults-") as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_may_only_be_read_is_read(
    folder: Path, tmp_path: Path, public: Path, what: str
) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    place = public / "库"
    place.mkdir()
    copied = shutil.copytree(folder, public / "报送")
    first = sorted(copied.glob("*.txt"))[: COUNT // 2]
    assert run("compare", *first, "--db", place / "a.db", *JOBS)[0] == 0
    kept = check_whole(str(place / "a.db"), {})
    os.chmod(place / "a.db", 0o444)
    os.chmod(place, 0o555 if what == "folder" else 0o777)
    status, out, err = run(
        "compare", copied, "--db", place / "a.db", "--jobs", "1", *JOBS[2:], broken="nobody="
    )
    os.chmod(place, 0o755)
    assert status == 0, err
    assert said(out.replace(str(copied), str(folder))) == wanted
    only_chinese(err, "只读")
    assert check_whole(str(place / "a.db"), {}) == kept
    assert kept.keys() <= verdicts.keys()


def test_a_folder_in_which_nothing_can_be_made_is_told(folder: Path, public: Path) -> None:
    copied = shutil.copytree(folder, public / "报送")
    place = public / "库"
    place.mkdir(mode=0o555)
    status, out, err = run(
        "compare", copied, "--db", place / "a.db", "--jobs", "1", *JOBS[2:], broken="nobody="
    )
    assert (status, out) == (2, "")
    only_chinese(err)
    assert list(place.iterdir()) == []


def hold(where: str) -> sqlite3.Connection:
    """Holds the lock for writing, as another program that writes for a long time."""
    connection = sqlite3.connect(where, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_store_that_others_write_is_waited_for(folder: Path, tmp_path: Path) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    where = str(tmp_path / "库.db")
    assert run("compare", folder / "000.txt", "--db", where, *JOBS)[0] == 0
    other = hold(where)
    program = start("compare", folder, "--db", where, *JOBS)
    time.sleep(4)
    assert program.poll() is None
    assert len(check_whole(where, {})) == 1
    other.execute("ROLLBACK")
    other.close()
    out, err = program.communicate(timeout=120)
    assert (program.returncode, err) == (0, "")
    assert said(out) == wanted
    assert check_whole(where, {}) == verdicts


def test_a_store_that_others_never_let_go_is_told(folder: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "库.db")
    assert run("compare", folder / "000.txt", "--db", where, *JOBS)[0] == 0
    kept = check_whole(where, {})
    other = hold(where)
    status, out, err = run("compare", folder, "--db", where, *JOBS, broken="patience=1")
    assert (status, out) == (2, "")
    only_chinese(err, "正被另一个程序占用")
    other.close()
    assert check_whole(where, kept) == kept


@pytest.mark.parametrize(
    ("how", "code"), [("segfault", "unreadable.crashed"), ("hang", "unreadable.timeout")]
)
def test_a_file_that_breaks_its_worker_costs_only_itself(
    folder: Path, there: str, tmp_path: Path, how: str, code: str
) -> None:
    _, verdicts = expected(folder, tmp_path)
    broken = f"{how}=/030."
    status, out, err = run("compare", folder, "--db", there, "--timeout", "1", *JOBS, broken=broken)
    assert status == 0
    (error,) = json.loads(out)["errors"]
    assert (Path(error["source"]).name, error["code"]) == ("030.txt", code)
    kept = check_whole(there, {})
    assert len(kept) == COUNT - 1
    assert kept.items() <= verdicts.items()
    # It was the moment's fault, not the file's: it is tried again, alone.
    status, out, err = run("compare", folder, "--db", there, *JOBS)
    assert (status, err, json.loads(out)["errors"]) == (0, "", [])
    assert check_whole(there, kept) == verdicts


def test_clocks_that_jump_by_years_change_nothing(folder: Path, there: str, tmp_path: Path) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    for years in (30, -60, 10_000_000_000):
        seconds = years * 365 * 86_400
        status, out, err = run("compare", folder, "--db", there, *JOBS, broken=f"clock={seconds}")
        assert (status, err) == (0, "")
        assert said(out) == wanted
        assert check_whole(there, {}) == verdicts
    assert run("history", "--db", there, "--format", "json")[0] == 0
    assert run("history", "--db", there)[0] == 0


@pytest.mark.parametrize("seconds", [0.3, 2.0, 3.0])
def test_what_is_stopped_goes_on_where_it_stopped(
    folder: Path, there: str, tmp_path: Path, seconds: float
) -> None:
    wanted, verdicts = expected(folder, tmp_path)
    program = start(
        "compare", folder, "--db", there, *JOBS,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    time.sleep(seconds)
    # A terminal sends it to all processes of the group.
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert running_in(program.pid) == []
    if seconds > 1:
        assert "Traceback" not in err
        assert program.returncode == 0 or (program.returncode, err) == (2, "已中断。\n")
    kept = check_whole(there, {})
    status, out, err = run("compare", folder, "--db", there, *JOBS)
    assert (status, err, said(out)) == (0, "", wanted)
    assert check_whole(there, kept) == verdicts

"""Opening: where the store is, who may read it, what is said where it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.errors import StoreError
from analyzer.store.key import Key
from analyzer.store.location import default_file, locate
from analyzer.store.store import Store
from tests.conftest import ROOT
from tests.store.conftest import Judging, execute
from tests.store.postgres import PASSWORD

POSIX = pytest.mark.skipif(os.name != "posix", reason="owners and limits of POSIX")
NOBODY = 65534


def refused(action: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        action()
    error = caught.value
    for said in (error.message, error.remedy):
        assert said
        assert "\n" not in said
        assert not said.endswith(("。", "."))
    assert error.source
    return error


def as_nobody(code: str, *arguments: str) -> str:
    """Runs code as a user who owns nothing; root may write everywhere.

    What it imports is imported before: nobody may not read where Python is.
    """
    start = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from analyzer.documents.looking import Seen
from analyzer.errors import StoreError
from analyzer.store.store import Store
import analyzer.store.queries, sqlalchemy.dialects.sqlite
if os.getuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
{code}
"""
    done = subprocess.run(
        [sys.executable, "-c", start, *arguments], capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that everybody can get to."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o755)
    home = tmp_path / "共享"
    home.mkdir()
    return home


# -- Where ------------------------------------------------------------------------------------


@POSIX
def test_the_store_is_in_the_users_data_folder_and_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = os.umask(0)
    try:
        with Store.open() as store:
            file = Path(store.shown)
            assert file == tmp_path / "data" / "fazhi" / "fazhi.db"
            modes = {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
            assert modes == {0o600}
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"HOME": "/home/甲"}, "/home/甲/.local/share/fazhi/fazhi.db"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "relative"}, "/h/.local/share/fazhi/fazhi.db"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Application Support/fazhi/fazhi.db"),
        ("win32", {"LOCALAPPDATA": "/C/Local"}, "/C/Local/fazhi/fazhi.db"),
        ("win32", {"HOME": "/C/a"}, "/C/a/AppData/Local/fazhi/fazhi.db"),
    ],
)
def test_each_system_has_its_custom(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert default_file().as_posix() == expected


def test_a_user_without_a_folder_is_told_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    with pytest.raises(StoreError) as caught:
        default_file()
    assert "--db" in caught.value.remedy


def test_addresses_are_understood_and_passwords_never_shown() -> None:
    for address in ("postgresql://u:geheim@h:1/d", "postgres://u:geheim@h:1/d"):
        location = locate(address)
        assert location.url is not None
        assert location.url.drivername == "postgresql+psycopg"
        assert location.url.password == "geheim"
        assert "geheim" not in location.shown
    assert locate("sqlite:////tmp/a.db").file == Path("/tmp/a.db")
    for address in ("mysql://u:geheim@h/d", "postgresql://u:geheim@h:1x/d", "sqlite://", "://"):
        error = refused(lambda address=address: locate(address))
        assert error.code == "store.location"
        assert "geheim" not in str(error)


# -- What cannot be used ----------------------------------------------------------------------


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refused(lambda: Store.open(tmp_path)).code == "store.location"
    assert refused(lambda: Store.open(tmp_path / "无" / "a.db")).code == "store.location"
    assert refused(lambda: Store.open(tmp_path / "\0.db")).code == "store.access"
    assert list(tmp_path.iterdir()) == []


def test_there_is_nothing_to_read_before_something_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert refused(lambda: Store.open(path, read_only=True)).code == "store.missing"
    assert not path.exists()
    path.touch()
    assert refused(lambda: Store.open(path, read_only=True)).code == "store.missing"
    Store.open(path).close()
    assert list(Store.open(path, read_only=True).sources()) == []


def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(3000))
    before = path.read_bytes()
    error = refused(lambda: Store.open(path))
    assert error.code == "store.foreign"
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "place.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert refused(lambda: Store.open(path)).code == "store.foreign"
    assert path.read_bytes() == before


def test_a_damaged_database_says_so_and_a_new_one_is_made_where_it_was(
    tmp_path: Path, key: Key, judge: Judging
) -> None:
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        for number in range(20):
            judged = judge(f"{number}.txt", f"第{number}份。\n" * 50)
            store.put_result(judged.seen, key, judged.text, judged.record)
    whole = path.read_bytes()
    for damaged in (whole[:100] + b"\xff" * 8000 + whole[8100:], whole[: len(whole) // 2]):
        path.write_bytes(damaged)

        def use() -> None:
            with Store.open(path) as store:
                list(store.records())
                list(store.pasts(judged.seen.source))

        error = refused(use)
        assert error.code == "store.damaged"
        assert "改名" in error.remedy
    path.rename(tmp_path / "坏的.db")
    with Store.open(path) as store:
        assert store.find(judged.seen, key) is None


def test_a_locked_database_is_waited_for_and_then_said_to_be_locked(
    tmp_path: Path, key: Key, judge: Judging
) -> None:
    path, judged = tmp_path / "a.db", judge()
    with Store.open(path, patience=0.3) as store:
        store.put_result(judged.seen, key, judged.text, judged.record)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        seen = judged.seen._replace(digest="f" * 64)
        assert refused(lambda: store.note([seen])).code == "store.locked"
        # Reading waits for nobody.
        assert store.find(judged.seen, key) == judged.record
        other.execute("ROLLBACK")
        other.close()
        store.note([seen])
        assert next(store.sources()).seen == seen


def test_a_table_locked_on_the_server_is_waited_for_too(
    database: str, key: Key, judge: Judging
) -> None:
    from sqlalchemy import create_engine, text

    judged = judge()
    with Store.open(database, patience=0.3) as store:
        other = create_engine(database)
        with other.begin() as connection:
            connection.execute(text("LOCK TABLE fazhi_documents IN EXCLUSIVE MODE"))
            error = refused(lambda: store.put_result(judged.seen, key, judged.text, judged.record))
            assert error.code == "store.locked"
        other.dispose()
        store.put_result(judged.seen, key, judged.text, judged.record)
        assert store.find(judged.seen, key) == judged.record


# -- Reading only -----------------------------------------------------------------------------


def test_who_promises_to_read_cannot_write(
    where: str, store: Store, key: Key, judge: Judging
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    with Store.open(where, read_only=True) as reader:
        assert reader.read_only
        assert reader.find(judged.seen, key) == judged.record
        reader.note([judged.seen])
        seen = judged.seen._replace(digest="f" * 64)
        assert refused(lambda: reader.note([seen])).code == "store.read-only"
        assert refused(lambda: reader.forget(seen.source)).code == "store.read-only"
    assert store.find(judged.seen, key) == judged.record


READS_AND_WRITES = """
with Store.open(sys.argv[1]) as store:
    print(len(list(store.records())), store.read_only)
    try:
        store.note([Seen("新.txt", "f" * 64, 1, 1)])
        print("written")
    except StoreError as error:
        print(error.code)
"""


@POSIX
@pytest.mark.parametrize("writable", ["nothing", "folder", "file"])
@pytest.mark.parametrize("in_use", [False, True])
def test_a_database_that_cannot_be_written_is_still_read(
    shared: Path, key: Key, judge: Judging, writable: str, in_use: bool
) -> None:
    path, judged = shared / "a.db", judge()
    store = Store.open(path)
    store.put_result(judged.seen, key, judged.text, judged.record)
    if not in_use:
        store.close()
    for file in shared.iterdir():
        file.chmod(0o666 if writable == "file" else 0o644)
    shared.chmod(0o777 if writable == "folder" else 0o755)
    said = as_nobody(READS_AND_WRITES, str(path)).split()
    assert said == ["1", "True", "store.read-only"]
    store.close()


@POSIX
def test_what_a_killed_program_left_is_read_where_nothing_can_be_written(shared: Path) -> None:
    path = shared / "a.db"
    code = """
import os
from tests.store.writer import Store, numbered, sys
store = Store.open(sys.argv[1])
for number in range(3):
    store.put_result(*numbered(number))
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT)
    assert (shared / "a.db-wal").stat().st_size > 0
    for file in shared.iterdir():
        file.chmod(0o644)
    shared.chmod(0o755)
    assert as_nobody(READS_AND_WRITES, str(path)).split() == ["3", "True", "store.read-only"]


@POSIX
def test_a_folder_that_cannot_be_written_or_entered_is_said(shared: Path) -> None:
    shared.chmod(0o755)
    code = """
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(error.code)
"""
    assert as_nobody(code, str(shared / "a.db")) == "store.access"
    Store.open(shared / "a.db").close()
    (shared / "a.db").chmod(0o600)
    assert as_nobody(code, str(shared / "a.db")) == "store.access"
    shared.chmod(0o700)
    assert as_nobody(code, str(shared / "a.db")) == "store.access"


# -- No room ----------------------------------------------------------------------------------


FILLS_UP = """
import resource
from pathlib import Path
from analyzer.documents.looking import Seen
from analyzer.errors import StoreError
from analyzer.store.store import Store
store = Store.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
done = 0
try:
    while done < 5000:
        store.note([Seen(f"{done}.txt", f"{done:064x}", 1, 1)])
        done += 1
except StoreError as error:
    print(done, error.code)
store.close()
"""


@POSIX
def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store.open(path).close()
    limit = str(path.stat().st_size + 1_000_000)
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{FILLS_UP}"
    done = subprocess.run(
        [sys.executable, "-c", start, str(path), limit], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    number, code = done.stdout.split()
    assert code in ("store.full", "store.failed")
    assert int(number) > 10
    with Store.open(path) as store:
        assert {s.seen.source for s in store.sources()} == {f"{n}.txt" for n in range(int(number))}
        assert execute(str(path), "PRAGMA integrity_check") == [("ok",)]


def test_a_full_database_says_that_there_is_no_room(
    tmp_path: Path, key: Key, judge: Judging
) -> None:
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        first = judge("一.txt")
        store.put_result(first.seen, key, first.text, first.record)
        (pages,) = execute(str(path), "PRAGMA page_count")[0]
        # The limit is one of the connection, of which there is one in use at a time.
        with store._database.reading() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        big = judge("二.txt", "文字。\n" * 20_000)
        error = refused(lambda: store.put_result(big.seen, key, big.text, big.record))
        assert error.code == "store.full"
        assert store.find(first.seen, key) == first.record
        assert store.find(big.seen, key) is None
        assert [record.source for record in store.records()] == [first.seen.source]


# -- PostgreSQL -------------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    error = refused(lambda: Store.open("postgresql://u:geheim@127.0.0.1:1/d", patience=0.2))
    assert error.code == "store.unreachable"
    assert "geheim" not in str(error)


def test_a_wrong_password_and_a_missing_database_are_said(database: str) -> None:
    from sqlalchemy import make_url

    url = make_url(database)
    for changed, code in (
        (url.set(password="falsch"), "store.password"),
        (url.set(database="nirgends"), "store.unreachable"),
    ):
        address = changed.render_as_string(hide_password=False)
        error = refused(lambda address=address: Store.open(address, patience=2))
        assert error.code == code
        assert PASSWORD not in str(error)
        assert "falsch" not in str(error)


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = refused(lambda: Store.open("postgresql://u@127.0.0.1:1/d"))
    assert error.code == "store.driver"
    assert "fazhi[postgres]" in error.remedy


def test_a_user_without_rights_is_told(database: str) -> None:
    from sqlalchemy import make_url

    execute(database, "DO $$ BEGIN CREATE ROLE guest LOGIN PASSWORD 'g'; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$")  # fmt: skip
    guest = make_url(database).set(username="guest", password="g")
    address = guest.render_as_string(hide_password=False)
    assert refused(lambda: Store.open(address)).code == "store.access"
    Store.open(database).close()
    assert refused(lambda: Store.open(address)).code == "store.access"
    execute(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with Store.open(address) as store:
        assert list(store.sources()) == []


def test_a_database_that_cannot_hold_chinese_is_refused(server: str) -> None:
    from tests.store.conftest import _administer

    _administer(server, "DROP DATABASE IF EXISTS ascii")
    _administer(
        server,
        "CREATE DATABASE ascii ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
    )
    error = refused(lambda: Store.open(f"{server}/ascii"))
    assert (error.code, "LATIN1" in error.message) == ("store.foreign", True)


def test_tables_of_other_programs_on_the_server_stay(database: str) -> None:
    execute(database, "CREATE TABLE documents (a int)")
    execute(database, "CREATE TABLE alembic_version (version_num varchar(32))")
    execute(database, "INSERT INTO alembic_version VALUES ('theirs')")
    Store.open(database).close()
    Store.open(database).close()
    assert execute(database, "SELECT version_num FROM alembic_version") == [("theirs",)]


def test_a_server_that_was_started_anew_is_connected_again(
    database: str, key: Key, judge: Judging
) -> None:
    judged = judge()
    with Store.open(database) as store:
        store.put_result(judged.seen, key, judged.text, judged.record)
        execute(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
        assert store.find(judged.seen, key) == judged.record

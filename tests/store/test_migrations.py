"""From each version to the next: data is kept, nothing is left half done, several may start at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from analyzer.errors import StoreError
from analyzer.store import migrate
from analyzer.store.key import Key
from analyzer.store.schema import HEAD, VERSION_TABLE, metadata
from analyzer.store.store import Store
from tests.conftest import ROOT
from tests.store.conftest import Judging, _url, execute

NEXT = Path(__file__).with_name("next_version") / "versions"
OPENS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from analyzer.store.store import Store
sys.stdin.readline()
with Store.open(sys.argv[1]) as store:
    print(len(list(store.records())))
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Makes the program a later one, with one more version."""
    scripts = tmp_path / "迁移 %d"
    shutil.copytree(migrate.SCRIPTS, scripts)
    for script in NEXT.glob("r*.py"):
        shutil.copy(script, scripts / "versions")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "SCRIPTS", scripts)
        patch.setattr(migrate, "HEAD", "9999")
        yield patch


def version(where: str) -> list[tuple[object, ...]]:
    return execute(where, f"SELECT version_num FROM {VERSION_TABLE}")


def columns(where: str) -> set[str]:
    from sqlalchemy import inspect

    engine = create_engine(_url(where))
    found = {column["name"] for column in inspect(engine).get_columns("fazhi_results")}
    engine.dispose()
    return found


def test_the_newest_version_is_what_the_queries_expect(where: str, store: Store) -> None:
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_heads() == [HEAD]
    engine = create_engine(_url(where))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "include_name": lambda name, kind, _: kind != "table" or name.startswith("fazhi"),
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_database_that_is_current_is_opened_without_looking_at_migrations(
    where: str, store: Store
) -> None:
    code = f"{OPENS}\nassert not [name for name in sys.modules if name.startswith('alembic')]"
    done = subprocess.run(
        [sys.executable, "-c", code, where], input="\n", capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


def test_an_older_database_becomes_the_newest_with_its_data(
    where: str, store: Store, key: Key, judge: Judging, later: pytest.MonkeyPatch
) -> None:
    kept = [judge(f"{number}.txt", f"第{number}件。\n") for number in range(3)]
    for judged in kept:
        store.put_result(judged.seen, key, judged.text, judged.record)
    with Store.open(where) as again:
        for judged in kept:
            assert again.find(judged.seen, key) == judged.record
            assert again.text_of(judged.seen.digest) == judged.text
            again.put_result(judged.seen, key, judged.text, judged.record)
    assert version(where) == [("9999",)]
    assert execute(where, "SELECT count(*), max(grade) FROM fazhi_results") == [(3, "甲")]
    assert execute(where, "SELECT count(*) FROM fazhi_grades") == [(3,)]


def test_a_migration_that_is_broken_off_leaves_everything_as_it_was(
    where: str, store: Store, key: Key, judge: Judging, later: pytest.MonkeyPatch
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    made = migrate._config

    def breaking() -> object:
        config = made()
        config.attributes["breaks"] = True
        return config

    later.setattr(migrate, "_config", breaking)
    with pytest.raises(KeyboardInterrupt):
        Store.open(where)
    assert version(where) == [(HEAD,)]
    assert "grade" not in columns(where)
    assert store.find(judged.seen, key) == judged.record
    later.setattr(migrate, "_config", made)
    Store.open(where).close()
    assert version(where) == [("9999",)]


def test_an_older_database_is_not_migrated_by_who_only_reads(
    where: str, store: Store, later: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(where, read_only=True)
    assert caught.value.code == "store.older"
    assert version(where) == [(HEAD,)]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_database_asks_for_a_newer_program(
    where: str, store: Store, later: pytest.MonkeyPatch, read_only: bool
) -> None:
    Store.open(where).close()
    later.undo()
    with pytest.raises(StoreError) as caught:
        Store.open(where, read_only=read_only)
    assert caught.value.code == "store.newer"
    assert "升级 fazhi" in caught.value.remedy
    assert version(where) == [("9999",)]


def test_several_programs_that_start_at_once_make_one_database(where: str) -> None:
    if "://" not in where:
        Path(where).parent.mkdir()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPENS, where],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        for _ in range(6)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    for program in programs:
        said, wrong = program.communicate()
        assert (program.returncode, said) == (0, "0\n"), wrong
    assert version(where) == [(HEAD,)]


LINE = (
    b'{"by": "\xe6\x9d\x8e\xe5\xae\xa1", "at": "2026-01-05T10:00:00+08:00", "id": "a1", "issuer": null, '
    b'"year": 2024, "file": "1.txt", "element": "causes", "said": "missing", "status": "mentioned", '
    b'"whole": "w"}'
)


def first_version(where: str) -> None:
    """Makes a database as the first version did."""
    engine = create_engine(_url(where))
    with engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO fazhi_documents VALUES ('d', 10, 1), ('e', 10, 1)"))
        connection.execute(
            text(
                "INSERT INTO fazhi_readings (digest, reading, text, text_digest, provenance)"
                " VALUES ('d', 'r', :text, 't', :text), ('e', 'r', :text, 't', :text)"
            ),
            {"text": b"\x00text"},
        )
        connection.execute(
            text(
                "INSERT INTO fazhi_results (digest, reading, judging, pack, program, judged_at,"
                " payload, decisions) VALUES ('d', 'r', 'j', 'p', '0', 5, :payload, :twice),"
                " ('d', 'r', 'k', 'p', '0', 6, :payload, :once), ('e', 'r', 'j', 'p', '0', 7, :payload, NULL)"
            ),
            {
                "payload": b"\x01payload",
                "twice": LINE + b"\n" + LINE.replace(b"a1", b"b2"),
                "once": LINE,
            },
        )
        connection.execute(text("INSERT INTO fazhi_failures VALUES ('d', 'r', 'c', 'm')"))
        connection.execute(text("INSERT INTO fazhi_sources VALUES ('s', '/a', 'a', 'd', 10, 1, 1)"))
        connection.execute(
            text(
                "INSERT INTO fazhi_versions (place, digest, given, size, mtime_ns, first_seen)"
                " VALUES ('s', 'd', 'a', 10, 1, 1)"
            )
        )
    engine.dispose()


def test_a_database_of_the_first_version_keeps_everything(where: str) -> None:
    if "://" not in where:
        Path(where).parent.mkdir()
    first_version(where)
    tables = ("documents", "readings", "failures", "sources", "versions")
    before = {table: execute(where, f"SELECT * FROM fazhi_{table}") for table in tables}
    columns_kept = (
        "number, digest, reading, judging, pack, program, judged_at, year, issuer, payload"
    )
    verdicts = execute(where, f"SELECT {columns_kept} FROM fazhi_results ORDER BY number")
    with Store.open(where) as store:
        assert [(each.number, each.record.by) for each in store.decisions()] == [
            (1, "李审"), (2, "李审"),
        ]  # fmt: skip
        assert [getattr(each.record, "id", None) for each in store.decisions()] == ["a1", "b2"]
        # What was moved is not taken in a second time from the file that it came from.
        store.keep_decisions([each.record for each in store.decisions()])
        assert len(store.decisions()) == 2
    assert version(where) == [(HEAD,)]
    assert before == {table: execute(where, f"SELECT * FROM fazhi_{table}") for table in tables}
    assert verdicts == execute(where, f"SELECT {columns_kept} FROM fazhi_results ORDER BY number")
    assert columns(where) == {name.strip() for name in columns_kept.split(",")}
    if "://" not in where:
        assert execute(where, "PRAGMA integrity_check") == [("ok",)]
        assert execute(where, "PRAGMA foreign_key_check") == []

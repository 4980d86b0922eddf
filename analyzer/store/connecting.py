"""SQLAlchemy engines for both databases: how a connection begins, and who may read the file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from analyzer.errors import StoreError
from analyzer.store import faults
from analyzer.store.location import Location

WRITES = "fazhi_writes"
"""The execution option of a connection that will write."""

_OWNER_ONLY = 0o600
_OWNER_FOLDER = 0o700
_SHORT_WAIT = 500


def make_engine(location: Location, *, read_only: bool, patience: float) -> Engine:
    """Returns an engine whose connections wait for others ``patience`` seconds and no longer.

    Raises:
        StoreError: The driver of PostgreSQL is missing.
    """
    if location.file is None:
        return _postgres(location, read_only=read_only, patience=patience)
    uri = _uri(location.file, read_only=read_only)
    engine = create_engine(
        "sqlite+pysqlite://",
        # The driver would begin transactions by itself, too late and never to write.
        creator=lambda: sqlite3.connect(
            uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
        ),
        poolclass=QueuePool,
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        # What was damaged must not stop what was not.
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for setting in ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # Who reads first and writes later in one transaction may find that someone else wrote
        # between: the lock for writing is taken at once.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def make_file(location: Location, *, given: bool) -> None:
    """Makes an empty database file that only its owner may read, where there is no file.

    Args:
        location: Where.
        given: Whether the user named it; only the default folder is made.

    Raises:
        StoreError: It cannot be made there.
    """
    file = location.file
    if file is None or os.path.exists(file):
        return
    try:
        if not given:
            file.parent.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ONLY))
    except FileExistsError:
        return
    except FileNotFoundError:
        raise StoreError(
            "数据库所在的文件夹不存在",
            remedy="请先新建文件夹，或核对 --db 后面的路径",
            source=location.shown,
            code="store.location",
        ) from None
    except (OSError, ValueError) as error:
        raise faults.unopened(
            error if isinstance(error, OSError) else OSError(), location
        ) from error


def writable(file: Path) -> bool:
    """Tells whether SQLite can write a file: it must make others beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def use_log(engine: Engine) -> None:
    """Makes SQLite write ahead into a log (WAL), so that readers and a writer do not wait.

    It stays as it is where the file system cannot do that; then they wait for each other.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if _told(driver, "PRAGMA journal_mode") != ("wal",):
            _told(driver, "PRAGMA journal_mode = WAL")


def empty_log(engine: Engine) -> None:
    """Moves what stands in SQLite's log into the file, so that nothing deleted stays in the log.

    While someone reads what was there before, the log must stay; whoever closes last empties it.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        # The reader may be this very program: it must not wait for itself.
        connection.detach()
        _told(driver, f"PRAGMA busy_timeout = {_SHORT_WAIT}")
        _told(driver, "PRAGMA wal_checkpoint(TRUNCATE)")


def _told(driver: Any, pragma: str) -> Any:
    """Returns the row that SQLite answers outside a transaction.

    Raises:
        DBAPIError: As for every other statement, so that what is in the way for a moment is told
            from what stays.
    """
    try:
        return driver.execute(pragma).fetchone()
    except sqlite3.Error as error:
        raise DBAPIError(pragma, None, error) from error


def _uri(file: Path, *, read_only: bool) -> str:
    path = file.as_posix()
    address = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}"
    if not read_only:
        return f"{address}?mode=rw"
    return f"{address}?{'immutable=1' if _immutable(file) else 'mode=ro'}"


def _immutable(file: Path) -> bool:
    """Tells whether a file must be read as it is.

    Readers of a database with a log make files beside it; in a folder where they cannot, SQLite
    refuses to read, unless it is told that nobody writes. A log that is not empty must be read.
    """
    log = file.with_name(f"{file.name}-wal")
    try:
        return not os.access(file.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    except OSError:
        return False


def _postgres(location: Location, *, read_only: bool, patience: float) -> Engine:
    assert location.url is not None
    given = location.url.query.get("options", "")
    options = f"{given} -c lock_timeout={int(patience * 1000)} -c client_encoding=UTF8"
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        return create_engine(
            location.url,
            connect_args={"options": options, "connect_timeout": max(2, round(patience))},
            # The server may have been started anew since.
            pool_pre_ping=True,
        )
    except ModuleNotFoundError:
        raise StoreError(
            "没有安装 PostgreSQL 的驱动",
            remedy="请运行 pip install 'fazhi[postgres]'，或用 --db 指定一个文件",
            source=location.shown,
            code="store.driver",
        ) from None

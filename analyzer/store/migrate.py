"""Which version a database has, and how an older one becomes the newest with its data kept."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from analyzer.errors import StoreError
from analyzer.store.location import Location
from analyzer.store.schema import HEAD, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).with_name("migrations")
# Any number will do that other programs in the same server do not take.
_LOCK = 0x66617A6869


class Stand(enum.Enum):
    """How a database stands to this program."""

    EMPTY = enum.auto()
    OLDER = enum.auto()
    CURRENT = enum.auto()


def stand_of(connection: Connection, location: Location) -> Stand:
    """Returns how a database stands.

    Raises:
        StoreError: A newer program made it, or another one, or its text is not Unicode.
    """
    if location.file is None:
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise StoreError(
                f"数据库的编码是 {encoding}，存不了中文",
                remedy="请管理员用 UTF8 编码新建一个数据库",
                source=location.shown,
                code="store.foreign",
            )
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        ours = not metadata.tables.keys().isdisjoint(tables)
        # A server's database may hold other programs' tables as well; a file is one program's.
        if ours or (tables and location.file is not None):
            raise StoreError(
                "这是别的程序的数据库",
                remedy="请核对 --db 后面的写法，或换一个新文件",
                source=location.shown,
                code="store.foreign",
            )
        return Stand.EMPTY
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if version is None:
        return Stand.EMPTY
    if version == HEAD:
        return Stand.CURRENT
    if version in _known():
        return Stand.OLDER
    raise StoreError(
        "数据库是更新版本的 fazhi 建的，本版本读不了",
        remedy="请升级 fazhi，或用 --db 另用一个文件",
        source=location.shown,
        code="store.newer",
    )


def make_current(connection: Connection, location: Location) -> None:
    """Brings a database to the newest version, in the transaction of the connection.

    Programs that start at once do so one after the other: SQLite's transaction for writing is the
    lock, PostgreSQL gets one of its own.

    Raises:
        StoreError: As ``stand_of``.
    """
    from alembic import command

    if location.file is None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if stand_of(connection, location) is Stand.CURRENT:
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config

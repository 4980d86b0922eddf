"""Where the database is: a file, by default in the user's data folder, or a PostgreSQL server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from analyzer.errors import StoreError

_NAME = "fazhi.db"
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
_FORMS = "请写一个文件的路径，或 postgresql+psycopg://用户:密码@主机/数据库"


class Location(NamedTuple):
    """Where a database is.

    Attributes:
        shown: What to call it in messages; a password is hidden in it.
        file: The file of SQLite; ``None`` for PostgreSQL.
        url: The address of PostgreSQL; ``None`` for SQLite.
    """

    shown: str
    file: Path | None
    url: URL | None


def locate(given: str | os.PathLike[str] | None) -> Location:
    """Returns the place that a path or an address names; the default one for ``None``.

    Raises:
        StoreError: It is the address of another kind of database, or of none.
    """
    text = str(default_file()) if given is None else os.fspath(given)
    if "://" not in text:
        return Location(text, Path(os.path.abspath(text)), None)
    scheme = text.split("://")[0]
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # What cannot be taken apart is not repeated: it may hold a password.
        raise _unknown(f"{scheme}://…", "数据库地址写得不对") from None
    shown = url.render_as_string(hide_password=True)
    if url.drivername == "sqlite" and url.database and not (url.host or url.query):
        return Location(url.database, Path(os.path.abspath(url.database)), None)
    if url.drivername not in _POSTGRES:
        raise _unknown(shown, f"不支持 {scheme} 这种数据库")
    return Location(shown, None, url.set(drivername="postgresql+psycopg"))


def default_file() -> Path:
    """Returns the file in the user's data folder, by the custom of each system.

    Raises:
        StoreError: The user has no such folder.
    """
    try:
        return _data_folder() / "fazhi" / _NAME
    except RuntimeError:
        raise StoreError(
            "不知道用户的文件夹在哪里", remedy="请用 --db 指定数据库文件", code="store.location"
        ) from None


def _data_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    # Relative paths there are to be passed over: XDG Base Directory Specification 0.8.
    shared = os.environ.get("XDG_DATA_HOME", "")
    return Path(shared) if os.path.isabs(shared) else Path.home() / ".local" / "share"


def _unknown(shown: str, what: str) -> StoreError:
    return StoreError(what, remedy=_FORMS, source=shown, code="store.location")

"""What a database says when it cannot go on → what happened and what to do, in Chinese."""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy.exc import DBAPIError

from analyzer.errors import StoreError
from analyzer.store.location import Location

_CACHE = "报告文件还在的会重新判，报告旁边审查记录里的认定会再收进来，只是没有了历次结果"
_DAMAGED = f"请把这个文件改名留存，再重新运行，程序会新建一个（{_CACHE}）"
_PLACE = "请检查文件夹权限，或用 --db 换一个能写的位置"
_AGAIN = "请等另一个程序做完，或关闭它，再重试；已经记下的结果不会丢"

Said = tuple[str, str, str]
Fault = DBAPIError | UnicodeDecodeError
"""What the drivers raise: SQLite's cannot say what is wrong where a damaged name is part of it."""

# Primary result codes of SQLite: https://www.sqlite.org/rescode.html
_SQLITE: dict[int, Said] = {
    sqlite3.SQLITE_BUSY: ("locked", "数据库正被另一个程序占用，等了一会还是写不进去", _AGAIN),
    sqlite3.SQLITE_LOCKED: ("locked", "数据库正被另一个程序占用，等了一会还是写不进去", _AGAIN),
    sqlite3.SQLITE_READONLY: ("read-only", "数据库是只读的，写不进去", _PLACE),
    sqlite3.SQLITE_PERM: ("access", "没有权限打开数据库", _PLACE),
    sqlite3.SQLITE_CANTOPEN: ("access", "数据库打不开", _PLACE),
    sqlite3.SQLITE_FULL: (
        "full",
        "磁盘满了，这一条没有记下",
        "请腾出空间，或用 --db 换到别的磁盘，再重新运行；已经记下的结果不会丢",
    ),
    sqlite3.SQLITE_IOERR: (
        "failed",
        "读写数据库时磁盘出错",
        "磁盘可能满了，网络盘可能断了；请检查后重新运行，已经记下的结果不会丢",
    ),
    sqlite3.SQLITE_CORRUPT: ("damaged", "数据库已经损坏", _DAMAGED),
    # No such column, or a row that is there and cannot be found.
    sqlite3.SQLITE_ERROR: ("damaged", "数据库里的表不是本程序建的样子", _DAMAGED),
    sqlite3.SQLITE_CONSTRAINT: ("damaged", "数据库里的数据前后不一致", _DAMAGED),
    sqlite3.SQLITE_NOTADB: (
        "foreign",
        "这个文件不是数据库",
        "请核对 --db 后面的文件名；没有写错的，请把它改名留存，再重新运行",
    ),
}
# Classes and codes of SQLSTATE: PostgreSQL's appendix A; the longest that fits counts.
_POSTGRES: dict[str, Said] = {
    "28": ("password", "PostgreSQL 不接受这个用户名或密码", "请核对地址里的用户名和密码"),
    "25": ("read-only", "数据库是只读的，写不进去", "请管理员改成可写，或换一个地址"),
    "42501": ("access", "没有权限使用这个数据库", "请管理员给这个用户建表和读写的权限"),
    "42": ("damaged", "数据库里的表不是本程序建的样子", "请管理员检查，或换一个空的数据库"),
    "53100": (
        "full",
        "数据库服务器的磁盘满了，这一条没有记下",
        "请管理员腾出空间，再重新运行；已经记下的结果不会丢",
    ),
    "53": ("unreachable", "数据库服务器太忙，不接受连接", "请过一会再试，或请管理员检查"),
    "55P03": ("locked", "数据库正被另一个程序占用，等了一会还是写不进去", _AGAIN),
    "40": ("locked", "数据库正被另一个程序占用，等了一会还是写不进去", _AGAIN),
    "XX": ("damaged", "数据库服务器说数据已经损坏", "请管理员检查服务器"),
}
_UNREACHABLE: Said = (
    "unreachable",
    "连不上 PostgreSQL",
    "请核对地址、端口、用户名和数据库名，并确认服务器开着",
)
# Another attempt may succeed: someone else was writing, or deleting what a row belongs to.
_PASSING = ("40001", "40P01", "55P03", "23503")


def passing(error: Fault) -> bool:
    """Tells whether the same thing may succeed a moment later."""
    if isinstance(error, UnicodeDecodeError):
        return False
    if _sqlite_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return True
    return _state(error) in _PASSING or error.connection_invalidated


def explained(error: Fault, location: Location) -> StoreError:
    """Returns the error for people."""
    code, message, remedy = _said(error, location)
    return StoreError(message, remedy=remedy, source=location.shown, code=f"store.{code}")


def unopened(error: OSError, location: Location) -> StoreError:
    """Returns the error for a database file that cannot be made."""
    import errno

    number = {errno.ENOSPC: sqlite3.SQLITE_FULL, errno.EROFS: sqlite3.SQLITE_READONLY}.get(
        error.errno or 0, sqlite3.SQLITE_CANTOPEN
    )
    code, message, remedy = _SQLITE[number]
    return StoreError(message, remedy=remedy, source=location.shown, code=f"store.{code}")


def read_only(location: Location) -> StoreError:
    """Returns the error of writing to what was opened for reading."""
    code, message, remedy = _SQLITE[sqlite3.SQLITE_READONLY]
    return StoreError(message, remedy=remedy, source=location.shown, code=f"store.{code}")


def _said(error: Fault, location: Location) -> Said:
    if isinstance(error, UnicodeDecodeError):
        return _SQLITE[sqlite3.SQLITE_CORRUPT]
    what = " ".join(str(error.orig).split())
    if location.file is not None:
        known = _SQLITE.get(_sqlite_code(error))
    else:
        state = _state(error)
        fitting = [key for key in _POSTGRES if state.startswith(key)]
        known = _POSTGRES[max(fitting, key=len)] if fitting else None
        if known is None and (not state or state[:2] in ("08", "57")):
            known = _unconnected(what)
    return known or ("failed", f"数据库出错（{what}）", "请重试；还是这样，请把这一行告诉开发者")


def _unconnected(what: str) -> Said:
    """Says why there is no connection: the driver then knows no code, only the server's words."""
    if re.search("password|认证", what, re.IGNORECASE):
        return _POSTGRES["28"]
    code, message, remedy = _UNREACHABLE
    return code, f"{message}（{what.split('failed: ')[-1]}）", remedy


def _sqlite_code(error: DBAPIError) -> int:
    """Returns the primary code: the lowest eight bits of an extended one; 0 where there is none."""
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""

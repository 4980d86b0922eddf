"""One database: reading, and writing in whole transactions, with errors for people."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from analyzer.errors import StoreError
from analyzer.store import connecting, faults
from analyzer.store.location import Location, locate
from analyzer.store.migrate import Stand, make_current, stand_of

_T = TypeVar("_T")
_PAUSE = 0.05


class Database:
    """A database of the newest version.

    Args:
        given: A path or an address; ``None`` for the file in the user's data folder.
        read_only: Whether to promise that nothing is written.
        patience: Seconds to wait for others that write.

    Raises:
        StoreError: It cannot be used.
    """

    def __init__(
        self, given: str | os.PathLike[str] | None, *, read_only: bool, patience: float
    ) -> None:
        self.location = locate(given)
        self._patience = patience
        file = self.location.file
        if file is not None:
            _check_file(self.location, read_only=read_only)
            if not read_only:
                connecting.make_file(self.location, given=given is not None)
            read_only = read_only or not connecting.writable(file)
        self.read_only = read_only
        self._engine = self._made()
        # Connections of a process that this one was copied from (fork) are neither used nor closed.
        self._inherited: list[Engine] = []
        self._owner = os.getpid()
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Gives a connection that sees one state of the database all the time."""
        try:
            with self._own().connect() as connection, connection.begin():
                yield connection
        except (DBAPIError, UnicodeDecodeError) as error:
            raise faults.explained(error, self.location) from error

    def write(self, action: Callable[[Connection], _T]) -> _T:
        """Does something in one transaction: all of it is kept, or nothing.

        Args:
            action: What to do; it is done again where another program came between.

        Raises:
            StoreError: It could not be done.
        """
        if self.read_only:
            raise faults.read_only(self.location)
        engine = self._own().execution_options(**{connecting.WRITES: True})
        return self._patiently(lambda: _in_transaction(engine, action))

    @property
    def size(self) -> int | None:
        """Bytes on the disk, those of the log beside it included; ``None`` for a server."""
        file = self.location.file
        if file is None:
            return None
        found = 0
        for name in (file, file.with_name(f"{file.name}-wal")):
            with suppress(OSError):
                found += name.stat().st_size
        return found

    def close(self) -> None:
        """Closes all connections."""
        if self._owner == os.getpid():
            self._engine.dispose()

    def empty_log(self) -> None:
        """Leaves nothing that was deleted in files beside the database."""
        if self.location.file is not None:
            self._patiently(lambda: connecting.empty_log(self._own()))

    def _made(self) -> Engine:
        return connecting.make_engine(
            self.location, read_only=self.read_only, patience=self._patience
        )

    def _own(self) -> Engine:
        if self._owner != os.getpid():
            self._inherited.append(self._engine)
            self._engine, self._owner = self._made(), os.getpid()
        return self._engine

    def _prepare(self) -> None:
        with self.reading() as connection:
            stand = stand_of(connection, self.location)
        if stand is not Stand.CURRENT:
            if self.read_only:
                raise _not_made(stand, self.location)
            self.write(lambda connection: make_current(connection, self.location))
        if self.location.file is not None and not self.read_only:
            self._patiently(lambda: connecting.use_log(self._engine))

    def _patiently(self, action: Callable[[], _T]) -> _T:
        until = time.monotonic() + self._patience
        while True:
            try:
                return action()
            except (DBAPIError, UnicodeDecodeError) as error:
                if not faults.passing(error) or time.monotonic() > until:
                    raise faults.explained(error, self.location) from error
            time.sleep(random.uniform(0, _PAUSE))


def _in_transaction(engine: Engine, action: Callable[[Connection], _T]) -> _T:
    with engine.connect() as connection, connection.begin():
        return action(connection)


def _check_file(location: Location, *, read_only: bool) -> None:
    file = location.file
    assert file is not None
    if os.path.isdir(file):
        raise StoreError(
            "这是文件夹，不是数据库文件",
            remedy="请写成文件的路径，例如在后面加上 /fazhi.db",
            source=location.shown,
            code="store.location",
        )
    if read_only and not os.path.exists(file):
        raise StoreError(
            "还没有数据库",
            remedy="请先检查或比较一次报告，结果会记在里面；或核对 --db 后面的路径",
            source=location.shown,
            code="store.missing",
        )


def _not_made(stand: Stand, location: Location) -> StoreError:
    older = stand is Stand.OLDER
    return StoreError(
        "数据库是旧版本的" if older else "数据库还是空的",
        remedy="现在只能读，不能升级；请在能写的地方用本版本打开一次"
        if older
        else "请先检查或比较一次报告，结果会记在里面",
        source=location.shown,
        code="store.older" if older else "store.missing",
    )

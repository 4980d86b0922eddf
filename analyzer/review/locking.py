"""One writer at a time, on a shared folder too.

The lock is on one byte far behind the file's end: Windows' locks keep others from reading what is
locked. The system lets go of it when a program dies, so that none stays behind as a lock file would.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PLACE = 1 << 40
_PATIENCE = 10.0
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _PLACE)

    def _unlock(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _PLACE)


@contextmanager
def locked(descriptor: int) -> Iterator[None]:
    """Holds the lock of an open file; waits for it up to ten seconds.

    Raises:
        OSError: Someone else held it all the time, or the file system has no locks.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _lock(descriptor)
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        _unlock(descriptor)

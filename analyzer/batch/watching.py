"""What a pool of processes needs watched from outside: its time, and who hears Ctrl-C."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

_T = TypeVar("_T")


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Starts processes and threads that do not hear Ctrl-C, where the system can do that.

    A terminal sends it to all processes; the one that the user started ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Where it is started later, it makes this thread hear again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Watch(Generic[_T]):
    """Ends processes whose task takes too long.

    The pool's own limit looks at the computer's clock: were that set forward, every task at work
    would be taken for one that hangs.
    """

    def __init__(self) -> None:
        self._seconds: dict[Future[_T], float] = {}
        self._since: dict[Future[_T], float] = {}
        self._late: set[Future[_T]] = set()

    def add(self, future: Future[_T], seconds: float) -> None:
        """Watches a task, which may take so long from when its process begins with it."""
        self._seconds[future] = seconds

    def remove(self, future: Future[_T]) -> bool:
        """Watches a task no longer, and tells whether it was ended for being late."""
        self._seconds.pop(future, None)
        self._since.pop(future, None)
        return future in self._late

    def end_late(self) -> None:
        """Ends what is late; such a task is then cancelled, and its process replaced."""
        now = time.monotonic()
        for future, seconds in self._seconds.items():
            if future.running() and now - self._since.setdefault(future, now) > seconds:
                self._late.add(future)
                future.cancel()

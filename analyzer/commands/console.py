"""What several commands need at the terminal: a progress bar, and output as UTF-8."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# A shorter wait needs no progress bar.
_PATIENCE = 1.0


class _Bar:
    """A progress bar that appears only when the work takes its time."""

    def __init__(self, total: int, doing: str) -> None:
        self._total = total
        self._doing = doing
        self._done = 0
        self._stopped = False
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._lock = threading.Lock()
        # A clock of its own: a single long report has no step at which to look at the time.
        self._timer = threading.Timer(_PATIENCE, self._show)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        with self._lock:
            if self._stopped:
                return
            self._progress = Progress(
                TextColumn(self._doing),
                BarColumn(),
                MofNCompleteColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            # With one report there is nothing to count; the bar then only moves.
            total = self._total if self._total > 1 else None
            self._task = self._progress.add_task("", total=total, completed=self._done)

    def advance(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress is not None and self._task is not None:
                self._progress.update(self._task, completed=self._done)

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._progress is not None:
                self._progress.stop()


@contextmanager
def progress(total: int, *, doing: str, shown: bool) -> Iterator[Callable[[], None]]:
    """Shows a progress bar on standard error while there is something to wait for.

    Args:
        total: How many steps there are.
        doing: What is being done, in Chinese.
        shown: Whether the user wants one; there is none either where standard error is a file.

    Yields:
        What to call after each step.
    """
    if not (shown and sys.stderr.isatty()):
        yield lambda: None
        return
    bar = _Bar(total, doing)
    bar.start()
    try:
        yield bar.advance
    finally:
        bar.stop()


def write_utf8(text: str) -> None:
    """Writes to standard output as UTF-8, whatever the console's code page."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()

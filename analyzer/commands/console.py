"""What several commands need at the terminal: a progress bar, a console, and output as UTF-8."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

# A shorter wait needs no progress bar.
_PATIENCE = 1.0


class Steps:
    """What is told of work that is under way. This one shows nothing."""

    def advance(self) -> None:
        """Says that a step is done."""

    def page(self, done: int, total: int) -> None:
        """Says how many pages of a scan are recognised, in a step that takes long."""


class _Bar(Steps):
    """A progress bar that appears only when the work takes its time."""

    def __init__(self, total: int, doing: str) -> None:
        self._total = total
        self._doing = doing
        self._done = 0
        self._pages = ""
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
                TextColumn("{task.fields[pages]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            # With one report there is nothing to count; the bar then only moves.
            total = self._total if self._total > 1 else None
            self._task = self._progress.add_task(
                "", total=total, completed=self._done, pages=self._pages
            )

    def advance(self) -> None:
        with self._lock:
            self._done += 1
            self._pages = ""
            self._update()

    def page(self, done: int, total: int) -> None:
        with self._lock:
            self._pages = f"识别扫描件：第 {done} 页，共 {total} 页"
            self._update()

    def _update(self) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self._done, pages=self._pages)

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._progress is not None:
                self._progress.stop()


@contextmanager
def progress(total: int, *, doing: str, shown: bool) -> Iterator[Steps]:
    """Shows a progress bar on standard error while there is something to wait for.

    Args:
        total: How many steps there are.
        doing: What is being done, in Chinese.
        shown: Whether the user wants one; there is none either where standard error is a file.

    Yields:
        What to tell of each step.
    """
    if not (shown and sys.stderr.isatty()):
        yield Steps()
        return
    bar = _Bar(total, doing)
    bar.start()
    try:
        yield bar
    finally:
        bar.stop()


def plain_console(*, stderr: bool = False) -> Console:
    """Returns a console that prints what it is given: text of reports is never read as markup."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def write_utf8(text: str) -> None:
    """Writes to standard output as UTF-8, whatever the console's code page."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()

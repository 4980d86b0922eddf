"""The progress bar: how many are done, how many failed, how fast it goes, how long it will take.

No file is named in it: several are worked on at once. Every figure has a place of its own, so that
nothing moves while numbers grow.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, Task
    from rich.text import Text

# A shorter wait needs no progress bar.
_PATIENCE = 1.0
_HOUR, _MINUTE = 3600, 60
# More has no room in five columns.
_FASTEST = 999.9


class Steps:
    """What is told of work that is under way. This one shows nothing."""

    def begin(self, count: int) -> None:
        """Says that so many are left which take time; what was done before was known already."""

    def advance(self, *, failed: bool = False) -> None:
        """Says that a step is done."""

    def page(self, done: int, total: int) -> None:
        """Says how many pages of a scan are recognised, in a step that takes long."""


class Pace:
    """How fast work goes and how long the rest will take.

    Only what takes time counts: a thousand results that were kept from the last run say nothing of
    how long the fifty new ones will take.

    Args:
        clock: Seconds that never go back, whatever is done to the computer's clock.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._left = 0
        self._done = 0

    def begin(self, count: int) -> None:
        """Starts to count; ``count`` are to be done."""
        self._since, self._left, self._done = self._clock(), count, 0

    def step(self) -> None:
        """Counts one that is done; one before ``begin`` took no time and is not counted."""
        if self._left:
            self._left -= 1
            self._done += 1

    @property
    def rate(self) -> float | None:
        """How many were done a second, on the average; ``None`` before the first."""
        seconds = self._clock() - self._since
        return self._done / seconds if self._done and seconds > 0 else None

    @property
    def left(self) -> float | None:
        """How many seconds the rest will take; ``None`` while nobody can know."""
        rate = self.rate
        return self._left / rate if rate is not None and self._left else None


class _Bar(Steps):
    """A progress bar that appears only when the work takes its time."""

    def __init__(self, total: int, doing: str) -> None:
        self._total = total
        self._doing = doing
        self._done = 0
        self._failed = 0
        self._pages = ""
        self._stopped = False
        self._pace = Pace()
        self._progress: Progress | None = None
        self._lock = threading.Lock()
        # A clock of its own: a single long report has no step at which to look at the time.
        self._timer = threading.Timer(_PATIENCE, self._show)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def begin(self, count: int) -> None:
        with self._lock:
            self._pace.begin(count)

    def advance(self, *, failed: bool = False) -> None:
        with self._lock:
            self._done += 1
            self._failed += failed
            self._pages = ""
            self._pace.step()
            if self._progress is not None:
                self._progress.update(self._progress.task_ids[0], completed=self._done)

    def page(self, done: int, total: int) -> None:
        with self._lock:
            self._pages = f"识别扫描件：第 {done} 页，共 {total} 页"

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._progress is not None:
                self._progress.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
        from rich.table import Column
        from rich.text import Text

        bar = self

        class Figures(ProgressColumn):
            """What stands behind the bar; it is written anew several times a second."""

            def render(self, task: Task) -> Text:
                return Text(bar.figures(), no_wrap=True)

        with self._lock:
            if self._stopped:
                return
            self._progress = Progress(
                TextColumn(self._doing),
                BarColumn(bar_width=None, table_column=Column(ratio=1)),
                Figures(table_column=Column(no_wrap=True)),
                console=Console(stderr=True),
                transient=True,
                expand=True,
            )
            self._progress.start()
            # With one report there is nothing to count; the bar then only moves.
            total = self._total if self._total > 1 else None
            self._progress.add_task("", total=total, completed=self._done)

    def figures(self) -> str:
        """Returns the figures behind the bar; with equal totals they are equally wide."""
        if self._total < 2 or self._pages:
            return self._pages
        digits = len(str(self._total))
        rate, left = self._pace.rate, self._pace.left
        speed = f"{min(rate, _FASTEST):5.1f} 份/秒" if rate is not None else " " * 11
        rest = f"还要 {_clock_of(left)}" if left is not None else " " * 12
        return (
            f"{self._done:>{digits}}/{self._total}  失败 {self._failed:<{digits}} {speed}  {rest}"
        )


@contextmanager
def progress(total: int, *, doing: str, shown: bool) -> Iterator[Steps]:
    """Shows a progress bar on standard error while there is something to wait for.

    Args:
        total: How many steps there are.
        doing: What is being done, in Chinese.
        shown: Whether the user wants one; there is none either where standard error is a file.

    Yields:
        What to tell of each step. Until it is told otherwise, all of them take time.
    """
    if not (shown and sys.stderr.isatty()):
        yield Steps()
        return
    bar = _Bar(total, doing)
    bar.begin(total)
    bar.start()
    try:
        yield bar
    finally:
        bar.stop()


def _clock_of(seconds: float) -> str:
    """Returns a time as h:mm:ss, in seven columns."""
    whole = min(round(seconds), 10 * _HOUR - 1)
    hours, rest = divmod(whole, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    shown = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{shown:<7}"

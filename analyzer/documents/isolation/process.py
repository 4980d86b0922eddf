"""The program's side of the reading process: starts it, waits, and ends it when it must.

Time and memory are watched from here, since a reader that hangs or grows cannot be relied on to
watch itself. A process that is ended costs the file it was reading; the next file gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.documents.faults import fault
from analyzer.documents.isolation.messages import dumped, loaded, to_error

# Where the package is: the process must import this very one, and nothing that lies in the folder
# of the reports, whatever its name.
_HOME = str(Path(__file__).resolve().parents[3])
_START = (
    f"import sys; sys.path.insert(0, {_HOME!r}); "
    "from analyzer.documents.isolation.worker import main; main(sys.argv[1])"
)
_POLL = 0.05
# An idle process ends by itself within a moment.
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        seconds: Time for the file.
        page_seconds: More time for each page that is recognised from a scan.
        pages: The number of such pages that is given time for.
        memory: Bytes that the reading process and those it starts may hold together.
    """

    seconds: float = 60.0
    page_seconds: float = 20.0
    pages: int = 200
    memory: int = 3 * 1024**3


class ReadingProcess:
    """One process that reads files, one after another; started when first needed.

    Args:
        start: The Python code that it runs; its argument is the folder made for it.
    """

    def __init__(self, start: str = _START) -> None:
        self._start = start
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._owner = 0
        self._idle = True
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Starts the process, if it does not run, without waiting for it."""
        if self._owner != os.getpid():
            # A copy of the program (fork) must not share the process of the one it was copied from.
            self._process, self._folder, self._owner = None, "", os.getpid()
        if self._process is not None and self._process.poll() is None:
            return
        self.stop()
        self._folder = tempfile.mkdtemp(prefix="fazhi-")
        # Every place where a library might keep something points into the folder.
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"), self._folder)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", self._start, self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **places},
            # Ctrl-C is for the program; it ends the process itself.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines = queue.SimpleQueue()
        threading.Thread(
            target=_gather, args=(self._process.stdout, self._lines), daemon=True
        ).start()

    def stop(self) -> None:
        """Ends the process and those it started, and removes its folder."""
        if self._owner != os.getpid():
            return
        process, self._process = self._process, None
        if process is not None:
            _end(process, at_once=not self._idle)
        self._idle = True
        folder, self._folder = self._folder, ""
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def ask(
        self,
        request: dict[str, Any],
        limits: Limits,
        progress: Callable[[int, int], None] | None = None,
    ) -> dict[str, Any]:
        """Returns the answer to a request.

        Args:
            request: ``name``, ``path``, ``members`` and ``want``, which is ``text``, ``members``
                (the list of an archive), ``digest`` or ``annotated``; see the worker.
            limits: What it may cost.
            progress: Called with pages done and in all while pages are recognised.

        Raises:
            UnreadableDocument: The file cannot be read, or reading it cost too much. ``code``, if
                it is the process that failed: timeout, memory or crashed.
        """
        with self._lock:
            self.start()
            try:
                return self._asked(request, limits, progress)
            except BaseException:
                # Whatever it is doing, it is not waiting for the next file.
                if self._process is not None and not self._idle:
                    self.stop()
                raise

    def _asked(
        self,
        request: dict[str, Any],
        limits: Limits,
        progress: Callable[[int, int], None] | None,
    ) -> dict[str, Any]:
        name = request["name"]
        self._idle = False
        process = self._process
        assert process is not None
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(dumped(request))
            process.stdin.flush()
        begun, allowed = time.monotonic(), limits.seconds
        while True:
            try:
                line = self._lines.get(timeout=_POLL)
            except queue.Empty:
                if time.monotonic() - begun > allowed:
                    raise _too_slow(name, allowed) from None
                if _held(process) > limits.memory:
                    raise _too_much(name) from None
                continue
            try:
                answer = loaded(line)
            except ValueError:
                raise _crashed(name) from None
            if "progress" in answer:
                done, total = answer["progress"]
                allowed = limits.seconds + limits.page_seconds * min(total, limits.pages)
                if progress is not None:
                    progress(done, total)
                continue
            self._idle = True
            if "error" in answer:
                raise to_error(answer["error"])
            if "memory" in answer:
                raise _too_much(name)
            if "internal" in answer:
                raise _crashed(name, answer["internal"])
            return answer


def _gather(stream: Any, lines: queue.SimpleQueue[bytes]) -> None:
    """Hands on what the process says; an empty line at its end."""
    with stream, contextlib.suppress(OSError, ValueError):
        for line in stream:
            lines.put(line)
    lines.put(b"")


def _end(process: subprocess.Popen[bytes], *, at_once: bool) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if not at_once:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
            return
    import psutil

    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()


def _held(process: subprocess.Popen[bytes]) -> int:
    """Returns the bytes that a process and those it started hold in memory."""
    import psutil

    held = 0
    with contextlib.suppress(psutil.Error):
        own = psutil.Process(process.pid)
        for each in (own, *own.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                held += each.memory_info().rss
    return held


def _too_slow(name: str, seconds: float) -> Exception:
    return fault(
        name,
        "timeout",
        f"读了 {seconds:.0f} 秒还没有读完，已停止",
        "请核对是不是异常文件；确是报告的，请用 Word 或 WPS 另存一份，或用 --timeout 放宽时限",
    )


def _too_much(name: str) -> Exception:
    return fault(
        name,
        "memory",
        "读这份文件要用的内存太多，已停止",
        "请核对是不是异常文件；确是报告的，请用 Word 或 WPS 另存一份后重试",
    )


def _crashed(name: str, said: str = "") -> Exception:
    return fault(
        name,
        "crashed",
        "读这份文件的程序出错，已停止" + (f"（{said}）" if said else ""),
        "请核对文件是不是完好；用 Word 或 WPS 另存一份后重试",
    )


process = ReadingProcess()
atexit.register(process.stop)

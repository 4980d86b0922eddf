"""What the benchmarks share: reports to work on, fair timing, memory, and how a line is said.

Nothing here judges a time: machines differ, ratios within one run are what counts.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "train" / "reports"


class Report(NamedTuple):
    """A report to measure with."""

    name: str
    path: Path
    text: str


class Spread(NamedTuple):
    """The middle and the ends of several measurements."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"中位 {self.median:.2f}（最小 {self.least:.2f}，最大 {self.most:.2f}）"


def spread(values: Sequence[float]) -> Spread:
    """Returns the median with both ends."""
    return Spread(statistics.median(values), min(values), max(values))


def against(measured: float, limit: float, unit: str = "") -> str:
    """Says in Chinese whether a value keeps within what was asked for."""
    asked = f"要求 ≤ {limit:g}{unit}"
    return f"{asked}，达到" if measured <= limit else f"{asked}，没有达到"


def arguments(
    title: str, *, counted: str, default: int, said: str, each: bool = False
) -> argparse.ArgumentParser:
    """Returns a parser that takes paths and one number.

    Args:
        title: What the script measures, in Chinese.
        counted: The option that sets the number.
        default: The number without it.
        said: What the number is, in Chinese.
        each: Whether there is an option ``--each`` besides.
    """
    parser = argparse.ArgumentParser(description=title, add_help=False)
    group = parser.add_argument_group("参数")
    group.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help="报告文件或文件夹；不写时用 corpus/train/reports 里的全部 .txt",
    )
    group.add_argument(
        counted, type=int, default=default, metavar="数", help=f"{said}，默认 {default}"
    )
    if each:
        group.add_argument("--each", action="store_true", help="逐份列出")
    group.add_argument("-h", "--help", action="help", help="显示这段帮助")
    return parser


def read_reports(paths: Sequence[str]) -> list[Report]:
    """Returns the reports at the paths, by default all plain texts of the corpus, in name order.

    Leaves the program with a clear line where there is none to read.
    """
    from analyzer import UnreadableDocument, read_document
    from analyzer.documents.find import find_documents

    wanted = list(paths) or [str(path) for path in sorted(CORPUS.glob("*.txt"))]
    reports: list[Report] = []
    for found in find_documents(wanted):
        try:
            if isinstance(found, UnreadableDocument):
                raise found
            text = read_document(found)
        except UnreadableDocument as error:
            print(f"跳过：{error}", file=sys.stderr)
            continue
        reports.append(Report(Path(found).name, Path(found), text.text))
    if not reports:
        print(
            "没有可以测量的报告。请在命令后写报告文件或文件夹，或先放入 corpus/train/reports。",
            file=sys.stderr,
        )
        raise SystemExit(2)
    return reports


def program() -> list[str]:
    """Returns the command line of ``fazhi`` beside this Python, else of the checkout."""
    beside = shutil.which("fazhi", path=str(Path(sys.executable).parent))
    return [beside] if beside else [sys.executable, str(ROOT / "cli.py")]


def seconds(action: Callable[[], object], times: int = 1) -> float:
    """Returns how long one call takes, averaged over ``times`` calls in a row.

    The garbage collector stays on, as in the program itself.
    """
    began = time.perf_counter()
    for _ in range(times):
        action()
    return (time.perf_counter() - began) / times


def pairs(
    first: Callable[[], object], second: Callable[[], object], repeats: int
) -> list[tuple[float, float]]:
    """Returns the times of two actions, taken in turns so that a busy moment hits both.

    Which of them comes first changes from pair to pair. One round before is not counted.
    """
    first()
    second()
    gc.collect()
    taken: list[tuple[float, float]] = []
    for number in range(repeats):
        if number % 2:
            later = seconds(second)
            taken.append((seconds(first), later))
        else:
            earlier = seconds(first)
            taken.append((earlier, seconds(second)))
    return taken


def resident() -> float:
    """Returns the memory that this process holds now (常驻内存), in MB.

    Leaves the program with a clear line where the system does not tell.
    """
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        pass
    command = ["ps", "-o", "rss=", "-p", str(os.getpid())]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("本系统读不到进程的常驻内存，测不了。", file=sys.stderr)
        raise SystemExit(2) from None
    return int(told.stdout) * 1024 / 1e6

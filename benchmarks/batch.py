"""Many reports compared by two processes against one, and the memory of all of them together."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
from _measure import against, arguments, program, read_reports
from memory import stream

RATE = 1.7
MEMORY = 1000
_POLL = 0.05


def run(folder: str, jobs: int) -> tuple[float, float]:
    """Returns seconds and megabytes: the time of the whole program, and its peak with all children."""
    command = [*program(), "compare", folder, "--quiet", "--format", "json", "--jobs", str(jobs)]
    begun = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while running.poll() is None:
        peak = max(peak, held(psutil.Process(running.pid)))
        time.sleep(_POLL)
    if running.returncode:
        print(f"运行失败：{' '.join(command)}", file=sys.stderr)
        raise SystemExit(2)
    return time.perf_counter() - begun, peak


def held(process: psutil.Process) -> float:
    """Returns the megabytes that a process and its children hold."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total / 1e6


def main(argv: Sequence[str] | None = None) -> None:
    parser = arguments(
        "批量：两个进程与一个进程的快慢之比，和内存峰值",
        counted="--count",
        default=2000,
        said="多少份互不相同的报告",
    )
    options = parser.parse_args(argv)
    reports = read_reports(options.paths)
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(stream(reports, options.count)):
            Path(folder, f"{number:05d}.txt").write_text(text, encoding="utf-8")
        alone, _ = run(folder, 1)
        both, peak = run(folder, 2)
    print(f"fazhi compare，{options.count} 份互不相同的报告")
    ratio = alone / both
    reached = "达到" if ratio >= RATE else "没有达到"
    print(f"两个进程的速度是一个进程的 {ratio:.2f} 倍；要求 ≥ {RATE} 倍，{reached}")
    print(f"内存峰值，连同全部进程：{peak:.0f} MB；{against(peak, MEMORY, ' MB')}")
    print(f"供参考：{options.count / alone:.0f} 份/秒，{options.count / both:.0f} 份/秒")


if __name__ == "__main__":
    main()

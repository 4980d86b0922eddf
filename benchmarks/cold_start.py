"""Whole processes from nothing: the program against the import of what it stands on."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from _measure import Report, against, arguments, pairs, program, read_reports, spread

CHECK_LIMIT = 1.5
HELP_LIMIT = 2.0


def run(command: Sequence[str]) -> None:
    """Runs a process to its end; what it prints is dropped.

    Leaves the program where the process failed: the time of something that failed means nothing.
    """
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        print(f"运行失败：{' '.join(command)}", file=sys.stderr)
        print(done.stderr.decode("utf-8", "replace").strip(), file=sys.stderr)
        raise SystemExit(2)


def compare(name: str, command: Sequence[str], module: str, limit: float, repeats: int) -> None:
    """Prints how long a command takes against the import of a module, in pairs of processes."""
    reference = [sys.executable, "-c", f"import {module}"]
    taken = pairs(lambda: run(command), lambda: run(reference), repeats)
    ratio = spread([mine / theirs for mine, theirs in taken])
    mine = statistics.median(mine for mine, _ in taken)
    theirs = statistics.median(theirs for _, theirs in taken)
    print(f"{name} ÷ python -c “import {module}”，交替测 {repeats} 对进程")
    print(f"比值：{ratio}；{against(ratio.median, limit)}")
    print(f"供参考：{mine:.2f} 秒 / {theirs:.2f} 秒")


def as_word(report: Report, folder: Path) -> Path:
    """Returns a report as a Word file, which is read by a process of its own."""
    import docx

    document = docx.Document()
    for line in report.text.split("\n"):
        document.add_paragraph(line)
    path = folder / f"{Path(report.name).stem}.docx"
    document.save(str(path))
    return path


def main() -> None:
    parser = arguments(
        "冷启动：整个进程的耗时之比（检查路径中的第一份报告）",
        counted="--repeats",
        default=11,
        said="交替测多少对进程",
    )
    options = parser.parse_args()
    report = read_reports(options.paths)[0]
    check = [*program(), "check", str(report.path)]
    compare(f"fazhi check {report.name}", check, "spacy", CHECK_LIMIT, options.repeats)
    with tempfile.TemporaryDirectory() as folder:
        word = as_word(report, Path(folder))
        check = [*program(), "check", str(word)]
        compare(f"fazhi check {word.name}", check, "spacy", CHECK_LIMIT, options.repeats)
    compare("fazhi --help", [*program(), "--help"], "typer", HELP_LIMIT, options.repeats)


if __name__ == "__main__":
    main()

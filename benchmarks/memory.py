"""Memory after 100 and after 1,000 distinct reports, in the library and in ``fazhi check``."""

from __future__ import annotations

import gc
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from _measure import Report, against, arguments, program, read_reports, resident

LIMIT = 50
FIRST = 100
# The 3,755 common characters of GB 2312, of which names are made: hardly any pair comes twice.
_CHARACTERS = "".join(
    bytes((0xB0 + row, 0xA1 + cell)).decode("gb2312")
    for row in range(40)
    for cell in range(94 if row < 39 else 89)
)
_PLACE = re.compile(r"[一-鿿]{2}(?=县|镇|乡|街道|社区|村委会)")
_NO_NAME = re.compile(r"[我本全各该个区县市乡镇村和与及在对的了由到向据级有是基城多每]")
# Years, months and days stay, so that the text is still a report of its year.
_FIGURE = re.compile(r"(?<![0-9])[0-9]+(?![0-9]|\s*[年月日])")
_END = re.compile(r"。(?=\n)")


def variant(text: str, number: int) -> str:
    """Returns a report with other figures and other places; the same number gives the same text.

    Every paragraph that ends in a full stop gets places of its own besides, so that new words
    keep coming as they do from real bodies.
    """
    chance = random.Random(number)

    def name() -> str:
        return "".join(chance.choices(_CHARACTERS, k=2))

    def figure(match: re.Match[str]) -> str:
        length = len(match.group())
        return str(chance.randrange(10 ** (length - 1), 10**length))

    counted = Counter(found for found in _PLACE.findall(text) if not _NO_NAME.search(found))
    # A name that stands once may be no name at all (未发生|街道为被告的案件).
    places = {old: name() for old, times in counted.items() if times > 1}
    text = _PLACE.sub(lambda match: places.get(match.group(), match.group()), text)
    text = _FIGURE.sub(figure, text)
    return _END.sub(lambda _: f"，{name()}镇、{name()}街道和{name()}村参加。", text)


def stream(reports: Sequence[Report], count: int) -> Iterator[str]:
    """Yields so many distinct texts, made when they are asked for."""
    for number in range(count):
        yield variant(reports[number % len(reports)].text, number)


def in_library(reports: Sequence[Report], count: int) -> None:
    """Prints the memory of this process while it judges report after report and keeps none."""
    bare = resident()
    from analyzer import analyze

    analyze(reports[0].text)
    loaded = early = resident()
    for done, text in enumerate(stream(reports, count), start=1):
        analyze(text).to_dict()
        if done == FIRST:
            gc.collect()
            early = resident()
    gc.collect()
    late = resident()
    growth = late - early
    print(f"逐份调用 analyze，{count} 份互不相同的报告，结果不保留")
    print(f"  载入词库和模型前 {bare:.0f} MB，查完第一份 {loaded:.0f} MB（参照）")
    print(f"  查完 {FIRST} 份 {early:.0f} MB，查完 {count} 份 {late:.0f} MB")
    print(
        f"增长：{growth:+.1f} MB，是参照的 {growth / loaded:.1%}；{against(growth, LIMIT, ' MB')}"
    )


def new_words(reports: Sequence[Report], count: int) -> tuple[int, int]:
    """Returns how many distinct words the first 100 texts have, and how many all have."""
    from analyzer.matching.segment import Segmenter

    segmenter = Segmenter()
    words: set[str] = set()
    early = 0
    for done, text in enumerate(stream(reports, count), start=1):
        words.update(segmenter.cut(text))
        if done == FIRST:
            early = len(words)
    return early, len(words)


def in_program(reports: Sequence[Report], count: int) -> None:
    """Prints the peak memory of ``fazhi check`` over a folder of 100 reports and of all."""
    if not hasattr(os, "wait4"):
        print("本系统读不到子进程的内存，略去 fazhi check 的测量。")
        return
    with tempfile.TemporaryDirectory() as name:
        early = _peak(reports, FIRST, Path(name) / "early")
        late = _peak(reports, count, Path(name) / "late")
    growth = late - early
    print(f"fazhi check 文件夹（--quiet），{FIRST} 份和 {count} 份，各为一个新进程的内存峰值")
    print(f"  {FIRST} 份 {early:.0f} MB（参照），{count} 份 {late:.0f} MB")
    print(f"增长：{growth:+.1f} MB，是参照的 {growth / early:.1%}；{against(growth, LIMIT, ' MB')}")


def _peak(reports: Sequence[Report], count: int, folder: Path) -> float:
    """Returns the most memory that ``fazhi check`` holds over so many reports, in MB."""
    folder.mkdir()
    for number, text in enumerate(stream(reports, count)):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    command = [*program(), "check", "--quiet", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print(f"运行失败：{' '.join(command)}", file=sys.stderr)
        raise SystemExit(2)
    # Linux counts kilobytes, macOS bytes.
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def main() -> None:
    parser = arguments(
        "检查许多份报告时的常驻内存",
        counted="--count",
        default=1000,
        said="一共检查多少份互不相同的报告",
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)
    count = max(options.count, FIRST + 1)
    in_library(reports, count)
    early, late = new_words(reports, count)
    print(f"  （不同的词：前 {FIRST} 份 {early} 个，{count} 份 {late} 个）")
    in_program(reports, count)


if __name__ == "__main__":
    main()

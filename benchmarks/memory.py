"""Memory after 100 and after 1,000 distinct reports, in the library and in ``fazhi check``."""

from __future__ import annotations

import gc
import random
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from _measure import Report, against, arguments, read_reports, resident

LIMIT = 50
FIRST = 100
# Characters of which place names are made; a pair of them is a new word for the segmenter.
_SYLLABLES = (
    "安柏昌川丹定恩丰岗桂海衡鸿淮济嘉江金靖开康兰黎凌龙洛茂明南宁平浦棋清泉仁荣瑞沙石松太棠通望武溪仙祥"
    "阳宜永玉源云泽章昭镇竹紫枫榆桐梧槐楠樟沧泗涪渌湄漳潭澜澧濮瀚岑岚峪峰崇崖嵩巍"
)
# Before these two characters stand places; what speaks of the body itself is none.
_PLACE = re.compile(r"[一-鿿]{2}(?=县|镇|乡|街道|社区|村委会)")
_NO_NAME = re.compile(r"[我本全各该个区县市乡镇村和与及在对的了由到向据级有是基城多每]")
_FIGURE = re.compile(r"(?<![0-9])(?!(?:19|20)\d{2}(?![0-9]))[0-9]+")
_END = re.compile(r"。(?=\n)")


def variant(text: str, number: int) -> str:
    """Returns a report with other figures and other places; the same number gives the same text.

    Years stay. Every paragraph that ends in a full stop gets a clause with places of its own, so
    that new words keep coming as they do from real bodies.
    """
    chance = random.Random(number)
    places: dict[str, str] = {}

    def name() -> str:
        return "".join(chance.choices(_SYLLABLES, k=2))

    def place(match: re.Match[str]) -> str:
        old = match.group()
        return old if _NO_NAME.search(old) else places.setdefault(old, name())

    def figure(match: re.Match[str]) -> str:
        length = len(match.group())
        return str(chance.randrange(10 ** (length - 1), 10**length))

    text = _FIGURE.sub(figure, _PLACE.sub(place, text))
    return _END.sub(lambda _: f"，{name()}镇、{name()}街道和{name()}村参加。", text)


def stream(reports: Sequence[Report], count: int) -> list[tuple[Report, int]]:
    """Returns which report is varied how, for every text of a run."""
    return [(reports[number % len(reports)], number) for number in range(count)]


def in_library(reports: Sequence[Report], count: int) -> None:
    """Prints the memory of this process while it judges report after report and keeps none."""
    imported = resident()
    from analyzer import analyze

    analyze(reports[0].text)
    loaded = early = resident()
    for done, (report, number) in enumerate(stream(reports, count), start=1):
        analyze(variant(report.text, number)).to_dict()
        if done == FIRST:
            gc.collect()
            early = resident()
    gc.collect()
    late = resident()
    print(f"逐份调用 analyze，{count} 份互不相同的报告，结果不保留")
    print(f"  读入模块后 {imported:.0f} MB，查完第一份 {loaded:.0f} MB（参照）")
    print(f"  查完 {FIRST} 份 {early:.0f} MB，查完 {count} 份 {late:.0f} MB")
    growth = late - early
    print(
        f"增长：{growth:+.1f} MB，为参照的 {growth / loaded:.1%}；{against(growth, LIMIT, ' MB')}"
    )


def in_program(reports: Sequence[Report], count: int) -> None:
    """Prints the peak memory of ``fazhi check`` over a folder of 100 reports and of all."""
    from cold_start import program

    if not hasattr(__import__("os"), "wait4"):
        print("本系统不能读取子进程的内存，略去 fazhi check 的测量。")
        return
    with tempfile.TemporaryDirectory() as name:
        early = _peak(program(), reports, FIRST, Path(name) / "early")
        late = _peak(program(), reports, count, Path(name) / "late")
    print(f"fazhi check 文件夹（--quiet），{FIRST} 份与 {count} 份，各为一个新进程的内存峰值")
    print(f"  {FIRST} 份 {early:.0f} MB（参照），{count} 份 {late:.0f} MB")
    growth = late - early
    print(f"增长：{growth:+.1f} MB，为参照的 {growth / early:.1%}；{against(growth, LIMIT, ' MB')}")


def _peak(program: list[str], reports: Sequence[Report], count: int, folder: Path) -> float:
    import os
    import subprocess

    folder.mkdir()
    for report, number in stream(reports, count):
        (folder / f"{number:05}.txt").write_text(variant(report.text, number), encoding="utf-8")
    process = subprocess.Popen(
        [*program, "check", "--quiet", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    # Linux counts kilobytes, macOS bytes.
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def new_words(reports: Sequence[Report], count: int) -> tuple[int, int]:
    """Returns how many distinct words the first 100 texts have, and how many all have."""
    from analyzer.matching.segment import Segmenter

    segmenter = Segmenter()
    words: set[str] = set()
    early = 0
    for done, (report, number) in enumerate(stream(reports, count), start=1):
        words.update(segmenter.cut(variant(report.text, number)))
        if done == FIRST:
            early = len(words)
    return early, len(words)


def main() -> None:
    parser = arguments("检查许多份报告时的常驻内存", "用来变化的报告")
    parser.add_argument("--count", type=int, default=1000, metavar="份", help="一共检查多少份")
    options = parser.parse_args()
    reports = read_reports(options.paths)
    in_library(reports, options.count)
    early, late = new_words(reports, options.count)
    print(f"  （不同的词：前 {FIRST} 份 {early} 个，{options.count} 份 {late} 个）")
    in_program(reports, options.count)


if __name__ == "__main__":
    main()

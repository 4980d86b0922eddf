"""A second run over files that are known, against the first that judged them.

Plain text is the hardest case: it costs nothing to read, so that only judging is saved.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _measure import Report, arguments, read_reports
from memory import stream

from analyzer.documents.looking import look_at
from analyzer.documents.read import read_document
from analyzer.model.record import Record, record_of
from analyzer.pipeline import Analyzer
from analyzer.store.key import Key, key_of
from analyzer.store.store import Store

LIMIT = 20


def first_run(store: Store, files: list[str], analyzer: Analyzer, key: Key) -> None:
    """Looks up, reads, judges and keeps every file, as one process does it."""
    for file in files:
        seen = look_at(file)
        assert store.find(seen, key) is None
        text = read_document(file)
        store.put_result(seen, key, text, record_of(analyzer.analyze(text)))


def second_run(store: Store, files: list[str], key: Key) -> None:
    """Hashes every file, looks all of them up, and makes every record ready for use."""
    seen = [look_at(file) for file in files]
    store.note(seen)
    for _, known in store.find_all(seen, key):
        assert isinstance(known, Record)


def judge_again(store: Store, files: list[str], analyzer: Analyzer, key: Key) -> None:
    """Judges kept texts under another key, without the files."""
    for source in store.sources():
        text = store.text_of(source.seen.digest, key, source=source.seen.source)
        assert text is not None
        store.put_result(source.seen, key, text, record_of(analyzer.analyze(text)))


def measure(store: Store, files: list[str]) -> None:
    analyzer = Analyzer()
    analyzer.analyze(read_document(files[0]))
    key = key_of(analyzer.pack, reader=analyzer.reader)
    other = key_of(analyzer.pack, reader=analyzer.reader, year=2024)
    first = _seconds(lambda: first_run(store, files, analyzer, key))
    second = min(_seconds(lambda: second_run(store, files, key)) for _ in range(3))
    again = _seconds(lambda: judge_again(store, files, analyzer, other))
    every = len(files) / 1000
    said = "达到" if first / second >= LIMIT else "没有达到"
    print(f"{len(files)} 份互不相同的报告（纯文本），数据库 {store.shown.split('://')[0]}")
    print(f"  第一遍（查库、读、判、存）{first:.1f} 秒，每份 {first / every:.2f} 毫秒（参照）")
    print(f"  第二遍（算指纹、查库、取出全部结果）{second:.2f} 秒，每份 {second / every:.3f} 毫秒")
    print(f"  换词库后重判存着的正文 {again:.1f} 秒，每份 {again / every:.2f} 毫秒")
    print(f"第二遍是第一遍的 {first / second:.1f} 倍快；要求 ≥ {LIMIT} 倍，{said}")


def _write(reports: list[Report], count: int, folder: Path) -> list[str]:
    files = []
    for number, text in enumerate(stream(reports, count)):
        file = folder / f"{number:05}.txt"
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    return files


def _seconds(action: Callable[[], None]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def main() -> None:
    parser = arguments(
        "已知的文件再跑一遍有多快", counted="--count", default=10_000, said="多少份互不相同的报告"
    )
    parser.add_argument("--db", metavar="地址", help="空的数据库；默认在临时文件夹里建一个文件")
    options = parser.parse_args()
    reports = read_reports(options.paths)
    with tempfile.TemporaryDirectory() as name:
        files = _write(reports, options.count, Path(name))
        with Store.open(options.db or Path(name, "store.db")) as store:
            if next(store.sources(), None) is not None:
                print("数据库不是空的，测不准。请换一个。", file=sys.stderr)
                raise SystemExit(2)
            measure(store, files)
        if not options.db:
            size = sum(file.stat().st_size for file in Path(name).glob("store.db*"))
            print(
                f"  数据库文件 {size / 1e6:.0f} MB，每份 {size / options.count / 1e3:.1f} kB（两套结果）"
            )


if __name__ == "__main__":
    main()

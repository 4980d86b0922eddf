"""How well copied passages are found on a labelled corpus; its parts are compared each in itself."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from _measure import ROOT

if TYPE_CHECKING:
    from analyzer.evaluation.copying import CopyingFigures

LEAST_F1 = 0.95
_FINAL = "test"


def _said(value: float | None) -> str:
    return "无" if value is None else f"{value:.3f}"


def _quoted(text: str, start: int, end: int) -> str:
    return text[start:end].replace("\n", "／")


def main(arguments: Sequence[str] | None = None) -> None:
    from analyzer.evaluation.copying import evaluate_copying
    from analyzer.evaluation.corpus import read_parts
    from analyzer.pipeline import Analyzer

    parser = argparse.ArgumentParser(description="抄来的段落找得准不准、全不全")
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=ROOT / "corpus", metavar="语料",
        help="有 reports/ 和 labels/ 的文件夹，或者放着几个这样文件夹的文件夹；不写就是自带的",
    )  # fmt: skip
    parser.add_argument("--split", action="append", default=[], metavar="部分", help="只评这一部分")
    told = parser.parse_args(arguments)
    analyzer = Analyzer(reader=False)
    each: list[CopyingFigures] = []
    for part in read_parts(told.corpus, told.split):
        figures = evaluate_copying(part.reports, analyzer)
        each.append(figures)
        print(
            f"{part.name}：标注 {figures.labelled} 处，找到的 {figures.found} 处；"
            f"精确率 {_said(figures.precision)}，召回率 {_said(figures.recall)}，F1 {_said(figures.f1)}"
        )
        # Of the final part only figures may be seen.
        if part.name != _FINAL:
            _differences(figures)
    labelled, found = sum(f.labelled for f in each), sum(f.found for f in each)
    missed, false = sum(len(f.missed) for f in each), sum(len(f.false) for f in each)
    if labelled and found:
        precision, recall = 1 - false / found, 1 - missed / labelled
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        reached = "达到" if f1 >= LEAST_F1 else "没有达到"
        print(
            f"合计：标注 {labelled} 处，找到的 {found} 处；精确率 {precision:.3f}，召回率 {recall:.3f}，F1 {f1:.3f}；要求 ≥ {LEAST_F1}，{reached}"
        )


def _differences(figures: CopyingFigures) -> None:
    records = figures.records
    for pair in figures.missed:
        print(f"  漏：{records[pair.quote.report].source} ← {records[pair.earlier.report].source}")
        for place in (pair.quote, pair.earlier):
            print(f"    {_quoted(records[place.report].text, place.start, place.end)}")
    for passage in figures.false:
        a, b = passage.a, passage.b
        print(
            f"  误：{records[a.report].source}、{records[b.report].source}"
            f"（{passage.characters} 字，{passage.similarity:.2f}）"
        )
        for side in (a, b):
            print(f"    {_quoted(records[side.report].text, side.start, side.end)}")


if __name__ == "__main__":
    main()

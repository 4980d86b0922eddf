"""Scanned pages: how much is read wrong, how sure the reader is of it, and what a page takes.

Pages are drawn, as offices lay them out, in the Chinese fonts of this machine, and scanned badly
in several ways. The table shows whether the confidence of a page tells its error. The time is
compared with the plain call of rapidocr on the same pictures.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from _measure import ROOT, Spread, against, arguments, pairs, read_reports, seconds, spread

sys.path.insert(0, str(ROOT))

from tests.documents import printing as p

# Of the time of the library's own call.
LIMIT = 1.5
# Of the Chinese characters and digits on a clean page at 200 dpi.
WRONG = 0.02
# A page with more is to be known by its confidence.
BAD = 0.05
SCANS: dict[str, p.Scan] = {
    "200 dpi": lambda image: image,
    "100 dpi": p.coarse(100),
    "50 dpi": p.coarse(50),
    "30 dpi": p.coarse(30),
    "25 dpi": p.coarse(25),
    "20 dpi": p.coarse(20),
    "黑白两色": p.black_and_white,
    "褪色到 10%": p.faded(0.1),
    "模糊 3 像素": p.blurred(3),
    "模糊 4 像素": p.blurred(4),
    "模糊 5 像素": p.blurred(5),
    "模糊 6 像素": p.blurred(6),
    "噪声 80": p.noisy(80),
    "噪声 120": p.noisy(120),
    "噪声 160": p.noisy(160),
    "污点 10%": p.speckled(0.1),
    "污点 30%": p.speckled(0.3),
    "75 dpi JPEG 20": p.pressed(75, 20),
    "60 dpi JPEG 10": p.pressed(60, 10),
    "50 dpi JPEG 8": p.pressed(50, 8),
}


class Read(NamedTuple):
    """One page as it was read."""

    error: float
    confidence: float
    seconds: float


def main() -> None:
    parser = arguments(
        "扫描页：错字、可信度、耗时", counted="--pages", default=4, said="每种扫描读多少页"
    )
    options = parser.parse_args()
    if not p.fonts():
        print("没有找到中文字体，画不了页面。", file=sys.stderr)
        raise SystemExit(2)

    from analyzer.documents.scan.recognise import engines
    from analyzer.model.text import LOW_CONFIDENCE

    program = engines("扫描")
    report = "\n".join(report.text for report in read_reports(options.paths))
    sheets = [
        (p.printed(lines, path=path), p.said(lines))
        for lines, path in zip(islice(p.pages_of(report), options.pages), _in_turn(), strict=False)
    ]
    print(f"每种扫描 {len(sheets)} 页，字体轮换；可信度界限 {LOW_CONFIDENCE}")
    every = [_row(name, scan, sheets, program) for name, scan in SCANS.items()]
    clean = spread([read.error for read in every[0]])
    print(f"清晰页错字：{_percent(clean)}；{against(100 * clean.most, 100 * WRONG, '%')}")
    reads = [read for row in every for read in row]
    bad = [read for read in reads if read.error > BAD]
    known = sum(read.confidence < LOW_CONFIDENCE for read in bad)
    blamed = sum(read.confidence < LOW_CONFIDENCE for read in reads if read.error <= WRONG)
    print(f"错字超过 {BAD:.0%} 的 {len(bad)} 页，{known} 页低于界限；")
    print(f"错字不到 {WRONG:.0%} 的页，{blamed} 页低于界限")
    _compare(sheets, program)


def _in_turn() -> Iterator[Any]:
    while True:
        yield from p.fonts()


def _row(name: str, scan: p.Scan, sheets: list[tuple[Any, str]], program: Any) -> list[Read]:
    from analyzer.documents.scan.recognise import recognise
    from analyzer.documents.scan.spelling import units

    reads = []
    for image, said in sheets:
        picture = np.asarray(scan(image))
        found: list[Any] = []
        taken = seconds(
            lambda picture=picture, found=found: found.append(recognise(picture, program))
        )
        text = "".join(line.text for line in found[0].lines)
        reads.append(Read(p.wrong(text, said), found[0].confidence, taken))
    error = spread([read.error for read in reads])
    sure = spread([read.confidence for read in reads])
    took = statistics.median(read.seconds for read in reads)
    gap = " " * round(16 - 2 * units(name))
    print(f"{name}{gap}错字 {_percent(error)}  可信度 {sure}  {took:.1f} 秒一页", flush=True)
    return reads


def _percent(share: Spread) -> str:
    return f"{share.median:.2%}（最大 {share.most:.2%}）"


def _compare(sheets: list[tuple[Any, str]], program: Any) -> None:
    import rapidocr

    from analyzer.documents.scan.recognise import recognise

    plain = rapidocr.RapidOCR(params={"Global.log_level": "critical"})
    ratios = []
    for image, _ in sheets:
        picture = np.asarray(image)
        taken = pairs(
            partial(recognise, picture, program), partial(plain, picture[:, :, ::-1].copy()), 3
        )
        ratios.append(statistics.median(mine / theirs for mine, theirs in taken))
    ratio = spread(ratios)
    print(f"读一页 ÷ 直接调用 rapidocr：{ratio}；{against(ratio.median, LIMIT)}")


if __name__ == "__main__":
    main()

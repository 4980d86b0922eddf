"""The whole analysis of an extracted report against jieba's segmentation alone."""

from __future__ import annotations

import logging
import statistics

from _measure import against, arguments, pairs, read_reports, spread

LIMIT = 0.5
AIM = 0.35
_WARM_UP = 3


def main() -> None:
    parser = arguments(
        "整个分析 analyze(text) 与 jieba.lcut(text) 的耗时之比",
        counted="--repeats",
        default=21,
        said="每份报告交替测多少对",
        each=True,
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)

    import jieba

    from analyzer import analyze

    jieba.setLogLevel(logging.WARNING)
    for _ in range(_WARM_UP):
        for report in reports:
            analyze(report.text)
            jieba.lcut(report.text)

    ratios: list[float] = []
    mine: list[float] = []
    reference: list[float] = []
    for report in reports:
        text = report.text
        taken = pairs(lambda: analyze(text), lambda: jieba.lcut(text), options.repeats)  # noqa: B023
        ratios.append(statistics.median(a / b for a, b in taken))
        mine.append(1000 * statistics.median(a for a, _ in taken))
        reference.append(1000 * statistics.median(b for _, b in taken))
        if options.each:
            print(
                f"  {ratios[-1]:.2f}　{mine[-1]:6.2f} 毫秒 / {reference[-1]:6.2f} 毫秒　"
                f"{len(text):>6} 字　{report.name}"
            )
    found = spread(ratios)
    print(f"分析全文 ÷ jieba.lcut 分词，{len(reports)} 份报告，每份交替测 {options.repeats} 对")
    print(f"比值：{found}；{against(found.median, LIMIT)}；目标 {AIM:g}")
    print(
        f"供参考：分析中位 {statistics.median(mine):.2f} 毫秒，"
        f"jieba.lcut 中位 {statistics.median(reference):.2f} 毫秒，"
        f"报告中位 {statistics.median(len(r.text) for r in reports):.0f} 字"
    )


if __name__ == "__main__":
    main()

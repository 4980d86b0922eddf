"""The second reader's share of the time: one text read by it against the segmenter on the same."""

from __future__ import annotations

import logging
import statistics
from functools import partial

from _measure import against, arguments, pairs, read_reports, spread

# Of the time of ``jieba.lcut``; the limit of the whole analysis is 0.5.
LIMIT = 0.06


def main() -> None:
    parser = arguments(
        "第二判读 ÷ jieba.lcut 分词，在同样的文本上",
        counted="--repeats",
        default=51,
        said="每份报告交替测多少对",
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)

    import jieba

    from analyzer.pipeline import Analyzer
    from analyzer.reader.model import built_in
    from analyzer.reader.read import SecondReader

    jieba.setLogLevel(logging.WARNING)
    judge, reader = Analyzer(reader=False), SecondReader(built_in())
    ratios: list[float] = []
    times: list[float] = []
    for report in reports:
        document = judge.analyze(report.text).document
        taken = pairs(
            partial(reader.read, document), partial(jieba.lcut, report.text), options.repeats
        )
        ratios.append(statistics.median(mine / theirs for mine, theirs in taken))
        times.append(1e3 * statistics.median(mine for mine, _ in taken))
    ratio = spread(ratios)
    length = statistics.median(len(report.text) for report in reports)
    print(f"第二判读 ÷ jieba.lcut 分词，{len(reports)} 份报告，每份交替测 {options.repeats} 对")
    print(
        f"比值：{ratio.median:.3f}（最小 {ratio.least:.3f}，最大 {ratio.most:.3f}）；{against(ratio.median, LIMIT)}"
    )
    print(f"供参考：一份中位 {statistics.median(times):.3f} 毫秒，报告中位 {length:.0f} 字")


if __name__ == "__main__":
    main()

"""Time per character from 10 kB to 1 MB: linear cost keeps it level."""

from __future__ import annotations

import gc
import logging
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from typing import NamedTuple

from _measure import Report, against, arguments, read_reports, seconds

LIMIT = 1.3
SIZES = (10, 30, 100, 300, 1000)
_MOST_CALLS = 20
_WHOLE = 0.9


class Parts(NamedTuple):
    """A report taken apart: what stands before its body, the body, and the signature."""

    head: str
    body: str
    tail: str


def taken_apart(report: Report) -> Parts:
    """Returns the parts of a report, as the analysis itself sees them."""
    from analyzer import analyze

    identity = analyze(report.text).document.identity
    start, end = identity.body_start, identity.body_end
    return Parts(report.text[:start], report.text[start:end].strip("\n"), report.text[end:])


def joined(parts: Sequence[Parts], kilobytes: int) -> str:
    """Returns one long report: the first one's title, the bodies of all, the first one's signature.

    Titles and signatures in between would end the report there, and what follows would cost less.

    Args:
        parts: Where the text comes from; they are used again when all are used.
        kilobytes: The size in thousands of bytes of UTF-8; the text is cut at the end of a line.
    """
    head, _, tail = parts[0]
    left = 1000 * kilobytes - len((head + tail).encode())
    lines: list[str] = []
    for part in cycle(parts):
        for line in part.body.split("\n"):
            if left <= 0:
                return "\n".join([head.rstrip(), *lines, tail.lstrip()])
            lines.append(line)
            left -= len(line.encode()) + 1
    raise AssertionError("cycle ends only without reports")


def judged_share(text: str) -> float:
    """Returns the share of a text that the analysis takes for the body of the report."""
    from analyzer import analyze

    identity = analyze(text).document.identity
    return (identity.body_end - identity.body_start) / len(text)


def per_character(
    action: Callable[[str], object], texts: Sequence[str], repeats: int
) -> list[float]:
    """Returns for every text the microseconds that a character costs, the sizes in turns.

    A small text is worked on several times in a row, so that no size is timed over a mere moment.
    """
    action(texts[0])
    taken: list[list[float]] = [[] for _ in texts]
    for _ in range(repeats):
        for place, text in enumerate(texts):
            times = max(1, min(_MOST_CALLS, len(texts[-1]) // len(text) // 2))
            gc.collect()
            taken[place].append(1e6 * seconds(partial(action, text), times) / len(text))
    return [statistics.median(values) for values in taken]


def main() -> None:
    parser = arguments(
        "每个字的耗时随文本长度的变化：10 kB 到 1 MB",
        counted="--repeats",
        default=5,
        said="每个长度测多少次",
    )
    options = parser.parse_args()
    reports = read_reports(options.paths)
    parts = [taken_apart(report) for report in reports]
    texts = [joined(parts, size) for size in SIZES]

    import jieba

    from analyzer import analyze

    jieba.setLogLevel(logging.WARNING)
    mine = per_character(analyze, texts, options.repeats)
    reference = per_character(jieba.lcut, texts, options.repeats)
    print("每个字的耗时，与最短的文本相比（括号内：jieba.lcut 在同样文本上的变化）")
    for size, text, cost, theirs in zip(SIZES, texts, mine, reference, strict=True):
        print(
            f"  {size:>5} kB　{len(text):>7} 字　{cost:5.2f} 微秒/字　"
            f"{cost / mine[0]:5.2f} 倍（{theirs / reference[0]:.2f} 倍）"
        )
    share = judged_share(texts[-1])
    if share < _WHOLE:
        print(f"注意：最长的文本只有 {share:.0%} 被当作报告正文，其余没有逐句判断，比值偏低。")
    ratio = mine[-1] / mine[0]
    print(
        f"比值：{SIZES[-1]} kB 是 {SIZES[0]} kB 的 {ratio:.2f} 倍；{against(ratio, LIMIT)}（线性）"
    )


if __name__ == "__main__":
    main()

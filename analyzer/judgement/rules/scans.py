"""``scan.low-confidence``: pages that a recogniser could hardly read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from analyzer.judgement.rules.context import RuleContext
from analyzer.model.report import Finding
from analyzer.model.text import LOW_CONFIDENCE


def scan_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields each run of pages whose text may be wrong, so that a person compares the original."""
    confidence = context.reading.document.confidence
    pages = [
        (number, sure)
        for number, sure in enumerate(confidence, 1)
        if sure is not None and sure < LOW_CONFIDENCE
    ]
    for _, run in groupby(enumerate(pages), key=lambda page: page[1][0] - page[0]):
        found = [page for _, page in run]
        first, last = found[0][0], found[-1][0]
        which = f"第{first}页" if first == last else f"第{first}—{last}页"
        yield context.finding(
            "scan.low-confidence",
            f"{which}是扫描件，识别的把握最低只有{min(sure for _, sure in found):.0%}，文字可能有错",
        )

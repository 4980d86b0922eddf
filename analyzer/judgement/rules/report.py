"""``report.*`` and ``year.unknown``: is it the right kind of text, and of which year."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.judgement.rules.context import RuleContext
from analyzer.model.report import Finding


def report_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields that the text is no such report, or does not say its year."""
    identity = context.reading.document.identity
    if not identity.is_report:
        span = identity.title_span
        placed = span.end > span.start
        yield context.finding(
            "report.not-a-report",
            f"这不是法治政府建设年度报告，看起来是{identity.kind_name}",
            start=span.start if placed else None,
            end=span.end if placed else None,
        )
    elif identity.reporting_year is None:
        yield context.finding("year.unknown", "标题和正文都看不出报告的是哪一年")

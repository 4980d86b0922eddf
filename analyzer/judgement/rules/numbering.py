"""``numbering.*``: headings out of style or out of sequence."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.judgement.rules.context import RuleContext
from analyzer.model.report import Finding
from analyzer.structure.outline import numbering_faults


def numbering_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields headings whose number has the wrong style or breaks the sequence."""
    for fault in numbering_faults(context.reading.document.sections):
        yield context.finding(
            f"numbering.{fault.kind}", fault.message, start=fault.start, end=fault.end
        )

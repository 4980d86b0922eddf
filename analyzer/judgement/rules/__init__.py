"""Findings: what a reviewer must be told besides the verdicts. One module per family of rules."""

from __future__ import annotations

from analyzer.judgement.rules.context import RuleContext
from analyzer.judgement.rules.elements import element_findings, unanswered_findings
from analyzer.judgement.rules.numbering import numbering_findings
from analyzer.judgement.rules.patterns import pattern_findings
from analyzer.judgement.rules.report import report_findings
from analyzer.judgement.rules.scans import scan_findings
from analyzer.judgement.rules.terms import term_findings
from analyzer.judgement.rules.years import year_findings
from analyzer.model.report import Finding, Severity

# Rules over several reports, or over a roster; ``find_all`` reports none of them.
RULES_OVER_SEVERAL = (
    "reuse.previous-year",
    "reuse.other-body",
    "plan.not-followed-up",
    "shortcoming.repeated",
    "deadline.late",
    "roster.not-submitted",
    "roster.unlisted",
)
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def find_all(context: RuleContext) -> tuple[Finding, ...]:
    """Returns all findings of one report, the gravest first, then by place.

    A text that is no annual report gets no complaints about its content, only what must not be
    published, and what could hardly be read.
    """
    found = [
        *report_findings(context),
        *pattern_findings(context),
        *scan_findings(context),
    ]
    if context.reading.document.identity.is_report:
        found += [
            *element_findings(context),
            *unanswered_findings(context),
            *year_findings(context),
            *numbering_findings(context),
            *term_findings(context),
        ]
    # A rule that an overlay has switched off says nothing.
    found = [finding for finding in found if finding.rule in context.pack.rules]
    found.sort(key=lambda f: (_ORDER[f.severity], f.start is not None, f.start or 0))
    return tuple(found)

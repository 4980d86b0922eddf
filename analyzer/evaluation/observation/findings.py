"""Findings of the program against those of the label: the same rule at the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.evaluation.corpus_lint import DERIVED_RULES
from analyzer.evaluation.labels import FindingLabel, Label
from analyzer.evaluation.observation.disagreement import About, Case, Disagreement, Quotation
from analyzer.evaluation.observation.pairing import assign, overlap, places
from analyzer.evaluation.sampling import Tally
from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.model.report import Finding


def is_labelled_rule(rule: str) -> bool:
    """Tells whether labels say of a rule where it applies."""
    return rule not in DERIVED_RULES and rule not in RULES_OVER_SEVERAL


def told_of(label: Label, found: Sequence[Finding], text: str) -> Sequence[Finding]:
    """Returns the findings that a label says something of: all, unless it is of part of a report."""
    if not label.partial:
        return found
    known = (*label.findings, *label.dismissed)
    return [
        finding
        for finding in found
        if any(told.rule == finding.rule and _shared(told, finding, text) for told in known)
    ]


def compare_findings(
    wanted: Sequence[FindingLabel], found: Sequence[Finding], case: Case, tally: Tally
) -> Iterator[Disagreement]:
    """Counts findings by rule, and yields those that only the label or only the program has."""
    rules = {label.rule for label in wanted} | {finding.rule for finding in found}
    for rule in sorted(filter(is_labelled_rule, rules)):
        labels = [label for label in wanted if label.rule == rule]
        findings = [finding for finding in found if finding.rule == rule]
        pairs = assign([[_shared(la, f, case.text) for f in findings] for la in labels])
        tally[About.FINDING, rule, "right"] += len(pairs)
        tally[About.FINDING, rule, "missed"] += len(labels) - len(pairs)
        tally[About.FINDING, rule, "false"] += len(findings) - len(pairs)
        rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
        for row, label in enumerate(labels):
            if row not in rows:
                spots = places(case.text, label.quote)[label.n - 1 : label.n]
                quotes = [case.quote(*spot) for spot in spots]
                yield case.absence(About.FINDING, rule, quotes=quotes)
        for column, finding in enumerate(findings):
            if column not in columns:
                yield case.surplus(
                    About.FINDING, rule, evidence=_place(finding, case), reason=finding.message
                )


def _shared(label: FindingLabel, finding: Finding, text: str) -> int:
    """Returns how much a finding has of the place of a label; without a place any will do."""
    if not label.quote:
        return 1
    if finding.start is None or finding.end is None:
        return 0
    spots = places(text, label.quote)[label.n - 1 : label.n]
    return sum(overlap(spot, (finding.start, finding.end)) for spot in spots)


def _place(finding: Finding, case: Case) -> list[Quotation]:
    if finding.start is None or finding.end is None:
        return []
    return [case.quote(finding.start, finding.end)]

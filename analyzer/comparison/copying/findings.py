"""Findings about copied text, with the wording of the pack."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.comparison.copying.leftovers import other_bodies
from analyzer.comparison.copying.shared import Copying, Remark
from analyzer.comparison.copying.standing import StandingCounts
from analyzer.comparison.copying.unchanged import unchanged_passages
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.record import Record
from analyzer.model.report import Finding, Severity
from analyzer.model.text import masked
from analyzer.structure.bodies import names_of

OTHER_BODY, PREVIOUS_YEAR = "reuse.other-body", "reuse.previous-year"
_SEVERITY = {OTHER_BODY: Severity.ERROR, PREVIOUS_YEAR: Severity.WARNING}


def find_reuse(
    records: Sequence[Record], copying: Copying, submitted: Submissions, pack: Pack
) -> list[tuple[int, Finding]]:
    """Returns the findings about reused text, each with the report's number, in order.

    Args:
        records: The reports.
        copying: What they have in common.
        submitted: Whose they are.
        pack: Its rule texts; a rule that it has not says nothing.
    """
    names = names_of(pack.identity.bodies)
    found = [(OTHER_BODY, remark) for remark in other_bodies(records, copying, submitted, names)]
    found += [
        (PREVIOUS_YEAR, remark)
        for remark in unchanged_passages(records, copying, StandingCounts(pack))
    ]
    told = [
        (remark.report, _finding(records[remark.report], rule, remark, pack))
        for rule, remark in found
        if rule in pack.rules
    ]
    told.sort(key=lambda pair: (pair[0], pair[1].start or 0, pair[1].rule))
    return told


def _finding(record: Record, rule: str, remark: Remark, pack: Pack) -> Finding:
    said = pack.rules[rule]
    return Finding(
        rule=rule,
        severity=SEVERITIES[said.severity] if said.severity else _SEVERITY[rule],
        element=None,
        message=remark.message,
        advice=said.advice,
        legal_basis="；".join(map(str, said.basis)),
        start=remark.start,
        end=remark.end,
        text=masked(record.text, 0, record.masked)[remark.start : remark.end],
    )

"""What many reports have in common: the problems of several bodies, and passages to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.model.record import Record
from analyzer.model.report import ElementResult, Evidence, ReportResult, Status
from analyzer.review.conclusion import Conclusion, Gaps
from analyzer.review.subjects import ELEMENT_RULES

_MOST_PROBLEMS, _LEAST_BODIES = 10, 2
# A passage to learn from is short enough to be read and long enough to say something.
_SHORTEST, _LONGEST = 20, 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One file that came in, after the reviewers' decisions."""

    record: Record
    result: ReportResult
    gaps: Gaps
    conclusion: Conclusion


class Example(NamedTuple):
    """A passage that proves an element well."""

    element: ElementResult
    evidence: Evidence


def shared_problems(reported: Sequence[tuple[str, Reported]]) -> list[tuple[str, list[str]]]:
    """Returns the rules that several bodies break, the most frequent first, and these bodies.

    What is missing or hollow is counted by element elsewhere; hints are no problems.
    """
    bodies: dict[str, dict[str, None]] = {}
    for name, each in reported:
        for finding in (*each.gaps.must, *each.gaps.should):
            if finding.rule not in ELEMENT_RULES:
                bodies.setdefault(finding.rule, {})[name] = None
    shared = [(rule, list(names)) for rule, names in bodies.items() if len(names) >= _LEAST_BODIES]
    return sorted(shared, key=lambda each: -len(each[1]))[:_MOST_PROBLEMS]


def good_examples(
    reported: Sequence[tuple[str, Reported]],
) -> list[tuple[str, ReportResult, Example]]:
    """Returns for each required element the passage with the most facts, of many bodies if it can be.

    Reports that go back are no examples, and neither is what holds personal data or is in doubt.

    Args:
        reported: Names and reports, the best first.
    """
    chosen: list[tuple[str, ReportResult, Example]] = []
    for id_ in _required(reported):
        found = [
            (name, each.result, example)
            for name, each in reported
            if each.conclusion is not Conclusion.RETURNED
            and (example := _best(each.result, id_)) is not None
        ]
        named = {name for name, *_ in chosen}
        # The first of those with the most facts is that of the best report.
        best = max(
            found,
            key=lambda each: (each[0] not in named, len(each[2].evidence.facts)),
            default=None,
        )
        if best is not None:
            chosen.append(best)
    return chosen


def _required(reported: Sequence[tuple[str, Reported]]) -> list[str]:
    return [e.id for e in reported[0][1].result.elements if e.required] if reported else []


def _best(result: ReportResult, id_: str) -> Example | None:
    element = result.element(id_)
    if element.status is not Status.SUBSTANTIVE or element.contradiction is not None:
        return None
    fit = [
        evidence
        for evidence in element.evidence
        if _SHORTEST <= len(evidence.text.strip()) <= _LONGEST
        and not any(low < evidence.end and evidence.start < high for low, high in result.masked)
    ]
    best = max(fit, key=lambda evidence: len(evidence.facts), default=None)
    return Example(element, best) if best is not None else None

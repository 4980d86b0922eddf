"""Verdicts → points. Every point can be traced: weight × credit of its element.

Weights, credits and grades come from the pack. Elements that do not count for a body are left
out, and the weights of the others are scaled so that a complete report earns 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analyzer.lexicon.schema import Element, Pack, ReviewPolicy
from analyzer.model.document import Identity
from analyzer.model.report import Contradiction, ElementResult

NOT_A_REPORT = "非年度报告"


def applies(element: Element, identity: Identity) -> bool:
    """Tells whether an element counts for a body and a year (适用、起始年度、终止年度).

    A required element counts for every body.
    """
    year = identity.reporting_year
    if year is not None and not element.since <= year <= element.until:
        return False
    if element.kind == "必备":
        return True
    whom = element.applies
    if whom.levels and identity.level is not None and identity.level not in whom.levels:
        return False
    name = identity.issuer or ""
    if name and whom.not_bodies and any(word in name for word in whom.not_bodies):
        return False
    return not (name and whom.bodies and not any(word in name for word in whom.bodies))


def scaled_weights(pack: Pack, counts: Sequence[bool]) -> dict[str, float]:
    """Returns the weight of each element for one body; the weights that count sum to 100."""
    counted = {e.id: e.weight if c else 0.0 for e, c in zip(pack.elements, counts, strict=True)}
    total = sum(counted.values())
    if not total:
        return counted
    return {key: round(weight * 100 / total, 4) for key, weight in counted.items()}


def with_contradictions(
    elements: Sequence[ElementResult], contradictions: Mapping[str, Contradiction], pack: Pack
) -> tuple[ElementResult, ...]:
    """Returns the elements with their contradictions, credited as the pack wants it (复核计分)."""
    return tuple(
        replace(
            e,
            contradiction=contradictions[e.id],
            credit=_credit_under_review(e.credit, contradictions[e.id], pack),
        )
        if e.id in contradictions
        else e
        for e in elements
    )


def _credit_under_review(credit: float, contradiction: Contradiction, pack: Pack) -> float:
    other = pack.head.credits.of(contradiction.reader.status)
    match pack.head.under_review:
        case ReviewPolicy.LEXICON:
            return credit
        case ReviewPolicy.LOWER:
            return min(credit, other)
        case ReviewPolicy.HALFWAY:
            return (credit + other) / 2


def total_score(elements: Sequence[ElementResult]) -> float:
    """Returns the score, 0 to 100, to one decimal."""
    return round(min(100.0, sum(e.weight * e.credit for e in elements)), 1)


def grade_of(score: float, pack: Pack) -> str:
    """Returns the grade (等次) that a score reaches; empty where the pack names none."""
    reached = [grade for grade in pack.head.grades if score >= grade.floor]
    return max(reached, key=lambda grade: grade.floor).name if reached else ""

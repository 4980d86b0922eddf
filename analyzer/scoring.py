"""Verdicts → points. Every point can be traced: weight × credit of its element.

Weights, credits and grades come from the pack. Elements that do not count for a body are left
out, and the weights of the others are scaled so that a complete report earns 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from analyzer.lexicon.schema import Element, Judgement, Pack, ReviewPolicy
from analyzer.model.document import Identity
from analyzer.model.report import Contradiction, ElementResult, Evidence, Passage, Status

# So sure the second reader must be to fill a gap; below, it only asks for a look.
_SURE = 0.85
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
    return element.applies.counts_for(identity.level, identity.issuer)


def scaled_weights(pack: Pack, counts: Sequence[bool]) -> dict[str, float]:
    """Returns the weight of each element for one body; the weights that count sum to 100."""
    counted = {e.id: e.weight if c else 0.0 for e, c in zip(pack.elements, counts, strict=True)}
    total = sum(counted.values())
    if not total:
        return counted
    return {key: round(weight * 100 / total, 4) for key, weight in counted.items()}


def with_contradictions(
    elements: Sequence[ElementResult],
    contradictions: Mapping[str, Contradiction],
    pack: Pack,
    quoted: Callable[[Passage], Evidence],
) -> tuple[ElementResult, ...]:
    """Returns the elements with their contradictions, judged as the pack wants it (复核计分).

    Args:
        elements: The lexicon's verdicts.
        contradictions: By id, those to which the second reader objects.
        pack: The pack.
        quoted: Turns a passage of the report into evidence.
    """

    def reviewed(element: ElementResult) -> ElementResult:
        contradiction = contradictions[element.id]
        credit = _credit_under_review(element.credit, contradiction, pack, element.id)
        element = replace(element, contradiction=contradiction, credit=credit)
        found = pack.head.under_review is ReviewPolicy.FOUND
        if not (found and fills_gap(contradiction, pack.element(element.id))):
            return element
        return replace(
            element,
            status=contradiction.reader.status,
            reason="词库没有找到，第二判读认为这一处写到了，请人复核",
            evidence=(quoted(contradiction.passage),),
        )

    return tuple(reviewed(e) if e.id in contradictions else e for e in elements)


def fills_gap(contradiction: Contradiction, element: Element) -> bool:
    """Tells whether the second reader's verdict holds where the lexicon found nothing (补漏).

    Not for the deeds of a year as a whole: there is no report in which nothing resembles them.
    """
    return (
        contradiction.lexicon is Status.MISSING
        and contradiction.reader.confidence >= _SURE
        and element.judged_by is not Judgement.OVERALL
    )


def _credit_under_review(
    credit: float, contradiction: Contradiction, pack: Pack, element: str
) -> float:
    other = pack.head.credits.of(contradiction.reader.status)
    match pack.head.under_review:
        case ReviewPolicy.LEXICON:
            return credit
        case ReviewPolicy.FOUND:
            return other if fills_gap(contradiction, pack.element(element)) else credit
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

"""Variants of reports: does the program follow a change, and leave alone what was not changed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyzer.evaluation.judging import Statuses
from analyzer.evaluation.labels import Label
from analyzer.evaluation.mutations import MutationKind, Variant
from analyzer.evaluation.sampling import Estimate, Sample, Tally


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How the program stands one kind of change.

    Attributes:
        variants: How many were judged.
        recall: Share of the changed elements that got the label's status; where the whole text was
            changed, all of its elements count, one by one.
        side_effects: Share of elements whose status is another than on the unchanged report although
            the label's is not, the changed element aside.
    """

    variants: int
    recall: Estimate
    side_effects: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedVariant:
    """An element of a variant that did not get the label's status."""

    name: str
    base: str
    kind: MutationKind
    element: str
    expected: str
    got: str

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for JSON."""
        return {
            "name": self.name,
            "base": self.base,
            "kind": str(self.kind),
            "element": self.element,
            "expected": self.expected,
            "got": self.got,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """The figures over all variants, by kind in the order of ``MutationKind``."""

    all: KindFigures
    kinds: dict[MutationKind, KindFigures]
    failed: tuple[FailedVariant, ...]


def measure_robustness(
    judged: Sequence[tuple[Variant, Statuses]],
    bases: Mapping[str, tuple[Label, Statuses]],
    *,
    seed: int,
) -> Robustness:
    """Returns how the verdicts on variants agree with their labels.

    Intervals come from resampling the unchanged reports: the variants of one hang together.

    Args:
        judged: Each variant with the statuses that it got.
        bases: Label and statuses of the unchanged reports by name.
        seed: Of the resamples.
    """
    tallies: dict[str, Tally] = {}
    failed: list[FailedVariant] = []
    for variant, statuses in judged:
        if variant.element is not None and variant.element not in statuses:
            # The pack does not know the element: it is neither right nor wrong.
            continue
        if not variant.label.is_report:
            # Of other texts no element is asked.
            continue
        tally = tallies.setdefault(variant.base, Counter())
        wrong = _wrong(variant, statuses)
        failed += wrong
        asked = 1 if variant.element is not None else len(variant.label.elements.keys() & statuses)
        tally["variant", variant.kind, "all"] += 1
        tally["element", variant.kind, "wrong"] += len(wrong)
        tally["element", variant.kind, "right"] += asked - len(wrong)
        label, before = bases[variant.base]
        for id_ in _unchanged(variant, label, before):
            told = "kept" if statuses[id_] is before[id_] else "changed"
            tally["side effect", variant.kind, told] += 1
    sample = Sample([tallies[base] for base in sorted(tallies)], seed=seed)
    kinds = sample.values(1, "variant")
    return Robustness(
        all=_figures(sample, None),
        kinds={kind: _figures(sample, kind) for kind in MutationKind if kind in kinds},
        failed=tuple(failed),
    )


def _wrong(variant: Variant, statuses: Statuses) -> list[FailedVariant]:
    """Returns the changed elements of a variant that did not get their status."""
    changed = [variant.element] if variant.element is not None else list(variant.label.elements)
    return [
        FailedVariant(
            name=variant.name,
            base=variant.base,
            kind=variant.kind,
            element=id_,
            expected=variant.label.elements[id_].status,
            got=statuses[id_],
        )
        for id_ in changed
        if id_ in statuses and statuses[id_] is not variant.label.elements[id_].status
    ]


def _unchanged(variant: Variant, label: Label, before: Statuses) -> list[str]:
    """Returns the elements of which the label says the same before and after the change."""
    return [
        id_
        for id_ in before
        if id_ != variant.element
        and id_ in label.elements
        and id_ in variant.label.elements
        and label.elements[id_].status is variant.label.elements[id_].status
    ]


def _figures(sample: Sample, kind: MutationKind | None) -> KindFigures:
    right, wrong = (sample.count("element", kind, told) for told in ("right", "wrong"))
    changed, kept = (sample.count("side effect", kind, told) for told in ("changed", "kept"))
    return KindFigures(
        variants=int(sample.count("variant", kind, "all")[0]),
        recall=sample.share(right, right + wrong),
        side_effects=sample.share(changed, changed + kept),
    )

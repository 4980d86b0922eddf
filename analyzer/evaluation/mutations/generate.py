"""Chooses which variants are made of which reports."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations.draft import Doubtful
from analyzer.evaluation.mutations.made import Made
from analyzer.evaluation.mutations.moving import misnumbered, moved, reordered
from analyzer.evaluation.mutations.noise import scanned, surrounded
from analyzer.evaluation.mutations.relabel import relabelled
from analyzer.evaluation.mutations.rewording import cited, intended, negated, paraphrased
from analyzer.evaluation.mutations.taking_out import emptied, removed
from analyzer.evaluation.mutations.variant import MutationKind, Variant
from analyzer.evaluation.mutations.years import misdated

_MAKERS: dict[MutationKind, Callable[[LabelledReport, Random], Iterator[Made]]] = {
    MutationKind.REMOVED: lambda report, _: removed(report),
    MutationKind.EMPTIED: lambda report, _: emptied(report),
    MutationKind.PARAPHRASED: paraphrased,
    MutationKind.MOVED: moved,
    MutationKind.INTENDED: intended,
    MutationKind.NEGATED: negated,
    MutationKind.CITED: cited,
    MutationKind.YEAR_SHIFTED: misdated,
    MutationKind.REORDERED: reordered,
    MutationKind.RENUMBERED: misnumbered,
    MutationKind.OCR_NOISE: scanned,
    MutationKind.BOILERPLATE: surrounded,
}


def make_variants(
    reports: Sequence[LabelledReport],
    *,
    count: int,
    seed: int,
    kinds: Sequence[MutationKind] = tuple(MutationKind),
) -> list[Variant]:
    """Returns variants of labelled reports, spread evenly over kinds of change and reports.

    Args:
        reports: What is changed; variants are made only where their truth is beyond doubt.
        count: How many are wanted; fewer are returned where no more are possible.
        seed: The same reports, count, seed and kinds give the same variants.
        kinds: What is done to the reports.
    """
    turns = _in_turn(_of_kind(reports, kind, seed) for kind in dict.fromkeys(kinds))
    named: Counter[str] = Counter()
    variants = []
    for variant in islice(turns, max(0, count)):
        named[variant.name] += 1
        variants.append(replace(variant, name=f"{variant.name}-{named[variant.name]}"))
    return variants


def _in_turn(sources: Iterable[Iterator[Variant]]) -> Iterator[Variant]:
    """Yields one variant of each source, then the next of each, until none has any left."""
    waiting = deque(sources)
    while waiting:
        source = waiting.popleft()
        variant = next(source, None)
        if variant is not None:
            waiting.append(source)
            yield variant


def _of_kind(reports: Sequence[LabelledReport], kind: MutationKind, seed: int) -> Iterator[Variant]:
    # What nobody labelled may be there as well as not.
    order = [report for report in reports if not report.label.partial]
    Random(f"{seed}/{kind}").shuffle(order)
    return _in_turn(_of_report(report, kind, seed) for report in order)


def _of_report(report: LabelledReport, kind: MutationKind, seed: int) -> Iterator[Variant]:
    """Yields the variants of one report in an order that the seed decides, each text once."""
    random = Random(f"{seed}/{kind}/{report.name}")
    try:
        made = list(_MAKERS[kind](report, random))
    except Doubtful:
        return
    random.shuffle(made)
    seen = {report.text.text}
    for one in made:
        text = one.draft.text
        try:
            label = relabelled(report, one.draft, one.change, notes=one.notes)
        except Doubtful:
            continue
        if text not in seen:
            seen.add(text)
            yield Variant(
                name=f"{report.name}-{kind}-{one.element or 'text'}",
                base=report.name,
                kind=kind,
                element=one.element,
                text=text,
                label=label,
            )

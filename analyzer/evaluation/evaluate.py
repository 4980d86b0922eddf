"""Labelled reports and variants → the whole evaluation. Nothing here prints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.evaluation.corpus import Part
from analyzer.evaluation.figures import Figures, measure
from analyzer.evaluation.judging import Judges, Named, Statuses
from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations import Variant, make_variants
from analyzer.evaluation.observation import Disagreement, Observation, observe
from analyzer.evaluation.robustness import Robustness, measure_robustness
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Failure, ReportResult


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled report with its result, and how the two agree."""

    part: str
    report: LabelledReport
    result: ReportResult
    observation: Observation

    @property
    def digest(self) -> str:
        """What changes when the text or the label does."""
        label = self.report.label.model_dump_json(exclude_defaults=True)
        return digest(self.report.text, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        pack: The pack that judged.
        seed: Of resamples and mutations.
        whole: The figures over all reports.
        parts: The figures of each part.
        reports: All reports, part by part, in name order.
        robustness: The figures over the variants; ``None`` where none were asked for.
        mutations: How many variants were asked for.
        variants: What changes when the variants do.
        failures: Texts at which the program failed; they are in no figure.
    """

    pack: Pack
    seed: int
    whole: Figures
    parts: dict[str, Figures]
    reports: tuple[Judged, ...]
    mutations: int
    robustness: Robustness | None
    variants: str
    failures: tuple[Failure, ...]

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """All disagreements, report by report."""
        return tuple(d for judged in self.reports for d in judged.observation.disagreements)


def vary(parts: Sequence[Part], *, count: int, seed: int) -> list[Variant]:
    """Returns variants of the reports of all parts, the same as ``fazhi corpus mutate`` writes.

    Raises:
        UsageError: Two parts have a report of the same name: its variants could not be told apart.
    """
    reports = [report for part in parts for report in part.reports]
    names = Counter(report.name for report in reports)
    twice = [name for name, number in names.items() if number > 1]
    if count and twice:
        raise UsageError(
            f"几个部分里有同名的报告：{'、'.join(twice)}",
            remedy="请改名，或用 --split 只评一个部分",
        )
    return make_variants(reports, count=count, seed=seed)


def evaluate(
    parts: Sequence[Part],
    variants: Sequence[Variant],
    pack: Pack,
    *,
    mutations: int,
    seed: int,
    jobs: int,
    advance: Callable[[], None],
) -> Evaluation:
    """Returns how the program agrees with the labels.

    Args:
        parts: The labelled reports.
        variants: Changed reports from ``vary``; their bases are named as the reports are.
        pack: The pack to judge with.
        mutations: How many variants were asked for.
        seed: Of the resamples.
        jobs: How many processes judge at most; the result does not depend on it.
        advance: Called after each text.

    Raises:
        FazhiError: A process came to a sudden end.
    """
    judged, varied, failures = _judge(parts, variants, pack, jobs, advance)
    ids = [element.id for element in pack.elements]
    tallies = {part.name: [j.observation.tally for j in judged if j.part == part.name]
               for part in parts}  # fmt: skip
    return Evaluation(
        pack=pack,
        seed=seed,
        whole=measure([j.observation.tally for j in judged], ids, seed=seed),
        parts={name: measure(counts, ids, seed=seed) for name, counts in tallies.items()},
        reports=tuple(judged),
        mutations=mutations,
        variants=digest(*(said for v in variants for said in (v.name, v.text))),
        robustness=_robustness(judged, varied, seed) if mutations else None,
        failures=tuple(failures),
    )


def _judge(
    parts: Sequence[Part],
    variants: Sequence[Variant],
    pack: Pack,
    jobs: int,
    advance: Callable[[], None],
) -> tuple[list[Judged], list[tuple[Variant, Statuses]], list[Failure]]:
    """Judges reports and variants, in their order; what fails is set apart."""
    reports = [(part.name, report) for part in parts for report in part.reports]
    texts = [Named(f"{part}/{report.name}", report.text) for part, report in reports]
    changed = [Named(variant.name, variant.text) for variant in variants]
    judged: list[Judged] = []
    varied: list[tuple[Variant, Statuses]] = []
    failures: list[Failure] = []
    with Judges(pack, jobs=jobs, texts=len(texts) + len(changed)) as judges:
        for (part, report), result in zip(reports, judges.results(texts), strict=True):
            advance()
            if isinstance(result, Failure):
                failures.append(result)
            else:
                judged.append(Judged(part, report, result, observe(part, report, result)))
        for variant, statuses in zip(variants, judges.statuses(changed), strict=True):
            advance()
            if isinstance(statuses, Failure):
                failures.append(statuses)
            else:
                varied.append((variant, statuses))
    return judged, varied, failures


def _robustness(
    judged: Sequence[Judged], varied: Sequence[tuple[Variant, Statuses]], seed: int
) -> Robustness:
    bases = {
        j.report.name: (j.report.label, {e.id: e.status for e in j.result.elements}) for j in judged
    }
    # Without a verdict on the unchanged report there is nothing to compare with.
    whole = [(variant, statuses) for variant, statuses in varied if variant.base in bases]
    return measure_robustness(whole, bases, seed=seed)


def digest(*texts: str) -> str:
    """Returns a short name for some texts that no others have."""
    whole = hashlib.sha256()
    for text in texts:
        # A length before each: no two rows of texts run into the same whole.
        encoded = text.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(encoded) + encoded)
    return whole.hexdigest()[:16]

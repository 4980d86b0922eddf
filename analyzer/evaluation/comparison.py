"""This evaluation against an earlier one: what a change of the lexicon gained and what it lost.

Only reports are compared whose text and label are the same in both, and only elements that both
packs have: one that is switched off is neither better nor worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

from analyzer.documents.plain import decode
from analyzer.errors import UsageError
from analyzer.evaluation.evaluate import Evaluation
from analyzer.evaluation.figures import KEY_FIGURES, Figures, key_figures
from analyzer.evaluation.observation import About, Disagreement
from analyzer.evaluation.robustness import FailedVariant

# The name of all parts together.
ALL = "all"
# Part, name and digest of a report.
_ReportKey: TypeAlias = tuple[str, str, str]


class _Read(BaseModel):
    """What is read of the earlier evaluation; keys that a later version adds are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Pack(_Read):
    id: str
    version: str


class _Report(_Read):
    part: str
    name: str
    digest: str
    elements: dict[str, Any]


class _Mutations(_Read):
    digest: str
    failed: tuple[FailedVariant, ...]


class Earlier(_Read):
    """The part of an earlier evaluation's JSON that is compared."""

    schema_version: str
    pack: _Pack
    all: dict[str, Any]
    parts: tuple[dict[str, Any], ...]
    reports: tuple[_Report, ...]
    disagreements: tuple[Disagreement, ...]
    mutations: _Mutations | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; ``part`` is ``all`` for all parts together."""

    part: str
    figure: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is better and what is worse than in an earlier evaluation.

    Attributes:
        pack: Id and version of the pack that judged then.
        reports: How many reports are compared.
        left_out: Reports that are not in both, or whose text or label changed, as ``part/name``.
        gained: Disagreements of then that are none now.
        lost: Disagreements of now that were none then.
        changed: Disagreements of now that were others then.
        variants: Whether both judged the same variants.
        variants_gained: Elements of variants that are right only now.
        variants_lost: Elements of variants that were right only then.
        figures: The key figures of parts of which all reports are compared.
    """

    pack: str
    reports: int
    left_out: tuple[str, ...]
    gained: tuple[Disagreement, ...]
    lost: tuple[Disagreement, ...]
    changed: tuple[Disagreement, ...]
    variants: bool
    variants_gained: tuple[FailedVariant, ...]
    variants_lost: tuple[FailedVariant, ...]
    figures: tuple[Change, ...]

    @property
    def worse(self) -> bool:
        """Whether anything is wrong now that was right then."""
        return bool(self.lost or self.variants_lost)

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for JSON."""
        return {
            "pack": self.pack,
            "reports": self.reports,
            "left_out": list(self.left_out),
            "lost": [d.to_dict() for d in self.lost],
            "gained": [d.to_dict() for d in self.gained],
            "changed": [d.to_dict() for d in self.changed],
            "variants_compared": self.variants,
            "variants_lost": [v.to_dict() for v in self.variants_lost],
            "variants_gained": [v.to_dict() for v in self.variants_gained],
            "figures": [
                {"part": c.part, "figure": c.figure, "old": c.old, "new": c.new}
                for c in self.figures
            ],
        }


def read_earlier(path: Path) -> Earlier:
    """Returns an earlier evaluation from its JSON.

    Raises:
        UsageError: The file cannot be read or is no evaluation.
    """
    try:
        # PowerShell writes what it redirects as UTF-16.
        text, _ = decode(path.read_bytes())
        return Earlier.model_validate_json(text)
    except OSError as error:
        raise UsageError("读不了这个文件", remedy="请检查路径和权限", source=str(path)) from error
    except ValueError as error:
        raise UsageError(
            "不是 fazhi evaluate --format json 的结果",
            remedy="请用上一次评测保存的 JSON 文件",
            source=str(path),
        ) from error


def compare(earlier: Earlier, now: Evaluation) -> Comparison:
    """Returns what is better and what is worse than in an earlier evaluation."""
    then_reports = {(r.part, r.name, r.digest) for r in earlier.reports}
    now_reports = {(j.part, j.report.name, j.digest) for j in now.reports}
    both = {(part, name) for part, name, _ in then_reports & now_reports}
    elements = {id_ for report in earlier.reports for id_ in report.elements}
    elements &= {element.id for element in now.pack.elements}
    then, today = (
        {
            d.key: d
            for d in disagreements
            if (d.part, d.report) in both and (d.about is not About.ELEMENT or d.name in elements)
        }
        for disagreements in (earlier.disagreements, now.disagreements)
    )
    before, after = earlier.mutations, now.robustness
    failed_then = failed_now = frozenset[FailedVariant]()
    same_variants = before is not None and before.digest == now.variants
    if same_variants and before is not None and after is not None:
        failed_then, failed_now = (
            frozenset(v for v in run.failed if v.element in elements) for run in (before, after)
        )
    return Comparison(
        pack=f"{earlier.pack.id} {earlier.pack.version}",
        reports=len(both),
        left_out=tuple(sorted({f"{part}/{name}" for part, name, _ in then_reports ^ now_reports})),
        gained=tuple(d for key, d in then.items() if key not in today),
        lost=tuple(d for key, d in today.items() if key not in then),
        changed=tuple(d for key, d in today.items() if key in then and then[key].got != d.got),
        variants=same_variants,
        variants_gained=_without(failed_then, failed_now),
        variants_lost=_without(failed_now, failed_then),
        figures=tuple(_changes(earlier, now, then_reports, now_reports)),
    )


def _without(
    some: frozenset[FailedVariant], others: frozenset[FailedVariant]
) -> tuple[FailedVariant, ...]:
    """Returns the elements of variants that failed in one run and not in the other, in order."""
    known = {(v.name, v.element) for v in others}
    left = (v for v in some if (v.name, v.element) not in known)
    return tuple(sorted(left, key=lambda v: (v.name, v.element)))


def _changes(
    earlier: Earlier,
    now: Evaluation,
    then_reports: set[_ReportKey],
    now_reports: set[_ReportKey],
) -> Iterator[Change]:
    """Yields the key figures of what holds the same reports in both, all parts together first."""
    old_parts = {str(part.get("name")): part for part in earlier.parts}
    candidates: dict[str, tuple[Mapping[str, Any], Figures]] = {ALL: (earlier.all, now.whole)}
    if len(now.parts) > 1:
        for name, figures in now.parts.items():
            candidates[name] = old_parts.get(name, {}), figures
    for name, (old, figures) in candidates.items():
        then, today = (
            {key for key in reports if name in (ALL, key[0])}
            for reports in (then_reports, now_reports)
        )
        if then == today:
            for figure, estimate in key_figures(figures).items():
                yield Change(name, figure, _value(old, KEY_FIGURES[figure]), estimate.value)


def _value(tree: Mapping[str, Any], path: Sequence[str]) -> float | None:
    """Returns the figure at a path in an earlier evaluation; ``None`` where it has none."""
    found: Any = tree
    for step in (*path, "value"):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, int | float) else None

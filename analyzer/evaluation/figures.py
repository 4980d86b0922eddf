"""Tallies → the figures of an evaluation. The keys of tallies are those of ``observation``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analyzer.evaluation.observation import About
from analyzer.evaluation.sampling import Detection, Estimate, Sample, Table, Tally
from analyzer.model.report import Status

GAPS = (Status.MISSING,)
HOLLOW_OR_MISSING = (Status.MENTIONED, Status.MISSING)


@dataclass(frozen=True, slots=True)
class ElementFigures:
    """How the verdicts on one element agree.

    Attributes:
        gaps: How well missing elements are found.
        hollow_or_missing: How well elements are found that are not substantive.
        agreement: Share of equal verdicts of three classes.
        kappa: The same beyond chance.
        evidence: Share of agreeing verdicts, missing ones aside, where evidence meets a quotation.
    """

    gaps: Detection
    hollow_or_missing: Detection
    agreement: Estimate
    kappa: Estimate
    evidence: Estimate


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """How well one status is told from the two others."""

    detection: Detection
    kappa: Estimate


@dataclass(frozen=True, slots=True)
class IdentityFigures:
    """Share of reports whose identity is read as labelled."""

    is_report: Estimate
    year: Estimate
    issuer: Estimate
    level: Estimate


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How well items are taken apart; ``cause`` is the share of right flags of paired ones."""

    shortcomings: Detection
    plan: Detection
    cause: Estimate
    links: Detection


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """How well findings are made, in all and by rule."""

    all: Detection
    rules: dict[str, Detection]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that is measured over some reports.

    Attributes:
        reports: How many texts, look-alikes included.
        verdicts: All elements together.
        confusion: How often a label (first key) met a status (second key).
        classes: The same by status.
        elements: The same by element, in the order of the pack.
        characters: Characters of evidence against those of quotations, in agreeing verdicts.
    """

    reports: int
    verdicts: ElementFigures
    confusion: dict[Status, dict[Status, int]]
    classes: dict[Status, ClassFigures]
    elements: dict[str, ElementFigures]
    characters: Detection
    identity: IdentityFigures
    items: ItemFigures
    findings: FindingFigures


def measure(tallies: Sequence[Tally], element_ids: Sequence[str], *, seed: int) -> Figures:
    """Returns the figures over some reports.

    Args:
        tallies: What was counted, one a report.
        element_ids: The elements in the order of the pack.
        seed: Of the resamples.
    """
    sample = Sample(tallies, seed=seed)
    labelled = set(sample.values(1, "status"))
    return Figures(
        reports=sample.reports,
        verdicts=_verdicts(sample, None),
        confusion={
            a: {b: int(sample.count("status", None, a, b)[0]) for b in Status} for a in Status
        },
        classes={status: _class(sample, status) for status in Status},
        elements={id_: _verdicts(sample, id_) for id_ in element_ids if id_ in labelled},
        characters=_detection(sample, "characters"),
        identity=IdentityFigures(
            **{
                field: _accuracy(sample, "identity", field)
                for field in ("is_report", "year", "issuer", "level")
            }
        ),
        items=ItemFigures(
            shortcomings=_detection(sample, About.SHORTCOMING),
            plan=_detection(sample, About.PLAN),
            cause=_accuracy(sample, About.CAUSE),
            links=_detection(sample, About.LINK),
        ),
        findings=FindingFigures(
            all=_detection(sample, About.FINDING, None),
            rules={
                rule: _detection(sample, About.FINDING, rule)
                for rule in sample.values(1, About.FINDING)
            },
        ),
    )


def _verdicts(sample: Sample, element: str | None) -> ElementFigures:
    table = _table(sample, element)
    met = sample.count("evidence", element, "met")
    return ElementFigures(
        gaps=_binary(sample, table, GAPS),
        hollow_or_missing=_binary(sample, table, HOLLOW_OR_MISSING),
        agreement=sample.share(np.einsum("iin->n", table), table.sum(axis=(0, 1))),
        kappa=sample.kappa(table),
        evidence=sample.share(met, met + sample.count("evidence", element, "apart")),
    )


def _class(sample: Sample, status: Status) -> ClassFigures:
    table = _table(sample, None)
    return ClassFigures(_binary(sample, table, (status,)), sample.kappa(_folded(table, (status,))))


def _table(sample: Sample, element: str | None) -> Table:
    """Returns how often a label (first axis) met a status (second), in the order of ``Status``."""
    return np.array([[sample.count("status", element, a, b) for b in Status] for a in Status])


def _folded(table: Table, positive: Sequence[Status]) -> Table:
    """Returns the table of two classes: the positive ones, then the others."""
    chosen = np.array([status in positive for status in Status])
    sides = chosen, ~chosen
    return np.array([[table[a][:, b].sum(axis=(0, 1)) for b in sides] for a in sides])


def _binary(sample: Sample, table: Table, positive: Sequence[Status]) -> Detection:
    (right, missed), (false, _) = _folded(table, positive)
    return sample.detection(right, false, missed)


def _detection(sample: Sample, *key: str | None) -> Detection:
    right, false, missed = (sample.count(*key, told) for told in ("right", "false", "missed"))
    return sample.detection(right, false, missed)


def _accuracy(sample: Sample, *key: str) -> Estimate:
    right, wrong = (sample.count(*key, told) for told in ("right", "wrong"))
    return sample.share(right, right + wrong)


# The figures to look at first, and where they stand in ``Figures``.
KEY_FIGURES: dict[str, tuple[str, ...]] = {
    "gaps": ("verdicts", "gaps", "f1"),
    "hollow_or_missing": ("verdicts", "hollow_or_missing", "f1"),
    "agreement": ("verdicts", "agreement"),
    "kappa": ("verdicts", "kappa"),
    "evidence": ("verdicts", "evidence"),
    "shortcomings": ("items", "shortcomings", "f1"),
    "plan": ("items", "plan", "f1"),
    "links": ("items", "links", "f1"),
    "findings": ("findings", "all", "f1"),
}


def key_figures(figures: Figures) -> dict[str, Estimate]:
    """Returns the figures to look at first, by name."""
    found: dict[str, Estimate] = {}
    for name, path in KEY_FIGURES.items():
        value: Any = figures
        for step in path:
            value = getattr(value, step)
        found[name] = value
    return found

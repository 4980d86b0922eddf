"""Chooses which variants are made of which reports."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations.variant import Variant


def make_variants(reports: Sequence[LabelledReport], *, count: int, seed: int) -> list[Variant]:
    """Returns variants of labelled reports, spread evenly over kinds of change and reports.

    Args:
        reports: What is changed; variants are made only where their truth is beyond doubt.
        count: How many are wanted; fewer are returned where no more are possible.
        seed: The same reports, count and seed give the same variants.
    """
    return []

"""Variants → a corpus on disk that every command over a corpus can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analyzer.evaluation.mutations.variant import Variant
from analyzer.lexicon.write import as_yaml


def write_variants(variants: Iterable[Variant], folder: Path) -> None:
    """Writes each variant as ``reports/NAME.txt`` and ``labels/NAME.yaml``.

    Raises:
        OSError: A file cannot be written.
    """
    reports, labels = folder / "reports", folder / "labels"
    for place in (reports, labels):
        place.mkdir(parents=True, exist_ok=True)
    for variant in variants:
        # The same bytes on every system.
        (reports / f"{variant.name}.txt").write_bytes(variant.text.encode())
        (labels / f"{variant.name}.yaml").write_bytes(as_yaml(variant.label).encode())

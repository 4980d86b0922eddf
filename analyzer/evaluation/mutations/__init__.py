"""Variants of labelled reports whose truth is known: what was changed decides what is right."""

from analyzer.evaluation.mutations.generate import make_variants
from analyzer.evaluation.mutations.variant import MutationKind, Variant
from analyzer.evaluation.mutations.write import write_variants

__all__ = ["MutationKind", "Variant", "make_variants", "write_variants"]

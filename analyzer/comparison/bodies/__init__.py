"""Names of bodies brought together: which reports are of one body, which only seem to be."""

from analyzer.comparison.bodies.duplicates import Duplicate, duplicates, key_of
from analyzer.comparison.bodies.keys import Bodies, BodyKey
from analyzer.comparison.bodies.settling import Certainty

__all__ = ["Bodies", "BodyKey", "Certainty", "Duplicate", "duplicates", "key_of"]

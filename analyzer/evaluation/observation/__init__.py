"""One report held to its label: what is counted, and where reader and program disagree."""

from analyzer.evaluation.observation.disagreement import About, Disagreement, Quotation
from analyzer.evaluation.observation.observe import Observation, observe

__all__ = ["About", "Disagreement", "Observation", "Quotation", "observe"]

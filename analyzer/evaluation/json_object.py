"""The JSON of ``fazhi evaluate``. Its keys are described in ``corpus/README.md``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from analyzer.evaluation.comparison import Comparison
from analyzer.evaluation.evaluate import Evaluation, Judged
from analyzer.evaluation.robustness import Robustness
from analyzer.evaluation.sampling import CONFIDENCE, RESAMPLES

SCHEMA_VERSION = "1.0"


def evaluation_object(evaluation: Evaluation, comparison: Comparison | None) -> dict[str, Any]:
    """Returns the object that ``fazhi evaluate --format json`` prints, and ``--compare`` reads."""
    pack, robustness = evaluation.pack, evaluation.robustness
    return {
        "schema_version": SCHEMA_VERSION,
        "pack": {"id": pack.head.id, "version": pack.version},
        "settings": {
            "seed": evaluation.seed,
            "mutations": evaluation.mutations,
            "resamples": RESAMPLES,
            "confidence": CONFIDENCE,
        },
        "all": asdict(evaluation.whole),
        "parts": [{"name": name, **asdict(figures)} for name, figures in evaluation.parts.items()],
        "mutations": _mutations(robustness, evaluation.variants) if robustness else None,
        "comparison": comparison.to_dict() if comparison else None,
        "disagreements": [d.to_dict() for d in evaluation.disagreements],
        "reports": [_report(judged) for judged in evaluation.reports],
        "errors": [failure.to_dict() for failure in evaluation.failures],
    }


def _mutations(robustness: Robustness, digest: str) -> dict[str, Any]:
    return {
        "digest": digest,
        "all": asdict(robustness.all),
        "kinds": {kind: asdict(figures) for kind, figures in robustness.kinds.items()},
        "failed": [variant.to_dict() for variant in robustness.failed],
    }


def _report(judged: Judged) -> dict[str, Any]:
    labelled = judged.report.label.elements if judged.report.label.is_report else {}
    return {
        "part": judged.part,
        "name": judged.report.name,
        "digest": judged.digest,
        "elements": {
            element.id: {
                "expected": str(labelled[element.id].status),
                "got": str(element.status),
            }
            for element in judged.result.elements
            if element.id in labelled
        },
    }

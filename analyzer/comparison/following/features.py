"""Plan items × passages → numbers from which it is judged whether one carries out the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyzer.comparison.following.amounts import shares_amount
from analyzer.comparison.following.wording import Covered, Said, covered

Features: TypeAlias = NDArray[np.float64]

# What each number is; a weights file that names others is refused.
NAMES = (
    "said",
    "single",
    "shared_weight",
    "matters",
    "same_amount",
    "same_name",
    "said_back",
    "ahead_of_passages",
    "ahead_of_plans",
)


def features(plans: Sequence[Said], passages: Sequence[Said]) -> Features:
    """Returns plans × passages × ``NAMES``."""
    shape = len(plans), len(passages)
    found = np.zeros((*shape, len(NAMES)))
    overall = np.zeros(shape)
    for row, plan in enumerate(plans):
        for column, passage in enumerate(passages):
            part = covered(plan, passage)
            overall[row, column] = part.all
            found[row, column, :-2] = _alone(plan, passage, part)
    found[:, :, -2] = overall - _best_of_others(overall)
    found[:, :, -1] = overall - _best_of_others(overall.T).T
    return found


def _alone(plan: Said, passage: Said, part: Covered) -> tuple[float, ...]:
    shared = plan.matters.keys() & passage.matters.keys()
    back = covered(passage, plan)
    return (
        part.whole + part.otherwise,
        part.single,
        float(np.log1p((part.whole + part.otherwise) * plan.weight)),
        len(shared) / len(plan.matters) if plan.matters else 0.0,
        float(shares_amount(plan.text, passage.text)),
        float(any(name in passage.text for name in plan.named)),
        back.whole + back.otherwise,
    )


def _best_of_others(scores: Features) -> Features:
    """Returns for every score the highest one in its row besides itself; 0 without another."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    is_first = np.arange(scores.shape[1])[None, :] == scores.argmax(axis=1)[:, None]
    return np.where(is_first, second, first)

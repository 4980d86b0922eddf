"""What following has learnt from labels: one small JSON file of numbers, nothing executable."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from analyzer.comparison.following.background import damaged
from analyzer.comparison.following.features import NAMES, Features

BUILT_IN = Path(__file__).with_name("weights.json")
FORMAT = 1
# Seventy-odd labels bear out no more than this (rule of three: 1 − 3 / n).
_MOST = 0.95


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over ``NAMES``, how sure its scores are, and when a shortcoming repeats.

    Attributes:
        weights: One number a feature.
        bias: Added to their sum.
        steepness: With ``middle``, the logistic curve that turns the score of an item's best
            passage into the probability that it is the right one. Source: Platt 1999, fitted on
            scores of bodies that were held out.
        middle: The score at which that is as probable as not; below it nothing is found.
        repeated: From this likeness on, 0 to 1, a shortcoming is one told again.
    """

    weights: tuple[float, ...]
    bias: float
    steepness: float
    middle: float
    repeated: float

    def scores(self, found: Features) -> Features:
        """Returns the score of every pair: the last axis of the features is summed up."""
        total: Features = found @ np.array(self.weights) + self.bias
        return total

    def probability(self, score: float) -> float:
        """Returns how probable it is that a passage with this score carries out its plan."""
        exponent = -self.steepness * (score - self.middle)
        return 1 / (1 + math.exp(min(exponent, 700.0)))

    def confidence(self, score: float) -> float:
        """Returns how sure it is whether the plan was found, 0 to 1; never certain."""
        found = self.probability(score)
        return round(min(max(found, 1 - found), _MOST), 2)


def dumps(weights: Weights) -> str:
    """Returns the file of weights: the same weights give the same text."""
    told = {**asdict(weights), "weights": dict(zip(NAMES, weights.weights, strict=True))}
    return json.dumps({"format": FORMAT, **told}, indent=1) + "\n"


def read_weights(path: Path) -> Weights:
    """Returns the weights in a file.

    Raises:
        DamagedTable: There is no such file, or it is not whole, or it is of another version.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
        if told.pop("format") != FORMAT or tuple(told["weights"]) != NAMES:
            raise ValueError("another format")
        weights = Weights(**{**told, "weights": tuple(map(float, told["weights"].values()))})
        if not all(math.isfinite(number) for number in _numbers(weights)):
            raise ValueError("no number")
    except Exception as error:
        # Changed bytes make the parser raise whatever they happen to mean.
        raise damaged(path) from error
    return weights


@lru_cache(maxsize=1)
def built_in() -> Weights:
    """Returns the weights that come with the program; they are read once."""
    return read_weights(BUILT_IN)


def _numbers(weights: Weights) -> tuple[float, ...]:
    others = weights.bias, weights.steepness, weights.middle, weights.repeated
    return (*weights.weights, *others)

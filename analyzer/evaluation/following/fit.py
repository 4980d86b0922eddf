"""Lessons → the weights of following."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from analyzer.comparison.following.features import NAMES, Features
from analyzer.comparison.following.follow import Follower, assigned
from analyzer.comparison.following.passages import Candidate, candidates
from analyzer.comparison.following.weights import Weights
from analyzer.errors import UsageError
from analyzer.evaluation.following.lessons import Lesson
from analyzer.lexicon.schema import Pack
from analyzer.model.text import Span

# How strongly large weights are held back: with few labels, strongly.
_FREEDOM = 0.3
_NOTHING = Weights((0.0,) * len(NAMES), 0.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """A lesson with its numbers.

    Attributes:
        features: Plan items × passages × ``NAMES``.
        likenesses: Earlier shortcomings × later ones.
    """

    lesson: Lesson
    told: tuple[Candidate, ...]
    features: Features
    likenesses: Features


def work(lessons: Sequence[Lesson], pack: Pack) -> list[Worked]:
    """Returns lessons with their numbers."""
    follower = Follower(pack, _NOTHING)
    found = []
    for lesson in lessons:
        told = candidates(lesson.later, lesson.earlier)
        found.append(
            Worked(
                lesson,
                tuple(told),
                follower.features(lesson.earlier, told),
                follower.likenesses(lesson.earlier, lesson.later),
            )
        )
    return found


def fit(worked: Sequence[Worked]) -> Weights:
    """Returns weights learnt from lessons; the same lessons give the same weights.

    How sure a score is, is learnt from scores of bodies that were held out: those of bodies that
    the regression has seen would make it too sure.

    Args:
        worked: Of two bodies at least, with plan items that were and that were not carried out.

    Raises:
        UsageError: There are not both.
    """
    inner = [
        pair
        for body in bodies(worked)
        for pair in _outcomes(
            [each for each in worked if each.lesson.body == body],
            _regression([each for each in worked if each.lesson.body != body]),
        )
    ]
    if len({right for _, right in inner}) < 2:
        raise UsageError(
            "标注里的安排全都有下落，或者全都没有下落，学不出界限",
            remedy="请加入两种都有的标注（followed_up）",
        )
    steepness, middle = _calibrated(inner)
    learnt = _regression(worked)
    return replace(learnt, steepness=steepness, middle=middle, repeated=_threshold(worked))


def bodies(worked: Sequence[Worked]) -> list[str]:
    """Returns the bodies of lessons, in order."""
    return sorted({each.lesson.body for each in worked})


def touches(passage: Candidate, told: Span | None) -> bool:
    """Tells whether a passage is, in part at least, what a reader quoted."""
    return told is not None and passage.start < told.end and told.start < passage.end


def _regression(worked: Sequence[Worked]) -> Weights:
    from sklearn.linear_model import LogisticRegression

    rows, right = [], []
    for each in worked:
        for plan in each.lesson.plans:
            if plan.item is None:
                continue
            for column, passage in enumerate(each.told):
                rows.append(each.features[plan.item, column])
                right.append(touches(passage, plan.told))
    numbers = np.array(rows)
    middle, width = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    model = LogisticRegression(C=_FREEDOM, max_iter=2000)
    model.fit((numbers - middle) / width, right)
    weights = model.coef_[0] / width
    bias = float(model.intercept_[0] - weights @ middle)
    return replace(_NOTHING, weights=tuple(float(w) for w in weights.round(4)), bias=round(bias, 4))


def _outcomes(worked: Sequence[Worked], weights: Weights) -> list[tuple[float, bool]]:
    """Returns for every labelled item the score of its passage, and whether it is the right one."""
    found = []
    for each in worked:
        scores = weights.scores(each.features)
        chosen = assigned(scores)
        for plan in each.lesson.plans:
            if plan.item is not None and plan.item in chosen:
                column = chosen[plan.item]
                right = touches(each.told[column], plan.told)
                found.append((float(scores[plan.item, column]), right))
    return found


def _calibrated(outcomes: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Returns steepness and middle of the curve from scores to probabilities."""
    from sklearn.linear_model import LogisticRegression

    scores = np.array([[score] for score, _ in outcomes])
    model = LogisticRegression(C=1.0).fit(scores, [right for _, right in outcomes])
    steepness = float(model.coef_[0, 0])
    return round(steepness, 4), round(float(-model.intercept_[0] / steepness), 4)


def _threshold(worked: Sequence[Worked]) -> float:
    """Returns the likeness that divides repeated shortcomings from others with fewest faults.

    Of several the highest: to say that a shortcoming is repeated that is not does more harm.
    """
    pairs = []
    for each in worked:
        right = set(each.lesson.repeated)
        for row, column in assigned(each.likenesses).items():
            pairs.append((float(each.likenesses[row, column]), (row, column) in right))
    limits = sorted({0.0, 1.0, *(likeness for likeness, _ in pairs)})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    agreeing = {
        limit: sum((likeness >= limit) == right for likeness, right in pairs) for limit in between
    }
    best: float = max(between, key=lambda limit: (agreeing[limit], limit))
    return round(best, 4)

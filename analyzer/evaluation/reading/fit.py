"""Lessons → weights, in two steps: grams to scores of a sentence, scores in context to answers.

The second step learns from scores of sentences whose pen the first step has not seen; from scores
of its own lessons it would learn to trust them too much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.evaluation.reading.lessons import UNKNOWN, Lesson, Targets, elements_of
from analyzer.reader.context import Scores, in_context, places
from analyzer.reader.grams import NOTHING, ROWS, bounds, gram_rows, length_norm
from analyzer.reader.model import Head, Model, Thresholds, Weights, rounded

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 8
# Inverse strengths of regularisation, chosen on held-out pens.
_C_GRAMS = 10.0
_C_CONTEXT = 0.03
_DIGITS = 4
_UNDECIDED = Thresholds(0.5, 0.5, 1.0, 0.0)


class Training:
    """Fits the model on the lessons of all pens but some.

    Args:
        lessons: All there is to learn from.
        seed: The same lessons and seed give the same weights.
        corpus: The hash of the corpus, for the head of the model.
    """

    def __init__(self, lessons: Sequence[Lesson], *, seed: int, corpus: str = "") -> None:
        self.lessons = lessons
        self.head = Head(elements_of(lessons), corpus, seed, _UNDECIDED)
        self.folds = _folds([lesson.pen for lesson in lessons])
        self._grams = _grams(lessons)
        self._targets: Targets = np.concatenate([lesson.targets for lesson in lessons])
        counts = [len(lesson.targets) for lesson in lessons]
        self._fold = np.repeat(self.folds, counts)
        self._parts = np.cumsum(counts)[:-1]
        self._places = [
            places(lesson.document.sentences, lesson.document.sections) for lesson in lessons
        ]
        self._first_step: Callable[[frozenset[int]], tuple[Weights, Weights]] = lru_cache(None)(
            self._fit_grams
        )

    def model(self, without: int | None = None) -> Model:
        """Returns the model fitted on all lessons, or on all but those of one fold."""
        held_out = frozenset(() if without is None else (without,))
        grams, bias = self._first_step(held_out)
        table = np.zeros((ROWS + 1, self.head.scores), np.float32)
        table[:-1] = grams
        mix, mix_bias = self._fit_context(held_out)
        return Model(self.head, table, bias, mix, mix_bias)

    def _fit_grams(self, held_out: frozenset[int]) -> tuple[Weights, Weights]:
        """Returns weights of grams and biases, as exact as the file holds them."""
        weights, bias = self._fit(self._grams, _C_GRAMS, self.head.scores, held_out, "liblinear")
        whole, scale = rounded(weights)
        return whole * scale, bias

    def _fit_context(self, held_out: frozenset[int]) -> tuple[Weights, Weights]:
        own = np.zeros((len(self._fold), self.head.scores), np.float32)
        for fold in range(FOLDS):
            weights, bias = self._first_step(held_out | {fold})
            rows = self._fold == fold
            own[rows] = self._grams[rows] @ weights + bias
        seen = np.concatenate(
            [
                in_context(scores, where)
                for scores, where in zip(np.split(own, self._parts), self._places, strict=True)
            ]
        )
        return self._fit(seen, _C_CONTEXT, self.head.answers, held_out, "lbfgs")

    def _fit(
        self,
        features: csr_matrix | Scores,
        strength: float,
        columns: int,
        held_out: frozenset[int],
        solver: str,
    ) -> tuple[Weights, Weights]:
        """Returns one column of weights and one bias a target, each fitted on what is known of it."""
        from sklearn.linear_model import LogisticRegression
        from threadpoolctl import threadpool_limits

        weights = np.zeros((features.shape[1], columns), np.float32)
        bias = np.zeros(columns, np.float32)
        learnt = ~np.isin(self._fold, sorted(held_out))
        for column in range(columns):
            targets = self._targets[:, column]
            rows = learnt & (targets != UNKNOWN)
            if len(set(targets[rows])) < 2:
                # Nothing to tell apart: the answer is the only one that there is.
                bias[column] = 1 if targets[rows].any() else -1
                continue
            unfitted = LogisticRegression(
                C=strength, solver=solver, max_iter=1000, random_state=self.head.seed
            )
            # Sums of several threads differ in their last digits, and the problems are small.
            with threadpool_limits(1):
                fitted = unfitted.fit(features[rows], targets[rows])
            weights[:, column] = fitted.coef_[0]
            bias[column] = fitted.intercept_[0]
        # The last digits depend on the processor and mean nothing.
        return weights.round(_DIGITS), bias.round(_DIGITS)


def _folds(pens: Sequence[str]) -> NDArray[np.intp]:
    """Returns for every lesson the fold in which its pen is held out, folds of like sizes."""
    sizes = {pen: pens.count(pen) for pen in dict.fromkeys(pens)}
    filled = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for pen in sorted(sizes, key=lambda pen: (-sizes[pen], pen)):
        fold_of[pen] = filled.index(min(filled))
        filled[fold_of[pen]] += sizes[pen]
    return np.array([fold_of[pen] for pen in pens], np.intp)


def _grams(lessons: Sequence[Lesson]) -> csr_matrix:
    """Returns sentences × grams: how often each stands in it, divided for its length."""
    from scipy.sparse import csr_matrix

    rows, columns, values = [], [], []
    above = 0
    for lesson in lessons:
        starts, ends = bounds(lesson.document.sentences)
        single, pairs = gram_rows(lesson.document.text, ends)
        norms = length_norm(starts, ends)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            found = np.concatenate([single[start:end], pairs[start:end]])
            found = found[found != NOTHING]
            rows.append(np.full(len(found), above + number))
            columns.append(found)
            values.append(np.full(len(found), 1 / norms[number]))
        above += len(starts)
    return csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(above, ROWS),
    )

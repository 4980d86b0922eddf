"""A text taken apart → what the second reader thinks of every sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzer.model.document import Document, Role
from analyzer.model.report import Status
from analyzer.reader.context import Scores, in_context, places
from analyzer.reader.grams import bounds, gram_rows, length_norm
from analyzer.reader.model import ROLES, Model, Thresholds

# So many sentences at a time: a long text must not take memory for all of its characters at once.
_BLOCK = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """What the second reader thinks of the sentences of one text.

    Attributes:
        elements: The elements that it knows, with the number of their column.
        present: Sentences × elements: the probability that the sentence speaks of the element in
            a way that counts; 0 for headings, title and signature.
        roles: Sentences × ``ROLES``: the probability of each role.
        concrete: For each sentence the probability that what it tells is concrete.
    """

    elements: dict[str, int]
    present: Scores
    roles: Scores
    concrete: Scores
    thresholds: Thresholds

    def role(self, sentence: int) -> Role:
        """Returns the most probable role of a sentence."""
        return ROLES[int(self.roles[sentence].argmax())]

    def status(self, element: str) -> Status:
        """Returns how well the reader thinks that an element is covered, all sentences together."""
        present = self.present[:, self.elements[element]]
        if not present.size or present.max() < self.thresholds.present:
            return Status.MISSING
        if (present * self.concrete).max() < self.thresholds.substantive:
            return Status.MENTIONED
        return Status.SUBSTANTIVE


class SecondReader:
    """Reads texts with one model.

    Args:
        model: What it has learnt.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._elements = {id_: number for number, id_ in enumerate(model.head.elements)}

    def read(self, document: Document) -> Opinions:
        """Returns what the reader thinks of a text."""
        model = self.model
        sentences = document.sentences
        kinds = len(self._elements)
        if sentences:
            own = own_scores(model, document)
            answers = in_context(own, places(sentences, document.sections)) @ model.mix
            answers += model.mix_bias
            # The logistic function, in a form that cannot overflow.
            probable = np.tanh(answers * np.float32(0.5))
            probable += 1
            probable *= np.float32(0.5)
            start, end = document.identity.body_start, document.identity.body_end
            outside = [
                number
                for number, sentence in enumerate(sentences)
                if sentence.heading or not start <= sentence.start < end
            ]
            probable[outside, :kinds] = 0
        else:
            probable = np.zeros((0, model.head.answers), np.float32)
        return Opinions(
            self._elements,
            probable[:, :kinds],
            probable[:, kinds:-1],
            probable[:, -1],
            model.head.thresholds,
        )


def own_scores(model: Model, document: Document) -> Scores:
    """Returns the scores of every sentence by itself: sentences × scores."""
    starts, ends = bounds(document.sentences)
    single, pairs = gram_rows(document.text, ends)
    scores = np.empty((len(starts), model.head.scores), np.float32)
    for first in range(0, len(starts), _BLOCK):
        block = slice(first, first + _BLOCK)
        low, high = starts[block][0], ends[block][-1]
        weights = model.grams.take(single[low:high], axis=0)
        weights += model.grams.take(pairs[low:high], axis=0)
        # Sums from each start to its end; those from an end to the next start are dropped.
        limits = np.stack([starts[block], ends[block]], axis=1).ravel()[:-1] - low
        scores[block] = np.add.reduceat(weights, limits, axis=0)[::2]
    scores /= length_norm(starts, ends)[:, None]
    scores += model.bias
    return scores

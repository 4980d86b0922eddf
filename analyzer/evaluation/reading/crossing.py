"""What the second reader says of pens that it has not seen, and the thresholds chosen by that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from analyzer.evaluation.reading.fit import FOLDS, Training
from analyzer.evaluation.reading.lessons import Kind, Lesson
from analyzer.judgement.agreement import find_contradictions
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Contradiction, Status
from analyzer.reader.model import Thresholds
from analyzer.reader.read import Opinions, SecondReader

# How many looks in vain an error is worth that would else stay in a report.
WORTH = 4
_EVEN = 0.5
_STEPS = np.round(np.arange(0.05, 1, 0.05), 2)
# Everything that could ever be a review is one.
_EVERYTHING = {"confident": 0.0, "doubtful": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A text as a reader sees it that was trained without its pen."""

    lesson: Lesson
    fold: int
    opinions: Opinions

    def status(self, element: str) -> Status:
        """Returns the status that a careful reader gave."""
        return self.lesson.statuses[element]


class Flag(NamedTuple):
    """A contradiction in a held-out text, and whether the lexicon is wrong there."""

    held: Held
    element: str
    contradiction: Contradiction
    worth_it: bool

    @property
    def strength(self) -> float:
        """The probability by which the reader decided."""
        confidence = self.contradiction.reader.confidence
        return confidence if self.contradiction.lexicon is Status.MISSING else 1 - confidence


def held_out(training: Training) -> list[Held]:
    """Returns reports and single sentences with the opinions of a reader that has not seen their pen."""
    read: dict[int, Held] = {}
    for fold in range(FOLDS):
        reader = SecondReader(training.model(without=fold))
        for at in map(int, np.flatnonzero(training.folds == fold)):
            lesson = training.lessons[at]
            if lesson.statuses:
                read[at] = Held(lesson, fold, reader.read(lesson.document))
    return [read[at] for at in sorted(read)]


def flags(held: Iterable[Held], pack: Pack, **thresholds: float) -> Iterator[Flag]:
    """Yields the reviews in texts, with other thresholds where given."""
    for text in held:
        opinions = text.opinions
        if thresholds:
            changed = replace(opinions.thresholds, **thresholds)
            opinions = replace(opinions, thresholds=changed)
        result = text.lesson.result
        asked = [element for element in pack.elements if element.id in text.lesson.statuses]
        verdicts = [result.element(element.id) for element in asked]
        for id_, contradiction in find_contradictions(
            asked, verdicts, result.document, opinions
        ).items():
            yield Flag(text, id_, contradiction, text.status(id_) is not contradiction.lexicon)


def choose_thresholds(held: Sequence[Held], pack: Pack) -> Thresholds:
    """Returns the thresholds that are best on texts whose pens the reader has not seen.

    Those of the reader's own verdict agree best with the labels of reports (Cohen's kappa). Those
    of reviews find the most errors of the lexicon, an error being worth ``WORTH`` looks in vain,
    in reports and single sentences: the lexicon's words were chosen after the reports, so that
    these show too few of the errors that it makes on others.
    """
    present, substantive = _own_verdict(reports_of(held))
    confident, doubtful = 1.0, 0.0
    found = list(flags(held, pack, present=present, substantive=substantive, **_EVERYTHING))
    overlooked = [flag for flag in found if flag.contradiction.lexicon is Status.MISSING]
    unseen = [flag for flag in found if flag.contradiction.lexicon is not Status.MISSING]
    # Of equal thresholds the one that flags less.
    best = 0
    for step in map(float, _STEPS[::-1]):
        if (gain := _gain(flag for flag in overlooked if flag.strength >= step)) > best:
            confident, best = step, gain
    best = 0
    for step in map(float, _STEPS):
        if (gain := _gain(flag for flag in unseen if flag.strength <= step)) > best:
            doubtful, best = step, gain
    return Thresholds(present, substantive, confident, doubtful)


def _gain(found: Iterable[Flag]) -> int:
    return sum(WORTH if flag.worth_it else -1 for flag in found)


def reports_of(held: Sequence[Held]) -> list[Held]:
    """Returns the whole reports among held-out texts."""
    return [text for text in held if text.lesson.kind is Kind.REPORT]


def _own_verdict(held: Sequence[Held]) -> tuple[float, float]:
    """Returns from which probabilities on an element is present, and substantive."""
    from sklearn.metrics import cohen_kappa_score

    cells = [(report, id_, at) for report in held for id_, at in report.opinions.elements.items()]
    labels = np.array([str(report.status(id_)) for report, id_, _ in cells])
    columns = [(report.opinions, report.opinions.present[:, at]) for report, _, at in cells]
    present = np.array([column.max(initial=0) for _, column in columns])
    concrete = np.array([(column * o.concrete).max(initial=0) for o, column in columns])
    missing = labels == str(Status.MISSING)
    if missing.all() or not missing.any():
        # There is nothing to tell apart, and no agreement beyond chance.
        return _EVEN, _EVEN

    def tells_missing(limit: float) -> float:
        return float(cohen_kappa_score(missing, present < limit))

    limit = max(map(float, _STEPS), key=tells_missing)

    def tells_all(substantive: float) -> float:
        there = np.where(concrete < substantive, str(Status.MENTIONED), str(Status.SUBSTANTIVE))
        told = np.where(present < limit, str(Status.MISSING), there)
        return float(cohen_kappa_score(labels, told))

    return limit, max(map(float, _STEPS), key=tells_all)

"""A corpus → the file of the second reader, and what it is worth on pens that it has not seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.evaluation.reading.crossing import (
    Held,
    choose_thresholds,
    flags,
    held_out,
    reports_of,
)
from analyzer.evaluation.reading.fit import Training
from analyzer.evaluation.reading.lessons import Kind, read_lessons
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.reader.model import Model, Thresholds

SEED = 20190506


@dataclass(frozen=True, slots=True)
class Worth:
    """What reviews are worth, on reports whose pens the reader has not seen.

    Attributes:
        verdicts: How many elements were judged, all reports together.
        flagged: How many of them a person is to look at.
        right: On how many of those the lexicon is wrong.
        errors: On how many the lexicon is wrong in all.
    """

    verdicts: int
    flagged: int
    right: int
    errors: int


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A trained model.

    Attributes:
        reports: How many labelled reports it has learnt from.
        sentences: How many single sentences.
        variants: How many changed reports.
        worth: What its reviews are worth on pens held out, thresholds included.
    """

    model: Model
    reports: int
    sentences: int
    variants: int
    worth: Worth


def train_reader(corpus: Path, *, seed: int = SEED) -> Trained:
    """Returns the second reader trained on a corpus; the same corpus and seed give the same one.

    Args:
        corpus: A folder with ``train/``, ``dev/`` and ``sentences/``, or one corpus by itself.
        seed: Of the training.

    Raises:
        UsageError: The corpus cannot be learnt from.
    """
    lessons, digest = read_lessons(corpus)
    training = Training(lessons, seed=seed, corpus=digest)
    pack = load_pack()
    held = held_out(training)
    model = training.model()
    head = replace(model.head, thresholds=choose_thresholds(held, pack))
    counted = Counter(lesson.kind for lesson in lessons)
    return Trained(
        replace(model, head=head),
        counted[Kind.REPORT],
        counted[Kind.SENTENCE],
        counted[Kind.VARIANT],
        worth_of(reports_of(unseen(held, pack)), pack),
    )


def unseen(held: list[Held], pack: Pack) -> list[Held]:
    """Returns held-out texts with thresholds that were chosen without their fold, too."""
    chosen: dict[int, Thresholds] = {
        fold: choose_thresholds([text for text in held if text.fold != fold], pack)
        for fold in {text.fold for text in held}
    }
    return [
        replace(text, opinions=replace(text.opinions, thresholds=chosen[text.fold]))
        for text in held
    ]


def worth_of(held: list[Held], pack: Pack) -> Worth:
    """Returns what the reviews in held-out reports are worth."""
    verdicts = [
        (report.status(element.id), report.lesson.result.element(element.id).status)
        for report in held
        for element in pack.elements
    ]
    found = list(flags(held, pack))
    return Worth(
        len(verdicts),
        len(found),
        sum(flag.worth_it for flag in found),
        sum(labelled is not judged for labelled, judged in verdicts),
    )

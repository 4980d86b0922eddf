"""Figures and intervals: the same as scikit-learn's, and drawn over reports."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

from analyzer.evaluation.figures import Figures, measure
from analyzer.evaluation.sampling import Sample, Tally
from analyzer.model.report import Status

statuses = st.sampled_from(list(Status))
# Reports of several verdicts, each as label and program give it.
corpora = st.lists(
    st.lists(st.tuples(statuses, statuses), min_size=1, max_size=12), min_size=2, max_size=8
)


def tally(verdicts: list[tuple[Status, Status]]) -> Tally:
    return Counter(("status", "causes", a, b) for a, b in verdicts)


def figures_of(reports: list[list[tuple[Status, Status]]]) -> Figures:
    return measure([tally(verdicts) for verdicts in reports], ["causes"], seed=3)


def near(value: float | None, expected: float) -> bool:
    return value is not None and abs(value - expected) < 1e-4


@settings(deadline=None)
@given(corpora)
def test_precision_recall_and_f1_are_those_of_scikit_learn(
    reports: list[list[tuple[Status, Status]]],
) -> None:
    found = figures_of(reports)
    verdicts = [verdict for report in reports for verdict in report]
    for gaps, detection in (
        ({Status.MISSING}, found.verdicts.gaps),
        ({Status.MISSING, Status.MENTIONED}, found.verdicts.hollow_or_missing),
        ({Status.MENTIONED}, found.classes[Status.MENTIONED].detection),
    ):
        expected = precision_recall_fscore_support(
            [a in gaps for a, _ in verdicts],
            [b in gaps for _, b in verdicts],
            average="binary",
            zero_division=np.nan,
        )[:3]
        got = detection.precision.value, detection.recall.value, detection.f1.value
        for value, wanted in zip(got, expected, strict=True):
            assert value is None if np.isnan(wanted) else near(value, wanted)


@settings(deadline=None)
@given(corpora)
def test_kappa_is_that_of_scikit_learn(reports: list[list[tuple[Status, Status]]]) -> None:
    verdicts = [verdict for report in reports for verdict in report]
    found = figures_of(reports).elements["causes"].kappa
    if len({status for verdict in verdicts for status in verdict}) == 1:
        assert found.value is None
    else:
        labels, programs = zip(*verdicts, strict=True)
        assert near(found.value, cohen_kappa_score(labels, programs))


@settings(deadline=None)
@given(corpora)
def test_confusion_counts_every_verdict_once(
    reports: list[list[tuple[Status, Status]]],
) -> None:
    counts = figures_of(reports).confusion
    verdicts = Counter(verdict for report in reports for verdict in report)
    assert {(a, b): n for a, row in counts.items() for b, n in row.items() if n} == verdicts


def test_interval_holds_the_figure_and_narrows_with_more_reports() -> None:
    right, wrong = (Status.MISSING, Status.MISSING), (Status.MISSING, Status.MENTIONED)
    few = figures_of([[right, right], [right, wrong], [right, right], [wrong, wrong]])
    many = figures_of([[right, right], [right, wrong], [right, right], [wrong, wrong]] * 25)
    widths = []
    for figures in (few, many):
        recall = figures.verdicts.gaps.recall
        assert recall.value == 0.625
        assert recall.low is not None
        assert recall.high is not None
        assert recall.low <= recall.value <= recall.high
        widths.append(recall.high - recall.low)
    assert widths[1] < widths[0] / 2


def test_reports_are_drawn_whole() -> None:
    """A hundred equal verdicts of one report are not a hundred witnesses."""
    verdicts = [[(Status.MISSING, Status.MISSING)] * 50, [(Status.MISSING, Status.MENTIONED)] * 50]
    recall = figures_of(verdicts).verdicts.gaps.recall
    assert (recall.low, recall.value, recall.high) == (0.0, 0.5, 1.0)


def test_one_report_tells_of_no_spread() -> None:
    sample = Sample([Counter({("x", "right"): 3}), Counter({("y", "right"): 1})], seed=0)
    right = sample.count("x", "right")
    assert sample.share(right, right).low is None
    assert sample.share(right, right).value == 1.0


def test_nothing_has_no_figure() -> None:
    sample = Sample([], seed=0)
    nothing = sample.count("x")
    share = sample.share(nothing, nothing)
    assert (share.value, share.low, share.high, share.n) == (None, None, None, 0)


@pytest.mark.parametrize("pattern", [("a", None), (None, "1")])
def test_pattern_sums_all_keys_like_it(pattern: tuple[str | None, ...]) -> None:
    keys = [("a", "1"), ("a", "2"), ("b", "1"), ("a", "1", "x")]
    sample = Sample([Counter(keys), Counter(keys[:1])], seed=0)
    assert sample.count(*pattern)[0] == 3


def test_same_seed_gives_the_same_intervals_and_another_seed_others() -> None:
    tallies: list[Tally] = [
        Counter({("x", "right"): n, ("x", "wrong"): n % 3 + 1}) for n in range(1, 12)
    ]

    def interval(seed: int) -> tuple[float | None, float | None]:
        sample = Sample(tallies, seed=seed)
        right = sample.count("x", "right")
        share = sample.share(right, right + sample.count("x", "wrong"))
        return share.low, share.high

    assert interval(1) == interval(1)
    assert interval(1) != interval(2)

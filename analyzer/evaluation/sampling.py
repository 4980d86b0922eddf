"""Counts of single reports → figures with intervals, by resampling the reports.

The reports are what was drawn, not the single verdicts: those of one report hang together. Every
figure is a function of sums over reports, so one matrix product gives it for all resamples.

Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), 13.3 (percentile
interval); J. Cohen, A Coefficient of Agreement for Nominal Scales (1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
CONFIDENCE = 0.95
_DIGITS = 4

# What was counted in one report, such as ("status", "causes", "missing", "mentioned").
Tally: TypeAlias = Counter[tuple[str, ...]]
# One number for all reports, then one for each report alone, then one for each resample.
Series: TypeAlias = NDArray[np.float64]
# A square of such series: one reader's classes down, the other's across.
Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval in which it lies at 95 %.

    Attributes:
        value: The figure; ``None`` where there is nothing that it could be of.
        low: Lower end of the interval; ``None`` where a single report tells of no spread.
        high: Upper end.
        n: How many cases the figure is a share of.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Detection:
    """How well things are found: what was found rightly, wrongly, and not at all."""

    right: int
    false: int
    missed: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


class Sample:
    """The tallies of some reports, and of as many reports drawn from them again and again.

    Args:
        tallies: One a report.
        seed: The same tallies and seed give the same intervals.
    """

    def __init__(self, tallies: Sequence[Tally], *, seed: int) -> None:
        self.reports = len(tallies)
        self._columns = {key: n for n, key in enumerate(sorted(set().union(*tallies)))}
        counts = np.zeros((self.reports, len(self._columns)))
        for row, tally in enumerate(tallies):
            for key, number in tally.items():
                counts[row, self._columns[key]] = number
        drawn: list[Series] = [np.ones((1, self.reports)), np.eye(self.reports)]
        if self.reports:
            even = np.full(self.reports, 1 / self.reports)
            again = np.random.default_rng(seed).multinomial(self.reports, even, RESAMPLES)
            drawn.append(again.astype(np.float64))
        self._sums: Series = np.vstack(drawn) @ counts

    def count(self, *pattern: str | None) -> Series:
        """Returns the sum over all keys like the pattern; ``None`` stands for anything."""
        columns = [
            column
            for key, column in self._columns.items()
            if len(key) == len(pattern)
            and all(asked in (None, part) for asked, part in zip(pattern, key, strict=True))
        ]
        sums: Series = self._sums[:, columns].sum(axis=1)
        return sums

    def values(self, place: int, *prefix: str) -> list[str]:
        """Returns what stands at a place of the keys that begin in this way, in order."""
        return sorted({key[place] for key in self._columns if key[: len(prefix)] == prefix})

    def share(self, part: Series, whole: Series) -> Estimate:
        """Returns the share of a part in a whole."""
        return self._estimate(_ratio(part, whole), whole)

    def detection(self, right: Series, false: Series, missed: Series) -> Detection:
        """Returns precision, recall and F1."""
        return Detection(
            right=int(right[0]),
            false=int(false[0]),
            missed=int(missed[0]),
            precision=self.share(right, right + false),
            recall=self.share(right, right + missed),
            f1=self._estimate(
                _ratio(2 * right, 2 * right + false + missed), right + false + missed
            ),
        )

    def kappa(self, table: Table) -> Estimate:
        """Returns Cohen's kappa.

        It has no value where both readers put everything into one and the same class.
        """
        total = table.sum(axis=(0, 1))
        agreed = _ratio(np.einsum("iin->n", table), total)
        by_chance = _ratio((table.sum(axis=0) * table.sum(axis=1)).sum(axis=0), total * total)
        return self._estimate(_ratio(agreed - by_chance, 1 - by_chance), total)

    def _estimate(self, series: Series, of: Series) -> Estimate:
        low = high = None
        alone, again = slice(1, 1 + self.reports), slice(1 + self.reports, None)
        if np.count_nonzero(of[alone]) > 1 and not np.isnan(series[0]):
            tail = (1 - CONFIDENCE) / 2
            low, high = map(float, np.nanquantile(series[again], (tail, 1 - tail)))
        return Estimate(_rounded(float(series[0])), _rounded(low), _rounded(high), int(of[0]))


def _ratio(part: Series, whole: Series) -> Series:
    """Returns the quotients; not a number where the divisor is nothing."""
    # A difference of shares such as 1 - 1 can leave a rest of the arithmetic.
    ratio: Series = np.full_like(part, np.nan)
    np.divide(part, whole, out=ratio, where=np.abs(whole) > 1e-12)
    return ratio


def _rounded(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(value, _DIGITS)

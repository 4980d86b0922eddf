"""Two reports of one body, a year apart → what became of the plan, which shortcomings came again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analyzer.comparison.following import background, weights
from analyzer.comparison.following.features import Features, features
from analyzer.comparison.following.objects import other_object
from analyzer.comparison.following.passages import Candidate, candidates, reach
from analyzer.comparison.following.repeated import likeness
from analyzer.comparison.following.weights import Weights
from analyzer.comparison.following.wording import Said, Wording
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record
from analyzer.model.report import Passage
from analyzer.model.text import masked
from analyzer.model.trend import FollowedUp, FollowUp, Repeated

# The score of a passage that tells the same step of another matter.
_OTHER_OBJECT = -9.0
# No report plans so much, or tells of so many shortcomings; of a text that does, so many are looked
# at, that hostile ones take no hours, and nothing is claimed of the others.
_MOST_ITEMS = 100
_NOT_LOOKED_AT = 0.5


class Follower:
    """Follows plans and shortcomings from one report to that of the next year.

    Args:
        pack: Its words that say the same (换说法) are used.
        learnt: The weights; those that come with the program by default.
    """

    def __init__(self, pack: Pack, learnt: Weights | None = None) -> None:
        self._weights = learnt or weights.built_in()
        self._wording = Wording(
            [each.words for each in pack.language.paraphrases], background.built_in()
        )

    def plans(self, earlier: Record, later: Record) -> tuple[FollowedUp, ...]:
        """Returns what became of every plan item of the earlier report, in its order."""
        told = candidates(later, earlier)
        scores = self.scores(earlier, told, self.features(earlier, told))
        best = {
            row: (told[column], float(scores[row, column]))
            for row, column in assigned(scores).items()
        }
        found = [
            self._followed(earlier, later, item, best.get(number))
            for number, item in enumerate(earlier.report["items"]["plan"])
        ]
        beyond = [replace(item, confidence=_NOT_LOOKED_AT) for item in found[_MOST_ITEMS:]]
        return (*found[:_MOST_ITEMS], *beyond)

    def features(self, earlier: Record, told: Sequence[Candidate]) -> Features:
        """Returns plan items × passages × numbers from which is judged whether they belong."""
        items = earlier.report["items"]["plan"][:_MOST_ITEMS]
        plans = [self._wording.read(earlier.text[item["start"] : item["end"]]) for item in items]
        return features(plans, [self._wording.read(passage.text) for passage in told])

    def scores(self, earlier: Record, told: Sequence[Candidate], found: Features) -> Features:
        """Returns plan items × passages: how much speaks for their belonging together.

        Args:
            earlier: The report with the plan.
            told: The passages.
            found: What ``features`` gave for them.
        """
        scores = self._weights.scores(found)
        for row, item in enumerate(earlier.report["items"]["plan"][:_MOST_ITEMS]):
            plan = earlier.text[item["start"] : item["end"]]
            # Only what would be found is worth the look.
            for column in np.flatnonzero(scores[row] >= self._weights.middle).tolist():
                if other_object(plan, told[column].text, self._wording):
                    scores[row, column] = _OTHER_OBJECT
        return scores

    def likenesses(self, earlier: Record, later: Record) -> Features:
        """Returns how like each shortcoming of the earlier report is to each of the later one."""
        mine, others = self._shortcomings(earlier), self._shortcomings(later)
        found = [[likeness(one, other) for other in others] for one in mine]
        return np.array(found, float).reshape(len(mine), len(others))

    def repeated(self, earlier: Record, later: Record) -> tuple[Repeated, ...]:
        """Returns the shortcomings of the earlier report that the later one tells again.

        One shortcoming is told again at most once.
        """
        likenesses = self.likenesses(earlier, later)
        pairs = sorted(assigned(likenesses).items())
        first, second = (record.report["items"]["shortcomings"] for record in (earlier, later))
        from_year, to_year = _years(earlier, later)
        return tuple(
            Repeated(
                from_year=from_year,
                to_year=to_year,
                earlier=quoted(earlier, first[one]),
                later=quoted(later, second[other]),
            )
            for one, other in pairs
            if likenesses[one, other] >= self._weights.repeated
        )

    def _followed(
        self,
        earlier: Record,
        later: Record,
        item: Mapping[str, Any],
        best: tuple[Candidate, float] | None,
    ) -> FollowedUp:
        status, passage, score = FollowUp.NOT_FOUND, None, -np.inf
        if best is not None:
            score = best[1]
            if score >= self._weights.middle:
                passage = best[0]
                status = reach(earlier.text[item["start"] : item["end"]], passage)
        from_year, to_year = _years(earlier, later)
        return FollowedUp(
            from_year=from_year,
            to_year=to_year,
            plan=quoted(earlier, item),
            status=status,
            passage=quoted(later, {"start": passage.start, "end": passage.end})
            if passage
            else None,
            section=section_at(later, passage.start) if passage else "",
            confidence=self._weights.confidence(score),
        )

    def _shortcomings(self, record: Record) -> list[tuple[Said, Said]]:
        """Returns each shortcoming twice: what it says first, and all of it."""
        found = []
        for item in record.report["items"]["shortcomings"][:_MOST_ITEMS]:
            text = record.text[item["start"] : item["end"]]
            found.append((self._wording.read(_first(text)), self._wording.read(text)))
        return found


def assigned(scores: Features) -> dict[int, int]:
    """Returns a column for each row so that none serves twice and the sum is highest.

    Rows beyond the number of columns get none.
    """
    from scipy.optimize import linear_sum_assignment

    if not scores.size:
        return {}
    rows, columns = linear_sum_assignment(-scores)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True)}


def quoted(record: Record, item: Mapping[str, Any]) -> Passage:
    """Returns a piece of a report for reading, personal data masked; offsets as in the text."""
    start, end = item["start"], item["end"]
    return Passage(start, end, masked(record.text[start:end], start, record.masked))


def section_at(record: Record, place: int) -> str:
    """Returns the titles of the headings above a place, outermost first."""
    above = [
        section["title"]
        for section in record.report["sections"]
        if section["start"] <= place < section["end"]
    ]
    return " > ".join(above)


def _years(earlier: Record, later: Record) -> tuple[int, int]:
    assert earlier.year is not None
    assert later.year is not None
    return earlier.year, later.year


def _first(text: str) -> str:
    ends = [at for mark in "。；" if (at := text.find(mark)) > 0]
    return text[: min(ends)] if ends else text

"""How right following is on bodies that it has not learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.comparison.following.follow import Follower
from analyzer.evaluation.following.fit import Worked, bodies, fit
from analyzer.evaluation.following.lessons import Lesson
from analyzer.lexicon.schema import Pack
from analyzer.model.text import Span
from analyzer.model.trend import FollowedUp, FollowUp

Followed = Sequence[FollowedUp]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was found is right, and how much of what there is was found."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 where there is nothing."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0

    def __add__(self, other: Share) -> Share:
        """Returns both counted together."""
        return Share(self.right + other.right, self.found + other.found, self.there + other.there)


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one body, or of several together.

    Attributes:
        plans: Points of plans that were carried out, at the right passage.
        statuses: How many of the labelled points have the right one of three statuses.
        labelled: How many points are labelled.
        repeated: Shortcomings told again.
        sure: For each point found or not, how sure the program was, and whether it was right.
    """

    plans: Share
    statuses: int
    labelled: int
    repeated: Share
    sure: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: Measured) -> Measured:
        """Returns both counted together."""
        return Measured(
            self.plans + other.plans,
            self.statuses + other.statuses,
            self.labelled + other.labelled,
            self.repeated + other.repeated,
            self.sure + other.sure,
        )


NOTHING = Measured(Share(0, 0, 0), 0, 0, Share(0, 0, 0))


def crossed(worked: Sequence[Worked], pack: Pack) -> dict[str, Measured]:
    """Returns figures for each body, with weights that were learnt from the other bodies."""
    found = {}
    for body in bodies(worked):
        own = [each.lesson for each in worked if each.lesson.body == body]
        weights = fit([each for each in worked if each.lesson.body != body])
        found[body] = measure(own, Follower(pack, weights))
    return found


def measure(lessons: Iterable[Lesson], follower: Follower) -> Measured:
    """Returns figures of lessons together."""
    total = NOTHING
    for lesson in lessons:
        followed = follower.plans(lesson.earlier, lesson.later)
        repeated = follower.repeated(lesson.earlier, lesson.later)
        total += counted(lesson, followed, {(r.earlier.start, r.later.start) for r in repeated})
    return total


def counted(lesson: Lesson, followed: Followed, repeated: set[tuple[int, int]]) -> Measured:
    """Returns the figures of one lesson.

    A point of a plan that the program did not see counts as not found.

    Args:
        lesson: The lesson.
        followed: What was found of every plan item.
        repeated: Where the shortcomings start that were taken for one told again.
    """
    plans, statuses, sure = Share(0, 0, 0), 0, []
    for plan in lesson.plans:
        item = followed[plan.item] if plan.item is not None else None
        is_found = item is not None and item.status is not FollowUp.NOT_FOUND
        there = plan.status is not FollowUp.NOT_FOUND
        right = is_found and there and _meet(item, plan.told)
        plans += Share(right, is_found, there)
        statuses += right and item is not None and item.status is plan.status
        statuses += not there and not is_found
        if item is not None:
            sure.append((item.confidence, right if is_found else not there))
    starts = [
        [item["start"] for item in record.report["items"]["shortcomings"]]
        for record in (lesson.earlier, lesson.later)
    ]
    known = {
        (starts[0][one], starts[1][other])
        for one, other in lesson.repeated
        if one is not None and other is not None
    }
    again = Share(len(known & repeated), len(repeated), len(lesson.repeated))
    return Measured(plans, statuses, len(lesson.plans), again, tuple(sure))


def _meet(item: FollowedUp | None, told: Span | None) -> bool:
    passage = item.passage if item else None
    if passage is None or told is None:
        return False
    return passage.start < told.end and told.start < passage.end


def together(figures: Iterable[Measured]) -> Measured:
    """Returns figures counted together."""
    return sum(figures, NOTHING)

"""Bodies across years: how each did, what became of its plans, which shortcomings came again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from analyzer.model.comparison import Aside
from analyzer.model.record import Record
from analyzer.model.report import Failure, Finding, Passage, Status


class FollowUp(StrEnum):
    """How far a point of a plan was carried out."""

    DONE = "done"
    PARTIAL = "partial"
    NOT_FOUND = "not-found"


class Change(NamedTuple):
    """The status of an element in the report before, and in this one."""

    before: Status
    after: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One report of a body.

    Attributes:
        record: The report.
        year: Its reporting year.
        delta: By how much its score differs from that of the year before; ``None`` where there is
            no report of that year.
        changes: The elements whose status is another than the year before.
        duplicate: Whether there is another report of the same year.
        stands: Whether this is the report of its year with which other years are compared.
    """

    record: Record
    year: int
    delta: float | None
    changes: Mapping[str, Change]
    duplicate: bool
    stands: bool

    @property
    def score(self) -> float:
        """The score, 0 to 100."""
        score: float = self.record.report["score"]
        return score

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``points``."""
        return {
            "year": self.year,
            "source": self.record.source,
            "score": self.score,
            "grade": self.record.report["grade"],
            "delta": self.delta,
            "status": {id_: str(status) for id_, status in self.record.statuses.items()},
            "changes": {
                id_: {"before": str(change.before), "after": str(change.after)}
                for id_, change in self.changes.items()
            },
            "duplicate": self.duplicate,
            "stands": self.stands,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp:
    """What became of a point of a plan. Personal data is masked in both texts.

    Attributes:
        from_year: The year whose report plans it.
        to_year: The year after, whose report was searched.
        plan: The point, in the earlier report.
        passage: What tells of it in the later report; ``None`` where nothing does.
        section: Titles of the headings above the passage, outermost first, joined by `` > ``.
        confidence: How probable it is, 0 to 1, that found or not found is right.
    """

    from_year: int
    to_year: int
    plan: Passage
    status: FollowUp
    passage: Passage | None
    section: str
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``follow_up``."""
        return {
            "from_year": self.from_year,
            "to_year": self.to_year,
            "plan": self.plan.text,
            "plan_start": self.plan.start,
            "plan_end": self.plan.end,
            "status": str(self.status),
            "passage": self.passage.text if self.passage else None,
            "passage_start": self.passage.start if self.passage else None,
            "passage_end": self.passage.end if self.passage else None,
            "section": self.section,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A shortcoming that is told again a year later. Personal data is masked in both texts."""

    from_year: int
    to_year: int
    earlier: Passage
    later: Passage

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``repeated_shortcomings``."""
        return {
            "from_year": self.from_year,
            "to_year": self.to_year,
            "earlier": self.earlier.text,
            "earlier_start": self.earlier.start,
            "earlier_end": self.earlier.end,
            "later": self.later.text,
            "later_start": self.later.start,
            "later_end": self.later.end,
        }


class Outdated(NamedTuple):
    """A paragraph, or the part of one that was copied, that is still as it was in an earlier year.

    Attributes:
        place: The paragraph, in the later report.
        years: Years that were right in the earlier report only.
        figures: Counts and dates that would have changed, had they been counted anew.
    """

    place: Passage
    years: tuple[Passage, ...]
    figures: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A passage taken over from the body's own earlier report. Personal data is masked in all texts.

    Attributes:
        from_year: The year of the report in which it stood before.
        to_year: The year of the report that has it again.
        earlier_differs: Pieces of the earlier text that the later has not, as offsets in its report.
        later_differs: Likewise of the later text.
        characters: How many characters both have in common that say something of their own.
        similarity: The share of the characters of both that the other has, too, 0 to 1.
        outdated: Its paragraphs in which a year or figures were left as they were.
    """

    from_year: int
    to_year: int
    earlier: Passage
    later: Passage
    earlier_differs: tuple[tuple[int, int], ...]
    later_differs: tuple[tuple[int, int], ...]
    characters: int
    similarity: float
    outdated: tuple[Outdated, ...]

    @property
    def years(self) -> tuple[Passage, ...]:
        """The years in the later text that were right in the earlier report only."""
        return tuple(year for each in self.outdated for year in each.years)

    @property
    def figures(self) -> tuple[Passage, ...]:
        """The counts and dates in the later text that were left as they were."""
        return tuple(figure for each in self.outdated for figure in each.figures)

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``copied``."""
        return {
            "from_year": self.from_year,
            "to_year": self.to_year,
            "earlier": self.earlier.text,
            "earlier_start": self.earlier.start,
            "earlier_end": self.earlier.end,
            "earlier_differs": [list(piece) for piece in self.earlier_differs],
            "later": self.later.text,
            "later_start": self.later.start,
            "later_end": self.later.end,
            "later_differs": [list(piece) for piece in self.later_differs],
            "characters": self.characters,
            "similarity": self.similarity,
            "stale_years": [place.to_dict() for place in self.years],
            "unchanged_figures": [place.to_dict() for place in self.figures],
        }


class PlacedFinding(NamedTuple):
    """A finding over two years, and the report in which its offsets count."""

    finding: Finding
    record: Record

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``findings``."""
        return {**self.finding.to_dict(), "source": self.record.source, "year": self.record.year}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body across years.

    Attributes:
        name: What the body is called; its file where the text does not say.
        points: Its reports, by year.
        gaps: The years between the first and the last of which there is no report.
        copied: Passages taken over from its own earlier reports, by year and place.
    """

    name: str
    points: tuple[Point, ...]
    gaps: tuple[int, ...]
    follow_up: tuple[FollowedUp, ...]
    repeated: tuple[Repeated, ...]
    copied: tuple[Copied, ...]
    findings: tuple[PlacedFinding, ...]

    @property
    def by_year(self) -> list[tuple[int, Point | None]]:
        """The reports by year, with an empty place for each year without one."""
        gaps: list[tuple[int, Point | None]] = [(year, None) for year in self.gaps]
        reports: list[tuple[int, Point | None]] = [(point.year, point) for point in self.points]
        return sorted([*reports, *gaps], key=lambda place: place[0])

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``bodies``."""
        return {
            "issuer": self.name,
            "points": [point.to_dict() for point in self.points],
            "missing_years": list(self.gaps),
            "follow_up": [item.to_dict() for item in self.follow_up],
            "repeated_shortcomings": [item.to_dict() for item in self.repeated],
            "copied": [item.to_dict() for item in self.copied],
            "findings": [item.to_dict() for item in self.findings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Bodies across years, in the order of their names.

    Attributes:
        elements: Id and name of each element, in the order of the pack.
        aside: The reports left out, and why.
        failures: The files that could not be read.
    """

    elements: Mapping[str, str]
    bodies: tuple[Body, ...]
    aside: tuple[tuple[Record, Aside], ...] = ()
    failures: tuple[Failure, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Returns the object that ``fazhi trend --format json`` prints, without its version."""
        return {
            "bodies": [body.to_dict() for body in self.bodies],
            "aside": [
                {"source": record.source, "issuer": record.issuer, "year": record.year,
                 "reason": str(why)}
                for record, why in self.aside
            ],
            "errors": [failure.to_dict() for failure in self.failures],
        }  # fmt: skip

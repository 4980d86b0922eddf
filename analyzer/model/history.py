"""What the store knows of reports over time: when they were judged, how, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from analyzer.model.record import Record
from analyzer.model.report import Status
from analyzer.model.trend import Change


class Place(NamedTuple):
    """Where a report was found, and whether it still stood there when that was last looked at."""

    path: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One verdict on one text.

    Attributes:
        judged_at: When, as the clock said.
        pack: Id and version of the lexicon.
        program: Version of the program.
        judging: Fingerprint of all that verdicts depend on.
        record: The verdict, as reviewers decided it since; without its text.
    """

    judged_at: datetime
    pack: str
    program: str
    judging: str
    record: Record

    @property
    def score(self) -> float:
        """The score, 0 to 100, after what reviewers decided."""
        score: float = self.record.report["score"]
        return score


class Difference(NamedTuple):
    """What a verdict says otherwise than the one before.

    Attributes:
        delta: By how much the score differs.
        changes: By element id; only where the status differs.
        same_rules: Whether both were judged in the same way; else the lexicon, or the program, may
            be what changed.
    """

    delta: float
    changes: Mapping[str, Change]
    same_rules: bool

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``changes``."""
        return {
            "score": self.delta,
            "status": {
                id_: {"before": str(change.before), "after": str(change.after)}
                for id_, change in self.changes.items()
            },
            "same_rules": self.same_rules,
        }


def difference(before: Analysis, after: Analysis) -> Difference:
    """Returns what a verdict says otherwise than another."""
    earlier: Mapping[str, Status] = before.record.statuses
    return Difference(
        round(after.score - before.score, 1),
        {
            id_: Change(earlier[id_], status)
            for id_, status in after.record.statuses.items()
            if id_ in earlier and earlier[id_] is not status
        },
        before.judging == after.judging,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One content that was handed in for a body and a year.

    Attributes:
        digest: SHA-256 of the file.
        first_seen: When it was first found, as the clock said.
        places: Where it was found, by path.
        analyses: Every verdict on it, the oldest first; at least one.
    """

    digest: str
    first_seen: datetime
    places: tuple[Place, ...]
    analyses: tuple[Analysis, ...]

    @property
    def last(self) -> Analysis:
        """The newest verdict."""
        return self.analyses[-1]


def resubmitted(before: Submission, after: Submission) -> Difference:
    """Returns what became other when a report was handed in again.

    Verdicts that were made in the same way are compared where there are such, so that a lexicon that
    changed in between does not hide what the body mended.
    """
    for analysis in reversed(before.analyses):
        if analysis.judging == after.last.judging:
            return difference(analysis, after.last)
    return difference(before.last, after.last)


class Made(NamedTuple):
    """A decision of a reviewer as history tells it.

    Attributes:
        said: What was decided, by whom and when: keys ``id``, ``by``, ``at``, ``because``,
            ``element``, ``rule``, ``what``, ``program_status``, ``status``, ``holds``.
        state: ``stands``, ``lapsed``, ``replaced``, ``gone`` or ``undone``, on the newest content.
    """

    said: Mapping[str, Any]
    state: str

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``decisions``."""
        return {**self.said, "state": self.state}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A body's report on one year, through all that was handed in.

    Attributes:
        name: The body; the file where the text names none.
        year: The reporting year.
        submissions: The contents, the oldest first; at least one.
        decisions: What reviewers decided, in the order in which they did.
    """

    name: str
    year: int | None
    submissions: tuple[Submission, ...]
    decisions: tuple[Made, ...]

    def to_dict(self) -> dict[str, Any]:
        """Returns the object for ``reports``."""
        return {
            "issuer": self.name,
            "year": self.year,
            "submissions": [
                {
                    "digest": each.digest,
                    "first_seen": each.first_seen.isoformat(),
                    "places": [place._asdict() for place in each.places],
                    "analyses": [_analysis(each, number) for number in range(len(each.analyses))],
                    "changes": resubmitted(self.submissions[number - 1], each).to_dict()
                    if number
                    else None,
                }
                for number, each in enumerate(self.submissions)
            ],
            "decisions": [made.to_dict() for made in self.decisions],
        }


class Holdings(NamedTuple):
    """What a store holds.

    Attributes:
        place: Where it is; a password is hidden in it.
        size: Bytes on the disk; ``None`` where a server keeps it.
        sources: Places at which documents were found.
        documents: Different contents.
        results: Verdicts.
        decisions: What reviewers decided or took back.
    """

    place: str
    size: int | None
    sources: int
    documents: int
    results: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a store knows.

    Attributes:
        holdings: How much that is, whatever was asked for.
        courses: By body and year.
        others: How many documents are no reports on law-based government.
    """

    holdings: Holdings
    courses: tuple[Course, ...]
    others: int

    def to_dict(self) -> dict[str, Any]:
        """Returns the object that ``fazhi history --format json`` prints, without its version.

        ``store``: {place, size, sources, documents, results, decisions}; ``others``: number;
        ``reports``: [{issuer, year, submissions: [{digest, first_seen, places: [{path, current}],
        analyses: [{judged_at, pack, program, judging, score, grade, program_score, status,
        decisions, changes}], changes}], decisions: [{id, by, at, because, element, rule, what,
        program_status, status, holds, state}]}]. ``changes`` are from the analysis, or the
        submission, before: null for the first, else {score, status: {element: {before, after}},
        same_rules}. Times are those of the clock, in UTC.
        """
        return {
            "store": self.holdings._asdict(),
            "reports": [course.to_dict() for course in self.courses],
            "others": self.others,
        }


def _analysis(submission: Submission, number: int) -> dict[str, Any]:
    analysis = submission.analyses[number]
    before = submission.analyses[number - 1] if number else None
    return {
        "judged_at": analysis.judged_at.isoformat(),
        "pack": analysis.pack,
        "program": analysis.program,
        "judging": analysis.judging,
        "score": analysis.score,
        "grade": analysis.record.report["grade"],
        "program_score": analysis.record.program_score,
        "status": {id_: str(status) for id_, status in analysis.record.statuses.items()},
        "decisions": analysis.record.decisions,
        "changes": difference(before, analysis).to_dict() if before is not None else None,
    }

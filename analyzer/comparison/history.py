"""What a store keeps → reports by body and year, through all that was handed in and judged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.schema import Pack
from analyzer.model.history import Analysis, Course, History, Made, Place, Submission
from analyzer.model.record import Record
from analyzer.review.journal import Entry
from analyzer.review.matching import State
from analyzer.review.records import Decided
from analyzer.store.queries import Past
from analyzer.store.store import Store


def history(
    store: Store,
    pack: Pack,
    decided: Decided,
    *,
    paths: Sequence[str] = (),
    year: int | None = None,
    issuer: str | None = None,
) -> History:
    """Returns what a store knows.

    Args:
        store: The store.
        pack: Its names of bodies tell which reports are of one body.
        decided: What reviewers decided.
        paths: Only what was found there or below; everything by default.
        year: Only reports on a year.
        issuer: Only bodies whose name, in one of the reports, has this in it.
    """
    kept = _Kept(decided)
    for past in store.pasts(*map(os.path.abspath, paths)):
        kept.add(past)
    documents = kept.documents
    reports = [each for each in documents if each.record.report["is_report"]]
    names = Submissions([each.record for each in reports], pack)
    grouped: dict[tuple[str, int | None], list[_Document]] = {}
    for each in reports:
        if year in (None, each.record.year):
            grouped.setdefault((names.body_of(each.record), each.record.year), []).append(each)
    courses = [
        _course(name, of_year, own)
        for (name, of_year), own in grouped.items()
        if issuer is None or issuer in name or any(issuer in (d.record.issuer or "") for d in own)
    ]
    return History(
        holdings=store.holdings(),
        courses=tuple(sorted(courses, key=lambda course: (course.name, course.year or 0))),
        others=len(documents) - len(reports),
    )


class _Document:
    """One content: where it was found, and how it was judged."""

    def __init__(self, past: Past) -> None:
        self.first = past
        self.places: dict[str, bool] = {}
        self.analyses: dict[tuple[str, str], Analysis] = {}
        self.decisions: Iterable[tuple[Entry, State | None]] = ()

    @property
    def record(self) -> Record:
        """The newest verdict."""
        return list(self.analyses.values())[-1].record


class _Kept:
    """Gathers what comes out of a store by content, with no more in memory than is shown."""

    def __init__(self, decided: Decided) -> None:
        self._decided = decided
        self._by_digest: dict[str, _Document] = {}

    @property
    def documents(self) -> list[_Document]:
        """The contents, in the order in which they were first found."""
        return sorted(self._by_digest.values(), key=lambda document: document.first.number)

    def add(self, past: Past) -> None:
        """Adds a verdict; one content may come from several places."""
        document = self._by_digest.setdefault(past.seen.digest, _Document(past))
        if past.number < document.first.number:
            document.first = past
        document.places[past.path] = past.current
        key = past.key.reading, past.key.judging
        if key in document.analyses:
            return
        whole = replace(past.record, source=past.path)
        document.analyses[key] = Analysis(
            judged_at=past.judged_at,
            pack=past.key.pack,
            program=past.key.program,
            judging=past.key.judging,
            record=self._decided(whole).lean(),
        )
        document.decisions = self._decided.made_on(whole)


def _course(name: str, year: int | None, documents: Sequence[_Document]) -> Course:
    return Course(
        name=name,
        year=year,
        submissions=tuple(
            Submission(
                digest=each.first.seen.digest,
                first_seen=each.first.first_seen,
                places=tuple(Place(*place) for place in sorted(each.places.items())),
                analyses=tuple(each.analyses.values()),
            )
            for each in documents
        ),
        decisions=tuple(_made(entry, state) for entry, state in documents[-1].decisions),
    )


def _made(entry: Entry, state: State | None) -> Made:
    decision = entry.decision
    said = {
        "id": decision.id,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "because": decision.because,
        "element": decision.element,
        "rule": decision.rule,
        "what": decision.what,
        "program_status": str(decision.said) if decision.said is not None else None,
        "status": str(decision.status) if decision.status is not None else None,
        "holds": decision.holds,
    }
    return Made(said, "undone" if entry.undone else str(state or State.LAPSED))

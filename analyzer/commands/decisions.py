"""What the commands need of decisions, in files and in the store, and of who decides."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.commands.keeping import store_of_decisions
from analyzer.review import file_beside

if TYPE_CHECKING:
    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import ReportResult, Severity
    from analyzer.output.selection import Selection
    from analyzer.review.journals import Journals
    from analyzer.review.outcome import Review
    from analyzer.store.store import Store


def load_reviews(
    results: Sequence[ReportResult], given: str | None, pack: Pack, *, db: str | None, no_db: bool
) -> list[Review | None]:
    """Returns the decisions on each result; what cannot be read is told on standard error.

    A file that happens to stand beside the reports must not stop their check; one that was named must.

    Args:
        results: The results.
        given: The decision file; by default the one beside each report, if there is one.
        pack: The pack they were judged with.
        db: The store whose decisions count, too; by default the user's own, if there is one.
        no_db: Whether no store is asked.

    Raises:
        UsageError: There is no such file, or it is none of decisions.
        StoreError: The store that was asked for cannot be used.
    """
    store = store_of_decisions(given, db, no_db=no_db, makes=False)
    with store or nullcontext():
        if store is None and given is None and not any(map(_has_decisions, results)):
            return [None] * len(results)
        return _reviews(results, given, pack, store)


def _reviews(
    results: Sequence[ReportResult], given: str | None, pack: Pack, store: Store | None
) -> list[Review | None]:
    from analyzer.errors import UsageError
    from analyzer.review.journals import Journals
    from analyzer.review.outcome import review
    from analyzer.review.subjects import Subjects

    if given is not None and not Path(given).exists():
        raise UsageError(
            "没有这个审查记录文件",
            remedy="请核对文件名，或先用 fazhi review 记下认定",
            source=given,
        )
    journals = Journals(Path(given) if given is not None else None, store, lenient=given is None)
    reviews: list[Review | None] = []
    for result in results:
        journal = journals.of(result.document.source or "")
        if journal.decisions:
            subjects = Subjects(result)
            reviews.append(review(subjects, journal.on(subjects.content.whole), pack))
        else:
            reviews.append(None)
    tell_notes(journals)
    return reviews


def tell_notes(journals: Journals) -> None:
    """Says on standard error what of the decisions could not be read or written."""
    from analyzer.output.wording import visible

    for note in journals.notes():
        print(visible(note), file=sys.stderr)


def severities(
    results: Sequence[ReportResult],
    reviews: Sequence[Review | None],
    pack: Pack,
    selection: Selection,
) -> Iterator[Severity]:
    """Yields the gravity of everything that still counts after the decisions."""
    for result, review in zip(results, reviews, strict=True):
        if review is None:
            yield from (finding.severity for finding in selection.findings(result))
        else:
            from analyzer.review.outcome import reviewed_findings

            for finding, _, counts in reviewed_findings(result, review.rulings, pack):
                if counts and selection.finding(finding.rule, finding.element):
                    yield finding.severity


def reviewer_name(given: str | None) -> str:
    """Returns who decides: as given, else the name of the login.

    Raises:
        UsageError: Neither is known.
    """
    import getpass

    from analyzer.errors import UsageError

    try:
        name = (given if given is not None else getpass.getuser()).strip()
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise UsageError("不知道是谁认定的", remedy="请用 --reviewer 写上姓名")
    return name


def _has_decisions(result: ReportResult) -> bool:
    return os.path.isfile(file_beside(result.document.source or ""))

"""What the commands need of the decision files that stand beside reports, and of who decides."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.review import file_beside

if TYPE_CHECKING:
    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import ReportResult, Severity
    from analyzer.output.selection import Selection
    from analyzer.review.journal import Journals
    from analyzer.review.outcome import Review


def load_reviews(
    results: Sequence[ReportResult], given: str | None, pack: Pack
) -> list[Review | None]:
    """Returns the decisions on each result; what cannot be read is told on standard error.

    A file that happens to stand beside the reports must not stop their check; one that was named must.

    Args:
        results: The results.
        given: The decision file; by default the one beside each report, if there is one.
        pack: The pack they were judged with.

    Raises:
        UsageError: There is no such file, or it is none of decisions.
    """
    if given is None and not any(map(_has_decisions, results)):
        return [None] * len(results)
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible
    from analyzer.review.journal import Journals
    from analyzer.review.outcome import review
    from analyzer.review.subjects import Subjects

    if given is not None and not Path(given).exists():
        raise UsageError(
            "没有这个审查记录文件",
            remedy="请核对文件名，或先用 fazhi review 记下认定",
            source=given,
        )
    journals = Journals(Path(given) if given is not None else None)
    reviews: list[Review | None] = []
    unreadable: dict[str, None] = {}
    for result in results:
        try:
            decisions = journals.of(result.document.source or "").decisions
        except UsageError as error:
            if given is not None:
                raise
            unreadable[f"{error}没有采用里面的认定。"] = None
            decisions = ()
        reviews.append(review(Subjects(result), decisions, pack) if decisions else None)
    for told in unreadable:
        print(visible(told), file=sys.stderr)
    tell_bad_lines(journals)
    return reviews


def tell_bad_lines(journals: Journals) -> None:
    """Says on standard error which lines of decision files could not be read."""
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

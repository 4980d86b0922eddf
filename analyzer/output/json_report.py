"""The JSON of ``fazhi check``: the contract's object, with personal data masked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analyzer.lexicon.schema import Pack
from analyzer.model.report import SCHEMA_VERSION, Failure, ReaderState, ReportResult
from analyzer.output.decisions import add_decisions
from analyzer.output.selection import Selection

if TYPE_CHECKING:
    from analyzer.output.checked import Checked
    from analyzer.review.outcome import Review

_NO_READER = ReaderState()


def check_object(
    pack: Pack,
    results: Sequence[ReportResult],
    errors: Sequence[Failure],
    *,
    reader: ReaderState = _NO_READER,
    include_text: bool = False,
    selection: Selection | None = None,
    reviews: Sequence[Review | None] = (),
) -> dict[str, Any]:
    """Returns the object that ``fazhi check --format json`` prints.

    ``reviews`` are the decisions on the results, in the same order; none by default.
    """
    selection = selection or Selection()
    reviewed = zip(results, reviews or [None] * len(results), strict=True)
    return {
        "schema_version": SCHEMA_VERSION,
        "pack": {"id": pack.head.id, "version": pack.version},
        "reader": reader.to_dict(),
        "reports": [_report(*pair, include_text, selection) for pair in reviewed],
        "errors": [error.to_dict() for error in errors],
    }


def _report(
    result: ReportResult, review: Review | None, include_text: bool, selection: Selection
) -> dict[str, Any]:
    report = result.to_dict(include_text=include_text)
    if review is not None:
        add_decisions(report, result, review, selection)
    report["elements"] = [e for e in report["elements"] if selection.element(e["id"])]
    report["findings"] = [
        f for f in report["findings"] if selection.finding(f["rule"], f["element"])
    ]
    return report


def json_text(checked: Checked) -> str:
    """Returns the object of the contract for everything that was checked."""
    value = check_object(
        checked.pack,
        [reviewed.result for reviewed in checked.reports],
        checked.errors,
        reader=checked.reader,
        include_text=checked.include_text,
        selection=checked.selection,
        reviews=[reviewed.review for reviewed in checked.reports],
    )
    return dumps(value) + "\n"


def json_lines(checked: Checked) -> str:
    """Returns REPORT of the contract with the reviewers' decisions for each report, one a line."""
    reports = (_report(*each, checked.include_text, checked.selection) for each in checked.reports)
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def dumps(value: Any) -> str:
    """Returns JSON for people and programs: Chinese as Chinese, two spaces."""
    return json.dumps(value, ensure_ascii=False, indent=2)

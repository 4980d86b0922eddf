"""The JSON of ``fazhi check``: the contract's object, with personal data masked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from analyzer.lexicon.schema import Pack
from analyzer.model.report import SCHEMA_VERSION, Failure, ReportResult
from analyzer.output.selection import Selection


def check_object(
    pack: Pack,
    results: Sequence[ReportResult],
    errors: Sequence[Failure],
    *,
    include_text: bool = False,
    selection: Selection | None = None,
) -> dict[str, Any]:
    """Returns the object that ``fazhi check --format json`` prints."""
    selection = selection or Selection()
    return {
        "schema_version": SCHEMA_VERSION,
        "pack": {"id": pack.head.id, "version": pack.version},
        "reports": [_report(result, include_text, selection) for result in results],
        "errors": [error.to_dict() for error in errors],
    }


def _report(result: ReportResult, include_text: bool, selection: Selection) -> dict[str, Any]:
    report = result.to_dict(include_text=include_text)
    report["elements"] = [e for e in report["elements"] if selection.element(e["id"])]
    report["findings"] = [
        f for f in report["findings"] if selection.finding(f["rule"], f["element"])
    ]
    return report


def dumps(value: Any) -> str:
    """Returns JSON for people and programs: Chinese as Chinese, two spaces."""
    return json.dumps(value, ensure_ascii=False, indent=2)

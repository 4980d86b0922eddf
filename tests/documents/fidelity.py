"""What was lost on the way from a report to a file and back: characters, and verdicts."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from typing import Any

from analyzer import analyze
from analyzer.model.report import ReportResult
from analyzer.model.text import ExtractedText

REPORTS = sorted((Path(__file__).parents[2] / "corpus/train/reports").glob("*.txt"))
BAR = 0.005


def lines_of(text: str) -> list[str]:
    """The lines of a text, without the space at their ends and without empty ones."""
    return [line.strip() for line in text.split("\n") if line.strip()]


@cache
def report(path: Path) -> list[str]:
    """The lines of a report in the corpus."""
    return lines_of(path.read_text(encoding="utf-8"))


def character_error(expected: list[str], got: str) -> float:
    """The share of characters, line breaks included, that are wrong, missing or too many."""
    wanted, found = "\n".join(expected), "\n".join(lines_of(got))
    if wanted == found:
        return 0.0
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    wrong = sum(
        max(high - low, end - start)
        for kind, low, high, start, end in matcher.get_opcodes()
        if kind != "equal"
    )
    return wrong / len(wanted)


@cache
def verdicts_of(path: Path) -> dict[str, Any]:
    """What the analysis says about a report in the corpus."""
    return _verdicts(analyze("\n".join(report(path))))


def verdicts(text: ExtractedText) -> dict[str, Any]:
    """What the analysis says about a text."""
    return _verdicts(analyze(text))


def _verdicts(result: ReportResult) -> dict[str, Any]:
    identity, items = result.document.identity, result.items
    return {
        "year": identity.reporting_year,
        "issuer": identity.issuer,
        "statuses": {element.id: str(element.status) for element in result.elements},
        "shortcomings": [
            (_plain(item.text), item.cause, item.answered_by) for item in items.shortcomings
        ],
        "causes": [(_plain(item.text), item.explains) for item in items.causes],
        "plan": [_plain(item.text) for item in items.plan],
    }


def _plain(text: str) -> str:
    return "".join(text.split())

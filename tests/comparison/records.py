"""Records as comparing needs them, made without judging anything."""

from __future__ import annotations

from analyzer.model.document import Level
from analyzer.model.record import Record

Day = tuple[int, int, int]


def record(
    issuer: str | None,
    year: int | None,
    *,
    level: Level | None = Level.DEPARTMENT,
    source: str = "a.docx",
    text: str = "",
    is_report: bool = True,
    published: Day | None = None,
    written: Day | None = None,
) -> Record:
    """Returns a record of a body and year; its text is its source unless given."""
    return Record(
        source=source,
        text=text or source,
        report={
            "issuer": issuer,
            "reporting_year": year,
            "level": str(level) if level else None,
            "is_report": is_report,
            "elements": [],
        },
        told=(),
        published=published,
        written=written,
    )

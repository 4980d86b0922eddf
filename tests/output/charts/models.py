"""Comparisons and trends made without judging anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from analyzer.comparison.compare import compare
from analyzer.model.comparison import Comparison
from analyzer.model.record import Record
from analyzer.model.trend import Body, Point, Trend

LABELS = {"duty": "第一责任人职责", "causes": "不足的原因", "plan": "下一年度安排"}
# Of a record, a letter for each element: substantive, mentioned, missing, not applicable.
_LETTERS = {"s": "substantive", "m": "mentioned", "x": "missing", "-": "missing"}
_CREDIT = {"s": 1.0, "m": 0.4, "x": 0.0, "-": 0.0}


def record(name: str, statuses: str, *, year: int = 2024, source: str = "") -> Record:
    """Returns a record whose elements have the statuses that the letters say."""
    counted = [letter for letter in statuses if letter != "-"]
    score = 100 * sum(map(_CREDIT.__getitem__, counted)) / max(1, len(counted))
    return Record(
        source=source or f"{name}{year}.docx",
        text="",
        report={
            "issuer": name,
            "reporting_year": year,
            "level": None,
            "is_report": True,
            "score": round(score, 1),
            "grade": "良好" if score >= 60 else "应退回",
            "elements": [
                {"id": id_, "name": id_, "status": _LETTERS[letter], "applies": letter != "-",
                 "evidence": [], "reason": ""}
                for id_, letter in zip(LABELS, statuses, strict=True)
            ],
            "findings": [],
            "items": {"shortcomings": [], "plan": []},
        },
        told=(),
    )  # fmt: skip


def comparison(*records: Record) -> Comparison:
    """Returns records of one year side by side."""
    return compare(records, {id_: id_ for id_ in LABELS})


def body(name: str, reports: Mapping[int, str], *, twice: Sequence[int] = ()) -> Body:
    """Returns a body with a report for each year; of some years with a second, worse one."""
    points = []
    for year, statuses in sorted(reports.items()):
        own = record(name, statuses, year=year)
        before = reports.get(year - 1)
        delta = (
            None if before is None else own.report["score"] - record(name, before).report["score"]
        )
        again = year in twice
        points.append(
            Point(record=own, year=year, delta=delta, changes={}, duplicate=again, stands=True)
        )
        if again:
            points.append(
                Point(record=record(name, "xxx", year=year, source="另一份.docx"), year=year,
                      delta=None, changes={}, duplicate=True, stands=False)
            )  # fmt: skip
    gaps = [y for a, b in pairwise(sorted(reports)) for y in range(a + 1, b)]
    return Body(
        name=name,
        points=tuple(points),
        gaps=tuple(gaps),
        follow_up=(),
        repeated=(),
        copied=(),
        findings=(),
    )


def trend(*bodies: Body) -> Trend:
    """Returns bodies across years."""
    return Trend(elements={id_: id_ for id_ in LABELS}, bodies=bodies)

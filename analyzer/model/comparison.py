"""Bodies side by side in one year. What is compared is the reports' own verdicts, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analyzer.model.record import Record
from analyzer.model.report import Failure, Finding, Status


class Aside(StrEnum):
    """Why a report is not compared with the others."""

    NOT_A_REPORT = "不是法治政府建设年度报告"
    OTHER_YEAR = "不是这一年度的"
    NO_YEAR = "看不出年度"
    FILTERED = "不在筛选范围内"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One report among others.

    Attributes:
        record: The report.
        name: The body, as rows are named; its file where the text does not say.
        rank: 1 for the best score; reports with the same score share a rank.
        peers: The median score of the bodies of its level, or of all where those are too few.
        outlier: Whether its score lies far outside of those of the others.
        duplicate: Whether another report of the same body and year is there, too.
    """

    record: Record
    name: str
    rank: int
    peers: float
    outlier: bool
    duplicate: bool

    @property
    def score(self) -> float:
        """The score, 0 to 100."""
        score: float = self.record.report["score"]
        return score

    @property
    def grade(self) -> str:
        """The grade that the pack names for it."""
        grade: str = self.record.report["grade"]
        return grade

    @property
    def statuses(self) -> dict[str, Status | None]:
        """The status of each element; ``None`` where it does not apply to the body."""
        return self.record.applicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The reports of one year, the best first.

    Attributes:
        year: The reporting year; ``None`` where no report says one.
        elements: Id and name of each element, in the order of the pack.
        rows: The reports compared.
        coverage: For each element, how many reports have it substantive, hollow or missing, and to
            how many it does not apply.
        aside: The reports left out, and why.
        failures: The files that could not be read.
        findings: What concerns bodies rather than single reports.
    """

    year: int | None
    elements: Mapping[str, str]
    rows: tuple[Row, ...]
    coverage: Mapping[str, Mapping[str, int]]
    aside: tuple[tuple[Record, Aside], ...]
    failures: tuple[Failure, ...]
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Returns the object that ``fazhi compare --format json`` prints, without its version."""
        return {
            "year": self.year,
            "rows": [
                {
                    "issuer": row.record.issuer,
                    "name": row.name,
                    "level": row.record.report["level"],
                    "year": row.record.year,
                    "source": row.record.source,
                    "rank": row.rank,
                    "score": row.score,
                    "grade": row.grade,
                    "peer_median": row.peers,
                    "outlier": row.outlier,
                    "duplicate": row.duplicate,
                    "status": {
                        element["id"]: element["status"]
                        for element in row.record.report["elements"]
                    },
                    "not_applicable": [id_ for id_, s in row.statuses.items() if s is None],
                }
                for row in self.rows
            ],
            "coverage": {id_: dict(counts) for id_, counts in self.coverage.items()},
            "aside": [
                {"source": record.source, "issuer": record.issuer, "year": record.year,
                 "reason": str(why)}
                for record, why in self.aside
            ],
            "findings": [finding.to_dict() for finding in self.findings],
            "errors": [failure.to_dict() for failure in self.failures],
        }  # fmt: skip

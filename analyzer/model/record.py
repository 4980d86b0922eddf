"""One judged report as it is kept in a store and compared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analyzer.model.document import Level
from analyzer.model.report import ReportResult, Status, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What comparing, following up and finding copies need of one report.

    Attributes:
        source: The path as the user gave it.
        text: The report's text, as handed in; nothing is masked in it, so that it never leaves the
            machine and is shown only where personal data is masked.
        report: REPORT of the contract, without the text; personal data is masked in it.
        told: What each sentence of the body does.
        masked: Offsets of personal data in the text.
        published: Date of publication as (year, month, day), where a web page gives it.
        written: Date of writing, from the signature, likewise.
        page_starts: Offset at which each page begins; empty where the format has no pages.
    """

    source: str
    text: str
    report: Mapping[str, Any]
    told: tuple[Told, ...]
    masked: tuple[tuple[int, int], ...] = ()
    published: tuple[int, int, int] | None = None
    written: tuple[int, int, int] | None = None
    page_starts: tuple[int, ...] = ()

    @property
    def issuer(self) -> str | None:
        """The reporting body, as the report calls it."""
        issuer: str | None = self.report["issuer"]
        return issuer

    @property
    def year(self) -> int | None:
        """The reporting year."""
        year: int | None = self.report["reporting_year"]
        return year

    @property
    def level(self) -> Level | None:
        """The level of the body."""
        return Level(self.report["level"]) if self.report["level"] else None

    @property
    def statuses(self) -> dict[str, Status]:
        """The status of every element by its id."""
        return {element["id"]: Status(element["status"]) for element in self.report["elements"]}

    @property
    def applicable(self) -> dict[str, Status | None]:
        """The status of each element; ``None`` where it does not apply to the body."""
        return {
            element["id"]: Status(element["status"])
            if element["applies"] or element["status"] != Status.MISSING
            else None
            for element in self.report["elements"]
        }

    def lean(self) -> Record:
        """Returns the same without what only a look into the text needs, a third of the size."""
        elements = [
            {key: value for key, value in element.items() if key != "rejected"}
            for element in self.report["elements"]
        ]
        report = {**self.report, "elements": elements, "sections": []}
        return replace(self, text="", told=(), masked=(), report=report)


def record_of(result: ReportResult) -> Record:
    """Returns the record of a result."""
    return Record(
        source=result.document.source or "",
        text=result.document.text,
        report=result.to_dict(),
        told=result.told,
        masked=tuple((start, end) for start, end in result.masked),
        published=result.document.published,
        written=result.document.identity.written,
        page_starts=result.document.page_starts,
    )

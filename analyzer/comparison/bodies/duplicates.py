"""Several reports of one body and one year: shown, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.comparison.bodies.keys import Bodies, BodyKey
from analyzer.model.record import Record


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Reports that seem to be of one body and one year.

    Attributes:
        body: The name of the body.
        year: The reporting year.
        records: The reports, by their sources.
        keys: The key of each, which tells how sure it is.
        same_text: Whether all of them are known to be the same text; lean records have none.
    """

    body: str
    year: int
    records: tuple[Record, ...]
    keys: tuple[BodyKey, ...]
    same_text: bool


def duplicates(records: Iterable[Record], bodies: Bodies) -> list[Duplicate]:
    """Returns the bodies and years with several annual reports, by name and year."""
    found: dict[tuple[str, int], list[tuple[Record, BodyKey]]] = defaultdict(list)
    for record in records:
        key = key_of(record, bodies)
        if key is not None and record.year is not None and record.report["is_report"]:
            found[key.name, record.year].append((record, key))
    several = []
    for (body, year), both in sorted(found.items()):
        if len(both) > 1:
            both.sort(key=lambda pair: pair[0].source)
            texts = {record.text for record, _ in both}
            several.append(
                Duplicate(
                    body,
                    year,
                    tuple(record for record, _ in both),
                    tuple(key for _, key in both),
                    len(texts) == 1 and texts != {""},
                )
            )
    return several


def key_of(record: Record, bodies: Bodies) -> BodyKey | None:
    """Returns the key of the body that a record names."""
    return bodies.key(record.issuer, year=record.year, level=record.level, source=record.source)

"""What is read: one query for many documents, rows made into records one at a time.

What was damaged on the disk is as if it had never been kept: it is read or judged again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from analyzer.documents.looking import Seen
from analyzer.model.history import Holdings
from analyzer.model.record import Record
from analyzer.model.report import Failure
from analyzer.model.text import ExtractedText
from analyzer.review.decision import Kept
from analyzer.store.key import Key
from analyzer.store.packing import (
    Damaged,
    PackedText,
    column,
    unpack_decision,
    unpack_record,
    unpack_text,
)
from analyzer.store.schema import (
    decisions,
    documents,
    failures,
    readings,
    results,
    sources,
    versions,
)

Known = Record | Failure
_CHUNK = 500
# These say something of the machine or the moment, not of the file.
_TRY_AGAIN = frozenset(
    f"unreadable.{cause}"
    for cause in ("timeout", "memory", "crashed", "no-office", "no-ocr", "missing", "no-access")
)


class KeptSource(NamedTuple):
    """A place at which a document was found.

    Attributes:
        path: Its absolute path.
        seen: What stands there now, under the source as it was given last.
        seen_at: When that was written, as the clock said.
        versions: How many different documents have stood there.
    """

    path: str
    seen: Seen
    seen_at: datetime
    versions: int


class Past(NamedTuple):
    """One verdict on one document that stood at a place.

    Attributes:
        path: The place.
        number: Which document it was that was found at a place: what was found later has more.
        first_seen: When it was first found there, as the clock said.
        current: Whether it still stood there when that was last looked at.
        seen: The document.
        key: Under what it was judged.
        judged_at: When, as the clock said.
        record: The verdict.
    """

    path: str
    number: int
    first_seen: datetime
    current: bool
    seen: Seen
    key: Key
    judged_at: datetime
    record: Record


def lasting(failure: Failure) -> bool:
    """Tells whether a file that failed would fail again while its bytes are the same."""
    return failure.code.startswith("unreadable.") and failure.code not in _TRY_AGAIN


def find_all(
    connection: Connection, seen: Iterable[Seen], key: Key
) -> Iterator[tuple[Seen, Known | None]]:
    """Yields each document with what is kept of it, in order; ``None`` where it must be judged."""
    rest = iter(seen)
    while chunk := list(islice(rest, _CHUNK)):
        digests = {one.digest for one in chunk}
        rows = {row.digest: row for row in connection.execute(_with_text(key, digests))}
        told = {
            row.digest: row
            for row in connection.execute(
                select(failures).where(
                    failures.c.digest.in_(digests - rows.keys())
                    & (failures.c.reading == key.reading)
                )
            )
        }
        for one in chunk:
            found: Known | None = None
            if one.digest in rows:
                found = _record(rows[one.digest], one.source)
            elif one.digest in told:
                row = told[one.digest]
                failure = Failure(one.source, row.code, f"{one.source}：{row.message}")
                found = failure if lasting(failure) else None
            yield one, found


def text_of(
    connection: Connection, digest: str, key: Key | None, source: str | None
) -> ExtractedText | None:
    """Returns the text of a document; ``None`` where there is none."""
    wanted = select(readings).where(readings.c.digest == digest)
    if key is not None:
        wanted = wanted.where(readings.c.reading == key.reading)
    for row in connection.execute(wanted.order_by(readings.c.number.desc())):
        try:
            packed = PackedText(row.text, row.text_digest, row.provenance)
            return unpack_text(packed, digest, source)
        except Damaged:
            continue
    return None


def records(
    connection: Connection, key: Key | None, year: int | None, issuer: str | None
) -> Iterator[Record]:
    """Yields the record of what stands at each source now, by path."""
    wanted = _results().add_columns(sources.c.given)
    wanted = wanted.join(sources, sources.c.digest == results.c.digest)
    if key is not None:
        wanted = wanted.where(
            (results.c.reading == key.reading) & (results.c.judging == key.judging)
        )
    else:
        newest = select(func.max(results.c.number)).group_by(results.c.digest)
        wanted = wanted.where(results.c.number.in_(newest))
    if year is not None:
        wanted = wanted.where(results.c.year == year)
    if issuer is not None:
        wanted = wanted.where(results.c.issuer == column(issuer))
    rows = connection.execution_options(yield_per=_CHUNK).execute(wanted.order_by(sources.c.path))
    for row in rows:
        record = _record(row, row.given)
        if record is not None:
            yield record


def kept_sources(connection: Connection) -> Iterator[KeptSource]:
    """Yields every source, by path."""
    count = (
        select(func.count()).where(versions.c.place == sources.c.place).correlate(sources)
    ).scalar_subquery()
    wanted = select(sources, count.label("versions")).order_by(sources.c.path)
    for row in connection.execution_options(yield_per=_CHUNK).execute(wanted):
        seen = Seen(row.given, row.digest, row.size, row.mtime_ns)
        yield KeptSource(row.path, seen, _time(row.seen_at), row.versions)


def pasts(connection: Connection, paths: Iterable[str]) -> Iterator[Past]:
    """Yields every verdict on what ever stood at places: by path, the oldest first.

    Args:
        connection: Where to look.
        paths: Absolute paths of files, archives or folders; everything is wanted without any.
    """
    wanted = (
        _results()
        .add_columns(
            sources.c.path,
            sources.c.digest.label("standing"),
            versions.c.number.label("version"),
            versions.c.first_seen,
            versions.c.given,
            versions.c.size,
            versions.c.mtime_ns,
            results.c.judging,
            results.c.pack,
            results.c.program,
            results.c.judged_at,
        )
        .join(versions, versions.c.digest == results.c.digest)
        .join(sources, sources.c.place == versions.c.place)
        .order_by(sources.c.path, versions.c.number, results.c.number)
    )
    below = [column(path) for path in paths]
    if below:
        wanted = wanted.where(or_(*(_at_or_below(path) for path in below)))
    for row in connection.execution_options(yield_per=_CHUNK).execute(wanted):
        record = _record(row, row.given)
        if record is not None:
            yield Past(
                row.path,
                row.version,
                _time(row.first_seen),
                row.standing == row.digest,
                Seen(row.given, row.digest, row.size, row.mtime_ns),
                Key(row.reading, row.judging, row.pack, row.program),
                _time(row.judged_at),
                record,
            )


def holdings(connection: Connection, place: str, size: int | None) -> Holdings:
    """Returns how much is kept."""
    counts = [
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (sources, documents, results, decisions)
    ]
    return Holdings(place, size, *counts)


def _at_or_below(path: str) -> ColumnElement[bool]:
    folder = path.rstrip(os.sep) + os.sep
    return (sources.c.path == path) | sources.c.path.startswith(folder, autoescape=True)


def kept_decisions(connection: Connection) -> tuple[Kept, ...]:
    """Returns what was decided; a line that cannot be read costs no other."""
    found = []
    for row in connection.execute(select(decisions).order_by(decisions.c.number)):
        with contextlib.suppress(Damaged):
            found.append(Kept(row.number, unpack_decision(row.digest, row.line)))
    return tuple(found)


def _results() -> Select[tuple[str, str, bytes, bytes, str, bytes]]:
    return select(
        results.c.digest,
        results.c.reading,
        results.c.payload,
        readings.c.text,
        readings.c.text_digest,
        readings.c.provenance,
    ).join(
        readings,
        (readings.c.digest == results.c.digest) & (readings.c.reading == results.c.reading),
    )


def _with_text(
    key: Key, digests: Iterable[str]
) -> Select[tuple[str, str, bytes, bytes, str, bytes]]:
    return _results().where(
        results.c.digest.in_(digests)
        & (results.c.reading == key.reading)
        & (results.c.judging == key.judging)
    )


def _record(row: Row[tuple[str, str, bytes, bytes, str, bytes]], source: str) -> Record | None:
    try:
        text = PackedText(row.text, row.text_digest, row.provenance)
        return unpack_record(row.payload, text, row.digest, source)
    except Damaged:
        return None


def _time(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, TypeError, ValueError):
        return datetime.fromtimestamp(0, UTC)

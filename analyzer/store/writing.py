"""What is written, each in the transaction of the connection that is given.

Everything may be written twice, by one program or by two at once: it is there once afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, select, update

from analyzer.documents.looking import Seen
from analyzer.model.record import Record
from analyzer.model.report import Failure
from analyzer.model.text import ExtractedText
from analyzer.review.decision import Decision, Undo
from analyzer.store.key import Key
from analyzer.store.packing import (
    PackedText,
    column,
    pack_decision,
    pack_record,
    pack_text,
    path_of,
    place_of,
    whole,
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

_Row = Mapping[str, Any]
_CHUNK = 500


class Forgotten(NamedTuple):
    """What was deleted.

    Attributes:
        documents: How many documents, with all that was kept of them.
        also_at: Paths of other sources with the same content, for which it is still kept.
    """

    documents: int
    also_at: tuple[str, ...]


def unknown(connection: Connection, seen: Iterable[Seen]) -> list[Seen]:
    """Returns those that do not stand as they are known to."""
    by_place = {place_of(one.source): one for one in seen}
    for chunk in _chunks(list(by_place)):
        columns = (sources.c.place, sources.c.digest, sources.c.given)
        for place, digest, given in connection.execute(
            select(*columns).where(sources.c.place.in_(chunk))
        ):
            if (digest, given) == (by_place[place].digest, column(by_place[place].source)):
                del by_place[place]
    return list(by_place.values())


def note(connection: Connection, seen: Iterable[Seen]) -> None:
    """Writes which documents stand where."""
    # Programs that write the same at once must do so in the same order.
    now = _now()
    rows = sorted(map(_source_row, seen), key=lambda row: str(row["place"]))
    found = sorted({(row["digest"], row["size"]) for row in rows})
    first = [{"digest": digest, "size": size, "first_seen": now} for digest, size in found]
    _put(connection, documents, first, replace=())
    standing = [{**row, "seen_at": now} for row in rows]
    changed = ("given", "digest", "size", "mtime_ns", "seen_at")
    _put(connection, sources, standing, replace=changed)
    history = [{**row, "first_seen": now} for row in rows]
    for row in history:
        del row["path"]
    _put(connection, versions, history, replace=())


def put_text(connection: Connection, seen: Seen, key: Key, text: ExtractedText) -> None:
    """Writes the text of a document; results of another text of it, read the same way, go."""
    note(connection, [seen])
    packed = pack_text(text, seen.digest)
    row = {"digest": seen.digest, "reading": key.reading}
    columns = {
        "text": packed.text,
        "text_digest": packed.digest,
        "provenance": packed.provenance,
    }
    _put(connection, readings, [{**row, **columns}], replace=())
    where = (readings.c.digest == seen.digest) & (readings.c.reading == key.reading)
    wanted = select(readings.c.text, readings.c.text_digest, readings.c.provenance).where(where)
    kept = PackedText(*connection.execute(wanted.with_for_update()).one())
    if kept.digest != packed.digest:
        # Offsets in results are of the text that was judged.
        same = (results.c.digest == seen.digest) & (results.c.reading == key.reading)
        connection.execute(delete(results).where(same))
    if kept != packed:
        connection.execute(update(readings).where(where).values(columns))
    connection.execute(
        delete(failures).where(
            (failures.c.digest == seen.digest) & (failures.c.reading == key.reading)
        )
    )


def put_result(
    connection: Connection, seen: Seen, key: Key, text: ExtractedText, record: Record
) -> None:
    """Writes a text and the verdict on it."""
    put_text(connection, seen, key, text)
    row = {
        "digest": seen.digest,
        "reading": key.reading,
        "judging": key.judging,
        "pack": column(key.pack),
        "program": key.program,
        "judged_at": _now(),
        "year": record.year,
        "issuer": None if record.issuer is None else column(record.issuer),
        "payload": pack_record(record, seen.digest),
    }
    # What was kept under the same key may be damaged; what is judged now is not.
    _put(connection, results, [row], replace=("payload", "year", "issuer"))


def put_failure(connection: Connection, seen: Seen, key: Key, failure: Failure) -> None:
    """Writes why a document could not be read or judged."""
    note(connection, [seen])
    row = {
        "digest": seen.digest,
        "reading": key.reading,
        "code": failure.code,
        "message": column(failure.message.removeprefix(f"{failure.source}：")),
    }
    _put(connection, failures, [row], replace=("code", "message"))


def keep_decisions(connection: Connection, records: Iterable[Decision | Undo]) -> None:
    """Writes what was decided, in order."""
    packed = [pack_decision(record) for record in records]
    rows = [{"digest": digest, "line": line} for digest, line in packed]
    _put(connection, decisions, rows, replace=())


def forget(connection: Connection, source: str) -> Forgotten:
    """Deletes a source and every document that stands, and ever stood, nowhere else."""
    place = place_of(source)
    # Who writes of the same source now must be done before, or wait until this is done.
    here = select(sources.c.place).where(sources.c.place == place).with_for_update()
    if connection.execute(here).first() is None:
        return Forgotten(0, ())
    once = select(versions.c.digest).where(versions.c.place == place)
    digests = sorted(connection.execute(once).scalars())
    elsewhere = list(
        connection.execute(
            select(versions.c.digest, sources.c.path)
            .join(sources, sources.c.place == versions.c.place)
            .where(versions.c.digest.in_(digests) & (versions.c.place != place))
            .order_by(sources.c.path)
        )
    )
    connection.execute(delete(versions).where(versions.c.place == place))
    connection.execute(delete(sources).where(sources.c.place == place))
    shared = {digest for digest, _ in elsewhere}
    alone = [digest for digest in digests if digest not in shared]
    for chunk in _chunks(alone):
        connection.execute(delete(documents).where(documents.c.digest.in_(chunk)))
    return Forgotten(len(alone), tuple(dict.fromkeys(path for _, path in elsewhere)))


def _source_row(seen: Seen) -> dict[str, Any]:
    return {
        "place": place_of(seen.source),
        "path": path_of(seen.source),
        "given": column(seen.source),
        "digest": seen.digest,
        "size": seen.size,
        "mtime_ns": whole(seen.mtime_ns),
    }


_ONCE: dict[Table, tuple[str, ...]] = {
    documents: ("digest",),
    readings: ("digest", "reading"),
    results: ("digest", "reading", "judging"),
    failures: ("digest", "reading"),
    sources: ("place",),
    versions: ("place", "digest"),
    decisions: ("digest",),
}


def _put(
    connection: Connection, table: Table, rows: Sequence[_Row], *, replace: tuple[str, ...]
) -> None:
    """Adds rows; of one that is there already, the named columns take the new values."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as upsert
    else:
        from sqlalchemy.dialects.sqlite import insert as upsert  # type: ignore[assignment]
    statement = upsert(table)
    if replace:
        statement = statement.on_conflict_do_update(
            index_elements=_ONCE[table],
            set_={name: statement.excluded[name] for name in replace},
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=_ONCE[table])
    connection.execute(statement, list(rows))


def _now() -> int:
    return whole(int(time.time()))


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK))

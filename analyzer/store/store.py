"""The store: judged reports by the content of their files and by what their verdicts depend on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from sqlalchemy import Connection

from analyzer.documents.looking import Seen
from analyzer.model.history import Holdings
from analyzer.model.record import Record
from analyzer.model.report import Failure
from analyzer.model.text import ExtractedText
from analyzer.review.decision import Decision, Kept, Undo
from analyzer.store import queries, writing
from analyzer.store.database import Database
from analyzer.store.key import Key
from analyzer.store.queries import KeptSource, Known, Past
from analyzer.store.writing import Forgotten

PATIENCE = 30.0


class Store:
    """Judged reports in a database; every method may raise ``StoreError``.

    Each ``put_…`` is one transaction: when it returns, what it was given is kept, whatever happens
    to the program then; until it returns, nothing of it is there. Several programs may write at
    once. Of what a document is and what was found in it, nothing is ever changed, only added;
    ``forget`` alone deletes.

    A source is known by its absolute path: on a server that several machines use, the same path on
    two of them is one source.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str] | None = None,
        *,
        read_only: bool = False,
        patience: float = PATIENCE,
    ) -> Store:
        """Returns the store at a place; one that is new is made, an older one is brought up to date.

        Args:
            where: A file, or ``postgresql+psycopg://…``; by default the file in the user's data
                folder.
            read_only: Whether to promise that nothing is written. A file that cannot be written is
                opened in this way whatever is said here; writing then raises.
            patience: How many seconds to wait for another program that writes.

        Raises:
            StoreError: There is no such place, it is damaged or someone else's, or it cannot be
                reached.
        """
        return cls(Database(where, read_only=read_only, patience=patience))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def shown(self) -> str:
        """Where the store is, for people; a password is hidden in it."""
        return self._database.location.shown

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._database.read_only

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    # -- Looking up ---------------------------------------------------------------------------

    def find(self, seen: Seen, key: Key) -> Known | None:
        """Returns what is kept of a document; see ``find_all``."""
        ((_, found),) = self.find_all([seen], key)
        return found

    def find_all(self, seen: Iterable[Seen], key: Key) -> Iterator[tuple[Seen, Known | None]]:
        """Yields each document with what is kept of it under a key, in order.

        A record; or why the file cannot be read, where it would fail again; or ``None``, where it
        has to be judged. The record's source and the failure's are the one that was looked at.
        """
        with self._database.reading() as connection:
            yield from queries.find_all(connection, seen, key)

    def text_of(
        self, digest: str, key: Key | None = None, *, source: str | None = None
    ) -> ExtractedText | None:
        """Returns the text of a document, if it is kept.

        Args:
            digest: Of the file's bytes.
            key: Only a text that was read in this way; the newest of any way by default.
            source: The path that its provenance shall name; by default that under which it was
                read.
        """
        with self._database.reading() as connection:
            return queries.text_of(connection, digest, key, source)

    def records(
        self, *, key: Key | None = None, year: int | None = None, issuer: str | None = None
    ) -> Iterator[Record]:
        """Yields the record of the document that stands at each source now, in the order of paths.

        A source whose document has none yet, or could not be read, is left out.

        Args:
            key: Only records that were judged so; by default the last of each document, however it
                was judged.
            year: Only those of a reporting year.
            issuer: Only those of a body, named as in the report.
        """
        with self._database.reading() as connection:
            yield from queries.records(connection, key, year, issuer)

    def sources(self) -> Iterator[KeptSource]:
        """Yields every source, in the order of paths."""
        with self._database.reading() as connection:
            yield from queries.kept_sources(connection)

    def pasts(self, *paths: str) -> Iterator[Past]:
        """Yields every verdict on what ever stood at places, by path, the oldest version first.

        Args:
            paths: Absolute paths of files, archives or folders, for what is there or below;
                everything is wanted without any.
        """
        with self._database.reading() as connection:
            yield from queries.pasts(connection, paths)

    def holdings(self) -> Holdings:
        """Returns how much is kept, and where."""
        with self._database.reading() as connection:
            return queries.holdings(connection, self.shown, self._database.size)

    def decisions(self) -> tuple[Kept, ...]:
        """Returns what reviewers decided or took back, on whatever reports, as it came in."""
        with self._database.reading() as connection:
            return queries.kept_decisions(connection)

    # -- Keeping ------------------------------------------------------------------------------

    def note(self, seen: Sequence[Seen]) -> None:
        """Keeps which documents stand where now; writes only what is not known yet."""
        with self._database.reading() as connection:
            new = writing.unknown(connection, seen)
        if new:
            self._database.write(lambda connection: writing.note(connection, new))

    def put_text(self, seen: Seen, key: Key, text: ExtractedText) -> None:
        """Keeps the text of a document, under the bytes that it was read from.

        Args:
            seen: The document; if the file was changed between looking and reading, the text goes
                to the document that was read.
            key: How it was read.
            text: What ``read_document`` gave.
        """
        seen = _read_from(seen, text)
        self._database.write(lambda connection: writing.put_text(connection, seen, key, text))

    def put_result(self, seen: Seen, key: Key, text: ExtractedText, record: Record) -> None:
        """Keeps the verdict on a document, and its text, in one transaction.

        Args:
            seen: As for ``put_text``.
            key: How it was read and judged.
            text: As for ``put_text``, or from ``text_of``.
            record: The record of the result of just this text.

        Raises:
            ValueError: The record is of another text.
        """
        if record.text != text.text:
            raise ValueError("a record of another text")
        seen = _read_from(seen, text)

        def put(connection: Connection) -> None:
            writing.put_result(connection, seen, key, text, record)

        self._database.write(put)

    def put_failure(self, seen: Seen, key: Key, failure: Failure) -> None:
        """Keeps why a document could not be read or judged.

        It is told again by ``find`` only where the file's content is to blame; a file that took too
        long or crashed its reader is tried again.

        Args:
            seen: The document, looked at again after it failed: what failed must be what is kept.
            key: How it was to be read.
            failure: Why it failed.
        """
        self._database.write(lambda connection: writing.put_failure(connection, seen, key, failure))

    def keep_decisions(self, records: Sequence[Decision | Undo]) -> None:
        """Keeps what reviewers decided or took back; what is there already stays as it is.

        See ``review.journals`` for what counts where a decision file says more, or less.
        """
        if records:
            self._database.write(lambda connection: writing.keep_decisions(connection, records))

    def forget(self, source: str) -> Forgotten:
        """Deletes a source with its texts, verdicts and history; what reviewers decided stays.

        In a file, what is deleted is overwritten, at the latest when no other program has it open;
        a server does so when it cleans up (VACUUM).
        """
        forgotten = self._database.write(lambda connection: writing.forget(connection, source))
        self._database.empty_log()
        return forgotten


def _read_from(seen: Seen, text: ExtractedText) -> Seen:
    digest = text.provenance.digest
    return seen if digest in (None, seen.digest) else seen._replace(digest=digest)

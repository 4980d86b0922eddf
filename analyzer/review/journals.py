"""Decision files and the database together: what was decided, for one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from analyzer.errors import StoreError, UsageError
from analyzer.review import file_beside
from analyzer.review.decision import Decision, Kept, Undo
from analyzer.review.journal import Journal, append, joined, make_ready, read_journal


class Shelf(Protocol):
    """What keeps decisions besides the files: the store."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    def decisions(self) -> tuple[Kept, ...]:
        """Returns all that it has, in the order in which it got them."""

    def keep_decisions(self, records: Sequence[Decision | Undo]) -> None:
        """Keeps records; those that it has already once."""


class Journals:
    """What was decided, for one run.

    The rule of what counts:

    - Without a database, or where a file is named: what stands in the file, and nothing else.
    - With a database: what stands in the file beside the report or in the database. A file and a
      database never say different things of one decision, since none is ever changed; what the
      database lacks is added to it whenever the file is read, so that it goes on counting where the
      file is not. What a reviewer decides is written to both.

    Args:
        given: The file for all of them; by default each report's is beside it.
        shelf: The database.
        lenient: Whether a file that cannot be read is passed over, and told of by ``notes``.
    """

    def __init__(
        self, given: Path | None = None, shelf: Shelf | None = None, *, lenient: bool = False
    ) -> None:
        self._given = given
        self._shelf = shelf
        self._lenient = lenient
        self._read: dict[Path, Journal] = {}
        self._kept: tuple[Kept, ...] | None = None
        self._bare: Journal | None = None
        self._told: dict[str, None] = {}

    def path_of(self, report: str) -> Path:
        """Returns the decision file of a report."""
        return self._given or Path(file_beside(report))

    def of(self, report: str) -> Journal:
        """Returns what was decided, as far as a report may be concerned.

        Raises:
            UsageError: The file cannot be read.
            StoreError: The database cannot be read.
        """
        return self.at(self.path_of(report))

    def at(self, path: Path) -> Journal:
        """Returns the same for a decision file; see ``of``."""
        if path not in self._read:
            self._read[path] = self._joined(self._file(path))
        return self._read[path]

    def anew(self, report: str) -> Journal:
        """Returns the same as it is now: others may have decided since."""
        self._read.pop(self.path_of(report), None)
        self._kept = self._bare = None
        return self.of(report)

    def make_ready(self, report: str) -> str:
        """Makes sure that what is decided can be kept, before anybody takes the trouble to decide.

        Returns:
            Where it will be kept, for people.

        Raises:
            UsageError: It cannot be.
        """
        path = self.path_of(report)
        try:
            make_ready(path)
        except UsageError:
            if not self._writes_shelf:
                raise
            return "数据库（报告旁边的审查记录写不进去）"
        return f"{path} 和数据库" if self._writes_shelf else str(path)

    def record(self, report: str, record: Decision | Undo) -> None:
        """Writes a record to the file and to the database; one of them is enough.

        Raises:
            UsageError: It could be written to neither.
        """
        self.record_in(self.path_of(report), record)

    def record_in(self, path: Path, record: Decision | Undo) -> None:
        """Does the same for a decision file; see ``record``."""
        unwritten = None
        try:
            append(path, record)
        except UsageError as error:
            if not self._writes_shelf:
                raise
            unwritten = error
        self._read.pop(path, None)
        self._kept = self._bare = None
        if self._shelf is None:
            return
        try:
            self._shelf.keep_decisions([record])
        except StoreError as error:
            if unwritten is not None:
                raise unwritten from error
            self._told[f"{error}这一条只记在 {path}，下次运行再收进数据库。"] = None
        if unwritten is not None:
            self._told[f"{path} 写不进去，这一条只记在数据库里。"] = None

    def notes(self) -> Iterator[str]:
        """Yields a Chinese line for everything that could not be read or written."""
        yield from self._told

    @property
    def _writes_shelf(self) -> bool:
        return self._shelf is not None and not self._shelf.read_only

    def _file(self, path: Path) -> Journal:
        try:
            journal = read_journal(path)
        except UsageError as error:
            if not self._lenient:
                raise
            self._told[f"{error}没有采用里面的认定。"] = None
            return Journal(path)
        if journal.note:
            self._told[journal.note] = None
        return journal

    def _joined(self, journal: Journal) -> Journal:
        if self._shelf is None:
            return journal
        if self._kept is None:
            self._kept = self._shelf.decisions()
        there = {each.record for each in self._kept}
        new = [record for record in journal.records if record not in there]
        if new and self._writes_shelf:
            try:
                self._shelf.keep_decisions(new)
                self._kept, self._bare = self._shelf.decisions(), None
            except StoreError as error:
                self._told[f"{error}{journal.path} 里的认定照样采用，没有收进数据库。"] = None
        if journal.records:
            return joined(journal, self._kept)
        # Reports may stand in thousands of folders of which none has a decision file.
        self._bare = self._bare or joined(Journal(journal.path), self._kept)
        return replace(journal, entries=self._bare.entries)

"""The decision file (审查记录): what was decided, in the order of writing.

It is JSON Lines: one decision a line, UTF-8. YAML would be nicer to read, but half an entry at the
end of a YAML file makes the rest unreadable, and an entry cannot be told from its neighbours without
reading all of them. A line is written whole or is one bad line; two files are merged by copying one
behind the other; Notepad shows who, when and the passage in Chinese. ``fazhi review --list`` is the
view for people.

Nothing is ever rewritten: a decision is taken back by a further line. Each line is written under a
lock, by one call, and on the disk before the next question is asked. A line that was cut short, or
spoilt by hand, is reported with its number and costs no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.review import DEFAULT_NAME
from analyzer.review.decision import Decision, Kept, Undo, as_line, from_line, in_order
from analyzer.review.locking import locked

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Some hundred thousand decisions; more is another file under this name.
_MAX_BYTES = 256 * 1024 * 1024
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, where it stands, and whether it was taken back.

    Attributes:
        undos: What takes it back; empty while it is in force.
        line: Its line in the file, from 1; None where only the database has it.
        kept: Its number in the database; None where only the file has it, or there is none.
    """

    decision: Decision
    undos: tuple[Undo, ...] = ()
    line: int | None = None
    kept: int | None = None

    @property
    def undone(self) -> bool:
        """Whether it was taken back."""
        return bool(self.undos)

    @property
    def name(self) -> str:
        """What ``--undo`` calls it: its line, or 库 and its number in the database."""
        return str(self.line) if self.line is not None else f"库{self.kept}"


@dataclass(frozen=True, slots=True)
class Journal:
    """What was decided on the reports that share a decision file.

    Attributes:
        entries: Every decision, once, in the order in which they were made (``in_order``).
        bad_lines: Numbers of the lines of the file that could not be read.
        records: What stands in the file, in the order of writing.
    """

    path: Path
    entries: tuple[Entry, ...] = ()
    bad_lines: tuple[int, ...] = ()
    records: tuple[Decision | Undo, ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that nobody took back, the latest last."""
        return tuple(entry.decision for entry in self.entries if not entry.undone)

    def on(self, whole: str) -> tuple[Decision, ...]:
        """Returns those of them that may be about a text.

        A report that names no body is known by its file's name, and only beside its own decision
        file: elsewhere another report may have that name. What the database alone has on such a
        report counts for the very text that it was made on.

        Args:
            whole: ``Content.whole`` of the text.
        """
        return tuple(
            entry.decision
            for entry in self.entries
            if not entry.undone
            and (
                entry.line is not None
                or entry.decision.issuer is not None
                or entry.decision.whole == whole
            )
        )

    @property
    def note(self) -> str:
        """Says in Chinese which lines could not be read; empty where all could."""
        if not self.bad_lines:
            return ""
        numbers = "、".join(map(str, self.bad_lines[:_NAMED]))
        more = f"等 {len(self.bad_lines)} " if self.bad_lines[_NAMED:] else " "
        said = "没有写完或被改坏，没有采用；其余照用"
        return f"{self.path}：第 {numbers}{more}行{said}。"


def read_journal(path: Path) -> Journal:
    """Returns what a decision file holds; nothing where there is no file yet.

    Raises:
        UsageError: The file cannot be opened, or is of another kind.
    """
    try:
        if path.exists() and path.stat().st_size > _MAX_BYTES:
            raise _other_kind(path)
        raw = path.read_bytes()
    except FileNotFoundError:
        return Journal(path)
    except (OSError, ValueError) as error:
        raise UsageError(
            "审查记录打不开", remedy="请核对位置、权限和是不是文件", source=str(path)
        ) from error
    if raw.startswith(_UTF16_MARKS):
        raise UsageError(
            "审查记录被另存成了别的编码", remedy="请用记事本打开，另存为 UTF-8", source=str(path)
        )
    decisions: dict[Decision, int] = {}
    records: dict[Decision | Undo, None] = {}
    bad: list[int] = []
    lines = raw.replace(_UTF8_MARK, b"").split(b"\n")
    for number, line in enumerate(lines, 1):
        record = _record_of(line)
        if isinstance(record, Decision):
            # Files that were copied together may hold a line twice.
            decisions.setdefault(record, number)
        if record is not None:
            records[record] = None
        elif line.strip():
            bad.append(number)
    if not decisions and any(not lines[number - 1].startswith(b"{") for number in bad):
        raise _other_kind(path)
    return Journal(path, _entries(records, decisions, {}), tuple(bad), tuple(records))


def joined(journal: Journal, kept: Sequence[Kept]) -> Journal:
    """Returns a decision file together with what a database has.

    Both are parts of one list that only grows: what stands in one of them counts, and what stands
    in both counts once.
    """
    lines = {entry.decision: entry.line for entry in journal.entries if entry.line is not None}
    numbers = {each.record: each.number for each in kept}
    return replace(journal, entries=_entries([*journal.records, *numbers], lines, numbers))


def _entries(
    records: Iterable[Decision | Undo],
    lines: Mapping[Decision, int],
    numbers: Mapping[Decision | Undo, int],
) -> tuple[Entry, ...]:
    records = dict.fromkeys(records)
    undos: dict[str, tuple[Undo, ...]] = {}
    for record in records:
        if isinstance(record, Undo):
            undos[record.undo] = (*undos.get(record.undo, ()), record)
    made = in_order(record for record in records if isinstance(record, Decision))
    return tuple(Entry(d, undos.get(d.id, ()), lines.get(d), numbers.get(d)) for d in made)


def append(path: Path, record: Decision | Undo) -> None:
    """Writes one record behind what is there.

    Raises:
        UsageError: Nothing could be written.
    """
    _write(path, as_line(record) + b"\n")


def make_ready(path: Path) -> None:
    """Makes sure that the file can be written, before anybody takes the trouble to decide.

    Raises:
        UsageError: It cannot be.
    """
    read_journal(path)
    _write(path, b"")


def _write(path: Path, line: bytes) -> None:
    try:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o666)
        try:
            with locked(descriptor):
                _append(descriptor, line)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise UsageError(
            "审查记录写不进去，这一条没有记下",
            remedy="文件夹可能只读，或文件正被别的程序占用；请换个位置：--decisions 文件",
            source=str(path),
        ) from error


def _append(descriptor: int, line: bytes) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if line and size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            # A program was killed in the middle of a line; that line stays alone.
            line = b"\n" + line
    # Windows appends where the file pointer stands.
    os.lseek(descriptor, 0, os.SEEK_END)
    while line:
        line = line[os.write(descriptor, line) :]
    os.fsync(descriptor)


def _record_of(line: bytes) -> Decision | Undo | None:
    """Returns the record in a line; None where there is none.

    Notepad may have saved the file in the Chinese code page.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return from_line(line.decode(encoding))
        except (ValueError, RecursionError):
            continue
    return None


def _other_kind(path: Path) -> UsageError:
    return UsageError(
        "这个文件不是审查记录", remedy=f"审查记录是 {DEFAULT_NAME} 这样的文件", source=str(path)
    )

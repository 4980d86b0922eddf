"""Files → judged reports → one file for each of them, or one for all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.progress import progress

if TYPE_CHECKING:
    from analyzer.documents.archive import ArchiveMember
    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import Failure, ReaderState, ReportResult
    from analyzer.model.text import ExtractedText
    from analyzer.output.checked import Checked
    from analyzer.review.outcome import Reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every export is asked for.

    Attributes:
        paths: Reports, as the user gave them.
        lexicon: Folders of overlays.
        decisions: The decision file; those beside the reports by default.
        year: The reporting year, where the user knows better than the texts.
        issuer: The reporting body, likewise.
        timeout: So many seconds may reading one file take.
        quiet: Whether to show no progress and no list of what was written.
        db: The store whose decisions count, too; by default the user's own, if there is one.
        no_db: Whether no store is asked.
    """

    paths: Sequence[str]
    lexicon: Sequence[str] | None = None
    decisions: str | None = None
    year: int | None = None
    issuer: str | None = None
    timeout: float = 60.0
    quiet: bool = False
    db: str | None = None
    no_db: bool = False


class Item(NamedTuple):
    """One report to export: where it came from, as it was read, and what was found in it."""

    found: str | ArchiveMember
    text: ExtractedText
    reviewed: Reviewed


class Batch(NamedTuple):
    """The reports to export and the files that could not be read, each in the order of the files."""

    pack: Pack
    items: list[Item]
    errors: list[Failure]
    reader: ReaderState

    @property
    def checked(self) -> Checked:
        """What was checked, as files for all reports are made of it."""
        from analyzer.output.checked import Checked

        return Checked(
            pack=self.pack,
            reports=[item.reviewed for item in self.items],
            errors=self.errors,
            reader=self.reader,
        )

    def alone(self, item: Item) -> Checked:
        """Returns one of the reports as if nothing else had been checked."""
        return replace(self.checked, reports=[item.reviewed], errors=())


def judged(asked: Asked) -> Batch:
    """Reads and judges everything that was asked for.

    Raises:
        UsageError: There is no such decision file.
        LexiconError: An overlay has faults.
    """
    from analyzer.batch.single import read_and_judge
    from analyzer.commands.decisions import load_reviews
    from analyzer.documents.find import find_documents, start_reading
    from analyzer.documents.isolation.process import Limits
    from analyzer.errors import UnreadableDocument
    from analyzer.lexicon.load import load_pack
    from analyzer.model.report import Failure
    from analyzer.pipeline import Analyzer
    from analyzer.review.outcome import Reviewed

    documents = find_documents(asked.paths)
    start_reading(documents)
    analyzer = Analyzer(load_pack(*(asked.lexicon or ())))
    limits = Limits(seconds=asked.timeout)
    read: list[tuple[str | ArchiveMember, ExtractedText, ReportResult]] = []
    errors: list[Failure] = []
    with progress(len(documents), doing="正在检查", shown=not asked.quiet) as steps:
        for document in documents:
            judged = read_and_judge(
                document,
                analyzer,
                year=asked.year,
                issuer=asked.issuer,
                limits=limits,
                page=steps.page,
            )
            if isinstance(judged, Failure):
                errors.append(judged)
            elif not isinstance(document, UnreadableDocument):
                read.append((document, *judged))
            steps.advance(failed=isinstance(judged, Failure))
    results = [result for *_, result in read]
    reviews = load_reviews(results, asked.decisions, analyzer.pack, db=asked.db, no_db=asked.no_db)
    items = [
        Item(document, text, Reviewed(result, review))
        for (document, text, result), review in zip(read, reviews, strict=True)
    ]
    return Batch(analyzer.pack, items, errors, analyzer.reader)


def write_each(
    batch: Batch,
    output: str | None,
    write: Callable[[Item, Path], None],
    *,
    suffix: str,
    kind: str,
    force: bool,
    quiet: bool,
) -> int:
    """Writes one file for each report. What goes wrong with one stops no other.

    Args:
        batch: The reports.
        output: As the user gave it: with the suffix it is a file, else a folder, made if need be.
        write: Writes one file.
        suffix: Of the files, with its point.
        kind: What the files are, in Chinese; it ends their names.
        force: Whether existing files may be replaced.
        quiet: Whether to show no progress and no list of what was written.

    Returns:
        The exit status: 0 if every report has its file, 2 if none has, else 1.

    Raises:
        UsageError: Several reports for one file, or there can be no such folder.
    """
    from analyzer.errors import FazhiError
    from analyzer.model.report import Failure
    from analyzer.output.files import whole_file

    errors, written = list(batch.errors), []
    paths = _paths(batch.items, output, suffix, kind)
    with progress(len(paths), doing=f"正在写{kind}", shown=not quiet) as steps:
        for item, path in zip(batch.items, paths, strict=True):
            try:
                with whole_file(target(path, batch.items, force=force)) as made:
                    write(item, made)
                written.append(path)
            except FazhiError as error:
                errors.append(Failure(path, error.code, str(error)))
            steps.advance()
    if not quiet:
        tell_written(written)
    return ended(batch.reader, errors, written=len(written))


def write_checked(
    asked: Asked, make: Callable[[Checked], str], output: str | None, *, force: bool
) -> int:
    """Judges, and writes one text for all reports, to a file or to standard output.

    Args:
        asked: What is asked for.
        make: Makes the text of what was checked.
        output: The file; standard output by default.
        force: Whether an existing file may be replaced.

    Returns:
        The exit status: 0 if every file could be read, 2 if none could, else 1.

    Raises:
        UsageError: The file cannot be written, which is told before anything is read.
    """
    from analyzer.output.files import free_path

    if output is not None:
        free_path(output, force=force)
    batch = judged(asked)
    return write_all(batch, output, make(batch.checked), force=force)


def write_all(batch: Batch, output: str | None, text: str, *, force: bool) -> int:
    """Writes one text for all reports; arguments and status as for ``write_checked``."""
    if output is not None:
        target(output, batch.items, force=force)
    write_text(text, output, force=force)
    return ended(batch.reader, batch.errors, written=len(batch.items))


def write_text(text: str, output: str | None, *, force: bool) -> None:
    """Writes one text as UTF-8; arguments and errors as for ``write_checked``."""
    from analyzer.output.files import free_path, whole_file

    if output is None:
        write_utf8(text)
    else:
        with whole_file(free_path(output, force=force)) as made:
            made.write_bytes(text.encode("utf-8", "backslashreplace"))


def _paths(items: Sequence[Item], output: str | None, suffix: str, kind: str) -> list[str]:
    from analyzer.errors import UsageError
    from analyzer.output.files import Names, made_folder

    if output is not None and is_file(output, suffix):
        if len(items) > 1:
            raise UsageError(
                f"有 {len(items)} 份报告，写不进一个文件",
                remedy="请在 --output 后面写文件夹",
                source=output,
            )
        return [output] * len(items)
    names = Names(made_folder(output) if output is not None else "", suffix)
    return [names.path(file_name(item.reviewed, kind)) for item in items]


def target(path: str, items: Sequence[Item], *, force: bool) -> str:
    """Returns the path of a file to write.

    Raises:
        UsageError: It is taken (see ``free_path``), or one of the submitted reports stands there.
    """
    from analyzer.documents.archive import ArchiveMember
    from analyzer.errors import UsageError
    from analyzer.output.files import free_path

    for item in items if os.path.exists(path) else ():
        handed_in = item.found.archive if isinstance(item.found, ArchiveMember) else item.found
        if os.path.exists(handed_in) and os.path.samefile(path, handed_in):
            raise UsageError("这是报送的文件本身，没有覆盖", remedy="请换一个位置", source=path)
    return free_path(path, force=force)


def is_file(output: str, suffix: str) -> bool:
    """Tells whether what the user wrote as the place to write to is a file and no folder."""
    return output.lower().endswith(suffix) and not os.path.isdir(output)


def path_of_all(items: Sequence[Item], output: str | None, suffix: str, kind: str) -> str:
    """Returns the path of one file for all reports.

    Args:
        items: The reports, at least one.
        output: As the user gave it: with the suffix it is a file, else a folder, made if need be.
        suffix: Of the file, with its point.
        kind: What the file is, in Chinese; it ends its name.

    Raises:
        UsageError: There can be no such folder.
    """
    from analyzer.output.files import made_folder

    if output is not None and is_file(output, suffix):
        return output
    name = file_name(items[0].reviewed, kind) if len(items) == 1 else f"{len(items)}份报告_{kind}"
    return os.path.join(made_folder(output) if output is not None else "", name + suffix)


def file_name(reviewed: Reviewed, kind: str) -> str:
    """Returns the name for a file about a report, without suffix: 平川县水利局2024年度_审查意见书."""
    from analyzer.output.files import safe_name

    result = reviewed.result
    identity = result.document.identity
    stem = Path(result.document.source or "").stem
    year = f"{identity.reporting_year}年度" if identity.reporting_year else ""
    about = f"{identity.issuer}{year}" if identity.issuer else stem
    return f"{safe_name(result.shown(about), otherwise='报告')}_{kind}"


def tell_written(written: Sequence[str]) -> None:
    """Says on standard error which files were written."""
    from analyzer.output.wording import visible

    for path in written:
        print(visible(f"已写 {path}"), file=sys.stderr)


def ended(reader: ReaderState, errors: Sequence[Failure], *, written: int) -> int:
    """Tells on standard error what went wrong, and returns the exit status.

    Args:
        reader: Whether the second reader took part.
        errors: What could not be read or written.
        written: How many reports are in what was written.
    """
    from analyzer.output.terminal import Screen

    aside = Screen(plain_console(stderr=True))
    aside.reader(reader)
    aside.errors(errors)
    if not written:
        return 2
    return 1 if errors else 0

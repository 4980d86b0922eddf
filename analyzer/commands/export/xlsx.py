"""``fazhi export xlsx``: one report or many as an Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.export.options import FolderOption, ForceOption
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    PathsArgument,
    QuietOption,
    TimeoutOption,
    YearOption,
)

if TYPE_CHECKING:
    from pathlib import Path

    from analyzer.commands.export.running import Batch, Item

_SUFFIX, _KIND = ".xlsx", "检查结果"


def xlsx(
    paths: PathsArgument,
    output: FolderOption = None,
    each: Annotated[
        bool, typer.Option("--each", help="每份报告各写一个文件，不写在同一个里")
    ] = False,
    force: ForceOption = False,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """Excel 表格：总览、缺项清单、逐项证据、不足与计划、章节，一份或多份报告

    多份报告写在同一个文件里，一行注明是哪个单位的；要分开写就加 --each。
    例：fazhi export xlsx 报送材料/ -o 检查结果.xlsx
        fazhi export xlsx 报送材料/ --each -o 反馈/
    """
    from analyzer.commands.export.running import Asked, is_file, judged, write_each
    from analyzer.output.files import free_path

    if output is not None and not each and is_file(output, _SUFFIX):
        # Told before anything is read.
        free_path(output, force=force)
    batch = judged(
        Asked(
            paths=paths,
            lexicon=lexicon,
            decisions=decisions,
            db=db,
            no_db=no_db,
            year=year,
            issuer=issuer,
            timeout=timeout,
            quiet=quiet,
        )
    )
    if not each:
        return _write_one(batch, output, force=force, quiet=quiet)

    def write(item: Item, path: Path) -> None:
        from analyzer.output.workbook.checked import fill_workbook

        fill_workbook(batch.alone(item), path)

    return write_each(batch, output, write, suffix=_SUFFIX, kind=_KIND, force=force, quiet=quiet)


def _write_one(batch: Batch, output: str | None, *, force: bool, quiet: bool) -> int:
    """Writes one workbook for all reports; returns the exit status."""
    from analyzer.commands.export.running import ended, path_of_all, target, tell_written
    from analyzer.output.files import whole_file
    from analyzer.output.workbook.checked import fill_workbook

    if batch.items:
        path = path_of_all(batch.items, output, _SUFFIX, _KIND)
        target(path, batch.items, force=force)
        with whole_file(path) as made:
            fill_workbook(batch.checked, made)
        if not quiet:
            tell_written([path])
    return ended(batch.reader, batch.errors, written=len(batch.items))

"""``fazhi review``: a reviewer's decisions, recorded, listed, taken back, exported as labels."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.batch.single import judge_file
from analyzer.commands import recording
from analyzer.commands.console import plain_console
from analyzer.commands.keeping import store_of_decisions
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    TimeoutOption,
    YearOption,
)
from analyzer.commands.progress import progress
from analyzer.review import DEFAULT_NAME

if TYPE_CHECKING:
    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import ReportResult


def review(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="报告…", help="报告文件（.txt、.docx）或文件夹")
    ] = None,
    decisions: DecisionsOption = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="姓名", help="认定人；默认用登录名")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="编号", help="只问这些要素或规则，逗号分隔，可以写多次"),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="连充实的、不适用的和已经认定的也问")
    ] = False,
    decide: Annotated[
        list[str] | None,
        typer.Option(
            "--decide",
            metavar="编号:结论",
            help="不问，直接记下一份报告的认定，可以写多次",
        ),
    ] = None,
    because: Annotated[
        str | None, typer.Option("--because", metavar="理由", help="和 --decide 一起用：为什么")
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(
            "--quote", metavar="原文", help="和 --decide 一起用：报告里哪一句证明这个要素"
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="列出已有的认定")] = False,
    undo: Annotated[
        str | None,
        typer.Option("--undo", metavar="序号", help="撤销 --list 列出的一条认定"),
    ] = None,
    save: Annotated[
        str | None,
        typer.Option(
            "--save",
            metavar="文件",
            help="把认定（连数据库里的）另存成一份审查记录，好交给别人；写了报告的只存这些报告的",
        ),
    ] = None,
    load: Annotated[
        str | None,
        typer.Option("--load", metavar="文件", help="把别人交来的审查记录收进数据库"),
    ] = None,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="文件夹", help="把认定导出成 evaluate 能读的标注"),
    ] = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    lexicon: LexiconOption = None,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
) -> int:
    """逐项认定程序判得对不对，记下谁、什么时候、为什么

    认定记在两处：报告旁边的“法治审查记录.jsonl”，和数据库（与 fazhi compare 同一个，--db 可以换）。
    以后 check、compare、trend、history 自动采用，两处的合在一起算：每条认定只添不改，哪一处有都算，
    两处都有的算一条。只想用一处：--decisions 文件（不连数据库），或 --no-db。
    --decide 的结论：要素写 充实、空泛、缺失 或 对；规则写 属实 或 不成立，有几处的写明第几处。
    例：fazhi review 报告.docx
        fazhi review 报告.docx --decide causes:充实 --because 第5段写了编制不足
        fazhi review 报告.docx --decide term.obsolete#2:不成立
        fazhi review 报告.docx --list
    """
    from analyzer.errors import UsageError
    from analyzer.review.journals import Journals

    _one_thing(bool(decide), listing, undo is not None, export is not None, save is not None,
               load is not None)  # fmt: skip
    if (because is not None or quote is not None) and not decide:
        raise UsageError("“--because”“--quote”要和“--decide”一起用", remedy="请写上 --decide")
    console = plain_console()
    alone = listing or undo is not None or save is not None or load is not None
    if not paths and not alone:
        raise UsageError("没有写要看的报告", remedy="请写上报告文件或文件夹")
    looks = listing or undo is not None or save is not None or export is not None
    store = store_of_decisions(decisions, db, no_db=no_db, makes=not looks)
    with store or nullcontext():
        journals = Journals(Path(decisions) if decisions is not None else None, store)
        if load is not None:
            return recording.load(load, store)
        if undo is not None:
            return recording.undo(journals, _file_of(paths or (), decisions), undo, reviewer)
        if not paths and listing:
            return recording.list_all(console, journals, _file_of((), decisions))
        if not paths and save is not None:
            return recording.save(journals, [_file_of((), decisions)], save)
        assert paths
        if not (decide or listing or export or save):
            _needs_terminal()

        from analyzer.lexicon.load import load_pack

        pack = load_pack(*(lexicon or ()))
        results = _results(paths, pack, year, issuer, timeout)
        if not results:
            return 2
        if decide:
            recording.decide(results, journals, pack, decide, because, quote, reviewer)
        elif listing:
            recording.list_of(console, results, journals)
        elif save is not None:
            recording.save_of(journals, results, save)
        elif export is not None:
            recording.export(results, journals, export)
        else:
            from analyzer.commands.interview import Interview
            from analyzer.output.selection import select

            interview = Interview(
                console, input, select(only or (), pack), reviewer, everything=everything
            )
            interview.hold(results, journals)
    return 0


def _one_thing(*wanted: bool) -> None:
    from analyzer.errors import UsageError

    if sum(wanted) > 1:
        raise UsageError(
            "“--decide”“--list”“--undo”“--export”“--save”“--load”一次只能用一个",
            remedy="请分几次运行",
        )


def _needs_terminal() -> None:
    from analyzer.errors import UsageError

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "逐项认定要在终端里一问一答，这里没有键盘输入",
            remedy="请在命令行窗口里运行，或用 --decide 编号:结论 直接记下",
        )
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A stray byte must not end the questions.
        sys.stdin.reconfigure(errors="replace")


def _results(
    paths: Sequence[str], pack: Pack, year: int | None, issuer: str | None, timeout: float
) -> list[ReportResult]:
    """Returns the results; files that failed are told on standard error."""
    from analyzer.documents.find import find_documents
    from analyzer.documents.isolation.process import Limits
    from analyzer.model.report import Failure
    from analyzer.output.terminal import Screen
    from analyzer.pipeline import Analyzer

    analyzer = Analyzer(pack)
    limits = Limits(seconds=timeout)
    documents = find_documents(paths)
    with progress(len(documents), doing="正在读取", shown=True) as steps:
        found = []
        for document in documents:
            found.append(
                judge_file(document, analyzer, year, issuer, limits=limits, page=steps.page)
            )
            steps.advance(failed=isinstance(found[-1], Failure))
    errors = [f for f in found if isinstance(f, Failure)]
    Screen(plain_console(stderr=True)).errors(errors)
    return [f for f in found if not isinstance(f, Failure)]


def _file_of(paths: Sequence[str], given: str | None) -> Path:
    """Returns the one decision file that is meant."""
    if given is not None:
        return Path(given)
    first = Path(paths[0]) if paths else Path()
    return (first if first.is_dir() else first.parent) / DEFAULT_NAME

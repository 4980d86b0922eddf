"""``fazhi review``: a reviewer's decisions, recorded, listed, taken back, exported as labels."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.batch.single import judge_file
from analyzer.commands.console import plain_console
from analyzer.commands.options import (
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    TimeoutOption,
    YearOption,
)
from analyzer.commands.progress import progress
from analyzer.review import DEFAULT_NAME

if TYPE_CHECKING:
    from rich.console import Console

    from analyzer.lexicon.schema import Pack
    from analyzer.model.report import ReportResult
    from analyzer.review.journal import Journal, Journals


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
        int | None,
        typer.Option("--undo", metavar="序号", min=1, help="撤销 --list 列出的一条认定"),
    ] = None,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="文件夹", help="把认定导出成 evaluate 能读的标注"),
    ] = None,
    lexicon: LexiconOption = None,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
) -> int:
    """逐项认定程序判得对不对，记下谁、什么时候、为什么

    记录默认放在报告旁边的“法治审查记录.jsonl”，以后检查时自动采用。
    --decide 的结论：要素写 充实、空泛、缺失 或 对；规则写 属实 或 不成立，有几处的写明第几处。
    例：fazhi review 报告.docx
        fazhi review 报告.docx --decide causes:充实 --because 第5段写了编制不足
        fazhi review 报告.docx --decide term.obsolete#2:不成立
        fazhi review 报告.docx --list
    """
    from analyzer.errors import UsageError
    from analyzer.review.journal import Journals, read_journal

    _one_thing(bool(decide), listing, undo is not None, export is not None)
    if (because is not None or quote is not None) and not decide:
        raise UsageError("“--because”“--quote”要和“--decide”一起用", remedy="请写上 --decide")
    console = plain_console()
    if undo is not None:
        return _undo(_file_of(paths or (), decisions), undo, reviewer)
    if listing and not paths:
        from analyzer.commands.decision_list import show_list

        show_list(console, read_journal(_file_of((), decisions)), None)
        return 0
    if not paths:
        raise UsageError("没有写要看的报告", remedy="请写上报告文件或文件夹")
    if not (decide or listing or export):
        _needs_terminal()

    from analyzer.lexicon.load import load_pack

    pack = load_pack(*(lexicon or ()))
    results = _results(paths, pack, year, issuer, timeout)
    if not results:
        return 2
    journals = Journals(Path(decisions) if decisions is not None else None)
    if decide:
        _decide(results, journals, pack, decide, because, quote, reviewer)
    elif listing:
        _list(console, results, journals)
    elif export is not None:
        _export(results, journals, export)
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
            "“--decide”“--list”“--undo”“--export”一次只能用一个", remedy="请分几次运行"
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


def _undo(path: Path, number: int, reviewer: str | None) -> int:
    from analyzer.commands.decision_list import summary_of
    from analyzer.commands.decisions import reviewer_name
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible
    from analyzer.review.decision import Undo, storable
    from analyzer.review.journal import append, read_journal

    entry = next((e for e in read_journal(path).entries if e.line == number), None)
    if entry is None or entry.undone:
        said = "已经撤销了" if entry is not None else "没有这一条"
        raise UsageError(f"第 {number} 条{said}", remedy="请用 --list 核对序号", source=str(path))
    append(path, Undo(undo=entry.decision.id, by=storable(reviewer_name(reviewer))))
    typer.echo(visible(f"已撤销第 {number} 条：{summary_of(entry.decision)}"))
    return 0


def _decide(
    results: Sequence[ReportResult],
    journals: Journals,
    pack: Pack,
    wanted: Sequence[str],
    because: str | None,
    quote: str | None,
    reviewer: str | None,
) -> None:
    from analyzer.commands.decide import decisions_for
    from analyzer.commands.decision_list import summary_of
    from analyzer.commands.decisions import reviewer_name, tell_bad_lines
    from analyzer.errors import UsageError
    from analyzer.output.wording import visible
    from analyzer.review.journal import append

    if len(results) != 1:
        raise UsageError("“--decide”一次只认定一份报告", remedy="请只写一份报告")
    source = results[0].document.source or ""
    made = decisions_for(
        results[0],
        journals.of(source).decisions,
        pack,
        wanted,
        by=reviewer_name(reviewer),
        because=because or "",
        quote=quote or "",
    )
    for decision in made:
        append(journals.path_of(source), decision)
        typer.echo(visible(f"已记下：{summary_of(decision)}"))
    tell_bad_lines(journals)


def _list(console: Console, results: Sequence[ReportResult], journals: Journals) -> None:
    from analyzer.commands.decision_list import show_list
    from analyzer.review.matching import State, rule_on
    from analyzer.review.subjects import Subjects

    by_file: dict[Path, tuple[Journal, dict[str, State]]] = {}
    for result in results:
        source = result.document.source or ""
        journal = journals.of(source)
        states = by_file.setdefault(journal.path, (journal, {}))[1]
        for key, state in rule_on(Subjects(result), journal.decisions).states.items():
            # Of two versions of a report the one on which a decision stands tells more.
            if states.get(key) is not State.STANDS:
                states[key] = state
    for number, (journal, states) in enumerate(by_file.values()):
        if number:
            console.print()
        show_list(console, journal, states)


def _export(results: Sequence[ReportResult], journals: Journals, folder: str) -> None:
    from analyzer.commands.decisions import tell_bad_lines
    from analyzer.errors import UsageError
    from analyzer.evaluation.decided import export_labels
    from analyzer.review.matching import rule_on
    from analyzer.review.subjects import Subjects

    reviewed = [
        (result, rule_on(Subjects(result), journals.of(result.document.source or "").decisions))
        for result in results
    ]
    tell_bad_lines(journals)
    if not any(rulings.states for _, rulings in reviewed):
        raise UsageError("这些报告还没有认定", remedy="请先用 fazhi review 认定")
    done = export_labels(reviewed, Path(folder))
    typer.echo(
        f"导出 {done.reports} 份报告，{done.elements} 个要素和 {done.findings} 条问题的认定；"
        "号码和姓名已打码。"
    )

"""``fazhi check``: from files to a gap list."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.batch.single import judge_file
from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.options import (
    CheckFormat,
    DecidedDatabaseOption,
    DecisionsOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    PathsArgument,
    TimeoutOption,
    YearOption,
)
from analyzer.commands.progress import progress
from analyzer.matching.segment import Engine
from analyzer.output.machine.formats import MachineFormat, machine_text

if TYPE_CHECKING:
    from analyzer.model.report import Failure, ReportResult, Severity
    from analyzer.output.checked import Checked


class FailOn(StrEnum):
    """The gravity from which on the exit status is 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def check(
    paths: PathsArgument,
    output: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            metavar="text|json|jsonl|csv|sarif|junit",
            help="输出格式，默认 text；各格式见 fazhi export 里同名的命令",
        ),
    ] = CheckFormat.TEXT,
    include_text: Annotated[
        bool, typer.Option("--include-text", help="JSON 和 JSON Lines 中附上读出的全文")
    ] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="error|warning|info|never",
            help="有这一级或更重的问题时退出码为 1，默认 error；有审查记录的，按认定以后还剩的算",
        ),
    ] = FailOn.ERROR,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="编号", help="只看这些要素或规则，逗号分隔，可以写多次"),
    ] = None,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    year: YearOption = None,
    issuer: IssuerOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="每份报告只显示一行")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="显示全部证据、不算数的提法和逐条对应")
    ] = False,
    segmenter: Annotated[
        Engine,
        typer.Option("--segmenter", metavar="rjieba|jieba", help="分词引擎，默认 rjieba"),
    ] = Engine.RJIEBA,
    timeout: TimeoutOption = 60.0,
    no_reader: Annotated[
        bool, typer.Option("--no-reader", help="不用第二判读，只按词库判，不标“待复核”")
    ] = False,
) -> int:
    """检查一份或多份报告，列出缺什么、哪里空泛、怎么补

    例：fazhi check 报告.docx
        fazhi check 报送材料/ --only causes,next_plan
    """
    from analyzer.commands.decisions import load_reviews, severities
    from analyzer.documents.find import find_documents, start_reading
    from analyzer.documents.isolation.process import Limits
    from analyzer.lexicon.load import load_pack
    from analyzer.model.report import Failure
    from analyzer.output.checked import Checked
    from analyzer.output.selection import select
    from analyzer.pipeline import Analyzer
    from analyzer.review.outcome import Reviewed

    limits = Limits(seconds=timeout)
    documents = find_documents(paths)
    start_reading(documents)
    pack = load_pack(*(lexicon or ()))
    selection = select(only or (), pack)
    analyzer = Analyzer(pack, segmenter, reader=not no_reader)
    results: list[ReportResult] = []
    errors: list[Failure] = []
    with progress(len(documents), doing="正在检查", shown=not quiet) as steps:
        for document in documents:
            found = judge_file(document, analyzer, year, issuer, limits=limits, page=steps.page)
            if isinstance(found, Failure):
                errors.append(found)
            else:
                results.append(found)
            steps.advance(failed=isinstance(found, Failure))
    reviews = load_reviews(results, decisions, pack, db=db, no_db=no_db)
    checked = Checked(
        pack=pack,
        reports=[Reviewed(*each) for each in zip(results, reviews, strict=True)],
        errors=errors,
        reader=analyzer.reader,
        selection=selection,
        include_text=include_text,
    )
    if output is CheckFormat.TEXT:
        _show(checked, quiet=quiet, verbose=verbose)
    else:
        write_utf8(machine_text(checked, MachineFormat(output.value)))
    if output is not CheckFormat.JSON:
        # JSON says it itself.
        _tell_aside(checked)
    if not results:
        return 2
    return 1 if fails(severities(results, reviews, pack, selection), fail_on) else 0


def _show(checked: Checked, *, quiet: bool, verbose: bool) -> None:
    from analyzer.output.terminal import Screen

    screen = Screen(plain_console(), checked.selection, verbose=verbose)
    if quiet:
        for result, review in checked.reports:
            screen.line(result, review)
        return
    if len(checked.reports) > 1:
        screen.summary(*zip(*checked.reports, strict=True))
    for result, review in checked.reports:
        screen.report(result, review)


def _tell_aside(checked: Checked) -> None:
    from analyzer.output.terminal import Screen

    aside = Screen(plain_console(stderr=True))
    aside.reader(checked.reader)
    aside.errors(checked.errors)


def fails(severities: Iterable[Severity], fail_on: FailOn) -> bool:
    """Tells whether one of the severities is as grave as the limit, or graver."""
    from analyzer.model.report import Severity

    if fail_on is FailOn.NEVER:
        return False
    order = list(Severity)
    limit = order.index(Severity(fail_on.value))
    return any(order.index(severity) <= limit for severity in severities)

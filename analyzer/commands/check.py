"""``fazhi check``: from files to a gap list."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.batch.single import judge_file
from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    FormatOption,
    IssuerOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    OutputFormat,
    PathsArgument,
    TimeoutOption,
    YearOption,
)
from analyzer.commands.progress import progress
from analyzer.matching.segment import Engine

if TYPE_CHECKING:
    from analyzer.model.report import Failure, ReportResult, Severity


class FailOn(StrEnum):
    """The gravity from which on the exit status is 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def check(
    paths: PathsArgument,
    output: FormatOption = OutputFormat.TEXT,
    include_text: Annotated[
        bool, typer.Option("--include-text", help="JSON 中附上读出的全文")
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
    from analyzer.output.selection import select
    from analyzer.pipeline import Analyzer

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
    if output is OutputFormat.JSON:
        from analyzer.output.json_report import check_object, dumps

        value = check_object(
            pack,
            results,
            errors,
            reader=analyzer.reader,
            include_text=include_text,
            selection=selection,
            reviews=reviews,
        )
        write_utf8(dumps(value) + "\n")
    else:
        from analyzer.output.terminal import Screen

        console = plain_console()
        screen = Screen(console, selection, verbose=verbose)
        if quiet:
            for result, review in zip(results, reviews, strict=True):
                screen.line(result, review)
        else:
            if len(results) > 1:
                screen.summary(results, reviews)
            for result, review in zip(results, reviews, strict=True):
                screen.report(result, review)
        aside = Screen(plain_console(stderr=True))
        aside.reader(analyzer.reader)
        aside.errors(errors)
    if not results:
        return 2
    return 1 if fails(severities(results, reviews, pack, selection), fail_on) else 0


def fails(severities: Iterable[Severity], fail_on: FailOn) -> bool:
    """Tells whether one of the severities is as grave as the limit, or graver."""
    from analyzer.model.report import Severity

    if fail_on is FailOn.NEVER:
        return False
    order = list(Severity)
    limit = order.index(Severity(fail_on.value))
    return any(order.index(severity) <= limit for severity in severities)

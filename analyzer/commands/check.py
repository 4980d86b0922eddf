"""``fazhi check``: from files to a gap list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.console import progress, write_utf8
from analyzer.matching.segment import Engine

if TYPE_CHECKING:
    from analyzer.documents.find import Found
    from analyzer.documents.isolation.process import Limits
    from analyzer.model.report import Failure, ReportResult, Severity
    from analyzer.model.text import ExtractedText
    from analyzer.pipeline import Analyzer


class OutputFormat(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The gravity from which on the exit status is 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


LexiconOption = Annotated[
    list[str] | None,
    typer.Option("--lexicon", metavar="文件夹", help="再叠加一个词库文件夹，可以写多次"),
]

TimeoutOption = Annotated[
    float,
    typer.Option(
        "--timeout",
        metavar="秒",
        min=1.0,
        help="读一份文件最多用多久，默认 60；扫描件每页另加 20 秒",
    ),
]

DecisionsOption = Annotated[
    str | None,
    typer.Option(
        "--decisions", metavar="文件", help="审查记录；默认用报告旁边的“法治审查记录.jsonl”"
    ),
]


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="报告…", help="报告文件、压缩包（.zip）或文件夹")
    ],
    output: Annotated[
        OutputFormat,
        typer.Option("--format", metavar="text|json", help="输出格式，默认 text"),
    ] = OutputFormat.TEXT,
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
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar="年份（1990—2100）",
            min=1990,
            max=2100,
            help="指定报告年度，不从文中判断",
        ),
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="单位", help="指定报送单位，不从文中判断")
    ] = None,
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
            steps.advance()
    reviews = load_reviews(results, decisions, pack)
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
        from rich.console import Console

        from analyzer.output.terminal import Screen

        console = Console(highlight=False, markup=False, emoji=False)
        screen = Screen(console, selection, verbose=verbose)
        if quiet:
            for result, review in zip(results, reviews, strict=True):
                screen.line(result, review)
        else:
            if len(results) > 1:
                screen.summary(results, reviews)
            for result, review in zip(results, reviews, strict=True):
                screen.report(result, review)
        aside = Screen(Console(stderr=True, highlight=False, markup=False, emoji=False))
        aside.reader(analyzer.reader)
        aside.errors(errors)
    if not results:
        return 2
    return 1 if _fails(severities(results, reviews, pack, selection), fail_on) else 0


def judge_file(
    document: Found,
    analyzer: Analyzer,
    year: int | None,
    issuer: str | None,
    *,
    limits: Limits | None = None,
    page: Callable[[int, int], None] | None = None,
) -> ReportResult | Failure:
    """Returns the result for one file; see ``read_and_judge``."""
    found = read_and_judge(document, analyzer, year=year, issuer=issuer, limits=limits, page=page)
    return found[1] if isinstance(found, tuple) else found


def read_and_judge(
    document: Found,
    analyzer: Analyzer,
    *,
    year: int | None = None,
    issuer: str | None = None,
    limits: Limits | None = None,
    page: Callable[[int, int], None] | None = None,
) -> tuple[ExtractedText, ReportResult] | Failure:
    """Reads and judges one file; whatever goes wrong with it stops no other.

    Args:
        document: What ``find_documents`` gave.
        analyzer: Who judges.
        year: The reporting year, where the user knows better than the text.
        issuer: The reporting body, likewise.
        limits: What reading the file may cost.
        page: Called with pages done and in all while the pages of a scan are recognised.
    """
    from analyzer.documents.isolation.process import Limits
    from analyzer.documents.read import read_document
    from analyzer.errors import FazhiError, UnreadableDocument
    from analyzer.model.report import Failure

    if isinstance(document, UnreadableDocument):
        return Failure(document.source or "", document.code, str(document))
    name = str(document)
    try:
        text = read_document(document, limits=limits or Limits(), progress=page)
        return text, analyzer.analyze(text, year=year, issuer=issuer)
    except FazhiError as error:
        return Failure(name, error.code, str(error))
    except Exception as error:
        return Failure(
            name,
            "internal",
            f"{name}：检查时程序出错（{type(error).__name__}: {error}）。"
            "其他文件不受影响；请把出错提示告诉开发者。",
        )


def _fails(severities: Iterable[Severity], fail_on: FailOn) -> bool:
    from analyzer.model.report import Severity

    if fail_on is FailOn.NEVER:
        return False
    order = list(Severity)
    limit = order.index(Severity(fail_on.value))
    return any(order.index(severity) <= limit for severity in severities)

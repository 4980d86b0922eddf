"""``fazhi trend``: one body, or all, across years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.charting import draw_chart, free_chart
from analyzer.commands.console import plain_console, write_utf8
from analyzer.commands.gathering import gather
from analyzer.commands.options import (
    ChartOption,
    DatabaseOption,
    ForceOption,
    FormatOption,
    JobsOption,
    LexiconOption,
    NoDatabaseOption,
    OutputFormat,
    PathsArgument,
    QuietOption,
    TimeoutOption,
    XlsxOption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.model.record import Record
    from analyzer.model.trend import Trend

# So many names are listed where none matches.
_NAMED = 8


def trend(
    paths: PathsArgument,
    output: FormatOption = OutputFormat.TEXT,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="单位", help="只看名称里有这几个字的单位"),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="安排、不足和对应的原文全部列出，不截短")
    ] = False,
    xlsx: XlsxOption = None,
    chart: ChartOption = None,
    force: ForceOption = False,
    lexicon: LexiconOption = None,
    jobs: JobsOption = None,
    db: DatabaseOption = None,
    no_db: NoDatabaseOption = False,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """同一单位各年度的报告连起来看：是好是坏，承诺的做了没有，老问题改了没有，哪些是从往年抄的

    例：fazhi trend 历年报告/
        fazhi trend 历年报告/ --issuer 水利局 --verbose
        fazhi trend 历年报告/ --xlsx 历年.xlsx --chart 历年.png
    """
    from analyzer.comparison.copying.earlier import EarlierCopies
    from analyzer.comparison.following.trend import trend as followed
    from analyzer.comparison.submissions import Submissions
    from analyzer.lexicon.load import load_pack
    from analyzer.output.files import free_path

    pack = load_pack(*(lexicon or ()))
    target = free_path(xlsx, force=force) if xlsx is not None else None
    picture = free_chart(chart, force=force) if chart is not None else None
    records, failures = gather(
        paths,
        pack,
        overlays=lexicon,
        timeout=timeout,
        jobs=jobs,
        db=db,
        no_db=no_db,
        quiet=quiet,
    )
    submitted = Submissions(records, pack)
    found = followed(
        records,
        pack,
        failures=failures,
        issuer=issuer,
        body=submitted.line_of,
        copied=EarlierCopies(records, submitted, pack),
    )
    if issuer is not None and records and not found.bodies:
        _refuse(issuer, records)
    labels = {each.id: each.label for each in pack.elements}
    _save(found, labels, workbook=target, picture=picture)
    if output is OutputFormat.JSON:
        from analyzer.model.report import SCHEMA_VERSION
        from analyzer.output.json_report import dumps

        write_utf8(dumps({"schema_version": SCHEMA_VERSION, **found.to_dict()}) + "\n")
    else:
        from analyzer.output.terminal import Screen
        from analyzer.output.years import YearsScreen

        console = plain_console()
        YearsScreen(console, labels, verbose=verbose).show(found, issuer=issuer)
        Screen(plain_console(stderr=True)).errors(failures)
    return 0 if records else 2


def _save(
    found: Trend, labels: dict[str, str], *, workbook: str | None, picture: str | None
) -> None:
    """Writes the files that were asked for."""
    if workbook is not None:
        from analyzer.output.workbook import write_trend_workbook

        write_trend_workbook(found, labels, workbook)
    if picture is not None:
        from analyzer.output.charts import trend_lines

        draw_chart(
            lambda paged: trend_lines(found, labels, paged=paged), picture, empty=not found.bodies
        )


def _refuse(issuer: str, records: Sequence[Record]) -> None:
    """Tells that no body has such a name.

    Raises:
        UsageError: Always; it lists the names that there are.
    """
    from analyzer.errors import UsageError

    names = sorted({record.issuer for record in records if record.issuer})
    listed = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
    remedy = f"这些报告的单位有：{listed}" if names else "这些报告看不出是哪个单位的"
    raise UsageError(f"没有名称里有“{issuer}”的单位的年度报告", remedy=remedy)

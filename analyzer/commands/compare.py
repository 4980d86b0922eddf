"""``fazhi compare``: the bodies of one year side by side."""

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
    IssuerOption,
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
    from analyzer.model.comparison import Comparison


def compare(
    paths: PathsArgument,
    output: FormatOption = OutputFormat.TEXT,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar="年份（1990—2100）",
            min=1990,
            max=2100,
            help="比哪一年度的，默认份数最多的那一年",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            "--level", metavar="层级", help="只列省、市、县区政府、部门或乡镇街道，可以写多次"
        ),
    ] = None,
    element: Annotated[
        list[str] | None,
        typer.Option(
            "--element", metavar="编号", help="只列这些要素缺失或空泛的，逗号分隔，可以写多次"
        ),
    ] = None,
    worst: Annotated[
        int | None, typer.Option("--worst", metavar="份数", min=1, help="只列得分最低的几份")
    ] = None,
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster", metavar="文件", help="应报单位名单（.csv、.xlsx）：谁没有报送，谁报迟了"
        ),
    ] = None,
    xlsx: XlsxOption = None,
    chart: ChartOption = None,
    force: ForceOption = False,
    lexicon: LexiconOption = None,
    issuer: IssuerOption = None,
    jobs: JobsOption = None,
    db: DatabaseOption = None,
    no_db: NoDatabaseOption = False,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """把同一年度各单位的报告并排比较：谁缺什么，谁最差

    例：fazhi compare 报送材料/
        fazhi compare 报送材料/ --worst 10 --xlsx 比较.xlsx
        fazhi compare 报送材料/ --chart 比较.png
    """
    from analyzer.commands.choosing import chosen_elements, chosen_levels
    from analyzer.comparison.compare import Filter
    from analyzer.comparison.compare import compare as compared
    from analyzer.comparison.roster import read_roster
    from analyzer.comparison.submissions import Submissions
    from analyzer.lexicon.load import load_pack
    from analyzer.output.files import free_path

    pack = load_pack(*(lexicon or ()))
    wanted = Filter(
        year=year,
        levels=chosen_levels(level or ()),
        elements=chosen_elements(element or (), pack),
        worst=worst,
    )
    target = free_path(xlsx, force=force) if xlsx is not None else None
    picture = free_chart(chart, force=force) if chart is not None else None
    listed = read_roster(roster) if roster is not None else None
    records, failures = gather(
        paths,
        pack,
        overlays=lexicon,
        timeout=timeout,
        jobs=jobs,
        db=db,
        no_db=no_db,
        quiet=quiet,
        doing="正在比较",
        issuer=issuer,
        lean=True,
    )
    submitted = Submissions(records, pack, listed)
    comparison = compared(
        records,
        {each.id: each.name for each in pack.elements},
        failures=failures,
        wanted=wanted,
        body=submitted.body_of,
        findings=submitted.findings,
    )
    labels = {each.id: each.label for each in pack.elements}
    _save(comparison, labels, workbook=target, picture=picture)
    if output is OutputFormat.JSON:
        from analyzer.model.report import SCHEMA_VERSION
        from analyzer.output.json_report import dumps

        value = {"schema_version": SCHEMA_VERSION, **comparison.to_dict()}
        write_utf8(dumps(value) + "\n")
    else:
        from analyzer.output.heatmap import HeatMap
        from analyzer.output.terminal import Screen

        HeatMap(plain_console(), labels).show(comparison)
        Screen(plain_console(stderr=True)).errors(failures)
    return 0 if records else 2


def _save(
    comparison: Comparison, labels: dict[str, str], *, workbook: str | None, picture: str | None
) -> None:
    """Writes the files that were asked for."""
    if workbook is not None:
        from analyzer.output.workbook import write_workbook

        write_workbook(comparison, labels, workbook)
    if picture is not None:
        from analyzer.output.charts import heat_map

        draw_chart(
            lambda paged: heat_map(comparison, labels, paged=paged),
            picture,
            empty=not comparison.rows,
        )

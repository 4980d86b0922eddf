"""``fazhi export summary``: one circular (通报) on all reports of a year."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.export.options import ForceOption
from analyzer.commands.export.printing import printing
from analyzer.commands.export.sending import (
    ContactOption,
    DateOption,
    DaysOption,
    DeadlineOption,
    OneNumberOption,
    PdfOption,
    SenderOption,
    TemplateOption,
    WriteTemplateOption,
    sending_of,
    told_unsigned,
    write_template,
)
from analyzer.commands.options import (
    DecidedDatabaseOption,
    DecisionsOption,
    LexiconOption,
    NoDecidedDatabaseOption,
    QuietOption,
    TimeoutOption,
)

if TYPE_CHECKING:
    from analyzer.commands.export.running import Batch
    from analyzer.comparison.roster import Roster
    from analyzer.output.official.circular import Year

_KIND = "通报"


def summary(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="报告…", help="报告文件、压缩包（.zip）或文件夹"),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="文件", help="写到哪个文件，默认“2024年度_通报.docx”"
        ),
    ] = None,
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster", metavar="文件", help="应报单位名单（.csv、.xlsx）：谁没有报送，谁报迟了"
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar="年份（1990—2100）",
            min=1990,
            max=2100,
            help="通报哪一年度的，默认份数最多的那一年",
        ),
    ] = None,
    sender: SenderOption = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="单位", help="主送单位，默认“各有关单位”")
    ] = None,
    date: DateOption = None,
    number: OneNumberOption = None,
    deadline: DeadlineOption = None,
    days: DaysOption = None,
    contact: ContactOption = None,
    template: TemplateOption = None,
    written_template: WriteTemplateOption = None,
    pdf: PdfOption = False,
    force: ForceOption = False,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """通报：全部报告一份公文，谁没报、排名、各要素情况、共性问题、谁要重报

    例：fazhi export summary 报送材料/ --roster 名单.xlsx --sender 平川县司法局 --days 15
        fazhi export summary --write-template 我的通报模板.docx
    """
    from analyzer.commands.export.running import Asked, ended, judged
    from analyzer.comparison.roster import read_roster
    from analyzer.errors import UsageError
    from analyzer.output.files import free_path, whole_file
    from analyzer.output.official.circular import CIRCULAR, TEMPLATE, circular_values
    from analyzer.output.official.pictures import heat_map
    from analyzer.output.official.write import Form

    if written_template is not None:
        return write_template(TEMPLATE, CIRCULAR, written_template, force=force)
    if not paths:
        raise UsageError("没有写报告", remedy="请写上报告文件或文件夹")
    sending = sending_of(
        sender=sender, day=date, number=number, contact=contact, deadline=deadline, days=days
    )
    form = Form(TEMPLATE, CIRCULAR, own=template, name=_KIND)
    listed = read_roster(roster) if roster is not None else None
    with printing(output, pdf=pdf) as printed:
        if output is not None:
            free_path(output, force=force)
        asked = Asked(
            paths=paths,
            lexicon=lexicon,
            decisions=decisions,
            db=db,
            no_db=no_db,
            timeout=timeout,
            quiet=quiet,
        )
        batch = judged(asked)
        of_year = _year(batch, listed, year)
        if not of_year.comparison.rows:
            print("没有可以通报的年度报告，没有写通报。", file=sys.stderr)
            return ended(batch.reader, batch.errors, written=0)
        drawn = heat_map(of_year.comparison, {each.id: each.label for each in batch.pack.elements})
        values = circular_values(
            of_year, batch.pack, sending, to=(to or "").strip(), picture=drawn.picture
        )
        target = output or f"{of_year.comparison.year}年度_{_KIND}{printed.suffix}"
        with whole_file(free_path(target, force=force)) as made:
            made.write_bytes(printed.finished(form.filled(values, author=sending.sender), _KIND))
    if not quiet:
        print(f"已写 {target}", file=sys.stderr)
        if drawn.picture is None:
            print(f"通报里没有一览图：{drawn.why_not}", file=sys.stderr)
        told_unsigned(sending)
    return ended(batch.reader, batch.errors, written=1)


def _year(batch: Batch, roster: Roster | None, year: int | None) -> Year:
    """Returns the reports of a year as reviewed, compared, and held against the roster."""
    from analyzer.comparison.compare import Filter, compare
    from analyzer.comparison.submissions import Submissions
    from analyzer.model.record import record_of
    from analyzer.output.official.circular import Year
    from analyzer.output.official.pooled import Reported
    from analyzer.review.conclusion import conclusion_of, decided_result, gaps_of

    reported = []
    for item in batch.items:
        gaps = gaps_of(item.reviewed, batch.pack)
        result = decided_result(item.reviewed, batch.pack)
        reported.append(
            Reported(
                record=record_of(result),
                result=result,
                gaps=gaps,
                conclusion=conclusion_of(item.reviewed, gaps),
            )
        )
    records = [each.record for each in reported]
    submitted = Submissions(records, batch.pack, roster)
    comparison = compare(
        records,
        {each.id: each.name for each in batch.pack.elements},
        failures=batch.errors,
        wanted=Filter(year=year),
        body=submitted.body_of,
        findings=submitted.findings,
    )
    held = submitted.against_roster(comparison.year) if comparison.year is not None else None
    return Year(comparison=comparison, reported=reported, roster=held)

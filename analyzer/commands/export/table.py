"""``fazhi export csv``: findings, elements or reports as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from analyzer.commands.export.options import FileOption, ForceOption
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
from analyzer.output.machine.formats import Rows


def csv(
    paths: PathsArgument,
    rows: Annotated[
        Rows,
        typer.Option(
            "--rows",
            metavar="findings|elements|reports",
            help="一行是一条问题、一个要素还是一份报告，默认 findings",
        ),
    ] = Rows.FINDINGS,
    output: FileOption = None,
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
    """CSV 表格：一行一条问题（或一个要素、一份报告），Excel、WPS 可以直接打开

    编码是带 BOM 的 UTF-8，列名和列的顺序固定。以 = + - @（全角的也算）、制表符、换行开头的
    内容，前面加一个英文单引号（'），表格软件就不会当公式算；程序读取时把它去掉即可。
    例：fazhi export csv 报送材料/ -o 问题.csv
        fazhi export csv 报送材料/ --rows elements -o 要素.csv
    """
    from analyzer.commands.export.running import Asked, write_checked
    from analyzer.output.machine.csv_text import csv_text

    asked = Asked(
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
    return write_checked(asked, lambda checked: csv_text(checked, rows), output, force=force)

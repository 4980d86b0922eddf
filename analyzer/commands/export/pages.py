"""``fazhi export html``: a report and what was found in it, as one page for a browser."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
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
    from analyzer.commands.export.running import Item


def html(
    paths: PathsArgument,
    output: FolderOption = None,
    force: ForceOption = False,
    made: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            metavar="年-月-日",
            formats=["%Y-%m-%d"],
            help="网页上写的检查日期，默认不写",
        ),
    ] = None,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """网页：一份报告一个文件，不联网就能看，原文里标出证据和问题

    要 PDF 或纸面的，用浏览器打开后打印（A4）。多份报告的比较用 fazhi compare --html。
    例：fazhi export html 报告.docx -o 结果.html
        fazhi export html 报送材料/ -o 网页/
    """
    from analyzer.commands.export.running import Asked, judged, write_each
    from analyzer.output.hypertext.report import report_page

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
    day = made.date() if made is not None else None

    def write(item: Item, path: Path) -> None:
        page = report_page(item.reviewed, batch.pack, reader=batch.reader, made=day)
        path.write_bytes(page.encode())

    return write_each(
        batch, output, write, suffix=".html", kind="检查结果", force=force, quiet=quiet
    )

"""``fazhi export annotate``: the submitted file with comments in it, as a Word file."""

from __future__ import annotations

from typing import Annotated

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

_AUTHOR = "审查人员"

AuthorOption = Annotated[
    str, typer.Option("--author", metavar="姓名", help=f"批注的作者，默认“{_AUTHOR}”")
]
InitialsOption = Annotated[
    str | None,
    typer.Option("--initials", metavar="缩写", help="批注作者的缩写，默认取作者的第一个字"),
]


def annotate(
    paths: PathsArgument,
    output: FolderOption = None,
    force: ForceOption = False,
    author: AuthorOption = _AUTHOR,
    initials: InitialsOption = None,
    lexicon: LexiconOption = None,
    decisions: DecisionsOption = None,
    db: DecidedDatabaseOption = None,
    no_db: NoDecidedDatabaseOption = False,
    year: YearOption = None,
    issuer: IssuerOption = None,
    timeout: TimeoutOption = 60.0,
    quiet: QuietOption = False,
) -> int:
    """批注副本：送审的 Word 文件原样复制一份，问题用批注标在有关位置，缺项列在标题的批注里

    不是 Word 文件的，按提取的文字排成 Word 文件再批注。

    例：fazhi export annotate 报送材料/ -o 批注/ --author 李审
    """
    from datetime import datetime
    from pathlib import Path

    from analyzer.commands.export.running import Asked, Item, judged, write_each
    from analyzer.documents.isolation.process import Limits
    from analyzer.output.annotation.write import Annotator

    author = author.strip() or _AUTHOR
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
    annotator = Annotator(
        batch.pack,
        author=author,
        initials=initials or author[:1],
        at=datetime.now(),
        limits=Limits(seconds=timeout),
    )

    def write(item: Item, target: Path) -> None:
        annotator.write(item.found, item.text, item.reviewed, target)

    return write_each(batch, output, write, suffix=".docx", kind="批注", force=force, quiet=quiet)

"""Arguments and options that several commands have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """What ``fazhi check`` prints: text, or any format for programs."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"


PathsArgument = Annotated[
    list[str], typer.Argument(metavar="报告…", help="报告文件、压缩包（.zip）或文件夹")
]

FormatOption = Annotated[
    OutputFormat,
    typer.Option("--format", metavar="text|json", help="输出格式，默认 text"),
]

YearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="年份（1990—2100）",
        min=1990,
        max=2100,
        help="指定报告年度，不从文中判断",
    ),
]

IssuerOption = Annotated[
    str | None, typer.Option("--issuer", metavar="单位", help="指定报送单位，不从文中判断")
]

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
        "--decisions",
        metavar="文件",
        help="只用这份审查记录；不写时用报告旁边的“法治审查记录.jsonl”和数据库里的，两处合在一起算",
    ),
]

JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="个数", min=1, help="同时用几个进程，默认按处理器"),
]

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="位置",
        help="判过的报告和认定存在哪里：文件，或 postgresql 地址；默认在用户的数据文件夹",
    ),
]

DecidedDatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="位置",
        help="认定还存在哪个数据库：文件，或 postgresql 地址；默认在用户的数据文件夹",
    ),
]

NoDecidedDatabaseOption = Annotated[
    bool, typer.Option("--no-db", help="认定只用审查记录文件，不用数据库")
]

NoDatabaseOption = Annotated[
    bool, typer.Option("--no-db", help="不用存过的结果和认定，也不存；审查记录文件照用")
]

QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度")]

XlsxOption = Annotated[str | None, typer.Option("--xlsx", metavar="文件", help="另存为 Excel 表格")]

ChartOption = Annotated[
    str | None,
    typer.Option("--chart", metavar="文件", help="另存为图：.png、.svg，或分页的 .pdf"),
]

HtmlOption = Annotated[
    str | None,
    typer.Option("--html", metavar="文件", help="另存为网页：一个文件，不联网就能看"),
]

ForceOption = Annotated[bool, typer.Option("--force", help="要存的文件已经有了，也覆盖")]

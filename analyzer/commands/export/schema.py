"""``fazhi export schema``: what the program's JSON looks like, as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from analyzer.commands.export.options import FileOption, ForceOption
from analyzer.output.schemas import Schema


def schema(
    name: Annotated[
        Schema,
        typer.Argument(
            metavar="check|report|compare|trend|similar|read",
            help="哪个命令的 JSON，默认 check；report 是 export jsonl 的一行",
        ),
    ] = Schema.CHECK,
    output: FileOption = None,
    force: ForceOption = False,
) -> int:
    """JSON Schema（2020-12）：各命令 JSON 输出的格式，供编写程序和核对数据

    例：fazhi export schema check
        fazhi export schema compare -o compare.schema.json
    """
    from analyzer.commands.export.running import write_text
    from analyzer.output.json_report import dumps
    from analyzer.output.schemas import schema_of

    write_text(dumps(schema_of(name)) + "\n", output, force=force)
    return 0

"""``fazhi export``: what is found in reports, as files to hand on. One command a file."""

from __future__ import annotations

import typer

from analyzer.commands.chinese import Command, Group
from analyzer.commands.export.annotate import annotate
from analyzer.commands.export.letter import letter
from analyzer.commands.export.pages import html
from analyzer.commands.export.schema import schema
from analyzer.commands.export.summary import summary
from analyzer.commands.export.table import csv
from analyzer.commands.export.texts import TEXTS, text_command
from analyzer.commands.export.xlsx import xlsx

export_app = typer.Typer(
    cls=Group,
    help="把检查结果写成文件，交给报送单位或别的程序",
    no_args_is_help=False,
    rich_markup_mode=None,
)
export_app.command("html", cls=Command)(html)
export_app.command("letter", cls=Command)(letter)
export_app.command("summary", cls=Command)(summary)
export_app.command("annotate", cls=Command)(annotate)
export_app.command("xlsx", cls=Command)(xlsx)
export_app.command("csv", cls=Command)(csv)
for _form in TEXTS:
    export_app.command(_form, cls=Command)(text_command(_form))
export_app.command("schema", cls=Command)(schema)


@export_app.callback(invoke_without_command=True)
def _export(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit

"""The program ``fazhi``: its commands, its errors, its exit status."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import typer

from analyzer.commands.check import check
from analyzer.commands.chinese import Command, Group, usage_error
from analyzer.commands.compare import compare
from analyzer.commands.corpus import corpus_app
from analyzer.commands.evaluate import evaluate
from analyzer.commands.explain import explain
from analyzer.commands.export import export_app
from analyzer.commands.history import history
from analyzer.commands.lexicon import lexicon_app
from analyzer.commands.read import read
from analyzer.commands.review import review
from analyzer.commands.similar import similar
from analyzer.commands.trend import trend
from analyzer.errors import FazhiError

# What Typer makes of Ctrl-C.
_INTERRUPTED = 130

app = typer.Typer(
    name="fazhi",
    cls=Group,
    help="检查法治政府建设年度报告：要素齐不齐、实不实，缺什么、依据什么、怎么补。",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check", cls=Command)(check)
app.command("read", cls=Command)(read)
app.command("compare", cls=Command)(compare)
app.command("trend", cls=Command)(trend)
app.command("similar", cls=Command)(similar)
app.command("explain", cls=Command)(explain)
app.command("evaluate", cls=Command)(evaluate)
app.command("review", cls=Command)(review)
app.add_typer(export_app, name="export")
app.command("history", cls=Command)(history)
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(corpus_app, name="corpus")


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="显示版本"),
) -> None:
    if version:
        from analyzer import __version__

        typer.echo(f"fazhi {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


def main(arguments: list[str] | None = None) -> int:
    """Runs the program.

    Args:
        arguments: Without the program's name; those of the process by default.

    Returns:
        The exit status of the contract: 0, 1 or 2.
    """
    if sys.stdout is None or sys.stderr is None:
        # Closed by the caller (>&-), or a window without a console.
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console in a Chinese code page must not fail on a character that it lacks.
            stream.reconfigure(errors="replace")
    try:
        status: Any = app(
            args=sys.argv[1:] if arguments is None else arguments,
            prog_name="fazhi",
            standalone_mode=False,
        )
        sys.stdout.flush()
        if status == _INTERRUPTED:
            raise KeyboardInterrupt
    except FazhiError as error:
        from analyzer.output.wording import visible_lines

        print(visible_lines(str(error)), file=sys.stderr)
        return 2
    except (BrokenPipeError, SystemExit):
        # The reader (head, less) has seen enough. Click and Rich turn it into an exit of their own.
        _discard_output()
        return 0
    except OSError:
        _discard_output()
        print(
            "结果写不出去：磁盘可能满了，或位置不能写。请腾出空间或换一个位置再试。",
            file=sys.stderr,
        )
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("已中断。", file=sys.stderr)
        return 2
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        print(usage_error(error), file=sys.stderr)
        return 2
    return status if isinstance(status, int) else 0


def _discard_output() -> None:
    """Lets nothing that is still in the buffer fail a second time at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """The entry point of the installed command."""
    import gc

    # Nothing that is loaded at the start is ever garbage: looking for it costs a tenth of the start.
    gc.disable()
    status = main()
    reading = sys.modules.get("analyzer.documents.isolation.process")
    if reading is not None:
        # Leaving at once, as below, runs nothing that is registered for the end.
        reading.process.stop()
    sys.stderr.flush()
    os._exit(status)

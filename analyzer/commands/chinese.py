"""Help and usage errors of the command line in Chinese.

Typer says them in English; its text is replaced here, at the two places where it comes out.
"""

from __future__ import annotations

import difflib
from typing import Any
from unicodedata import east_asian_width

from typer.core import TyperCommand, TyperGroup

_EXAMPLES_INDENT = 2


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(ch) in "WF" else 1 for ch in text)


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name or "值")


def _usage(command: Any, context: Any) -> str:
    pieces = ["[选项]"]
    if isinstance(command, TyperGroup):
        pieces.append("命令 …")
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            name = _metavar(parameter)
            pieces.append(name if parameter.required else f"[{name}]")
    return f"用法：{context.command_path} {' '.join(pieces)}"


def _write_help(command: Any, context: Any, formatter: Any) -> None:
    formatter.write(_usage(command, context) + "\n\n")
    for line in (command.help or "").strip().split("\n"):
        formatter.write(" " * _EXAMPLES_INDENT + line.strip() + "\n" if line.strip() else "\n")
    arguments, options = [], []
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            arguments.append((_metavar(parameter), parameter.help or ""))
        elif not parameter.hidden:
            names = "，".join((*parameter.opts, *parameter.secondary_opts))
            value = "" if parameter.is_flag else f" {_metavar(parameter)}"
            said = "显示这段帮助" if "--help" in parameter.opts else parameter.help or ""
            options.append((names + value, said))
    commands = []
    if isinstance(command, TyperGroup):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                commands.append((name, (inner.help or "").strip().split("\n")[0]))
    for title, rows in (("命令", commands), ("参数", arguments), ("选项", options)):
        if rows:
            formatter.write(f"\n{title}：\n")
            width = max(_columns(name) for name, _ in rows) + 2
            for name, said in rows:
                formatter.write(f"  {name}{' ' * (width - _columns(name))}{said}\n")


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help."""
        _write_help(self, ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help."""
        _write_help(self, ctx, formatter)


def usage_error(error: Any) -> str:
    """Returns what was wrong with a command line, and how to go on, in Chinese."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "fazhi"
    hint = f"运行 {path} --help 看用法"
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            near = difflib.get_close_matches(
                error.option_name, _option_names(context), n=2, cutoff=0.5
            )
            said = f"没有选项“{error.option_name}”" + (
                f"，是不是 {' 或 '.join(near)}" if near else ""
            )
        case "MissingParameter":
            said = f"缺少“{_metavar(parameter) if parameter else '参数'}”"
        case "BadOptionUsage":
            said = f"选项“{error.option_name}”后面要跟一个值，或者不该带值"
        case "BadParameter":
            names = "/".join(parameter.opts) if parameter is not None else "参数"
            said = f"“{names}”的值不对，应为 {_metavar(parameter)}"
        case _:
            known = list(getattr(getattr(context, "command", None), "commands", {}))
            word = error.message.split("'")[1] if error.message.count("'") > 1 else ""
            near = difflib.get_close_matches(word, known, n=1, cutoff=0.4)
            if known and word:
                said = f"没有命令“{word}”" + (f"，是不是 {near[0]}" if near else "")
            elif "unexpected" in error.message:
                said = "参数太多"
            else:
                said = f"命令写法有误（{error.message}）" if error.message else "没有写命令"
    return f"{said}。{hint}。"


def _option_names(context: Any) -> list[str]:
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts]

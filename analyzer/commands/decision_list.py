"""Decisions as a list for people: number, what, who, when, why, what has become of it."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from analyzer.output.layout import columns, fold
from analyzer.output.wording import STATUS, visible
from analyzer.review.decision import Decision
from analyzer.review.journal import Entry, Journal
from analyzer.review.matching import State

_STATES = {
    State.STANDS: "有效",
    State.LAPSED: "已失效，需重看",
    State.REPLACED: "已被后来的认定代替",
    State.GONE: "程序已不再提出",
}
_INDENT = 5


def summary_of(decision: Decision) -> str:
    """Returns what was decided, on what, in one line."""
    body = decision.issuer or decision.file
    year = f"{decision.year}年" if decision.year is not None else "年度不明"
    if decision.status is not None and decision.said is not None:
        said = f"程序判{STATUS[decision.said]}，认定为{STATUS[decision.status]}"
    else:
        said = "属实" if decision.holds else "不成立"
    subject = f"{decision.what or '没有名称'}（{decision.rule or decision.element}）"
    return f"{body} {year} {subject}：{said}"


def show_list(console: Console, journal: Journal, states: Mapping[str, State] | None) -> None:
    """Prints every decision of a file.

    Args:
        console: Where to.
        journal: The file.
        states: What has become of the decisions on the reports at hand, by id; None where no
            report was looked at.
    """
    _print(console, Text(f"【{visible(str(journal.path))}】", style="bold"), 0)
    if not journal.entries:
        _print(console, Text("还没有认定。"), 0)
    for entry in journal.entries:
        number = entry.name
        number += " " * max(1, _INDENT - columns(number))
        head = Text(number).append(visible(summary_of(entry.decision)), "bold")
        _print(console, head, _INDENT, hanging=True)
        made = Text(_state_of(entry, states)).append(visible(_made(entry.decision)), "dim")
        _print(console, made, _INDENT)
        for passage in entry.decision.passages:
            _print(console, Text(visible(f"「{passage.text}」"), style="dim"), _INDENT)
    if journal.note:
        _print(console, Text(visible(journal.note), style="yellow"), 0)


def _state_of(entry: Entry, states: Mapping[str, State] | None) -> str:
    if entry.undone:
        return "已撤销　"
    if states is None:
        return ""
    state = states.get(entry.decision.id)
    return f"{_STATES[state] if state else '不是这里的报告'}　"


def _made(decision: Decision) -> str:
    reason = f"：{decision.because}" if decision.because else ""
    return f"{decision.by} {decision.at:%Y-%m-%d %H:%M}{reason}"


def _print(console: Console, text: Text, indent: int, *, hanging: bool = False) -> None:
    for number, line in enumerate(fold(text, max(20, console.width - indent))):
        space = "" if hanging and not number else " " * indent
        console.print(Text(space).append_text(line), soft_wrap=True)

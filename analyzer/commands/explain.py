"""``fazhi explain``: what an element or a rule demands, why, and how to mend a gap."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.check import LexiconOption

if TYPE_CHECKING:
    from rich.table import Table

    from analyzer.lexicon.schema import Element, Pack, RuleText


def explain(
    name: Annotated[
        str,
        typer.Argument(metavar="编号", help="要素或规则的编号或名称，如 causes、numbering.style"),
    ],
    lexicon: LexiconOption = None,
) -> int:
    """说明一个要素或一条规则：要求什么、依据什么、怎么补、正反例

    例：fazhi explain causes
        fazhi explain year.plan-mismatch
    """
    from rich.console import Console

    from analyzer.errors import UsageError
    from analyzer.lexicon.load import load_pack

    pack = load_pack(*(lexicon or ()))
    element = next((e for e in pack.elements if name in (e.id, e.name, e.short)), None)
    rule = next((r for r in pack.rules.values() if name in (r.id, r.name)), None)
    console = Console(highlight=False, markup=False, emoji=False)
    if element is not None:
        console.print(_of_element(element))
    elif rule is not None:
        console.print(_of_rule(rule, pack))
    else:
        known = [*(e.id for e in pack.elements), *pack.rules]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        raise UsageError(
            f"没有叫“{name}”的要素或规则",
            remedy=f"是不是 {'、'.join(near)}" if near else "运行 fazhi lexicon list 可以看全部",
        )
    return 0


def _sheet() -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1, overflow="fold")
    return table


def _of_element(element: Element) -> Table:
    from rich.text import Text

    table = _sheet()
    table.add_row("要素", Text(f"{element.name}（{element.id}）", style="bold"))
    table.add_row("类别", f"{element.kind}，{element.weight:g} 分")
    table.add_row("适用", _applies(element))
    table.add_row("要求", element.requirement)
    table.add_row("依据", "；".join(map(str, element.basis)))
    table.add_row("补正", element.advice)
    for indicator in element.indicators:
        if indicator.any_of:
            words = "、".join(indicator.any_of)
        else:
            words = " ＋ ".join(f"（{'、'.join(group)}）" for group in indicator.together)
        table.add_row("线索", f"{indicator.name}：{words}")
        if indicator.excluded:
            table.add_row("", f"不算：{'、'.join(indicator.excluded)}")
    for example in element.examples:
        place = f"（写在“{example.place}”部分）" if example.place != "举措" else ""
        why = f"——{example.why}" if example.why else ""
        style = {"充实": "green", "空泛": "yellow", "缺失": "red"}[example.expected]
        table.add_row("例句", Text(f"{example.expected}{place}：{example.text}{why}", style=style))
    return table


def _applies(element: Element) -> str:
    if element.kind == "必备":
        whom = "所有单位"
    else:
        whom = "、".join(element.applies.levels) or "所有层级"
        if element.applies.bodies:
            whom += f"；单位名称含 {'、'.join(element.applies.bodies)}"
        if element.applies.not_bodies:
            whom += f"；不含 {'、'.join(element.applies.not_bodies)}"
    years = "" if element.since <= 2004 else f"；{element.since} 年度起"
    return whom + years + ("" if element.until >= 2100 else f"；至 {element.until} 年度")


def _of_rule(rule: RuleText, pack: Pack) -> Table:
    from rich.text import Text

    table = _sheet()
    table.add_row("规则", Text(f"{rule.name}（{rule.id}）", style="bold"))
    table.add_row("级别", rule.severity)
    table.add_row("要求", rule.requirement)
    if rule.basis:
        table.add_row("依据", "；".join(map(str, rule.basis)))
    table.add_row("补正", rule.advice)
    for example in rule.good:
        table.add_row("正例", Text(example, style="green"))
    for example in rule.bad:
        table.add_row("反例", Text(example, style="red"))
    for term in pack.terms:
        if term.rule == rule.id:
            table.add_row("用语", f"{'、'.join(term.words)} → {term.instead}")
    return table

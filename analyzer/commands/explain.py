"""``fazhi explain``: what an element or a rule demands, why, and how to mend a gap."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.commands.console import plain_console
from analyzer.commands.options import LexiconOption

if TYPE_CHECKING:
    from rich.console import Console

    from analyzer.lexicon.deadlines import Deadline
    from analyzer.lexicon.schema import Element, Indicator, Pack, RuleText, TermRule

# Longer lists of words are cut unless all of it is asked for.
_WORDS = 15
_FIRST_YEAR, _LAST_YEAR = 2004, 2100
_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-99-99"
_LABEL = 6
OWN_SEVERITY = "按要素或用语各定；在补充的词库里写了级别，就一律按写的"
_NARROWEST = 20

# Label, text, colour.
Row = tuple[str, str, str]


def explain(
    name: Annotated[
        str,
        typer.Argument(metavar="编号", help="要素或规则的编号或名称，如 causes、numbering.style"),
    ],
    lexicon: LexiconOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出全部的词")] = False,
) -> int:
    """说明一个要素或一条规则：要求什么、依据什么、怎么补、正反例

    例：fazhi explain causes
        fazhi explain year.plan-mismatch
    """
    from analyzer.lexicon.load import load_pack

    pack = load_pack(*(lexicon or ()))
    console = plain_console()
    found = find_named(name, pack)
    rule = pack.rules.get(found.id)
    if rule is not None:
        show_rows(console, _of_rule(rule, pack, verbose))
    else:
        show_rows(console, _of_element(pack.element(found.id), verbose))
    return 0


def find_named(name: str, pack: Pack) -> Element | RuleText:
    """Returns the element or rule of an id or a Chinese name.

    Raises:
        UsageError: There is none; the message names the nearest.
    """
    from analyzer.errors import UsageError

    wanted = name.strip()
    for element in pack.elements:
        if wanted in (element.id, element.name, element.short):
            return element
    for rule in pack.rules.values():
        if wanted in (rule.id, rule.name):
            return rule
    raise UsageError(f"没有叫“{name}”的要素或规则", remedy=_nearest(wanted, pack))


def _nearest(wanted: str, pack: Pack) -> str:
    """Says what may have been meant: a family of rules, or names like it in either language."""
    family = [rule for rule in pack.rules if rule.split(".")[0] == wanted]
    names = {e.id: e.id for e in pack.elements} | {rule: rule for rule in pack.rules}
    names |= {e.name: e.id for e in pack.elements} | {e.label: e.id for e in pack.elements}
    names |= {rule.name: rule.id for rule in pack.rules.values()}
    near = family or [id_ for n, id_ in names.items() if len(wanted) > 1 and wanted in n]
    for cutoff in (0.6, 0.4):
        close = difflib.get_close_matches(wanted, list(names), n=3, cutoff=cutoff)
        near = near or [names[n] for n in close]
    if near:
        return f"是不是 {'、'.join(dict.fromkeys(near))}"
    return "运行 fazhi lexicon list 可以看全部"


# -- What is told --------------------------------------------------------------------------------


def _of_element(element: Element, verbose: bool) -> Iterator[Row]:
    yield "要素", f"{element.name}（{element.id}）", "bold"
    yield "类别", f"{element.kind}，{element.weight:g} 分", ""
    yield "适用", applies_to(element), ""
    for waiver in element.waivers:
        yield "免除", str(waiver), ""
    yield "要求", element.requirement, ""
    yield "依据", "；".join(map(str, element.basis)), ""
    yield "充实", _standard(element), ""
    yield "补正", element.advice, ""
    if element.headings:
        yield "标题", f"标题里有这些词的章节：{_words(element.headings, verbose)}", ""
    for indicator in element.indicators:
        yield from _of_indicator(indicator, verbose)
    if element.answers:
        said = f"写明没有发生的也算答了（空泛）：{_words(element.answers, verbose)}"
        yield "无事项", said, ""
    for example in element.examples:
        place = "" if example.place == "举措" else f"（写在“{example.place}”部分）"
        why = f"——{example.why}" if example.why else ""
        style = {"充实": "green", "空泛": "yellow", "缺失": "red"}[example.expected]
        yield "例句", f"{example.expected}{place}：{example.text}{why}", style


def _standard(element: Element) -> str:
    standard = element.standard
    needs = []
    if standard.facts:
        kinds = "、".join(standard.fact_kinds)
        needs.append(f"至少 {standard.facts} 处可以核对的事实（{kinds}）")
    if standard.sentences > 1:
        needs.append(f"至少 {standard.sentences} 句写到")
    if not standard.facts:
        needs.append(f"内容具体，一条里至少 {standard.specific_words} 个实词")
    return "，".join(needs)


def _of_indicator(indicator: Indicator, verbose: bool) -> Iterator[Row]:
    groups = [indicator.any_of] if indicator.any_of else []
    groups += indicator.together
    words = " ＋ ".join(
        f"（{_words(group, verbose)}）" if len(groups) > 1 else _words(group, verbose)
        for group in groups
    )
    notes = [f"{indicator.within}里同时出现"] if len(groups) > 1 else []
    notes += ["须有事实"] if indicator.needs_fact else []
    notes += ["标题或同一段别的句子说到时才算"] if indicator.weak else []
    note = f"（{'，'.join(notes)}）" if notes else ""
    yield "线索", f"{indicator.name}{note}：{words}", ""
    if indicator.excluded:
        yield "", f"不算：{_words(indicator.excluded, verbose)}", "dim"
    if indicator.not_after:
        yield "", f"接在这些词后面的不算：{_words(indicator.not_after, verbose)}", "dim"


def _words(words: Sequence[str], verbose: bool) -> str:
    if verbose or len(words) <= _WORDS:
        return "、".join(words)
    return f"{'、'.join(words[:_WORDS])} 等 {len(words)} 个"


def applies_to(element: Element) -> str:
    """Says for whom and for which years an element counts."""
    whom = "所有单位"
    if element.kind != "必备":
        levels = element.whom.levels
        whom = "、".join(levels) if 0 < len(levels) < len(type(levels[0])) else "所有层级"
        if element.whom.bodies:
            whom += f"；单位名称含 {'、'.join(element.whom.bodies)}"
        if element.whom.not_bodies:
            whom += f"；名称含 {'、'.join(element.whom.not_bodies)} 的除外"
    since = "" if element.since <= _FIRST_YEAR else f"；{element.since} 年度起"
    return whom + since + ("" if element.until >= _LAST_YEAR else f"；至 {element.until} 年度")


def _of_rule(rule: RuleText, pack: Pack, verbose: bool) -> Iterator[Row]:
    yield "规则", f"{rule.name}（{rule.id}）", "bold"
    yield "级别", rule.severity or OWN_SEVERITY, ""
    yield "要求", rule.requirement, ""
    if rule.basis:
        yield "依据", "；".join(map(str, rule.basis)), ""
    yield "补正", rule.advice, ""
    for example in rule.good:
        yield "正例", example, "green"
    for example in rule.bad:
        yield "反例", example, "red"
    patterns = [pattern.what for pattern in pack.patterns if pattern.rule == rule.id]
    if patterns:
        yield "查找", "、".join(dict.fromkeys(patterns)), ""
    for term in pack.terms:
        if term.rule == rule.id:
            yield "用语", _term(term, verbose), ""
    for deadline in pack.deadlines if rule.id == "deadline.late" else ():
        yield "期限", _deadline(deadline), ""


def _deadline(deadline: Deadline) -> str:
    whom = "、".join(deadline.whom.levels) or "所有层级"
    if deadline.whom.bodies:
        whom += f"，名称含 {'、'.join(deadline.whom.bodies)}"
    if deadline.whom.not_bodies:
        whom += f"，名称含 {'、'.join(deadline.whom.not_bodies)} 的除外"
    until = "" if deadline.until >= _LAST_YEAR else f"至 {deadline.until} 年度"
    sure = "" if deadline.certain else "，迟了只作提示"
    basis = "；".join(map(str, deadline.basis))
    years = f"{deadline.since} 年度起{until}"
    return f"{deadline.name}（{whom}）：{deadline.said}前{deadline.duty}，{years}{sure}（{basis}）"


def _term(term: TermRule, verbose: bool) -> str:
    when = "" if term.since == _FIRST_DAY else f"{term.since} 起"
    when += "" if term.until == _LAST_DAY else f"{term.until} 以前"
    said = f"{when + '：' if when else ''}{_words(term.words, verbose)}，应作 {term.instead}"
    return f"{said}（{term.why}）" if term.why else said


# -- How it is set -------------------------------------------------------------------------------


def show_rows(console: Console, rows: Iterator[Row]) -> None:
    """Prints labels and texts in two columns, broken as Chinese is."""
    from rich.text import Text

    from analyzer.output.layout import columns, fold

    for label, text, style in rows:
        lines = fold(Text(text, style=style or "not dim"), max(_NARROWEST, console.width - _LABEL))
        for number, line in enumerate(lines):
            shown = label if not number else ""
            head = Text(shown + " " * (_LABEL - columns(shown)), style="dim")
            console.print(head.append_text(line), soft_wrap=True)

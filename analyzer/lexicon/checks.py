"""What is wrong between the values of a record that are each right on their own.

These are faults: with them a pack would judge wrongly or not at all, so it is not loaded. What is
only unwise stands in ``lint``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from analyzer.lexicon.backtracking import hostile_text
from analyzer.lexicon.basis import Record
from analyzer.lexicon.deadlines import Deadline
from analyzer.lexicon.nodes import Path
from analyzer.lexicon.overlay import nearest
from analyzer.lexicon.schema import (
    Element,
    ElementKind,
    Indicator,
    PackHead,
    PatternRule,
    TermRule,
)

# 〈姓名〉 in a pattern stands for a Chinese name; what exactly, the rule that uses it knows.
_STAND_IN = "(?:[\u4e00-\u9fff]{2,3})"
_PLACEHOLDER = re.compile(r"〈([^〉]*)〉")
_NAME = "姓名"

Found = Iterator[tuple[Path, str]]


def check_record(record: Record) -> Found:
    """Yields path and message of every fault inside a record that pydantic accepted."""
    if isinstance(record, Element):
        yield from _element(record)
    elif isinstance(record, TermRule):
        if record.since > record.until:
            yield (
                ("自",),
                f"“自”（{record.since}）晚于“至”（{record.until}），永远不会提示，请核对日期",
            )
    elif isinstance(record, Deadline):
        if record.since > record.until:
            years = f"“起始年度”（{record.since}）晚于“终止年度”（{record.until}）"
            yield ("起始年度",), f"{years}，永远不适用，请核对年份"
    elif isinstance(record, PackHead):
        yield from _head(record)


def _element(element: Element) -> Found:
    if element.since > element.until:
        years = f"“起始年度”（{element.since}）晚于“终止年度”（{element.until}）"
        yield ("起始年度",), f"{years}，永远不适用，请核对年份"
    if element.waivers and element.kind is ElementKind.REQUIRED:
        yield (
            ("免除",),
            "必备要素对所有单位都算，不能免除；确属可以不写的，先把“类别”改成 专题",
        )
    first: dict[str, int] = {}
    for number, indicator in enumerate(element.indicators):
        if indicator.name in first:
            yield (
                ("线索", number, "名"),
                f"线索“{indicator.name}”写了两次，请换个名字，或把词并到前一条里",
            )
        first.setdefault(indicator.name, number)
        others = [other.name for other in element.indicators if other is not indicator]
        for path, said in _indicator(indicator, others):
            yield ("线索", number, *path), said


def _indicator(indicator: Indicator, others: Collection[str]) -> Found:
    if not indicator.any_of and not indicator.together:
        yield (
            (),
            f"线索“{indicator.name}”没有写词：请写“任一”或“同现”；"
            f"如果是要修改已有的线索，名称要一样{nearest(indicator.name, others)}",
        )
    for number, group in enumerate(indicator.together):
        if not group:
            yield ("同现", number), "同现的这一组没有词，永远凑不齐；请写上词，或删去这一组"
    if len(indicator.together) + bool(indicator.any_of) == 1 and indicator.together:
        yield (
            ("同现",),
            "同现只有一组，没有别的组要和它同时出现；请改写成“任一”，或再写一组",
        )


def _head(head: PackHead) -> Found:
    credits = head.credits
    if not credits.substantive >= credits.mentioned >= credits.missing:
        yield ("得分率",), "得分率应当充实不低于空泛、空泛不低于缺失，请核对"
    floors = [grade.floor for grade in head.grades]
    if floors and 0 not in floors:
        yield ("等次",), "最低一等的“起分”应为 0，否则得分很低的报告没有等次"
    for number, grade in enumerate(head.grades):
        if grade.floor in floors[:number]:
            yield (
                ("等次", number, "起分"),
                f"有两个等次都从 {grade.floor:g} 分起，请改成不同的分数",
            )
        if any(grade.name == other.name for other in head.grades[:number]):
            yield ("等次", number, "名称"), f"等次“{grade.name}”写了两次，请换个名称"


def check_weights(elements: Sequence[Element]) -> bool:
    """Tells whether there are points to be had: not all weights may be zero."""
    return any(element.weight for element in elements)


def check_pattern(rule: PatternRule, rules: Collection[str], *, tried_out: bool) -> Found:
    """Yields what is wrong with a pattern and its rule.

    Args:
        rule: The pattern.
        rules: The ids of the rules that the pack explains.
        tried_out: Also run it on hostile texts, which takes up to a second where it is bad.
    """
    if rule.rule not in rules:
        yield (
            ("规则",),
            f"没有“{rule.rule}”这条规则的说明{nearest(rule.rule, rules)}；"
            "新规则请先在“规则说明”里写明",
        )
    for key, pattern in (("正则", rule.pattern), ("先查", rule.quick)):
        said = expression_fault(pattern, tried_out=tried_out) if pattern else ""
        if said:
            yield (key,), f"“{key}”{said}"


def expression_fault(pattern: str, *, tried_out: bool) -> str:
    """Says what is wrong with a regular expression; empty where nothing is."""
    unknown = next((name for name in _PLACEHOLDER.findall(pattern) if name != _NAME), None)
    if unknown is not None:
        return f"里的代号“〈{unknown}〉”不认识，只能用“〈{_NAME}〉”"
    plain = pattern.replace(f"〈{_NAME}〉", _STAND_IN)
    try:
        compiled = re.compile(plain)
    except (re.error, OverflowError, RecursionError) as error:
        place = getattr(error, "pos", None)
        where = f"（第 {place + 1} 个字符处）" if place is not None and plain == pattern else ""
        return f"不是正确的正则表达式{where}，请核对括号和转义"
    if compiled.match("") and compiled.fullmatch(""):
        return "连空白也能匹配，会处处报错；请去掉末尾的 * 或 ?"
    hostile = hostile_text(plain) if tried_out else None
    if hostile is not None:
        return (
            f"遇到“{hostile[:12]}…”这样的文字会算得很久，可能让程序停住；"
            "请不要让一个重复套着另一个重复，例如把 (a+)+ 改成 a+"
        )
    return ""

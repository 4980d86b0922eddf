"""``--decide 编号:结论`` → decisions on one report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.commands.explain import find_named
from analyzer.errors import UsageError
from analyzer.lexicon.schema import Element, Pack
from analyzer.model.report import ReportResult, Status
from analyzer.output.layout import shortened
from analyzer.output.wording import STATUS, visible
from analyzer.review.decision import Decision
from analyzer.review.journal import Journal
from analyzer.review.matching import Ruling, rule_on
from analyzer.review.subjects import ELEMENT_RULES, Subjects

_WANTED = re.compile(r"(?P<name>[^:：#]+)(?:#(?P<number>\d{1,6}))?[:：](?P<said>[^:：]+)")
_RIGHT = ("对", "right", "属实")
_WRONG = ("不成立", "wrong", "dismissed")
_STATUSES = {**{word: status for status, word in STATUS.items()}, **{str(s): s for s in Status}}
_SHOWN = 40


def decisions_for(
    result: ReportResult,
    journal: Journal,
    pack: Pack,
    wanted: Sequence[str],
    *,
    by: str,
    because: str = "",
    quote: str = "",
) -> list[Decision]:
    """Returns the decisions that were asked for, all or none.

    Args:
        result: The report they are on.
        journal: The decisions that there are.
        pack: Names the elements and rules.
        wanted: As typed, such as ``causes:充实`` or ``term.obsolete#2:不成立``.
        by: Who decides.
        because: The reason, for all of them.
        quote: The piece of the report that proves an element; for one decision only.

    Raises:
        UsageError: One of them cannot be understood or carried out.
    """
    if quote and len(wanted) > 1:
        raise UsageError("“--quote”只能和一个“--decide”一起用", remedy="请分几次运行")
    subjects = Subjects(result)
    rulings = rule_on(subjects, journal.on(subjects.content.whole))
    decisions = []
    for typed in wanted:
        match = _WANTED.fullmatch(typed.strip())
        if match is None:
            raise _unclear(typed, "请写成 编号:结论，如 causes:充实、term.obsolete:不成立")
        named, said = find_named(match["name"], pack), match["said"].strip()
        if isinstance(named, Element):
            if match["number"]:
                raise _unclear(typed, "要素后面不写 #")
            status = _status(typed, said, subjects, named.id)
            replaces = decided_id(rulings.elements.get(named.id))
            decisions.append(
                subjects.decide_element(
                    named.id, status, by=by, because=because, quote=quote, replaces=replaces
                )
            )
        else:
            if quote:
                raise UsageError("“--quote”只用于要素", remedy="请去掉 --quote")
            index = _index(typed, named.id, match["number"], result)
            holds = _holds(typed, said)
            replaces = decided_id(rulings.findings.get(index))
            decisions.append(
                subjects.decide_finding(
                    index, holds=holds, by=by, because=because, replaces=replaces
                )
            )
    return decisions


def decided_id(ruling: Ruling | None) -> str | None:
    """Returns the decision that there is, which a new one takes the place of."""
    return ruling.decision.id if ruling is not None else None


def _status(typed: str, said: str, subjects: Subjects, element_id: str) -> Status:
    if said in _RIGHT:
        return subjects.result.element(element_id).status
    if said not in _STATUSES:
        raise _unclear(typed, "要素的结论写 充实、空泛、缺失 或 对")
    return _STATUSES[said]


def _holds(typed: str, said: str) -> bool:
    if said not in (*_RIGHT, *_WRONG):
        raise _unclear(typed, "规则的结论写 属实 或 不成立")
    return said in _RIGHT


def _index(typed: str, rule: str, number: str | None, result: ReportResult) -> int:
    if rule in ELEMENT_RULES:
        raise _unclear(typed, "缺失和空泛是要素的判定，请写要素编号，如 causes:充实")
    found = [i for i, finding in enumerate(result.findings) if finding.rule == rule]
    if not found:
        raise UsageError(f"这份报告没有 {rule} 这条问题", remedy="请用 fazhi check 核对")
    if number is None and len(found) > 1:
        listed = "；".join(
            f"{rule}#{n} 「{shortened(visible(result.findings[index].text), _SHOWN)}」"
            for n, index in enumerate(found, 1)
        )
        raise UsageError(f"{rule} 有 {len(found)} 处：{listed}", remedy="请写明是第几处")
    at = int(number or 1)
    if not 1 <= at <= len(found):
        raise _unclear(typed, f"{rule} 只有 {len(found)} 处")
    return found[at - 1]


def _unclear(typed: str, remedy: str) -> UsageError:
    return UsageError(f"“{typed}”看不懂", remedy=remedy)

"""Amounts in a plan and in what is told of it: 8个中队, 不少于4次, 每月一期, 40%, 逐家."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.structure.numbers import HAN, ordinal_of

_UNITS = (
    ("%", ("%", "％", "成")),
    ("人", ("人次", "人", "名", "位")),
    ("次", ("批次", "场次", "轮次", "次", "场", "期", "回", "轮", "批", "届", "堂", "度", "趟")),
    ("家", ("家", "户")),
    ("天", ("天", "日", "个工作日")),
    ("件", ("件", "起", "宗", "份", "本", "卷", "篇")),
    ("个", ("个", "处", "所", "座", "项", "条", "类")),
    ("台", ("台", "套", "辆", "支", "部")),
    ("学时", ("学时", "课时", "小时")),
)
_CLASS = {unit: name for name, units in _UNITS for unit in units}
_NUMBER = rf"\d+(?:\.\d+)?|[{HAN}两百]{{1,4}}"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})(?:多|余)?"
    rf"(?P<unit>{'|'.join(sorted(_CLASS, key=len, reverse=True))})(?!月|季度)"
)
# 压至20天以内, 不超过3次.
_AT_MOST = re.compile(r"(?:不超过|不高于|不多于|至多|[压降缩减]短?[到至])\Z")
_EVERY = (("每月", 12), ("每个月", 12), ("每季", 4), ("每半年", 2), ("每周", 50))
# 5月、11月: told once a month, so that many times.
_MONTHS = re.compile(rf"(?:1[0-2]|[1-9]|[{HAN}])月(?!份?[底末]?前)")


class Amount(NamedTuple):
    """A number of things.

    Attributes:
        value: How many.
        unit: The class of its unit: 家 and 户 are one, 次, 场 and 期 are one.
        most: Whether a plan wants at most so many (20天以内), not at least.
    """

    value: float
    unit: str
    most: bool = False


def amounts(text: str) -> list[Amount]:
    """Returns the amounts in a text, in its order."""
    found = []
    for match in _AMOUNT.finditer(text):
        value = _value(match["number"])
        if match["unit"] == "成":
            value *= 10
        most = _AT_MOST.search(text, 0, match.start()) or text.startswith("以内", match.end())
        found.append(Amount(value, _CLASS[match["unit"]], bool(most)))
    return found


def wanted(plan: str) -> list[Amount]:
    """Returns what a plan wants to reach; 每月一期 wants twelve."""
    for word, times in _EVERY:
        if word in plan:
            return [Amount(float(times), "次")]
    return amounts(plan)


def reached(plan: str, told: str) -> bool | None:
    """Tells whether what is told reaches every amount of a plan that it tells of in its unit.

    Returns:
        None where the plan has no amount, or none that is told of.
    """
    there = amounts(told)
    verdicts = []
    for goal in wanted(plan):
        same = [amount.value for amount in there if amount.unit == goal.unit]
        if goal.unit == "次" and (months := len(_MONTHS.findall(told))) > 1:
            same.append(float(months))
        if same:
            verdicts.append(min(same) <= goal.value if goal.most else max(same) >= goal.value)
    return all(verdicts) if verdicts else None


def shares_amount(plan: str, told: str) -> bool:
    """Tells whether a number that is not small stands in both with the same unit."""
    mine = {amount[:2] for amount in amounts(plan) if amount.value > 2}
    return not mine.isdisjoint(amount[:2] for amount in amounts(told))


def _value(number: str) -> float:
    if number[0].isdecimal():
        return float(number)
    return float(ordinal_of(number.replace("两", "二")))

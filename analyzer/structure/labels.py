"""Labels in front of paragraphs (问题：……原因：……措施：……) that say what each one is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from analyzer.model.document import Role

_NUMBER = r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、．.]?|[·•●■◆▪\-—]{1,2})?"
_ENDS = re.compile("[：:】\\]？?]|——")
_BEGINS = "。；;\n\t"
_LONGEST = 24
# 问题一： and 问题2： count the points.
_LABEL = re.compile(
    rf"[ \t\u3000]*(?P<from>{_NUMBER}[ \t\u3000]*[【\[]?)"
    r"(?P<label>[短缺漏欠错根因源症治改策药](?=之?[\d一二三四五六七八九十]{0,2}[：:])"
    r"|[^，。；：:、“”《》【】\[\]\n\t（）()]{2,12}?)"
    r"(?:之?(?:\d{1,2}|[一二三四五六七八九十甲乙丙丁A-Z]))?(?:[】\]][：:]?|[：:]|——|(?P<asks>[？?]))"
)
# 错因：, 怎么砸的？, 这虫是从哪来的？ all ask for the cause of what stands before them.
_WHY = re.compile(
    r"(?:为[什何啥]|缘何|何以|咋).*|.{0,4}(?:怎么|咋).{1,3}的|.{0,4}从哪.{0,2}来.{0,2}"
    r"|.{0,4}(?:原因|成因|错因|病因|由来|来由|来源|缘由|根源|根子|根由)"
)
# The shortest labels there are: 短：……根：……治：……
_ONE = {
    **dict.fromkeys("短缺漏欠错", Role.SHORTCOMING),
    **dict.fromkeys("根因源症", Role.CAUSE),
    **dict.fromkeys("治改策药", Role.PLAN),
}
_WHY_NAME = "为什么"
# Who asks why so early asks after something else.
_EARLY = 0.3
_YEAR = re.compile(r"20\d{2}年?")
_OFTEN = 2


class Label(NamedTuple):
    """A label in front of what it speaks of; ``end`` is where that begins."""

    start: int
    end: int
    role: Role


def read_labels(text: str, role_of: Callable[[str], Role | None]) -> dict[int, Label]:
    """Returns the labels by the offset of the sentence that they open.

    One label may be chance; a report is filled in like a form where labels come again, and
    shortcomings are told apart from something else by them.

    Args:
        text: The whole report.
        role_of: What a label announces; ``None`` where it says nothing.
    """
    found: dict[int, tuple[str, Label]] = {}
    for ending in _ENDS.finditer(text):
        # Labels stand at the start of a paragraph or of a sentence.
        floor = max(0, ending.start() - _LONGEST)
        begin = max([text.rfind(mark, floor, ending.start()) for mark in _BEGINS]) + 1
        match = _LABEL.match(text, begin) if begin or not floor else None
        if match is None:
            continue
        name = _YEAR.sub("", match["label"])
        asks_why = match.start() > _EARLY * len(text) and _WHY.fullmatch(name) is not None
        role = (
            Role.CAUSE if asks_why else None if match["asks"] else _ONE.get(name) or role_of(name)
        )
        if role is not None:
            name = _WHY_NAME if asks_why else name
            found[match.start("from")] = name, Label(match.start("from"), match.end(), role)
    often = Counter(name for name, _ in found.values())
    kept = {at: label for at, (name, label) in found.items() if often[name] >= _OFTEN}
    for at in [at for at, label in kept.items() if label.role is Role.CAUSE]:
        told = _before(text, at) if at > _EARLY * len(text) else None
        if told is not None:
            kept.setdefault(told.start, told)
    roles = {label.role for label in kept.values()}
    return kept if Role.SHORTCOMING in roles and len(roles) > 1 else {}


def _before(text: str, asked: int) -> Label | None:
    """Returns what stands in a paragraph before the question for its cause: what is wrong."""
    start = text.rfind("\n", 0, asked) + 1
    while start < asked and text[start].isspace():
        start += 1
    if start == asked:
        return None
    match = _LABEL.match(text, start, asked)
    end = match.end() if match is not None and not match["asks"] else start
    return Label(start, end, Role.SHORTCOMING)

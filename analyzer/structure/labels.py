"""Labels in front of paragraphs (问题：……原因：……措施：……) that say what each one is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from analyzer.model.document import Role

_NUMBER = r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、．.]?|[·•●■◆▪\-—]{1,2})?"
_ENDS = re.compile("[：:】\\]]")
_BEGINS = "。；;\n\t"
_LONGEST = 24
# 问题一： and 问题2： count the points.
_LABEL = re.compile(
    rf"[ \t\u3000]*(?P<from>{_NUMBER}[ \t\u3000]*[【\[]?)"
    r"(?P<label>[^，。；：:、“”《》【】\[\]\n\t（）()]{2,12}?)"
    r"(?:\d{1,2}|[一二三四五六七八九十])?(?:[】\]][：:]?|[：:])"
)
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
        role = role_of(name)
        if role is not None:
            found[match.start("from")] = name, Label(match.start("from"), match.end(), role)
    often = Counter(name for name, _ in found.values())
    kept = {at: label for at, (name, label) in found.items() if often[name] >= _OFTEN}
    roles = {label.role for label in kept.values()}
    return kept if Role.SHORTCOMING in roles and len(roles) > 1 else {}

"""What is wrong with a template, told before anything is filled in: all of it at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from analyzer.errors import UsageError
from analyzer.output.official.template.blocks import (
    Between,
    P,
    Unbalanced,
    containers_in,
    text_of,
    tree_of,
)
from analyzer.output.official.template.package import bodies_of
from analyzer.output.official.template.tags import NEARLY, NUMBERS, TAG
from analyzer.output.official.template.values import Vocabulary

_SHOWN = 30


def check(document: Any, vocabulary: Vocabulary, *, source: str) -> None:
    """Finds out whether a template can be filled.

    Args:
        document: The template.
        vocabulary: The names that it may use.
        source: The file as the user gave it.

    Raises:
        UsageError: It has faults; all of them are told, and the names that are known.
    """
    faults: list[str] = []
    used: set[str] = set()
    for body in bodies_of(document):
        faults += _faults(body, vocabulary, used)
    faults += [f"没有 {{{{#{name}}}}}，这些内容会丢掉" for name in vocabulary.needed - used]
    if not faults:
        return
    known = "、".join((*vocabulary.names, *vocabulary.pictures))
    marks = "、".join((*vocabulary.conditions, *vocabulary.lists))
    raise UsageError(
        f"模板有 {len(faults)} 处问题：\n" + "\n".join(faults) + "\n模板没有使用",
        remedy=f"可以用的占位符有：{known}；可以放在 # 或 ^ 后面的还有：{marks}；"
        f"标题序号有：{'、'.join(NUMBERS)}",
        source=source,
        code="template",
    )


def _faults(container: Any, vocabulary: Vocabulary, used: set[str]) -> Iterator[str]:
    try:
        tree = tree_of(list(container))
    except Unbalanced as error:
        yield f"{error} 没有配对：要有开头 {{{{#…}}}} 和结尾 {{{{/…}}}}，在同一层，各自单独成段（行）"
        return
    yield from _between(tree, vocabulary, used)


def _between(tree: Between, vocabulary: Vocabulary, used: set[str]) -> Iterator[str]:
    if tree.mark is not None:
        name = tree.mark.name
        known = {*vocabulary.names, *vocabulary.conditions, *vocabulary.lists, *vocabulary.pictures}
        used.add(name)
        if name not in known:
            yield _unknown(str(tree.mark), name, known)
        if tree.mark.sign == "#":
            vocabulary = vocabulary.inside(name)
    for block in tree.blocks:
        if isinstance(block, Between):
            yield from _between(block, vocabulary, used)
            continue
        if block.tag == P:
            yield from _paragraph(text_of(block), vocabulary)
        for inner in containers_in(block):
            yield from _faults(inner, vocabulary, used)


def _paragraph(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in TAG.finditer(text):
        sign, name = found.groups()
        if sign:
            yield f"{found[0]} 要单独成段（行）：{_around(text, found.start())}"
        elif name in vocabulary.pictures:
            if found[0] != text.strip():
                yield f"{found[0]} 是图，要单独成段：{_around(text, found.start())}"
        elif name not in vocabulary.names and name not in NUMBERS:
            yield _unknown(found[0], name, {*vocabulary.names, *vocabulary.pictures, *NUMBERS})
    rest = TAG.sub(lambda found: " " * len(found[0]), text)
    slip = NEARLY.search(rest)
    if slip is not None:
        yield f"写法不对，应是 {{{{名称}}}}：{_around(text, slip.start())}"


def _unknown(written: str, name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"不认识 {written}" + (f"，是不是 {near[0]}" if near else "")


def _around(text: str, at: int) -> str:
    start = max(0, at - _SHOWN // 3)
    return f"“{text[start : start + _SHOWN].strip()}”"

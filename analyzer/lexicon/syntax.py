"""What a YAML parser could not read → what the clerk mistyped, in Chinese, at its own place.

A parser reports where it gave up, which is often the line below the mistake, and stops at the
first one. Here the whole file is searched for the mistakes that are made with a Chinese input
method or in Notepad; only where none is found the parser's own place is shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

# Line and column (from 1) and what to do.
Place = tuple[int, int, str]

_TAB = re.compile(r" *(\t)(?=.*\S)")
_SPECIAL = re.compile(r"(?:^\s*|: +|- +|[\[{,] *)([*@&!%`|>])")
_CLOSING = {"[": ("]", "］】〕", "方括号"), "{": ("}", "｝", "花括号")}


def explain_syntax(error: Any, lines: Sequence[str], keys: Collection[str]) -> list[Place]:
    """Returns the mistakes in a file that the parser could not read, in order; at least one.

    Args:
        error: The parser's ``yaml.YAMLError``.
        lines: The file's lines.
        keys: The keys of the language.
    """
    typed = list(_typing_mistakes(lines, keys))
    gave_up = getattr(error, "problem_mark", None)
    if typed and (gave_up is None or typed[0][0] <= gave_up.line + 1):
        return typed
    return sorted([*typed, _at_parser(error, lines, keys)])


def _typing_mistakes(lines: Sequence[str], keys: Collection[str]) -> Iterator[Place]:
    """Yields what cannot be meant, line by line: tabs as indentation, colons of the wrong kind."""
    named = "|".join(sorted(map(re.escape, keys), key=len, reverse=True)) or "(?!)"
    begins = re.compile(rf"\s*(?:- *)?\{{?\s*(?P<key>{named})[ \u3000]*(?P<colon>：|:(?=[^\s]))")
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#"):
            continue
        tab = _TAB.match(line)
        if tab:
            yield number, tab.start(1) + 1, "缩进用了制表符（Tab 键），请全部改成空格"
        begin = begins.match(line)
        if begin is None:
            continue
        key, column = begin["key"], begin.start("colon") + 1
        if begin["colon"] == "：":
            yield number, column, f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“{key}: ”"
        else:
            yield number, column, f"“{key}:”后面缺一个空格，请写成“{key}: ”"


def _at_parser(error: Any, lines: Sequence[str], keys: Collection[str]) -> Place:
    """Says what stands where the parser gave up."""
    context, problem = str(getattr(error, "context", "")), str(getattr(error, "problem", ""))
    begun = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or begun
    if mark is None:
        return 1, 1, "这个文件不是 YAML 文本，请用记事本重新写"
    if "flow" in context and begun is not None:
        return _bracket(begun, mark, lines, keys)
    if "quoted" in context and begun is not None:
        return begun.line + 1, begun.column + 1, "引号没有配对，请在句子末尾补上同样的引号"
    if "another document" in problem:
        return mark.line + 1, 1, "“---”把文件分成了两份；一个文件只写一份，请删去这一行"
    if "could not find expected ':'" in problem and begun is not None:
        # The parser saw it only at the next line.
        return begun.line + 1, begun.column + 1, _bare_line(_line(lines, begun))
    line = _line(lines, mark)
    for special in _SPECIAL.finditer(line):
        # The parser stops at such a sign or at what follows it.
        if special.start(1) in (mark.column, mark.column - 1):
            said = f"以“{special[1]}”开头的词请加引号，例如 '{special[1]}…'"
            return mark.line + 1, special.start(1) + 1, said
    return mark.line + 1, mark.column + 1, _said(mark, problem, line)


def _line(lines: Sequence[str], mark: Any) -> str:
    """Returns the line of a mark; a file's end is a line that is not there."""
    return lines[mark.line] if mark.line < len(lines) else ""


def _bare_line(line: str) -> str:
    if re.match(r"\s*-[^\s-]", line):
        return "“-”后面缺一个空格，请写成“- ”"
    return "这一行没有写成“键: 值”；句子太长换行时，后面的行要多缩进两格"


def _bracket(begun: Any, mark: Any, lines: Sequence[str], keys: Collection[str]) -> Place:
    """Says why a bracket does not close: a full-width comma or bracket, or none at all."""
    piece = _line(lines, begun)
    opening = piece[begun.column : begun.column + 1]
    closing, full_width, name = _CLOSING.get(opening, ("]", "］】", "括号"))
    for column in range(begun.column, len(piece)):
        if piece[column] in full_width:
            said = f"“{piece[column]}”是全角的，请改成半角“{closing}”"
            return begun.line + 1, column + 1, said
        after = piece[column + 1 :].lstrip()
        if piece[column] == "，" and any(after.startswith((f"{k}:", f"{k}：")) for k in keys):
            return begun.line + 1, column + 1, "这里的逗号是全角“，”，请改成半角“, ”"
    if mark.line == begun.line and mark.column < len(piece) and piece[mark.column] == ":":
        said = "句子里有半角冒号，请改成全角“：”，或给整句加引号"
        return mark.line + 1, mark.column + 1, said
    return begun.line + 1, begun.column + 1, f"{name}“{opening}”没有配对的“{closing}”"


def _said(mark: Any, problem: str, line: str) -> str:
    here = line[mark.column : mark.column + 1]
    if "mapping values are not allowed" in problem:
        if re.search(r"\S: ", line[: mark.column]):
            return "句子里有半角冒号加空格，请改成全角“：”，或给整句加引号"
        return "这一行缩进多了：上一行已经写了值，下面不能再写键；请与上一行左对齐"
    if here and here in "]}":
        return f"多了一个“{here}”，请删去"
    if "did not find expected" in problem:
        return "缩进没有对齐，请与同一级的其他行左对齐"
    return "YAML 写法有误，请检查这一行的缩进、冒号后的空格和引号是否配对"

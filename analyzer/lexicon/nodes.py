"""YAML text → plain values with the line and column of every one of them.

Scalars stay what the clerk wrote: only plain digits become numbers, so that a bare ``no`` or
``on`` is text and not a truth value (YAML 1.1's classic trap). PyYAML's C parser is used because
a pack is read at every start of the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHOWN = 60
_INTEGER = re.compile(r"-?\d{1,9}\Z")
_DECIMAL = re.compile(r"-?\d{1,9}\.\d{1,6}\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "是": True, "否": False, "null": None}

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a lexicon file; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str
    source_line: str = ""

    def __str__(self) -> str:
        shown = self.source_line.strip()
        if len(shown) > _SHOWN:
            begin = max(0, self.column - _SHOWN // 2)
            shown = f"…{self.source_line[begin : begin + _SHOWN].strip()}…"
        shown = f"\n    {shown}" if shown else ""
        return f"{self.file}:{self.line}:{self.column} {self.message}{shown}"


@dataclass(slots=True)
class YamlFile:
    """A parsed file: its value, and where each path in it stands."""

    name: str
    lines: list[str]
    value: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, message: str) -> Fault:
        """Returns a fault at a path, or at its nearest known parent."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        shown = self.lines[line - 1] if line <= len(self.lines) else ""
        return Fault(self.name, line, column, message, shown)


def _decode(raw: bytes) -> str:
    """Decodes what Notepad, WPS and editors write: UTF-8 with or without BOM, GB18030."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def parse_yaml(raw: bytes, name: str) -> YamlFile:
    """Returns the values of a YAML file with their places; syntax faults are collected.

    Args:
        raw: The file's bytes.
        name: The name to show in faults.
    """
    try:
        text = _decode(raw)
    except UnicodeDecodeError:
        fault = Fault(name, 1, 1, "文件编码不是 UTF-8 或 GB18030，请另存为 UTF-8")
        return YamlFile(name, [], faults=[fault])
    parsed = YamlFile(name, text.splitlines())
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        parsed.faults.append(_syntax_fault(parsed, error))
        return parsed
    if node is None:
        parsed.faults.append(Fault(name, 1, 1, "文件是空的"))
        return parsed
    parsed.value = _value(node, (), parsed)
    return parsed


def _syntax_fault(parsed: YamlFile, error: yaml.YAMLError) -> Fault:
    """Says a syntax error in Chinese, with the usual cause where it can be seen."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    shown = parsed.lines[line - 1] if line <= len(parsed.lines) else ""
    if "\t" in shown:
        hint = "缩进里有制表符，请改用空格"
    elif re.search(r"(?:^|[-:\[,] )\s*[*@&!%`]", shown):
        hint = "以 * @ & ! % ` 开头的词请加引号"
    elif shown.count("[") != shown.count("]") or shown.count("{") != shown.count("}"):
        hint = "方括号或花括号没有配对"
    elif re.search(r"[^\s\"']: \S+: ", shown):
        hint = "句子里有半角冒号加空格，请改用全角“：”或整句加引号"
    else:
        hint = "请检查缩进、冒号后的空格和引号是否配对"
    return Fault(parsed.name, line, column, f"YAML 写法有误：{hint}", shown)


def _value(node: yaml.Node, path: Path, parsed: YamlFile) -> Any:
    """Builds the value of a node and notes where it stands."""
    parsed.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, index), parsed) for index, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            parsed.faults.append(
                Fault(parsed.name, line, column, f"“{key}”写了两次，只能保留一处",
                      parsed.lines[line - 1])
            )  # fmt: skip
        value = _value(value_node, (*path, key), parsed)
        if isinstance(value_node, yaml.ScalarNode):
            # A fault is looked for at the key, where the line's meaning stands.
            parsed.marks[(*path, key)] = (
                key_node.start_mark.line + 1,
                key_node.start_mark.column + 1,
            )
        result[key] = value
    return result


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:  # the C parser says "" for a plain scalar, the other one None
        return text
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return _WORDS.get(text, text)

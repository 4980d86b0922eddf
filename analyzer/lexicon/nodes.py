"""YAML text → a tree of values, each with the file, line and column that it came from.

Every scalar stays the text that the clerk wrote: a bare ``no`` is a word and not a truth value
(YAML 1.1's classic trap), ``110`` is a word where words are asked for. Whether a text is a number
or a yes is for ``schema`` to say. PyYAML's C parser is used because a pack is read at every start
of the program.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from analyzer.lexicon.syntax import explain_syntax

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHOWN = 60
# A pack of words is some hundred kilobytes; more is no lexicon, or one made to exhaust memory.
_MAX_BYTES = 2_000_000
# The line breaks of YAML 1.1, so that line numbers are the parser's own.
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BRACKETS = re.compile(r"[\[\]{}]")
_DEEPEST = 50
_DASHES = re.compile(rf"(?:-[ \n]+){{{_DEEPEST},}}")
_INTEGER = re.compile(r"-?\d{1,9}\Z", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,9}\.\d{1,6}\Z", re.ASCII)
_WORDS: dict[str, Any] = {"true": True, "false": False, "是": True, "否": False, "null": None}
_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset(
    _TAG + name
    for name in "str int float bool null timestamp merge value seq map".split()  # noqa: SIM905
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a lexicon file; line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int
    message: str
    source_line: str = ""

    def __str__(self) -> str:
        shown = self.source_line.strip()
        if len(shown) > _SHOWN:
            begin = max(0, self.column - _SHOWN // 2)
            piece = self.source_line[begin : begin + _SHOWN].strip()
            shown = ("…" if begin else "") + piece
            shown += "…" if begin + _SHOWN < len(self.source_line) else ""
        told = _printable(f"{self.place} {self.message}")
        return f"{told}\n    {_printable(shown)}" if shown else told

    @property
    def place(self) -> str:
        """The place as editors and terminals understand it: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"


def _printable(text: str) -> str:
    """Returns text that drives no terminal: what cannot be seen is shown as a dot."""
    if text.isprintable():
        return text
    return "".join(ch if ch.isprintable() or ch == "\u3000" else "·" for ch in text)


@dataclass(slots=True, eq=False)
class Source:
    """One lexicon file.

    Attributes:
        name: The name to show in faults.
        layer: Which layer it belongs to: 0 for the lowest.
    """

    name: str
    layer: int = 0
    lines: list[str] = field(default_factory=list)

    def fault(self, line: int, column: int, message: str) -> Fault:
        """Returns a fault at a place of this file, with its line."""
        shown = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Fault(self.name, line, column, message, shown)


@dataclass(slots=True, eq=False)
class Node:
    """A value of a file and where it stands: at its key, where it has one, else at its start."""

    value: str | list[Node] | dict[str, Node]
    source: Source
    line: int
    column: int
    quoted: bool = False

    @property
    def mapping(self) -> dict[str, Node]:
        """The value as a mapping; empty where it is none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The value as a list; empty where it is none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The value as text; empty where it is none."""
        return self.value if isinstance(self.value, str) else ""

    def texts(self, key: str) -> list[str]:
        """Returns the words of the list at a key."""
        return [item.text for item in self.item(key).items if item.text]

    def item(self, key: str) -> Node:
        """Returns the node at a key, an empty one where there is none."""
        return self.mapping.get(key) or self.holding("")

    def holding(self, value: str | list[Node] | dict[str, Node]) -> Node:
        """Returns a node of another value that stands at the same place."""
        return Node(value, self.source, self.line, self.column)

    def at(self, path: Path) -> Node:
        """Returns the node at a path, or the nearest above it that there is."""
        node = self
        for part in path:
            inner: Node | None = None
            if isinstance(part, str):
                inner = node.mapping.get(part)
            elif part < len(node.items):
                inner = node.items[part]
            if inner is None:
                return node
            node = inner
        return node

    def fault(self, message: str, path: Path = ()) -> Fault:
        """Returns a fault at a path, or at the nearest node above it."""
        node = self.at(path)
        return node.source.fault(node.line, node.column, message)

    def plain(self) -> Any:
        """Returns the value as ordinary lists, dictionaries and texts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return {key: item.plain() for key, item in self.value.items()}

    def typed(self) -> Any:
        """Returns the value as ``plain``, with unquoted numbers, truth values and null as such."""
        if isinstance(self.value, str):
            return self.value if self.quoted else _typed(self.value)
        if isinstance(self.value, list):
            return [item.typed() for item in self.value]
        return {key: item.typed() for key, item in self.value.items()}

    def words(self) -> Iterator[str]:
        """Yields every text that stands in a list, anywhere below."""
        for item in [*self.items, *self.mapping.values()]:
            if item.text and self.items:
                yield item.text
            else:
                yield from item.words()


@dataclass(slots=True)
class Parsed:
    """What was read from one file: its tree, what is wrong, and what is worth knowing."""

    source: Source
    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    @property
    def value(self) -> Any:
        """The file's value for readers that know types from YAML; None where there is none."""
        return None if self.root is None else self.root.typed()

    def fault(self, path: Path, message: str) -> Fault:
        """Returns a fault at a path of the file, or at the nearest node above it."""
        if self.root is None:
            return self.source.fault(1, 1, message)
        return self.root.fault(message, path)


def _typed(text: str) -> Any:
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return _WORDS.get(text, text)


def parse_yaml(
    raw: bytes, name: str, *, keys: Collection[str] = frozenset(), layer: int = 0
) -> Parsed:
    """Returns the tree of a YAML file; what cannot be read is collected as faults.

    Args:
        raw: The file's bytes.
        name: The name to show in faults.
        keys: The keys of the language, by which typing mistakes are recognised.
        layer: Which layer the file belongs to.
    """
    parsed = Parsed(Source(name, layer))
    text = _decoded(raw, parsed, keys)
    if text is None:
        return parsed
    parsed.source.lines = lines = _BREAKS.split(text)
    unreadable = _hidden_character(text, parsed.source)
    if unreadable is None and _too_deep(text):
        unreadable = parsed.source.fault(1, 1, "括号或“-”套得太深，请改成一行一项")
    if unreadable is not None:
        parsed.faults.append(unreadable)
        return parsed
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        parsed.faults.extend(
            parsed.source.fault(*found) for found in explain_syntax(error, lines, keys)
        )
        return parsed
    if node is None:
        parsed.faults.append(parsed.source.fault(1, 1, "文件是空的；不需要的文件请删去"))
        return parsed
    builder = _Builder(parsed)
    root = builder.build(node, _start(node))
    # Half of a tree would only lead to faults that are none.
    parsed.root = root if builder.whole else None
    return parsed


def _hidden_character(text: str, source: Source) -> Fault | None:
    """Returns the fault of the first control character, which no parser of YAML accepts."""
    found = _CONTROL.search(text)
    if found is None:
        return None
    before = _BREAKS.split(text[: found.start()])
    said = f"这里有看不见的控制字符（U+{ord(found.group()):04X}），请删去"
    return source.fault(len(before), len(before[-1]) + 1, said)


def _too_deep(text: str) -> bool:
    """Tells whether brackets are nested so deeply that the C parser could run out of stack."""
    if _DASHES.search(text):
        return True
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _decoded(raw: bytes, parsed: Parsed, keys: Collection[str]) -> str | None:
    """Decodes what Notepad, WPS and editors write: UTF-8 with or without BOM, GB18030, UTF-16.

    What is read all the same is told as a notice, so that the clerk can save it anew one day.
    """
    if len(raw) > _MAX_BYTES:
        limit = f"{_MAX_BYTES // 1_000_000} MB"
        parsed.faults.append(parsed.source.fault(1, 1, f"文件超过 {limit}，不像是词库，请拆成几个"))
        return None
    told = ""
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            text, told = raw.decode("utf-16"), "文件是 UTF-16 编码"
        elif raw.startswith(b"\xef\xbb\xbf"):
            text, told = raw.decode("utf-8-sig"), "文件开头有 BOM 标记"
        else:
            text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found = _as_gb18030(raw, keys)
        if found is None:
            line = raw[: error.start].count(b"\n") + 1
            parsed.faults.append(
                parsed.source.fault(
                    line, 1, "这一行的文字编码坏了，不是 UTF-8 也不是 GB18030，请另存为 UTF-8"
                )
            )
            return None
        text, told = found, "文件是 GB18030（ANSI）编码"
    if told:
        parsed.notices.append(
            parsed.source.fault(1, 1, f"{told}，已照常读取；建议在记事本里另存为 UTF-8")
        )
    return text


def _as_gb18030(raw: bytes, keys: Collection[str]) -> str | None:
    """Returns text in GB18030; None where it is none: broken UTF-8 decodes to other characters."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if not keys or any(key in text for key in keys) else None


class _Builder:
    """Makes our tree from the parser's.

    ``whole`` tells whether all of it could be taken over.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.whole = True
        self._parsed = parsed
        self._source = parsed.source
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, place: tuple[int, int]) -> Node:
        """Returns a node; ``place`` is where faults about it are shown, counted from 0."""
        line, column = place[0] + 1, place[1] + 1
        made = Node("", self._source, line, column)
        if node.tag not in _TAGS:
            self._refuse(made, "以“!”开头的词请加引号")
        elif id(node) in self._seen:
            # One node at two places is an alias; it could even contain itself.
            self._refuse(made, "词库不用 & 和 * 引用别处，请把内容写全；以它们开头的词请加引号")
        elif isinstance(node, yaml.ScalarNode):
            made.value = node.value
            # The C parser says "" of a plain scalar, the other one None.
            made.quoted = bool(node.style)
        elif isinstance(node, yaml.SequenceNode):
            self._seen.add(id(node))
            made.value = [self.build(child, _start(child)) for child in node.value]
        else:
            self._seen.add(id(node))
            made.value = self._mapping(node)
        self._seen.add(id(node))
        return made

    def _mapping(self, node: yaml.Node) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        for key_node, value_node in node.value:
            place = _start(key_node)
            key = Node("", self._source, place[0] + 1, place[1] + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key, "冒号前面只能是键的名称，不能是括号")
                continue
            name = str(key_node.value)
            if name in mapping:
                first = mapping[name].line
                self._fault(key, f"“{name}”写了两次（第 {first} 行已经有了），只能保留一处")
            mapping[name] = self.build(value_node, place)
        return mapping

    def _fault(self, node: Node, message: str) -> None:
        self._parsed.faults.append(node.fault(message))

    def _refuse(self, node: Node, message: str) -> None:
        self.whole = False
        self._fault(node, message)


def _start(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column

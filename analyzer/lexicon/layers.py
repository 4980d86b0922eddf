"""The folders of a pack → one tree a record, every layer laid over the ones below it.

Which file holds what, which records are the same from layer to layer, and what an overlay may not
do. Nothing is validated here except what layering itself needs to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.lexicon.basis import Record
from analyzer.lexicon.deadlines import Deadline
from analyzer.lexicon.messages import instead_of_keys, unknown_key
from analyzer.lexicon.nodes import Fault, Node, Parsed, Source, parse_yaml
from analyzer.lexicon.offices import OfficeChange, OfficeNames, PlaceNames
from analyzer.lexicon.overlay import (
    lay_over,
    lay_over_patterns,
    lay_over_terms,
    nearest,
    switched_off,
)
from analyzer.lexicon.schema import (
    KEYS,
    Bodies,
    Cue,
    Element,
    Genre,
    HeadingWords,
    Paraphrase,
    PatternRule,
    RuleText,
    Standing,
    Subject,
    TermRule,
)

BUILT_IN = "fazhi-annual-report"
_FILES: dict[str, dict[str, type[Record]]] = {
    "language.yaml": {
        "标题作用": HeadingWords,
        "句子线索": Cue,
        "同题词": Subject,
        "换说法": Paraphrase,
        "常设数": Standing,
    },
    "identity.yaml": {"文种表": Genre, "单位": Bodies},
    "bodies.yaml": {"机构叫法": OfficeNames, "机构沿革": OfficeChange, "地名沿革": PlaceNames},
    "deadlines.yaml": {"期限表": Deadline},
    "rules": {"规则说明": RuleText, "用语": TermRule, "模式": PatternRule},
}
# By which key a record of each kind is known from layer to layer, and what a clerk calls it.
KNOWN_BY: dict[type[Record], str] = {
    Element: "编号",
    RuleText: "规则",
    Genre: "文种",
    Cue: "线索",
    Subject: "题",
    Paraphrase: "事",
    Standing: "类",
    HeadingWords: "作用",
    OfficeNames: "机构",
    OfficeChange: "沿革",
    PlaceNames: "地名",
    Deadline: "期限",
}
CALLED: dict[type[Record], str] = {
    Element: "要素",
    RuleText: "规则",
    Genre: "文种",
    Cue: "句子线索",
    Subject: "同题词",
    Paraphrase: "换说法",
    Standing: "常设数",
    HeadingWords: "标题作用",
    OfficeNames: "机构",
    OfficeChange: "沿革",
    PlaceNames: "地名",
    Deadline: "期限",
}
# Of these a pack may write several with the same key; they are one list of words in the end.
_WORD_LISTS = (Cue, HeadingWords, Subject, Paraphrase, Standing)


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder that went into a pack.

    Attributes:
        folder: Its name as the user gave it.
        number: 0 for the built-in pack, then in the order given.
        id: The id of its pack; empty where its head could not be read.
        version: Its version, likewise.
    """

    folder: str
    number: int
    id: str
    version: str


def read_folder(folder: Path, shown: str, layer: int) -> list[tuple[str, Parsed]]:
    """Returns every file of a layer, with the kind that its place says it is.

    Raises:
        UsageError: The folder is no pack.
    """
    if not (folder / "pack.yaml").is_file():
        what = "里面没有 pack.yaml" if folder.is_dir() else "没有这个文件夹"
        what = "这是一个文件" if folder.is_file() else what
        raise UsageError(
            f"“{shown}”不是词库文件夹（{what}）",
            remedy="请指定含 pack.yaml 的文件夹，写法见 lexicons/README.md",
        )
    found = []
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        inside = path.relative_to(folder)
        if path.name.startswith((".", "~")):
            continue  # what editors leave behind
        name = (Path(shown) / inside).as_posix()
        try:
            parsed = parse_yaml(path.read_bytes(), name, keys=KEYS, layer=layer)
        except OSError:
            parsed = Parsed(Source(name, layer))
            parsed.faults.append(
                Fault(
                    name,
                    1,
                    1,
                    "这是文件夹，不是词库文件，请改名或移走"
                    if path.is_dir()
                    else "文件打不开，请检查权限或关闭正在编辑它的程序",
                )
            )
        found.append((inside.parts[0], parsed))
    return found


def says_extends(files: Sequence[tuple[str, Parsed]]) -> bool:
    """Tells whether a layer is an overlay.

    One whose head cannot be read is treated as an overlay, so that its faults are shown.
    """
    head = next((parsed.root for kind, parsed in files if kind == "pack.yaml"), None)
    return head is None or not head.mapping or "叠加于" in head.mapping


@dataclass(slots=True, eq=False)
class Layers:
    """The trees of all layers so far, laid over each other."""

    layers: list[Layer] = field(default_factory=list)
    heads: list[Node] = field(default_factory=list)
    records: dict[type[Record], dict[str, Node]] = field(
        default_factory=lambda: {model: {} for model in KNOWN_BY}
    )
    bodies: Node | None = None
    terms: list[Node] = field(default_factory=list)
    patterns: list[Node] = field(default_factory=list)
    defined_in: dict[tuple[type[Record], str], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    _written: dict[tuple[type[Record], str], Node] = field(default_factory=dict)

    def add(self, files: Sequence[tuple[str, Parsed]], folder: str, number: int) -> None:
        """Lays the files of one folder over what stands.

        Args:
            files: What ``read_folder`` returned.
            folder: The folder's name as the user gave it.
            number: The number of the layer, higher than all before.
        """
        self._written = {}
        standing = self.records[Genre]
        self.records[Genre] = dict(standing)
        for kind, parsed in files:
            self.faults.extend(parsed.faults)
            self.notices.extend(parsed.notices)
            if parsed.root is not None:
                self._file(kind, parsed.root)
        # The first genre that fits counts, so an overlay's own must come before the others.
        genres = sorted(self.records[Genre].items(), key=lambda item: item[0] in standing)
        self.records[Genre] = dict(genres)
        head = next((h for h in self.heads if h.source.layer == number), None)
        told = [head.item(key).text if head else "" for key in ("编号", "版本")]
        self.layers.append(Layer(folder, number, *told))

    def _file(self, kind: str, root: Node) -> None:
        if not isinstance(root.value, dict):
            listed = isinstance(root.value, list) and bool(root.value)
            said = (
                "是一个列表，应写成“键: 值”的形式，不在行首写“-”"
                if listed
                else instead_of_keys(root.text)
            )
            self.faults.append(root.fault(f"文件{said}"))
        elif kind == "pack.yaml":
            self._head(root)
        elif kind == "elements":
            self._record(Element, root)
        elif kind in _FILES:
            self._tables(kind, root)
        else:
            known = ("pack.yaml", "elements", *_FILES)
            self.faults.append(
                root.source.fault(
                    1,
                    1,
                    f"不认识这个位置的文件{nearest(kind, known)}；"
                    "要素放在 elements 文件夹里，规则、用语放在 rules 文件夹里",
                )
            )

    def _head(self, root: Node) -> None:
        below = root.mapping.get("叠加于")
        ids = [head.item("编号").text for head in self.heads]
        if below is not None and below.text not in ids:
            self.faults.append(
                below.fault(
                    f"没有叫“{below.text}”的词库可以叠加{nearest(below.text, ids)}；"
                    f"内置词库是 {BUILT_IN}"
                )
            )
        if root.item("编号").text in ids:
            said = f"编号“{root.item('编号').text}”和下面一层的词库一样，请换一个"
            self.faults.append(root.fault(said, ("编号",)))
        self.heads.append(root)

    def _tables(self, kind: str, root: Node) -> None:
        """Adds the records of a file that holds several, each list under its key."""
        known = _FILES[kind]
        for key, node in root.mapping.items():
            model = known.get(key)
            if model is None:
                self.faults.append(node.fault(unknown_key(key, list(known))))
            elif model is Bodies:
                standing = self.bodies
                self.bodies = lay_over(standing, node, self.faults) if standing else node
            elif not isinstance(node.value, list):
                self.faults.append(node.fault(f"“{key}”应写成列表，每项以“- ”开头"))
            else:
                for item in node.items:
                    self._item(model, item)

    def _item(self, model: type[Record], item: Node) -> None:
        if not isinstance(item.value, dict):
            self.faults.append(item.fault(f"这一项{instead_of_keys(item.text)}"))
        elif model is TermRule:
            below, own = _split(self.terms, item.source.layer)
            laid = lay_over_terms(below, item, self.faults) if self.layers else [item]
            self.terms = [*own, *laid] if self.layers else [*below, *own, *laid]
        elif model is PatternRule:
            below, own = _split(self.patterns, item.source.layer)
            laid = lay_over_patterns(below, item, self.faults) if self.layers else [item]
            self.patterns = [*own, *laid] if self.layers else [*below, *own, *laid]
        else:
            self._record(model, item)

    def _record(self, model: type[Record], node: Node) -> None:
        """Adds a record, or lays it over the one that is known by the same key."""
        key = KNOWN_BY[model]
        # A record without its key is kept under its place, so that all of its faults are told.
        name = node.item(key).text or node.fault("").place
        before = self._written.setdefault((model, name), node)
        if before is not node and model not in _WORD_LISTS:
            where = f"{before.source.name} 第 {before.item(key).line} 行"
            said = f"{key}“{name}”已经用过了（{where}），请换一个，或把内容并到一起"
            self.faults.append(node.fault(said, (key,)))
            return
        standing = self.records[model].get(name)
        if standing is None and self.layers and switched_off(node, []):
            known = nearest(name, self.records[model])
            said = f"下层词库没有“{name}”这个{CALLED[model]}可以停用{known}"
            self.faults.append(node.fault(said, (key,)))
            return
        self.defined_in.setdefault((model, name), node.source.layer)
        self.records[model][name] = (
            node if standing is None else lay_over(standing, node, self.faults)
        )


def _split(nodes: Sequence[Node], layer: int) -> tuple[list[Node], list[Node]]:
    """Returns what lower layers wrote, and what this one did."""
    below = [node for node in nodes if node.source.layer < layer]
    return below, [node for node in nodes if node.source.layer >= layer]

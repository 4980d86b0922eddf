"""Folders of YAML → one checked Pack. All faults of all files are reported at once.

A pack is a folder: ``pack.yaml``, ``language.yaml``, ``identity.yaml``, ``bodies.yaml``,
``deadlines.yaml``, ``elements/*.yaml`` and ``rules/*.yaml``. An overlay (本地补充) is a folder of the same form, of which only ``pack.yaml``
is needed; it is laid over the pack that stands before it and never edits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from analyzer.errors import LexiconError, UsageError
from analyzer.lexicon import ancestry, checks, messages
from analyzer.lexicon.basis import Record
from analyzer.lexicon.deadlines import Deadline
from analyzer.lexicon.layers import (
    BUILT_IN,
    CALLED,
    KNOWN_BY,
    Layer,
    Layers,
    read_folder,
    says_extends,
)
from analyzer.lexicon.nodes import Fault, Node, Parsed
from analyzer.lexicon.offices import OfficeChange, OfficeNames, PlaceNames
from analyzer.lexicon.overlay import in_force, lay_over, nearest
from analyzer.lexicon.schema import (
    Bodies,
    Cue,
    Element,
    ElementKind,
    Genre,
    Genres,
    HeadingWords,
    Language,
    Pack,
    PackHead,
    Paraphrase,
    PatternRule,
    RuleText,
    Standing,
    Subject,
    TermRule,
)

_R = TypeVar("_R", bound=Record)

_PACKAGE = Path(__file__).resolve().parent.parent
_REPORT = "annual-report"
# What a head says of its own layer; the rest is joined over all of them.
_OWN = ("编号", "名称", "版本", "叠加于")


class PackFaults(LexiconError):
    """A pack has faults, each shown with its line; the remedy follows on a line of its own."""

    def __str__(self) -> str:
        return f"{self.source}：{self.message}\n{self.remedy}。"


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A pack with the places in the files that its parts came from.

    Attributes:
        trees: The joined record of each kind and key; the head under the pack's id.
        terms: The joined formulations, in the order of ``pack.terms``.
        patterns: The joined patterns, in the order of ``pack.patterns``.
        switched_off: Elements and rules that an overlay switched off.
        notices: What was read all the same but is worth telling.
        defined_in: The layer in which each element and rule was written first.
    """

    pack: Pack
    layers: tuple[Layer, ...]
    trees: Mapping[tuple[type[Record], str], Node]
    terms: tuple[Node, ...]
    patterns: tuple[Node, ...]
    switched_off: tuple[tuple[type[Record], str], ...]
    notices: tuple[Fault, ...]
    defined_in: Mapping[tuple[type[Record], str], int]


def lexicons_folder() -> Path:
    """Returns the folder of the built-in packs, in an installed wheel or in a checkout."""
    for folder in (_PACKAGE / "_lexicons", _PACKAGE.parent / "lexicons"):
        if (folder / BUILT_IN / "pack.yaml").is_file():
            return folder
    raise UsageError("找不到内置词库", remedy="安装不完整，请重新安装 fazhi")


def load_pack(*overlays: str | Path) -> Pack:
    """Returns the built-in pack with overlays laid over it, in the order given.

    Each distinct combination is loaded once per process, and anew where its files have changed.

    Args:
        overlays: Folders of overlays. A folder whose pack does not say ``叠加于`` replaces the
            built-in pack instead.

    Raises:
        LexiconError: The files have faults; all of them are in the message.
        UsageError: A folder is no pack.
    """
    return load(*overlays).pack


def load(*overlays: str | Path) -> Loaded:
    """Returns what ``load_pack`` returns, with the places in the files; for ``lint`` and tests."""
    names = tuple(str(folder) for folder in overlays)
    return _load(names, tuple(_stamp(Path(name)) for name in names))


def _stamp(folder: Path) -> tuple[object, ...]:
    """Returns what changes when a folder is another or its files are edited."""
    if not (folder / "pack.yaml").is_file():
        return ()
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*.y*ml")) if path.is_file()]
    files = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    return str(folder.resolve()), files


@lru_cache(maxsize=8)
def _load(overlays: tuple[str, ...], stamps: tuple[object, ...]) -> Loaded:
    layers = Layers()
    layers.add(_built_in_files(), BUILT_IN, 0)
    for number, name in enumerate(overlays, 1):
        files = read_folder(Path(name), name, number)
        if not says_extends(files):
            layers = Layers()
        layers.add(files, name, number)
    loaded = _Assembly(layers).loaded()
    if loaded is None:
        raise PackFaults(
            tuple(map(str, sorted(set(layers.faults)))), source=(BUILT_IN, *overlays)[-1]
        )
    return loaded


@lru_cache(maxsize=1)
def _built_in_files() -> list[tuple[str, Parsed]]:
    """Returns the built-in files; trees are never changed, so all packs of a process share them."""
    return read_folder(lexicons_folder() / BUILT_IN, BUILT_IN, 0)


# -- The pack ---------------------------------------------------------------------------------


class _Assembly:
    """Validates the joined trees and makes the pack of them."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._faults = layers.faults
        self._trees: dict[tuple[type[Record], str], Node] = {}
        self._off: list[tuple[type[Record], str]] = []

    def loaded(self) -> Loaded | None:
        """Returns the pack and its places; None where there are faults."""
        layers = self._layers
        head = self._head()
        elements = self._records(Element)
        rules = {rule.id: rule for rule in self._records(RuleText)}
        terms = self._terms()
        patterns = self._patterns()
        headings, cues = self._records(HeadingWords), self._records(Cue)
        subjects, paraphrases = self._records(Subject), self._records(Paraphrase)
        standing, genres = self._records(Standing), self._records(Genre)
        bodies = self._checked(Bodies, layers.bodies) if layers.bodies else None
        offices, changes = self._records(OfficeNames), self._records(OfficeChange)
        places, deadlines = self._records(PlaceNames), self._records(Deadline)
        for model, name, path, said in ancestry.faults_of(offices, changes):
            self._faults.append(self._trees[model, name].fault(said, path))
        self._complete(elements, genres)
        if self._faults or head is None or bodies is None:
            return None
        pack = Pack(
            head=head,
            version="+".join(
                layer.version if index == 0 else f"{layer.id}-{layer.version}"
                for index, layer in enumerate(layers.layers)
            ),
            layers=tuple(layer.id for layer in layers.layers),
            elements=tuple(sorted(elements, key=lambda e: e.kind is not ElementKind.REQUIRED)),
            language=Language.model_validate(
                {
                    "标题作用": headings,
                    "句子线索": cues,
                    "同题词": subjects,
                    "换说法": paraphrases,
                    "常设数": standing,
                }
            ),
            identity=Genres.model_validate({"文种表": genres, "单位": bodies}),
            rules=rules,
            terms=tuple(term for term, _ in terms),
            patterns=tuple(pattern for pattern, _ in patterns),
            offices=offices,
            changes=changes,
            places=places,
            deadlines=deadlines,
        )
        return Loaded(
            pack=pack,
            layers=tuple(layers.layers),
            trees=self._trees,
            terms=tuple(node for _, node in terms),
            patterns=tuple(node for _, node in patterns),
            switched_off=tuple(self._off),
            notices=tuple(layers.notices),
            defined_in=layers.defined_in,
        )

    def _head(self) -> PackHead | None:
        """Joins the heads: the lowest layer says which pack it is, the others add."""
        heads = self._layers.heads
        for head in heads:
            own = {key: node for key, node in head.mapping.items() if key in _OWN}
            self._checked(PackHead, head.holding(own))
        if not heads:
            return None
        joined = heads[0]
        for over in heads[1:]:
            said = {key: node for key, node in over.mapping.items() if key not in _OWN}
            joined = lay_over(joined, over.holding(said), self._faults)
        self._trees[PackHead, heads[0].item("编号").text] = joined
        return self._checked(PackHead, joined)

    def _records(self, model: type[_R]) -> tuple[_R, ...]:
        """Returns the valid records of a kind that are in force."""
        found = []
        for name, node in self._layers.records[model].items():
            kept = in_force(node, self._faults)
            if kept is None:
                self._off.append((model, name))
                continue
            self._trees[model, name] = kept
            record = self._checked(model, kept)
            if record is not None:
                found.append(record)
        return tuple(found)

    def _terms(self) -> list[tuple[TermRule, Node]]:
        found = []
        for node in self._layers.terms:
            record = self._checked(TermRule, node)
            # A rule that is switched off takes its formulations with it.
            if record is not None and (RuleText, record.rule) not in self._off:
                found.append((record, node))
        return found

    def _patterns(self) -> list[tuple[PatternRule, Node]]:
        found = []
        rules = self._layers.records[RuleText]
        for node in self._layers.patterns:
            record = self._checked(PatternRule, node)
            if record is None or (RuleText, record.rule) in self._off:
                continue
            # The built-in patterns are tried out by its tests, not at every start.
            tried_out = node.source.layer > 0
            for path, said in checks.check_pattern(record, rules, tried_out=tried_out):
                self._faults.append(node.fault(said, path))
            found.append((record, node))
        return found

    def _checked(self, model: type[_R], node: Node) -> _R | None:
        """Validates one record; its faults are said in Chinese at their line and column."""
        try:
            record = model.model_validate(node.plain())
        except ValidationError as error:
            for path, said in messages.explain(error.errors(), model):
                new = "" if path or "缺少必填项" not in said else self._taken_for_new(model, node)
                self._faults.append(node.fault(said + new, path))
            return None
        for path, said in checks.check_record(record):
            self._faults.append(node.fault(said, path))
        return record

    def _taken_for_new(self, model: type[Record], node: Node) -> str:
        """Says that an overlay's record was taken for a new one, where a slip is likely."""
        key = KNOWN_BY.get(model, "")
        name = node.item(key).text
        lowest = self._layers.layers[0].number
        if not name or self._layers.defined_in.get((model, name), lowest) == lowest:
            return ""
        called = CALLED[model]
        known = [other for other in self._layers.records[model] if other != name]
        return (
            f"（下层词库没有“{name}”这个{called}，所以按新{called}处理；"
            f"要修改已有的{called}，“{key}”要一样{nearest(name, known)}）"
        )

    def _complete(self, elements: Sequence[Element], genres: Sequence[Genre]) -> None:
        """Adds a fault where a pack lacks what no report can be judged without."""
        if self._faults:
            return
        layers = self._layers
        top = layers.heads[-1]
        lacking = [
            *([] if layers.records[Element] else ["要素（elements 文件夹）"]),
            *([] if layers.bodies else ["单位（identity.yaml）"]),
        ]
        if lacking:
            remedy = f"如果是本地补充，请在 pack.yaml 里加一行“叠加于: {BUILT_IN}”"
            said = f"没有写“叠加于”，所以是独立的词库，还缺 {'、'.join(lacking)}；{remedy}"
        elif not elements:
            said = "要素全部停用了，没有可以检查的；请至少留一个"
        elif not checks.check_weights(elements):
            last = self._trees[Element, elements[-1].id]
            top = last.at(("分值",))
            said = "所有要素的分值都是 0，算不出得分；请至少给一个要素分值"
        elif all(genre.kind != _REPORT for genre in genres):
            said = f"文种表里没有“{_REPORT}”，什么报告都认不出来；请补上，不要停用"
        else:
            return
        self._faults.append(top.fault(said))


__all__ = ["BUILT_IN", "Layer", "Loaded", "PackFaults", "lexicons_folder", "load", "load_pack"]

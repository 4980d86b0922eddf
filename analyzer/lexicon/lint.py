"""What is unwise in a pack that is valid. Faults are found by ``load``.

Two degrees: 须改 is what makes a pack unreliable (too few examples, a word that two elements
claim); in the built-in pack, which its own tests hold to more, all is 建议. With overlays only
what they wrote is spoken of. How words are segmented is asked of callables, so that the lexicon
needs no segmenter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.lexicon.load import Loaded
from analyzer.lexicon.nodes import Fault, Node
from analyzer.lexicon.overlay import PROSE
from analyzer.lexicon.schema import (
    CueName,
    Element,
    Example,
    Indicator,
    Judgement,
    RuleText,
)
from analyzer.lexicon.values import GAP
from analyzer.model.document import Role

Cut = Callable[[str], Sequence[str]]
Longer = Callable[[str], Sequence[str]]

_ENOUGH = 3
# Terms up to this length are subject to word boundaries when a text is searched.
_SHORT = 3
_SHOWN = 6
_SEPARATORS = frozenset("，、；;,|/\\")
_HALF_WIDTH = frozenset("()[]{}<>,;:!?\"'")


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to mend or to consider, at its place."""

    fault: Fault
    refused: bool

    def __str__(self) -> str:
        # Advice can be long; only what must be mended is shown with its line.
        place, message = self.fault.place, self.fault.message
        if not self.refused:
            return f"{place} 建议：{message}"
        return f"{place} 须改：{str(self.fault).removeprefix(place).lstrip()}"


# What a check says: where, what, and whether it makes the pack unreliable.
Said = tuple[Node, str, bool]


def lint(loaded: Loaded, *, cut: Cut | None = None, longer: Longer | None = None) -> list[Remark]:
    """Returns all remarks on a pack, in the order of its files.

    Args:
        loaded: The pack with its places.
        cut: Cuts a text into words as the program will; without it nothing is said of that.
        longer: Returns common words that contain a term and that are cut as one word.
    """
    floor = max(loaded.layers[0].number, min(1, loaded.layers[-1].number))
    said = [
        *_elements(loaded, floor),
        *_claimed_twice(loaded),
        *_word_lists(loaded),
        *_rules(loaded, floor),
    ]
    if cut is not None:
        said += _segmentation(loaded, floor, cut, longer)
    remarks = {
        Remark(node.fault(message), refused and node.source.layer > 0)
        for node, message, refused in said
        if node.source.layer >= floor
    }
    return sorted(remarks)


def _trees(loaded: Loaded) -> Iterator[tuple[Element, Node]]:
    for element in loaded.pack.elements:
        yield element, loaded.trees[Element, element.id]


# -- Elements -----------------------------------------------------------------------------------


def _elements(loaded: Loaded, floor: int) -> Iterator[Said]:
    intention = _cue_words(loaded, CueName.INTENTION)
    negation = _cue_words(loaded, CueName.NEGATION)
    for element, tree in _trees(loaded):
        yield from _quotations(element, tree)
        yield from _unused(element, tree, floor)
        for number, indicator in enumerate(element.indicators):
            yield from _indicator(indicator, tree.at(("线索", number)))
        if loaded.defined_in[Element, element.id] < floor:
            continue
        place = tree.at(("例句",)) if element.examples else tree.at(("编号",))
        for message in _examples(element, intention, negation):
            yield place, message, True
        if element.judged_by is Judgement.DEED and not element.indicators and not element.home:
            yield tree.at(("编号",)), "没有写“线索”，永远判不出来；请至少写一条", True


def _cue_words(loaded: Loaded, name: CueName) -> list[str]:
    cues = loaded.pack.language.cues
    return [w for cue in cues if cue.name is name for w in cue.words if GAP not in w]


def _examples(element: Element, intention: Sequence[str], negation: Sequence[str]) -> Iterator[str]:
    """Yields what an element's examples lack to show that it can tell yes from no."""
    good = [e for e in element.examples if e.expected == "充实"]
    bad = [e for e in element.examples if e.expected == "缺失"]
    for examples, word in ((good, "充实"), (bad, "缺失")):
        if len(examples) < _ENOUGH:
            yield f"应判“{word}”的例句只有 {len(examples)} 条，至少写 {_ENOUGH} 条"
    if element.judged_by is not Judgement.DEED:
        return
    if not any("《" in e.text for e in bad):
        yield "缺一条只在文件名称里提到的例句（写在《》里），应判“缺失”"
    if not any(e.place is Role.PLAN or _has(e, intention) for e in bad):
        yield "缺一条写打算的例句（如“下一步将……”，位置: 安排），应判“缺失”"
    if not any(_has(e, negation) for e in bad):
        yield "缺一条写没有做的例句（如“尚未……”），应判“缺失”"


def _has(example: Example, words: Iterable[str]) -> bool:
    return any(word in example.text for word in words)


def _quotations(element: Element, tree: Node) -> Iterator[Said]:
    seen: set[tuple[str, str]] = set()
    for number, example in enumerate(element.examples):
        node = tree.at(("例句", number))
        if example.quote and example.quote not in example.text:
            said = f"“证据”不在“原文”里：“{example.quote}”；请从原文里一字不差地抄一段"
            yield node.at(("证据",)), said, True
        elif example.expected == "充实" and not example.quote:
            yield node, "应判“充实”的例句要写“证据”：从原文里抄出能证明它的一段", True
        elif example.expected == "缺失" and example.quote:
            yield node.at(("证据",)), "应判“缺失”的例句没有证据可写，请删去这个“证据”", True
        if (example.text, example.place) in seen:
            yield node, "这条例句写了两遍，请删去一条", False
        seen.add((example.text, example.place))


def _unused(element: Element, tree: Node, floor: int) -> Iterator[Said]:
    texts = "\n".join(e.text for e in element.examples if e.expected != "缺失")
    for node in _shown_terms(element, tree, floor):
        unused = [i.text for i in node.items if i.text.partition(GAP)[0] not in texts]
        if unused:
            said = f"这些词没有一条应判“充实”或“空泛”的例句用到：{_list(unused)}"
            yield node, said, False


def _shown_terms(element: Element, tree: Node, floor: int) -> Iterator[Node]:
    """Yields the lists 任一 of an element, with only the words of the layers spoken of."""
    for number, _ in enumerate(element.indicators):
        listed = tree.at(("线索", number)).item("任一")
        kept = [item for item in listed.items if item.source.layer >= floor]
        if kept:
            yield listed.holding(kept)


def _indicator(indicator: Indicator, tree: Node) -> Iterator[Said]:
    for number, term in enumerate(indicator.any_of):
        if len(term) == 1:
            said = f"“{term}”只有一个字，处处都会碰上；请写成词，或放到“同现”里和别的词一起用"
            yield tree.at(("任一", number)), said, True
    terms = {term for group in (indicator.any_of, *indicator.together) for term in group}
    for number, word in enumerate(indicator.excluded):
        if word in terms:
            said = f"“{word}”既是词又是排除，永远不会算；请删去一处，或把排除写得长一些"
            yield tree.at(("排除", number)), said, True


def _claimed_twice(loaded: Loaded) -> Iterator[Said]:
    """Yields words that alone show two elements: the same sentence would count for both."""
    terms = [
        (element, item)
        for element, tree in _trees(loaded)
        for number, _ in enumerate(element.indicators)
        for item in tree.at(("线索", number)).item("任一").items
    ]
    for element, item in terms:
        for other, its in terms:
            if other is element or its.text not in item.text:
                continue
            owner = f"要素 {other.id}（{other.label}）"
            if its.text != item.text:
                said = f"“{item.text}”里有{owner}的“{its.text}”，同一句也会算给它"
                yield item, f"{said}；不想这样就换个词", False
            elif its.source.layer < item.source.layer or _comes_first(other, element, loaded):
                said = f"“{item.text}”在{owner}里也有，同一句会算给两个要素"
                yield item, f"{said}；请换更具体的词，或改用“同现”", True


def _comes_first(one: Element, other: Element, loaded: Loaded) -> bool:
    elements = loaded.pack.elements
    return elements.index(one) < elements.index(other)


# -- Lists of words -----------------------------------------------------------------------------


def _word_lists(loaded: Loaded) -> Iterator[Said]:
    for tree in [*loaded.trees.values(), *loaded.terms, *loaded.patterns]:
        for key, node in _lists(tree):
            yield from _twice(node)
            if key == "任一":
                yield from _contained(node)
            for item in node.items:
                yield from _odd(item)


def _lists(node: Node, key: str = "") -> Iterator[tuple[str, Node]]:
    """Yields every list of words in a record, with its key."""
    if node.items and all(item.text for item in node.items):
        yield key, node
        return
    for item in node.items:
        yield from _lists(item, key)
    for name, inner in node.mapping.items():
        if name not in PROSE:
            yield from _lists(inner, name)


def _twice(node: Node) -> Iterator[Said]:
    seen: set[str] = set()
    for item in node.items:
        if item.text in seen:
            yield item, f"“{item.text}”在同一个列表里写了两次，请删去一个", False
        seen.add(item.text)


def _contained(node: Node) -> Iterator[Said]:
    """Yields words that are found anyway, because a shorter one stands in the same list.

    Short terms do not make longer ones superfluous: word boundaries may tear them apart.
    """
    words = [item.text for item in node.items]
    for item in node.items:
        inside = [w for w in words if len(w) > _SHORT and w != item.text and w in item.text]
        if inside:
            said = f"“{item.text}”里已经有“{inside[0]}”，写后者就够了，可以删去前者"
            yield item, said, False


def _odd(item: Node) -> Iterator[Said]:
    inner = item.text[1:-1]
    if any(ch in _SEPARATORS for ch in inner) and GAP not in item.text:
        said = f"“{item.text}”像是几个词写在了一起；列表里的词要用半角逗号“, ”分开"
        yield item, said, False
    elif any(ch in _HALF_WIDTH for ch in item.text):
        said = f"“{item.text}”里有半角标点，报告里一般是全角，可能对不上"
        yield item, said, False


# -- Rules --------------------------------------------------------------------------------------


def _rules(loaded: Loaded, floor: int) -> Iterator[Said]:
    used = {t.rule for t in loaded.pack.terms} | {p.rule for p in loaded.pack.patterns}
    for rule in loaded.pack.rules.values():
        node = loaded.trees[RuleText, rule.id]
        if not rule.good or not rule.bad:
            yield node, f"规则 {rule.id} 缺“正例”或“反例”，各写一条更容易看懂", False
        if loaded.defined_in[RuleText, rule.id] >= max(1, floor) and rule.id not in used:
            said = f"规则 {rule.id} 只有说明，没有“模式”或“用语”，不会报出任何问题；请补写模式"
            yield node, said, True
    for pattern, node in zip(loaded.pack.patterns, loaded.patterns, strict=True):
        if pattern.rule.startswith("privacy.") and not pattern.mask:
            yield node, "个人信息没有写“遮盖: 是”，会原样显示出来", True


# -- Segmentation -------------------------------------------------------------------------------


def _segmentation(loaded: Loaded, floor: int, cut: Cut, longer: Longer | None) -> Iterator[Said]:
    """Yields short terms that word boundaries may hide, or that longer words swallow."""
    for element, tree in _trees(loaded):
        yield from _torn(element, tree, cut)
        listed = [w for i in element.indicators for w in (*i.any_of, *i.excluded)]
        for node in _shown_terms(element, tree, floor):
            short = [i for i in node.items if 1 < len(i.text) <= _SHORT and GAP not in i.text]
            apart = ["/".join(cut(item.text)) for item in short if len(cut(item.text)) > 1]
            if apart:
                said = f"这些短词分词时会切开：{_list(apart)}；夹在别的词中间时可能找不到"
                yield node, f"{said}，可以写长一些，或写进 pack.yaml 的“分词用词”", False
            for item in short if longer is not None else ():
                yield from _swallowed(item, listed, longer)


def _swallowed(item: Node, listed: Sequence[str], longer: Longer | None) -> Iterator[Said]:
    words = longer(item.text) if longer is not None else ()
    # A longer word that the element itself lists is thought of already.
    other = [w for w in words if not any(word in w for word in listed if word != item.text)]
    if other:
        said = f"“{item.text}”也在常用词 {_list(other)} 里，分词时连成一个词"
        yield item, f"{said}；意思不同的请写进“排除”", False


def _torn(element: Element, tree: Node, cut: Cut) -> Iterator[Said]:
    """Yields examples in which a short term of the element cannot be found for its neighbours."""
    terms = {t for i in element.indicators for t in i.any_of if 1 < len(t) <= _SHORT}
    for number, example in enumerate(element.examples):
        if example.expected == "缺失":
            continue
        words = list(cut(example.text))
        for term in sorted(terms):
            shown = _torn_apart(example.text, term, words)
            if shown:
                said = f"这条例句里的“{term}”被切成“{shown}”，这一处找不到它"
                yield tree.at(("例句", number)), f"{said}；请改用更长的词", False


def _torn_apart(text: str, term: str, words: Sequence[str]) -> str:
    """Returns how a term is cut at its first place, where words tear it on both sides."""
    start = text.find(term)
    if start < 0:
        return ""
    end = start + len(term)
    position, around = 0, []
    for word in words:
        if position < end and position + len(word) > start:
            around.append((position, word))
        position += len(word)
    first, last = around[0], around[-1]
    torn = first[0] < start and last[0] + len(last[1]) > end and len(around) > 1
    return "/".join(word for _, word in around) if torn else ""


def _list(words: Sequence[str]) -> str:
    shown = "、".join(words[:_SHOWN])
    return shown if len(words) <= _SHOWN else f"{shown} 等 {len(words)} 个"

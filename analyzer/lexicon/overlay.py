"""One layer laid over another: an overlay (本地补充) adds, changes and switches off.

All of it happens on trees of nodes, before anything is validated, so that a fault in the joined
record is still shown at the file and line that it came from. Trees are never changed; what is
joined is made anew.

* Lists of words and of examples: what the overlay writes is added.
* ``删去词`` takes words out; ``停用: 是`` switches the record off.
* 线索 are joined by name, the lists of 同现 by position.
* 依据, 等次 and 现名 replace the standing list: half of a legal basis would be wrong.
* Everything else replaces what stands.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator

from analyzer.lexicon.nodes import Fault, Node
from analyzer.lexicon.schema import SWITCH_OFF, TAKE_OUT

_REPLACED = ("依据", "等次", "现名")
_JOINED_BY_KEY = ("适用", "充实标准", "得分率")
_JOINED_BY_PLACE = ("同现", "标题同含")
# Sentences, not words: what is taken out of the words stays in them.
PROSE = ("例句", "依据", "正例", "反例", "免除")
_DEFAULT_TERM_RULE = "term.obsolete"


def nearest(word: str, known: Iterable[str]) -> str:
    """Returns “，是不是“…”” with the likeliest known word; empty where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"，是不是“{near[0]}”" if near else ""


def lay_over(base: Node, over: Node, faults: list[Fault]) -> Node:
    """Returns a record with an overlay's keys laid over it.

    Args:
        base: The standing record.
        over: What the overlay writes of it.
        faults: Takes what cannot be carried out, such as a word to take out that is not there.
    """
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return over
    standing = _taken_out(base, over, faults)
    joined = dict(standing.mapping)
    for key, node in over.mapping.items():
        if key == TAKE_OUT:
            continue
        before = joined.get(key)
        joined[key] = node if before is None else _joined(key, before, node, faults)
    return over.holding(joined)


def _joined(key: str, before: Node, after: Node, faults: list[Fault]) -> Node:
    if key in _REPLACED:
        return after
    if key in _JOINED_BY_KEY and before.mapping and after.mapping:
        return after.holding({**before.mapping, **after.mapping})
    if not isinstance(before.value, list) or not isinstance(after.value, list):
        return after
    if key == "线索":
        return after.holding(_indicators(before.items, after.items, faults))
    if key in _JOINED_BY_PLACE:
        return _by_place(before, after, faults)
    return after.holding(_added(before.items, after.items))


def _added(before: list[Node], after: list[Node]) -> list[Node]:
    known = [node.plain() for node in before]
    return [*before, *(node for node in after if node.plain() not in known)]


def _by_place(before: Node, after: Node, faults: list[Fault]) -> Node:
    """Joins lists of lists: the first to the first, and so on; [] leaves one as it is."""
    if len(before.items) != len(after.items):
        faults.append(
            after.fault(
                f"原来有 {len(before.items)} 组，这里写了 {len(after.items)} 组；"
                "请按原来的顺序一组对一组地写，不加词的组写 []"
            )
        )
        return before
    return after.holding(
        [
            new.holding(_added(old.items, new.items)) if isinstance(new.value, list) else new
            for old, new in zip(before.items, after.items, strict=True)
        ]
    )


def _indicators(before: list[Node], after: list[Node], faults: list[Fault]) -> list[Node]:
    """Joins indicators of the same name; one of a new name is added."""
    joined = list(before)
    names = [node.item("名").text for node in before]
    for node in after:
        name = node.item("名").text
        if name in names:
            place = names.index(name)
            joined[place] = lay_over(joined[place], node, faults)
            continue
        if node.mapping.keys() & {SWITCH_OFF, TAKE_OUT}:
            said = f"这个要素没有叫“{name}”的线索{nearest(name, names)}"
            faults.append(node.fault(f"{said}；已有的是：{'、'.join(names) or '无'}", ("名",)))
            continue
        joined.append(node)
        names.append(name)
    return joined


def _taken_out(base: Node, over: Node, faults: list[Fault]) -> Node:
    """Returns the standing record without the words that the overlay takes out."""
    listed = over.mapping.get(TAKE_OUT)
    if listed is None:
        return base
    if not isinstance(listed.value, list):
        faults.append(listed.fault(f"“{TAKE_OUT}”应写成列表，例如 [词一, 词二]"))
        return base
    known = set(_words(base))
    for node in listed.items:
        if node.text not in known:
            said = f"要删去的“{node.text}”原来就没有{nearest(node.text, sorted(known))}"
            faults.append(node.fault(f"{said}；用 fazhi lexicon show 可以看原有的词"))
    return _without(base, {node.text for node in listed.items})


def _words(node: Node) -> Iterator[str]:
    for key, inner in node.mapping.items():
        if key not in PROSE:
            yield from inner.words()


def _without(node: Node, removed: Collection[str]) -> Node:
    if isinstance(node.value, list):
        kept = [item for item in node.items if item.text not in removed or not item.text]
        return node.holding([_without(item, removed) for item in kept])
    if isinstance(node.value, dict):
        return node.holding(
            {
                key: inner if key in PROSE else _without(inner, removed)
                for key, inner in node.mapping.items()
            }
        )
    return node


def in_force(record: Node, faults: list[Fault]) -> Node | None:
    """Returns a record without its switches; None where it is switched off.

    Its indicators have switches of their own.
    """
    if switched_off(record, faults):
        return None
    if not isinstance(record.value, dict):
        return record
    kept = {key: node for key, node in record.mapping.items() if key != SWITCH_OFF}
    indicators = kept.get("线索")
    if indicators is not None and indicators.items:
        in_use = (in_force(item, faults) for item in indicators.items)
        kept["线索"] = indicators.holding([item for item in in_use if item is not None])
    return record.holding(kept)


def switched_off(record: Node, faults: list[Fault]) -> bool:
    """Tells whether a record says ``停用: 是``."""
    switch = record.mapping.get(SWITCH_OFF)
    if switch is None:
        return False
    if switch.text not in ("是", "否"):
        faults.append(switch.fault(f"“{SWITCH_OFF}”只能写 是 或 否，不能写“{switch.text}”"))
    return switch.text == "是"


def lay_over_terms(standing: list[Node], over: Node, faults: list[Fault]) -> list[Node]:
    """Returns the formulations (用语) with one of an overlay laid over them.

    A formulation is known by its words, one by one: what an overlay says of a word holds, and the
    lower layers keep the rest.
    """
    rule = over.item("规则").text
    words = over.texts("用词")
    same = [node for node in standing if not rule or _rule_of(node) == rule]
    known = {word for node in same for word in node.texts("用词")}
    off = switched_off(over, faults)
    over = over.holding(_but(over, SWITCH_OFF))
    if not off and "应作" in over.mapping:
        return [*_without_words(standing, words, rule or _DEFAULT_TERM_RULE), over]
    strange = [word for word in words if word not in known]
    for word in strange:
        said = f"已有的用语里没有“{word}”{nearest(word, sorted(known))}"
        remedy = "" if off else "；新的用语还要写“应作”"
        faults.append(over.fault(said + remedy, ("用词",)))
    if not words:
        faults.append(over.fault("缺少必填项“用词”：写上要修改或停用的词"))
    if strange or not words:
        return standing
    return _without_words(standing, words, rule) if off else _changed(same, standing, over, faults)


def _rule_of(node: Node) -> str:
    return node.item("规则").text or _DEFAULT_TERM_RULE


def _without_words(records: list[Node], words: Collection[str], rule: str) -> list[Node]:
    kept = []
    for record in records:
        held = record.item("用词")
        if not rule or _rule_of(record) == rule:
            left = [node for node in held.items if node.text not in words]
            if not left:
                continue
            record = record.holding({**record.mapping, "用词": held.holding(left)})
        kept.append(record)
    return kept


def _changed(same: list[Node], standing: list[Node], over: Node, faults: list[Fault]) -> list[Node]:
    """Takes the overlay's words out of their records into ones of their own, and changes those."""
    words, rule = over.texts("用词"), over.item("规则").text
    own = []
    for record in same:
        held = record.item("用词")
        taken = [node for node in held.items if node.text in words]
        if taken:
            part = record.holding({**record.mapping, "用词": held.holding(taken)})
            own.append(lay_over(part, over.holding(_but(over, "用词")), faults))
    return [*_without_words(standing, words, rule), *own]


def _but(node: Node, key: str) -> dict[str, Node]:
    return {name: inner for name, inner in node.mapping.items() if name != key}


def lay_over_patterns(standing: list[Node], over: Node, faults: list[Fault]) -> list[Node]:
    """Returns the patterns (模式) with one of an overlay laid over them.

    Patterns are known by their rule, by what they say of a place (说明) and by themselves (正则);
    an overlay may name any of these, and means all that fit.
    """
    meant = _meant(over)
    fitting = [node for node in standing if meant(node)]
    off = switched_off(over, faults)
    over = over.holding(_but(over, SWITCH_OFF))
    if not fitting and not off and "正则" in over.mapping:
        return [*standing, over]
    if not fitting:
        rule = over.item("规则").text
        said = [n.item("说明").text for n in standing if n.item("规则").text == rule]
        rules = sorted({n.item("规则").text for n in standing})
        hint = f"，这条规则的模式是：{'、'.join(dict.fromkeys(said))}" if said else ""
        near = "" if said else nearest(rule, rules)
        faults.append(over.fault(f"没有这样的模式可以修改或停用{near}{hint}；新的模式要写“正则”"))
        return standing
    if off:
        return [node for node in standing if not meant(node)]
    return [lay_over(node, over, faults) if meant(node) else node for node in standing]


def _meant(over: Node) -> Callable[[Node], bool]:
    named = {key: over.item(key).text for key in ("规则", "说明", "正则") if over.item(key).text}
    return lambda node: all(node.item(key).text == text for key, text in named.items())

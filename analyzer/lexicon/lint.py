"""Advice on a pack that is valid but could be better. Faults are found by ``load``."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.lexicon.schema import Element, Judgement, Pack

_ENOUGH_EXAMPLES = 3


def advise(pack: Pack) -> list[str]:
    """Returns advice, one Chinese line each."""
    advice: list[str] = []
    for element in pack.elements:
        advice.extend(f"{element.id}：{said}" for said in _of_element(element))
    owners: dict[str, str] = {}
    for element in pack.elements:
        for indicator in element.indicators:
            for term in indicator.any_of:
                other = owners.setdefault(term, element.id)
                if other != element.id:
                    advice.append(f"{element.id}：“{term}”在 {other} 里也有，同一句会算给两个要素")
    return advice


def _of_element(element: Element) -> Iterator[str]:
    good = sum(example.expected != "缺失" for example in element.examples)
    bad = len(element.examples) - good
    if good < _ENOUGH_EXAMPLES or bad < _ENOUGH_EXAMPLES:
        yield f"例句太少（应判有的 {good} 条，应判缺失的 {bad} 条），各写 {_ENOUGH_EXAMPLES} 条以上更可靠"
    if element.judged_by is Judgement.DEED and not element.indicators:
        yield "没有写线索，永远判不出来"
    for indicator in element.indicators:
        for term in indicator.any_of:
            if len(term) == 1:
                yield f"线索“{indicator.name}”里的“{term}”只有一个字，容易误判"
        covered = {
            longer: shorter
            for longer in indicator.any_of
            for shorter in indicator.any_of
            if shorter != longer and shorter in longer
        }
        for longer, shorter in covered.items():
            if len(longer) - len(shorter) <= 1:
                yield f"线索“{indicator.name}”里的“{longer}”已经被“{shorter}”包含，可以删去"
        for excluded in indicator.excluded:
            terms = (*indicator.any_of, *(t for group in indicator.together for t in group))
            if excluded in terms:
                yield f"线索“{indicator.name}”里的“{excluded}”既是词又是排除，永远不会算"

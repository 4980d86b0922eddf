"""Headings whose numbers have the wrong style or break the sequence.

Source: GB/T 9704—2012, 7.3.3: 一、（一）1.（1） in this order. Styles that a report uses throughout
and that skip a level (一、 over 1.) are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.model.document import NumberStyle, Section

_ORDER = tuple(NumberStyle)


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A heading whose number does not fit: where, and what was expected."""

    start: int
    end: int
    kind: str
    message: str


def numbering_faults(sections: Sequence[Section]) -> list[NumberFault]:
    """Returns the headings whose number has the wrong style or breaks the sequence."""
    groups: dict[int, list[Section]] = {}
    for section in sections:
        if section.style is not NumberStyle.NONE:
            groups.setdefault(section.parent, []).append(section)
    continued = _continued(groups)
    faults: list[NumberFault] = []
    for parent, siblings in groups.items():
        faults.extend(_style_faults(siblings))
        if parent not in continued:
            # 答：一、…… holds the first number as a run-in heading does.
            above = sections[parent] if parent >= 0 else None
            run_in = above is not None and (above.run_in or above.title.endswith(("？", "?")))
            faults.extend(_sequence_faults(siblings, run_in=run_in))
    return sorted(faults, key=lambda fault: fault.start)


def _fault(section: Section, kind: str, message: str) -> NumberFault:
    start = section.heading.start
    return NumberFault(start, start + len(section.number), kind, message)


def _style_faults(siblings: Sequence[Section]) -> list[NumberFault]:
    found: list[NumberFault] = []
    styles = [section.style for section in siblings]
    main = max(set(styles), key=lambda style: (styles.count(style), -_ORDER.index(style)))
    top = siblings[0].level == 1
    if top and main is NumberStyle.ARABIC and NumberStyle.CHINESE in styles:
        main = NumberStyle.CHINESE
    plain = [s for s in siblings if top and s.style is NumberStyle.ARABIC and not s.run_in]
    if plain and main is NumberStyle.ARABIC:
        # All of them are wrong in the same way: one fault, at the first.
        found.append(_fault(
            plain[0], "style",
            f"一级标题用了“{plain[0].number}”等阿拉伯数字，共{len(plain)}处，应作“一、”",
        ))  # fmt: skip
    found.extend(
        _fault(s, "style", f"“{s.number}”与同级标题的序号“{main}”不一致")
        for s in siblings
        if s.style is not main
    )
    marked = [s for s in siblings if s.style is main and not _well_marked(s)]
    if marked:
        many = f"等{len(marked)}处" if len(marked) > 1 else ""
        found.append(_fault(marked[0], "style", f"序号“{marked[0].number}”{many}的标点不合规范"))
    return found


def _well_marked(section: Section) -> bool:
    """Tells whether the punctuation of a number is that of the standard, or usual and harmless."""
    last = section.number[-1]
    if section.style is NumberStyle.CHINESE:
        return last == "、"
    if section.style in (NumberStyle.CHINESE_BRACKET, NumberStyle.ARABIC_BRACKET):
        return last != "、"
    return True


def _continued(groups: dict[int, list[Section]]) -> set[int]:
    """Returns the parents whose children count on from one chapter to the next.

    It is a style of its own: （一）（二） under 一、 and （三）（四） under 二、.
    """
    by_style: dict[NumberStyle, list[int]] = {}
    for parent, siblings in groups.items():
        if parent >= 0:
            by_style.setdefault(siblings[0].style, []).append(parent)
    found: set[int] = set()
    for parents in by_style.values():
        chapters = [[section.ordinal for section in groups[parent]] for parent in parents]
        flat = [ordinal for chapter in chapters for ordinal in chapter]
        if len(chapters) > 1 and flat == list(range(1, len(flat) + 1)):
            found.update(parents)
    return found


def _sequence_faults(siblings: Sequence[Section], *, run_in: bool) -> list[NumberFault]:
    """Returns the breaks in the count of one group of headings.

    Args:
        siblings: Headings under the same heading, in order.
        run_in: Whether the first of them may stand inside the paragraph of that heading.
    """
    found: list[NumberFault] = []
    last = 0
    fitting = {1, 2} if run_in else {1}
    for section in siblings:
        ordinal = section.ordinal
        # 一是 goes on inside paragraphs, where the tree does not see it.
        if not ordinal or section.style is NumberStyle.NTH:
            continue
        if ordinal in fitting:
            fitting = {ordinal + 1}
        elif ordinal == 1 and last > 1 and section.style is not NumberStyle.CHINESE:
            # A list that starts again at 1 is a new list, not a fault.
            fitting = {2}
        else:
            expected = min(fitting)
            word = "重复" if ordinal < expected else "跳号"
            found.append(_fault(
                section, "sequence", f"序号“{section.number}”{word}，按顺序应为第 {expected} 个",
            ))  # fmt: skip
            # What follows may count on from here, or as if this one had been right.
            fitting = {ordinal + 1, expected + 1}
        last = ordinal
    return found

"""How headings nest: the rank of each one, and the tree of sections.

Source of the order of number styles: GB/T 9704—2012, 7.3.3. Authors who use another order, or
miscount, are followed where their own numbers show what they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.model.document import NumberStyle, Paragraph, Section
from analyzer.model.text import Span
from analyzer.structure.numbers import Numbered

# ① stands below （1） where a report uses both, 1.1 below 1.
_RANK = {
    "part": 0.0,
    "han": 1.0,
    "hanb": 2.0,
    "arab": 3.0,
    "deep": 3.5,
    "arabb": 4.0,
    "circle": 4.5,
    "nth": 5.0,
}
# A question heads everything that is numbered in its answer.
QUESTION_RANK = -0.5
_UNNUMBERED_RANK = 6.0
_TOP, _BRACKET = _RANK["han"], _RANK["hanb"]


class Line(NamedTuple):
    """A paragraph that opens a section.

    Attributes:
        number: Where its number stands; empty without one.
        title: Where its title stands; empty where the number only counts a point.
        run_in: Whether text follows in the same paragraph.
        styled_level: The heading level that the file gives it; 0 for none.
        rank: Order of its number style, outermost first; 0 without a number.
    """

    paragraph: Paragraph
    style: NumberStyle
    ordinal: int
    number: Span
    title: Span
    run_in: bool
    styled_level: int
    rank: float


def rank_of(number: Numbered) -> float:
    """Returns where a number style stands in the order of GB/T 9704."""
    return _RANK[number.kind]


def build_sections(lines: Sequence[Line], text: str, end: int) -> tuple[Section, ...]:
    """Nests the headings into sections that cover the text from the first heading on.

    Args:
        lines: The headings in order.
        text: The whole text.
        end: Where the last section ends.
    """
    ranks = ranks_of(lines)
    depths: list[int] = []
    ends = [end] * len(lines)
    parents: list[int] = []
    stack: list[int] = []
    for index, line in enumerate(lines):
        while stack and ranks[stack[-1]] >= ranks[index]:
            ends[stack.pop()] = line.paragraph.start
        depths.append(len(stack) + 1)
        parents.append(stack[-1] if stack else -1)
        stack.append(index)
    return tuple(
        Section(
            level=depths[index],
            style=line.style,
            ordinal=line.ordinal,
            number=line.number.of(text),
            title=line.title.of(text),
            heading=Span(
                line.number.start if line.number.end > line.number.start else line.title.start,
                max(line.title.end, line.number.end),
            ),
            start=line.paragraph.start,
            end=ends[index],
            parent=parents[index],
            run_in=line.run_in,
        )
        for index, line in enumerate(lines)
    )


def ranks_of(lines: Sequence[Line]) -> list[float]:
    """Returns the rank of each heading: what its number says, corrected by what its order shows."""
    ranks = [line.rank for line in lines]
    promoted = _promoted(lines, _TOP)
    promoted |= {index: rank for index, rank in _promoted(lines, _BRACKET).items()
                 if index not in promoted}  # fmt: skip
    order = _order_of_styles(lines, promoted)
    ranks = [promoted.get(index, order.get(rank, rank)) for index, rank in enumerate(ranks)]
    _rank_unnumbered(lines, ranks, promoted)
    return ranks


def _promoted(lines: Sequence[Line], target: float) -> dict[int, float]:
    """Returns the headings that stand where a number of the style of rank ``target`` belongs.

    A ``1、`` before ``二、`` is first-level for every reader, whatever its style says.
    """
    found: dict[int, float] = {}
    last, pending = 0, list[int]()
    previous: Line | None = None
    for index, line in enumerate(lines):
        if line.style is NumberStyle.NONE or line.rank > target:
            pending.append(index)
            continue
        if line.rank < target:
            found |= _gap(lines, pending, last, None, previous, target)
            last, previous = 0, None
        else:
            found |= _gap(lines, pending, last, line.ordinal, previous, target)
            last, previous = line.ordinal, line
        pending = []
    return found | _gap(lines, pending, last, None, previous, target)


def _gap(
    lines: Sequence[Line],
    pending: Sequence[int],
    last: int,
    following: int | None,
    previous: Line | None,
    target: float,
) -> dict[int, float]:
    """Returns which of the headings between two of one style fill the gap in their numbers."""
    by_rank: dict[float, list[int]] = {}
    for index in pending:
        if lines[index].style is not NumberStyle.NTH:
            by_rank.setdefault(lines[index].rank, []).append(index)
    if following is None:
        # After the last of a style, one heading that counts on from it.
        if previous is None or previous.run_in:
            return {}
        for indexes in by_rank.values():
            only = lines[indexes[0]]
            if len(indexes) == 1 and only.ordinal == last + 1 and last and not only.run_in:
                return {indexes[0]: target}
        return {}
    wanted = list(range(last + 1, following))
    if not wanted or following <= last:
        return {}
    for rank, indexes in by_rank.items():
        numbered = rank > 0 and [lines[i].ordinal for i in indexes] == wanted
        unnumbered = rank == 0 and len(indexes) == len(wanted) == 1 and last > 0
        if numbered or unnumbered:
            return dict.fromkeys(indexes, target)
    return {}


def _order_of_styles(lines: Sequence[Line], promoted: dict[int, float]) -> dict[float, float]:
    """Returns the rank that each style really has in this report.

    Where （一） starts again under every 1., it is the author's second level, not the first.
    """
    first: dict[float, int] = {}
    ones: Counter[float] = Counter()
    for index, line in enumerate(lines):
        if line.style is NumberStyle.NONE or index in promoted:
            continue
        first.setdefault(line.rank, index)
        ones[line.rank] += line.ordinal == 1
    order = sorted(first)
    for position in range(len(order) - 1):
        high, low = order[position], order[position + 1]
        if first[low] < first[high] and ones[high] > ones[low] > 0:
            order[position], order[position + 1] = low, high
    return dict(zip(order, sorted(first), strict=True))


def _rank_unnumbered(lines: Sequence[Line], ranks: list[float], promoted: dict[int, float]) -> None:
    """Gives headings without a number the rank that what follows them shows."""
    plain = [
        i
        for i, line in enumerate(lines)
        if line.style is NumberStyle.NONE and i not in promoted and line.rank >= 0
    ]
    known: dict[int, float] = {}
    for index in reversed(plain):
        after = index + 1
        if after >= len(lines):
            continue
        if lines[after].style is not NumberStyle.NONE and lines[after].ordinal == 1:
            known[index] = ranks[after] - 0.4
        elif after in known and _adjoin(lines[index], lines[after]):
            known[index] = known[after] - 0.2
    by_level: dict[int, float] = {}
    for index in plain:
        level = lines[index].styled_level
        if level:
            by_level[level] = min(by_level.get(level, level), known.get(index, level))
    usual = next((known[i] for i in plain if i in known and not lines[i].styled_level), None)
    for index in plain:
        level = lines[index].styled_level
        if level:
            ranks[index] = by_level[level]
        else:
            usual = known.get(index, usual)
            ranks[index] = _UNNUMBERED_RANK if usual is None else usual


def _adjoin(first: Line, second: Line) -> bool:
    return second.paragraph.number == first.paragraph.number + 1

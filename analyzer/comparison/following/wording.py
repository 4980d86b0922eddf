"""What two passages have in common: pairs of characters, other ways of saying it, names, order.

A plan is a few dozen characters, a deed that carries it out often uses quite others. Each pair of
characters of the plan counts by its rarity, and is found again whole, through a word that means the
same (换说法), or by its single characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.comparison.following.background import Background, is_han, pairs_of

_NAMED = re.compile(r"《([^《》]{3,60})》|“([^“”]{2,20})”")
# What only opens a plan or joins its parts says nothing of its matter.
_EMPTY = re.compile(
    r"下一步|明年|来年|今年|年内|年底前|全年|进一步|不断|继续|切实|认真|积极|力争|开展|组织|推动|推进|不少于|各[一二两]"
)


class Pair(NamedTuple):
    """A pair of characters: where it stands, and how much it says, 0 to 1."""

    at: int
    pair: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A passage made ready to be compared.

    Attributes:
        text: Its characters.
        pairs: Its pairs of Chinese characters.
        known: The same, as a set.
        chars: Its characters, as a set.
        matters: By the number of each matter (换说法), where its words stand.
        named: What it calls by name: titles of documents, words in quotation marks.
        weight: The sum of the weights of its pairs.
    """

    text: str
    pairs: tuple[Pair, ...]
    known: frozenset[str]
    chars: frozenset[str]
    matters: dict[int, list[tuple[int, int]]]
    named: frozenset[str]
    weight: float


class Covered(NamedTuple):
    """How much of a plan a passage says, each as a share of the plan's weight, 0 to 1.

    Attributes:
        whole: In the same pairs of characters.
        otherwise: Beyond that, in words that mean the same.
        single: Beyond both, in single characters.
    """

    whole: float
    otherwise: float
    single: float

    @property
    def all(self) -> float:
        """All ways together; what is said otherwise counts less."""
        return self.whole + 0.7 * self.otherwise + 0.3 * self.single


class Wording:
    """Makes passages ready and compares them.

    Args:
        matters: Words for each matter, those that say the same together.
        background: How rare pairs of characters are.
    """

    def __init__(self, matters: Sequence[Sequence[str]], background: Background) -> None:
        self._background = background
        owners: dict[str, list[int]] = {}
        for number, words in enumerate(matters):
            for word in words:
                owners.setdefault(word, []).append(number)
        self._owners = owners
        longest_first = sorted(owners, key=lambda word: (-len(word), word))
        self._words = (
            re.compile("(?=(" + "|".join(map(re.escape, longest_first)) + "))")
            if owners
            else re.compile(r"(?!)")
        )

    def read(self, text: str) -> Said:
        """Returns a passage made ready."""
        empty = {at for match in _EMPTY.finditer(text) for at in range(match.start(), match.end())}
        pairs = tuple(
            Pair(at, pair, self._background.rarity(pair) ** 2)
            for at, pair in pairs_of(text)
            if at not in empty
        )
        matters: dict[int, list[tuple[int, int]]] = {}
        for match in self._words.finditer(text):
            for number in self._owners[match[1]]:
                matters.setdefault(number, []).append(match.span(1))
        return Said(
            text=text,
            pairs=pairs,
            known=frozenset(pair for _, pair in pairs_of(text)),
            chars=frozenset(ch for ch in text if is_han(ch)),
            matters=matters,
            named=frozenset(one or other for one, other in _NAMED.findall(text)),
            weight=sum(pair.weight for pair in pairs),
        )


def covered(plan: Said, passage: Said) -> Covered:
    """Returns how much of a plan a passage says."""
    if not plan.weight:
        return Covered(0.0, 0.0, 0.0)
    spans = [
        span for number, places in plan.matters.items() if number in passage.matters
        for span in places
    ]  # fmt: skip
    whole = otherwise = single = 0.0
    for at, pair, weight in plan.pairs:
        if pair in passage.known:
            whole += weight
        elif any(start <= at < end for start, end in spans):
            otherwise += weight
        else:
            single += weight * len(passage.chars & set(pair)) / 2
    total = plan.weight
    return Covered(whole / total, otherwise / total, single / total)

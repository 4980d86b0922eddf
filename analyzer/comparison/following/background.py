"""How common words are in reports: what two texts share says the more, the rarer it is.

The table that comes with the program counts pairs of Chinese characters over the sentences of the
corpus (``analyzer.evaluation.following.background``). It holds no text, only counts.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyzer.errors import FazhiError

BUILT_IN = Path(__file__).with_name("background.json")
# Pairs in fewer sentences than these are all equally rare.
LEAST = 5
FORMAT = 1


class DamagedTable(FazhiError):
    """A file that following across years needs is missing or damaged; it must be replaced."""

    default_code = "following"


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """In how many sentences pairs of characters stand.

    Attributes:
        sentences: How many were counted.
        pairs: The pairs in at least ``LEAST`` of them.
    """

    sentences: int
    pairs: Mapping[str, int]

    def rarity(self, pair: str) -> float:
        """Returns how much a pair says, 0 to 1: the logarithm of its rarity, 1 for the rarest."""
        count = self.pairs.get(pair, LEAST - 1)
        return math.log(self.sentences / count) / math.log(self.sentences / (LEAST - 1))


def learn(sentences: Iterable[str]) -> Background:
    """Returns the counts over sentences; the same sentences give the same table."""
    counts: Counter[str] = Counter()
    number = 0
    for sentence in sentences:
        number += 1
        counts.update({pair for _, pair in pairs_of(sentence)})
    kept = {pair: count for pair, count in sorted(counts.items()) if count >= LEAST}
    return Background(max(number, 2 * LEAST), kept)


def pairs_of(text: str) -> list[tuple[int, str]]:
    """Returns the pairs of neighbouring Chinese characters with the offset of each."""
    return [
        (at, text[at : at + 2])
        for at in range(len(text) - 1)
        if is_han(text[at]) and is_han(text[at + 1])
    ]


def is_han(ch: str) -> bool:
    """Tells whether a character is a Chinese one."""
    return "\u4e00" <= ch <= "\u9fff"


def dumps(background: Background) -> str:
    """Returns the file of a table: the same table gives the same text."""
    by_count: dict[int, list[str]] = {}
    for pair, count in background.pairs.items():
        by_count.setdefault(count, []).append(pair)
    pairs = {str(count): "".join(sorted(by_count[count])) for count in sorted(by_count)}
    value = {"format": FORMAT, "sentences": background.sentences, "pairs": pairs}
    return json.dumps(value, ensure_ascii=False, indent=0) + "\n"


def read_background(path: Path) -> Background:
    """Returns the table in a file.

    Raises:
        DamagedTable: There is no such file, or it is not whole, or it is of another version.
    """
    try:
        value = json.loads(path.read_text("utf-8"))
        if value["format"] != FORMAT or value["sentences"] < LEAST:
            raise ValueError("another format")
        pairs = {
            joined[at : at + 2]: int(count)
            for count, joined in value["pairs"].items()
            for at in range(0, len(joined), 2)
        }
        return Background(int(value["sentences"]), pairs)
    except Exception as error:
        # Changed bytes make the parser raise whatever they happen to mean.
        raise damaged(path) from error


@lru_cache(maxsize=1)
def built_in() -> Background:
    """Returns the table that comes with the program; it is read once."""
    return read_background(BUILT_IN)


def damaged(path: Path) -> DamagedTable:
    """Returns the error for a file of this package that cannot be used."""
    return DamagedTable(
        "跨年度比较用的数据文件找不到，或者已经损坏",
        remedy="请重新安装本程序",
        source=str(path),
    )

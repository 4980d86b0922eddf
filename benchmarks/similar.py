"""How finding copies grows from 1,000 to 10,000 reports, against all-pairs TF-IDF."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from _measure import ROOT, against

SIZES = (1000, 3000, 10_000)
BASELINE_SIZES = (1000, 3000)
MOST_MEMORY = 1000
# Time per report at the largest size over that at the smallest: "close to linear".
MOST_GROWTH = 1.5
_SENTENCES = 30
_REPLACED = 0.6
_COPIERS = 0.3


class Planted(NamedTuple):
    """A copied passage: ``earlier`` of report ``source`` stands as ``quote`` in report ``report``."""

    report: int
    quote: str
    source: int
    earlier: str


class Generator:
    """Makes reports that share little but what was planted in them.

    Sentences of the corpus, most words of each replaced by others of the corpus, so that phrases
    repeat by chance as they do in life; every third report takes two to four sentences from an
    earlier one of another body, with other figures.
    """

    def __init__(self, seed: int) -> None:
        import rjieba

        self._random = Random(seed)
        texts = [
            path.read_text("utf-8")
            for part in ("train", "dev")
            for path in sorted((ROOT / "corpus" / part / "reports").glob("*.txt"))
        ]
        self._sentences = [
            rjieba.cut(sentence + "。")
            for text in texts
            for line in text.split("\n")
            for sentence in line.split("。")
            if 15 < len(sentence) < 120
        ]
        words = {word for sentence in self._sentences for word in sentence if _replaceable(word)}
        self._words: dict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            self._words[len(word)].append(word)
        self.planted: list[Planted] = []
        # Of each report, which sentences it has, by where they were first written.
        self.origins: list[list[int]] = []

    def sentence(self) -> str:
        choice = self._random
        return "".join(
            choice.choice(self._words[len(word)])
            if _replaceable(word) and choice.random() < _REPLACED
            else word
            for word in choice.choice(self._sentences)
        )

    def reports(self, count: int) -> Iterator[tuple[str, str]]:
        """Yields bodies and texts."""
        bodies: list[list[str]] = []
        for number in range(count):
            sentences = [self.sentence() for _ in range(_SENTENCES)]
            origins = list(range(number * _SENTENCES, (number + 1) * _SENTENCES))
            if number and self._random.random() < _COPIERS:
                source = self._random.randrange(number)
                length = self._random.randint(2, 4)
                at = self._random.randrange(_SENTENCES - length)
                taken = bodies[source][at : at + length]
                changed = [self._refigured(sentence) for sentence in taken]
                sentences[at : at + length] = changed
                origins[at : at + length] = self.origins[source][at : at + length]
                planted = Planted(number, "".join(changed), source, "".join(taken))
                self.planted.append(planted)
            bodies.append(sentences)
            self.origins.append(origins)
            yield f"{self._place(number)}县水利局", "\n".join(sentences)

    def _refigured(self, sentence: str) -> str:
        return "".join(
            str(self._random.randrange(1, 10)) if c in "0123456789" else c for c in sentence
        )

    def _place(self, number: int) -> str:
        return "".join(chr(0x5000 + 3 * digit) for digit in (number // 100, number % 100))


def _replaceable(word: str) -> bool:
    return word.isalpha() and not word.isascii()


def find(count: int) -> dict[str, float]:
    """Returns the figures of one size, measured in this process."""
    from analyzer.comparison.copying.find import find_copies
    from analyzer.comparison.submissions import Submissions
    from analyzer.lexicon.load import load_pack
    from analyzer.model.record import Record

    generator = Generator(count)
    records = [
        Record(
            source=str(number),
            text=text,
            report={"issuer": body, "reporting_year": 2024, "level": None, "elements": []},
            told=(),
        )
        for number, (body, text) in enumerate(generator.reports(count))
    ]
    # Loaded once however many reports there are.
    pack = load_pack()
    find_copies(records[:20], Submissions(records[:20], pack))
    began = time.perf_counter()
    copying = find_copies(records, Submissions(records, pack))
    seconds = time.perf_counter() - began
    sides = {(p.a.report, p.b.report): p for p in copying.passages}
    sides |= {(b, a): p for (a, b), p in sides.items()}
    met = [pair for pair in generator.planted if (pair.report, pair.source) in sides]
    origins = [frozenset(several) for several in generator.origins]
    others = sum(not origins[p.a.report] & origins[p.b.report] for p in copying.passages)
    return {
        "characters": sum(len(record.text) for record in records),
        "seconds": seconds,
        "megabytes": _peak(),
        "planted": len(generator.planted),
        "met": len(met),
        "others": others,
    }


def baseline(count: int) -> dict[str, float]:
    """Returns the figures of all-pairs TF-IDF over whole reports, in this process."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [text for _, text in Generator(count).reports(count)]
    began = time.perf_counter()
    matrix = TfidfVectorizer(analyzer="char", ngram_range=(3, 5), dtype=np.float32).fit_transform(
        texts
    )
    likeness = matrix @ matrix.T
    (likeness > 0.1).nnz  # noqa: B018
    return {"seconds": time.perf_counter() - began, "megabytes": _peak()}


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def measured(what: str, count: int) -> dict[str, float]:
    """Returns the figures of one size from a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--only", what, str(count)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(told.stdout)
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="找相同段落的耗时和内存怎样随份数增长")
    parser.add_argument("--only", nargs=2, metavar=("什么", "份数"), help=argparse.SUPPRESS)
    parser.add_argument("--most", type=int, default=SIZES[-1], metavar="份数", help="最多几份")
    told = parser.parse_args(arguments)
    if told.only:
        what, count = told.only
        print(json.dumps((baseline if what == "tfidf" else find)(int(count))))
        return
    print("互不相干的报告（由语料换词生成），三成各从别家抄二至四句、换掉数字")
    each = []
    for count in SIZES:
        if count > told.most:
            continue
        f = measured("find", count)
        each.append(f["seconds"] / count)
        print(
            f"  {count:6d} 份　{f['characters'] / 1e6:5.1f} 百万字　{f['seconds']:6.1f} 秒"
            f"（{1000 * each[-1]:.2f} 毫秒/份）　内存峰值 {f['megabytes']:.0f} MB　"
            f"抄的 {f['planted']:.0f} 处找到 {f['met']:.0f} 处，误报 {f['others']:.0f} 处"
        )
    print(
        f"每份耗时，最多的一次是最少的一次的 {each[-1] / each[0]:.2f} 倍；{against(each[-1] / each[0], MOST_GROWTH)}"
    )
    print(f"内存峰值 {f['megabytes']:.0f} MB；{against(f['megabytes'], MOST_MEMORY, ' MB')}")
    print("参照：scikit-learn TF-IDF（3—5 字）整份两两比，只知道哪两份像，不知道哪一段")
    for count in BASELINE_SIZES:
        if count > told.most:
            continue
        f = measured("tfidf", count)
        print(
            f"  {count:6d} 份　{f['seconds']:6.1f} 秒（{1000 * f['seconds'] / count:.2f} 毫秒/份）　内存峰值 {f['megabytes']:.0f} MB"
        )


if __name__ == "__main__":
    main()

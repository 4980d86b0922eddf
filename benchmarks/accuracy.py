"""Agreement with the labels of one part of the corpus, against a counter of the same words."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from _measure import ROOT

from analyzer.errors import UsageError
from analyzer.evaluation.corpus import read_parts
from analyzer.evaluation.evaluate import evaluate
from analyzer.evaluation.figures import Figures, measure
from analyzer.evaluation.observation.observe import count_statuses
from analyzer.evaluation.sampling import Estimate, Tally
from analyzer.evaluation.wording import FIELD, interval, number
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import CueName, Element, Judgement, Pack
from analyzer.model.report import Status
from analyzer.output.layout import columns

SEED = 0
_NAME = 18
# Elements without terms of their own are known by the words for what their sentences do.
_CUES = {
    Judgement.OVERALL: CueName.PAST,
    Judgement.SHORTCOMING: CueName.SHORTCOMING,
    Judgement.CAUSE: CueName.CAUSE,
    Judgement.PLAN: CueName.INTENTION,
}


class WordCounter:
    """Counts the pack's own words: two places are substantive, one is a mention, none is missing."""

    def __init__(self, pack: Pack) -> None:
        self._words = {
            element.id: re.compile(
                "|".join(
                    re.escape(word).replace("…", "[^，。；]{1,24}?")
                    for word in sorted(set(_words(element, pack)), key=len, reverse=True)
                )
            )
            for element in pack.elements
        }

    def statuses(self, text: str) -> dict[str, Status]:
        """Returns the status of each element."""
        order = (Status.MISSING, Status.MENTIONED, Status.SUBSTANTIVE)
        return {
            element: order[min(2, len(words.findall(text)))]
            for element, words in self._words.items()
        }


def _words(element: Element, pack: Pack) -> Iterator[str]:
    yield from element.headings
    for indicator in element.indicators:
        yield from indicator.any_of
        for group in indicator.together:
            yield from group
    for cue in pack.language.cues:
        if cue.name is _CUES.get(element.judged_by):
            yield from cue.words


def told(name: str, estimate: Estimate, reference: Estimate | None = None) -> str:
    """Returns a line: a figure with its interval, and the counter's where it has one."""
    line = (
        f"  {name}{' ' * (_NAME - columns(name))}{number(estimate.value)}（{interval(estimate)}）"
    )
    if reference is not None:
        line += f"　　数词 {number(reference.value)}（{interval(reference)}）"
    return line


def lines(found: Figures, counted: Figures) -> Iterator[str]:
    """Yields the figures of the program beside those of the counter."""
    for name, of in (("缺项", "gaps"), ("空泛或缺失", "hollow_or_missing")):
        for share, said in (("precision", "精确率"), ("recall", "召回率"), ("f1", "F1")):
            mine, reference = (
                getattr(getattr(figures.verdicts, of), share) for figures in (found, counted)
            )
            yield told(f"{name}{said}", mine, reference)
    yield told("三类一致率", found.verdicts.agreement, counted.verdicts.agreement)
    yield told("kappa", found.verdicts.kappa, counted.verdicts.kappa)
    yield told("证据相合", found.verdicts.evidence)
    for field, said in FIELD.items():
        yield told(said, getattr(found.identity, field))
    yield told("不足F1", found.items.shortcomings.f1)
    yield told("安排F1", found.items.plan.f1)
    yield told("写没写原因", found.items.cause)
    yield told("不足与安排对应F1", found.items.links.f1)
    yield told("问题F1", found.findings.all.f1)


def main() -> None:
    parser = argparse.ArgumentParser(description="与标注一致的程度，只打印数字", add_help=False)
    group = parser.add_argument_group("参数")
    group.add_argument(
        "part", nargs="?", default="dev", metavar="部分", help="语料的哪一部分，默认 dev"
    )
    group.add_argument("-h", "--help", action="help", help="显示这段帮助")
    part = parser.parse_args().part
    try:
        parts = read_parts(Path(ROOT / "corpus"), [part])
    except UsageError as error:
        parser.exit(2, f"{error}\n")
    pack = load_pack()
    found = evaluate(parts, [], pack, mutations=0, seed=SEED, jobs=1, advance=lambda: None).whole

    counter = WordCounter(pack)
    tallies: list[Tally] = []
    for report in parts[0].reports:
        tallies.append(Counter())
        if report.label.is_report:
            count_statuses(report.label, counter.statuses(report.text), tallies[-1])
    counted = measure(tallies, [element.id for element in pack.elements], seed=SEED)
    reports = sum(report.label.is_report for report in parts[0].reports)
    print(
        f"{part}：{found.reports} 份，其中年度报告 {reports} 份；括号里是对报告重新抽样的 95% 区间"
    )
    print("参照“数词”：只数同一个词库里的词，两处以上算充实，一处算空泛，没有算缺失")
    print("\n".join(lines(found, counted)))


if __name__ == "__main__":
    main()

"""Lexicon alone, second reader alone, both: agreement with the labels on pens held out."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from _measure import ROOT

from analyzer.evaluation.figures import GAPS, HOLLOW_OR_MISSING
from analyzer.evaluation.labels import read_corpus
from analyzer.evaluation.reading.crossing import Held, flags, held_out, reports_of
from analyzer.evaluation.reading.fit import Training
from analyzer.evaluation.reading.lessons import Kind, of_report, read_lessons
from analyzer.evaluation.reading.train import SEED, unseen
from analyzer.evaluation.sampling import RESAMPLES, Estimate, Sample, Tally
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Status
from analyzer.pipeline import Analyzer
from analyzer.reader.model import built_in
from analyzer.reader.read import SecondReader
from analyzer.scoring import fills_gap

# From the best to the worst.
ORDER = tuple(Status)
Verdicts = Callable[[Held], dict[str, Status]]


def cross_validated(corpus: Path, pack: Pack) -> list[Held]:
    """Returns the texts of a corpus; neither reader nor thresholds have seen their pens."""
    lessons, _ = read_lessons(corpus)
    return unseen(held_out(Training(lessons, seed=SEED)), pack)


def as_shipped(folder: Path) -> list[Held]:
    """Returns the reports of one corpus as the model that comes with the program sees them."""
    analyzer, model = Analyzer(reader=False), built_in()
    reader = SecondReader(model)
    lessons = [
        of_report(report, analyzer, model.head.elements)
        for report in read_corpus(folder)
        if report.label.is_report
    ]
    return [Held(lesson, 0, reader.read(lesson.document)) for lesson in lessons]


def by_lexicon(report: Held) -> dict[str, Status]:
    return {element.id: element.status for element in report.lesson.result.elements}


def by_reader(report: Held) -> dict[str, Status]:
    return {id_: report.opinions.status(id_) for id_ in report.opinions.elements}


def gaps_filled(pack: Pack) -> Verdicts:
    def told(report: Held) -> dict[str, Status]:
        filled = {
            flag.element: flag.contradiction.reader.status
            for flag in flags([report], pack)
            if fills_gap(flag.contradiction, pack.element(flag.element))
        }
        return by_lexicon(report) | filled

    return told


def by_the_lower(pack: Pack) -> Verdicts:
    def told(report: Held) -> dict[str, Status]:
        contradictions = {
            flag.element: flag.contradiction.reader.status for flag in flags([report], pack)
        }
        lexicon = by_lexicon(report)
        return lexicon | {
            id_: max(status, lexicon[id_], key=ORDER.index)
            for id_, status in contradictions.items()
        }

    return told


def settled(pack: Pack) -> Verdicts:
    def told(report: Held) -> dict[str, Status]:
        looked_at = {flag.element for flag in flags([report], pack)}
        return by_lexicon(report) | {id_: report.status(id_) for id_ in looked_at}

    return told


def tally(report: Held, told: Verdicts) -> Tally:
    """Returns how often each label met each verdict in one report."""
    return Counter((report.status(id_), status) for id_, status in told(report).items())


def figures(held: Sequence[Held], told: Verdicts) -> tuple[Estimate, ...]:
    """Returns kappa, and F1 of gaps: missing alone, and hollow or missing."""
    sample = Sample([tally(report, told) for report in held], seed=SEED)
    table = np.array([[sample.count(a, b) for b in Status] for a in Status])

    def f1(gaps: tuple[Status, ...]) -> Estimate:
        cells = {(a, b): (a in gaps, b in gaps) for a in Status for b in Status}
        right, false, missed = (
            sum((sample.count(*cell) for cell, met in cells.items() if met == wanted), start=zero)
            for wanted in ((True, True), (False, True), (True, False))
        )
        return sample.detection(right, false, missed).f1

    zero = np.zeros(table.shape[-1])
    return sample.kappa(table), f1(GAPS), f1(HOLLOW_OR_MISSING)


def shown(estimate: Estimate) -> str:
    return f"{estimate.value:.3f}（{estimate.low:.3f}—{estimate.high:.3f}）"


def print_policies(held: Sequence[Held], pack: Pack) -> None:
    print("判法　　　　　　　　　　　kappa　　　　　　　　 缺项 F1　　　　　　　 缺项或空泛 F1")
    for name, told in (
        ("词库　　　　　　　　　　", by_lexicon),
        ("第二判读　　　　　　　　", by_reader),
        ("两者，待复核的按词库　　", by_lexicon),
        ("两者，待复核的补漏　　　", gaps_filled(pack)),
        ("两者，待复核的从低　　　", by_the_lower(pack)),
        ("两者，待复核的由人定了　", settled(pack)),
    ):
        print(name, *map(shown, figures(held, told)), sep="　")


def print_reviews(held: Sequence[Held], pack: Pack) -> None:
    groups: dict[str, list[Held]] = {}
    for text in held:
        groups.setdefault(group_of(text), []).append(text)
    whole = reports_of(held)
    print("待复核：　　  判了　待复核　其中词库判错　词库判错的")
    for name, texts in (*sorted(groups.items()), ("报告合计", whole)):
        found = list(flags(texts, pack))
        judged = [
            text.status(id_) is status
            for text in texts
            for id_, status in by_lexicon(text).items()
            if id_ in text.lesson.statuses
        ]
        right = sum(flag.worth_it for flag in found)
        print(
            f"  {name}{'　' * (4 - len(name))}　{len(judged):>5}　{len(found):>4}"
            f"　{right:>8}　{judged.count(False):>10}"
        )


def group_of(text: Held) -> str:
    """Returns what a text is counted under: the set of one writer, or what else it is."""
    if text.lesson.kind is Kind.SENTENCE:
        return "单句"
    pen = text.lesson.pen
    return pen.ljust(2).replace(" ", "　") + "组" if pen.isascii() else "train"


def main() -> None:
    parser = argparse.ArgumentParser(
        description="词库、第二判读、两者一起，各和标注有多一致", add_help=False
    )
    group = parser.add_argument_group("参数")
    group.add_argument(
        "--on",
        type=Path,
        metavar="语料",
        help="不交叉验证，用随程序的模型判这一份没有学过的语料（里面是 reports/ 和 labels/）",
    )
    group.add_argument("-h", "--help", action="help", help="显示这段帮助")
    options = parser.parse_args()
    pack = load_pack()
    if options.on:
        held = as_shipped(options.on)
        how = "第二判读是随程序的模型"
    else:
        held = cross_validated(ROOT / "corpus", pack)
        how = "第二判读和它的界值都没有学过被判报告的笔法（轮流留出）"
    reports = reports_of(held)
    print(f"{len(reports)} 份报告，{len(reports) * len(pack.elements)} 项；{how}")
    print(f"括号里是按报告重抽 {RESAMPLES} 次的 95% 区间")
    print_policies(reports, pack)
    print_reviews(held, pack)


if __name__ == "__main__":
    main()

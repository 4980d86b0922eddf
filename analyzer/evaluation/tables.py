"""The figures of an evaluation as tables of words and numbers, the same for screen and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analyzer.evaluation.comparison import ALL, Comparison
from analyzer.evaluation.evaluate import Evaluation
from analyzer.evaluation.figures import ElementFigures, Figures, key_figures
from analyzer.evaluation.robustness import Robustness
from analyzer.evaluation.sampling import CONFIDENCE, RESAMPLES, Detection, Estimate
from analyzer.evaluation.wording import (
    FIELD,
    FIGURE,
    KIND,
    NOTHING,
    element_name,
    interval,
    number,
)
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Status
from analyzer.output.wording import STATUS

_SHARES = ("精确率", "召回率", "F1")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: words in the first columns, figures in the others.

    Attributes:
        title: What it tells.
        head: The heads of the columns; a line break stands inside long ones.
        rows: The cells; an interval stands on a line of its own below its figure.
        words: How many columns hold words.
        note: What a reader must know to read it rightly.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    note: str = ""


def introduction(evaluation: Evaluation) -> tuple[str, str]:
    """Returns a title and what is to be known about all tables."""
    pack = evaluation.pack
    parts = "、".join(f"{name} {figures.reports} 份" for name, figures in evaluation.parts.items())
    return (
        f"评测：{evaluation.whole.reports} 份报告（{parts}）",
        f"词库 {pack.head.id} {pack.version}；每个数字下面是{CONFIDENCE:.0%}的区间，"
        f"对报告重新抽样 {RESAMPLES} 次得到（种子 {evaluation.seed}）；没有可算的写“{NOTHING}”",
    )


def tables(evaluation: Evaluation, *, roomy: bool = False) -> Iterator[Table]:
    """Yields all tables of figures, the most important first.

    Args:
        evaluation: What is told.
        roomy: Whether there is room for the intervals of single elements.
    """
    whole = evaluation.whole
    yield _detections(whole)
    yield _shares(whole)
    if len(evaluation.parts) > 1:
        yield _parts(evaluation)
    yield _elements(whole, evaluation.pack, _full if roomy else _bare)
    yield _confusion(whole)
    if whole.findings.rules:
        yield _rules(whole)
    if evaluation.robustness is not None:
        yield _robustness(evaluation.robustness, evaluation.mutations)


def changes(comparison: Comparison) -> Table:
    """Returns the key figures that are others than before."""
    return Table(
        "变了的数字",
        ("部分", "指标", "上次", "这次"),
        tuple(
            ("全部" if c.part == ALL else c.part, FIGURE[c.figure], number(c.old), number(c.new))
            for c in comparison.figures
            if c.old != c.new
        ),
        words=2,
    )


def _detections(figures: Figures) -> Table:
    items = figures.items
    rows = {
        "缺项": figures.verdicts.gaps,
        "空泛或缺失": figures.verdicts.hollow_or_missing,
        "不足": items.shortcomings,
        "安排": items.plan,
        "不足与安排的对应": items.links,
        "问题": figures.findings.all,
        "证据逐字": figures.characters,
    }
    return Table(
        "找得准不准、全不全",
        ("", "对", "误", "漏", *_SHARES),
        tuple(
            (name, *_counts(d), *map(_full, (d.precision, d.recall, d.f1)))
            for name, d in rows.items()
        ),
        note="标注只引几句为证，程序列出全部证据，所以“证据逐字”的精确率不高。",
    )


def _shares(figures: Figures) -> Table:
    verdicts = figures.verdicts
    rows = {
        "三类一致率": verdicts.agreement,
        "Cohen kappa": verdicts.kappa,
        "证据与标注相合": verdicts.evidence,
        **{said: getattr(figures.identity, field) for field, said in FIELD.items()},
        "不足写没写原因": figures.items.cause,
    }
    return Table(
        "一致的比例",
        ("", "数目", "值", "区间"),
        tuple((name, str(e.n), number(e.value), interval(e)) for name, e in rows.items()),
    )


def _parts(evaluation: Evaluation) -> Table:
    found = [evaluation.whole, *evaluation.parts.values()]
    values = [{name: number(e.value) for name, e in key_figures(f).items()} for f in found]
    return Table(
        "分部分看",
        ("", "全部", *evaluation.parts),
        (
            ("报告", *(str(figures.reports) for figures in found)),
            *((said, *(value[name] for value in values)) for name, said in FIGURE.items()),
        ),
    )


def _elements(figures: Figures, pack: Pack, written: Callable[[Estimate], str]) -> Table:
    def cells(element: ElementFigures) -> tuple[str, ...]:
        shares = [
            share
            for d in (element.gaps, element.hollow_or_missing)
            for share in (d.precision, d.recall, d.f1)
        ]
        shares += [element.agreement, element.kappa, element.evidence]
        return tuple(map(written, shares))

    heads = [f"{of}\n{name}" for of in ("缺项", "不实") for name in ("精确", "召回", "F1")]
    return Table(
        "逐个要素",
        ("", *heads, "一致", "kappa", "证据\n相合"),
        tuple((element_name(id_, pack), *cells(e)) for id_, e in figures.elements.items()),
        note="“不实”是空泛或缺失。" + ("" if written is _full else "各要素的区间见网页或 JSON。"),
    )


def _confusion(figures: Figures) -> Table:
    rows = []
    for status, one in figures.classes.items():
        counts = figures.confusion[status]
        d = one.detection
        shares = (d.precision, d.recall, d.f1, one.kappa)
        rows.append(
            (
                STATUS[status],
                *(str(counts[other]) for other in Status),
                *(number(share.value) for share in shares),
            )
        )
    return Table(
        "三类对照",
        ("", *(STATUS[status] for status in Status), *_SHARES, "kappa"),
        tuple(rows),
        note="横行是标注，前三列是程序；kappa 是这一类对其余两类。",
    )


def _rules(figures: Figures) -> Table:
    return Table(
        "逐条规则",
        ("", "对", "误", "漏", *_SHARES),
        tuple(
            (rule, *_counts(d), *(number(e.value) for e in (d.precision, d.recall, d.f1)))
            for rule, d in figures.findings.rules.items()
        ),
    )


def _robustness(robustness: Robustness, asked: int) -> Table:
    kinds = {KIND[kind]: figures for kind, figures in robustness.kinds.items()}
    short = f"，要求 {asked} 个" if robustness.all.variants != asked else ""
    return Table(
        f"变体（{robustness.all.variants} 个{short}）",
        ("", "个数", "判对", "误伤"),
        tuple(
            (name, str(f.variants), _full(f.recall), _full(f.side_effects))
            for name, f in {"全部": robustness.all, **kinds}.items()
        ),
        note="判对：改动的要素（改全文的，逐个要素算）判成应有的结果；误伤：不该变的要素变了结果。",
    )


def _counts(detection: Detection) -> tuple[str, str, str]:
    return str(detection.right), str(detection.false), str(detection.missed)


def _bare(estimate: Estimate) -> str:
    """Returns a figure without its interval."""
    return number(estimate.value)


def _full(estimate: Estimate) -> str:
    """Returns a figure with its interval below."""
    if estimate.low is None:
        return number(estimate.value)
    return f"{number(estimate.value)}\n{interval(estimate)}"

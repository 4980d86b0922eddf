"""What became of plans, and shortcomings told again: right or not on bodies that were held out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from _measure import ROOT

from analyzer.comparison.following import background, weights
from analyzer.comparison.following.background import pairs_of
from analyzer.comparison.following.follow import Follower, assigned, quoted
from analyzer.errors import UsageError
from analyzer.evaluation.following.fit import Worked, fit, work
from analyzer.evaluation.following.lessons import Lesson, read_lessons
from analyzer.evaluation.following.lessons import background as learnt
from analyzer.evaluation.following.measure import (
    Measured,
    Share,
    counted,
    crossed,
    measure,
    together,
)
from analyzer.lexicon.load import load_pack
from analyzer.model.record import Record
from analyzer.model.report import Passage
from analyzer.model.trend import FollowedUp, FollowUp

# At these shares of common pairs the reference does best on the labels themselves.
_LIMITS = tuple(step / 20 for step in range(1, 20))
_SURE = ((0.5, 0.7), (0.7, 0.9), (0.9, 1.0))


def by_common_words(worked: Sequence[Worked]) -> Measured:
    """Returns the figures of plain overlap, at the limit that does best: an easy reference.

    A passage carries out a plan, or repeats a shortcoming, where it has enough of its pairs of
    characters, each counted alike.
    """
    plans = max((_overlapping(worked, limit) for limit in _LIMITS), key=lambda m: m.plans.f1)
    again = max((_overlapping(worked, limit) for limit in _LIMITS), key=lambda m: m.repeated.f1)
    return Measured(plans.plans, plans.statuses, plans.labelled, again.repeated)


def _overlapping(worked: Sequence[Worked], limit: float) -> Measured:
    return together(_overlaps(each, limit) for each in worked)


def _overlaps(each: Worked, limit: float) -> Measured:
    lesson = each.lesson
    told = [Passage(passage.start, passage.end, passage.text) for passage in each.told]
    plans = _items(lesson.earlier, "plan")
    followed = []
    for plan in plans:
        best = max(told, key=lambda passage: _share(plan.text, passage.text), default=None)
        found = best is not None and _share(plan.text, best.text) >= limit
        followed.append(
            FollowedUp(
                from_year=lesson.earlier.year or 0,
                to_year=lesson.later.year or 0,
                plan=plan,
                status=FollowUp.DONE if found else FollowUp.NOT_FOUND,
                passage=best if found else None,
                section="",
                confidence=0.0,
            )
        )
    first, second = (_items(record, "shortcomings") for record in (lesson.earlier, lesson.later))
    shares = np.array([[_share(one.text, other.text) for other in second] for one in first])
    again = {
        (first[row].start, second[column].start)
        for row, column in assigned(shares.reshape(len(first), len(second))).items()
        if shares[row, column] >= limit
    }
    return counted(lesson, followed, again)


def _items(record: Record, kind: str) -> list[Passage]:
    return [quoted(record, item) for item in record.report["items"][kind]]


def _share(wanted: str, text: str) -> float:
    pairs = {pair for _, pair in pairs_of(wanted)}
    return len(pairs & {pair for _, pair in pairs_of(text)}) / len(pairs) if pairs else 0.0


def told(name: str, share: Share) -> str:
    """Returns a line of figures."""
    return (
        f"  {name}：精确率 {share.precision:.3f}，召回率 {share.recall:.3f}，F1 {share.f1:.3f}"
        f"（对 {share.right}，找出 {share.found}，应有 {share.there}）"
    )


def lines(name: str, found: Measured) -> Iterator[str]:
    """Yields the figures of one way of following."""
    yield name
    yield told("安排的下落", found.plans)
    if found.labelled:
        yield f"  三类一致：{found.statuses / found.labelled:.3f}（{found.labelled} 条）"
    yield told("重复的不足", found.repeated)
    for low, high in _SURE if found.sure else ():
        inside = [right for sure, right in found.sure if low <= sure < high]
        if inside:
            share = sum(inside) / len(inside)
            yield f"  把握 {low:.0%}—{high:.0%}：{len(inside)} 条，其中对的 {share:.0%}"


def write(lessons: Sequence[Lesson], corpora: Sequence[Path]) -> None:
    """Writes the files that come with the program, learnt from the corpora."""
    pack = load_pack()
    background.BUILT_IN.write_text(background.dumps(learnt(corpora, pack)), "utf-8")
    background.built_in.cache_clear()
    weights.BUILT_IN.write_text(weights.dumps(fit(work(lessons, pack))), "utf-8")
    print(f"已写入：{background.BUILT_IN}、{weights.BUILT_IN}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description="上一年安排的下落和重复的不足，按单位留出一家、用其余各家学来的权重判这一家",
        add_help=False,
    )
    group = parser.add_argument_group("参数")
    group.add_argument("corpora", nargs="*", metavar="语料", help="默认 corpus/train 和 corpus/dev")
    group.add_argument("--each", action="store_true", help="逐个单位列出")
    group.add_argument("--built-in", action="store_true", help="用自带的权重判，不按单位留出")
    group.add_argument("--write", action="store_true", help="由这些语料重新学，写进程序")
    group.add_argument("-h", "--help", action="help", help="显示这段帮助")
    options = parser.parse_args()
    corpora = [Path(each) for each in options.corpora] or [
        ROOT / "corpus" / part for part in ("train", "dev")
    ]
    pack = load_pack()
    try:
        lessons: list[Lesson] = read_lessons(corpora, pack)
    except (OSError, UsageError) as error:
        parser.exit(2, f"{error}\n")
    if len({lesson.body for lesson in lessons}) < 3:
        parser.exit(2, "至少要有三个单位、前后两年的标注（followed_up、repeated）\n")
    worked = work(lessons, pack)
    if options.built_in:
        print("\n".join(lines("自带的权重", measure(lessons, Follower(pack)))))
    else:
        found = crossed(worked, pack)
        for body, own in found.items() if options.each else ():
            print("\n".join(lines(body, own)))
        print("\n".join(lines(f"留出单位（{len(found)} 个）", together(found.values()))))
    print("\n".join(lines("参照：数相同的字对，界限取对这些标注最有利的", by_common_words(worked))))
    if options.write:
        write(lessons, corpora)


if __name__ == "__main__":
    main()

"""The verdict on each element: there, hollow or missing, with evidence and reason."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.judgement.deeds import DeedJudge
from analyzer.judgement.items import Group
from analyzer.judgement.overall import OverallJudge
from analyzer.judgement.passages import Reading
from analyzer.judgement.points import PointsJudge
from analyzer.judgement.topics import Topics
from analyzer.judgement.verdict import Verdict
from analyzer.lexicon.schema import Judgement, Pack
from analyzer.model.report import Items


def judge_elements(
    pack: Pack,
    reading: Reading,
    year: int | None,
    *,
    items: Items,
    shortcomings: Sequence[Group],
    plans: Sequence[Group],
) -> list[Verdict]:
    """Returns the verdict on every element, in the order of the pack.

    Args:
        pack: The pack.
        reading: The report.
        year: The reporting year, if known.
        items: Its single items.
        shortcomings: The passages of its shortcomings, by item.
        plans: The passages of its plan, by item.
    """
    topics = Topics(pack, reading, year)
    deeds = DeedJudge(reading, topics)
    points = PointsJudge(reading, topics, year)
    verdicts = []
    for number, element in enumerate(pack.elements):
        match element.judged_by:
            case Judgement.DEED:
                verdict = deeds.judge(number, element)
            case Judgement.OVERALL:
                verdict = OverallJudge(pack, reading, topics).judge(element)
            case Judgement.SHORTCOMING:
                verdict = points.shortcomings(element, shortcomings)
            case Judgement.CAUSE:
                verdict = points.causes(element, items, shortcomings)
            case Judgement.PLAN:
                verdict = points.plan(element, items, plans)
        verdicts.append(verdict)
    return verdicts

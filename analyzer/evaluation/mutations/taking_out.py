"""Variants with an element taken out: with its headings, or with these left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.evaluation.labels import ElementLabel, LabelledReport
from analyzer.evaluation.mutations.draft import rewritten
from analyzer.evaluation.mutations.made import (
    AFTER_DEEDS,
    CAUSES,
    DEEDS,
    FIRST_AGENDA,
    GONE,
    LEADERSHIP,
    MEASURES,
    PLAN,
    SHORTCOMINGS,
    TOPICS,
    Made,
    cut,
    element_of,
    headings_of,
    passages_of,
    told,
)
from analyzer.evaluation.mutations.relabel import Change
from analyzer.model.report import Status
from analyzer.model.text import Span

# Headings with these words say what they are about; 大事怎么定的 does not, to a hasty reader.
_NAMING = {
    LEADERSHIP: ("第一责任人", "主要负责人履职", "主要负责人履行"),
    FIRST_AGENDA: ("第一议题", "习近平法治思想"),
    SHORTCOMINGS: ("不足", "问题", "短板"),
    CAUSES: ("原因",),
    PLAN: ("安排", "打算", "计划"),
    "decision_making": ("决策",),
    "law_enforcement": ("执法",),
    "legal_education": ("普法", "法治宣传"),
    "disputes": ("复议", "应诉", "纠纷", "化解矛盾", "化解社会矛盾", "争议"),
    "openness": ("政务公开", "信息公开"),
    "normative_documents": ("规范性文件",),
}
# A title at the head of its paragraph: （三）管住决策关口。
_RUN_IN = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）][^，。；：、]{2,14}(?=。)")


def removed(report: LabelledReport) -> Iterator[Made]:
    """Yields the report without each of its elements.

    Measures are told by the topics too, so they only go with all of them.
    """
    text = report.text.text
    for key in told(report, (*DEEDS, *AFTER_DEEDS)):
        edits = cut(text, passages_of(report, key) + headings_of(report, key))
        change = Change(elements={key: GONE}, causes_gone=key == CAUSES)
        if edits is not None:
            yield Made(key, rewritten(text, edits), change, "删去内容和标题")
    if len(told(report, TOPICS)) == len(TOPICS):
        keys = (MEASURES, *TOPICS)
        edits = cut(text, passages_of(report, *keys) + headings_of(report, *keys))
        change = Change(elements=dict.fromkeys(keys, GONE))
        if edits is not None:
            yield Made(MEASURES, rewritten(text, edits), change, "删去全部举措和标题")


def emptied(report: LabelledReport) -> Iterator[Made]:
    """Yields the report with nothing left of an element but a heading that names it."""
    text = report.text.text
    for key in told(report, (*DEEDS, *AFTER_DEEDS)):
        naming = [
            span
            for span in headings_of(report, key) or _run_in(report, key)
            if any(word in span.of(text) for word in _NAMING[key])
        ]
        if not naming:
            continue
        heading = naming[0]
        spans = [
            Span(heading.end, span.end) if span.start == heading.start else span
            for span in passages_of(report, key)
        ]
        only = ElementLabel(status=Status.MENTIONED, quotes=(heading.of(text),))
        change = Change(elements={key: only}, causes_gone=key == CAUSES)
        edits = cut(text, spans)
        if edits is not None:
            yield Made(key, rewritten(text, edits), change, "只留标题")


def _run_in(report: LabelledReport, key: str) -> list[Span]:
    """Returns the title that an element's only passage begins with."""
    passages = element_of(report, key).passages
    found = _RUN_IN.match(passages[0]) if len(passages) == 1 else None
    if found is None:
        return []
    start = passages_of(report, key)[0].start
    return [Span(start, start + found.end())]

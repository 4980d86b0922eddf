"""Elements that are judged by their single points: shortcomings, causes, next year's plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from analyzer.judgement.items import Group, trimmed
from analyzer.judgement.passages import Passage, Reading
from analyzer.judgement.plan_year import plan_year_mismatch, years_of_plan
from analyzer.judgement.topics import Topics
from analyzer.judgement.verdict import Mention, Verdict
from analyzer.lexicon.schema import Element, FactKind
from analyzer.model.document import Role
from analyzer.model.report import Items, Status
from analyzer.model.text import Span

# The first cell of a row only names what is told.
_CLAUSES = re.compile(r"[^，,；;。：:\t]++(?!\t)[，,；;。：:]?")
# How many words a general verb takes off, and how many must remain for a clause to be concrete.
_GENERAL_VERB_COSTS = 2
_CONCRETE_WORDS = 3
# How many words of an item a fact, or a count (持证人员只有3名), stands for.
_FACT_SPARES, _COUNT_SPARES = 2, 3
_LAW_OBJECT = re.compile(
    r"执法|普法|复议|应诉|合法性|规范性文件|裁量|案卷|调解|公开|法律顾问|决策|审查|备案|处罚|许可"
)
_start_of = attrgetter("start")


class PointsJudge:
    """Judges what is told in single points over one reading."""

    def __init__(self, reading: Reading, topics: Topics, year: int | None) -> None:
        self._reading = reading
        self._topics = topics
        self._year = year
        self._text = reading.document.text

    def shortcomings(self, element: Element, groups: Sequence[Group]) -> Verdict:
        """Judges shortcomings: at least one specific point about governing by law."""
        good = [g for g in groups if self._relevant(g) and self._specific(element, g)]
        if good:
            shown = self._as_mentions(good)
            return Verdict(
                element, Status.SUBSTANTIVE, f"写出{len(good)}条具体的法治工作不足", shown, []
            )
        if groups:
            about = any(self._relevant(g) for g in groups)
            reason = (
                "只有笼统的说法，没有指出哪个环节、什么情况"
                if about
                else "写的是其他业务的问题，不是法治建设方面的不足"
            )
            return Verdict(element, Status.MENTIONED, reason, self._as_mentions(groups), [])
        headings = self._headings_of(Role.SHORTCOMING)
        if headings:
            return Verdict(
                element, Status.MENTIONED, "只有标题，标题下没有写不足", headings[:1], []
            )
        return Verdict(element, Status.MISSING, "没有写存在的不足", [], [])

    def causes(self, element: Element, items: Items, shortcomings: Sequence[Group]) -> Verdict:
        """Judges causes: a reason why, not a consequence and not the shortcoming itself."""
        mentions = []
        for cause in items.causes:
            passages = self._reading.passages
            passage = passages[bisect_right(passages, cause.start, key=_start_of) - 1]
            mentions.append(Mention(passage, cause.start, cause.end))
        relevant = not shortcomings or any(self._relevant(g) for g in shortcomings)
        good = [
            m
            for m in mentions
            if len(self._reading.content_words(m.start, m.end)) >= element.standard.specific_words
        ]
        if good and relevant:
            return Verdict(element, Status.SUBSTANTIVE, f"说明了{len(good)}处具体原因", good, [])
        if mentions:
            reason = "原因写得笼统" if relevant else "写的是其他业务问题的原因"
            return Verdict(element, Status.MENTIONED, reason, mentions, [])
        headings = [
            m
            for m in self._headings_of(Role.CAUSE)
            if self._reading.document.sections[m.passage.sentence.section].title
        ]
        if headings:
            return Verdict(element, Status.MENTIONED, "标题提到原因，内容没有写", headings[:1], [])
        return Verdict(element, Status.MISSING, "没有说明不足的原因", [], [])

    def plan(self, element: Element, items: Items, groups: Sequence[Group]) -> Verdict:
        """Judges next year's plan: specific, about governing by law, and for the right year."""
        headings = self._headings_of(Role.PLAN)
        answering = {index for item in items.shortcomings for index in item.answered_by}
        about = [
            group
            for number, group in enumerate(groups)
            if number in answering or self._relevant(group)
        ]
        wrong = plan_year_mismatch(self._reading, self._year)
        if wrong is not None and (groups or headings):
            reason = f"安排写的是{wrong[0]}年，应为{(self._year or 0) + 1}年"
            shown = [*self._mention_at(wrong[1]), *self._as_mentions(groups)]
            return Verdict(element, Status.MENTIONED, reason, shown, [])
        good = [g for g in about if self._concrete(element, g) and self._for_next_year(g)]
        if good:
            reason = f"写出{len(good)}条具体安排"
            return Verdict(element, Status.SUBSTANTIVE, reason, self._as_mentions(good), [])
        if groups:
            reason = "安排笼统，没有写做什么、做多少" if about else "写的是其他业务的安排"
            return Verdict(element, Status.MENTIONED, reason, self._as_mentions(groups), [])
        if headings:
            reason = "只有标题，标题下没有写安排"
            return Verdict(element, Status.MENTIONED, reason, headings[:1], [])
        return Verdict(element, Status.MISSING, "没有写下一年度的安排", [], [])

    def _mention_at(self, span: Span) -> list[Mention]:
        """Returns the passage that holds a place, as a mention."""
        return [
            Mention(p, *trimmed(self._text, p.sentence.start, p.end), heading=p.sentence.heading)
            for p in self._reading.passages
            if p.sentence.start <= span.start < p.end
        ]

    def _relevant(self, group: Group) -> bool:
        """Tells whether an item is about governing by law (法治), not about other business."""
        return any(self._topics.law(p) or self._names_topic(p) for p in group.passages)

    def _names_topic(self, passage: Passage) -> bool:
        keys = self._reading.terms.keys
        return any(
            len({hit.slot for hit in passage.marks[owner]}) == keys[owner].slots
            for owner in passage.marks.keys() & keys.keys()
        )

    def _specific(self, element: Element, group: Group) -> bool:
        """Tells whether an item names what in particular; a number needs few words beside it."""
        words = len(self._reading.content_words(group.start, group.end))
        kinds = {fact.kind for passage in group.passages for fact in passage.facts}
        spared = _COUNT_SPARES if FactKind.COUNT in kinds else _FACT_SPARES if kinds else 0
        return words >= element.standard.specific_words - spared

    def _for_next_year(self, group: Group) -> bool:
        """Tells whether a plan item names no other year than the next as its own."""
        years = years_of_plan(self._reading, group.start, group.end)
        return self._year is None or not years or max(year for year, _ in years) > self._year

    def _concrete(self, element: Element, group: Group) -> bool:
        """Tells whether a plan item says what will be done, and not only that more will be.

        One clause is enough: with a fact, or with an action of its own. A clause that is led by a
        general verb (加强、推进、落实) must name its object in several words.
        """
        if any(passage.facts for passage in group.passages):
            return True
        if not self._specific(element, group):
            return False
        for clause in _CLAUSES.finditer(self._text, group.start, group.end):
            words = len(self._reading.content_words(*clause.span()))
            piece = clause.group()
            if self._reading.terms.hollow_opening.match(piece):
                words = words - _GENERAL_VERB_COSTS if _LAW_OBJECT.search(piece) else 0
            if words >= _CONCRETE_WORDS:
                return True
        return False

    def _as_mentions(self, groups: Iterable[Group]) -> list[Mention]:
        mentions = []
        for group in groups:
            start, end = trimmed(self._text, group.start, group.end)
            facts = tuple(f for p in group.passages for f in p.facts)
            mentions.append(Mention(group.passages[0], start, end, facts))
        return mentions

    def _headings_of(self, role: Role) -> list[Mention]:
        return [
            Mention(p, *trimmed(self._text, p.start, p.end), heading=True)
            for p in self._reading.passages
            if p.sentence.heading
            and p.sentence.section >= 0
            and role in self._reading.section_own_roles[p.sentence.section]
        ]

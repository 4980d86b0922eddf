"""The account of the year's deeds as a whole (主要举措和成效)."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.judgement.deeds import allowed
from analyzer.judgement.items import trimmed
from analyzer.judgement.passages import Passage, Reading
from analyzer.judgement.topics import Topics
from analyzer.judgement.verdict import (
    INTENTION,
    NOT_DONE,
    OF_OTHERS,
    WRONG_YEAR,
    Mention,
    Verdict,
    said,
    strongest_first,
)
from analyzer.lexicon.schema import CueName, Element, Judgement, Pack
from analyzer.model.document import Role
from analyzer.model.report import Status

# One sentence with so many facts tells as much as several.
_MANY_FACTS = 4


class OverallJudge:
    """Judges whether the year's deeds are told, and told with facts."""

    def __init__(self, pack: Pack, reading: Reading, topics: Topics) -> None:
        self._pack = pack
        self._reading = reading
        self._topics = topics
        self._text = reading.document.text

    def judge(self, element: Element) -> Verdict:
        """Judges the account of the year's deeds (主要举措和成效)."""
        told: list[Mention] = []
        hollow: list[Mention] = []
        rejected: list[Mention] = []
        for mention in self._mentions(element):
            if mention.why_not:
                rejected.append(mention)
            else:
                (told if mention.facts else hollow).append(mention)
        facts = sum(len(mention.facts) for mention in told)
        told = strongest_first(told)
        if len(told) >= element.standard.sentences or facts >= _MANY_FACTS:
            return Verdict(element, Status.SUBSTANTIVE, said(told), told, rejected)
        if told or hollow:
            reason = (
                "举措只写到一处有事实，其余没有可以核对的内容"
                if told
                else "只有概括的表述，没有数量、日期、会议、文件或机制可以核对"
            )
            return Verdict(element, Status.MENTIONED, reason, told or hollow, rejected)
        late = [m for m in rejected if m.why_not == WRONG_YEAR]
        if late:
            return Verdict(element, Status.MENTIONED, WRONG_YEAR, late, rejected)
        headings = [
            Mention(p, *trimmed(self._text, p.start, p.end), heading=True)
            for p in self._reading.passages
            if p.role is Role.DEED and p.sentence.heading and self._announces_deeds(p)
        ]
        if headings:
            return Verdict(
                element, Status.MENTIONED, "只有标题，标题下没有法治工作的举措", headings, rejected
            )
        return Verdict(element, Status.MISSING, "没有写本年度法治建设的举措和成效", [], rejected)

    def _mentions(self, element: Element) -> Iterator[Mention]:
        """Yields the sentences that tell of deeds, with their facts or why they do not count.

        What is told of the head (主要负责人) or of the study (第一议题) is judged apart.
        """
        apart = {
            number
            for number, other in enumerate(self._pack.elements)
            if other.kind == "必备" and other.judged_by is Judgement.DEED
        }
        apart_in = -1  # the paragraph that was last found to tell of them
        for index, passage in enumerate(self._reading.passages):
            if passage.role is not Role.DEED or passage.sentence.heading:
                continue
            named = {number for number, hits in self._topics.named[index].items() if hits}
            if named and named <= apart:
                apart_in = passage.sentence.paragraph
                continue
            if not named:
                if apart_in == passage.sentence.paragraph and not passage.sentence.marker:
                    continue
                headed = self._topics.headed(passage.sentence.section)
                if headed and headed <= apart:
                    continue
            apart_in = -1
            if named or self._topics.law(passage) or self._under_topic(passage):
                yield self._mention(element, index, passage)

    def _mention(self, element: Element, index: int, passage: Passage) -> Mention:
        mention = Mention(passage, *trimmed(self._text, passage.start, passage.end))
        if passage.intends:
            mention.why_not = INTENTION
        elif self._topics.is_of_others(index):
            mention.why_not = OF_OTHERS
        elif self._topics.other_year[index]:
            mention.why_not = WRONG_YEAR
        elif self._reading.speech.has(passage, CueName.NEGATION) and not passage.facts:
            mention.why_not = NOT_DONE
        else:
            mention.facts = allowed(element, passage, self._topics, index)
        return mention

    def _announces_deeds(self, heading: Passage) -> bool:
        """Tells whether a heading promises deeds: in its own words, or by having no text at all."""
        section = heading.sentence.section
        if section < 0:
            return False
        if Role.DEED in self._reading.section_own_roles[section]:
            return True
        end = self._reading.document.sections[section].end
        passages = self._reading.passages
        for number in range(heading.index - passages[0].index + 1, len(passages)):
            if passages[number].start >= end:
                break
            if not passages[number].sentence.heading:
                return False
        return True

    def _under_topic(self, passage: Passage) -> bool:
        section = passage.sentence.section
        while section >= 0:
            if self._topics.by_heading.get(section):
                return True
            section = self._reading.document.sections[section].parent
        return False

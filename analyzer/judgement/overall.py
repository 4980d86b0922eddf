"""The account of the year's deeds as a whole (主要举措和成效)."""

from __future__ import annotations

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
        apart = {
            number
            for number, other in enumerate(self._pack.elements)
            if other.kind == "必备" and other.judged_by is Judgement.DEED
        }
        told: list[Mention] = []
        hollow: list[Mention] = []
        headings: list[Mention] = []
        rejected: list[Mention] = []
        headed_by = -1
        for index, passage in enumerate(self._reading.passages):
            if passage.role is not Role.DEED:
                continue
            span = trimmed(self._text, passage.start, passage.end)
            if passage.sentence.heading:
                if self._announces_deeds(passage):
                    headings.append(Mention(passage, *span, heading=True))
                continue
            named = set(self._topics.named[index])
            if named and named <= apart:
                headed_by = passage.sentence.paragraph if self._runs_on(passage) else -1
                continue
            if headed_by == passage.sentence.paragraph:
                # Still the same sentence, told of the head (主要负责人) or of the study.
                if not self._runs_on(passage):
                    headed_by = -1
                continue
            headed_by = -1
            if not named and not self._topics.law(passage) and not self._under_topic(passage):
                continue
            mention = Mention(passage, *span)
            if passage.intends:
                mention.why_not = INTENTION
            elif self._topics.others_from[index] <= passage.start:
                mention.why_not = OF_OTHERS
            elif self._topics.other_year[index]:
                mention.why_not = WRONG_YEAR
            elif self._reading.speech.has(passage, CueName.NEGATION) and not passage.facts:
                mention.why_not = NOT_DONE
            if mention.why_not:
                rejected.append(mention)
                continue
            mention.facts = allowed(element, passage, self._topics, index)
            (told if mention.facts else hollow).append(mention)
        facts = sum(len(mention.facts) for mention in told)
        told = strongest_first(told)
        if len(told) >= element.standard.sentences or facts >= _MANY_FACTS:
            return Verdict(element, Status.SUBSTANTIVE, said(self._text, told), told, rejected)
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
        if headings:
            return Verdict(
                element, Status.MENTIONED, "只有标题，标题下没有法治工作的举措", headings, rejected
            )
        return Verdict(element, Status.MISSING, "没有写本年度法治建设的举措和成效", [], rejected)

    def _runs_on(self, passage: Passage) -> bool:
        return self._text[passage.end - 1] in "；;，,"

    def _announces_deeds(self, heading: Passage) -> bool:
        """Tells whether a heading promises deeds: in its own words, or by having no text at all."""
        section = heading.sentence.section
        if section < 0:
            return False
        if Role.DEED in self._reading.section_own_roles[section]:
            return True
        end = self._reading.document.sections[section].end
        return not any(
            heading.end <= p.start < end and not p.sentence.heading
            for p in self._reading.passages[heading.index - self._reading.passages[0].index :]
        )

    def _under_topic(self, passage: Passage) -> bool:
        section = passage.sentence.section
        while section >= 0:
            if self._topics.by_heading.get(section):
                return True
            section = self._reading.document.sections[section].parent
        return False

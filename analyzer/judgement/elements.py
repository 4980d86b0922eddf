"""The verdict on each element: there, hollow or missing, with evidence and reason.

An element accepts evidence only from roles that make sense for it. A term inside a cited title,
in a negation, in an intention or in a year that is not reported on shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analyzer.judgement.items import Group, trimmed
from analyzer.judgement.passages import Passage, Reading, clause_around
from analyzer.lexicon.schema import CueName, Element, FactKind, Judgement, Pack, Within
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit, IndicatorKey
from analyzer.model.document import Role
from analyzer.model.report import Items, Status
from analyzer.model.text import Span

_CLAUSES = re.compile(r"[^，,；;。：:]+[，,；;。：:]?")
_OWN_DOCUMENT = re.compile(
    r"(?:制定|制发|印发|出台|修订|修改|起草|编制|编印|公布|发布|备案|报备|审核|审查|清理|废止|定下|推出|签订|签)"
    r"[^。；，《》]{0,14}\Z"
)
_PART_OF = ("其中", "包括", "含", "涉及", "涵盖")
_BOWS_TO = re.compile(r"按照|根据|依据|依照|贯彻|学习|对照|转发|落实|执行|围绕|传达")
_OTHER_YEAR = re.compile(
    r"(?:\A|[，；。：:])[ \u3000]*(?:在|于)?(20\d{2})年(?!以来|起|至|到|[—\-－~～]|出台|印发|制定|建成|成立|修订|版|的)"
)
_GENERAL_VERB = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]是)?(?:将|要|并|继续|始终|进一步|不断|持续|切实|全面|深入|认真|坚决|坚持|扎实|大力|积极|着力|统筹|牢固)*"
    r"(?:加强|提高|提升|强化|推进|推动|落实|贯彻|完善|增强|弘扬|践行|深化|确保|细化|树立|营造|夯实|压实|健全|优化|把|结合|围绕|发挥|做好|抓好|加快|为)"
)
# How many words a general verb takes off, and how many must remain for a clause to be concrete.
_GENERAL_VERB_COSTS = 2
_CONCRETE_WORDS = 3
_LAW_OBJECT = re.compile(
    r"执法|普法|复议|应诉|合法性|规范性文件|裁量|案卷|调解|公开|法律顾问|决策|审查|备案|处罚|许可"
)
# One sentence with so many facts tells as much as several.
_MANY_FACTS = 4
_TOPIC_ROLES = (Role.DEED, Role.DUTY, Role.OTHER, Role.PREAMBLE)


@dataclass(slots=True)
class Mention:
    """One passage that speaks of an element.

    Attributes:
        start: Offset of the quotation.
        end: Offset after it.
        facts: Facts in it that belong to the element.
        why_not: Why it does not count, in Chinese; empty where it counts.
        explicit: Whether the element's own terms stand in it.
        answer: Whether it says that nothing of the kind occurred.
    """

    passage: Passage
    start: int
    end: int
    facts: tuple[Fact, ...] = ()
    why_not: str = ""
    explicit: bool = True
    answer: bool = False
    heading: bool = False


@dataclass(slots=True)
class Verdict:
    """The judgement of one element before it is scored."""

    element: Element
    status: Status
    reason: str
    evidence: list[Mention] = field(default_factory=list)
    rejected: list[Mention] = field(default_factory=list)


class ElementJudge:
    """Judges all elements of a pack over one reading.

    Args:
        pack: The pack.
        reading: The report.
        year: The reporting year, if known.
    """

    def __init__(self, pack: Pack, reading: Reading, year: int | None) -> None:
        self._pack = pack
        self._reading = reading
        self._text = reading.document.text
        self._year = year
        self._cue = reading.terms.cue
        self._topics: list[dict[int, list[Hit]]] = []
        self._heading_topics: dict[int, set[int]] = {}
        self._other_year: list[bool] = []
        self._headed_by: dict[int, set[int]] = {}
        self._by_paragraph: dict[int, list[int]] = {}
        self._survey()
        self._candidates = self._find_candidates()

    # -- What every passage speaks of ---------------------------------------------------------

    def _survey(self) -> None:
        """Notes for every passage which elements its own words name."""
        keys = self._reading.terms.keys
        owners = keys.keys()
        far = [key for key in keys.values() if key.within is Within.PARAGRAPH and key.slots > 1]
        for index, passage in enumerate(self._reading.passages):
            self._by_paragraph.setdefault(passage.sentence.paragraph, []).append(index)
            named: dict[int, list[Hit]] = {}
            for owner in passage.marks.keys() & owners:
                key, hits = keys[owner], passage.marks[owner]
                if self._meets(key, hits, passage):
                    named.setdefault(key.element, []).extend(hits)
            self._topics.append(named)
            self._other_year.append(self._of_other_year(passage))
            if passage.sentence.heading and passage.sentence.section >= 0:
                self._heading_topics[passage.sentence.section] = set(named) | set(
                    self._reading.section_topics[passage.sentence.section]
                )
        if far:
            self._survey_paragraphs(far)

    def _survey_paragraphs(self, far: Sequence[IndicatorKey]) -> None:
        for key in far:
            for members in self._by_paragraph.values():
                hits = [
                    (i, h)
                    for i in members
                    for h in self._reading.passages[i].marks.get(key.owner, ())
                ]
                if len({hit.slot for _, hit in hits}) == key.slots:
                    for index, hit in hits:
                        self._topics[index].setdefault(key.element, []).append(hit)

    def _meets(self, key: IndicatorKey, hits: Sequence[Hit], passage: Passage) -> bool:
        """Tells whether the terms of an indicator meet in a passage."""
        if key.weak or (key.needs_fact and not passage.facts):
            return False
        if key.slots <= 1:
            return True
        if len({hit.slot for hit in hits}) < key.slots:
            return False
        if key.within is Within.CLAUSE:
            for hit in hits:
                begin, stop = clause_around(
                    self._text, hit.start, hit.end, passage.start, passage.end
                )
                if len({h.slot for h in hits if begin <= h.start < stop}) == key.slots:
                    return True
            return False
        return True

    def _of_other_year(self, passage: Passage) -> bool:
        """Tells whether a passage places itself in a year before the one reported on."""
        if self._year is None or passage.sentence.heading:
            return False
        if "20" not in self._text[passage.start : passage.end]:
            return False
        piece = self._text[passage.start : passage.end]
        years = [int(match[1]) for match in _OTHER_YEAR.finditer(piece)]
        return bool(years) and all(year < self._year for year in years)

    # -- Deeds ---------------------------------------------------------------------------------

    def judge(
        self, items: Items, shortcomings: Sequence[Group], plans: Sequence[Group]
    ) -> list[Verdict]:
        """Returns the verdict on every element, in the order of the pack."""
        verdicts = []
        for number, element in enumerate(self._pack.elements):
            if element.judged_by is Judgement.DEED:
                verdicts.append(self._deed(number, element))
            elif element.judged_by is Judgement.OVERALL:
                verdicts.append(self._overall(element))
            elif element.judged_by is Judgement.SHORTCOMING:
                verdicts.append(self._points(element, shortcomings, Role.SHORTCOMING))
            elif element.judged_by is Judgement.CAUSE:
                verdicts.append(self._causes(element, items, shortcomings))
            else:
                verdicts.append(self._plan(element, plans))
        return verdicts

    def _deed(self, number: int, element: Element) -> Verdict:
        mentions = list(self._mentions(number, element))
        counted = [m for m in mentions if not m.why_not]
        rejected = [m for m in mentions if m.why_not]
        standard = element.standard
        proof = [m for m in counted if m.facts]
        facts = sum(len(m.facts) for m in proof)
        if (len(proof) >= standard.sentences and facts >= max(1, standard.facts)) or (
            standard.facts == 0 and len(counted) >= standard.sentences and any(
                not m.heading for m in counted)
        ):  # fmt: skip
            shown = proof or [m for m in counted if not m.heading]
            return Verdict(element, Status.SUBSTANTIVE, self._said(shown), shown, rejected)
        if counted:
            answers = [m for m in counted if m.answer]
            shown = answers or [m for m in counted if not m.heading] or counted
            if answers:
                reason = "写明本年度没有发生，按空泛计，不作缺项"
            elif all(m.heading for m in counted):
                reason = "只有标题，标题下没有可以核对的内容"
            else:
                reason = "只有概括的表述，没有数量、日期、会议、文件或机制可以核对"
            return Verdict(element, Status.MENTIONED, reason, shown, rejected)
        late = [m for m in rejected if m.why_not == _WRONG_YEAR]
        if late:
            return Verdict(element, Status.MENTIONED, "写的不是报告年度的事", late, rejected)
        if rejected:
            why = "、".join(dict.fromkeys(m.why_not for m in rejected))
            return Verdict(
                element, Status.MISSING, f"提到了有关词语，但都不能算：{why}", [], rejected
            )
        return Verdict(element, Status.MISSING, "通篇没有找到有关内容", [], [])

    def _find_candidates(self) -> list[list[int]]:
        """Returns for each element the passages that may speak of it, in order."""
        home = [
            number
            for number, element in enumerate(self._pack.elements)
            if element.home is Role.DUTY
        ]
        answering = {owner: n for n, owner in enumerate(self._reading.terms.answers)}
        nothing = self._cue[CueName.NOTHING]
        found: list[set[int]] = [set() for _ in self._pack.elements]
        for index, passage in enumerate(self._reading.passages):
            for number in self._topics[index]:
                found[number].update(self._by_paragraph[passage.sentence.paragraph])
            for number in self._headed(passage.sentence.section):
                found[number].add(index)
            if passage.role is Role.DUTY:
                for number in home:
                    found[number].add(index)
            if nothing in passage.marks:
                for owner in passage.marks.keys() & answering.keys():
                    found[answering[owner]].add(index)
        return [sorted(indexes) for indexes in found]

    def _mentions(self, number: int, element: Element) -> Iterable[Mention]:
        """Yields every passage that speaks of an element, in order."""
        carried_in = -1  # the paragraph in which the element was named last
        for index in self._candidates[number]:
            passage = self._reading.passages[index]
            named = self._topics[index]
            hits = named.get(number)
            if passage.sentence.heading:
                carried_in = -1
                mention = self._heading_mention(number, passage, hits)
                if mention is not None:
                    yield mention
                continue
            if hits:
                hits = self._own_hits(number, index, passage, hits)
                if not hits:
                    carried_in = -1
                    continue
                mention = self._explicit(number, element, index, passage, hits)
                yield mention
                counts = not mention.why_not and not mention.answer
                carried_in = passage.sentence.paragraph if counts else -1
                continue
            if element.home is passage.role and element.home is Role.DUTY:
                yield self._at_home(number, element, index, passage)
                continue
            if named or passage.role not in (Role.DEED, Role.OTHER, Role.DUTY):
                carried_in = -1
                continue
            answer = self._answer(number, passage)
            if answer is not None:
                yield answer
                continue
            follows = carried_in == passage.sentence.paragraph and not passage.sentence.marker
            headed = number in self._headed(passage.sentence.section)
            if not follows and not headed:
                carried_in = -1
                continue
            if self._other_year[index] or passage.intends:
                continue
            if not (follows or self._law(passage)):
                continue
            if self._reading.speech.has(passage, CueName.NEGATION):
                continue
            facts = self._allowed(element, passage.facts, passage.ahead)
            if facts:
                yield Mention(passage, passage.start, passage.end, facts, explicit=False)

    def _own_hits(
        self, number: int, index: int, passage: Passage, hits: Sequence[Hit]
    ) -> Sequence[Hit]:
        """Returns the hits that do not stand in a part of what another element counts.

        公开信息164条，其中行政处罚决定48条 tells of openness, not of penalties.
        """
        first = min(
            (
                h.start
                for other, found in self._topics[index].items()
                if other != number
                for h in found
            ),
            default=passage.end,
        )
        if min(hit.start for hit in hits) < first:
            return hits
        kept = []
        for hit in hits:
            begin, _ = clause_around(self._text, hit.start, hit.end, first, passage.end)
            if begin <= first or not self._text.startswith(_PART_OF, begin):
                kept.append(hit)
        return kept

    def _heading_mention(
        self, number: int, passage: Passage, hits: Sequence[Hit] | None
    ) -> Mention | None:
        """Returns a heading that treats the element; it alone makes it hollow, never substantive."""
        section = passage.sentence.section
        if passage.role not in (Role.DEED, Role.OTHER, Role.DUTY):
            return None
        if number not in self._heading_topics.get(section, ()):
            return None
        if hits and all(hit.cited for hit in hits):
            return None
        if passage.ahead < passage.end:
            return None
        return Mention(passage, *trimmed(self._text, passage.start, passage.end), heading=True)

    def _explicit(
        self, number: int, element: Element, index: int, passage: Passage, hits: Sequence[Hit]
    ) -> Mention:
        """Returns the mention of a passage that names the element, with its facts or why not."""
        usable = [hit for hit in hits if self._speaks(element, passage, hit)]
        if all(hit.cited for hit in hits) and len({hit.slot for hit in hits}) > 1:
            usable = []
        mention = Mention(passage, *trimmed(self._text, passage.start, passage.end))
        if not usable:
            mention.why_not = "只出现在文件名称里"
            return mention
        mention.why_not = _ROLE_WHY.get(passage.role, "")
        if mention.why_not:
            return mention
        answer = self._answer(number, passage)
        if answer is not None and not self._own_facts(number, element, index, passage, usable):
            return answer
        before = [hit for hit in usable if hit.start < passage.ahead]
        if not before:
            mention.why_not = "写的是打算，不是做过的事"
            return mention
        stated = [hit for hit in before if not self._reading.speech.negated(passage, hit)]
        if not stated:
            if answer is not None:
                return answer
            mention.why_not = "写的是没有做"
            return mention
        if self._other_year[index]:
            mention.why_not = _WRONG_YEAR
            return mention
        mention.facts = self._own_facts(number, element, index, passage, stated)
        if passage.role is Role.PREAMBLE and not mention.facts and not element.preamble_counts:
            mention.why_not = "只在开头的套话里提到"
        if (
            passage.role is Role.DUTY
            and element.home is not Role.DUTY
            and element.judged_by is Judgement.DEED
            and not mention.facts
        ):
            mention.why_not = "只在主要负责人履职部分顺带提到"
        return mention

    def _at_home(self, number: int, element: Element, index: int, passage: Passage) -> Mention:
        """Returns the mention of a passage that stands in the element's own chapter (专章)."""
        mention = Mention(passage, *trimmed(self._text, passage.start, passage.end), explicit=False)
        if passage.intends:
            mention.why_not = "写的是打算，不是做过的事"
        elif self._other_year[index]:
            mention.why_not = _WRONG_YEAR
        elif self._excluded_subject(number, passage):
            mention.why_not = "写的是其他人，不是主要负责人"
        elif self._reading.speech.has(passage, CueName.NEGATION) and not passage.facts:
            mention.why_not = "写的是没有做"
        elif self._law(passage) or self._topics[index]:
            mention.facts = self._allowed(element, passage.facts, passage.ahead)
        return mention

    def _excluded_subject(self, number: int, passage: Passage) -> bool:
        """Tells whether a passage speaks only of what the element's exclusions name."""
        piece = self._text[passage.start : min(passage.end, passage.start + 30)]
        for key in self._reading.terms.indicators[number]:
            if key.owner in passage.marks:
                continue
            if any(word in piece for word in self._reading.terms.excluded[key.owner]):
                return True
        return False

    def _speaks(self, element: Element, passage: Passage, hit: Hit) -> bool:
        """Tells whether a hit is more than part of a cited title.

        A title counts where the element says so, and where the body made the document itself.
        """
        if not hit.cited or element.title_counts:
            return True
        opening = self._text.rfind("《", passage.start, hit.start + 1)
        before = self._text[max(passage.start, opening - 30) : max(opening, passage.start)]
        clause = re.split(r"[，；。：]", before)[-1]
        return bool(_OWN_DOCUMENT.search(clause)) and not _BOWS_TO.search(clause)

    def _answer(self, number: int, passage: Passage) -> Mention | None:
        """Returns the mention where a passage says that nothing of the kind occurred."""
        answers = passage.hits(self._reading.terms.answers[number])
        nothing = passage.hits(self._cue[CueName.NOTHING])
        if not answers or not nothing or passage.role not in _TOPIC_ROLES:
            return None
        for hit in nothing:
            begin, stop = clause_around(self._text, hit.start, hit.end, passage.start, passage.end)
            if any(begin <= answer.start < stop and not answer.cited for answer in answers):
                return Mention(
                    passage, *trimmed(self._text, passage.start, passage.end), answer=True
                )
        return None

    def _own_facts(
        self, number: int, element: Element, index: int, passage: Passage, hits: Sequence[Hit]
    ) -> tuple[Fact, ...]:
        """Returns the facts that belong to the element in a passage.

        Where a sentence names several elements, a fact belongs to the one named in its clause, or
        last before it.
        """
        facts = self._allowed(element, passage.facts, passage.ahead)
        if not facts:
            return ()
        nothing = passage.hits(self._cue[CueName.NOTHING])
        if nothing:
            facts = tuple(
                f for f in facts if not any(f.start < n.end and n.start < f.end for n in nothing)
            )
        others = [
            hit.start
            for other, found in self._topics[index].items()
            if other != number
            for hit in found
        ]
        narrow = passage.role is Role.PREAMBLE or (
            passage.role is Role.DUTY and element.home is not Role.DUTY
        )
        if not others and not narrow:
            return facts
        mine = {hit.start for hit in hits}
        owned: list[Fact] = []
        speaking = not others
        first_mine, first_other = min(mine), min(others, default=passage.end)
        for clause in _CLAUSES.finditer(self._text, passage.start, passage.end):
            low, high = clause.span()
            named_here = any(low <= start < high for start in mine)
            other_here = any(low <= start < high for start in others)
            if named_here:
                speaking = True
            elif other_here or narrow:
                speaking = False
            elif first_mine >= high and first_mine < first_other:
                # What comes before the first name belongs to it (8月12日，听取……汇报).
                speaking = True
            if speaking:
                owned.extend(fact for fact in facts if low <= fact.start < high)
        return tuple(owned)

    def _allowed(self, element: Element, facts: Sequence[Fact], ahead: int) -> tuple[Fact, ...]:
        kinds: Sequence[FactKind] = element.standard.fact_kinds
        return tuple(f for f in facts if f.start < ahead and f.kind in kinds)

    def _headed(self, section: int) -> set[int]:
        """Returns the elements that the nearest heading that treats any element treats."""
        found = self._headed_by.get(section)
        if found is None:
            if section < 0:
                return set()
            found = self._heading_topics.get(section) or set(self._reading.section_topics[section])
            found = found or self._headed(self._reading.document.sections[section].parent)
            self._headed_by[section] = found
        return found

    def _law(self, passage: Passage) -> bool:
        return self._cue[CueName.LAW] in passage.marks

    # -- The whole, shortcomings, causes, plan ---------------------------------------------------

    def _overall(self, element: Element) -> Verdict:
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
            named = set(self._topics[index])
            if named and named <= apart:
                headed_by = passage.sentence.paragraph if self._runs_on(passage) else -1
                continue
            if headed_by == passage.sentence.paragraph:
                # Still the same sentence, told of the head (主要负责人) or of the study.
                if not self._runs_on(passage):
                    headed_by = -1
                continue
            headed_by = -1
            if not named and not self._law(passage) and not self._under_topic(passage):
                continue
            mention = Mention(passage, *span)
            if passage.intends:
                mention.why_not = "写的是打算，不是做过的事"
            elif self._other_year[index]:
                mention.why_not = _WRONG_YEAR
            elif self._reading.speech.has(passage, CueName.NEGATION) and not passage.facts:
                mention.why_not = "写的是没有做"
            if mention.why_not:
                rejected.append(mention)
                continue
            mention.facts = self._allowed(element, passage.facts, passage.ahead)
            (told if mention.facts else hollow).append(mention)
        facts = sum(len(mention.facts) for mention in told)
        if len(told) >= element.standard.sentences or facts >= _MANY_FACTS:
            return Verdict(element, Status.SUBSTANTIVE, self._said(told), told, rejected)
        if told or hollow:
            reason = (
                "举措只写到一处有事实，其余没有可以核对的内容"
                if told
                else "只有概括的表述，没有数量、日期、会议、文件或机制可以核对"
            )
            return Verdict(element, Status.MENTIONED, reason, told or hollow, rejected)
        late = [m for m in rejected if m.why_not == _WRONG_YEAR]
        if late:
            return Verdict(element, Status.MENTIONED, "写的不是报告年度的事", late, rejected)
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
            if self._heading_topics.get(section):
                return True
            section = self._reading.document.sections[section].parent
        return False

    def _relevant(self, group: Group) -> bool:
        """Tells whether an item is about governing by law (法治), not about other business."""
        law = self._cue[CueName.LAW]
        return any(law in p.marks or self._names_topic(p) for p in group.passages)

    def _names_topic(self, passage: Passage) -> bool:
        keys = self._reading.terms.keys
        return any(
            len({hit.slot for hit in passage.marks[owner]}) == keys[owner].slots
            for owner in passage.marks.keys() & keys.keys()
        )

    def _specific(self, element: Element, group: Group) -> bool:
        words = len(self._reading.content_words(group.start, group.end))
        facts = any(passage.facts for passage in group.passages)
        return words >= element.standard.specific_words - (2 if facts else 0)

    def _for_next_year(self, group: Group) -> bool:
        """Tells whether a plan item names no other year than the next as its own."""
        years = [
            int(match[1])
            for match in _PLAN_YEAR.finditer(self._text, group.start, group.end)
            if not any(a <= match.start() < b for a, b in self._reading.matches.cited)
        ]
        return self._year is None or not years or max(years) > self._year

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
            if _GENERAL_VERB.match(piece):
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
            and role in self._reading.section_roles[p.sentence.section]
        ]

    def _points(self, element: Element, groups: Sequence[Group], role: Role) -> Verdict:
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
        headings = self._headings_of(role)
        if headings:
            return Verdict(
                element, Status.MENTIONED, "只有标题，标题下没有写不足", headings[:1], []
            )
        return Verdict(element, Status.MISSING, "没有写存在的不足", [], [])

    def _causes(self, element: Element, items: Items, shortcomings: Sequence[Group]) -> Verdict:
        """Judges causes: a reason why, not a consequence and not the shortcoming itself."""
        mentions = []
        for cause in items.causes:
            passage = next(
                p
                for p in self._reading.passages
                if p.start <= cause.start < max(p.end, p.start + 1)
            )
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

    def _plan(self, element: Element, groups: Sequence[Group]) -> Verdict:
        """Judges next year's plan: specific, about governing by law, and for the right year."""
        headings = self._headings_of(Role.PLAN)
        good = [
            group
            for group in groups
            if self._relevant(group)
            and self._concrete(element, group)
            and self._for_next_year(group)
        ]
        wrong = plan_year_mismatch(self._reading, self._year)
        shown = self._as_mentions(good or groups)
        if wrong is not None and (groups or headings):
            reason = f"安排写的是{wrong[0]}年，应为{(self._year or 0) + 1}年"
            return Verdict(element, Status.MENTIONED, reason, shown or headings[:1], [])
        if good:
            return Verdict(element, Status.SUBSTANTIVE, f"写出{len(good)}条具体安排", shown, [])
        if groups:
            about = any(self._relevant(g) for g in groups)
            reason = "安排笼统，没有写做什么、做多少" if about else "写的是其他业务的安排"
            return Verdict(element, Status.MENTIONED, reason, shown, [])
        if headings:
            return Verdict(
                element, Status.MENTIONED, "只有标题，标题下没有写安排", headings[:1], []
            )
        return Verdict(element, Status.MISSING, "没有写下一年度的安排", [], [])

    def _said(self, mentions: Sequence[Mention]) -> str:
        """Says in one sentence what proves an element."""
        facts = [self._text[f.start : f.end] for m in mentions for f in m.facts]
        shown = "、".join(dict.fromkeys(fact[:16] for fact in facts[:3]))
        return (
            f"有{len(mentions)}处写明做法，可核对的事实如“{shown}”"
            if shown
            else (f"有{len(mentions)}处写明做法")
        )


_WRONG_YEAR = "写的不是报告年度的事"
_ROLE_WHY = {
    Role.PLAN: "写的是打算，不是做过的事",
    Role.SHORTCOMING: "写的是不足",
    Role.CAUSE: "写的是原因",
}
_PLAN_YEAR = re.compile(
    r"(?<![\d—–\-－~～至到〔\[])(20\d{2})\s*年?(?![\d—–\-－~～至]|\s*年?[—–\-－~～至])"
)


def plan_year_mismatch(reading: Reading, year: int | None) -> tuple[int, Span] | None:
    """Returns the wrong year of the plan and where it stands; None if the year is right or unsaid.

    The year in the plan's heading decides; without one, the years in its sentences do, of which
    one right year is enough.
    """
    if year is None:
        return None
    text = reading.document.text
    sentences: list[tuple[int, Span]] = []
    headed: list[tuple[int, Span]] = []
    for passage in reading.passages:
        if passage.role is not Role.PLAN:
            continue
        low = passage.sentence.start
        for match in _PLAN_YEAR.finditer(text, low, passage.end):
            if any(a <= match.start() < b for a, b in reading.matches.cited):
                continue
            found = (int(match[1]), Span(match.start(), match.end()))
            section = passage.sentence.section
            top = section >= 0 and reading.document.sections[section].parent < 0
            (headed if passage.sentence.heading and top else sentences).append(found)
    for places in headed, sentences:
        if not places:
            continue
        if any(number == year + 1 for number, _ in places):
            return None
        wrong = [item for item in places if item[0] != year + 1]
        if (
            found is headed
            and any(n == year for n, _ in wrong)
            and _covers_two(reading, wrong[0][1])
        ):
            continue
        return wrong[0]
    return None


def _covers_two(reading: Reading, span: Span) -> bool:
    """Tells whether a heading also tells of the reporting year (工作总结及下一步打算)."""
    return any(
        section.heading.start <= span.start < section.heading.end
        and len(reading.section_roles[index]) > 1
        for index, section in enumerate(reading.document.sections)
    )

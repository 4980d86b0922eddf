"""Elements that are told of as deeds: the head's duty, the study, the topics.

An element accepts evidence only from roles that make sense for it. A term inside a cited title,
in a negation, in an intention or in a year that is not reported on shows nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from analyzer.judgement.items import trimmed
from analyzer.judgement.passages import Passage, Reading, clause_around
from analyzer.judgement.topics import Topics
from analyzer.judgement.verdict import (
    INTENTION,
    NOT_DONE,
    NOT_THE_HEAD,
    OF_OTHERS,
    ONLY_A_TITLE,
    ROLE_WHY,
    WRONG_YEAR,
    Mention,
    Verdict,
    said,
    strongest_first,
)
from analyzer.lexicon.schema import CueName, Element, ElementKind, FactKind
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit
from analyzer.model.document import Role
from analyzer.model.report import Status

_CLAUSES = re.compile(r"[^，,；;。：:]+[，,；;。：:]?")
# Sentences without a subject of their own: a part, a sum, a result.
_CONTINUES = re.compile(
    r"\s*(?:其中|此后|这|该|上述|共|总计|累计|全年|先后|分别|均|已|全部|并|还|又|再|同时"
    r"|结果|发现|查出|查实|整改|提出|形成|通过|解决|办结|答复|评出|考试|听课|参加|受教育|发放|覆盖|受众"
    r"|每|平均|最|合格|成功|满意|调成|办成|当[天日场月])"
)
# The head (主要负责人) is also meant where a pronoun or a time opens the sentence.
_HEAD_CONTINUES = re.compile(
    r"\s*(?:其|他|她|本人|两人|二人|今年|本年|主持|召集|听取|签批|批示|带头|亲自|专题|述|此外|另|对此|截至|\d{1,2}月|[一二三四五六七八九十]{1,2}月"
    r"|年初|年中|年底|年末|岁末|入冬|开春|会[前后上]|[^，。；]{0,10}[，,]?[他她](?![们人方处])"
    r"|[^。；]{0,16}(?:主持|签发|签批|批示|批阅|召集|述法|审定|听取))"
)
_ORDERS = re.compile(r"批示|签批|批办|督办件|阅批|包案")
# How often a thing was done may stand in a short sentence of its own (全年27次。).
_TIMES = re.compile(r"(?:次|回|场|遍|趟|期|讲|课|堂|小时|篇)\Z")
_SHORT = 30
_PART_OF = ("其中", "包括", "含", "涉及", "涵盖")
_TOPIC_ROLES = (Role.DEED, Role.DUTY, Role.OTHER, Role.PREAMBLE)


def allowed(element: Element, passage: Passage, topics: Topics, index: int) -> tuple[Fact, ...]:
    """Returns the facts of the kinds that an element accepts, told of the body's own year.

    What is intended, what others did and what an earlier year brought is left out.
    """
    if not passage.facts:
        return ()
    kinds: Sequence[FactKind] = element.standard.fact_kinds
    past, past_end = topics.past[index]
    others, others_end = topics.others[index]
    return tuple(
        [
            fact
            for fact in passage.facts
            if fact.start < passage.ahead
            and fact.kind in kinds
            and not past <= fact.start < past_end
            and not others <= fact.start < others_end
        ]
    )


class DeedJudge:
    """Judges one element after the other over one reading."""

    def __init__(self, reading: Reading, topics: Topics) -> None:
        self._reading = reading
        self._topics = topics
        self._text = reading.document.text
        self._cue = reading.terms.cue
        # The first paragraph of the body, which pays its respects to everything.
        document = reading.document
        self._opening = next(
            (p.number for p in document.paragraphs if p.start >= document.identity.body_start), 1
        )

    def judge(self, number: int, element: Element) -> Verdict:
        """Returns the verdict on an element; ``number`` is its place in the pack."""
        mentions = list(self._mentions(number, element))
        counted = [m for m in mentions if not m.why_not]
        rejected = [m for m in mentions if m.why_not]
        if all(m.heading for m in counted):
            # A heading under which others act is not one without content.
            told = {m.passage.sentence.section for m in rejected if m.why_not == OF_OTHERS}
            counted = [m for m in counted if m.passage.sentence.section not in told]
        standard = element.standard
        proof = [m for m in counted if m.facts]
        facts = sum(len(m.facts) for m in proof)
        if (len(proof) >= standard.sentences and facts >= max(1, standard.facts)) or (
            standard.facts == 0 and len(counted) >= standard.sentences and any(
                not m.heading for m in counted)
        ):  # fmt: skip
            shown = strongest_first(proof or [m for m in counted if not m.heading])
            return Verdict(element, Status.SUBSTANTIVE, said(shown), shown, rejected)
        if counted:
            answers = [m for m in counted if m.answer]
            shown = answers or strongest_first(counted)
            if answers:
                reason = "写明本年度没有发生，按空泛计，不作缺项"
            elif all(m.heading for m in counted):
                reason = "只有标题，标题下没有可以核对的内容"
            else:
                reason = "只有概括的表述，没有数量、日期、会议、文件或机制可以核对"
            return Verdict(element, Status.MENTIONED, reason, shown, rejected)
        late = [m for m in rejected if m.why_not == WRONG_YEAR]
        if late:
            return Verdict(element, Status.MENTIONED, WRONG_YEAR, late, rejected)
        if rejected:
            why = "、".join(dict.fromkeys(m.why_not for m in rejected))
            return Verdict(
                element, Status.MISSING, f"提到了有关词语，但都不能算：{why}", [], rejected
            )
        return Verdict(element, Status.MISSING, "通篇没有找到有关内容", [], [])

    def _mentions(self, number: int, element: Element) -> Iterable[Mention]:
        """Yields every passage that speaks of an element, in order."""
        carried_in = -1  # the paragraph in which the element was named last
        hollow = False  # whether it was named without a fact
        deputy = False  # whether a deputy is the one who acts
        head_in = -1  # the paragraph in which the head acts
        for index in self._topics.candidates[number]:
            passage = self._reading.passages[index]
            named = self._topics.named[index]
            hits = named.get(number)
            if passage.sentence.heading:
                carried_in = -1
                mention = self._heading_mention(number, passage, hits)
                if mention is not None:
                    yield mention
                continue
            if hits is not None:
                deputy = False
                own = self._own_hits(number, index, passage, hits)
                if hits and not own:
                    carried_in = -1
                    continue
                mention = self._explicit(number, element, index, passage, own)
                yield mention
                counts = not mention.why_not and not mention.answer
                hollow = counts and not mention.facts
                carried_in = passage.sentence.paragraph if counts else -1
                head_in = carried_in if element.home is Role.DUTY else -1
                continue
            if element.home is Role.DUTY and self._topics.tells_of_head(number, passage):
                head_in = passage.sentence.paragraph
            if element.home is passage.role and element.home is Role.DUTY:
                deputy = self._tells_of_deputy(passage, deputy)
                yield self._at_home(number, element, index, passage, deputy=deputy)
                continue
            if element.home is Role.DUTY and self._head_goes_on(head_in, passage):
                facts = self._counted(element, index, passage)
                if facts:
                    yield Mention(passage, passage.start, passage.end, facts, explicit=False)
                continue
            if named or passage.role not in (Role.DEED, Role.OTHER, Role.DUTY):
                carried_in = -1
                continue
            answer = self._answer(number, passage)
            if answer is not None:
                yield answer
                continue
            follows = carried_in == passage.sentence.paragraph and self._goes_on(
                number, passage, of_head=element.home is Role.DUTY
            )
            follows = follows or (
                carried_in == passage.sentence.paragraph
                and hollow
                and passage.end - passage.start <= _SHORT
                and any(_TIMES.search(self._text, f.start, f.end) for f in passage.facts)
            )
            hollow = False
            headed = number in self._topics.headed(passage.sentence.section)
            if not follows and not headed:
                carried_in = -1
                continue
            if self._topics.other_year[index] or passage.intends:
                continue
            if not (follows or self._topics.law(passage) or self._uses_words(number, passage)):
                continue
            facts = self._counted(element, index, passage)
            if facts:
                yield Mention(passage, passage.start, passage.end, facts, explicit=False)

    def _head_goes_on(self, head_in: int, passage: Passage) -> bool:
        """Tells whether a sentence goes on telling of the head, who was named before it.

        What he does may name other elements too; it is his deed all the same.
        """
        return (
            head_in == passage.sentence.paragraph
            and passage.role in (Role.DEED, Role.OTHER, Role.DUTY)
            and not passage.sentence.marker
            and not passage.intends
            and not self._reading.speech.has(passage, CueName.DEPUTY)
            and _HEAD_CONTINUES.match(self._text, passage.start, passage.end) is not None
            and self._topics.law_nearby(passage)
        )

    def _counted(self, element: Element, index: int, passage: Passage) -> tuple[Fact, ...]:
        """Returns the facts of a sentence that does not name the element itself."""
        if self._topics.other_year[index]:
            return ()
        facts = allowed(element, passage, self._topics, index)
        if facts and self._reading.speech.has(passage, CueName.NEGATION):
            facts = self._outside_negations(passage, facts)
        return facts

    def _outside_negations(self, passage: Passage, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Returns the facts that stand in no clause that says what was not done."""
        denied = [
            clause_around(self._text, hit.start, hit.end, passage.start, passage.end)
            for hit in passage.hits(self._cue[CueName.NEGATION])
        ]
        return tuple([f for f in facts if not any(low <= f.start < high for low, high in denied)])

    def _orders(self, fact: Fact, passage: Passage) -> bool:
        """Tells whether a fact counts what the head wrote on files."""
        begin, stop = clause_around(self._text, fact.start, fact.end, passage.start, passage.end)
        return _ORDERS.search(self._text, begin, stop) is not None

    def _beside_slogans(
        self, number: int, passage: Passage, facts: tuple[Fact, ...], hits: Sequence[Hit]
    ) -> tuple[Fact, ...]:
        """Returns the facts that a sentence which begins as a slogan still tells of the element.

        严格落实决策程序，全年下达资金38亿元 counts money. A fact belongs to the element where its own
        clause, or one that names the element, holds it.
        """
        mine = sorted({hit.start for hit in hits})
        words = self._reading.terms.vocabulary[number]
        kept: list[Fact] = []
        for clause in _CLAUSES.finditer(self._text, passage.start, passage.end):
            low, high = clause.span()
            here = facts[bisect_left(facts, (low,)) : bisect_left(facts, (high,))]
            if here and (
                bisect_left(mine, low) < bisect_left(mine, high)
                or any(word in clause.group() for word in words)
            ):
                kept.extend(here)
        return tuple(kept)

    def _tells_of_deputy(self, passage: Passage, before: bool) -> bool:
        """Tells whether a deputy acts in a sentence that does not name the head."""
        if self._reading.speech.has(passage, CueName.DEPUTY):
            return True
        return before and not passage.sentence.marker

    def _goes_on(self, number: int, passage: Passage, *, of_head: bool) -> bool:
        """Tells whether a sentence goes on with the element named before it.

        It does where it has no subject of its own (其中、共……), or still uses the element's words.
        """
        if passage.sentence.marker:
            return False
        if _CONTINUES.match(self._text, passage.start, passage.end):
            return True
        if of_head and _HEAD_CONTINUES.match(self._text, passage.start, passage.end):
            return not self._reading.speech.has(passage, CueName.DEPUTY)
        return self._uses_words(number, passage)

    def _uses_words(self, number: int, passage: Passage) -> bool:
        """Tells whether a sentence uses words with which the element is told (宣讲、考试)."""
        filled = self._reading.matches.filled[passage.index]
        return bool(filled & self._reading.terms.openings[number])

    def _own_hits(
        self, number: int, index: int, passage: Passage, hits: Sequence[Hit]
    ) -> Sequence[Hit]:
        """Returns the hits that do not stand in a part of what another element counts.

        公开信息164条，其中行政处罚决定48条 tells of openness, not of penalties.
        """
        named = self._topics.named[index]
        if len(named) == 1:
            return hits
        first = min(
            (h.start for other, found in named.items() if other != number for h in found),
            default=passage.end,
        )
        if not hits or min(hit.start for hit in hits) < first:
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
        if number not in self._topics.by_heading.get(section, ()):
            return None
        if hits is not None and not hits:
            return None
        if passage.ahead < passage.end:
            return None
        return Mention(passage, *trimmed(self._text, passage.start, passage.end), heading=True)

    def _explicit(
        self, number: int, element: Element, index: int, passage: Passage, hits: Sequence[Hit]
    ) -> Mention:
        """Returns the mention of a passage that names the element, with its facts or why not."""
        mention = Mention(passage, *trimmed(self._text, passage.start, passage.end))
        if not hits:
            mention.why_not = ONLY_A_TITLE
            return mention
        mention.why_not = ROLE_WHY.get(passage.role, "")
        if mention.why_not:
            return mention
        answer = self._answer(number, passage)
        if answer is not None and not self._own_facts(number, element, index, passage, hits):
            return answer
        before = [hit for hit in hits if hit.start < passage.ahead]
        if not before:
            mention.why_not = INTENTION
            return mention
        low, high = self._topics.others[index]
        before = [hit for hit in before if not low <= hit.start < high]
        if not before:
            mention.why_not = OF_OTHERS
            return mention
        stated = before
        if self._cue[CueName.NEGATION] in passage.marks:
            stated = [hit for hit in before if not self._reading.speech.negated(passage, hit)]
            if len(stated) < len(before) and not self._says_as_much(number, passage, stated):
                stated = []
        if not stated:
            if answer is not None:
                return answer
            mention.why_not = NOT_DONE
            return mention
        if self._topics.other_year[index]:
            mention.why_not = WRONG_YEAR
            return mention
        mention.facts = self._own_facts(number, element, index, passage, stated)
        opens = passage.sentence.paragraph <= self._opening and passage.role is Role.PREAMBLE
        if opens and not mention.facts and not element.preamble_counts:
            mention.why_not = "只在开头的套话里提到"
        if passage.role is Role.DUTY and element.kind is ElementKind.TOPIC and not mention.facts:
            mention.why_not = "只在主要负责人履职部分顺带提到"
        return mention

    def _says_as_much(self, number: int, passage: Passage, stated: list[Hit]) -> bool:
        """Tells whether the terms that are not negated still say something of the element.

        Of 局长到任，还没有来得及过问法治建设 only the subject is left.
        """
        left = {(hit.start, hit.slot) for hit in stated}
        kept = []
        for key in self._reading.terms.indicators[number]:
            hits = passage.marks.get(key.owner, ())
            if len({hit.slot for hit in hits}) == key.slots:
                slots = {hit.slot for hit in hits if (hit.start, hit.slot) in left}
                kept.append(len(slots) == key.slots)
        return not kept or any(kept)

    def _at_home(
        self, number: int, element: Element, index: int, passage: Passage, *, deputy: bool
    ) -> Mention:
        """Returns the mention of a passage that stands in the element's own chapter (专章).

        ``deputy`` tells that a deputy is the one who acts in it.
        """
        mention = Mention(passage, *trimmed(self._text, passage.start, passage.end), explicit=False)
        if passage.intends:
            mention.why_not = INTENTION
        elif self._topics.other_year[index]:
            mention.why_not = WRONG_YEAR
        elif self._topics.is_of_others(index):
            mention.why_not = OF_OTHERS
        elif deputy or self._excluded_subject(number, passage):
            mention.why_not = NOT_THE_HEAD
        elif self._reading.speech.has(passage, CueName.NEGATION) and not passage.facts:
            mention.why_not = NOT_DONE
        elif self._topics.law(passage) or self._topics.named[index]:
            mention.facts = allowed(element, passage, self._topics, index)
        return mention

    def _excluded_subject(self, number: int, passage: Passage) -> bool:
        """Tells whether a passage speaks only of what the element's exclusions name."""
        piece = self._text[passage.start : min(passage.end, passage.start + 30)]
        filled = self._reading.matches.filled[passage.index]
        for key in self._reading.terms.indicators[number]:
            if filled & self._reading.terms.group_bits[key.owner]:
                continue
            if any(word in piece for word in self._reading.terms.excluded[key.owner]):
                return True
        return False

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
        facts = allowed(element, passage, self._topics, index)
        if not facts:
            return ()
        nothing = passage.hits(self._cue[CueName.NOTHING])
        if nothing:
            facts = tuple(
                f for f in facts if not any(f.start < n.end and n.start < f.end for n in nothing)
            )
        if element.home is not Role.DUTY and _ORDERS.search(self._text, passage.start, passage.end):
            # 批示涉医纠纷督办件6件 counts what the head wrote, not disputes.
            facts = tuple([f for f in facts if not self._orders(f, passage)])
        if self._reading.terms.hollow_opening.match(self._text, passage.start, passage.end):
            facts = self._beside_slogans(number, passage, facts, hits)
        others = [
            hit.start
            for other, found in self._topics.named[index].items()
            if other != number
            for hit in found
        ]
        narrow = passage.role is Role.PREAMBLE or (
            passage.role is Role.DUTY and element.home is not Role.DUTY
        )
        if not others and not narrow:
            return facts
        mine = sorted({hit.start for hit in hits})
        others.sort()
        owned: list[Fact] = []
        speaking = not others
        first_mine, first_other = mine[0], others[0] if others else passage.end
        for clause in _CLAUSES.finditer(self._text, passage.start, passage.end):
            low, high = clause.span()
            named_here = bisect_left(mine, low) < bisect_left(mine, high)
            other_here = bisect_left(others, low) < bisect_left(others, high)
            if named_here:
                speaking = True
            elif narrow or (other_here and element.home is not Role.DUTY):
                speaking = False
            elif first_mine >= high and first_mine < first_other:
                # What comes before the first name belongs to it (8月12日，听取……汇报).
                speaking = True
            if speaking:
                owned.extend(facts[bisect_left(facts, (low,)) : bisect_left(facts, (high,))])
        return tuple(owned)

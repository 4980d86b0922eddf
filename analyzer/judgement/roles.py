"""What each sentence is for: deed, shortcoming, cause, plan, or only the way there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyzer.judgement.passages import Passage, Speech
from analyzer.judgement.sections import SectionRoles
from analyzer.judgement.tally import Tally
from analyzer.lexicon.schema import CueName
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit, Matches, TermIndex
from analyzer.model.document import Document, Role, Sentence

_TOLD = (Role.DEED, Role.DUTY, Role.OTHER, Role.PREAMBLE)
_WRONG = (Role.SHORTCOMING, Role.CAUSE)
_LEAVES = re.compile(
    r"(?:特此|专此)(?:报告|汇报)|以上(?:报告|汇报)|请予?(?:审阅|审议|审示|监督|指正)"
)
# 主要是重视不够: what follows is the reason for what stands before.
_IS_DUE_TO = re.compile(
    r"\s*(?:这[与跟和同][^。；]{2,60}有关|(?:主要|多半|大多|往往|无非)(?:还)?是(?:因|由|重视|认识|思想|能力|人手|人员|经费|编制|平时|我们|队伍|缺))"
)
_MAINLY = ("主要是", "多半是", "无非是")
_LIST = re.compile(r"[^。；]{0,12}[：:]|主要是[（(]?[一二1①]")
_REFERS_BACK = re.compile(r"\s*(?:以上|上述|这些|出现这|产生这|存在这|这种|这类)")
# 上述问题，一是……二是……: what follows says why.
_OF_THESE = re.compile(
    r"\s*(?:以上|上述|这些|[这前上][两二三四几]个?)(?:问题|不足|短板|差距|毛病|欠账)[，：:]"
)
_FIRST = re.compile(r"\s*(?:一是|其一|一来|一则|首先|第一)")
_ANNOUNCES = re.compile(r"报告如下|汇报如下|总结如下|情况如下|如下[：:]")
# How far into a sentence a word of intention may stand for the whole sentence to be a plan.
_OPENING = 14
# A word of time (下一步) deep in its clause is the object of something else.
_INTO_CLAUSE = 8
_COUNTED_DEFECTS = re.compile(
    r"[有存在对照][一二两三四五六七八九十几\d]{1,2}(?:处|个|条|点|件|桩|样|方面|个方面|块)"
)
_COUNTED_CAUSES = re.compile(
    r"(?:原因|缘由|缘故|根源|根子|症结|成因)[^，。；]{0,8}[一二两三四五六七八九十几\d](?:点|条|个|方面|处|重|层)?[。：:，]?\Z"
    r"|[二两三四五六七八九十几\d](?:点|条|个|方面|处|重|层)(?:原因|缘由|缘故|根源|根子|症结|成因)[。：:，]?\Z"
)
_ASKS_WHY = re.compile(
    r"(?:为什么|为啥|为何|何以|缘何|怎么会|咋会|哪里|哪儿|何处|怪谁|怨谁)[^。；？?]{0,8}[？?]"
)
# 文书那笔，…… and 前两条，…… speak again of a shortcoming that was told before, and say why.
_POINTS_BACK = re.compile(
    r"\s*(?:[^，。；：]{1,10}[那这](?:一?[笔件条项桩回次块]|件事|几[件条项桩]|两[件条项桩])"
    r"|[前后头](?:一|两|二|三|几)[条件项个点桩])，(?!是(?!因)|[有还仍])"
)
# 合格率，指标为95%，实得81.6%: what was to be reached, and what was.
_TARGET = re.compile(
    r"(?:指标|目标|任务|要求|计划|承诺|应达?到?|应为|应降至)"
    r"[^，。；]{0,8}?(?P<wanted>\d+(?:\.\d+)?)(?P<unit>[%％件个次人起项份]?)[^。；\d]{0,12}，"
    r"[^，。；\d]{0,10}(?:实得|实际|实为|实有|只|仅|才|完成了?)[^，。；\d]{0,6}"
    r"(?P<reached>\d+(?:\.\d+)?)(?P=unit)"
)
_TO_LOWER = ("降至", "不超过", "不高于", "以下", "低于", "控制在")
_ANNOUNCEMENT = 40
_TITLE = 14
_DIGIT = re.compile(r"\d")
_AFTER_DEEDS = (Role.SHORTCOMING, Role.CAUSE, Role.PLAN)
_LABEL = 10
_LONG_OPENING = 300
_SHORT_CAUSE = 14
_OPENS = 4
# How many characters before a word of cause are enough to state the shortcoming itself.
_STATED = 10


class _Narration:
    """Follows the text from sentence to sentence and tells what each one is for.

    Three things set the role: the section (``base``), a paragraph that turns the subject and holds
    until its section ends (``turned``), and a sentence that does so for its paragraph (``here``).
    """

    def __init__(
        self, document: Document, terms: TermIndex, sections: SectionRoles, speech: Speech
    ) -> None:
        self._document = document
        self._sections = sections
        self._speech = speech
        self._cue = terms.cue
        self._headings = terms.headings
        self._section = -1
        self._base = Role.PREAMBLE
        self._turned: Role | None = None
        self._turned_level = 0
        self._here: Role | None = None
        self._paragraph = 0
        self._causes_run = False
        self._complained = False  # whether the section has told a shortcoming
        self._counts = False  # whether the paragraph opens with the mark of a list
        self._takes_leave = False
        # Where no heading announces deeds, they begin after the opening paragraph.
        told = {role for roles in sections.effective for role in roles}
        self._deeds_unheaded = not told & {Role.DEED, Role.DUTY}
        self._plan_unheaded = Role.PLAN not in told
        start, end = document.identity.body_start, document.identity.body_end
        self._last = max((p.number for p in document.paragraphs if p.start < end), default=0)
        opening = next((p for p in document.paragraphs if p.start >= start), None)
        self._opening = opening.number if opening is not None else 1
        # A report in a few huge paragraphs tells its deeds after the first sentence.
        self._unparted = (
            opening is not None
            and not document.sections
            and opening.end - opening.start > _LONG_OPENING
        )

    def role_of(
        self, sentence: Sentence, start: int, ahead: int, marks: dict[int, list[Hit]]
    ) -> Role:
        """Returns the role of the next sentence."""
        if sentence.section != self._section:
            self._enter(sentence.section)
        first = sentence.paragraph != self._paragraph
        if first:
            self._open_paragraph(sentence, start, ahead, marks)
        if sentence.heading:
            self._causes_run = False
            return self._turned or self._base
        if sentence.told_as is not None:
            return sentence.told_as
        unheaded = self._base is Role.PREAMBLE and self._section < 0 and self._deeds_unheaded
        later = sentence.paragraph > self._opening or (self._unparted and not first)
        if unheaded and later:
            self._base = Role.DEED
        state = self._here or self._turned or self._base
        closing = self._cue[CueName.CLOSING] in marks or self._takes_leave
        if sentence.paragraph >= self._last - 1 and closing:
            return Role.OTHER
        role, lasts = self._judge(
            state, start, sentence.end, ahead, marks, opens=sentence.opens_point
        )
        opening = state is Role.PREAMBLE and sentence.paragraph <= self._opening
        if role is Role.PLAN and opening and self._cue[CueName.LAW] not in marks:
            # Who opens with 我明年退休 tells of himself.
            role, lasts = state, False
        if role is Role.PLAN and self._is_aside(sentence, marks):
            lasts = False
        if lasts and self._outlives_paragraph(first or bool(sentence.marker), role, marks):
            self._turned, self._here = role, None
            self._turned_level = self._level_of_turn()
        elif lasts:
            self._here = role
        self._causes_run = role is Role.CAUSE and self._goes_on(sentence, start)
        self._complained = self._complained or role is Role.SHORTCOMING
        if (
            state is Role.PREAMBLE
            and self._deeds_unheaded
            and _ANNOUNCES.search(self._document.text, start, sentence.end)
        ):
            self._base = Role.DEED
        return role

    def _enter(self, index: int) -> None:
        self._section = index
        self._complained = False
        sections = self._document.sections
        section = sections[index]
        effective = self._sections.effective[index]
        if self._turned is not None and section.level <= self._turned_level:
            if section.ordinal == 1 and section.parent >= 0:
                # A list that starts again at one belongs to what was said just before it.
                self._turned_level = section.level - 1
            else:
                self._turned = None
        parent = self._sections.effective[section.parent] if section.parent >= 0 else ()
        if index in self._sections.complete:
            self._turned = None
        if effective != parent or self._turned is None:
            if len(effective) == 1 and effective != parent:
                self._turned = None
            self._base = effective[0]

    def _open_paragraph(
        self, sentence: Sentence, start: int, ahead: int, marks: dict[int, list[Hit]]
    ) -> None:
        """Sets what a new paragraph begins with."""
        self._paragraph = sentence.paragraph
        complained = self._here is Role.SHORTCOMING and self._counts and sentence.marker > 0
        self._here, self._causes_run, self._counts = None, False, sentence.marker > 0
        end = self._document.paragraphs[sentence.paragraph - 1].end
        tally = self._sections.tallies.between(sentence.start, end)
        self._takes_leave = self._is_farewell(sentence, end, tally)
        if sentence.paragraph in self._sections.complete_paragraphs:
            self._turned = None
            return
        announced = self._announced(sentence, start)
        if announced in _AFTER_DEEDS and self._base in _TOLD:
            # 存在问题：…… at the end of a chapter of deeds.
            self._here = announced
            return
        if self._base not in _TOLD or self._explicit():
            return
        title = self._title_of(sentence, start)
        if title:
            named, _ = self._headings.find(title)
            role = next((role for _, _, role, strong in named if strong), None)
            if role is not None:
                alone = sentence.end >= end
                self._turned, self._here = (role, None) if alone else (None, role)
                self._turned_level = self._level_of_turn()
                return
        # No heading sets deeds, shortcomings and plan apart: the paragraph itself must tell.
        if self._returns_to_deeds(sentence, start, ahead, marks, tally):
            self._turned = None
        late = self._sections.is_late(sentence.start)
        if self._turned is not None or not late or sentence.heading or tally.opens_ahead:
            return
        # 第二笔…… goes on with the list of which 头一笔…… was a shortcoming.
        goes_on = complained and 2 * (tally.told + tally.ahead) <= tally.total
        clear = not self._document.sections or tally.short > 0 or tally.cause > 0
        if goes_on or (tally.total > 1 and tally.complains and clear):
            self._here = Role.SHORTCOMING

    def _announced(self, sentence: Sentence, start: int) -> Role | None:
        """Returns what the label of a paragraph announces (还差的是：); ``None`` without one."""
        if sentence.heading:
            return None
        colon = self._document.text.find("：", start, min(sentence.end, start + _LABEL))
        return (
            self._headings.announced_role(self._document.text[start:colon]) if colon > 0 else None
        )

    def _title_of(self, sentence: Sentence, start: int) -> str:
        """Returns what stands for a heading where a report has none.

        It is a short first sentence (说到带头的人。), or what stands before a colon (不足之处：).
        """
        if self._document.sections and (self._section >= 0 or not self._deeds_unheaded):
            return ""
        if sentence.end - start <= _TITLE:
            return self._document.text[start : sentence.end]
        colon = self._document.text.find("：", start, start + _TITLE)
        return self._document.text[start:colon] if colon > 0 else ""

    def _is_farewell(self, sentence: Sentence, end: int, tally: Tally) -> bool:
        """Tells whether a last paragraph only takes leave (……以上报告，请予监督)."""
        if sentence.paragraph < self._last - 1 or tally.told or tally.ahead or tally.total > 3:
            return False
        return _LEAVES.search(self._document.text, sentence.start, end) is not None

    def _returns_to_deeds(
        self,
        sentence: Sentence,
        start: int,
        ahead: int,
        marks: dict[int, list[Hit]],
        tally: Tally,
    ) -> bool:
        """Tells whether a paragraph leaves the shortcomings or plan that an earlier one turned to.

        Shortcomings end when a paragraph opens without a defect, a cause or a plan; a plan ends
        where a paragraph tells and intends nothing.
        """
        if self._turned is Role.PLAN:
            return bool(tally.told) and not tally.ahead and not sentence.marker
        if self._turned not in (Role.SHORTCOMING, Role.CAUSE) or sentence.marker:
            return False
        if tally.total > 1 and tally.told > tally.defects + tally.cause + tally.ahead:
            return True
        return (
            not (ahead < sentence.end and ahead - start <= _OPENING)
            and self._cue[CueName.CAUSE] not in marks
            and self._cue[CueName.CAUSE_WEAK] not in marks
            and not self._sections.tallies.defective(marks)
        )

    def _explicit(self) -> bool:
        """Tells whether a heading above names the role of what is being read."""
        index = self._section
        while index >= 0:
            if self._sections.own[index]:
                return True
            index = self._document.sections[index].parent
        return False

    def _is_aside(self, sentence: Sentence, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a whole sentence of intention stands alone under a heading of deeds."""
        return (
            self._base in _TOLD
            and self._explicit()
            and self._document.text[sentence.end - 1] in "。！"
            and self._cue[CueName.LEAD_IN] not in marks
        )

    def _outlives_paragraph(self, opens: bool, role: Role, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a turn holds beyond its paragraph.

        Under a heading that announces deeds, one point may say what is intended; the next point
        tells deeds again, unless the turn was announced as such.
        """
        if self._merged():
            return True
        if role is Role.PLAN and self._base in _TOLD and self._explicit():
            return opens and self._cue[CueName.LEAD_IN] in marks
        return opens

    def _goes_on(self, sentence: Sentence, start: int) -> bool:
        """Tells whether the next sentence is a cause too.

        A short sentence, a semicolon or a colon leaves the thought open; 原因有三 announces all the
        numbered points that follow.
        """
        text = self._document.text
        if self._causes_run and sentence.marker:
            return True
        announced = _COUNTED_CAUSES.search(text, start, sentence.end)
        return (
            text[sentence.end - 1] in "；;：:，,"
            or sentence.end - start <= _SHORT_CAUSE
            or announced is not None
            or text[sentence.end - 1] in "？?"
        )

    def mixes_in_remedies(self) -> bool:
        """Tells whether a sentence that tells a shortcoming may end in what will be done about it.

        It may where one heading announces both, and where no heading announces a plan.
        """
        return self._plan_unheaded or self._merged()

    def _merged(self) -> bool:
        return self._section >= 0 and len(self._sections.effective[self._section]) > 1

    def _level_of_turn(self) -> int:
        """Returns the level of the outermost section that shares the present one's roles."""
        sections, effective = self._document.sections, self._sections.effective
        index = self._section
        if index < 0:
            return 99
        while (
            len(effective[index]) > 1
            and sections[index].parent >= 0
            and effective[sections[index].parent] == effective[index]
        ):
            index = sections[index].parent
        return sections[index].level

    def _judge(
        self,
        state: Role,
        start: int,
        end: int,
        ahead: int,
        marks: dict[int, list[Hit]],
        *,
        opens: bool,
    ) -> tuple[Role, bool]:
        """Returns a sentence's role, and whether what follows goes on in it.

        ``opens`` tells that the sentence begins a numbered point.
        """
        cue = self._cue
        short = cue[CueName.SHORTCOMING] in marks and cue[CueName.SOLVED] not in marks
        turn = cue[CueName.TURN] in marks
        text = self._document.text
        lead = cue[CueName.LEAD_IN] in marks or text[end - 1] in "：:"
        opens_ahead = (
            ahead < end
            and ahead - start <= _OPENING
            and not (turn and short)
            and self._opens_clause(start, ahead)
        )
        if state is Role.OTHER:
            return state, False
        if state in _TOLD:
            announced = ahead < end and cue[CueName.LEAD_IN] in marks and not short
            if opens_ahead or announced:
                return Role.PLAN, True
            if self._causes_run:
                return Role.CAUSE, False
            if (
                self._speech.announces_defects(start, end, marks)
                and self._sections.is_late(start)
                and not self._explicit()
            ):
                return Role.SHORTCOMING, True
            if turn and (short or (lead and cue[CueName.SHORTCOMING_WEAK] in marks)):
                return Role.SHORTCOMING, lead
            if _misses_target(text, start, end):
                return Role.SHORTCOMING, False
            strong = marks.get(cue[CueName.CAUSE])
            if strong and strong[0].start - start <= _OPENS and self._sections.is_late(start):
                # 究其原因…… explains a shortcoming, wherever it was told.
                return Role.CAUSE, False
            if strong and state is not Role.PREAMBLE and self._fails_because(strong[0], marks):
                return Role.SHORTCOMING, False
            if (
                end - start <= _ANNOUNCEMENT
                and cue[CueName.SOLVED] not in marks
                and self._sections.tallies.defective(marks)
                and _COUNTED_DEFECTS.search(text, start, end)
                and not _DIGIT.search(text, start, end)
            ):
                return Role.SHORTCOMING, True
            return state, False
        if state in _WRONG and not short:
            hits = marks.get(cue[CueName.INTENTION_WEAK])
            if hits and hits[0].start - start <= _OPENS:
                # After what is wrong, a time to come or 措施： opens the remedy.
                return Role.PLAN, True
        if state is Role.SHORTCOMING:
            if opens_ahead:
                return Role.PLAN, True
            asked = _ASKS_WHY.search(text, start, end) is not None
            asked = asked and not self._asks_what(text[start:end])
            cause = asked or self._is_cause(start, end, marks, short, opens)
            return (Role.CAUSE if cause else state), False
        if state is Role.CAUSE and opens_ahead:
            return Role.PLAN, True
        if state is Role.PLAN and turn and lead and short and not opens_ahead:
            return Role.SHORTCOMING, True
        return state, False

    def _asks_what(self, question: str) -> bool:
        """Tells whether a question asks what is wrong (扣分在哪儿？), not why (毛病从哪儿来？)."""
        named = {role for _, _, role, strong in self._headings.find(question)[0] if strong}
        return Role.SHORTCOMING in named and Role.CAUSE not in named

    def _fails_because(self, cause: Hit, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a sentence among deeds states what is wrong, and then why."""
        if self._cue[CueName.SOLVED] in marks:
            return False
        if self._cue[CueName.SHORTCOMING] in marks:
            return True
        weak = marks.get(self._cue[CueName.SHORTCOMING_WEAK])
        return weak is not None and weak[0].start < cause.start

    def _opens_clause(self, start: int, ahead: int) -> bool:
        text = self._document.text
        begin = max(text.rfind(mark, start, ahead) for mark in "，,；;：:、")
        return ahead - max(begin + 1, start) <= _INTO_CLAUSE

    def _is_cause(
        self, start: int, end: int, marks: dict[int, list[Hit]], short: bool, opens: bool
    ) -> bool:
        """Tells whether a sentence among shortcomings gives a cause and states no shortcoming.

        ``opens`` tells that it begins a numbered point, which then states what is wrong.
        """
        if _COUNTED_CAUSES.search(self._document.text, start, end):
            return True
        strong = marks.get(self._cue[CueName.CAUSE])
        if strong:
            told = self._document.text[start : strong[0].start].strip("，,。：:、 \u3000")
            weak = self._cue[CueName.SHORTCOMING_WEAK] in marks
            if _REFERS_BACK.match(self._document.text, start):
                return True
            return not (len(told) >= _STATED and (short or weak or opens))
        if self._causes_run:
            return True
        text = self._document.text
        if _IS_DUE_TO.match(text, start):
            return True
        if self._complained and not opens and _POINTS_BACK.match(text, start):
            return True
        these = _OF_THESE.match(text, start)
        if these and these.end() == end and _FIRST.match(text, end):
            return True
        if (
            text.startswith(_MAINLY, start)
            and text[start - 1] in "。；"
            and not _LIST.match(text, start)
        ):
            # After a shortcoming in the same paragraph; 主要是： before points counts them up.
            return True
        weak_cause = marks.get(self._cue[CueName.CAUSE_WEAK])
        return weak_cause is not None and not short and weak_cause[0].start - start < 4


def _misses_target(text: str, start: int, end: int) -> bool:
    """Tells whether a sentence sets what was reached against a target that it misses."""
    found = _TARGET.search(text, start, end)
    if found is None:
        return False
    wanted, reached = float(found["wanted"]), float(found["reached"])
    if any(word in found[0] for word in _TO_LOWER):
        return reached > wanted
    return reached < wanted


def assign_roles(
    document: Document,
    matches: Matches,
    terms: TermIndex,
    sections: SectionRoles,
    speech: Speech,
    facts: Sequence[Sequence[Fact]],
) -> list[Passage]:
    """Returns every sentence of the body as a passage with its role.

    Args:
        document: The report.
        matches: Its hits, by sentence.
        terms: The compiled pack.
        sections: The roles of its sections.
        speech: How its sentences speak.
        facts: Its facts, by sentence.
    """
    narration = _Narration(document, terms, sections, speech)
    body_start, body_end = document.identity.body_start, document.identity.body_end
    passages: list[Passage] = []
    for index, sentence in enumerate(document.sentences):
        marks = matches.marks[index]
        start, end = sentence.start + sentence.marker, sentence.end
        if not body_start <= start < body_end:
            continue
        if sentence.told_as is not None and sentence.marker:
            # What a label (原因：) says is in the role already.
            marks = _within(marks, start, end)
        ahead = sections.tallies.ahead[index]
        if ahead < start:
            ahead = speech.ahead(start, end, marks)
        role = narration.role_of(sentence, start, ahead, marks)
        passage = Passage(index, sentence, role, start, end, ahead, marks, facts[index])
        if role is Role.SHORTCOMING and narration.mixes_in_remedies():
            passages.extend(_with_its_remedy(passage, document.text))
        else:
            passages.append(passage)
    return passages


def _with_its_remedy(passage: Passage, text: str) -> Iterator[Passage]:
    """Yields a shortcoming, and as a plan what the same sentence goes on to say will be done."""
    begin = 1 + max(text.rfind(mark, passage.start, passage.ahead) for mark in "，,；;：:")
    opens = passage.ahead - begin <= _OPENS and not text.startswith("其中", begin)
    if passage.ahead >= passage.end or not opens or begin - passage.start < _STATED:
        yield passage
        return
    told = [fact for fact in passage.facts if fact.start < begin]
    yield replace(
        passage,
        end=begin - 1,
        ahead=begin - 1,
        marks=_within(passage.marks, passage.start, begin),
        facts=told,
    )
    yield replace(
        passage,
        role=Role.PLAN,
        start=begin,
        marks=_within(passage.marks, begin, passage.end),
        facts=passage.facts[len(told) :],
    )


def _within(marks: dict[int, list[Hit]], start: int, end: int) -> dict[int, list[Hit]]:
    """Returns the hits that begin in a piece of a sentence."""
    kept = {
        owner: [hit for hit in hits if start <= hit.start < end] for owner, hits in marks.items()
    }
    return {owner: hits for owner, hits in kept.items() if hits}

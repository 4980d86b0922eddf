"""What each section and each sentence is for.

Headings say it where they can. Where they are colloquial, merged or absent, what stands under
them says it, in the order in which such reports are told: head's duty, deeds, shortcomings,
causes, plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.judgement.passages import Passage, Speech
from analyzer.lexicon.schema import CueName
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit, Matches, TermIndex
from analyzer.model.document import Document, Role, Section, Sentence

_TOLD = (Role.DEED, Role.DUTY, Role.OTHER, Role.PREAMBLE)
_YEAR = re.compile(r"20\d{2}")
_ANNOUNCES = re.compile(r"报告如下|汇报如下|总结如下|情况如下|如下[：:]")
# How far into a sentence a word of intention may stand for the whole sentence to be a plan.
_OPENING = 14
# A word of time (下一步) deep in its clause is the object of something else.
_INTO_CLAUSE = 8
_COUNTED_DEFECTS = re.compile(
    r"[有存在对照][一二两三四五六七八九十几\d]{1,2}(?:处|个|条|点|件|桩|样|方面|个方面|块)"
)
_ANNOUNCEMENT = 40
_DIGIT = re.compile(r"\d")
_SHORT_TITLE = 14
# How many characters before a word of cause are enough to state the shortcoming itself.
_STATED = 10


class SectionRoles:
    """The roles of the sections of one report.

    Attributes:
        own: Roles that a heading itself names; empty where it names none.
        effective: The roles that hold for a section, inherited or judged by content.
        topics: Elements that a heading treats, by their number in the pack.
        complete: Subsections that each begin with a shortcoming and go on to cause or remedy.
    """

    def __init__(
        self, document: Document, matches: Matches, terms: TermIndex, speech: Speech
    ) -> None:
        self._document = document
        self._matches = matches
        self._speech = speech
        self._cue = terms.cue
        self.own: list[tuple[Role, ...]] = []
        self.topics: list[tuple[int, ...]] = []
        year = document.identity.reporting_year
        for section in document.sections:
            found, topics = terms.headings.find(section.title)
            self.topics.append(tuple(topics))
            self.own.append(_own_roles(section, found, year))
        self.effective: list[tuple[Role, ...]] = []
        self.complete: set[int] = set()
        self._settle()
        self._find_complete()

    def _settle(self) -> None:
        """Gives every section its roles: by heading, by parent, by content, by order."""
        sections = self._document.sections
        before: Role | None = None
        for index, section in enumerate(sections):
            parent = self.effective[section.parent] if section.parent >= 0 else ()
            roles = self.own[index]
            if parent and parent != (Role.OTHER,):
                roles = _under(parent, roles, section)
            elif not roles:
                roles = (self._by_content(index, before),)
            self.effective.append(roles)
            if section.parent < 0:
                before = roles[-1]

    def _by_content(self, index: int, before: Role | None) -> Role:
        """Returns the role of a section whose heading does not tell it."""
        section = self._document.sections[index]
        total = ahead = short = defects = cause = told = 0
        cue = self._cue
        for number, sentence in enumerate(self._document.sentences):
            if sentence.heading or not section.start <= sentence.start < section.end:
                continue
            marks = self._matches.marks[number]
            total += 1
            solved = cue[CueName.SOLVED] in marks
            starts = self._speech.ahead(sentence.start, sentence.end, marks)
            ahead += starts < sentence.end and starts - sentence.start < 2 * _OPENING
            short += cue[CueName.SHORTCOMING] in marks and not solved
            defects += not solved and self.defective(marks)
            cause += cue[CueName.CAUSE] in marks
            told += cue[CueName.PAST] in marks
        if not total:
            return before or Role.DEED
        late = section.start > 0.4 * len(self._document.text)
        if ahead >= 0.4 * total and ahead >= short:
            return Role.PLAN
        if cause >= 0.34 * total and before in (Role.SHORTCOMING, Role.CAUSE):
            return Role.CAUSE
        if short >= 0.4 * total or (late and defects >= 0.7 * total and told <= 0.34 * total):
            return Role.SHORTCOMING
        if before in (Role.SHORTCOMING, Role.CAUSE):
            # After the shortcomings comes their remedy, unless deeds are told.
            return Role.PLAN if ahead else Role.OTHER
        if before is Role.PLAN:
            return Role.PLAN if ahead else Role.OTHER
        return Role.DEED

    def defective(self, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a sentence states that something is wrong or was not done."""
        cue = self._cue
        return (
            cue[CueName.SHORTCOMING] in marks
            or cue[CueName.SHORTCOMING_WEAK] in marks
            or (cue[CueName.NEGATION] in marks and cue[CueName.NOTHING] not in marks)
        )

    def _find_complete(self) -> None:
        """Notes the subsections that each hold a shortcoming with its own cause or remedy."""
        sections = self._document.sections
        whole: dict[int, list[tuple[int, bool]]] = {}
        for index, section in enumerate(sections):
            roles = self.effective[index]
            if len(roles) < 2 or Role.SHORTCOMING not in roles or section.parent < 0:
                continue
            if self.effective[section.parent] == roles:
                whole.setdefault(section.parent, []).append((index, self._is_complete(section)))
        for children in whole.values():
            if 2 * sum(complete for _, complete in children) >= len(children):
                self.complete.update(index for index, _ in children)

    def _is_complete(self, section: Section) -> bool:
        cue = self._cue
        defect = False
        for number, sentence in enumerate(self._document.sentences):
            if not section.start <= sentence.start < section.end:
                continue
            marks = self._matches.marks[number]
            ahead = self._speech.ahead(sentence.start, sentence.end, marks)
            planned = ahead < sentence.end and ahead - sentence.start <= _OPENING
            if defect and (planned or cue[CueName.CAUSE] in marks):
                return True
            defect = defect or self.defective(marks)
        return False


def _own_roles(
    section: Section, found: list[tuple[int, int, Role, bool]], year: int | None
) -> tuple[Role, ...]:
    """Returns the roles named by a heading, in the order of the heading."""
    strong = [item for item in found if item[3]]
    top = section.level == 1
    usable = strong or (found if top else [])
    if strong and top and _joined(section.title) and {item[2] for item in strong} == {Role.CAUSE}:
        # 问题与成因: the plain word beside the cause names the shortcomings.
        usable = [item for item in found if item[3] or item[2] is Role.SHORTCOMING]
    # A longer word covers a shorter one inside it (职责情况 before 情况).
    kept: list[tuple[int, int, Role]] = []
    for start, end, role, _ in usable:
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _, _ in usable):
            kept.append((start, end, role))
    roles = tuple(dict.fromkeys(role for _, _, role in kept))
    if Role.PLAN in roles and Role.DEED in roles and not _joined(section.title):
        years = [int(y) for y in _YEAR.findall(section.title)]
        if (year is not None and years and all(y > year for y in years)) or kept[-1][
            2
        ] is Role.PLAN:
            roles = (Role.PLAN,)
    if not roles and year is not None and top:
        years = [int(y) for y in _YEAR.findall(section.title)]
        if years and all(y == year + 1 for y in years):
            return (Role.PLAN,)
    if Role.DUTY in roles and len(roles) > 1 and not _joined(section.title):
        return (Role.DUTY,)
    return roles


def _joined(title: str) -> bool:
    return bool(re.search(r"[及和与、暨]|以及", title))


def _under(parent: tuple[Role, ...], own: tuple[Role, ...], section: Section) -> tuple[Role, ...]:
    """Returns the roles of a section under a parent whose roles are known."""
    if not own:
        return parent
    if len(parent) > 1:
        inside = tuple(role for role in own if role in parent)
        return inside or parent
    role = parent[0]
    if own[0] is role:
        return own if len(own) > 1 and len(section.title) <= _SHORT_TITLE else parent
    short = len(section.title) <= _SHORT_TITLE
    if role in (Role.DEED, Role.OTHER, Role.DUTY):
        if own[0] is Role.DUTY or (short and own[0] is not Role.DEED):
            return own
        return parent
    if role is Role.SHORTCOMING and short and own[0] in (Role.CAUSE, Role.PLAN):
        return own
    return parent


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
        self._section = -1
        self._base = Role.PREAMBLE
        self._turned: Role | None = None
        self._turned_level = 0
        self._here: Role | None = None
        self._paragraph = 0
        self._causes_run = False
        # Where no heading announces deeds, they begin after the opening paragraph.
        told = {role for roles in sections.effective for role in roles}
        self._deeds_unheaded = not told & {Role.DEED, Role.DUTY}
        start, end = document.identity.body_start, document.identity.body_end
        self._last = max((p.number for p in document.paragraphs if p.start < end), default=0)
        self._opening = next((p.number for p in document.paragraphs if p.start >= start), 1)

    def role_of(
        self, sentence: Sentence, start: int, ahead: int, marks: dict[int, list[Hit]]
    ) -> Role:
        """Returns the role of the next sentence."""
        if sentence.section != self._section:
            self._enter(sentence.section)
        first = sentence.paragraph != self._paragraph
        if first:
            self._paragraph = sentence.paragraph
            self._here, self._causes_run = None, False
            if self._returns_to_deeds(sentence, start, ahead, marks):
                self._turned = None
        if sentence.heading:
            self._causes_run = False
            return self._turned or self._base
        unheaded = self._base is Role.PREAMBLE and self._section < 0 and self._deeds_unheaded
        if unheaded and sentence.paragraph > self._opening:
            self._base = Role.DEED
        state = self._here or self._turned or self._base
        if sentence.paragraph >= self._last - 1 and self._cue[CueName.CLOSING] in marks:
            return Role.OTHER
        role, lasts = self._judge(state, start, sentence.end, ahead, marks)
        if lasts and (first or self._merged() or sentence.marker):
            self._turned, self._here = role, None
            self._turned_level = self._level_of_turn()
        elif lasts:
            self._here = role
        if role is Role.CAUSE:
            text = self._document.text
            self._causes_run = text[sentence.end - 1] in "；;：:，," or sentence.end - start <= 14
        else:
            self._causes_run = False
        if (
            state is Role.PREAMBLE
            and self._deeds_unheaded
            and _ANNOUNCES.search(self._document.text, start, sentence.end)
        ):
            self._base = Role.DEED
        return role

    def _enter(self, index: int) -> None:
        self._section = index
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

    def _returns_to_deeds(
        self, sentence: Sentence, start: int, ahead: int, marks: dict[int, list[Hit]]
    ) -> bool:
        """Tells whether a paragraph leaves the shortcomings that an earlier one turned to.

        Only where no heading set the shortcomings apart: there they end when a paragraph opens
        without a defect, a cause or a plan.
        """
        return (
            self._turned in (Role.SHORTCOMING, Role.CAUSE)
            and self._base in _TOLD
            and not sentence.marker
            and not (ahead < sentence.end and ahead - start <= _OPENING)
            and self._cue[CueName.CAUSE] not in marks
            and self._cue[CueName.CAUSE_WEAK] not in marks
            and not self._sections.defective(marks)
        )

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
        self, state: Role, start: int, end: int, ahead: int, marks: dict[int, list[Hit]]
    ) -> tuple[Role, bool]:
        """Returns a sentence's role, and whether what follows goes on in it."""
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
            if opens_ahead:
                return Role.PLAN, True
            if turn and (short or (lead and cue[CueName.SHORTCOMING_WEAK] in marks)):
                return Role.SHORTCOMING, lead
            if short and cue[CueName.CAUSE] in marks and state is not Role.PREAMBLE:
                return Role.SHORTCOMING, False
            if (
                end - start <= _ANNOUNCEMENT
                and cue[CueName.SOLVED] not in marks
                and self._sections.defective(marks)
                and _COUNTED_DEFECTS.search(text, start, end)
                and not _DIGIT.search(text, start, end)
            ):
                return Role.SHORTCOMING, True
            return state, False
        if state is Role.SHORTCOMING:
            if opens_ahead:
                return Role.PLAN, True
            return (Role.CAUSE if self._is_cause(start, marks, short) else state), False
        if state is Role.CAUSE and opens_ahead:
            return Role.PLAN, True
        if state is Role.PLAN and turn and lead and short and not opens_ahead:
            return Role.SHORTCOMING, True
        return state, False

    def _opens_clause(self, start: int, ahead: int) -> bool:
        text = self._document.text
        begin = max(text.rfind(mark, start, ahead) for mark in "，,；;：:、")
        return ahead - max(begin + 1, start) <= _INTO_CLAUSE

    def _is_cause(self, start: int, marks: dict[int, list[Hit]], short: bool) -> bool:
        """Tells whether a sentence among shortcomings gives a cause and states no shortcoming."""
        strong = marks.get(self._cue[CueName.CAUSE])
        if strong:
            told = self._document.text[start : strong[0].start].strip("，,。：:、 \u3000")
            weak = self._cue[CueName.SHORTCOMING_WEAK] in marks
            return not (len(told) >= _STATED and (short or weak))
        if self._causes_run:
            return True
        weak_cause = marks.get(self._cue[CueName.CAUSE_WEAK])
        return weak_cause is not None and not short and weak_cause[0].start - start < 4


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
        ahead = speech.ahead(start, end, marks)
        role = narration.role_of(sentence, start, ahead, marks)
        passages.append(Passage(index, sentence, role, start, end, ahead, marks, facts[index]))
    return passages

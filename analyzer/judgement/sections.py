"""What each section is for: by its heading, its parent, its text, and its place.

Headings say it where they can. Where they are colloquial, merged or absent, what stands under
them says it, in the order in which such reports are told: head's duty, deeds, shortcomings,
causes, plan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

from analyzer.judgement.tally import Tallies, Tally
from analyzer.matching.terms import TermIndex
from analyzer.model.document import Document, Paragraph, Role, Section, Sentence

_YEAR = re.compile(r"20\d{2}")
_JOINED = re.compile(r"[及和与、暨，；？?](?!\Z)")
_SHORT_TITLE = 14
_Piece = TypeVar("_Piece", Paragraph, Sentence)
_LATE = 0.4
_MOSTLY_TOLD = 0.5
_WRONG = {Role.SHORTCOMING, Role.CAUSE}
_ORDER = (Role.SHORTCOMING, Role.CAUSE, Role.PLAN)
_AFTER_DEEDS = set(_ORDER)


class SectionRoles:
    """The roles of the sections of one report.

    Attributes:
        own: Roles that a heading itself names; empty where it names none.
        effective: The roles that hold for a section, inherited or judged by content.
        topics: Elements that a heading treats, by their number in the pack.
        complete: Subsections, and starts of paragraphs, that each begin with a shortcoming and go
            on to its cause or remedy.
    """

    def __init__(self, document: Document, terms: TermIndex, tallies: Tallies) -> None:
        self._document = document
        self.tallies = tallies
        self.own: list[tuple[Role, ...]] = []
        self.topics: list[tuple[int, ...]] = []
        year = document.identity.reporting_year
        for section in document.sections:
            found, topics = terms.headings.find(section.title)
            self.topics.append(tuple(topics))
            self.own.append(_own_roles(section, found, year))
        # A section that is filled in like a form is for what its first label says.
        self._labelled: dict[int, Role] = {}
        for sentence in document.sentences:
            if sentence.told_as not in (None, Role.OTHER):
                self._labelled.setdefault(sentence.section, sentence.told_as)
        self.effective: list[tuple[Role, ...]] = []
        self._settle()
        self.complete: set[int] = set()
        self.complete_paragraphs: set[int] = set()
        self._find_complete()

    def _settle(self) -> None:
        """Gives every section its roles: by heading, by parent, by content, by order."""
        self._known = {role for roles in self.own for role in roles}
        self._headed = Role.SHORTCOMING in self._known
        self._next: dict[int, Role | None] = {}
        after: Role | None = None
        for index in range(len(self.own) - 1, -1, -1):
            self._next[index] = after
            if self._document.sections[index].parent < 0:
                after = self.own[index][0] if self.own[index] else None
        sections = self._document.sections
        before: Role | None = None
        for index, section in enumerate(sections):
            parent = self.effective[section.parent] if section.parent >= 0 else ()
            roles = self.own[index]
            if parent and parent != (Role.OTHER,):
                roles = _under(parent, roles, section)
            elif not roles:
                roles = self._by_content(index, before)
            self.effective.append(roles)
            self._known.update(roles)
            if section.parent < 0:
                before = roles[-1]

    def is_late(self, start: int) -> bool:
        """Tells whether a place is in the part of a report where shortcomings are told."""
        return start > _LATE * len(self._document.text)

    def _by_content(self, index: int, before: Role | None) -> tuple[Role, ...]:
        """Returns the roles of a section whose heading does not tell them."""
        section = self._document.sections[index]
        if index in self._labelled:
            return (self._labelled[index],)
        tally = self.tallies.between(section.start, section.end)
        roles = tally.roles(before, late=self.is_late(section.start))
        if roles[-1] is Role.PLAN or section.parent >= 0 or not tally.total:
            return roles
        after = self._next[index]
        known = self._known
        last = section.end >= self._document.sections[-1].end
        if (
            before in (Role.SHORTCOMING, Role.CAUSE)
            and last
            and Role.PLAN not in known
            and tally.total > 1
            and not tally.past
        ):
            # What stands last, after the faults, and looks back on nothing is the remedy.
            return (Role.PLAN,)
        # What stands before the causes, or dwells on defects before the plan, is what is wrong.
        explained = after is Role.PLAN and tally.cause > 0 and tally.defects > tally.cause
        if tally.told > _MOSTLY_TOLD * tally.total and not explained:
            return roles
        wrong = (
            explained
            or after is Role.CAUSE
            or (after is Role.PLAN and 2 * tally.defects >= tally.total)
        )
        if wrong and Role.SHORTCOMING not in known and self.is_late(section.start):
            return (Role.SHORTCOMING,)
        if (
            self._headed
            and before is Role.SHORTCOMING
            and after is Role.PLAN
            and Role.CAUSE not in known
        ):
            return (Role.CAUSE,)
        return roles

    def _find_complete(self) -> None:
        """Notes the parts that each hold a shortcoming with its own cause or remedy."""
        sections = self._document.sections
        children: dict[int, list[int]] = {}
        for index, section in enumerate(sections):
            roles = self.effective[index]
            if Role.SHORTCOMING not in roles:
                continue
            nested = section.parent >= 0 and self.effective[section.parent] == roles
            if nested and len(roles) > 1:
                children.setdefault(section.parent, []).append(index)
            self._find_complete_paragraphs(section)
        for inside in children.values():
            whole = [
                i
                for i in inside
                if _is_point(self.tallies.between(sections[i].start, sections[i].end))
            ]
            if 2 * len(whole) >= len(inside):
                self.complete.update(inside)

    def _find_complete_paragraphs(self, section: Section) -> None:
        paragraphs, sentences = self._document.paragraphs, self._document.sentences
        inside = _between(paragraphs, section.heading.end, section.end)
        told = [self.tallies.between(p.start, p.end) for p in inside]
        points = sum(tally.total > 1 and not tally.opens_ahead for tally in told)
        whole = {p.number for p, tally in zip(inside, told, strict=True) if _is_complete(tally)}
        if len(whole) < 2 or 2 * len(whole) < points:
            return
        self.complete_paragraphs |= whole
        # A paragraph that is numbered like them (其三，……) is one of them, however it is worded.
        self.complete_paragraphs.update(
            sentence.paragraph
            for sentence in _between(sentences, section.heading.end, section.end)
            if sentence.marker
        )


def _between(pieces: Sequence[_Piece], start: int, end: int) -> Sequence[_Piece]:
    """Returns the pieces that begin in ``[start, end)``; they stand in the order of the text."""
    first = bisect_left(pieces, start, key=itemgetter(0))
    return pieces[first : bisect_left(pieces, end, lo=first, key=itemgetter(0))]


def _is_complete(tally: Tally) -> bool:
    """Tells whether a stretch states a defect first, and goes on to its cause or remedy."""
    return bool(tally.defects and (tally.ahead or tally.cause) and not tally.opens_ahead)


def _is_point(tally: Tally) -> bool:
    """Tells whether a subsection, in a chapter of faults and remedies, is one fault with its own.

    Its heading may be all that says what is wrong.
    """
    return _is_complete(tally) or (tally.total > 1 and tally.ahead > 0 and not tally.opens_ahead)


def _own_roles(
    section: Section, found: list[tuple[int, int, Role, bool]], year: int | None
) -> tuple[Role, ...]:
    """Returns the roles named by a heading, in the order of the heading."""
    strong = [item for item in found if item[3]]
    top = section.level == 1
    usable = strong or (found if top else [])
    if strong and top and _joined(section.title) and {item[2] for item in strong} <= _AFTER_DEEDS:
        # 问题与成因、问题及措施: beside the clear word the plain one counts too.
        usable = [item for item in found if item[3] or item[2] in _AFTER_DEEDS]
    # A longer word covers a shorter one inside it (职责情况 before 情况).
    kept: list[tuple[int, int, Role]] = []
    for start, end, role, _ in usable:
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _, _ in usable):
            kept.append((start, end, role))
    roles = tuple(dict.fromkeys(role for _, _, role in kept))
    if len(roles) > 1 and set(roles) <= _AFTER_DEEDS:
        # Whatever the heading says first, a shortcoming is told before its cause and its remedy.
        roles = tuple(role for role in _ORDER if role in roles)
    if Role.CAUSE in roles and set(roles) <= _WRONG and not _joined(section.title):
        # 为什么没做好、毛病从哪来 ask for the cause; what was not done well is only its object.
        return (Role.CAUSE,)
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
    return _JOINED.search(title) is not None


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

"""All terms of a pack in one pass over the text.

A term is found wherever its characters stand, however the words around it were cut; overlapping
terms are all found. Two things cancel a place: a longer word that the pack excludes, and, for
terms of up to three characters, word boundaries that tear it apart on both sides (法制 in
学法|制度). A term of one character must be a word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import ahocorasick_rs

from analyzer.lexicon.schema import CueName, Indicator, Pack, Within
from analyzer.model.document import Role, Sentence

_PRESENCE = (
    CueName.LAW,
    CueName.SOLVED,
    CueName.TURN,
    CueName.LEAD_IN,
    CueName.PAST,
    CueName.DEFECT_NOUN,
    CueName.EXISTENCE,
)
# Asked of single words or clauses later, not searched for in the text.
_NOT_SEARCHED = (CueName.GENERIC, CueName.MODIFIER, CueName.HOLLOW_VERB, CueName.OTHERS)
_TORN_UP_TO = 3
_GAP = "…"
_GAP_REACH = 24
_NOT_AFTER_REACH = 8
# A law named without 《》: 行政处罚法, 政府信息公开条例; not 法律, 法治, 法院.
_LAW_NAME = re.compile(r"(?:教育|监督)?(?:法(?![律规治制院官定庭人务理])|条例)")
_LAW_BEGINS = frozenset("法条教监")
# A unit that bears the term in its name: 政务公开办, 信访局, 普法办公室; its deeds may be any.
_UNIT_NAME = re.compile(
    r"(?:工作|服务|管理|监督|应诉|与应诉|和应诉|审查|调解|协调)?(?:办公室|办(?![理案结事公实好成法])|科(?![学技普目])|股(?!份)|处(?![罚理置分于])|局(?![面势])|中心|总队|支队)"
)
_UNIT_BEGINS = frozenset("工服管监办科股处局中总支应与和审调协")
_CITED = re.compile(r"《[^》\n]{1,120}》|〈[^〉\n]{1,80}〉")


def _words_of(pack: Pack, name: CueName) -> list[str]:
    return [word for cue in pack.language.cues if cue.name is name for word in cue.words]


def _hollow_opening(pack: Pack) -> re.Pattern[str]:
    """Returns what matches a clause that opens with a verb of slogans, modifiers before it."""

    def any_of(name: CueName) -> str:
        words = sorted(_words_of(pack, name), key=len, reverse=True)
        return "|".join(
            re.escape(word).replace(_GAP, f"[^，。；]{{1,{_GAP_REACH}}}?") for word in words
        ) or "(?!)"  # fmt: skip

    order = "(?:[一二三四五六七八九十]是)?"
    return re.compile(
        rf"\s*{order}(?:{any_of(CueName.MODIFIER)})*(?:{any_of(CueName.HOLLOW_VERB)})"
    )


class Hit(NamedTuple):
    """One place where a term of an owner stands. ``cited`` tells that it is inside 《》."""

    start: int
    end: int
    slot: int
    cited: bool


class IndicatorKey(NamedTuple):
    """Which indicator (线索) of which element an owner number stands for."""

    element: int
    owner: int
    slots: int
    within: Within
    weak: bool
    needs_fact: bool


@dataclass(slots=True)
class _Entry:
    """What one pattern of the automaton is for."""

    text: str
    uses: list[tuple[int, int]] = field(default_factory=list)
    covers: list[int] = field(default_factory=list)
    cancels: list[int] = field(default_factory=list)
    gaps: list[tuple[int, int, re.Pattern[str]]] = field(default_factory=list)
    plain: bool = False


@dataclass(slots=True)
class Matches:
    """What the pack's words found in one text.

    Attributes:
        words: The words of the text in order.
        starts: The offset at which each of them begins.
        marks: For each sentence, hits by owner number.
        cited: Offsets of cited titles (书名号), in order.
    """

    words: list[str]
    starts: list[int]
    marks: list[dict[int, list[Hit]]]
    cited: list[tuple[int, int]]


class TermIndex:
    """A pack's words, compiled once.

    Owner numbers say whom a hit belongs to: ``cue``, ``indicators``, ``answers`` and ``terms``
    give the numbers.
    """

    def __init__(self, pack: Pack) -> None:
        self._entries: dict[str, _Entry] = {}
        self._owners = 0
        self.cue: dict[CueName, int] = {}
        self.indicators: list[list[IndicatorKey]] = []
        self.answers: list[int] = []
        self.terms: list[int] = []
        self.excluded: dict[int, frozenset[str]] = {}
        self.not_after: dict[int, re.Pattern[str]] = {}
        self.generic = frozenset(_words_of(pack, CueName.GENERIC))
        self.hollow_opening = _hollow_opening(pack)
        for name in CueName:
            records = [cue for cue in pack.language.cues if cue.name is name]
            owner = self.cue[name] = self._new_owner()
            if name in _NOT_SEARCHED:
                continue
            words = [word for cue in records for word in cue.words]
            self._add(owner, [words], [word for cue in records for word in cue.excluded])
        for number, element in enumerate(pack.elements):
            self.indicators.append(
                [self._indicator(number, indicator) for indicator in element.indicators]
            )
            answer = self._new_owner()
            self._add(answer, [element.answers], ())
            self.answers.append(answer)
        for rule in pack.terms:
            owner = self._new_owner()
            self._add(owner, [rule.words], rule.excluded)
            self.terms.append(owner)
        self.keys = {key.owner: key for keys in self.indicators for key in keys}
        self._list = list(self._entries.values())
        for entry in self._list:
            entry.plain = not (entry.covers or entry.cancels or entry.gaps)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [entry.text for entry in self._list],
            matchkind=ahocorasick_rs.MatchKind.Standard,
        )
        self.headings = HeadingIndex(pack)
        # Of these only the presence in a sentence is asked for: one hit each is enough.
        self._once = frozenset(self.cue[name] for name in _PRESENCE)
        self._cues = frozenset(self.cue.values()) - {self.cue[CueName.LAW]}
        self._unnamed = frozenset((*self.cue.values(), *self.terms))

    def _new_owner(self) -> int:
        self._owners += 1
        return self._owners

    def _indicator(self, element: int, indicator: Indicator) -> IndicatorKey:
        owner = self._new_owner()
        slots: list[Sequence[str]] = [indicator.any_of] if indicator.any_of else []
        slots.extend(indicator.together)
        self._add(owner, slots, indicator.excluded)
        if indicator.not_after:
            words = "|".join(map(re.escape, indicator.not_after))
            self.not_after[owner] = re.compile(rf"(?:{words})[^，。；：、\s]{{0,2}}\Z")
        return IndicatorKey(
            element, owner, len(slots), indicator.within, indicator.weak, indicator.needs_fact
        )

    def _entry(self, text: str) -> _Entry:
        return self._entries.setdefault(text, _Entry(text))

    def _add(self, owner: int, slots: Sequence[Iterable[str]], excluded: Iterable[str]) -> None:
        words = [(slot, word) for slot, group in enumerate(slots) for word in group]
        for slot, word in words:
            first, gap, rest = word.partition(_GAP)
            if gap:
                pattern = re.compile(
                    re.escape(first) + rf"[^，。；、\n]{{1,{_GAP_REACH}}}?" + re.escape(rest)
                )
                self._entry(first).gaps.append((owner, slot, pattern))
            else:
                self._entry(word).uses.append((owner, slot))
        self.excluded[owner] = frozenset(excluded)
        for word in self.excluded[owner]:
            if any(term in word for _, term in words):
                self._entry(word).covers.append(owner)
            else:
                self._entry(word).cancels.append(owner)

    def find(self, text: str, words: Iterable[str], sentences: Sequence[Sentence]) -> Matches:
        """Returns all hits, sorted by sentence.

        Args:
            text: The whole text.
            words: The words that it was cut into; joined they are the text.
            sentences: The sentences in order.
        """
        words = list(words)
        starts = list(accumulate(map(len, words), initial=0))
        begins = frozenset(starts)
        starts.pop()
        cited = [match.span() for match in _CITED.finditer(text)]
        entries = self._list
        covers: dict[int, list[tuple[int, int]]] = {}
        cancelled: list[tuple[int, int]] = []
        found: list[tuple[int, int, list[tuple[int, int]]]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            entry = entries[number]
            if entry.uses:
                length = end - start
                if length == 1:
                    whole = start in begins and end in begins
                elif length <= _TORN_UP_TO and start not in begins and end not in begins:
                    whole = begins.isdisjoint(range(start + 1, end))
                else:
                    whole = True
                if whole:
                    found.append((start, end, entry.uses))
            if entry.plain:
                continue
            for owner in entry.covers:
                covers.setdefault(owner, []).append((start, end))
            for owner in entry.cancels:
                cancelled.append((start, owner))
            for owner, slot, pattern in entry.gaps:
                match = pattern.match(text, start)
                if match is not None:
                    found.append((start, match.end(), [(owner, slot)]))
        found.sort()
        marks: list[dict[int, list[Hit]]] = [{} for _ in sentences]
        self._sort_into(text, sentences, found, covers, cited, marks)
        if cancelled:
            cancelled.sort()
            index = 0
            for start, owner in cancelled:
                while index < len(sentences) and sentences[index].end <= start:
                    index += 1
                if index < len(sentences) and sentences[index].start <= start:
                    marks[index].pop(owner, None)
        return Matches(words, starts, marks, cited)

    def _sort_into(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: list[tuple[int, int, list[tuple[int, int]]]],
        covers: dict[int, list[tuple[int, int]]],
        cited: list[tuple[int, int]],
        marks: list[dict[int, list[Hit]]],
    ) -> None:
        index = title = 0
        begins = [sentence.start for sentence in sentences]
        ends = [sentence.end for sentence in sentences]
        count, titles = len(sentences), len(cited)
        low, high = (begins[0], ends[0]) if sentences else (0, 0)
        cues, unnamed, once = self._cues, self._unnamed, self._once
        new, make, not_after = tuple.__new__, Hit, self.not_after
        for start, end, uses in places:
            if start >= high:
                index = bisect_right(ends, start, index)
                if index == count:
                    break
                low, high = begins[index], ends[index]
            if start < low:
                continue
            while title < titles and cited[title][1] <= start:
                title += 1
            inside = title < titles and cited[title][0] <= start
            after = text[end : end + 1]
            law = not inside and (
                (after in _LAW_BEGINS and _LAW_NAME.match(text, end) is not None)
                or (after in _UNIT_BEGINS and _UNIT_NAME.match(text, end) is not None)
            )
            marked = marks[index]
            for owner, slot in uses:
                if owner in marked and owner in once:
                    continue
                if inside and owner in cues:
                    continue
                if owner in covers and _inside(start, end, covers[owner]):
                    continue
                if owner in not_after and not_after[owner].search(
                    text, max(low, start - _NOT_AFTER_REACH), start
                ):
                    continue
                named = inside or (law and owner not in unnamed)
                # A plain tuple call: NamedTuple's own constructor is several times slower.
                hit = new(make, (start, end, slot, named))
                if owner in marked:
                    marked[owner].append(hit)
                else:
                    marked[owner] = [hit]


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in spans)


class HeadingIndex:
    """Words in headings: what a section is for (标题作用), and which element it treats (标题词)."""

    def __init__(self, pack: Pack) -> None:
        self._uses: list[list[tuple[Role | int, bool]]] = []
        patterns: dict[str, list[tuple[Role | int, bool]]] = {}
        self._excluded: list[tuple[Role, str]] = []
        # Longer words in which an element's heading word means something else (谁执法谁普法).
        self._longer: dict[int, re.Pattern[str]] = {}
        for record in pack.language.headings:
            for word in record.strong:
                patterns.setdefault(word, []).append((record.role, True))
            for word in record.weak:
                patterns.setdefault(word, []).append((record.role, False))
            self._excluded.extend((record.role, word) for word in record.excluded)
        for number, element in enumerate(pack.elements):
            for word in element.headings:
                patterns.setdefault(word, []).append((number, True))
            longer = {
                word
                for indicator in element.indicators
                for word in indicator.excluded
                if any(term in word for term in element.headings)
            }
            if longer:
                self._longer[number] = re.compile("|".join(map(re.escape, sorted(longer))))
        self._uses = list(patterns.values())
        self._lengths = [len(word) for word in patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.Standard
        )

    def find(self, title: str) -> tuple[list[tuple[int, int, Role, bool]], list[int]]:
        """Returns (start, end, role, strong) of the role words, and the elements treated."""
        roles: list[tuple[int, int, Role, bool]] = []
        elements: list[int] = []
        bare = _CITED.sub(lambda match: "　" * len(match.group()), title)
        for number, start, end in self._automaton.find_matches_as_indexes(bare, overlapping=True):
            for target, strong in self._uses[number]:
                if isinstance(target, Role):
                    roles.append((start, end, target, strong))
                elif target not in elements and not self._covered(target, bare, start, end):
                    elements.append(target)
        for role, word in self._excluded:
            if word in bare:
                roles = [found for found in roles if found[2] is not role]
        return sorted(roles, key=lambda found: (found[0], -found[1])), elements

    def _covered(self, element: int, title: str, start: int, end: int) -> bool:
        longer = self._longer.get(element)
        return longer is not None and any(
            match.start() <= start and end <= match.end() for match in longer.finditer(title)
        )

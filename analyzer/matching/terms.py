"""All terms of a pack in one pass over the text.

A term is found wherever its characters stand, however the words around it were cut; overlapping
terms are all found. Two things cancel a place: a longer word that the pack excludes, and, for
terms of up to three characters, word boundaries that tear it apart on both sides (法制 in
学法|制度). A term of one character must be a word of its own, or what a number counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

from analyzer.lexicon.schema import CueName, Element, Indicator, Pack, Within
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
# What things are counted in; after a Chinese numeral jieba makes one word of both (九件, 四条).
_MEASURES = frozenset("件条份个次篇期项起部宗场户家名张卷本例桩则封趟人")
# 一张蓝图 counts nothing.
_COUNTS = re.compile("[二三四五六七八九十百千万零〇两几半数余多]\\Z|[十百千万零〇]一\\Z")
_GAP = "…"
_GAP_REACH = 24
_NOT_AFTER_REACH = 8
_NOT_AFTER_SKIPS = 2
_PAUSES = frozenset("，。；：、")
# A law named without 《》: 行政处罚法, 政府信息公开条例; not 法律, 法治, 法院.
_LAW_NAME = re.compile(r"(?:教育|监督)?(?:法(?![律规治制院官定庭人务理])|条例)")
_LAW_BEGINS = frozenset("法条教监")
# A unit that bears the term in its name: 政务公开办, 信访局, 普法办公室; its deeds may be any.
_UNIT_NAME = re.compile(
    r"(?:工作|服务|管理|监督|应诉|与应诉|和应诉|审查|调解|协调)?(?:办公室|办(?![理案结事公实好成法了过完得出起])|科(?![学技普目])|股(?!份)|处(?![罚理置分于])|局(?![面势])|中心|总队|支队)"
)
_UNIT_BEGINS = frozenset("工服管监办科股处局中总支应与和审调协")
_NAME_BEGINS = _LAW_BEGINS | _UNIT_BEGINS
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

    order = (
        r"(?:[一二三四五六七八九十]是)?(?:20\d\d年，?)?"
        r"(?:我[局委厅县市区镇乡院办]|全[局县市区镇乡])?"
    )
    return re.compile(
        rf"\s*{order}(?:{any_of(CueName.MODIFIER)})*(?:{any_of(CueName.HOLLOW_VERB)})"
    )


def _vocabulary(element: Element) -> frozenset[str]:
    return frozenset(
        word
        for indicator in element.indicators
        for group in (indicator.any_of, *indicator.together)
        for word in group
        if len(word) > 1
    )


class Hit(NamedTuple):
    """One place where a term of an owner stands. ``cited`` tells that it is inside 《》."""

    start: int
    end: int
    slot: int
    cited: bool


# A plain tuple call: NamedTuple's own constructor is several times slower.
_new = tuple.__new__


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
    """What one pattern of the automaton is for.

    Attributes:
        uses: The owners whose term it is, each with the number of its group.
        covers: Where in this longer word an owner's terms stand that do not count there, as
            (start, end, owner).
        cancels: Owners that do not count in a whole sentence that holds it.
        gaps: What the text must match here for a term with a gap (…), and the entry of that term.
        number: Its place among all entries.
        short: Whether it stands nowhere where the boundaries of words tear it apart.
        single: Whether it must be a word of its own.
        measure: Whether it is one with a number before it.
        slots: The uses by indicators, as (bit, owner, group).
        bits: All the bits of ``slots`` in one.
        marks: The other uses, as (owner, once, outside titles only, may be part of a name).
        before: Owners whose terms do not count directly after it.
    """

    text: str
    uses: list[tuple[int, int]] = field(default_factory=list)
    covers: list[tuple[int, int, int]] = field(default_factory=list)
    cancels: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    gaps: list[tuple[re.Pattern[str], _Entry]] = field(default_factory=list)
    number: int = 0
    short: bool = False
    single: bool = False
    measure: bool = False
    slots: tuple[tuple[int, int, int], ...] = ()
    bits: int = 0
    marks: tuple[tuple[int, bool, bool, bool], ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is nothing but a term."""
        return not (self.covers or self.cancels or self.before or self.gaps)


@dataclass(slots=True)
class Matches:
    """What the pack's words found in one text.

    Attributes:
        words: The words of the text in order.
        starts: The offset at which each of them begins.
        marks: For each sentence, hits by owner number. An indicator has hits only where all its
            groups have a term in the sentence, or may meet elsewhere: in the paragraph, or in the
            head's duty, where the subject (its first group) alone counts.
        filled: For each sentence, the bits of the groups of which a term stands there, whether
            the other groups are met or not; see ``TermIndex.group_bits``.
        cited: Offsets of cited titles (书名号), in order.
    """

    words: list[str]
    starts: list[int]
    marks: list[dict[int, list[Hit]]]
    filled: list[int]
    cited: list[tuple[int, int]]

    def is_cited(self, position: int) -> bool:
        """Tells whether an offset lies inside a cited title."""
        before = bisect_right(self.cited, position, key=itemgetter(0)) - 1
        return before >= 0 and position < self.cited[before][1]


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
        self.generic = frozenset(_words_of(pack, CueName.GENERIC))
        self.hollow_opening = _hollow_opening(pack)
        self.user_words = pack.head.words
        self.same_matter = tuple(subject.words for subject in pack.language.subjects)
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
        # All words with which an element is told, in whatever group; single characters say nothing.
        self.vocabulary = [_vocabulary(element) for element in pack.elements]
        self.keys = {key.owner: key for keys in self.indicators for key in keys}
        self._number_bits(pack)
        # Those that are more than terms stand last, so that a number alone tells them apart.
        self.entries = sorted(self._entries.values(), key=lambda entry: not entry.plain)
        self._terms_only = sum(entry.plain for entry in self.entries)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [entry.text for entry in self.entries],
            matchkind=ahocorasick_rs.MatchKind.Standard,
        )
        for entry in self.entries:
            entry.short = len(entry.text) <= _TORN_UP_TO
            entry.single = len(entry.text) == 1
            entry.measure = entry.text in _MEASURES
        self.entries += [gapped for entry in self.entries for _, gapped in entry.gaps]
        for number, entry in enumerate(self.entries):
            entry.number = number
            self._sort_uses(entry)
        self.headings = HeadingIndex(pack)

    def _number_bits(self, pack: Pack) -> None:
        """Gives every group of every indicator a bit: first the first groups of all, and so on.

        So one shift and one "and" tell for all indicators at once which have all groups in a
        sentence. Most have not, and making hits for those took half of the time.
        """
        width = len(self.keys)
        most = max((key.slots for key in self.keys.values()), default=1)
        self.width, self.groups = width, most
        self.first_groups = (1 << width) - 1
        self.every_group = sum(1 << (slot * width) for slot in range(most))
        self.bits: dict[int, int] = {}
        self.absent = self.far = self.subjects = 0
        for place, (owner, key) in enumerate(self.keys.items()):
            self.bits[owner] = 1 << place
            self.absent |= sum(1 << (slot * width + place) for slot in range(key.slots or 1, most))
            if key.within is Within.PARAGRAPH and key.slots > 1:
                self.far |= 1 << place
            if pack.elements[key.element].home is Role.DUTY:
                self.subjects |= 1 << place
        self.group_bits = {owner: bit * self.every_group for owner, bit in self.bits.items()}
        self.openings = [sum(self.bits[key.owner] for key in keys) for keys in self.indicators]

    def _sort_uses(self, entry: _Entry) -> None:
        """Sets what the search needs to know of an entry, in the form in which it is quickest."""
        # Of these only the presence in a sentence is asked for: one hit each is enough.
        once = [self.cue[name] for name in _PRESENCE]
        cues = self.cue.values()
        marks: list[tuple[int, bool, bool, bool]] = []
        slots: list[tuple[int, int, int]] = []
        for owner, slot in sorted(entry.uses):
            if owner in self.keys:
                slots.append((self.bits[owner] << (slot * self.width), owner, slot))
            else:
                outside = owner in cues and owner != self.cue[CueName.LAW]
                marks.append((owner, owner in once, outside, owner in self.answers))
        entry.marks, entry.slots = tuple(marks), tuple(slots)
        for bit, _, _ in slots:
            entry.bits |= bit

    def _new_owner(self) -> int:
        self._owners += 1
        return self._owners

    def _indicator(self, element: int, indicator: Indicator) -> IndicatorKey:
        owner = self._new_owner()
        slots: list[Sequence[str]] = [indicator.any_of] if indicator.any_of else []
        slots.extend(indicator.together)
        self._add(owner, slots, indicator.excluded)
        for word in indicator.not_after:
            self._entry(word).before.append(owner)
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
                    re.escape(first) + rf"[^，。；、《》\n]{{1,{_GAP_REACH}}}?" + re.escape(rest)
                )
                self._entry(first).gaps.append((pattern, _Entry(word, [(owner, slot)])))
            else:
                self._entry(word).uses.append((owner, slot))
        self.excluded[owner] = frozenset(excluded)
        for word in self.excluded[owner]:
            places = {
                (start, start + len(term), owner)
                for _, term in words
                if term in word
                for start in range(len(word))
                if word.startswith(term, start)
            }
            if places:
                self._entry(word).covers.extend(sorted(places))
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
        search = _Search(self, text, begins, cited)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        search.note_longer_words([hit for hit in found if hit[0] >= self._terms_only])
        if search.gapped:
            found += search.gapped
            found.sort(key=itemgetter(2))
        # By start, and of equal starts by end: the automaton finds them by end.
        found.sort(key=itemgetter(1))
        search.sort_in(found, sentences)
        return Matches(words, starts, search.marks, search.filled, cited)


class _Search:
    """The search for all terms in one text.

    Attributes:
        gapped: Places of terms with a gap, as (number of the entry, start, end).
        marks: See ``Matches``.
        filled: See ``Matches``.
    """

    def __init__(
        self,
        index: TermIndex,
        text: str,
        begins: frozenset[int],
        cited: list[tuple[int, int]],
    ) -> None:
        self._index = index
        self._text = text
        self._begins = begins
        self._cited = frozenset(chain.from_iterable(range(low, high) for low, high in cited))
        self._covered: set[tuple[int, int, int]] = set()
        self._after: dict[int, list[tuple[int, int]]] = {}
        # Where a term may stand that does not count: everywhere else nothing need be asked.
        self._doubtful: set[int] = set()
        self._cancelled: list[tuple[int, int]] = []
        self.gapped: list[tuple[int, int, int]] = []
        self.marks: list[dict[int, list[Hit]]] = []
        self.filled: list[int] = []

    def note_longer_words(self, found: Sequence[tuple[int, int, int]]) -> None:
        """Notes which places longer words take away, and finds the terms with a gap."""
        longer: list[tuple[int, int, int]] = []
        for number, start, end in found:
            entry = self._index.entries[number]
            for low, high, owner in entry.covers:
                self._covered.add((start + low, start + high, owner))
                self._doubtful.add(start + low)
                longer.append((start, end, owner))
            for owner in entry.cancels:
                self._cancelled.append((start, owner))
            if entry.before:
                self._note_before(entry, start, end)
            for pattern, gapped in entry.gaps:
                match = pattern.match(self._text, start)
                if match is not None:
                    self.gapped.append((gapped.number, start, match.end()))
        self._cancelled.sort(reverse=True)
        for number, start, end in self.gapped:
            owner, _ = self._index.entries[number].uses[0]
            if any(low <= start and end <= high and owner == of for low, high, of in longer):
                self._covered.add((start, end, owner))
                self._doubtful.add(start)

    def _note_before(self, entry: _Entry, start: int, end: int) -> None:
        """Notes where terms do not count because of the word before them."""
        gone = sum(self._index.bits[owner] for owner in entry.before) * self._index.every_group
        for place in range(end, min(end + _NOT_AFTER_SKIPS, len(self._text)) + 1):
            last = self._text[place - 1]
            if place > end and (last in _PAUSES or last.isspace()):
                break
            self._after.setdefault(place, []).append((start, gone))
            self._doubtful.add(place)

    def sort_in(self, found: Sequence[tuple[int, int, int]], sentences: Sequence[Sentence]) -> None:
        """Sets ``marks`` and ``filled``; ``found`` are places in the order of the text."""
        entries, begins, doubtful = self._index.entries, self._begins, self._doubtful
        at = [start for _, start, _ in found]
        last = 0
        for low, high in map(itemgetter(0, 1), sentences):
            first = bisect_left(at, low, last)
            last = bisect_left(at, high, first)
            marked: dict[int, list[Hit]] = {}
            places: list[tuple[int, int, int, _Entry]] = []
            filled = 0
            for number, start, end in found[first:last]:
                entry = entries[number]
                # Written out: a call for each of the places would cost as much as all the rest.
                if entry.short:
                    if start not in begins:
                        if entry.measure and end in begins:
                            if _COUNTS.search(self._text, max(start - 2, 0), start) is None:
                                continue
                        elif entry.single or (
                            end not in begins and not begins.isdisjoint(range(start + 1, end))
                        ):
                            continue
                    elif entry.single and end not in begins:
                        continue
                bits = entry.bits
                if bits:
                    if start in doubtful:
                        bits = self._uncovered(entry, start, end, low)
                    filled |= bits
                    places.append((start, end, bits, entry))
                if entry.marks:
                    self._mark(entry, start, end, marked)
            if self._cancelled and self._cancelled[-1][0] < high:
                filled &= ~self._cancel(low, high, marked)
            if filled:
                self._collect(places, filled, marked)
            self.marks.append(marked)
            self.filled.append(filled)

    def _uncovered(self, entry: _Entry, start: int, end: int, low: int) -> int:
        """Returns the bits of a place without those that its surroundings take away."""
        bits = entry.bits
        for bit, owner, _ in entry.slots:
            if (start, end, owner) in self._covered:
                bits &= ~bit
        for begin, gone in self._after.get(start, ()):
            if begin >= low and begin >= start - _NOT_AFTER_REACH:
                bits &= ~gone
        return bits

    def _mark(self, entry: _Entry, start: int, end: int, marked: dict[int, list[Hit]]) -> None:
        """Adds the hits of one place that belong to cues, answers and wordings."""
        inside = start in self._cited
        for owner, once, outside, nameable in entry.marks:
            if (inside and outside) or (once and owner in marked):
                continue
            if start in self._doubtful and (start, end, owner) in self._covered:
                continue
            named = inside or (nameable and self._begins_name(end))
            hit = _new(Hit, (start, end, 0, named))
            if owner in marked:
                marked[owner].append(hit)
            else:
                marked[owner] = [hit]

    def _begins_name(self, end: int) -> bool:
        """Tells whether what stands before an offset is the beginning of a law's or unit's name."""
        after = self._text[end : end + 1]
        return (after in _LAW_BEGINS and _LAW_NAME.match(self._text, end) is not None) or (
            after in _UNIT_BEGINS and _UNIT_NAME.match(self._text, end) is not None
        )

    def _cancel(self, low: int, high: int, marked: dict[int, list[Hit]]) -> int:
        """Takes away what longer words cancel in a sentence; returns the bits to take away too."""
        gone = 0
        while self._cancelled and self._cancelled[-1][0] < high:
            start, owner = self._cancelled.pop()
            if start >= low:
                marked.pop(owner, None)
                gone |= self._index.bits.get(owner, 0)
        return gone * self._index.every_group

    def _collect(
        self,
        places: Sequence[tuple[int, int, int, _Entry]],
        filled: int,
        marked: dict[int, list[Hit]],
    ) -> None:
        """Adds the hits of the indicators of which all groups are met, or whose hits are kept."""
        index = self._index
        kept = filled & index.subjects
        complete = met = filled | index.absent
        for _ in range(index.groups - 1):
            met >>= index.width
            complete &= met
        if index.far:
            for group in range(index.groups):
                kept |= (filled >> (group * index.width)) & index.far
        complete = (complete & index.first_groups) | kept
        wanted = complete * index.every_group
        if not wanted:
            return
        text, cited = self._text, self._cited
        for start, end, bits, entry in places:
            bits &= wanted
            if not bits:
                continue
            named = start in cited or (
                text[end : end + 1] in _NAME_BEGINS and self._begins_name(end)
            )
            for bit, owner, slot in entry.slots:
                if bits & bit:
                    hit = _new(Hit, (start, end, slot, named))
                    if owner in marked:
                        marked[owner].append(hit)
                    else:
                        marked[owner] = [hit]


class HeadingIndex:
    """Words in headings: what a section is for (标题作用), and which element it treats (标题词)."""

    def __init__(self, pack: Pack) -> None:
        self._uses: list[list[tuple[Role | int, bool]]] = []
        patterns: dict[str, list[tuple[Role | int, bool]]] = {}
        self._excluded: list[tuple[Role, str]] = []
        self._labels = {
            word: record.role for record in pack.language.headings for word in record.labels
        }
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
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.Standard
        )

    def find(self, title: str) -> tuple[list[tuple[int, int, Role, bool]], list[int]]:
        """Returns (start, end, role, strong) of the role words, and the elements treated."""
        roles: list[tuple[int, int, Role, bool]] = []
        elements: list[int] = []
        bare = title
        if "《" in title or "〈" in title:
            bare = _CITED.sub(lambda match: "　" * len(match.group()), title)
        for number, start, end in self._automaton.find_matches_as_indexes(bare, overlapping=True):
            for target, strong in self._uses[number]:
                if isinstance(target, Role):
                    roles.append((start, end, target, strong))
                elif target not in elements and not self._covered(target, bare, start, end):
                    elements.append(target)
        if not roles:
            return roles, elements
        for role, word in self._excluded:
            if word in bare:
                roles = [found for found in roles if found[2] is not role]
        return sorted(roles, key=lambda found: (found[0], -found[1])), elements

    def announced_role(self, head: str) -> Role | None:
        """Returns what a column's head or a label announces; ``None`` where it says nothing."""
        named = max((word for word in self._labels if word in head), key=len, default=None)
        if named is not None:
            return self._labels[named]
        roles, _ = self.find(head)
        return roles[0][2] if roles else None

    def _covered(self, element: int, title: str, start: int, end: int) -> bool:
        longer = self._longer.get(element)
        return longer is not None and any(
            match.start() <= start and end <= match.end() for match in longer.finditer(title)
        )

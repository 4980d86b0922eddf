"""Sentences with what was found in them: the unit that all judgement works on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from analyzer.lexicon.schema import CueName
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit, Matches, TermIndex
from analyzer.model.document import Document, Role, Sentence
from analyzer.structure.numbers import parse_year

_CLAUSE = re.compile(r"[，,；;。：:！？]")
_YEAR = re.compile(
    # What must not stand before it is looked at from behind its first character, for speed.
    r"(2(?<![\d—–\-－~～].)(?<![\d年][至到].)0\d{2}"
    r"|二(?<![\d—–\-－~～].)(?<![\d年][至到].)[〇○零][〇○零一二三四五六七八九]{2}(?=年))\s*年?(?!\d)"
)
# A future that a finished act is about (对下一步工作提出了要求) is no intention.
_FINISHED = re.compile(
    r"[^。；]*?(?:均已|都已|已经|已全部|已按|已于|提出了|作出了|作了|明确了|制定了|进行了部署)"
)
_AT_THE_START = 8
_ANNOUNCEMENT = 40
_DIGIT = re.compile(r"\d")
_NOT_AHEAD = re.compile(r"\s*(?:年)?\s*(?:[—–\-－~～至]|(?:规划|纲要))")


@dataclass(slots=True)
class Passage:
    """A sentence, its role, and its marks.

    Attributes:
        index: Its place in ``document.sentences``.
        role: What it does in the report.
        start: Offset of its first character, an enumeration mark left out.
        ahead: Offset from which it speaks of the future; its end where it never does.
        marks: Hits by owner number of the term index.
        facts: The concrete facts in it.
    """

    index: int
    sentence: Sentence
    role: Role
    start: int
    end: int
    ahead: int
    marks: dict[int, list[Hit]]
    facts: Sequence[Fact]

    @property
    def intends(self) -> bool:
        """Whether the whole sentence tells what is intended, not what was done."""
        return self.ahead < self.end and self.ahead <= self.start + _AT_THE_START

    def hits(self, owner: int) -> Sequence[Hit]:
        """Returns the places where an owner's terms stand."""
        return self.marks.get(owner, ())


def clause_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Returns the clause that holds ``[start, end)``, within ``[low, high)``."""
    begin = low
    for match in _CLAUSE.finditer(text, low, start):
        begin = match.end()
    stop = _CLAUSE.search(text, end, high)
    return begin, stop.start() if stop else high


class Speech:
    """Answers how a passage speaks: of the future, in the negative, of a cause.

    Args:
        document: The report.
        terms: The compiled pack.
        year: The reporting year, if known.
    """

    def __init__(self, document: Document, terms: TermIndex, year: int | None) -> None:
        self._text = document.text
        self._cue = terms.cue
        self._year = year
        self._intention = terms.cue[CueName.INTENTION]
        self._negation = terms.cue[CueName.NEGATION]

    def has(self, passage: Passage, *names: CueName) -> bool:
        """Tells whether one of the cues stands in the passage."""
        marks = passage.marks
        # Written out: ``any`` would make a generator for every question.
        for name in names:  # noqa: SIM110
            if self._cue[name] in marks:
                return True
        return False

    def ahead(self, start: int, end: int, marks: dict[int, list[Hit]]) -> int:
        """Returns the offset from which a sentence speaks of the future; its end if it never does.

        A word of intention counts, and so does a year after the reporting year.
        """
        found = end
        for hit in marks.get(self._intention, ()):
            if hit.start >= start and not _FINISHED.match(self._text, hit.end, end):
                found = hit.start
                break
        find = self._text.find
        if self._year is not None and (
            find("20", start, found) >= 0 or find("二", start, found) >= 0
        ):
            for match in _YEAR.finditer(self._text, start, found):
                if (parse_year(match[1]) or 0) <= self._year or _NOT_AHEAD.match(
                    self._text, match.end()
                ):
                    continue
                if self._text.rfind("《", start, match.start()) > self._text.rfind(
                    "》", start, match.start()
                ) or self._text[match.start() - 1 : match.start()] in ("〔", "[", "（", "("):
                    continue
                return match.start()
        return found

    def announces_defects(self, start: int, end: int, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a sentence only says that there is something wrong (还有几处短板)."""
        cue = self._cue
        return (
            end - start <= _ANNOUNCEMENT
            and cue[CueName.DEFECT_NOUN] in marks
            and cue[CueName.EXISTENCE] in marks
            and cue[CueName.SOLVED] not in marks
            and not _DIGIT.search(self._text, start, end)
        )

    def negated(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether the clause of a hit says that it was not done."""
        negations = passage.marks.get(self._negation)
        if not negations:
            return False
        begin, stop = clause_around(self._text, hit.start, hit.end, passage.start, passage.end)
        return any(begin <= negation.start < stop for negation in negations)


@dataclass(slots=True)
class Reading:
    """A report as judgement sees it.

    Attributes:
        document: Its structure.
        terms: The compiled pack.
        matches: Hits and word boundaries.
        passages: The sentences of the body, in order.
        section_roles: The roles that hold for each section.
        section_own_roles: The roles that each heading names itself.
        section_topics: The elements that each heading treats, by their number in the pack.
        speech: How passages speak.
    """

    document: Document
    terms: TermIndex
    matches: Matches
    passages: list[Passage]
    section_roles: list[tuple[Role, ...]]
    section_own_roles: list[tuple[Role, ...]]
    section_topics: list[tuple[int, ...]]
    speech: Speech
    _paths: dict[int, str] = field(default_factory=dict)
    _content: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def begins_word(self, position: int) -> bool:
        """Tells whether a word, as the segmenter cut them, begins at an offset."""
        starts = self.matches.starts
        index = bisect_left(starts, position)
        return index < len(starts) and starts[index] == position

    def words(self, start: int, end: int) -> list[str]:
        """Returns the words of a piece of text, as the segmenter cut them."""
        starts = self.matches.starts
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        words = self.matches.words[first:last]
        if words and starts[last - 1] + len(words[-1]) > end:
            words[-1] = words[-1][: end - starts[last - 1]]
        return words

    def content_words(self, start: int, end: int) -> set[str]:
        """Returns the words that say something specific: of two Han characters or more, not generic."""
        found = self._content.get((start, end))
        if found is None:
            found = self._content[start, end] = {
                word
                for word in set(self.words(start, end)) - self.terms.generic
                if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"
            }
        return found

    def path(self, section: int) -> str:
        """Returns the titles of the enclosing headings, outermost first."""
        if section < 0:
            return ""
        path = self._paths.get(section)
        if path is None:
            found = self.document.sections[section]
            above = self.path(found.parent)
            own = f"{found.number}{found.title}".strip()
            path = self._paths[section] = f"{above} > {own}" if above and own else above or own
        return path

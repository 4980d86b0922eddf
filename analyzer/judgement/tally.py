"""How a stretch of text speaks: how much of it tells deeds, defects, causes and plans.

Where a heading does not say what stands under it, a reader looks at the text; this is that look.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.judgement.passages import Speech
from analyzer.lexicon.schema import CueName
from analyzer.matching.facts import Fact
from analyzer.matching.terms import Hit, Matches, TermIndex
from analyzer.model.document import Document, Role

# A word of intention so far into a sentence still sets its tone.
_OPENING = 28
# Shares of the sentences that make a stretch a plan, a list of causes, a list of shortcomings.
_PLAN = 0.4
_CAUSES = 0.34
_SHORT = 0.4
_WHYS = 0.2
_DEFECTS = 0.7
_MIXED = 0.6
_TOLD_AT_MOST = 0.34


class Voice(NamedTuple):
    """How one sentence speaks; several may hold at once."""

    ahead: bool
    short: bool
    defect: bool
    cause: bool
    told: bool
    past: bool


@dataclass(slots=True)
class Tally:
    """How many sentences of a stretch speak in each voice."""

    total: int = 0
    ahead: int = 0
    short: int = 0
    defects: int = 0
    cause: int = 0
    told: int = 0
    past: int = 0
    opens_ahead: bool = False
    opens_defective: bool = False
    opens_told: bool = False

    @property
    def mixed(self) -> bool:
        """Whether shortcomings stand here together with their causes and remedies."""
        if self.opens_ahead or self.opens_told or not self.defects or not self.ahead:
            return False
        told_with_cause = self.cause > 0 or (self.opens_defective and self.defects > 1)
        return told_with_cause and self.defects + self.cause + self.ahead >= _MIXED * self.total

    @property
    def complains(self) -> bool:
        """Whether most of it states what is wrong and why, and little tells what was done."""
        if self.told > _TOLD_AT_MOST * self.total:
            return False
        return self.defects >= _DEFECTS * self.total or (
            self.short + self.cause >= 2 and self.defects + self.cause >= _MIXED * self.total
        )

    def roles(self, before: Role | None, *, late: bool) -> tuple[Role, ...]:
        """Returns the roles of the stretch.

        Args:
            before: The role of what stands before it.
            late: Whether it stands in the later part of the report, where shortcomings, their causes and
                their remedies are told.
        """
        if not self.total:
            return (before or Role.DEED,)
        if late and self.mixed:
            return (Role.SHORTCOMING, Role.CAUSE, Role.PLAN)
        # Two sentences that differ make no chapter of either kind.
        divided = self.total <= 2 and self.told > 0
        if (
            self.ahead >= _PLAN * self.total
            and self.ahead >= self.short
            and not (divided and self.ahead < self.total)
        ):
            return (Role.PLAN,)
        # Who begins with the shortcomings goes on to the deeds, not to causes and remedies.
        after_short = late and before in (Role.SHORTCOMING, Role.CAUSE)
        if after_short and self.cause >= _CAUSES * self.total:
            return (Role.CAUSE,)
        if late and self.cause > 1 and self.cause >= _WHYS * self.total:
            # Nobody asks again and again why something went well.
            return (Role.SHORTCOMING, Role.CAUSE)
        if (self.short >= _SHORT * self.total and not (divided and self.short < self.total)) or (
            late and self.complains
        ):
            return (Role.SHORTCOMING,)
        if after_short or before is Role.PLAN:
            # After the shortcomings comes their remedy, unless deeds are told.
            return (Role.PLAN if self.ahead else Role.OTHER,)
        return (Role.DEED,)


class Tallies:
    """Counts voices over any stretch of a report; each sentence is listened to once."""

    def __init__(
        self,
        document: Document,
        matches: Matches,
        terms: TermIndex,
        speech: Speech,
        facts: Sequence[Sequence[Fact]],
    ) -> None:
        # Looked up once: they are asked of every sentence.
        self._short = terms.cue[CueName.SHORTCOMING]
        self._short_weak = terms.cue[CueName.SHORTCOMING_WEAK]
        self._solved = terms.cue[CueName.SOLVED]
        self._cause = terms.cue[CueName.CAUSE]
        self._past = terms.cue[CueName.PAST]
        self._negation = terms.cue[CueName.NEGATION]
        self._nothing = terms.cue[CueName.NOTHING]
        self._starts = [sentence.start for sentence in document.sentences]
        # For each sentence, the offset from which it speaks of the future; see ``Speech.ahead``.
        self.ahead: list[int] = []
        self._voices: list[Voice | None] = []
        for number, sentence in enumerate(document.sentences):
            start, end, marks = sentence.start, sentence.end, matches.marks[number]
            ahead = speech.ahead(start, end, marks)
            self.ahead.append(ahead)
            opens_ahead = ahead - start < min(_OPENING, end - start)
            self._voices.append(
                None if sentence.heading else self._voice(marks, opens_ahead, bool(facts[number]))
            )

    def _voice(self, marks: dict[int, list[Hit]], ahead: bool, has_facts: bool) -> Voice:
        solved = self._solved in marks
        defect = not solved and self.defective(marks)
        short = self._short in marks and not solved
        # 未发生复议案件 answers for the year, as a deed does.
        answers = self._nothing in marks and not ahead
        told = self._past in marks or answers or (has_facts and not defect and not ahead)
        return Voice(ahead, short, defect, self._cause in marks, told, self._past in marks)

    def defective(self, marks: dict[int, list[Hit]]) -> bool:
        """Tells whether a sentence states that something is wrong or was not done."""
        if self._short in marks:
            return True
        # 未制定、未发生 is an answer, not a defect.
        return self._nothing not in marks and (self._short_weak in marks or self._negation in marks)

    def between(self, start: int, end: int) -> Tally:
        """Returns the voices of the sentences that begin in ``[start, end)``, headings left out."""
        tally = Tally()
        for number in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            voice = self._voices[number]
            if voice is None:
                continue
            if not tally.total:
                tally.opens_ahead = voice.ahead
                tally.opens_defective = voice.defect
                tally.opens_told = voice.told and not voice.defect
            tally.total += 1
            tally.ahead += voice.ahead
            tally.short += voice.short
            tally.defects += voice.defect
            tally.cause += voice.cause
            tally.told += voice.told
            tally.past += voice.past
        return tally

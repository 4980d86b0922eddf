"""Which elements each sentence and each heading speaks of, and what belongs to another year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.judgement.passages import Passage, Reading, clause_around
from analyzer.lexicon.schema import CueName, Pack, Within
from analyzer.matching.terms import Hit, IndicatorKey
from analyzer.model.document import Role

_OTHER_YEAR = re.compile(
    r"(?:\A|[，；。：:])[ \u3000]*(?:在|于)?(20\d{2})年(?!以来|起|至|到|[—\-－~～]|出台|印发|制定|建成|成立|修订|版|的)"
)


class Topics:
    """What every passage of a report speaks of.

    Args:
        pack: The pack.
        reading: The report.
        year: The reporting year, if known.

    Attributes:
        named: For each passage, the elements (by number in the pack) that its own words name.
        other_year: For each passage, whether it places itself before the reporting year.
        by_heading: For each section whose heading stands as a passage, the elements it treats.
        by_paragraph: The passages of each paragraph.
        candidates: For each element, the passages that may speak of it, in order.
    """

    def __init__(self, pack: Pack, reading: Reading, year: int | None) -> None:
        self._pack = pack
        self._reading = reading
        self._text = reading.document.text
        self._year = year
        self._cue = reading.terms.cue
        self.named: list[dict[int, list[Hit]]] = []
        self.by_heading: dict[int, set[int]] = {}
        self.other_year: list[bool] = []
        self.by_paragraph: dict[int, list[int]] = {}
        self._headed_by: dict[int, set[int]] = {}
        self._survey()
        self.candidates = self._find_candidates()

    def headed(self, section: int) -> set[int]:
        """Returns the elements that the nearest heading that treats any element treats."""
        found = self._headed_by.get(section)
        if found is None:
            if section < 0:
                return set()
            found = self.by_heading.get(section) or set(self._reading.section_topics[section])
            found = found or self.headed(self._reading.document.sections[section].parent)
            self._headed_by[section] = found
        return found

    def law(self, passage: Passage) -> bool:
        """Tells whether a passage is about governing by law (法治) at all."""
        return self._cue[CueName.LAW] in passage.marks

    def _survey(self) -> None:
        """Notes for every passage which elements its own words name."""
        keys = self._reading.terms.keys
        owners = keys.keys()
        far = [key for key in keys.values() if key.within is Within.PARAGRAPH and key.slots > 1]
        for index, passage in enumerate(self._reading.passages):
            self.by_paragraph.setdefault(passage.sentence.paragraph, []).append(index)
            named: dict[int, list[Hit]] = {}
            for owner in passage.marks.keys() & owners:
                key, hits = keys[owner], passage.marks[owner]
                if self._meets(key, hits, passage):
                    named.setdefault(key.element, []).extend(hits)
            self.named.append(named)
            self.other_year.append(self._of_other_year(passage))
            if passage.sentence.heading and passage.sentence.section >= 0:
                self.by_heading[passage.sentence.section] = set(named) | set(
                    self._reading.section_topics[passage.sentence.section]
                )
        if far:
            self._survey_paragraphs(far)

    def _survey_paragraphs(self, far: Sequence[IndicatorKey]) -> None:
        for key in far:
            for members in self.by_paragraph.values():
                hits = [
                    (i, h)
                    for i in members
                    for h in self._reading.passages[i].marks.get(key.owner, ())
                ]
                if len({hit.slot for _, hit in hits}) == key.slots:
                    for index, hit in hits:
                        self.named[index].setdefault(key.element, []).append(hit)

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
            for number in self.named[index]:
                found[number].update(self.by_paragraph[passage.sentence.paragraph])
            for number in self.headed(passage.sentence.section):
                found[number].add(index)
            if passage.role is Role.DUTY:
                for number in home:
                    found[number].add(index)
            if nothing in passage.marks:
                for owner in passage.marks.keys() & answering.keys():
                    found[answering[owner]].add(index)
        return [sorted(indexes) for indexes in found]

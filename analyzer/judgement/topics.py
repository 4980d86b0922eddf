"""Which elements each sentence and each heading speaks of, and what belongs to another year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.judgement.actors import Actors
from analyzer.judgement.passages import Passage, Reading, clause_around
from analyzer.lexicon.schema import CueName, Pack, Within
from analyzer.matching.terms import Hit, IndicatorKey
from analyzer.model.document import Level, Role
from analyzer.structure.numbers import parse_year

_OTHER_YEAR = re.compile(
    r"(?:\A|[，；。：:])[ \u3000]*(?:以下是|早在|早于|还在|曾在|曾于|继|在|于|从)?"
    r"(?:(20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年(?!以来|起|至|到|[—\-－~～]|(?:出台|印发|制定|建成|成立|修订)[^，。；]{0,14}的|版|的(?!情况|工作))|去年|前年|上一?年度?(?:[，,]|(?=[我本全]))|早在(?!今年)|“?[一二三四五六七八九十]+五”?(?:时期|普法期间))"
)
_OWN_DOCUMENT = re.compile(
    r"(?:制定|制发|印发|出台|修订|修改|起草|编制|编印|拟定|草拟|审定|商定|议定|改定|公布|发布|备案|报备|审核|审查|清理|废止|定下|推出|签订|签)"
    r"[^。；，《》]{0,14}(?<!的)\Z|(?:主持|由[他她])[^。；，《》]{0,14}的\Z"
)
_MADE = re.compile(
    r"印发|制定|制发|出台|发布|备案|报备|存查|存档|起草|施行|公布|废止|修订|编号|审核|审查"
)
_DIRECTIVES = (
    "通知",
    "意见",
    "办法",
    "规定",
    "方案",
    "指引",
    "细则",
    "制度",
    "通报",
    "要点",
    "清单",
)
_BOWS_TO = re.compile(r"按照|根据|依据|依照|贯彻|学习|学法|篇目|对照|转发|落实|执行|围绕|传达")
# 以下是2023年的情况：…… sets its whole paragraph into that year.
_LEADS_IN = re.compile(r"[^。；]{0,6}20\d{2}年的?(?:情况|工作|做法)[^，。；：]{0,6}[：:]")
# 现将去年一年的情况汇报如下, in the opening.
_REPORTS_LAST_YEAR = re.compile(
    r"(?:把|将|就|对)[^，。；]{0,8}(?:去年|上一?年度?)[^。；]{0,30}(?:报告|汇报|通报|交[个了一]*[底账]|讲|说|公布|晒|亮)"
)
_OPENING = 300
_SAME_YEAR = re.compile(r"[ \u3000]*(?:当年|同年|那一?年|是年)")
_THIS_YEAR = re.compile(r"今年|本年度?|年内")
_TERRITORIES = frozenset("省市县区州旗镇乡")
# How far into a sentence its subject may stand (6月，局党组书记、局长……).
_SUBJECT_WITHIN = 14
# 挂头牌的是局长……
_NAMED_WITHIN = 30
_BELOW_COUNTY = (Level.DEPARTMENT, Level.TOWNSHIP)
_HIGHER_COMMITTEES = ("县委", "市委", "区委", "省委", "州委", "旗委")
# 37名市直部门主要负责人 are the heads of other bodies.
_OF_MANY = re.compile(
    r"(?:\A|[，,；;。：:、\n])[^，,；;。：:、\n负书长]{0,8}(?:\d|[一二三四五六七八九十])(?:名|位)[^，,；;。：:]*\Z"
    r"|(?:直|级|各|职能|组成|政府)部门\Z"
)
_MANY_WITHIN = 40
# How far behind a title a word still belongs to it (把《旅游法》改成小戏).
_BESIDE = 12
_UNIT_FREE = ("班长", "首长", "家长")


class Topics:
    """What every passage of a report speaks of.

    Args:
        pack: The pack.
        reading: The report.
        year: The reporting year, if known.

    Attributes:
        named: For each passage, the elements (by number in the pack) that its own words name, with
            the places; without places where they stand only in the name of a document or a unit.
        others: For each passage, the part of it that tells what others did.
        past: For each passage, the part of it that tells of an earlier year.
        other_year: For each passage, whether all of it does.
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
        self._law = reading.terms.cue[CueName.LAW]
        self.named: list[dict[int, list[Hit]]] = []
        self.by_heading: dict[int, set[int]] = {}
        self.other_year: list[bool] = []
        self.past: list[tuple[int, int]] = []
        self.by_paragraph: dict[int, list[int]] = {}
        self._headed_by: dict[int, set[int]] = {}
        self._actors = Actors(pack, reading.document.identity)
        self.others: list[tuple[int, int]] = []
        # Who writes in January means the year reported on by 去年: says so, or never says 今年.
        body = self._text[reading.document.identity.body_start :]
        self._written_after = year is not None and (
            _REPORTS_LAST_YEAR.search(body, 0, _OPENING) is not None
            or re.search(rf"今年|本年|{year}年", body) is None
        )
        self._duties = {number for number, e in enumerate(pack.elements) if e.home is Role.DUTY}
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

    def _speaks(self, number: int, passage: Passage, hit: Hit) -> bool:
        """Tells whether a hit is more than part of a cited title or of a unit's name.

        A title counts where the element says so, and where the body made the document itself.
        """
        if not hit.cited:
            return True
        if self._pack.elements[number].title_counts:
            return not self._is_directive(passage, hit)
        opening = self._text.rfind("《", passage.start, hit.start + 1)
        before = self._text[max(passage.start, opening - 30) : max(opening, passage.start)]
        clause = re.split(r"[，；。：]", before)[-1]
        beside = self._pack.elements[number].title_beside
        if beside:
            closing = self._text.find("》", hit.end, passage.end) + 1
            after = self._text[closing : closing + _BESIDE] if closing else ""
            if any(word in clause or word in after for word in beside):
                return True
        if _BOWS_TO.search(clause):
            return False
        if number in self._duties and not self.tells_of_head(number, passage):
            # What the head must do is not what he did, whoever wrote it down.
            return False
        identity = self._reading.document.identity
        own_place = (identity.issuer or "\0")[:2]
        # A rule of the county is not made by each of its offices; that is told in the sentence.
        made = identity.level is not Level.DEPARTMENT or _MADE.search(
            self._text, passage.start, passage.end
        )
        if made and opening >= 0 and self._text.startswith(own_place, opening + 1):
            return not _BOWS_TO.search(self._text, passage.start, opening)
        return bool(_OWN_DOCUMENT.search(clause))

    def _is_directive(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether a cited title is that of a notice or a rule, not of a work to be studied."""
        closing = self._text.find("》", hit.end, passage.end)
        return closing > 0 and self._text.endswith(_DIRECTIVES, passage.start, closing)

    def law(self, passage: Passage) -> bool:
        """Tells whether a passage is about governing by law (法治) at all."""
        return self._law in passage.marks

    def law_nearby(self, passage: Passage) -> bool:
        """Tells whether the paragraph of a passage is about governing by law."""
        around = self.by_paragraph[passage.sentence.paragraph]
        return any(self.law(self._reading.passages[index]) for index in around)

    def _survey(self) -> None:
        """Notes for every passage which elements its own words name."""
        keys = self._reading.terms.keys
        far = [key for key in keys.values() if key.within is Within.PARAGRAPH and key.slots > 1]
        weak: list[tuple[int, int, list[Hit]]] = []
        past, before = (0, 0), None
        for index, passage in enumerate(self._reading.passages):
            self.by_paragraph.setdefault(passage.sentence.paragraph, []).append(index)
            named: dict[int, list[Hit]] = {}
            for owner, hits in passage.marks.items():
                key = keys.get(owner)
                if key is None or len(hits) < key.slots:
                    continue
                if key.weak:
                    if self._meets(key, hits, passage):
                        weak.append((index, key.element, hits))
                    continue
                if key.element in self._duties:
                    hits = [hit for hit in hits if self._is_of_the_head(hit)]
                spoken = hits
                for hit in hits:
                    if hit.cited:
                        spoken = [h for h in hits if self._speaks(key.element, passage, h)]
                        break
                if self._meets(key, spoken, passage):
                    named.setdefault(key.element, []).extend(spoken)
                elif spoken is not hits and self._meets(key, hits, passage):
                    named.setdefault(key.element, [])
            self.named.append(named)
            past = self._past_of(passage, past, before)
            self.past.append(past)
            before = passage
            self.other_year.append(past[0] <= passage.start + 1 and past[1] == passage.end)
            self.others.append(self._actors.others_in(self._text, passage.start, passage.end))
            if passage.sentence.heading and passage.sentence.section >= 0:
                self.by_heading[passage.sentence.section] = {
                    n for n, h in named.items() if h
                } | set(self._reading.section_topics[passage.sentence.section])
        if far:
            self._survey_paragraphs(far)
        # What the neighbours name is settled before any of it is lent to a weak indicator (辅助).
        backed = [found for found in weak if self._is_backed(found[0], found[1])]
        for index, element, hits in backed:
            self.named[index].setdefault(element, []).extend(hits)

    def _is_backed(self, index: int, element: int) -> bool:
        """Tells whether a heading above, or another sentence of the paragraph, names an element.

        A sentence that names another element by itself is about that one.
        """
        if self.named[index]:
            return element in self.named[index]
        sentence = self._reading.passages[index].sentence
        return element in self.headed(sentence.section) or any(
            self.named[beside].get(element)
            for beside in self.by_paragraph[sentence.paragraph]
            if beside != index
        )

    def _survey_paragraphs(self, far: Sequence[IndicatorKey]) -> None:
        for key in far:
            home = self._pack.elements[key.element].home
            for members in self.by_paragraph.values():
                # The head's meetings are told one after the other; together they are no procedure.
                hits = [
                    (i, h)
                    for i in members
                    if home is Role.DUTY or self._reading.passages[i].role is not Role.DUTY
                    for h in self._reading.passages[i].marks.get(key.owner, ())
                ]
                if len({hit.slot for _, hit in hits}) == key.slots:
                    for index, hit in hits:
                        self.named[index].setdefault(key.element, []).append(hit)

    def _meets(self, key: IndicatorKey, hits: Sequence[Hit], passage: Passage) -> bool:
        """Tells whether the terms of an indicator meet in a passage."""
        if key.needs_fact and not passage.facts:
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

    def _past_of(
        self, passage: Passage, last: tuple[int, int], before: Passage | None
    ) -> tuple[int, int]:
        """Returns the part of a passage that tells of a year before the one reported on.

        It ends where the sentence comes back to the reporting year; an empty part where there is
        none. A lead-in (以下是2023年的情况：) sets the rest of its paragraph into its year, a year
        holds over semicolons, and 当年 takes it up again.

        Args:
            passage: The passage.
            last: What was returned for the passage before it.
            before: That passage.
        """
        nothing = (passage.end, passage.end)
        if self._year is None or passage.sentence.heading:
            return nothing
        start = None
        if before is not None and last[0] < last[1] == before.end:
            start = passage.start if self._holds(passage, before) else None
        if start is None and self._text.find("年", passage.start, passage.end) < 0:
            return nothing
        piece = self._text[passage.start : passage.end]
        for match in _OTHER_YEAR.finditer(piece):
            if match[1] is not None and (parse_year(match[1]) or 0) >= self._year:
                continue
            if self._written_after and "去年" in match.group():
                continue
            start = passage.start + match.start() if start is None else start
            break
        if start is None:
            return nothing
        back = _THIS_YEAR.search(piece, max(0, start - passage.start))
        named = piece.find(f"{self._year}年", max(0, start - passage.start))
        ends = [at for at in (back.start() if back else -1, named) if at >= 0]
        return start, passage.start + min(ends) if ends else passage.end

    def _holds(self, passage: Passage, before: Passage) -> bool:
        """Tells whether the year of a passage before holds in the next one too."""
        if before.sentence.paragraph != passage.sentence.paragraph:
            return False
        first = self._reading.passages[self.by_paragraph[passage.sentence.paragraph][0]]
        if _LEADS_IN.match(self._text, first.start, first.end):
            return True
        closing = self._text[before.end - 1]
        if closing in "：:；;":
            return True
        return _SAME_YEAR.match(self._text, passage.start) is not None

    def _find_candidates(self) -> list[list[int]]:
        """Returns for each element the passages that may speak of it, in order."""
        home = sorted(self._duties)
        answering = {owner: n for n, owner in enumerate(self._reading.terms.answers)}
        nothing = self._cue[CueName.NOTHING]
        found: list[set[int]] = [set() for _ in self._pack.elements]
        for index, passage in enumerate(self._reading.passages):
            for number in self.named[index]:
                found[number].update(self.by_paragraph[passage.sentence.paragraph])
            for number in self.headed(passage.sentence.section):
                found[number].add(index)
            for number in home:
                if passage.role is Role.DUTY:
                    found[number].add(index)
                if self.tells_of_head(number, passage):
                    found[number].update(self.by_paragraph[passage.sentence.paragraph])
            if nothing in passage.marks:
                for owner in passage.marks.keys() & answering.keys():
                    found[answering[owner]].add(index)
        return [sorted(indexes) for indexes in found]

    def _is_of_the_head(self, hit: Hit) -> bool:
        """Tells whether a title (局长、镇长) can be that of the reporting body's own head.

        A county's report speaks of its county head; its bureau heads are others. Words without a
        unit in them (书记、主任、主要负责人) always can.
        """
        if _OF_MANY.search(self._text[max(0, hit.start - _MANY_WITHIN) : hit.start]):
            return False
        if hit.slot:
            return True
        title = self._text[hit.start : hit.end]
        identity = self._reading.document.identity
        if title.endswith("书记") and identity.level in _BELOW_COUNTY:
            return self._text[hit.start - 2 : hit.start] not in _HIGHER_COMMITTEES
        if not title.endswith("长") or title in _UNIT_FREE or not identity.issuer:
            return True
        unit = title[:-1]
        if identity.level is Level.DEPARTMENT and unit in _TERRITORIES:
            return False
        return unit in identity.issuer

    def tells_of_head(self, number: int, passage: Passage) -> bool:
        """Tells whether a sentence begins with the body's head (主要负责人) as the one who acts."""
        for key in self._reading.terms.indicators[number]:
            if key.slots > 1 and key.owner in passage.marks:
                for hit in passage.marks[key.owner]:
                    acts = hit.slot == 0 and not hit.cited and self._may_act(hit, passage)
                    if acts and self._is_of_the_head(hit):
                        return True
        return False

    def _may_act(self, hit: Hit, passage: Passage) -> bool:
        """Tells whether a title stands where a sentence names who acts: early, or after 是、由."""
        before = hit.start - passage.start
        return before <= _SUBJECT_WITHIN or (
            before <= _NAMED_WITHIN and self._text[hit.start - 1] in "是由"
        )

    def is_of_others(self, index: int) -> bool:
        """Tells whether a whole passage tells what others did."""
        passage = self._reading.passages[index]
        low, high = self.others[index]
        return low <= passage.start and high == passage.end and low < high

"""Shortcomings, causes and plan, taken apart into single items and linked to one another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from analyzer.judgement.passages import Passage, Reading, clause_around
from analyzer.lexicon.schema import CueName
from analyzer.model.document import NumberStyle, Role
from analyzer.model.report import CauseItem, Items, PlanItem, ShortcomingItem

_SPACE = " \t\u3000\n"
_LEAD_END = ("：", ":", "，", ",")
_ANNOUNCES_POINTS = re.compile(
    r"[一二两三四五六七八九十几\d]{1,2}(?:处|个|条|点|件|桩|样|方面|个方面|块|项)(?!人|月)[^，,；;没未不仅只]{0,8}[。：:]?\Z"
    r"|[有存在][一二两三四五六七八九十几\d]{1,2}(?:处|个|条|点|件|桩|样|方面|个方面|块)"
)
# So many semicolons in one sentence make a list of points.
_LISTED = 2
_SAME_POINT = re.compile(r"另一方面|同时|并|其中|确保|使|让|做到|力争")
# 这些问题的存在影响了…… says nothing new of any of them.
_SUMS_UP = re.compile(
    r"\s*(?:这些|以上|上述)(?:问题|不足|短板|差距|情况)(?:的存在|，|在|既|制约|影响)"
)
# 本项没有发现突出问题 under a label or in a cell is no shortcoming.
_NOTHING_WRONG = re.compile(
    r"[^，,；;：:]{0,12}(?:没有?|未|无|暂无)(?:发现|存在|查出)?[^，,；;]{0,6}(?:问题|不足|短板)[。；;]?\s*\Z"
)
_CLOSING_WISH = re.compile(
    r"(?:让|使|以(?!后|前|及|下)|为(?!了)|上述|奋力|争做|谱写|交出|不[负让辜])"
)
# 哪几样最让人睡不着？ leads up to the answer.
_ASKS = re.compile(r"[？?][”’]?(?:\Z|[^。；！？]{0,16}[。]?\Z)")
_SHORT_ANNOUNCEMENT = 20
# A sentence with fewer specific words before numbered points only leads up to them.
_GENERAL_WORDS = 4
# 因 deep in a clause (有8件因材料不齐被退回) is part of the fact, not a cause of the shortcoming.
_OPENS_CLAUSE = 2
# 样本旧了，卷自然就旧: what follows of itself has its cause before it.
_SO = re.compile("自然|难免")
# ……，主要是 after the shortcoming gives its cause; 主要是： and 主要是指 spell it out.
_MAINLY = re.compile(r"[，,](?=(?:这)?(?:主要|多半|无非)是(?![指：:]))")
# Two items speak of the same thing when their rare common words weigh at least this much.
_SAME_SUBJECT = 1.0
# How many plan items before and after a shortcoming are looked at: more than any report has.
_NEAR_PLANS = 60


@dataclass(slots=True)
class Group:
    """The passages of one item; ``start`` and ``end`` are its text without its number."""

    start: int
    end: int
    passages: list[Passage] = field(default_factory=list)
    section: int = -1
    headed: bool = False

    def add(self, passage: Passage) -> None:
        """Takes a passage in."""
        self.passages.append(passage)
        self.end = max(self.end, passage.end)


def trimmed(text: str, start: int, end: int, *, also: str = "") -> tuple[int, int]:
    """Returns the offsets without white space at both ends, nor other marks at the start."""
    while start < end and text[start] in _SPACE + also:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def group_items(reading: Reading, role: Role) -> list[Group]:
    """Returns the single items told in one role, in order.

    An item begins with a sub-heading, with an enumeration mark, with a paragraph where paragraphs
    are the only division, and else with each sentence that makes a point of its own.
    """
    mine = [p for p in reading.passages if p.role is role]
    body = [p for p in mine if not p.sentence.heading]
    groups: list[Group] = []
    current: Group | None = None
    section = paragraph = last = -2
    runs = _runs(reading, body)
    for passage in mine:
        if passage.sentence.heading:
            if _is_item_heading(reading, passage, role):
                current = Group(_title_start(reading, passage), passage.end, [passage],
                                passage.sentence.section, True)  # fmt: skip
                groups.append(current)
            else:
                current = None
            section, paragraph = passage.sentence.section, passage.sentence.paragraph
            last = passage.index
            continue
        apart = passage.index > last + 1
        last = passage.index
        new_section = passage.sentence.section != section
        new_paragraph = passage.sentence.paragraph != paragraph
        section, paragraph = passage.sentence.section, passage.sentence.paragraph
        in_form = passage.sentence.told_as is not None and not new_paragraph
        if in_form and current is not None and not (apart or passage.sentence.opens_point):
            current.add(passage)
            continue
        inside = current is not None and current.headed and not new_section
        if not inside and _is_lead_in(reading, passage, body):
            current = None
            continue
        if role is Role.SHORTCOMING and (
            _SUMS_UP.match(reading.document.text, passage.start)
            or _NOTHING_WRONG.match(reading.document.text, passage.start, passage.end)
        ):
            continue
        numbered = passage.sentence.opens_point
        if current is not None and current.headed and current.section == section:
            # Under a sub-heading, marks make finer items only where the heading says nothing.
            nth = reading.document.sections[section].style is NumberStyle.NTH
            starts = numbered and (nth or not _heading_states(reading, current, role))
            if starts and len(current.passages) == 1 and not nth:
                groups.pop()
        elif (
            current is None
            or numbered
            or apart
            or (new_section and not new_paragraph)
            or (new_paragraph and runs[passage.index][1])
        ):
            starts = True
        elif runs[passage.index][1]:
            # A paragraph a point: what follows in the same paragraph belongs to it.
            starts = False
        elif runs[passage.index][0]:
            # Marked points: what follows without a mark belongs to the point.
            starts = False
        elif new_section or (new_paragraph and runs[passage.index][1] == 0):
            starts = True
        else:
            starts = _makes_a_point(reading, passage, role, current)
        unmarked = apart and not new_section and not numbered
        if unmarked and not _makes_a_point(reading, passage, role, None):
            # What stands alone among another role's sentences and makes no point is no item.
            current = None
            continue
        if starts or current is None:
            current = Group(passage.start, passage.end, [], section)
            groups.append(current)
        current.add(passage)
    return [g for g in groups if any(c > "\u3000" for c in reading.document.text[g.start : g.end])]


def _runs(reading: Reading, body: list[Passage]) -> dict[int, tuple[bool, bool]]:
    """Tells for each passage whether its section has marked points, and several paragraphs.

    A numbered paragraph without a title is a section of its own, and one point.
    """
    sections = reading.document.sections
    marked: Counter[int] = Counter()
    paragraphs: dict[int, set[int]] = {}
    for passage in body:
        marked[passage.sentence.section] += passage.sentence.opens_point
        paragraphs.setdefault(passage.sentence.section, set()).add(passage.sentence.paragraph)
    return {
        p.index: (
            marked[p.sentence.section] > 1
            or (
                marked[p.sentence.section] == 1
                and p.sentence.section >= 0
                and not sections[p.sentence.section].title
            ),
            len(paragraphs[p.sentence.section]) > 2 and marked[p.sentence.section] < 2,
        )
        for p in body
    }


def _is_item_heading(reading: Reading, passage: Passage, role: Role) -> bool:
    """Tells whether a heading opens an item: below a heading of the role, not itself that one."""
    section = reading.document.sections[passage.sentence.section]
    if section.parent < 0:
        return False
    parent = reading.section_roles[section.parent]
    return role in parent


def _title_start(reading: Reading, passage: Passage) -> int:
    section = reading.document.sections[passage.sentence.section]
    return (
        section.heading.start
        + len(section.number)
        + _leading(section.heading, reading, section.number)
    )


def _leading(heading: tuple[int, int], reading: Reading, number: str) -> int:
    text = reading.document.text
    start = heading[0] + len(number)
    count = 0
    while start + count < heading[1] and text[start + count] in _SPACE + "、.．":
        count += 1
    return count


def _heading_states(reading: Reading, group: Group, role: Role) -> bool:
    """Tells whether a sub-heading states its item itself, and more than a field of work."""
    if role is not Role.SHORTCOMING:
        return True
    return reading.speech.has(group.passages[0], CueName.SHORTCOMING, CueName.SHORTCOMING_WEAK)


def _is_lead_in(reading: Reading, passage: Passage, body: list[Passage]) -> bool:
    """Tells whether a sentence only announces what follows."""
    text = reading.document.text[passage.start : passage.end].rstrip()
    if text.endswith(_LEAD_END):
        return not passage.sentence.opens_point
    if passage.sentence.opens_point:
        return False
    if _ASKS.search(text) and passage is not body[-1]:
        return not reading.speech.has(passage, CueName.SHORTCOMING)
    specific = reading.content_words(passage.start, passage.end)
    if passage is not body[-1] and (
        reading.speech.announces_defects(passage.start, passage.end, passage.marks)
        if passage.role is Role.SHORTCOMING
        else _only_wishes(reading, passage, first=passage is body[0])
    ):
        return True
    last = passage is body[-1] and passage is not body[0]
    if (
        last
        and len(text) <= _SHORT_ANNOUNCEMENT
        and (
            _only_wishes(reading, passage, first=False)
            or (passage.role is Role.PLAN and _CLOSING_WISH.match(text))
        )
    ):
        return True
    general = reading.speech.has(passage, CueName.LEAD_IN) or len(specific) < _GENERAL_WORDS
    if general and _points_follow(reading, passage):
        return True
    # A last cause (三个主查走了两个) announces nothing more.
    ends = passage.role is Role.CAUSE and passage is body[-1]
    if not ends and len(text) <= _SHORT_ANNOUNCEMENT and _ANNOUNCES_POINTS.search(text):
        return True
    if reading.speech.has(passage, CueName.LEAD_IN) and passage is not body[-1]:
        at = bisect_right(body, passage.index, key=attrgetter("index"))
        after = body[at] if at < len(body) else None
        return after is not None and after.index - passage.index <= 2 and len(specific) < 9
    return False


def _only_wishes(reading: Reading, passage: Passage, *, first: bool) -> bool:
    """Tells whether a sentence of the plan only opens it: no fact, and points or work follow it."""
    if passage.role is not Role.PLAN or passage.facts or passage.sentence.marker:
        return False
    words = reading.content_words(passage.start, passage.end)
    return len(words) < _GENERAL_WORDS or (
        first
        and (
            _points_follow(reading, passage)
            or (
                passage.end - passage.start <= _SHORT_ANNOUNCEMENT
                and not reading.speech.has(passage, CueName.LAW)
            )
        )
    )


def _points_follow(reading: Reading, passage: Passage) -> bool:
    """Tells whether numbered points or sub-headings begin right after a sentence without facts."""
    if passage.facts or passage.index + 1 >= len(reading.document.sentences):
        return False
    after = reading.document.sentences[passage.index + 1]
    return after.opens_point or (
        after.heading
        and after.section >= 0
        and reading.document.sections[after.section].parent == passage.sentence.section
    )


def _makes_a_point(reading: Reading, passage: Passage, role: Role, current: Group | None) -> bool:
    """Tells whether a sentence begins an item of its own in running text."""
    text = reading.document.text
    if role is Role.SHORTCOMING:
        has = reading.speech.has
        return has(passage, CueName.SHORTCOMING, CueName.NEGATION) or (
            has(passage, CueName.SHORTCOMING_WEAK, CueName.DEFECT_NOUN)
            and not has(passage, CueName.SOLVED)
        )
    if current is None:
        return True
    if text[current.end - 1] not in "；;":
        return True
    # After a semicolon the same point goes on (一方面……；另一方面……), but a row of three and more
    # such parts is a list.
    stop = text.find("。", passage.start)
    begin = text.rfind("。", 0, passage.start) + 1
    begin = max(begin, text.rfind("\n", 0, passage.start) + 1)
    parts = text.count("；", begin, stop if stop > 0 else len(text))
    return parts >= _LISTED and not _SAME_POINT.match(text, passage.start)


@dataclass(slots=True)
class _Cause:
    start: int
    end: int
    explains: list[int]


def take_apart(
    reading: Reading,
) -> tuple[Items, list[Group], list[Group]]:
    """Returns the items of a report, with the groups of its shortcomings and of its plan."""
    text = reading.document.text
    shortcomings = group_items(reading, Role.SHORTCOMING)
    plans = _of_the_plan(reading, group_items(reading, Role.PLAN))
    causes = _causes(reading, shortcomings)
    short_words = [reading.content_words(g.start, g.end) for g in shortcomings]
    plan_words = [reading.content_words(g.start, g.end) for g in plans]
    answers = _answers(reading, shortcomings, plans, short_words, plan_words)
    explained = {index for cause in causes for index in cause.explains}
    return (
        Items(
            shortcomings=tuple(
                ShortcomingItem(
                    *(span := trimmed(text, group.start, group.end)),
                    text[span[0] : span[1]],
                    index in explained,
                    answers[index],
                )
                for index, group in enumerate(shortcomings)
            ),
            causes=tuple(
                CauseItem(
                    *(span := trimmed(text, cause.start, cause.end, also="，,；;：:、")),
                    text[span[0] : span[1]],
                    tuple(cause.explains),
                )
                for cause in causes
            ),
            plan=tuple(
                PlanItem(*(span := trimmed(text, g.start, g.end)), text[span[0] : span[1]])
                for g in plans
            ),
        ),
        shortcomings,
        plans,
    )


def _of_the_plan(reading: Reading, groups: list[Group]) -> list[Group]:
    """Returns the plan's items without intentions that stand among deeds.

    Where the report has a chapter for its plan, a point under a heading of deeds that only says
    what is intended belongs to that topic.
    """

    def in_plan(group: Group) -> bool:
        return group.section >= 0 and Role.PLAN in reading.section_roles[group.section]

    if not any(in_plan(group) for group in groups):
        return groups
    return [g for g in groups if in_plan(g) or g.section < 0 or _is_in_form(g)]


def _is_in_form(group: Group) -> bool:
    """Tells whether an item is told in a column of a table or under a label."""
    return group.passages[0].sentence.told_as is not None


def _causes(reading: Reading, shortcomings: list[Group]) -> list[_Cause]:
    """Returns the stated causes in order, each with the shortcomings that it explains."""
    found: list[_Cause] = []
    strong, weak = reading.terms.cue[CueName.CAUSE], reading.terms.cue[CueName.CAUSE_WEAK]
    text = reading.document.text
    for number, group in enumerate(shortcomings):
        for passage in group.passages:
            hits = passage.hits(strong)
            if hits:
                begin, _ = clause_around(
                    text, hits[0].start, hits[0].end, passage.start, passage.end
                )
                found.append(_Cause(begin, passage.end, [number]))
            elif passage.hits(weak):
                hit = passage.hits(weak)[0]
                begin, stop = clause_around(text, hit.start, hit.end, passage.start, passage.end)
                if _SO.match(text, hit.start) and begin > passage.start:
                    found.append(_Cause(passage.start, begin, [number]))
                elif hit.start - begin <= _OPENS_CLAUSE:
                    found.append(_Cause(begin, stop, [number]))
            elif (mainly := _MAINLY.search(text, passage.start, passage.end)) is not None:
                found.append(_Cause(mainly.end(), passage.end, [number]))
    loose = group_items(reading, Role.CAUSE)
    if not found and not loose:
        return _unspoken_causes(reading, shortcomings)
    loose_words = [reading.content_words(g.start, g.end) for g in loose]
    if any(loose_words):
        # 既有客观因素，也有主观因素 announces causes and gives none.
        loose = [group for group, words in zip(loose, loose_words, strict=True) if words]
        loose_words = [words for words in loose_words if words]
    short_words = [reading.content_words(g.start, g.end) for g in shortcomings]
    with_word: dict[str, list[int]] = {}
    for index, words in enumerate(short_words):
        for word in words:
            with_word.setdefault(word, []).append(index)
    ends = [group.end for group in shortcomings]
    in_order = len(loose) == len(shortcomings) and not _interleaved(loose, shortcomings)
    for number, group in enumerate(loose):
        before = list(range(bisect_right(ends, group.start)))
        nested = _between(loose, shortcomings, number)
        parts = [reading.content_words(p.start, p.end) for p in group.passages]
        best = sorted({index for words in parts for index in _best(words, with_word)})
        if nested is not None and _is_in_form(group):
            explains = [nested]
        elif nested is not None:
            shared = loose_words[number] & short_words[nested]
            beside = _paragraph(group) == _paragraph(shortcomings[nested])
            explains = best if len(best) == 1 and not shared and not beside else [nested]
        elif in_order and len(loose) > 1:
            explains = [number]
        else:
            explains = best or before
        found.append(_Cause(group.start, group.end, explains))
    return sorted(found, key=lambda cause: cause.start)


def _unspoken_causes(reading: Reading, shortcomings: list[Group]) -> list[_Cause]:
    """Returns the causes that are told without saying that they are.

    Where a point has said how much is wrong, and then says what was lacking for it (文书模板没有裁量
    栏目), a reader takes the second for the reason of the first. The first sentence with figures
    only measures what its heading complains of.
    """
    means, lack = reading.terms.cue[CueName.MEANS], reading.terms.cue[CueName.LACK]
    found: list[_Cause] = []
    for number, group in enumerate(shortcomings):
        measured = False
        for passage in group.passages:
            if measured and passage.hits(means) and passage.hits(lack):
                found.append(_Cause(passage.start, passage.end, [number]))
            measured = measured or bool(passage.facts)
    return found


def _paragraph(group: Group) -> int:
    return group.passages[-1].sentence.paragraph


def _interleaved(loose: list[Group], shortcomings: list[Group]) -> bool:
    return bool(loose and shortcomings) and loose[0].start < shortcomings[-1].start


def _between(loose: list[Group], shortcomings: list[Group], number: int) -> int | None:
    """Returns the shortcoming that a cause directly follows, where the two alternate."""
    if not _interleaved(loose, shortcomings):
        return None
    before = bisect_left(shortcomings, loose[number].start, key=attrgetter("start"))
    return before - 1 if before else None


def _best(words: set[str], with_word: dict[str, list[int]]) -> list[int]:
    """Returns the candidates that share the most words, if any share some."""
    shared = Counter(index for word in words for index in with_word.get(word, ()))
    top = max(shared.values(), default=0)
    return [index for index, count in shared.items() if count == top]


def _answers(
    reading: Reading,
    shortcomings: list[Group],
    plans: list[Group],
    short_words: list[set[str]],
    plan_words: list[set[str]],
) -> list[tuple[int, ...]]:
    """Returns for each shortcoming the plan items that speak of the same thing.

    Words weigh by how few items hold them; a topic (要素) that both name weighs as a word.
    """
    counts = Counter(word for words in (*short_words, *plan_words) for word in words)
    rare = max(2, (len(shortcomings) + len(plans)) // 3)
    topics = [_topics(reading, g.passages) for g in plans]
    generic = reading.terms.generic
    pairs = {word: _pairs(word, generic) for word in counts}
    plan_pairs = [frozenset().union(*[pairs[word] for word in words]) for words in plan_words]
    result: list[tuple[int, ...]] = []
    places = [plan.start for plan in plans]
    beside_it = _remedies_beside(shortcomings, plans)
    in_section = Counter(group.section for group in shortcomings)
    plans_in: dict[int, list[int]] = {}
    for number, plan in enumerate(plans):
        plans_in.setdefault(plan.section, []).append(number)
    for index, group in enumerate(shortcomings):
        # In a collection of reports (汇编) a shortcoming is answered by its own report's plan.
        after = bisect_right(places, group.start)
        near = range(max(0, after - _NEAR_PLANS), min(len(plans), after + _NEAR_PLANS))
        mine = _topics(reading, group.passages)
        my_pairs = frozenset().union(*[pairs[word] for word in short_words[index]])
        scores = []
        for number in near:
            words = plan_words[number]
            shared = short_words[index] & words
            score = sum([1.0 if counts[word] <= rare else 0.4 for word in shared])
            if not my_pairs.isdisjoint(plan_pairs[number]):
                others = plan_pairs[number]
                if shared:
                    others = frozenset().union(*[pairs[word] for word in words - shared])
                score += 0.6 * _alike(short_words[index] - shared, others, pairs)
            score += 0.5 * len(mine & topics[number])
            scores.append(score)
        best = max(scores, default=0.0)
        chosen = tuple(
            number
            for number, score in zip(near, scores, strict=True)
            if score >= _SAME_SUBJECT and score >= 0.6 * best
        )
        if not chosen:
            chosen = _by_subject(reading, group, plans, near)
        alone = in_section[group.section] == 1
        if alone and group.section >= 0 and reading.document.sections[group.section].level > 1:
            # A subsection that states one shortcoming and goes on to its remedy.
            beside = plans_in.get(group.section, ())
            chosen = tuple(sorted({*chosen, *beside}))
        result.append(beside_it[index] or chosen)
    return result


def _remedies_beside(shortcomings: list[Group], plans: list[Group]) -> list[tuple[int, ...]]:
    """Returns for each shortcoming the remedies in its own row, or under the label after it.

    Where all shortcomings are told first, the last would get every remedy: then none gets one.
    """
    starts = [group.start for group in shortcomings]
    found: list[list[int]] = [[] for _ in shortcomings]
    for number, plan in enumerate(plans):
        before = bisect_right(starts, plan.start) - 1
        if _is_in_form(plan) and before >= 0:
            group = shortcomings[before]
            if _is_in_form(group) and group.section == plan.section:
                found[before].append(number)
    in_section = Counter(group.section for group in shortcomings)
    served = Counter(group.section for group, own in zip(shortcomings, found, strict=True) if own)
    return [
        tuple(own) if served[group.section] > 1 or in_section[group.section] == 1 else ()
        for group, own in zip(shortcomings, found, strict=True)
    ]


def _by_subject(reading: Reading, group: Group, plans: list[Group], near: range) -> tuple[int, ...]:
    """Returns the plan items that share the most subjects (同题词) with a shortcoming.

    For items in general terms (能力有待提高), which share no specific word.
    """
    mine = _subjects(reading, group)
    if not mine:
        return ()
    shared = {number: len(mine & _subjects(reading, plans[number])) for number in near}
    most = max(shared.values(), default=0)
    return tuple([number for number, count in shared.items() if count == most and most])


def _subjects(reading: Reading, group: Group) -> set[int]:
    text = reading.document.text[group.start : group.end]
    return {
        number
        for number, words in enumerate(reading.terms.same_matter)
        if any(word in text for word in words)
    }


def _alike(words: set[str], others: frozenset[str], pairs: dict[str, frozenset[str]]) -> int:
    """Returns how many words share two characters in a row with one of other words."""
    return sum([not pairs[word].isdisjoint(others) for word in words])


@lru_cache(maxsize=8192)
def _pairs(word: str, generic: frozenset[str]) -> frozenset[str]:
    return frozenset([word[i : i + 2] for i in range(len(word) - 1)]) - generic


def _topics(reading: Reading, passages: Iterable[Passage]) -> set[int]:
    keys = reading.terms.keys
    return {
        keys[owner].element
        for passage in passages
        for owner in passage.marks.keys() & keys.keys()
        if len({hit.slot for hit in passage.marks[owner]}) == keys[owner].slots
    }

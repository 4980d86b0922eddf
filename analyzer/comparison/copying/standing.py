"""Counts that may well be the same for years: of organisations, places, posts and things that stay.

全县16个乡镇, 公职律师3名 and 7个内设机构 say how many there are; 宣讲48场, 走访16个村 and 培训执法人员45名
say what was done, and must be counted anew. What stands next to the number tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from analyzer.lexicon.schema import Pack, StandingKind

_HAN = "一二两三四五六七八九十百千万"
# A time limit, a share, the end of the year, one of a kind.
_NEVER_COUNTED = re.compile(
    r".*(?:工作日|小时|学时|课时|天|分钟|秒|[%％‰]|百分点)|12月31日|1月1日|一[^一二三四五六七八九十百千万]*"
)
# What a rule demands is the same as long as the rule is: 每季度一次, 不少于2次.
_DEMANDED = re.compile(r"(?:每[^，。；、\n]{0,7}|不得?[少低]于|不得?超过|至少|最多)\Z")
_CLAUSE = re.compile(r"[^，。；：！？\n]*\Z")
_REST = re.compile(r"[^，。；：！？、\n]*")
# So many characters may describe a thing between its number and its name: 7个县直执法部门.
_DESCRIBED = r"[^\W\d_]{0,8}?"
# What may stand between a thing and its number: 公职律师共3名, 司法所（法庭）16个.
_JOINT = r"(?:[（(][^（）()]{1,12}[）)])?(?:总数|已|共|总共|一共|合计|现|达到?|有|为|各|分别|约|近|就|仅|只)*\s*\Z"
# A name of one character is the whole name only if nothing follows that goes on with it: 村, not 村民.
_WHOLE = r"(?![^\W\d_和与及或都均全的里内中各共也还已设建开有配实完成就每])"
# 42个里头…: the thing was named before.
_AMONG = re.compile(r"(?:里头|里面|里|当中|之中|中)(?!心|队)")


class StandingCounts:
    """Tells counts of what stays from counts of what was done.

    Args:
        pack: Its words (常设数) are used.
    """

    def __init__(self, pack: Pack) -> None:
        def words(kind: StandingKind) -> list[str]:
            return list(
                chain.from_iterable(r.words for r in pack.language.standing if r.kind is kind)
            )

        things = words(StandingKind.THING)
        long, short = [w for w in things if len(w) > 1], [w for w in things if len(w) == 1]
        named = rf"(?:{_any(long)}|(?:{_any(short)}){_WHOLE})"
        measure = rf"(?:{_any(words(StandingKind.MEASURE))})\Z"
        self._measured = re.compile(measure)
        self._numbered = re.compile(rf"[0-9{_HAN}余多]\s?{measure}")
        self._named = re.compile(named)
        self._after = re.compile(rf"\s*(?P<described>{_DESCRIBED})(?P<thing>{named})")
        self._before = re.compile(rf"(?:{_any(things)}){_JOINT}")
        self._extent = re.compile(_any(words(StandingKind.EXTENT)))
        self._act = re.compile(_any(words(StandingKind.ACT)))
        self._part = re.compile(rf"[也都均已全]*(?:{_any(words(StandingKind.TAKING_PART))})")
        self._event = re.compile(rf"(?:[内里]?的|各类)?(?:{_any(words(StandingKind.EVENT))})")

    def stays(self, text: str, start: int, end: int) -> bool:
        """Tells whether a count or a date says nothing of the year that it stands in.

        Args:
            text: The report.
            start: Offset of the count, its measure word included.
            end: Offset after it.
        """
        counted = text[start:end]
        before = text[max(0, start - _REACH) : start]
        if _NEVER_COUNTED.fullmatch(counted) or _DEMANDED.search(before):
            return True
        if not self._measured.search(counted):
            return False
        clause = _matched(_CLAUSE, before)
        rest = _matched(_REST, text[end : end + _REACH])
        after = self._after.match(rest)
        if after is not None and not self._does(after["described"]):
            follows = rest[after.end() :]
            if self._event.match(follows) or self._part.match(follows):
                return False
            return not self._is_object(clause)
        name = self._before.search(clause)
        if name is not None:
            whose = clause[: name.start()]
            # 12个街道有5个没有…: a part of them is counted.
            part = self._numbered.search(whose) or self._part.match(rest)
            return not part and not self._is_object(whose)
        return _AMONG.match(rest) is not None and self._named.search(before) is not None

    def _does(self, described: str) -> bool:
        """Tells whether what should describe a thing tells of an act or of what happened instead."""
        return any(p.search(described) for p in (self._act, self._extent, self._event, self._part))

    def _is_object(self, clause: str) -> bool:
        """Tells whether what follows a clause is what an act was done to, and not all there is."""
        acts = [match.end() for match in self._act.finditer(clause)]
        return bool(acts) and self._extent.search(clause, acts[-1]) is None


# So far around a number is looked.
_REACH = 60


def _any(words: Iterable[str]) -> str:
    """Returns a pattern for any of some words, the longest first; of none, one that matches nowhere."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, listed)) or r"(?!)"


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found is not None else ""

"""The sentences of a report that may tell what became of a plan, and how far they say it came."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.comparison.following.amounts import reached
from analyzer.comparison.following.background import pairs_of
from analyzer.model.document import Role
from analyzer.model.record import Record
from analyzer.model.trend import FollowUp

# What says in a sentence that something was done in part: of the rest it says 还差, 只, 尚未.
_IN_PART = re.compile(
    r"尚未|还没|暂未|还未|仍未|未能|没能|没有(?=[^，。；]{0,2}(?:落实|完成|做|查|到|建|办|开|设|配|签|买|动|覆盖))"
    r"|没落实|没完成|没查到|没到位|[只仅](?!要|有.{0,8}(?:才|方))|还差|仍差|尚差|尚缺|还缺|仍缺|缺口"
    r"|仍在|还在|正在|尚在|有待|留待|推迟|延期|顺延|搁置|部分(?=完成|落实|建成|到位)|未(?=完成|落实|到位|建成|覆盖|开设|配)"
    r"|(?:另外?|其余|余下|剩下的?)[^，。；]{0,12}(?:没|未|还|拿|等|待|靠)"
)
# 原打算10个村都请，只请到6个村, among the shortcomings.
_DONE_SOME = re.compile(
    r"[只仅](?=[^，。；]{0,10}(?:\d|[一二两三四五六七八九十]|一半|半数|部分|个别))|才(?=[^，。；]{0,6}\d)|原定|原打算|原计划|还差|过半|一半"
)
# Nothing but that it was not done.
_NOT_AT_ALL = re.compile(
    r"(?:尚未|还没有?|未能|没能|没有|暂未|仍未|一直没)(?:启动|开展|制定|出台|建立|动手|实施|进行|组织|设立|配备|聘)"
)
_SHORT = 6
# No report tells more deeds; of a text that does, so many are looked at.
_MOST = 1000
# So many pairs of characters of the plan in the next sentence: it goes on about the same.
_ALSO = 2
_COUNTED_UP = re.compile(r"[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+")


class Candidate(NamedTuple):
    """A passage that may tell what became of a plan: ``text[start:end]``.

    Attributes:
        after: The sentence that follows in the same paragraph; empty where none does.
    """

    start: int
    end: int
    text: str
    role: Role
    after: str


def candidates(later: Record, earlier: Record) -> list[Candidate]:
    """Returns the passages of the later report that may tell what became of the earlier one's plan.

    Those are deeds and the head's duties, and shortcomings that tell how far one came. What stood
    already in the earlier report, word for word, tells nothing of its plan. At most ``_MOST``.
    """
    found: list[Candidate] = []
    following = [later.text[each.start : each.end] for each in later.told[1:]] + [""]
    for (start, end, role, heading), after in zip(later.told, following, strict=True):
        text = later.text[start:end]
        if heading or end - start < _SHORT:
            continue
        if role in (Role.SHORTCOMING, Role.NEGATION):
            if not _DONE_SOME.search(text):
                continue
        elif role not in (Role.DEED, Role.DUTY):
            continue
        if text.rstrip("。；") in earlier.text:
            continue
        if len(found) == _MOST:
            break
        beside = later.text.startswith(after, end)
        found.append(Candidate(start, end, text, role, after if beside else ""))
    return found


def reach(plan: str, passage: Candidate) -> FollowUp:
    """Tells how far a passage says that a plan was carried out."""
    enough = reached(plan, passage.text)
    if enough is None and _NOT_AT_ALL.search(passage.text.split("，")[0]):
        return FollowUp.NOT_FOUND
    lacking = _IN_PART.search(passage.text) or passage.role is Role.SHORTCOMING
    if not lacking and _IN_PART.search(passage.after):
        # 与劳动监察签了协议；与法院的协议仍在会签。
        lacking = len(_pairs(plan) & _pairs(passage.after)) >= _ALSO
    if lacking or enough is False or leaves_out(plan, passage.text):
        return FollowUp.PARTIAL
    return FollowUp.DONE


def leaves_out(plan: str, told: str) -> bool:
    """Tells whether of things that a plan counts up (北坝、云台、通济) only some are told of."""
    for match in _COUNTED_UP.finditer(plan):
        first, *between, last = match[0].split("、")
        keys = [first[-2:], *(name[:2] for name in between), last[:2]]
        named = sum(key in told for key in keys)
        if 0 < named < len(keys):
            return True
    return False


def _pairs(text: str) -> set[str]:
    return {pair for _, pair in pairs_of(text)}

"""Whether two passages do the same to different things: 道路运输专项监督, 粮食购销专项监督."""

from __future__ import annotations

import re

from analyzer.comparison.following.wording import Wording, covered

# The first clause of a plan ends with what is done; what it is done to stands before.
_CLAUSE = re.compile(r"[\u4e00-\u9fff、]{6,}")
_LIGHT = re.compile(
    r"开展|组织|设立|建立|制定|、|进行|实施|推行|聚焦|围绕|针对|面向|领域|方面|有关|相关|集中|深入|全面|扎实|全年|首次|再次|先后|年度|[一对就为在向把将的了和与及等]"
)
# So many characters in common are the name of what is done.
_LEAST, _MOST = 4, 12
# What it is done to stands within so many characters before.
_BEFORE = 10
# At least so rare, on average, are the pairs of what names one matter among others.
_SPECIFIC = 0.3
# Of which the other passage has next to nothing.
_NOTHING = 0.15


def other_object(plan: str, passage: str, wording: Wording) -> bool:
    """Tells whether a passage tells the step that a plan wants, but of another matter.

    What is done has the same words in both, and what stands before them has nothing in common.
    """
    clause = _CLAUSE.search(plan)
    shared = _shared_end(clause[0], passage) if clause else ""
    if clause is None or not shared:
        return False
    mine = _before(clause[0], len(clause[0]) - len(shared))
    others = [_before(passage, match.start()) for match in re.finditer(re.escape(shared), passage)]
    return _is_specific(mine, wording) and all(
        len(other) > 1 and _nothing_of(mine, other, passage, wording) for other in others
    )


def _shared_end(clause: str, passage: str) -> str:
    """Returns the longest end of a clause that stands in a passage; empty where it is short."""
    for size in range(min(_MOST, len(clause) - 2), _LEAST - 1, -1):
        if clause[-size:] in passage:
            return clause[-size:]
    return ""


def _before(text: str, end: int) -> str:
    """Returns what names a matter directly before a place, without words that name none."""
    found = re.search(r"[\u4e00-\u9fff、]*\Z", text[max(0, end - _BEFORE) : end])
    return _LIGHT.sub("", found[0]) if found else ""


def _is_specific(matter: str, wording: Wording) -> bool:
    said = wording.read(matter)
    return bool(said.pairs) and said.weight / len(said.pairs) >= _SPECIFIC


def _nothing_of(matter: str, other: str, passage: str, wording: Wording) -> bool:
    if set(matter) & set(other):
        return False
    return covered(wording.read(matter), wording.read(passage)).all < _NOTHING

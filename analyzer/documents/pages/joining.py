"""Whether a line had room for what comes next, and what stands between two joined lines."""

from __future__ import annotations

import re

_CLOSING = "，。、；：！？”’）》〕】」』…,.;:!?)%％℃"
_WORD = r"[A-Za-z0-9][A-Za-z0-9.,:/@_%·\-]*"
# Programs do not part a quotation mark from what stands on either side of it.
# Source: Unicode Standard Annex 14, class QU.
_UNIT = re.compile(
    rf"[“‘（《〔【「『(]*(?:{_WORD}|.)[{re.escape(_CLOSING)}]*(?:[“”‘’]+(?:{_WORD}|.)[{re.escape(_CLOSING)}]*)*",
    re.S,
)
_HALF = 0.65
_SLACK = 0.5
_WORD_AT_END = re.compile(r"[A-Za-z][.,;:!?)”\"']*\Z")


def ends_early(room: float, following: str) -> bool:
    """Tells whether what comes first in the following line would have had room in this one.

    A word, a number and the marks that may not begin a line (避头尾) go together.

    Args:
        room: What is left of the line, in characters.
        following: The text of the next line.
    """
    if room <= _SLACK:
        return False
    unit = _UNIT.match(following)
    width = sum(_HALF if ch.isascii() else 1.0 for ch in unit.group()) if unit else 1.0
    return room > width + _SLACK


def glue(before: str, following: str) -> str:
    """Returns a space where Latin words meet, else nothing."""
    latin = following[0].isascii() and following[0].isalnum()
    return " " if latin and _WORD_AT_END.search(before) else ""

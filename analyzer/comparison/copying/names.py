"""What a body is called in its own report: its full name, its place, its office.

平川县水利局 is 平川县 (place) and 水利局 (office); 青山镇人民政府 is 青山镇 and 人民政府.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# What stands before the place in the name of an office that does not belong to it.
_BEFORE = re.compile(r"(?:中共|.{2,8}总局(?=.))?")
_PLACE = re.compile(
    r"(?:人民政府|政府)?(?P<place>(?:[^省市县区州旗镇乡盟]|[州镇](?=市)){1,7}(?:自治[州县旗区]|街道|苏木|州(?!市)|[省盟县旗]"
    r"|市(?![场容政])|[镇乡](?!村)|区(?!域))|[^省市县区州旗镇乡盟]{0,12}开发区)"
)
# How high a place stands, by its last character.
_RANK = {"省": 4, "州": 3, "盟": 3, "市": 3, "县": 2, "区": 2, "旗": 2, "镇": 1, "乡": 1, "木": 1,
         "道": 1}  # fmt: skip
_GOVERNMENT = re.compile(r"(?:人民政府|政府|委员会|党委|工委|党工委|办事处|委)?\Z")


@dataclass(frozen=True, slots=True)
class Naming:
    """A body's name taken apart; empty strings where it does not say.

    Attributes:
        full: The name without spaces.
        above: The place that the body's own place is part of (临江市 of 临江市平川县).
        place: The innermost place.
        office: What follows it.
    """

    full: str
    above: str = ""
    place: str = ""
    office: str = ""

    @property
    def rank(self) -> int:
        """How high the place stands: 4 province to 1 township; 0 without a place."""
        return _RANK.get(self.place[-1:], 0)

    @property
    def stem(self) -> str:
        """The place without its kind (平川), where that is still a name of two or more characters."""
        if self.place.endswith("开发区"):
            return ""
        stem = re.sub(r"(?:自治[州县旗区]|街道|苏木|[省市县区州旗镇乡盟])\Z", "", self.place)
        return stem if len(stem) > 1 else ""

    @property
    def is_government(self) -> bool:
        """Whether the body governs its place, and is none of its offices."""
        return bool(self.place) and _GOVERNMENT.match(self.office) is not None


@lru_cache(maxsize=65536)
def naming(issuer: str | None) -> Naming:
    """Returns a body's name taken apart."""
    full = "".join((issuer or "").split())
    before = _BEFORE.match(full)
    at = before.end() if before is not None else 0
    above, place = "", ""
    while (found := _PLACE.match(full, at)) is not None:
        above, place, at = place, found["place"], found.end()
    return Naming(full, above, place, full[at:] if place else full)


def own_names(*written: str | None) -> tuple[str, ...]:
    """Returns what a body is called by in its report, the longest first.

    Args:
        written: Its name, in one or several ways of writing it.
    """
    taken = map(naming, written)
    names = {name for each in taken for name in (each.full, each.place, each.stem)} - {""}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))

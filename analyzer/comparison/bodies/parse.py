"""The name of a body → its places and its office (平川县|城关镇|人民政府).

Only the writing is looked at here; what a bare 县 stands for, the other names must tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from analyzer.comparison.bodies.writing import UNNAMED, plain
from analyzer.lexicon.ancestry import Ancestry
from analyzer.lexicon.offices import folded

GOVERNMENT = "人民政府"
STREET_OFFICE = "办事处"


class Rank(IntEnum):
    """How high a place stands; a 市 may be a city of prefecture or of county rank."""

    TOWN = 1
    COUNTY = 2
    CITY = 3
    PROVINCE = 4


_RANKS = {
    **dict.fromkeys(("省", "自治区", "兵团"), Rank.PROVINCE),
    **dict.fromkeys(("自治州", "州", "地区", "盟"), Rank.CITY),
    **dict.fromkeys(("县", "区", "旗", "市", "林区"), Rank.COUNTY),
    **dict.fromkeys(("镇", "乡", "街道", "苏木"), Rank.TOWN),
}
_SUFFIXES = "自治区|自治州|自治县|自治旗|地区|林区|兵团|街道|苏木|省|州|盟|市|县|区|旗|镇|乡"
_SUFFIX = re.compile(rf"(?:{_SUFFIXES})\Z")
# Words at whose beginning no place begins, though a character in them could end one.
_NO_PLACE = (
    r"(?!城市|城乡|城镇|乡村|乡镇|镇街|市场|市监|市政(?!府)|市容|市域|县域|区域|街道办|社区|人民|政府|国家|国有"
    r"|依法|全面|法治|普法|开发区|高新|经开|行政|公共|住房|农村|老区|库区|灾区|地方)"
)
# A character in the middle of a word, or one that belongs to a longer place, ends none.
_END_OF_PLACE = (
    r"(?<!开发区)(?<!高新区)(?<!经开区)(?<!园区)(?<!景区)(?<!胜区)(?<!税区)(?<!范区)(?<!护区)(?<!能区)"
    r"(?<!社区)(?<!产业区)(?<!工业区)(?<!试验区)(?<!合作区)(?<!度假区)"
    r"(?:(?<=县)|(?!市(?!场|监|政|容|域|直|属|[中南北]区)|县(?!域|级|直|属)|区(?!域|划|直|属)|镇(?!居|企|建|管)|省"
    r"|乡(?!村|镇|土|建|规|统)|街道|地区|自治))"
)
_PLACE = re.compile(
    rf"{_NO_PLACE}(?:(?!政府|中心|公安|法院|人民)[^局厅委办队]){{1,14}}?(?:{_SUFFIXES}){_END_OF_PLACE}"
)
# 县交通局: a place of which only the kind is said. 市北区 and 镇海区 are names.
_KIND = re.compile(
    rf"{UNNAMED}?{_NO_PLACE}(?:(?:省|自治区|市|县|区|旗|州|盟)(?![中南北]区|区街道|域)"
    r"|(?:镇|乡|街道)(?=人民政府|政府|党|办事处|办|司法所|综合|\Z))"
)
_NATIONAL = re.compile(r"(?:国家税务总局|中国共产党|中共)(?=.{2})")
_PARTY_BEFORE = re.compile(r".{1,14}?委(?:员会)?(?:、|和)?(?=.{2,14}人民政府\Z)")
_BRANCH = re.compile(r"(.{1,12}局)([^局]{1,8}?)(?:分局|支局)\Z")
_GOVERNED = re.compile(r"(?:人民政府|政府)(?=.*(?:街道|镇|乡|苏木))")
_LAW_OFFICE = re.compile(r"委?(?:全面)?依法治([省市县区州旗镇乡街])(?:委员会|委)?(?:办公室|办)\Z")
_BARE = re.compile(r"[\u4e00-\u9fff]{2,5}\Z")


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body, taken apart.

    Attributes:
        places: From the outermost to the one that the body belongs to, with what says their kind;
            of a place that is not named only the kind (``县``).
        office: The office as the pack calls it, ``人民政府`` for a government.
        bare: Whether the last place is written without its kind (河西分局).
        aliased: Whether the pack had to be asked for the office.
    """

    places: tuple[str, ...]
    office: str
    bare: bool = False
    aliased: bool = False


@lru_cache(maxsize=50_000)
def kind_of(place: str) -> str:
    """Returns what says the kind of a place (县); empty where nothing does."""
    found = _SUFFIX.search(place)
    return found.group() if found else ""


def stem_of(place: str) -> str:
    """Returns a place without what says its kind (平川)."""
    return place[: len(place) - len(kind_of(place))] or place


def rank_of(place: str) -> Rank | None:
    """Returns the rank of a place; a 市 counts as one of county rank."""
    return _RANKS.get(kind_of(place).replace("自治县", "县").replace("自治旗", "旗"))


def is_unnamed(place: str) -> bool:
    """Tells whether a place says nothing but its kind."""
    return kind_of(place) == place


class NameParser:
    """Takes names apart.

    Args:
        ancestry: The offices that the pack knows.
    """

    def __init__(self, ancestry: Ancestry) -> None:
        self._ancestry = ancestry
        self._ends = sorted(ancestry.known, key=len, reverse=True)

    def parse(self, name: str) -> BodyName:
        """Returns a name taken apart; what cannot be taken apart is an office without a place."""
        text = _NATIONAL.sub("", plain(name), count=1)
        text = _PARTY_BEFORE.sub("", text)
        places, rest = self._places(text)
        governed = _GOVERNED.match(rest) if places else None
        if governed is not None:
            lower, after = self._places(rest[governed.end() :])
            if lower:
                places, rest = (*places, *lower), after
        if rest.startswith(UNNAMED) and rest != UNNAMED and not places:
            rest = rest.removeprefix(UNNAMED)
        return self._office(places, rest)

    def _places(self, text: str) -> tuple[tuple[str, ...], str]:
        places: list[str] = []
        while text and not self._ancestry.knows(text):
            kind = _KIND.match(text)
            alone = kind is not None and self._stands_alone(text, kind)
            piece = kind if alone else _PLACE.match(text) or kind
            if piece is None:
                break
            place = piece.group().removeprefix(UNNAMED if piece is kind else "")
            if places and not _below(place, places[-1]):
                break
            places.append(place)
            text = text[piece.end() :]
        return tuple(places), text

    def _stands_alone(self, text: str, kind: re.Match[str]) -> bool:
        """Tells whether a kind at the beginning is all there is of a place: 旗山镇 is another."""
        return kind.group() not in ("旗", "州", "盟") or self._ancestry.knows(text[kind.end() :])

    def _office(self, places: tuple[str, ...], rest: str) -> BodyName:
        law = _LAW_OFFICE.match(rest)
        if law is not None:
            return BodyName(places, f"委全面依法治{law[1]}委员会办公室")
        if places and folded(rest) in ("", "人民政府", "政府", "行政公署", "行署"):
            street = kind_of(places[-1]) == "街道"
            return BodyName(places, STREET_OFFICE if street else GOVERNMENT)
        if places and rest in ("办", "办事处") and kind_of(places[-1]) == "街道":
            return BodyName(places, STREET_OFFICE)
        if self._ancestry.knows(rest):
            return self._known(places, rest)
        return (
            self._branch(places, rest)
            or self._bare(places, rest)
            or BodyName(places, self._ancestry.canonical(_written_out(rest, placed=bool(places))))
        )

    def _known(self, places: tuple[str, ...], office: str, *, bare: bool = False) -> BodyName:
        name = self._ancestry.canonical(office)
        return BodyName(places, name, bare, aliased=name != office)

    def _branch(self, places: tuple[str, ...], rest: str) -> BodyName | None:
        """Returns a branch office (公安局河西分局, 河西公安分局): the office of a lower place."""
        found = _BRANCH.match(rest)
        if found is not None:
            office, place = found.groups()
            stem = office.removesuffix("局")
            place = place.removesuffix(stem) or place
            return self._known((*places, place), office, bare=not kind_of(place))
        if not rest.endswith("分局"):
            return None
        office = rest.removesuffix("分局") + "局"
        if self._ancestry.knows(office) and places:
            return self._known(places, office)
        return self._bare(places, office, lower=True)

    def _bare(self, places: tuple[str, ...], rest: str, *, lower: bool = False) -> BodyName | None:
        """Returns an office after a place that is written without its kind (平川交通运输局)."""
        if places and not lower and not rest.endswith(("管委会", "管理委员会", "区")):
            return None
        for end in self._ends:
            if rest.endswith(end) and _BARE.match(rest[: -len(end)]):
                return self._known((*places, rest[: -len(end)]), end, bare=True)
        return None


def _below(place: str, above: str) -> bool:
    low, high = rank_of(place), rank_of(above)
    if low is None or high is None:
        return False
    return low < high or (low == high == Rank.COUNTY and kind_of(above) == "市")


def _written_out(office: str, *, placed: bool) -> str:
    """Writes out what is usually cut short at the beginning and the end."""
    if placed and office == "委":
        return "委员会"
    if office.startswith("政府"):
        office = f"人民{office}"
    if office.endswith("管委会"):
        office = f"{office.removesuffix('管委会')}管理委员会"
    return f"{office}公室" if office.endswith("办") and len(office) > 1 else office

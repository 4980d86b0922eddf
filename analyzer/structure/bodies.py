"""Names of public bodies: which one a report is of (报送单位), and its level.

A name is read where it can stand as the author: in the title, the signature, the letterhead, and
as the subject of the opening. Superior bodies that are only thanked or addressed are not it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analyzer.lexicon.schema import Bodies
from analyzer.model.document import Level

_LONGEST = 32
_CALLS_ITSELF_COUNTY_CITY = re.compile(r"(?:作为|是|为|系)[^。，]{0,12}县级市|[（(]县级市[）)]")
_CHARACTER = "一-鿿×＊*ＸX"
_RUN = re.compile(rf"[{_CHARACTER}]+")
_RUN_BEFORE = re.compile(rf"[{_CHARACTER}]+\Z")
_REGION = r"(?:省|自治区|兵团|自治州|州|盟|地区|市|县|区|旗|师)"
# 忠县 and 某县 are places of two characters, 全县, 市区 and 区县 are none.
_REGION_ONLY = re.compile(
    rf"(?:[{_CHARACTER}]{{2,14}}|[^该各全本我两外县市区城郊辖社地园片景库牧林山校厂小州省旗师]){_REGION}\Z"
)
_PLACED = re.compile(rf"[{_CHARACTER}]{{2,}}?(?:省|自治区|州|盟|市|县|区|旗|镇|乡|街道).{{2,}}")
_SMALL_REGION = re.compile(r"(?:镇|乡|街道|苏木)\Z")
# What stands in a title between the author's name and the subject.
_TITLE_BREAK = re.compile(
    r"关于|(?:19|20)\d{2}|二[〇○零Oo0]|年度?|(?<!依)法治(?!办)|依法(?!治[省市县区州旗镇街校]{1,2}(?:委|办))|全面(?!依法治[省市县区州旗]{1,2}(?:委|办))"
    r"|推进|贯彻|落实|履行|开展|加强|深入|报送|印发|转发|上报|呈报|党政主要|主要负责|[^"
    + _CHARACTER
    + "]"
)
_NO_NAME = re.compile(
    r"^[向对给致报]|^治[省市县区州旗镇乡街校]|[你他们谁哪]|有[一二三四五六七八九十几\d]|我|本[局县市区委镇]|全[县市区局省镇]|[的在为各]|以来|坚持|深入|贯彻|落实|按照|根据"
    r"|国务院|党中央|全国人大|最高人民|^(?:[省市县区州旗镇乡]委|[省市县区州旗]政府|党委|党组|政府|委员会|办公室|大队|中心|支队|委|局)\Z"
)
# In running text a verb before a place makes its object of it, not the author.
_OBJECT = re.compile(
    r"推进|推动|促进(?!局|中心|会)|护航|助力|打造|实现|提供|积极|全力|服务(?!局|中心|站)"
)
_PARTY_BEFORE = re.compile(r"^(?:中共)?.{1,14}?委(?:员会)?(?=.{2,14}人民政府\Z)")
_LABEL = re.compile(r"^.{0,6}(?:单位|机关|机构|部门)(?:名称)?[：:|]|[（(][^）)]*章[）)]")
_AREA = re.compile(
    r"(?:区|园|港|城|林场|农场|风景名胜|矿|片)(?:党工委|管委会|管理委员会|工作委员会)\Z"
)
_PARTY = re.compile(r"(?:工作委员会|党工委|工委|委员会|党委|委)\Z")
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_COUNTIES_BELOW = re.compile(r"县（市|县\(市|县市区|各县区|各区县|县区|区县|各县[、，市]|市县")
_TOWNSHIPS_BELOW = re.compile(r"乡镇|镇街|镇（街|镇\(街|各镇|各街道")
_CITY_ADDRESSED = re.compile(r"([一-鿿]{2,7}市)(?:人民政府|委)[^\n。]{0,40}[：:]\s*\n")
_PROVINCE_ADDRESSED = re.compile(r"(?:省|自治区)(?:人民政府|政府|委)[^。\n]{0,40}[：:]\s*\n")
# Who speaks of itself so is of that level; a bureau says 我县 too, so the order counts.
_SELF = (
    (re.compile(r"我[局委厅办院队所站社会中处]|本局|[我本]单位"), Level.DEPARTMENT),
    (re.compile(r"我[镇乡]|我街道|街道(?:党工委|办事处)"), Level.TOWNSHIP),
    (re.compile(r"[我全][县旗]|[我全]区(?!域)"), Level.COUNTY),
    (re.compile(r"[我全][市州盟]"), Level.CITY),
    (re.compile(r"[我全](?:省|自治区)"), Level.PROVINCE),
)
# What an author does next in the opening: 县司法局坚持…, 县司法局2023年….
_ACTS = re.compile(
    r"(?:在|以|坚|始终|认真|深|紧|严|切实|按照|根据|围绕|结合|全|持续|扎实|高|贯彻|聚|牢|积极|党|继续|强化|把|着力|立足|充分|多|对标|对照|不断|主动"
    r"|狠抓|抓|统筹|依法|锚定|突出|秉|20\d\d|法治|履行|推进|关于|领导班子)"
)
_BEFORE_AUTHOR = re.compile(
    r".{0,8}(?:以来|年来|年度|\d年|[一二三四五六七八九]年|现将|特将|现就|上?年)"
)
_POST = re.compile(
    r"(?:党组|党委|党工委|书记|局长|主任|镇长|乡长|县长|区长|市长|厅长|院长|大队长|支队长)"
)


class BodyNames:
    """Finds names of bodies by how they end.

    Args:
        bodies: The endings, from the pack.
    """

    def __init__(self, bodies: Bodies) -> None:
        ends = {*bodies.department_ends, *bodies.township_ends, *bodies.government_ends}
        self._ends = tuple(sorted(ends, key=len, reverse=True))
        self._last = frozenset(end[-1] for end in ends) | frozenset("省市县区州旗盟师")

    def is_name(self, line: str) -> bool:
        """Tells whether a line is nothing but the name of a body."""
        name = "".join(_LABEL.sub("", line).split())
        return (
            1 < len(name) <= _LONGEST
            and _RUN.fullmatch(name) is not None
            and name.endswith(self._ends)
            and _NO_NAME.search(name) is None
        )

    def of_line(self, line: str) -> str | None:
        """Returns the body that a line of the signature or letterhead names."""
        bare = _LABEL.sub("", line.strip())
        for piece in re.split(r"\s{2,}|\u3000+|、", bare):
            name = "".join(_LABEL.sub("", piece).split()).removesuffix("文件")
            if self.is_name(name):
                return _without_party(name)
        whole = "".join(bare.split()).removesuffix("文件")
        post = _POST.search(whole)
        whole = whole[: post.start()] if post is not None else whole
        return _without_party(whole) if self.is_name(whole) else None

    def of_title(self, title: str) -> str | None:
        """Returns the body that a title names; a region alone only if it names no office."""
        region = None
        for segment in _TITLE_BREAK.split("".join(title.split())):
            if len(segment) < 2 or _NO_NAME.search(segment):
                continue
            for end in range(min(len(segment), _LONGEST), 2, -1):
                if segment[end - 1] in self._last and segment[:end].endswith(self._ends):
                    return _without_party(segment[:end])
            if region is None and _REGION_ONLY.match(segment):
                region = segment
        return region

    def of_opening(self, opening: str) -> list[str]:
        """Returns the bodies that act as subject in the opening, offices before places."""
        offices, places = [], []
        for act in _ACTS.finditer(opening):
            stop = act.start()
            if not stop or opening[stop - 1] not in self._last:
                continue
            run = _RUN_BEFORE.search(opening, max(0, stop - _LONGEST), stop)
            name = run.group() if run is not None else ""
            before = _BEFORE_AUTHOR.match(name)
            name = name[before.end() :] if before is not None else name
            if len(name) < 3 or _NO_NAME.search(name) or _OBJECT.search(name):
                continue
            if name.endswith(self._ends):
                offices.append(_without_party(name))
            elif is_region(name):
                places.append(name)
        return offices + places


@lru_cache(maxsize=8)
def names_of(bodies: Bodies) -> BodyNames:
    """Returns the compiled endings of a pack."""
    return BodyNames(bodies)


def is_region(name: str) -> bool:
    """Tells whether a name is that of a place alone (平川县)."""
    return _REGION_ONLY.match(name) is not None


def is_full(name: str) -> bool:
    """Tells whether a name says both its place and its office, so that no fuller one is needed."""
    return (
        not is_region(name) and not _SMALL_REGION.search(name) and _PLACED.match(name) is not None
    )


def fullest(candidates: Sequence[str]) -> str | None:
    """Returns the first candidate, in the fullest form in which another candidate writes it."""
    if not candidates:
        return None
    best = candidates[0]
    for name in candidates[1:]:
        if len(name) > len(best) and _same_body(best, name):
            best = name
    return best


def _same_body(short: str, full: str) -> bool:
    """Tells whether one name is the other one shortened (县发改委, 平川县发展和改革委员会)."""
    if _SMALL_REGION.search(short) or _REGION_ONLY.match(short):
        # A place stands for its government, never for one of its offices.
        before, _, rest = full.partition(short)
        if full.endswith(short):
            return before.endswith(("省", "市", "县", "区", "州", "旗", "盟", "人民政府"))
        return rest in (
            "人民政府", "政府", "办事处", "街道办事处", "管理委员会", "管委会",
        )  # fmt: skip
    kind = full[-1] == short[-1] or {full[-1], short[-1]} <= {"会", "委"} or full.endswith("办公室")
    if not kind or (full.endswith("办公室") and short[-1] not in "办室"):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def _without_party(name: str) -> str:
    """Returns the government of a joint name: it is whose work the report is about."""
    return _PARTY_BEFORE.sub("", name)


def level_of(issuer: str | None, text: str, bodies: Bodies) -> Level | None:
    """Returns the level that a body's name shows, else the one its self-reference shows.

    The committee of a development zone (开发区管委会) governs an area with offices of its own, and
    reports with the counties, not with the bureaus: it is of county level. Offices below a
    government, its own general office included, are 部门, whatever the rank of that government.
    """
    if not issuer:
        head = text[:3000]
        return next((level for pattern, level in _SELF if pattern.search(head)), None)
    name = "".join(issuer.split())
    if _AREA.search(name):
        return Level.COUNTY
    place = _PARTY.sub("", name.removeprefix("中共"))
    if name.endswith(bodies.township_ends) or _SMALL_REGION.search(place):
        return Level.TOWNSHIP
    ends = sorted(bodies.government_ends, key=len, reverse=True)
    end = next((end for end in ends if name.endswith(end)), None)
    if name.endswith("兵团"):
        return Level.PROVINCE
    if end is not None:
        # 县政府 is an ending that holds the region itself.
        return _government(name.removesuffix(end.lstrip("省市县区州旗")), text)
    if name.startswith("中共") and is_region(place):
        return _government(place, text)
    return _government(name, text) if is_region(name) else Level.DEPARTMENT


def _government(stem: str, text: str) -> Level:
    if stem.endswith(("省", "自治区", "兵团")) or stem in _MUNICIPALITIES:
        return Level.PROVINCE
    if stem.endswith(("州", "盟", "地区", "师")) or re.search(r"师.{2,4}市\Z", stem):
        return Level.CITY
    if stem.endswith(("县", "区", "旗", "团", "团场")):
        return Level.COUNTY
    if _SMALL_REGION.search(stem):
        return Level.TOWNSHIP
    return Level.COUNTY if _is_county_city(stem, text) else Level.CITY


def _is_county_city(stem: str, text: str) -> bool:
    """Tells whether a city is of county rank: by its name, by whom it addresses, by what is below.

    A city with districts and counties speaks of them all through its report.
    """
    if _CALLS_ITSELF_COUNTY_CITY.search(text[:1000]):
        return True
    if re.search(r"[市州盟].+市\Z", stem):
        return True
    if _PROVINCE_ADDRESSED.search(text[:600]):
        return False
    addressed = _CITY_ADDRESSED.search(text[:600])
    if addressed is not None and not addressed[1].endswith(stem):
        return True
    return _COUNTIES_BELOW.search(text) is None and _TOWNSHIPS_BELOW.search(text) is not None

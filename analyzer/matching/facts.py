"""Concrete facts: counts, dates, documents, meetings, mechanisms.

A fact is what a reader could check. Years, ordinals, article numbers and stock numerals (四个意识,
双随机, 第一议题) are none. Source: domain notes 10.0; GB/T 15835 for numerals.

Every pattern begins with a plain character or class and leaves what must not stand before it to a
check afterwards: Python's engine can then skip to the places that matter, which makes the search
several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_letters
from typing import NamedTuple

from analyzer.lexicon.schema import FactKind

_UNITS = (
    "人次|人天|批次|户次|件次|场次|家次|车次|次|件|起|份|场|期|人|名|个|条|项|户|家|批|篇|天|卷|宗|部|处|台|辆|"
    "册|本|套|幅|张|支|轮|堂|回|趟|遍|例|笔|个工作日|小时|学时|课时|页|块|所|座|位|组|对|单|步|堂课|件套|段|类|枚|盏|"
    "桩|封|趟|样|道|票|栋|幢|句|拨|班|间|只|头|棵|盘|摞|通|桌|口|面|学期|字|公里|平方米|亩|吨|万元|亿元|元|万字|分钟|分|秒|%|％|个百分点|‰"
)
# What may follow a number that is a count; years and months are given up at once by it.
_GOES_ON = "".join(sorted({unit[0] for unit in _UNITS.split("|")}))
_ARABIC = re.compile(
    rf"[0-9](?<![0-9][0-9])[0-9]{{0,14}}(?:[,，.][0-9]{{1,15}}){{0,5}}(?=[{_GOES_ON}\s余多来万亿千百])"
    rf"\s?(?:余|多|来)?(?:万|亿|千|百)?(?:余|多)?\s?(?:{_UNITS})"
)
_HAN = re.compile(
    r"[一二两三四五六七八九十](?P<rest>[一二三四五六七八九十百千万零〇]{0,9})(?:余|多|来|几)?"
    r"(?:(?:人次|场次|件次|户次|家次|台次|次|课|讲|桩|封|趟|件|起|份|场|期|名|批|户|轮|堂|回|趟|家|宗|卷|本|册|桩|遍|例|张|台|部法|部法律)(?!通办|制度|办成|一|会议|性)"
    r"|(?P<items>个|项|条|类|处|部|篇|人|道|位|亩|吨|元|公里|户)(?!方面|环节|意识|自信|维护|确立))"
)
# 退回者五、凡三十二: how half-classical reports count.
_BARE = re.compile(
    r"[者凡得计](?<![或如再]者)(?<![觉值使懂]得)[一二三四五六七八九十百千]{1,8}(?:有奇|余)?(?=[，。；、])"
)
_PERCENT = re.compile(r"百分之[一二三四五六七八九十百零点]+")
_FULL = re.compile(r"全覆盖率|零败诉|零投诉")
_MONTH = re.compile(r"[0-9]{1,2}月(?:\s?(?:[12][0-9]|3[01]|0?[1-9])日|份|底|初|中旬|上旬|下旬)?")
_HAN_MONTH = re.compile(
    r"[一二三四五六七八九十](?:(?<=十)[一二])?月(?:[一二三四五六七八九十]{1,3}日|底|初|中旬|上旬|下旬|间|里)?"
)
_QUARTER = re.compile(r"[第上下一二三四][一二三四半季](?:季度|年|度)")
_TITLED = re.compile(
    r"(?:制定|制发|印发|出台|修订|修改|下发|发布|起草|编制|编印|汇编|签订|签了|形成|定下|定了|出了|建立|颁布|公布|推出|拟定|草拟|审核|审查|废止|备案)"
    r"(?:了|并实施|实施|完善|出台|过)?[^。；，《》]{0,14}《[^》]{3,60}》"
)
_NUMBERED = re.compile(r"[〔\[（(]20\d{2}[〕\]）)]\s?\d{1,4}\s?号")
_MEETING = re.compile(
    r"(?:召开|主持|举行|举办|列席|组织召开|先后召开)(?!.{0,6}(?:等形式))[^。；，]{0,26}?(?:会议|推进会|部署会|座谈会|听证会|联席会|专题会|党组会|党委会|常务会|办公会|"
    r"培训班|述法会|论证会|调度会|例会|研讨会|交流会|现场会|会商会|局务会|讲座)"
)
_NTH_DAY = re.compile(r"第(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:个工作日|天|日)")
_NTH_MEETING = re.compile(r"第[一二三四五六七八九十\d]+次[^，。；]{0,10}(?:会议|会)")
_MECHANISM = re.compile(
    r"(?:建立健全|建立|健全|制定|出台|设立|成立|组建|开通|上线|搭建|编制(?!部门|紧|不足|内|外|数|限|少|冻)|建成|启用|修订|聘请|聘用|配备|明确了|创建|推出|开设|打造|调整充实|创新)"
    r"(?:了|完善|并落实|并完善|出台|起)?[^。；，、《》]{2,24}?"
    r"(?:制度|机制|清单|台账|平台|办法|规程|细则|方案|小组|中心|专班|目录|手册|系统|工作站|调解室|工作室|"
    r"委员会|法律顾问|公职律师|专栏|热线|窗口|队伍|流程|模式|规则|指引|名录|专栏|信箱|库|联络员|基准)"
)
_ANY_MECHANISM = re.compile(
    r"[建健完制出设编创形明]\S{0,3}?(?:立|全|善|定|台|新|成|确)(?:了|完善)?(?:各项|有关|相关|工作|长效|体制|常态化|责任|落实|管理|运行|领导"
    r"|组织|推进|协调|内部|规章|联动|协作|监督|保障|考核)*(?:制度|机制|流程|模式|规则|办法|方案)\Z"
)
_ZERO = re.compile(r"[0０零]+\s?(?:件|起|次|份|例|宗)")
_BEFORE_NUMBER = frozenset("0123456789.第〔[（(" + ascii_letters)
# 扣2分、满分10分 are marks that the body gives itself.
_SCORED = ("扣", "加", "减", "满分", "自评")
_BEFORE_HAN = frozenset("第一二三四五六七八九十")
_COUNTING = frozenset("了共计达到成办")
_ONCE = ("一次", "一回", "一场", "一期", "一件", "一起", "一份", "一堂", "一轮", "一遍")
_NOT_ONCE = frozenset("第每这那同某任又再统唯进")
_ENDS_CLAUSE = frozenset("，。；、！（ 《")
_MORE = ("进一步", "不断", "持续", "切实", "着力")
_TITLE = 60
_OURS = frozenset(f"{whose}{body}" for whose in "我本" for body in "局委厅县市区镇乡办院街")
_QUARTERS = frozenset(
    ("上半年", "下半年", *(f"{n}季度" for n in "一二三四"), *(f"第{n}季度" for n in "一二三四"))
)


class Fact(NamedTuple):
    """A fact and its offsets; ``kind`` is a ``FactKind``."""

    start: int
    end: int
    kind: FactKind


Match = re.Match[str]


def _is_count(text: str, match: Match) -> bool:
    start = match.start()
    before = text[start - 1 : start]
    if match.group()[-1] == "分" and text.endswith(_SCORED, max(0, start - 2), start):
        return False
    return before not in _BEFORE_NUMBER and (text[start] != "0" or not _ZERO.match(text, start))


def _is_han_count(text: str, match: Match) -> bool:
    before = text[match.start() - 1 : match.start()]
    if match["items"] and len(match["rest"]) < 1:
        return before in _COUNTING and before != "" and match.group()[0] != "一"
    if match.group()[0] == "一" and not match["rest"]:
        # 出庭一次。 counts; 一次 in the middle of a phrase mostly does not.
        return (
            match.group() in _ONCE
            and before not in _NOT_ONCE
            and text[match.end() : match.end() + 1] in _ENDS_CLAUSE
        )
    return before not in _BEFORE_HAN


def _is_month(text: str, match: Match) -> bool:
    number = match.group().partition("月")[0]
    return 0 < int(number) <= 12 and not text[match.start() - 1 : match.start()].isdigit()


def _is_han_month(text: str, match: Match) -> bool:
    # 每月, 三个月, 蜜月 begin otherwise; 元月 and 腊月 are left alone.
    return text[match.start() - 1 : match.start()] not in _BEFORE_HAN


def _is_quarter(text: str, match: Match) -> bool:
    return match.group() in _QUARTERS and text[match.start() - 1 : match.start()] != "每"


def _is_made(text: str, match: Match) -> bool:
    # 收到上级印发的《……》: somebody else's document, told of as a thing.
    opening = match.group().index("《") + match.start()
    return text[opening - 1] != "的" or text[match.start() - 2 : match.start()] in _OURS


def _is_titled(text: str, start: int) -> bool:
    """Tells whether an offset lies inside the title of a document."""
    low = max(0, start - _TITLE)
    return text.rfind("《", low, start) > text.rfind("》", low, start)


def _is_new(text: str, match: Match) -> bool:
    # 进一步建立健全……、健全工作机制 is a phrase, not an act.
    if _is_titled(text, match.start()):
        return False
    made = match.group()
    if made.startswith(("健全", "建立健全")) and "了" not in made[:5]:
        # 健全多元化解机制 is what every report says; 健全了 tells that it was done.
        return False
    return not _ANY_MECHANISM.match(made) and not text.endswith(
        _MORE, max(0, match.start() - 3), match.start()
    )


_PATTERNS: tuple[tuple[FactKind, re.Pattern[str], Callable[[str, Match], bool] | None], ...] = (
    (FactKind.COUNT, _ARABIC, _is_count),
    (FactKind.COUNT, _HAN, _is_han_count),
    (FactKind.COUNT, _BARE, None),
    (FactKind.COUNT, _PERCENT, None),
    (FactKind.COUNT, _FULL, None),
    (FactKind.DATE, _MONTH, _is_month),
    (FactKind.DATE, _HAN_MONTH, _is_han_month),
    (FactKind.DATE, _QUARTER, _is_quarter),
    (FactKind.DATE, _NTH_DAY, None),
    (FactKind.DOCUMENT, _TITLED, _is_made),
    (FactKind.DOCUMENT, _NUMBERED, None),
    (FactKind.MEETING, _MEETING, None),
    (FactKind.MEETING, _NTH_MEETING, None),
    (FactKind.MECHANISM, _MECHANISM, _is_new),
)


def find_facts(text: str) -> list[Fact]:
    """Returns all facts in order of their start. A count of zero is none."""
    # A plain tuple call: NamedTuple's own constructor is several times slower.
    new = tuple.__new__
    facts = [
        new(Fact, (*match.span(), kind))
        for kind, pattern, holds in _PATTERNS
        for match in pattern.finditer(text)
        if holds is None or holds(text, match)
    ]
    facts.sort()
    return facts

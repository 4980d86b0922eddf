"""Concrete facts: counts, dates, documents, meetings, mechanisms.

A fact is what a reader could check. Years, ordinals, article numbers and stock numerals (四个意识,
双随机, 第一议题) are none. Source: domain notes 10.0; GB/T 15835 for numerals.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.lexicon.schema import FactKind

_UNITS = (
    "人次|人天|批次|户次|件次|场次|家次|车次|次|件|起|份|场|期|人|名|个|条|项|户|家|批|篇|天|卷|宗|部|处|台|辆|"
    "册|本|套|幅|张|支|轮|堂|回|趟|遍|例|笔|个工作日|小时|学时|课时|页|块|所|座|位|组|对|单|步|堂课|件套|段|类|枚|盏|"
    "公里|平方米|亩|吨|万元|亿元|元|万字|分钟|分|秒|%|％|个百分点|‰"
)
_ARABIC = rf"(?<![\d.第〔\[（(年A-Za-z])\d[\d,，.]*\s?(?:余|多|来)?(?:万|亿|千|百)?(?:余|多)?\s?(?:{_UNITS})"
_HAN_COUNT = (
    r"(?<![第一二三四五六七八九十])(?:[两二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]百[一二三四五六七八九十零]*|[两二三四五六七八九])"
    r"(?:余|多|来)?(?:人次|场次|次|件|起|份|场|期|名|批|户|轮|堂|回|趟|家|宗|卷|本|遍|例|位|张|台|部法|部法律)(?!通办|制度|办成|一|会议|性)"
)
_HAN_ITEMS = r"(?<=[了共计达到成办])[两二三四五六七八九十]{1,3}(?:个|项|条|类|处|部|篇)(?!方面|环节|意识|自信|维护|确立)"
_PERCENT = r"百分之[一二三四五六七八九十百零点]+"
_RATIO = r"全覆盖率|零败诉|零投诉"
COUNT = re.compile(f"{_ARABIC}|{_HAN_COUNT}|{_HAN_ITEMS}|{_PERCENT}|{_RATIO}")
DATE = re.compile(
    r"(?<!\d)(?:1[0-2]|0?[1-9])月(?:\s?(?:[12]\d|3[01]|0?[1-9])日|份|底|初|中旬|上旬|下旬)?"
    r"|第[一二三四]季度|[上下]半年|(?<![每])[一二三四]季度"
)
DOCUMENT = re.compile(
    r"(?:制定|制发|印发|出台|修订|修改|下发|发布|起草|编制|编印|汇编|签订|签了|形成|定下|定了|出了|建立|颁布|公布|推出|拟定|草拟|审核|审查|废止|备案)"
    r"(?:了|并实施|实施|完善|出台|过)?[^。；，《》]{0,14}《[^》]{3,60}》"
    r"|[〔\[（(]20\d{2}[〕\]）)]\s?\d{1,4}\s?号"
)
MEETING = re.compile(
    r"(?:召开|主持|举行|举办|列席|组织召开|先后召开)(?!.{0,6}(?:等形式))[^。；，]{0,26}?(?:会议|推进会|部署会|座谈会|听证会|联席会|专题会|党组会|党委会|常务会|办公会|"
    r"培训班|述法会|论证会|调度会|例会|研讨会|交流会|现场会|会商会|局务会|讲座)"
    r"|第[一二三四五六七八九十\d]+次[^，。；]{0,10}(?:会议|会)"
)
MECHANISM = re.compile(
    r"(?<!进一步)(?<!不断)(?<!持续)(?<!切实)(?<!着力)"
    r"(?:建立健全|建立|健全|制定|出台|设立|成立|组建|开通|上线|搭建|编制|建成|启用|修订|聘请|聘用|配备|明确了|创建|推出|开设|打造|调整充实|创新)"
    r"(?:了|完善|并落实|并完善|出台|起)?[^。；，、《》]{2,24}?"
    r"(?:制度|机制|清单|台账|平台|办法|规程|细则|方案|小组|中心|专班|目录|手册|系统|工作站|调解室|工作室|"
    r"委员会|法律顾问|公职律师|专栏|热线|窗口|队伍|流程|模式|规则|指引|名录|专栏|信箱|库|联络员|基准)"
)
_ZERO = re.compile(r"[0０零]+\s?(?:件|起|次|份|例|宗)")


class Fact(NamedTuple):
    """A fact and its offsets; ``kind`` is a ``FactKind``."""

    start: int
    end: int
    kind: FactKind


_PATTERNS = (
    (FactKind.COUNT, COUNT),
    (FactKind.DATE, DATE),
    (FactKind.DOCUMENT, DOCUMENT),
    (FactKind.MEETING, MEETING),
    (FactKind.MECHANISM, MECHANISM),
)


def find_facts(text: str) -> list[Fact]:
    """Returns all facts in order of their start. A count of zero is none."""
    zero = _ZERO.match
    facts = [
        Fact(match.start(), match.end(), kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(text)
        if kind is not FactKind.COUNT or not zero(match.group())
    ]
    facts.sort()
    return facts

"""``privacy.*``, ``secrecy.*``, ``leftover.*``, ``genre.*``: characters that must not be published."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from analyzer.judgement.rules.context import RuleContext
from analyzer.lexicon.schema import PatternRule
from analyzer.matching.literals import needed_literals
from analyzer.model.report import Finding
from analyzer.model.text import mask

# Surnames in use in the People's Republic: the four hundred commonest, and the compound ones.
# Source: Ministry of Public Security, name report 2020; the rarer ones after 百家姓. Words that are
# far commoner than the surname (和、关、时、车、党、全、安、从、那、都、通、国、年、商、路、经、水、巨、红、相) are left out.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔常汤康易乔赖文樊"
    "兰殷施洪翟颜倪温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝左涂谷祁舒耿牟卜詹凌费纪靳盛童欧甄项曲成游阳裴"
    "席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强丛华滕冉荣初房褚代苗傅佟米佘尚原娄敖栾冷鹿桑艾邬占池晏卞臧"
    "蒲苟仇边麻郎练楚奚荆靖古邰佐牛沙匡楼鞠仲糜竺干简岑简虞宗鄢郜宫喻胥苑闻蔺计卓蒙巴沃瞿屠贝乌封储晋伏戚岑"
)
# It begins with a plain class, so that the engine skips to a surname; what follows looks back at it.
_NAME = (
    rf"[{_SURNAMES}欧司上诸皇尉令夏慕](?<!(?=方[当代要提未在律]|于[法本当今去前次年月日规期]|单位|高度|成员|常年|平均|方面|管理|强烈|金额|时间|何时|安置|文明|严重|查[处询获]|计划|于是|万[元余]|常住|连续|从业|费用|成立|应当|时常|相关).)"
    rf"(?:(?<=欧)阳|(?<=司)马|(?<=上)官|(?<=诸)葛|(?<=皇)甫|(?<=尉)迟|(?<=司)徒|(?<=令)狐|(?<=夏)侯|(?<=慕)容|(?<=[{_SURNAMES}]))"
    r"(?![某××XxＸ和与及的等因不在对以向方于提者败胜投撤上起申反应控公自告被之间下里外前后内中道栋层顶权地木场业区农草果产])[\u4e00-\u9fff](?:(?![某××XxＸ和与及的等因不在对以向诉于提申者败胜投撤上起反应控公自告被将把未私擅违占拒阻驾涉])[\u4e00-\u9fff])?"
)
_NEAR = 24
# Full-width digits and letters as half-width ones: one character for one, so offsets hold.
_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF38, 0xFF58, 0xFF0D)}
_FULL_WIDTH = re.compile("[０-９Ｘｘ－]")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("〈姓名〉", _NAME))


@lru_cache(maxsize=256)
def _literals(pattern: str) -> tuple[str, ...]:
    # A name can be anything: one character more that tells nothing.
    return needed_literals(pattern.replace("〈姓名〉", "."))


def _holds_one(text: str, literals: tuple[str, ...]) -> bool:
    """Tells whether a text may hold one of several strings: whether it has all characters of one.

    Looking for a single character is ten times faster than looking for a string.
    """
    for literal in literals:
        for character in literal:
            if character not in text:
                break
        else:
            return True
    return False


def _may_match(rule: PatternRule, text: str) -> bool:
    """Tells whether a search is worth while; where it is not, the rule finds nothing."""
    literals = _literals(rule.pattern)
    if literals and not _holds_one(text, literals):
        return False
    return not rule.quick or _compiled(rule.quick).search(text) is not None


def _plausible(rule: PatternRule, match: re.Match[str], text: str) -> bool:
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if rule.context and not any(word in near for word in rule.context):
        return False
    if any(word in near for word in rule.not_context):
        return False
    if rule.check == "手机号":
        # A long count of yuan or items is no telephone number.
        after = text[match.end() : match.end() + 1]
        return after not in "元万亿件条人次%％" or after == ""
    return True


def pattern_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields every place that a pattern of the pack finds; personal data is masked."""
    text = context.text
    view = text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text
    found: list[tuple[PatternRule, int, int]] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for rule in context.pack.patterns:
        if not _may_match(rule, view):
            continue
        compiled = _compiled(rule.pattern)
        named = "named" in compiled.groupindex
        for match in compiled.finditer(view):
            if not _plausible(rule, match, view):
                continue
            start, end = match.span("named") if named else match.span()
            if named and not context.reading.begins_word(match.start()):
                # 行业主管部门 holds 业主 and a surname, but no word begins with 业主 there.
                continue
            while start < end - 1 and text[start].isspace() and not text[end - 1].isspace():
                start += 1
            spans = taken.setdefault(rule.rule, [])
            at = bisect_left(spans, (start, end))
            if any(s < end and start < e for s, e in spans[max(0, at - 1) : at + 1]):
                continue
            spans.insert(at, (start, end))
            found.append((rule, start, end))
            if rule.mask:
                context.masked.append((start, end))
    for rule, start, end in found:
        shown = text[start:end]
        yield context.finding(
            rule.rule,
            f"{rule.what}“{mask(shown) if rule.mask else shown}”",
            start=start,
            end=end,
            text=mask(shown) if rule.mask else shown,
        )

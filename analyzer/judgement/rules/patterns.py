"""``privacy.*``, ``secrecy.*``, ``leftover.*``, ``genre.*``: characters that must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analyzer.judgement.rules.context import RuleContext
from analyzer.lexicon.schema import PatternRule
from analyzer.model.report import Finding

# The commonest surnames of the People's Republic; they cover about 85 % of its people
# (Ministry of Public Security, name report 2020, the first hundred; and common compound ones).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊"
)
_NAME = (
    rf"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])"
    r"(?![某××XxＸ和与及的等因不在对以向方于提])[\u4e00-\u9fff](?:(?![某××XxＸ和与及的等因不在对以向诉于提申])[\u4e00-\u9fff])?"
)
_NEAR = 24


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("〈姓名〉", _NAME))


def mask(text: str) -> str:
    """Returns personal data with its middle hidden: first three and last two stay of a number."""
    if len(text) <= 4:
        return text[:1] + "*" * (len(text) - 1)
    return text[:3] + "*" * (len(text) - 5) + text[-2:]


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
    found: list[tuple[PatternRule, int, int]] = []
    for rule in context.pack.patterns:
        if rule.quick and not _compiled(rule.quick).search(text):
            continue
        compiled = _compiled(rule.pattern)
        named = "named" in compiled.groupindex
        for match in compiled.finditer(text):
            if not _plausible(rule, match, text):
                continue
            start, end = match.span("named") if named else match.span()
            while start < end and text[start].isspace():
                start += 1
            if any(r.rule == rule.rule and s < end and start < e for r, s, e in found):
                continue
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

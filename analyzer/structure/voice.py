"""How a text speaks: what its opening announces, who speaks, and to whom.

Titles mislead and are lost; what a text says of itself in its first paragraph, and whether it
commands, tells or confesses, shows what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from analyzer.structure.frame import Frame

_OPENING = 1500
CITED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
# What an annual report is about, under the names that the years and the branches gave it.
LAW = re.compile(
    r"法治政府|法[治制][一-鿿]{0,6}建设|依法行政|法[治制]工作|依法治[省市县区州旗镇乡街校企局疆林水税教医农路渔矿粮城档统业]|全面依法治"
)
_ANNOUNCES = re.compile(r"(?:[现兹特]在?)(?:将|就|把|对)[^。\n]{2,120}|如下[。：:，,\n]")
_REPORTED = re.compile(r"报告|汇报|总结|小结|如下|公布|公开|说明")
# Work that is reported on its own, in other reports than this one.
_OTHER_WORK = re.compile(
    r"普法|法[治制]宣传|督[察查导]|信息公开|政务公开|上半年|季度|五年|三年|近年|行政复议|行政应诉|第一责任人|调研"
)
# What is told to answer for something is not the year's account, however much it covers.
_OTHER_PURPOSE = re.compile(
    r"整改|自查|自评|示范创建|示范[县市区]|述法|述职|迎检|通知如下|解读如下"
)
_MAIN = re.compile(
    r"(?:法治政府(?:部门)?建设|法治建设|依法行政)(?:工作)?"
    r"(?:的?(?:有关|相关|总体|年度)?情况|报告|总结|和|及|暨|、|以及|进展|开展|推进|成效)"
    r"(?!.{0,4}(?:自查|自评|整改|述法|示范))"
)
# 我 as a person: not 我局, 自我, 我为群众办实事. The class in front lets the engine skip.
_I = re.compile(
    r"[我本](?:(?<=本)人|(?<=我)(?<![自忘唯无]我)(?!局|委|办|厅|县|市|区|镇|乡|院|队|所|站|社|会|州|旗|省|街|国|们|馆|庭|台|库|机|基|军|党|单|分|支|中|公|行|校|系|总|部|处|科|司|室|园|场|团|矿|港|群|大|辖|方|为群众|[为和与]))"
)
_OFFICE = re.compile(
    r"[局委厅办县市区镇乡街处院队所站社会中馆]里|[我本全][局委厅办县市区镇乡街院队所站社馆]|我们"
)
_QUOTED = re.compile(r"“[^”\n]{1,600}”")
_NEWS_STARTS = re.compile(
    r"\s*[^。]{0,40}(?:本报讯|本网讯|讯[（(]|(?<![可所])记者(?!出身)|通讯员)|\s*(?:近日|日前|\d{1,2}月\d{1,2}日)[，,上下]"
)
_MEETING_SAID = re.compile(
    r"(?:会议|会上|座谈会|推进会|主持)[^。，]{0,6}[，,]?[^。，]{0,4}(?:指出|强调|要求|听取|审议|传达|认为|通报)"
)
# The class in front lets the engine skip, here too.
_NOTICE = re.compile(
    r"[特现项求请](?:(?<=特)此通[知告报]|(?<=现)(?:印发|转发)给|(?<=[事要][项求])通知如下"
    r"|(?<=请)(?<![邀申聘提恳报]请)[各贵你][^。]{0,60}(?:报送|上报|反馈|执行|落实|组织|填报))"
)
_TO_THOSE_BELOW = re.compile(r"各(?:乡|镇|街道|部门|单位|有关|科室|股室|县|区|市|成员|直属|局)")
_PLAN = re.compile(
    r"制定(?:本|如下|以下)(?:实施|工作|行动)?(?:方案|计划|要点|意见|规划|安排|办法|清单|细则)"
)
_OPENNESS = re.compile(r"信息公开条例[^。]{0,120}(?:年度报告|编制|要求)|统计期限")
_INSPECTORS = re.compile(r"(?:督[察查导]|检查|考核|调研|验收|评估|巡[视察])组|各位(?:领导|专家)")
_SALUTATION = re.compile(r"\s*(?:尊敬的)?[^。，,：:]{0,24}[：:，,！!]")


class Announced(StrEnum):
    """What an opening says it reports."""

    NOTHING = ""
    SOMETHING = "something"
    LAW = "law-based government"
    OTHER_WORK = "other work"
    OTHER_PURPOSE = "other purpose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a text speaks.

    Attributes:
        announces: What the opening says it reports.
        personal: A person speaks of himself.
        notice: It tells others below what to do.
        plan: It lays down what shall be done.
        openness: It reports under the law on public information (政府信息公开条例).
        briefing: It speaks to inspectors.
        speech: It speaks to an audience.
        news: It begins as news do.
        meeting: It tells twice and more what a meeting said.
    """

    announces: Announced
    personal: bool
    notice: bool
    plan: bool
    openness: bool
    briefing: bool
    speech: bool
    news: bool
    meeting: bool


def listen(frame: Frame, text: str) -> Voice:
    """Returns how a text speaks."""
    head = text[frame.body_start : min(frame.body_start + _OPENING, frame.body_end)]
    clause = announcement(head)
    opens = _I.search(text, frame.body_start, frame.body_start + 400) is not None
    said = 0
    if opens:
        # Whoever is quoted speaks of himself; the report does not.
        own = _QUOTED.sub("", text[frame.body_start : frame.body_start + 3000])
        said = len(_I.findall(own))
        # Whoever writes for his office may speak of himself; mostly he speaks of the office.
        said = 0 if len(_OFFICE.findall(own)) > said else said
    salutation = _SALUTATION.match(head)
    addressed = frame.addressee + (salutation.group() if salutation is not None else "")
    below = _TO_THOSE_BELOW.search(frame.addressee) is not None
    return Voice(
        announces=_announced(clause),
        personal=said >= 3 or (said >= 2 and frame.named_head),
        notice=below or _NOTICE.search(head) is not None,
        plan=_PLAN.search(head[:900]) is not None,
        openness=_OPENNESS.search(head[:400]) is not None,
        briefing=_INSPECTORS.search(addressed) is not None,
        speech="同志们" in addressed,
        news=_NEWS_STARTS.match(head) is not None,
        meeting=len(_MEETING_SAID.findall(head)) > 1,
    )


def announcement(head: str) -> str:
    """Returns the clause of an opening that says what is reported (现将…报告如下)."""
    for match in _ANNOUNCES.finditer(head):
        if not match.group().startswith("如下"):
            clause = CITED.sub("", match.group())
            if _REPORTED.search(clause):
                return clause
            continue
        begin = max(head.rfind(mark, 0, match.start()) for mark in "。；，,\n")
        return CITED.sub("", head[begin + 1 : match.end()])
    return ""


def _announced(clause: str) -> Announced:
    if not clause:
        return Announced.NOTHING
    main = _MAIN.search(clause) is not None
    if _OTHER_PURPOSE.search(clause) and not main:
        return Announced.OTHER_PURPOSE
    if _OTHER_WORK.search(clause) and not main:
        return Announced.OTHER_WORK
    return Announced.LAW if LAW.search(clause) else Announced.SOMETHING

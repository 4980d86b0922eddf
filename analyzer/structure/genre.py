"""What kind of text this is (文种): by its title, and by how it speaks where the title misleads.

The last word of an official title names its kind, so what is cited in 《》 or added in brackets is
left out. A title is then held against the text: who speaks, to whom, and what is announced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.lexicon.schema import Genre
from analyzer.model.document import Paragraph
from analyzer.structure.frame import Frame, bare_title

REPORT = "annual-report"
OTHER = "other"
# Kinds with varieties of their own in the table; a variety is reported as its kind.
_FAMILIES = (OTHER, "news", "account-of-law", "notice", "plan", "speech")
_CITED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_OPENING = 1500
_LAW = re.compile(
    r"法治政府|法[治制][一-鿿]{0,6}建设|依法行政|法[治制]工作|依法治[省市县区州旗镇乡街校企局疆]|全面依法治"
)
# Work that is reported on its own, in other reports than this one.
_OTHER_WORK = re.compile(
    r"普法|法[治制]宣传|督[察查导]|信息公开|政务公开|上半年|季度|五年|三年|近年|行政复议|行政应诉|第一责任人|调研"
)
# What is told to answer for something is not the year's account, however much it covers.
_OTHER_PURPOSE = re.compile(r"整改|自查|自评|示范创建|示范[县市区]|述法|述职|迎检")
_MAIN = re.compile(
    r"(?:法治政府(?:部门)?建设|法治建设|依法行政)(?:工作)?(?:的?(?:有关|相关|总体|年度)?情况|报告|总结|和|及|暨|、|以及|进展|开展|推进|成效)"
)
_RANGE = re.compile(r"(20\d\d)[ 年]{0,2}[—–\-~～至到－]{1,2}[ ]?(20\d\d)")
# 我 as a person: not 我局, 自我, 我为群众办实事. The class in front lets the engine skip.
_I = re.compile(
    r"[我本](?:(?<=本)人|(?<=我)(?<![自忘唯无]我)(?!局|委|办|厅|县|市|区|镇|乡|院|队|所|站|社|会|州|旗|省|街|国|们|军|党|单|分|支|中|公|行|校|系|总|部|处|科|司|室|园|场|团|矿|港|群|大|辖|方|为群众|[为和与]))"
)
_NEWS_STARTS = re.compile(
    r"\s*[^。]{0,40}(?:本报讯|本网讯|讯[（(]|记者|通讯员)|\s*(?:近日|日前|\d{1,2}月\d{1,2}日)[，,上下]"
)
_MEETING_SAID = re.compile(
    r"(?:会议|会上|座谈会|推进会|主持)[^。，]{0,6}[，,]?[^。，]{0,4}(?:指出|强调|要求|听取|审议|传达|认为|通报)"
)
_NOTICE = re.compile(
    r"特此通[知告报]|现(?:印发|转发)给|(?:事项|要求)通知如下|请(?:各|贵|你)[^。]{0,60}(?:报送|上报|反馈|执行|落实|组织|填报)"
)
_TO_THOSE_BELOW = re.compile(r"各(?:乡|镇|街道|部门|单位|有关|科室|股室|县|区|市|成员|直属|局)")
_PLAN = re.compile(
    r"制定(?:本|如下|以下)(?:年度)?(?:实施|工作|行动)?(?:方案|计划|要点|意见|规划|安排|办法|清单|细则)"
)
_OPENNESS = re.compile(r"信息公开条例[^。]{0,120}(?:年度报告|编制|要求)|统计期限")
_INSPECTORS = re.compile(r"(?:督[察查导]|检查|考核|调研|验收|评估|巡[视察])组|各位(?:领导|专家)")
_TEMPLATE = re.compile(r"提纲|模板|格式|样式|参考|范文|范本")
_OUTLINE = tuple(
    re.compile(words)
    for words in (
        r"第一责任人|主要负责人|主要负责同志|党政主要|一把手",
        r"举措|成效|做法|工作情况|开展情况|完成情况|建设情况|总体情况|基本情况|工作总结|主要工作|工作回顾",
        r"不足|问题|短板|差距|薄弱|原因",
        r"打算|安排|计划|思路|下一?步|今后|明年|来年|努力方向|下一?年",
    )
)
_FIELDS = tuple(
    re.compile(words)
    for words in (
        r"行政执法|执法监督|文明执法",
        r"重大(?:行政)?决策|依法决策",
        r"规范性文件|合法性审[查核]",
        r"行政复议|应诉|行政诉讼",
        r"普法|法[治制]宣传",
        r"政务公开|信息公开",
        r"第一责任人|述法",
        r"矛盾纠纷|调解|信访",
        r"权责清单|放管服|营商环境",
    )
)
_LINE_OF_OUTLINE = 45
_MANY_FIELDS = 5
_MIN_ATTACHED = 500


class Kind(NamedTuple):
    """A kind of text, and its name in Chinese."""

    kind: str
    name: str


_OTHER = Kind(OTHER, "其他材料")
_SEVERAL_YEARS = Kind(OTHER, "多年工作总结")


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text speaks.

    Attributes:
        announces: What the opening says it reports: ``law``, ``other work``, ``other purpose``
            (整改、自评), ``something`` or nothing.
        personal: Whether a person speaks of himself.
        notice: Whether it tells others below what to do.
        plan: Whether it lays down what shall be done.
    """

    announces: str
    personal: bool
    notice: bool
    plan: bool


def kind_of(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    genres: Sequence[Genre],
    *,
    titled: Kind | None,
    voice: Voice,
) -> Kind:
    """Returns the kind of a text.

    Args:
        frame: What stands around its body.
        text: The whole text.
        paragraphs: Its paragraphs.
        genres: The kinds of the pack.
        titled: What its title says.
        voice: How it speaks.
    """
    report = _named(genres, REPORT)
    if voice.personal and (titled is None or titled.kind in (REPORT, "account-of-law", OTHER)):
        return _named(genres, "account-of-law")
    if titled is not None and titled.kind == REPORT:
        return _objection(frame, text, voice, genres) or report
    if titled is not None and titled.kind in ("openness-report", "speech"):
        return titled
    if voice.notice or voice.plan:
        return titled or _named(genres, "notice" if voice.notice else "plan")
    if _told_as_report(frame, text, paragraphs, voice, titled):
        return report
    return titled or _by_voice(frame, text, genres)


def by_title(title: str, genres: Sequence[Genre]) -> Kind | None:
    """Returns the kind that a title names; None if it names none."""
    core = subject_of(title)
    span = _RANGE.search(core)
    for genre in genres:
        if _fits(core, genre):
            if genre.kind == REPORT and span and int(span[2]) - int(span[1]) > 1:
                # Several years in one are no annual report.
                return _SEVERAL_YEARS
            return _kind(genre)
    return None


def subject_of(title: str) -> str:
    """Returns a title without cited documents and remarks; all of it where it is one citation."""
    core = bare_title(_CITED.sub("", title))
    return core if len(core) >= 4 else bare_title(title.strip("《》"))


def is_report_title(line: str, genres: Sequence[Genre]) -> bool:
    """Tells whether a line can be the title of an attached report."""
    if not 8 <= len(line) <= 60 or line[-1] in "。：:；，" or "附件" in line:
        return False
    if _TEMPLATE.search(line) or not bare_title(line).endswith(("报告", "总结", "汇报")):
        return False
    found = by_title("".join(line.split()), genres)
    return found is not None and found.kind == REPORT


def attached_report(
    frame: Frame, text: str, paragraphs: Sequence[Paragraph], genres: Sequence[Genre]
) -> int | None:
    """Returns the index of the paragraph at which a report attached to a letter begins.

    The letter is only its cover where the report makes up most of the text and is written out.
    """
    for index, (start, end, _) in enumerate(paragraphs):
        if start < frame.body_start or end - start > 80:
            continue
        if len(text) - end < max(_MIN_ATTACHED, len(text) // 2):
            return None
        if is_report_title(text[start:end].strip(), genres) and _is_written_out(text[end:]):
            return index
    return None


def _is_written_out(text: str) -> bool:
    return len(re.findall(r"\d+(?:余|多)?[次件份人场期个项条]|[了过]", text)) >= 4


def _fits(title: str, genre: Genre) -> bool:
    if any(word in title for word in genre.not_title):
        return False
    if genre.title_ends and not title.endswith(genre.title_ends):
        return False
    if genre.title_all and not all(any(w in title for w in group) for group in genre.title_all):
        return False
    if genre.title_any and not any(word in title for word in genre.title_any):
        return False
    return bool(genre.title_any or genre.title_all or genre.title_ends)


def _named(genres: Sequence[Genre], kind: str) -> Kind:
    return next((_kind(genre) for genre in genres if genre.kind == kind), _OTHER)


def _kind(genre: Genre) -> Kind:
    family = next((name for name in _FAMILIES if genre.kind.startswith(f"{name}-")), genre.kind)
    return Kind(family, genre.name)


def announcement(head: str) -> str:
    """Returns the clause of an opening that says what is reported (现将…报告如下)."""
    for match in re.finditer(r"如下|报告了?[：:。\n]", head):
        begin = max(head.rfind(mark, 0, match.start()) for mark in "。；\n")
        clause = _CITED.sub("", head[begin + 1 : match.end()])
        told = max(clause.rfind(word) for word in ("现将", "现就", "现对", "特将"))
        if told >= 0 or match.group() == "如下":
            return clause[max(told, 0) :]
    return ""


def listen(frame: Frame, text: str) -> Voice:
    """Returns how a text speaks."""
    head = text[frame.body_start : min(frame.body_start + _OPENING, frame.body_end)]
    clause = announcement(head)
    announces = _announced(clause) if clause else ""
    opens = _I.search(text, frame.body_start, frame.body_start + 400) is not None
    said = len(_I.findall(text, frame.body_start, frame.body_start + 3000)) if opens else 0
    below = _TO_THOSE_BELOW.search(frame.addressee) is not None
    return Voice(
        announces=announces,
        personal=said >= 3 or (said >= 2 and frame.named_head),
        notice=below or _NOTICE.search(head) is not None,
        plan=_PLAN.search(head[:900]) is not None,
    )


def _announced(clause: str) -> str:
    """Returns what an announcement promises, as ``Voice.announces`` says it."""
    if _OTHER_PURPOSE.search(clause):
        return "other purpose"
    if _OTHER_WORK.search(clause) and not _MAIN.search(clause):
        return "other work"
    return "law" if _LAW.search(clause) else "something"


def _objection(frame: Frame, text: str, voice: Voice, genres: Sequence[Genre]) -> Kind | None:
    """Returns what a text is that is only called a report; None where it may be one."""
    head = text[frame.body_start : min(frame.body_start + _OPENING, frame.body_end)]
    if voice.notice:
        return _named(genres, "notice")
    if voice.plan:
        return _named(genres, "plan")
    if voice.announces == "law":
        return _OTHER if _INSPECTORS.search(frame.addressee) else None
    if voice.announces == "other purpose":
        return _OTHER
    if voice.announces == "other work" and _fields(frame, text) < _MANY_FIELDS:
        return _OTHER
    if _OPENNESS.search(head[:400]):
        return _named(genres, "openness-report")
    if _INSPECTORS.search(frame.addressee + head[:60]):
        return _OTHER
    if _NEWS_STARTS.match(head) or len(_MEETING_SAID.findall(head)) >= 2:
        return _named(genres, "news")
    return None


def _told_as_report(
    frame: Frame,
    text: str,
    paragraphs: Sequence[Paragraph],
    voice: Voice,
    titled: Kind | None,
) -> bool:
    """Tells whether a text that no title calls so is an annual report all the same."""
    if voice.announces.startswith("other") or _INSPECTORS.search(frame.addressee):
        return False
    parts = _parts(frame, text, paragraphs)
    if voice.announces == "law" and (titled is None or parts >= 3):
        return True
    if parts < 3 or _fields(frame, text) < _MANY_FIELDS:
        return False
    if titled is None:
        return len(_LAW.findall(text, frame.body_start, frame.body_end)) >= 3
    # Against its title, a text must have all four parts and name no other purpose.
    opening = text[frame.body_start : frame.body_end].strip().partition("\n")[0]
    return parts == len(_OUTLINE) and not _OTHER_PURPOSE.search(opening)


def _parts(frame: Frame, text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Returns how many of the four parts that the statute asks for have a line of their own."""
    lines = "\n".join(
        text[start:end]
        for start, end, _ in paragraphs
        if frame.body_start <= start < frame.body_end and end - start <= _LINE_OF_OUTLINE
    )
    return sum(pattern.search(lines) is not None for pattern in _OUTLINE)


def _fields(frame: Frame, text: str) -> int:
    """Returns in how many fields of law-based government a text tells something."""
    start, end = frame.body_start, frame.body_end
    return sum(pattern.search(text, start, end) is not None for pattern in _FIELDS)


def _by_voice(frame: Frame, text: str, genres: Sequence[Genre]) -> Kind:
    head = text[frame.body_start : min(frame.body_start + _OPENING, frame.body_end)]
    if "同志们" in frame.addressee + head[:60]:
        return _named(genres, "speech")
    if _OPENNESS.search(head[:400]):
        return _named(genres, "openness-report")
    if _NEWS_STARTS.match(head) or len(_MEETING_SAID.findall(head)) >= 2:
        return _named(genres, "news")
    return _OTHER

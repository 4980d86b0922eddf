"""Variants with what gets into a text on its way: a scanner's misreadings, a web page, slogans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.labels import LabelledReport
from analyzer.evaluation.mutations.draft import Edit, lines_of, rewritten
from analyzer.evaluation.mutations.made import (
    Made,
    holds,
    proofs_of_deeds,
    told_after_deeds,
)
from analyzer.evaluation.mutations.relabel import Change, span_of
from analyzer.model.text import Span
from analyzer.structure.numbers import read_number

_NOISY = 3
# One fault in so many characters: a page has four or five of them.
_CHARACTERS_PER_FAULT = 150
_HAN = "[一-鿿]"
# What a scanner makes of a character. Lists and clauses look alike to it, and so do 0 and O.
_MISREAD = {"、": "，", "，": "、", "0": "O", "1": "l"}
_PLACES = re.compile(rf"(?<={_HAN})(?={_HAN})|[、，]|(?<=\d)[01](?=\d*{_HAN})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FROM_EDGE = 12
_HEADING = 40
_BREAK_EVERY = 5

_BEFORE = (
    "当前位置：首页 > 政务公开 > 法治政府建设年度报告\n字号：大 中 小　　打印　　收藏\n",
    "网站首页　｜　政务公开　｜　政务服务　｜　互动交流\n您现在的位置：首页 >> 信息公开 >> 报告\n",
    "无障碍浏览　繁體版　移动版\n首页 / 政务公开 / 法治政府建设 / 正文\n浏览次数：\n",
)
_AFTER = (
    "\n上一篇：没有了\n下一篇：没有了\n【打印本页】【关闭窗口】",
    "\n扫一扫在手机打开当前页\n分享到：\n网站地图　｜　联系我们　｜　隐私声明",
    "\n附件下载\n相关链接\n返回顶部　版权所有　未经授权不得转载",
)
_SLOGANS = (
    "大家心往一处想、劲往一处使，精神面貌焕然一新。",
    "各项工作呈现出稳中有进、进中向好的良好态势。",
    "事业发展迈出坚实步伐，社会各界给予充分肯定。",
    "全体干部职工同心同德、真抓实干，展现出新气象新作为。",
)


def scanned(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report as a scanner might have read it, never the same way twice.

    Titles, years, numbers of headings and places of findings are left alone, and so are the ends
    of the text: what they say decides too much.
    """
    text = report.text.text
    safe = _safe(report)
    places = [
        found.span()
        for found in _PLACES.finditer(text)
        if not any(start <= found.end() and found.start() <= end for start, end in safe)
    ]
    wanted = min(len(places), len(text) // _CHARACTERS_PER_FAULT)
    for _ in range(_NOISY if wanted else 0):
        edits = []
        for number, (start, end) in enumerate(random.sample(places, wanted)):
            new = _MISREAD.get(text[start:end], " ")
            if new == " " and number % _BREAK_EVERY == 0 and _may_break(text, start):
                new = "\n"
            edits.append(Edit(start, end, new))
        yield Made(None, rewritten(text, edits), Change(), "扫描识别的差错")


def _safe(report: LabelledReport) -> list[Span]:
    text = report.text.text
    lines = [line for line in lines_of(text) if line.of(text).strip()]
    # Title and addressee, signature and date.
    body = next((n for n, line in enumerate(lines) if "。" in line.of(text)), 0)
    spans = [*lines[:body], *lines[-3:]]
    if report.label.issuer:
        spans += [
            Span(*found.span()) for found in re.finditer(re.escape(report.label.issuer), text)
        ]
    for line in lines:
        numbered = read_number(text, *line)
        if numbered is not None:
            spans.append(Span(line.start, numbered.after))
    spans += [Span(*found.span()) for found in _YEAR.finditer(text)]
    spans += [
        span_of(text, finding.quote, n=finding.n)
        for finding in report.label.findings
        if finding.quote
    ]
    return spans


def _may_break(text: str, at: int) -> bool:
    """Tells whether a line may be broken here: inside a paragraph, not before a number."""
    line = Span(text.rfind("\n", 0, at) + 1, text.find("\n", at))
    inside = at - line.start > _HEADING and line.end - at > _FROM_EDGE
    return inside and read_number(text, at, max(at, line.end)) is None


def surrounded(report: LabelledReport, random: Random) -> Iterator[Made]:
    """Yields the report as copied from a web page, and with slogans that prove nothing."""
    text = report.text.text
    before, after = random.choice(_BEFORE), random.choice(_AFTER)
    page = [Edit(0, 0, before), Edit(len(text), len(text), after)]
    yield Made(None, rewritten(text, page), Change(), "加上网页的导航文字")
    ends = _ends_of_deeds(report) if report.label.is_report else []
    if ends:
        slogans = random.sample(_SLOGANS, min(len(_SLOGANS), len(ends)))
        places = sorted(random.sample(ends, len(slogans)))
        edits = [Edit(at, at, said) for at, said in zip(places, slogans, strict=True)]
        yield Made(None, rewritten(text, edits), Change(), "加上套话")
        yield Made(None, rewritten(text, [*page, *edits]), Change(), "加上网页的导航文字和套话")


def _ends_of_deeds(report: LabelledReport) -> list[int]:
    """Returns where paragraphs end that prove a deed and hold nothing of shortcomings or plan."""
    text = report.text.text
    proofs, later = proofs_of_deeds(report), told_after_deeds(report)
    found = []
    for line in lines_of(text):
        ended = line.of(text).endswith("。")
        if ended and holds(line, proofs) and not holds(line, later):
            found.append(line.end)
    return found

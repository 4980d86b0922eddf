"""What a page says about its text: title, date of publication (发布时间), publisher (来源)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from analyzer.documents.web.body import Body
from analyzer.documents.web.furniture import (
    DAY,
    is_furniture,
    is_index,
    is_linked,
    is_prose,
    is_tools,
    is_trail,
)
from analyzer.documents.web.lines import Line

_SPACE = re.compile(r"\s+")
# Between the title of an article and the names of column and site in <title>.
_PARTS = re.compile(
    r"\s*[_|｜>»]+\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|[-–—]+(?=[^-–—]*(?:网|首页|公开|政府)\s*$)"
)
_TITLE_WORDS = re.compile(r"报告|总结|讲话|通知|要点|意见|方案|情况|公告|会议?|办法|决定")
_SITE = re.compile(r".{0,30}(?:网|网站|首页|平台|门户|专栏|公开)")
_LONGEST = 300
_MOST_PIECES = 4
_LEAST_TITLE = 6
_MOST_TITLE = 120
# A title is set on so many lines at most.
_TITLE_LINES = 4
# Below the title come addressee and such; a text that repeats its title does so in its first lines.
_OPENING = 4
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_ALONE = re.compile(rf"[\[【(]?{DAY}")
# Of several dates the first kind that is there counts.
_DATED = tuple(
    re.compile(rf"(?:{label})[】\]]?[\s:：\t]*({DAY})")
    for label in (
        "(?:发布|公开|上网|公布|发稿)(?:时间|日期)",
        "(?<![文成效止行新])(?:时间|日期)",
        "(?:生成|更新|添加|录入)(?:时间|日期)",
    )
)
_SOURCED = tuple(
    re.compile(rf"(?:{label})[】\]]?[\s:：\t]+([^\s:：，。；|｜【\[）)\]】]{{2,40}})")
    for label in (
        "(?:信息|文章|稿件|内容)?来源|稿源",
        "(?:发布|公开)(?:机构|单位|机关|主体)",
        "发文(?:机关|机构|单位)",
    )
)
_LABEL_BEHIND = re.compile(
    r"(?:发布|更新|成文|公开|作者|浏览|点击|阅读|字号|字体|责任编辑|编辑|时间|日期).{0,6}$"
)
_NOBODY = re.compile(
    r"(?:本站|本网)(?:原创|讯)?|原创|网络|互联网|未知|不详|admin|管理员|网站管理员|无", re.I
)


def meta_tags(root: Any) -> dict[str, str]:
    """Returns the contents of the meta tags by name in small letters; the first of a name counts.

    Source: 国务院办公厅《政府网站发展指引》(国办发〔2017〕47号), 附件 网页设计规范, page tags:
    SiteName, ColumnName, ArticleTitle, PubDate, ContentSource and others.
    """
    found: dict[str, str] = {}
    if root is not None:
        for meta in root.iter("meta"):
            content = _SPACE.sub(" ", (meta.get("content") or "")[:500]).strip()
            if content:
                found.setdefault((meta.get("name") or "")[:50].lower(), content)
    return found


def page_title(root: Any) -> str:
    """Returns what the window of the browser would be called."""
    found = root.find(".//head/title") if root is not None else None
    return "" if found is None else _SPACE.sub(" ", "".join(found.itertext())[:500]).strip()


def title_above(body: Body, meta: dict[str, str], window: str) -> list[Line]:
    """Returns the title as a line to set above the text; none where the text begins with it."""
    opening = _plain("".join(line.text for line in body.lines[:_OPENING]))
    said = [meta.get("articletitle", ""), *_pieces(window)]
    for title in (_plain(title) for title in said):
        if _LEAST_TITLE <= len(title) <= _MOST_TITLE:
            if title in opening:
                return []
            found = _on_page(body.before, title)
            if found:
                return found
    shown = _set_above(body)
    if shown:
        return [] if _plain("".join(line.text for line in shown)) in opening else shown
    titled = any(_TITLE_WORDS.search(line.text) and not is_prose(line) for line in body.lines[:2])
    for title in said:
        if _LEAST_TITLE <= len(title) <= _MOST_TITLE and not titled and _TITLE_WORDS.search(title):
            return [Line(title, 0, True, 0)]
    return []


def published(meta: dict[str, str], body: Body) -> tuple[int, int, int] | None:
    """Returns the date of publication: of the meta tag, else of a label, else one above the text."""
    texts = _labels(body)
    candidates = [meta.get("pubdate", "")]
    for pattern in _DATED:
        candidates += [match[1] for text in texts for match in pattern.finditer(text)]
    candidates += [line.text for line in reversed(body.before) if _ALONE.match(line.text)]
    return next((day for day in map(_day, candidates) if day is not None), None)


def publisher(meta: dict[str, str], body: Body) -> str | None:
    """Returns who published a text: of the meta tag, else of a label."""
    texts = _labels(body)
    candidates = [meta.get("contentsource", "")]
    for pattern in _SOURCED:
        candidates += [
            _LABEL_BEHIND.sub("", match[1]) for text in texts for match in pattern.finditer(text)
        ]
    return next((name for name in candidates if name and not _NOBODY.fullmatch(name)), None)


def _labels(body: Body) -> list[str]:
    """Returns the lines around the text that may have labels in them."""
    above = [line.text for line in body.before if len(line.text) <= _LONGEST and not is_prose(line)]
    return above + [line.text for line in body.after if is_tools(line)]


def _day(text: str) -> tuple[int, int, int] | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day.year, day.month, day.day


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def _pieces(window: str) -> Iterator[str]:
    """Yields what in the name of the window may be the title, the likeliest first."""
    pieces = [piece for piece in _PARTS.split(window) if piece][:_MOST_PIECES]
    yield from sorted(
        [piece for piece in pieces if not _SITE.fullmatch(piece)], key=len, reverse=True
    )
    if len(pieces) > 1 and not _SITE.fullmatch(window):
        yield window


def _on_page(lines: list[Line], title: str) -> list[Line]:
    """Returns the lines that are the title; the last of them where it comes several times."""
    for start in range(len(lines) - 1, -1, -1):
        joined = ""
        for end in range(start, min(start + _TITLE_LINES, len(lines))):
            joined += _plain(lines[end].text)
            if joined == title:
                return [Line("".join(line.text for line in lines[start : end + 1]), 0, True, 0)]
            if not title.startswith(joined):
                break
    return []


def _set_above(body: Body) -> list[Line]:
    """Returns the line above the text that looks like its title, told from its words and place."""
    lines = body.before
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if is_furniture(line) or is_index(line) or is_linked(line):
            continue
        if "。" in line.text:
            continue
        beside = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
        placed = any(is_tools(other) or is_trail(other) or is_index(other) for other in beside)
        fits = _LEAST_TITLE <= len(line.text) <= _MOST_TITLE and not _SITE.fullmatch(line.text)
        if fits and (line.heading or placed or _TITLE_WORDS.search(line.text)):
            return [line]
    return []

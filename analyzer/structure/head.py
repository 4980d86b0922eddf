"""The lines before the body: title, addressee, letterhead, and what belongs to the page.

Reports come from files, from web pages and from red-headed documents, so lines that belong to the
page (发布时间：, 当前位置：, a document number, a secrecy mark) are told from the title by their form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.model.document import Paragraph
from analyzer.model.text import Span
from analyzer.structure.bodies import BodyNames
from analyzer.structure.contents import contents_after
from analyzer.structure.frame import BRACKET_AT_END, Date, Frame, bare_title
from analyzer.structure.numbers import find_date, read_number

_BULLETS = tuple("•·●■◆▪○□★*")
_MAX_HEAD_LINES = 60
_MAX_TITLE_LINES = 4
_MAX_TITLE = 110
_PROSE = 70
_MAX_PAGE_LINE = 200
_S = r"[ \t\u3000]*"
_PAGE_LINE = re.compile(
    rf"{_S}(?:索{_S}引{_S}号|主题分类|公开目录|组配分类|信息分类|信息来源|文章来源|稿件来源|来{_S}源|作{_S}者|编{_S}辑|责任编辑|审{_S}核|校{_S}对"
    rf"|发[文布]机[关构]|制发机构|发文字号|发[文布][日时][期间]|成文日期|生成日期|公开日期|更新[日时][期间]|生效[日时][期间]|废止[日时][期间]|文{_S}号|标{_S}题|名{_S}称|有{_S}效{_S}性|时{_S}效{_S}性|体{_S}裁|关{_S}键{_S}词|内容概述"
    rf"|浏览|阅读|点击|访问|字{_S}[体号]|[日时]{_S}[期间]|当前位置|您?(?:现在)?的?所在的?位置|您的?当前位置|位置|首{_S}页|打{_S}印|分{_S}享|关{_S}闭|收{_S}藏|返{_S}回|保护视力|无障碍|搜{_S}索|今天是|欢迎|简体|繁体|手机版|登录|语音"
    rf"|签{_S}发{_S}人|份{_S}号|密{_S}级|紧急程度|保密期限|网站首页|扫一扫|相关附件|主办单位|承办单位|版权所有|技术支持|网站标识|上一[篇条]|下一[篇条])"
    rf"(?:{_S}[:：|｜【\[（(>＞/]|{_S}\Z|[ \t\u3000])"
    r"|[^。；]*[>＞›»][^。；]*\Z|.*星期[一二三四五六日天]"
)
_DOCUMENT_NUMBER = re.compile(
    r"[^。，；]{0,16}[〔\[（(【]20\d\d[〕\]）)】]\s*第?\s*[\d×XＸ]*\s*号\s*\Z"
)
_MARK = re.compile(
    rf"{_S}(?:绝密|机密|秘密|内部(?:资料|文件)|特急|加急|平急|急件)[^。，]{{0,10}}\Z|{_S}[\d★]{{1,8}}{_S}\Z|[\s\-—_=＿－*]+\Z"
    rf"|{_S}[-—－]*{_S}(?:第{_S})?\d{{1,3}}(?:{_S}页)?{_S}[-—－]*\Z|{_S}附{_S}件{_S}\d{{0,2}}{_S}[:：]?{_S}\Z|{_S}[（(]此件[^）)]*[）)]{_S}\Z|[^。，；]{{2,28}}文{_S}件{_S}\Z"
)
_NAME_LINE = re.compile(
    r"[^。，；：:]{0,24}(?:书记|局长|主任|镇长|乡长|县长|区长|市长|厅长|院长|大队长|支队长|负责人|汇报人|报告人)(?:[:：][ \t\u3000]*|[ \t\u3000]+)[一-鿿×XＸ＊*某 \u3000]{2,6}\Z"
)
_CONTINUES = re.compile(
    r"(?:的?(?:情况|工作)?的?(?:报告|汇报|总结|小结|通报|通知|公示|函)|告|结)\Z"
)
_KIND_END = re.compile(
    r"(?:报告|汇报|总结|小结|年报|报告表|报表|白皮书|要点|方案|计划|通知|通告|通报|意见|办法|讲话|发言|致辞|安排|综述|纪要|的函|复函|公告|公示|请示|批复|决定|规划|清单|说明|解读|简报|材料|提纲|台账|倡议书|情况|自评|述法|述职|信息)\Z"
)
_SUBTITLE = re.compile(r"(?:——|--|―)[^，。]{0,12}(?:法治|依法行政)[^，。]{0,16}\Z")
_SUBJECT = re.compile(r"法治|依法|述法|述职|普法|执法|信息公开|政务公开|法制")
_YEAR_SEEN = re.compile(r"(?:19|20)\d{2}|二[〇○零Oo0]|年度?")
_ANNOUNCES = re.compile(r"如下|现将|报告了")
_ADDRESSEE = re.compile(r"[^。；！？]{2,90}[：:]\s*\Z")


def read_head(
    text: str, paragraphs: Sequence[Paragraph], names: BodyNames, *, styled: Span | None = None
) -> tuple[Frame, int]:
    """Returns the frame of a text, its end still open, and the index of the body's first paragraph.

    Args:
        text: The whole text.
        paragraphs: Its paragraphs, or those from which on it is to be read.
        names: How bodies are named.
        styled: The paragraph that the file marks as title.
    """
    head = _Head(text, paragraphs, names, styled)
    return head.frame(), head.first_of_body


class _Head:
    """Reads the lines before the body."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], names: BodyNames, styled: Span | None
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._names = names
        self._styled = styled
        self._lines = [text[p.start : p.end].strip() for p in paragraphs[:_MAX_HEAD_LINES]]
        self._page: set[int] = set()
        self._stop = self._find_stop()
        self.first_of_body = 0

    def frame(self) -> Frame:
        """Returns the frame, its end still open."""
        first, last = self._find_title()
        self.first_of_body = self._skip(last + 1) if last >= first else self._skip(0)
        title = "".join("".join(self._lines[first : last + 1]).split()) if last >= first else ""
        span = Span(0, 0)
        if title:
            span = Span(
                self._paragraphs[first].start + self._indent(first), self._paragraphs[last].end
            )
        seen = min(self.first_of_body, len(self._lines))
        before = [i for i in range(seen) if not first <= i <= last]
        written, published = self._dates(before)
        start = span.end
        if self.first_of_body:
            start = max(start, self._paragraphs[self.first_of_body - 1].end)
        return Frame(
            title=title,
            title_span=span,
            letterhead=tuple(self._lines[i] for i in before),
            addressee=next((self._lines[i] for i in before if i > last and self._addresses(i)), ""),
            body_start=start,
            body_end=len(self._text),
            signature=(),
            written=written,
            published=published,
            named_head=any(i > last and _NAME_LINE.match(self._lines[i]) for i in before),
        )

    def _indent(self, index: int) -> int:
        paragraph = self._paragraphs[index]
        line = self._text[paragraph.start : paragraph.end]
        return len(line) - len(line.lstrip())

    def _find_stop(self) -> int:
        """Returns the index of the first line that belongs to the body for certain."""
        index = 0
        while index < len(self._lines):
            after = contents_after(self._text, self._paragraphs, index)
            if after > index:
                self._page.update(range(index, min(after, len(self._lines))))
                index = after
                continue
            line = self._lines[index]
            if self._is_page_line(line):
                self._page.add(index)
            elif self._begins_body(index, line):
                return index
            index += 1
        return min(index, len(self._lines))

    def _is_page_line(self, line: str) -> bool:
        if len(line) > _MAX_PAGE_LINE:
            return False
        return bool(
            _PAGE_LINE.match(line) or _MARK.match(line)
            or (len(line) <= 30 and _DOCUMENT_NUMBER.match(line))
        )  # fmt: skip

    def _begins_body(self, index: int, line: str) -> bool:
        paragraph = self._paragraphs[index]
        if self._styled is not None and paragraph.start == self._styled.start:
            return False
        if len(line) > _PROSE and not (
            len(line) <= _MAX_TITLE and _KIND_END.search(bare_title(line)) and "。" not in line
        ):
            return True
        if line.endswith(("。", "！", "；")) or "。" in line or _ANNOUNCES.search(line):
            return True
        number = read_number(self._text, paragraph.start, paragraph.end)
        return number is not None and number.kind != "deep"

    def _find_title(self) -> tuple[int, int]:
        """Returns the first and last line of the title; an empty range if there is none."""
        best, found = 0.0, (0, -1)
        for first in range(self._stop):
            if first in self._page:
                continue
            last = self._last_of_title(first)
            joined = "".join("".join(self._lines[first : last + 1]).split())
            score = self._score(joined, first)
            # The last of equals: a page says its title above the text once more.
            if score >= best and score > 0:
                best, found = score, (first, last)
        first, last = found
        if first <= last < self._stop - 1 and _SUBTITLE.match(self._lines[last + 1]):
            # 工作总结 says of what only in the line below.
            return first, last + 1
        return found

    def _last_of_title(self, first: int) -> int:
        """Returns the last line of a title that begins at a line."""
        last = first
        while last + 1 < min(self._stop, first + _MAX_TITLE_LINES):
            line, after = self._lines[last], self._lines[last + 1]
            closed = _KIND_END.search("".join(bare_title(line).split())) is not None
            short = "".join(after.split())
            if (
                last + 1 in self._page
                or after.endswith(("：", ":"))
                or find_date(after) is not None
            ):
                break
            if closed and not (_CONTINUES.match(short) or BRACKET_AT_END.fullmatch(short)):
                break
            if not closed and len(line) > 60:
                break
            last += 1
        joined = "".join("".join(self._lines[first : last + 1]).split())
        # Lines that end in no kind of text are no broken title.
        return last if _KIND_END.search(bare_title(joined)) else first

    def _score(self, joined: str, first: int) -> float:
        """Tells how much a line looks like a title; 0 for not at all."""
        if (
            joined[:1] in _BULLETS
            or not 4 <= len(joined) <= _MAX_TITLE
            or joined.endswith(("：", ":", "，", "；"))
        ):
            return 0.0
        if self._styled is not None and self._paragraphs[first].start == self._styled.start:
            return 20.0
        if _NAME_LINE.match(joined) or self._names.is_name(joined):
            return 0.0
        score = 1.0
        bare = bare_title(joined)
        # 情况 ends titles and headings alike.
        score += 4.0 * bool(_KIND_END.search(bare)) - 1.0 * bare.endswith(("情况", "安排", "说明"))
        score += 3.0 * bool(_SUBJECT.search(joined))
        score += 1.0 * bool(_YEAR_SEEN.search(joined))
        # 关于…的报告 without its author stands below the author's name: take both lines.
        score += 0.5 * bool(self._names.of_title(joined))
        return score

    def _addresses(self, index: int) -> bool:
        line = self._lines[index]
        return _ADDRESSEE.match(line) is not None and not _ANNOUNCES.search(line)

    def _skip(self, index: int) -> int:
        """Returns the index of the first line after title, addressee and page lines."""
        while index < len(self._lines):
            line = self._lines[index]
            again = contents_after(self._text, self._paragraphs, index)
            if again > index:
                index = again
                continue
            if index >= self._stop or not (
                index in self._page
                or self._addresses(index)
                or (len(line) <= 40 and find_date(line) is not None)
                or BRACKET_AT_END.fullmatch(line)
                or line.startswith(("——", "--", "―"))
                or _NAME_LINE.match(line)
                or self._names.of_line(line)
                or ("如下" not in line and line in self._lines[:index])
            ):
                break
            index += 1
        return min(index, len(self._paragraphs))

    def _dates(self, indexes: Sequence[int]) -> tuple[Date | None, Date | None]:
        """Returns the dates of writing and of publication that the lines before the body give."""
        written = published = None
        for index in indexes:
            line = self._lines[index]
            found = find_date(line)
            if found is None or "星期" in line or "今天" in line:
                continue
            if "成文" in line or index not in self._page:
                written = written or found[2]
            else:
                published = published or found[2]
        return written, published

"""The lines after the body: signature, date, attachments, imprint, and the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analyzer.model.document import Paragraph
from analyzer.structure.bodies import BodyNames
from analyzer.structure.frame import Date, Frame
from analyzer.structure.numbers import find_date

_S = r"[ \t\u3000]*"
_TAIL = re.compile(
    rf"{_S}(?:附{_S}件|附{_S}表|附|抄{_S}送|抄{_S}报|主{_S}送|分{_S}送|联{_S}系{_S}人|联{_S}系{_S}电{_S}话|联系方式|电{_S}话|作{_S}者|编{_S}辑|责任编辑|审{_S}核|校{_S}对|来{_S}源|主办(?:单位)?|承办(?:单位)?|技术支持|相关附件){_S}\d{{0,2}}{_S}[:：]"
    rf"|{_S}(?:附{_S}件{_S}\d{{0,2}}|相关(?:附件|文章|链接|信息).*|[【\[]?(?:打{_S}印|关{_S}闭|分{_S}享|返回(?:顶部|首页)?)[】\]]?.{{0,16}}|上一[篇条].*|下一[篇条].*|版权所有.*|网站(?:标识|地图).*|扫一扫.*|Copyright.*)\Z"
    rf"|{_S}[（(](?![一二三四五六七八九十\d]{{1,3}}[）)])[^（）()]*[）)]{_S}\Z"
    rf"|[\s\-—_=＿－]+\Z|{_S}[-—－]*{_S}(?:第{_S})?\d{{1,3}}(?:{_S}页)?{_S}[-—－]*\Z|.*印发\s*\Z|.*ICP备"
)
_BLANK_DATE = re.compile(
    r"[^。，；]{0,30}?(?P<date>(?:20\d\d|20|×+|[XＸ]+|_+)[×xX＊*_\s]*年(?:[×xXＸ＊*_\s]{1,6}月|\s*\d{1,2}\s*月(?=[×xXＸ＊*_\s]+日))(?:[×xXＸ＊*_\s]{0,6}日)?)\s*\Z"
)
_MAX_TAIL_LINE = 60
_MAX_ATTACHMENTS = 12
# A body and a date may stand apart by tabs; with one cell more the line is a row of a table.
_ROW_CELLS = 3
# A signature in the first part of a text is that of a covering letter.
_SIGNED_LATE = 0.3


def read_tail(
    frame: Frame, text: str, paragraphs: Sequence[Paragraph], names: BodyNames, *, first: int
) -> Frame:
    """Returns a frame with its end, signature and date.

    Args:
        frame: The frame as the head gives it.
        text: The whole text.
        paragraphs: Its paragraphs.
        names: How bodies are named.
        first: Index of the first paragraph of the body.
    """
    return _Tail(text, paragraphs, names, first=first).close(frame)


class _Tail:
    """Reads the lines after the body."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], names: BodyNames, *, first: int
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._names = names
        self._first = first

    def close(self, frame: Frame) -> Frame:
        """Returns the frame with its end, signature and date."""
        begin = self._begin_of_tail()
        lines = [self._line(i) for i in range(begin, len(self._paragraphs))]
        if not any(self._is_signed(line) for line in lines):
            signed = self._signature_before_attachments()
            if signed is not None:
                begin = signed
                lines = [
                    self._line(i) for i in range(begin, begin + 4) if i < len(self._paragraphs)
                ]
        if begin >= len(self._paragraphs):
            return frame
        written, signature = self._read(lines)
        return replace(
            frame,
            body_end=max(self._paragraphs[begin].start, frame.body_start),
            signature=signature,
            written=written or frame.written,
        )

    def _line(self, index: int) -> str:
        paragraph = self._paragraphs[index]
        return self._text[paragraph.start : paragraph.end].strip()

    def _begin_of_tail(self) -> int:
        """Returns the index of the first line of the block that ends the text."""
        index = len(self._paragraphs)
        while index - 1 > self._first:
            line = self._line(index - 1)
            if self._belongs(line):
                index -= 1
                continue
            above = self._attachment_above(index - 1)
            if above is None:
                break
            index = above
        return index

    def _belongs(self, line: str) -> bool:
        if len(line) > _MAX_TAIL_LINE or line.endswith("。"):
            return line.startswith(("抄送", "附件", "联系")) and len(line) <= 2 * _MAX_TAIL_LINE
        return bool(_TAIL.match(line) or self._is_signed(line) or self._names.is_name(line))

    def _is_signed(self, line: str) -> bool:
        """Tells whether a line holds the date of a signature."""
        if len(line) > 45 or sum(map(bool, line.split("\t"))) >= _ROW_CELLS:
            return False
        if _BLANK_DATE.match(line):
            return True
        found = find_date(line)
        if found is None:
            return False
        rest = (line[: found[0]] + line[found[1] :]).strip(" \u3000\t（）()")
        return not rest or rest.endswith("印发") or self._names.of_line(rest) is not None

    def _attachment_above(self, index: int) -> int | None:
        """Returns where the list of attachments begins that a line belongs to."""
        for above in range(index, max(self._first, index - _MAX_ATTACHMENTS), -1):
            line = self._line(above)
            if len(line) > _MAX_TAIL_LINE or line.endswith(("。", "；")):
                return None
            if line.startswith(("附件", "附：", "附:", "附表")):
                return above
        return None

    def _signature_before_attachments(self) -> int | None:
        """Returns where a signature begins that attachments follow."""
        for index in range(self._first + 1, len(self._paragraphs)):
            start = self._paragraphs[index].start
            line = self._line(index)
            if start < _SIGNED_LATE * len(self._text) or not self._is_signed(line):
                continue
            above = self._line(index - 1)
            if self._names.is_name(above):
                return index - 1
            follows = self._line(index + 1) if index + 1 < len(self._paragraphs) else ""
            if self._names.of_line(_without_date(line)) or follows.startswith("附"):
                return index
        return None

    def _read(self, lines: Sequence[str]) -> tuple[Date | None, tuple[str, ...]]:
        written: Date | None = None
        printed: Date | None = None
        signature = []
        for line in lines:
            found = find_date(line) if self._is_signed(line) else None
            if found is not None and line.endswith("印发"):
                printed = printed or found[2]
                continue
            if found is not None:
                written = written or found[2]
                line = _without_date(line)
            # 主办单位： at the foot of a page names the site's owner.
            if not _TAIL.match(line) and self._names.of_line(line):
                signature.append(line)
        return written or printed, tuple(signature)


def _without_date(line: str) -> str:
    blank = _BLANK_DATE.match(line)
    if blank is not None:
        return line[: blank.start("date")].strip()
    found = find_date(line)
    return line if found is None else (line[: found[0]] + line[found[1] :]).strip(" \u3000（）()")

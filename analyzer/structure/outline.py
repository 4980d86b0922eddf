"""Which paragraphs are headings, and what each one's number and title are.

How the headings nest is decided in ``tree``; whether their numbers are in order, in ``numbering``;
what a section is *for*, in ``judgement``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.model.document import NumberStyle, Paragraph
from analyzer.model.text import Span, StyledHeading
from analyzer.structure.contents import is_contents_line
from analyzer.structure.numbering import NumberFault, numbering_faults
from analyzer.structure.numbers import Numbered, find_date, ordinal_of, read_number
from analyzer.structure.tree import QUESTION_RANK, Line, build_sections, rank_of

__all__ = [
    "Line",
    "NumberFault",
    "build_sections",
    "find_headings",
    "numbering_faults",
    "split_paragraphs",
]

# A report in questions and answers has the questions as its headings.
_QUESTION = re.compile(
    r"[问QＱ][一二三四五六七八九十\d]{0,2}[：:.．、][ \u3000]*(?=[^。；]{2,40}[？?]\Z)"
)
_BULLETS = "◆◇●○■□★☆▲△▪▶►※§•·"
_DASHES = "-–—*"
# A line of its own may be this long and still be a heading; the second only with text below it.
_MAX_HEADING = 45
_MAX_LONG_HEADING = 70
_MAX_STYLED = 80
_MAX_RUN_IN = 40
_MAX_BARE = 30
_MAX_UNNUMBERED = 36
_MAX_UNNUMBERED_WRAPPED = 16
_MAX_NAMED = 16
_SINGLES = 3
# Shorter lines say nothing about how a text is broken into lines.
_FULL_LINE = 25
_RUN_IN_END = re.compile(r"[。：:；！？]|\u3000| {2,}")
_STOPS = "。；;，,！!？?：:、…"
_INNER_STOP = re.compile(r"[。；！？](?!\Z)")
_COMPLETE = "。！？；：:!?;…”’）)》】"
# What is counted or caused is told, not announced: such a line is a statement, no title.
_STATEMENT = re.compile(
    r"\d(?:余|多|几)?[ \u3000]?(?:人次|课时|小时|公里|万|亿|元|次|件|份|人|场|期|个|项|条|家|户|名|起|[%％]|宗|部|卷|台|辆|处|篇|幅|批|天)"
    r"|由于|因为|导致"
)
_NOT_UNNUMBERED = re.compile(
    r"(?:附件|附表|附[：:]|抄送|抄报|主送|联系人|联系电话|目[ \u3000]*录|第[ \u3000]*\d+[ \u3000]*页|https?:|特此|此致|以上|妥否|当否|专此|谢谢|完毕"
    r"|[（(]|[图表][ \u3000]?\d|注[：:]|来源|\d{4}[ \u3000]*年度?\Z|[一二三四五六七八九十]+月(?![至到—－\-]|[ \u3000]))"
)
_INSIDE_UNNUMBERED = re.compile(r"[。；;：:\t|｜]|如下|以下")
_NAMES_A_PART = re.compile(
    r"(?:情况|成效|成绩|举措|做法|工作|不足|问题|短板|弱项|差距|环节|毛病|短处|欠账|原因|分析|打算|安排|计划|思路|措施|建议|责任|职责|亮点|经验|困难|方向|重点|展望|事项)\Z"
)
# Who signs the text stands on one of its last lines.
_SIGNS = re.compile(r"(?:人民政府|办事处|管委会|委员会|办公室|支队|大队|[局厅])\Z")
_LAST_LINES = 3
_LOOKS_AHEAD = re.compile(
    r"(?:20\d\d年|明年|来年|新的?一年|下一?年度?|下一?步|今后|接下来|往后)[^，]*\Z"
)
_HAN = re.compile(r"[一-鿿]")
# A form (报告表) has the name of a field in one cell, and what is told in the other.
_FORM_ROW = re.compile(r"[^\t。；，]{2,26}\t[^\t]+")
_FORM_ROWS = 4
_FORM_CONTENT = 12
# A line as long as this may be a whole report that lost its line breaks.
_RUN_ON = 600
_INLINE_CHAPTER = re.compile(
    r"[一二三四五六七八九十]{1,2}、(?:(?<=[。；：:！？\s].、)|(?<=[。；：:！？\s]..、))(?=[^，。；]{2})"
)
_INLINE_SECTION = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]")


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Returns the lines that hold anything, with their numbers counted over those lines.

    A whole report that was pasted as one line is taken apart at its headings.
    """
    paragraphs: list[Paragraph] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line and not line.isspace():
            for start, stop in _pieces(text, position, end):
                paragraphs.append(Paragraph(start, stop, len(paragraphs) + 1))
        position = end + 1
    return tuple(paragraphs)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Returns a line in one piece, or in its chapters and sections where it holds several."""
    if end - start < _RUN_ON:
        return [(start, end)]
    chapters = _counted_up(_INLINE_CHAPTER, text, start, end)
    if len(chapters) < 2:
        return [(start, end)]
    cuts = list(chapters)
    for begin, stop in zip(chapters, [*chapters[1:], end], strict=True):
        cuts += _counted_up(_INLINE_SECTION, text, begin, stop)
    cuts = [cut for cut in sorted(cuts) if cut > start]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _counted_up(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Returns where numbers stand that count up from one."""
    found: list[int] = []
    for match in pattern.finditer(text, start, end):
        if ordinal_of(match.group()) == len(found) + 1:
            found.append(match.start())
    return found


def find_headings(
    text: str,
    paragraphs: tuple[Paragraph, ...],
    styled: tuple[StyledHeading, ...] = (),
    *,
    body_start: int = 0,
    body_end: int | None = None,
) -> list[Line]:
    """Returns the paragraphs that open a section, in order.

    Args:
        text: The whole text.
        paragraphs: Its paragraphs.
        styled: Headings that the file itself marks.
        body_start: Offset before which nothing is a heading (title, addressee).
        body_end: Offset from which nothing is a heading (signature).
    """
    end = len(text) if body_end is None else body_end
    body = [p for p in paragraphs if body_start <= p.start < end]
    levels = {heading.span.start: heading.level for heading in styled}
    return _Reader(text, body, levels).lines()


class _Shape(NamedTuple):
    """A paragraph as the eye sees it: what is written, and the number before it, if any."""

    paragraph: Paragraph
    span: Span
    number: Numbered | None
    level: int

    def rest(self, text: str) -> Span:
        """Returns what follows the number."""
        return (
            self.span if self.number is None else stripped(text, self.number.after, self.span.end)
        )


class _Reader:
    """Reads the paragraphs of one body, each with its neighbours in view."""

    def __init__(self, text: str, body: Sequence[Paragraph], levels: dict[int, int]) -> None:
        self._text = text
        self._shapes = [
            _Shape(p, stripped(text, p.start, p.end), read_number(text, p.start, p.end),
                   levels.get(p.start, 0))
            for p in body
        ]  # fmt: skip
        self._drop_false_numbers()
        self._limit = _MAX_UNNUMBERED_WRAPPED if self._is_wrapped() else _MAX_UNNUMBERED
        # One lone character is no heading; several are chapters (人、事、理、账).
        single = sum(_HAN.fullmatch(s.span.of(text)) is not None for s in self._shapes)
        self._least = 1 if single >= _SINGLES else 2

    def lines(self) -> list[Line]:
        """Returns the headings, in order."""
        unnumbered = self._unnumbered()
        form = self._form()
        found: list[Line] = []
        for index, shape in enumerate(self._shapes):
            if index in form:
                found.append(form[index])
                continue
            line = self._numbered(index) if shape.number is not None else unnumbered.get(index)
            if line is None or (line.style is NumberStyle.NTH and not found):
                # 一是 divides a section; where there is none, it only counts points.
                continue
            found.append(line)
        return _without_opening(found)

    def _form(self) -> dict[int, Line]:
        """Returns the rows of a form, each headed by its first cell (存在的不足｜……), by index."""
        rows = [
            index
            for index, shape in enumerate(self._shapes)
            if _FORM_ROW.fullmatch(self._text, *shape.span) is not None
        ]
        found: dict[int, Line] = {}
        for run in _runs(rows):
            cells = [self._shapes[index].span.of(self._text).split("\t") for index in run]
            told = sum(len(content) >= _FORM_CONTENT for _, content in cells)
            if len(run) < _FORM_ROWS or 2 * told < len(run):
                continue
            for index, (label, _) in zip(run, cells, strict=True):
                found[index] = self._form_line(index, label)
        return found

    def _form_line(self, index: int, label: str) -> Line:
        shape = self._shapes[index]
        start = shape.span.start
        end = start + len(label.rstrip())
        number = read_number(self._text, start, end)
        if number is None:
            empty = Span(start, start)
            return Line(shape.paragraph, NumberStyle.NONE, 0, empty, Span(start, end), True, 0, 0.0)
        title = stripped(self._text, number.after, end)
        return Line(
            shape.paragraph, number.style, number.ordinal, number.number, title, True, 0,
            rank_of(number),
        )  # fmt: skip

    def _drop_false_numbers(self) -> None:
        """Takes the number from table rows, contents lines and decimals that begin no list."""
        last_deep = ""
        for index, shape in enumerate(self._shapes):
            number = shape.number
            if number is None:
                continue
            rest = shape.rest(self._text)
            written = rest.of(self._text)
            false = not written or "\t" in written or "|" in written or "｜" in written
            if number.kind == "arab" and number.number.of(self._text).isdecimal():
                # Digits with a space alone open a heading only on a short line of its own.
                false = false or len(written) > _MAX_BARE or written[-1] in _STOPS
            if number.kind == "deep":
                stem, _, _ = number.number.of(self._text).rstrip(".．、").rpartition(".")
                # 12.4 国家宪法日 is a day; 1.1 begins a list, and 1.2 goes on with it.
                false = false or not (number.ordinal == 1 or stem == last_deep)
                last_deep = last_deep if false else stem
            if false or is_contents_line(self._text, shape.span.start, shape.span.end):
                self._shapes[index] = shape._replace(number=None)

    def _is_wrapped(self) -> bool:
        """Tells whether lines break inside sentences, as in text copied from a page."""
        full = [s for s in self._shapes if s.span.end - s.span.start >= _FULL_LINE]
        broken = sum(self._text[s.span.end - 1] not in _COMPLETE for s in full)
        return broken > 4 and broken > 0.4 * len(full)

    def _numbered(self, index: int) -> Line | None:
        shape = self._shapes[index]
        number = shape.number
        assert number is not None
        title, run_in = self._title(index)
        if number.kind == "part" and title.start == title.end:
            return None
        return Line(
            shape.paragraph, number.style, number.ordinal, number.number, title, run_in, shape.level,
            rank_of(number),
        )  # fmt: skip

    def _title(self, index: int) -> tuple[Span, bool]:
        """Returns the title after a number (empty if it has none), and whether text follows it."""
        text, shape = self._text, self._shapes[index]
        rest = shape.rest(text)
        if rest.end - rest.start <= _MAX_STYLED and self._fills_its_line(index, rest.of(text)):
            return self._without_stop(rest), False
        stop = _RUN_IN_END.search(text, rest.start + 2, min(rest.end, rest.start + _MAX_RUN_IN + 1))
        nothing = Span(rest.start, rest.start)
        if stop is None or stop.end() >= rest.end:
            return nothing, True
        if stop.group().isspace() and "，" in text[rest.start : stop.start()]:
            return nothing, True
        title = Span(rest.start, stop.end() if stop.group() in "？！" else stop.start())
        return (nothing if _STATEMENT.search(text, *title) else title), True

    def _fills_its_line(self, index: int, written: str) -> bool:
        """Tells whether what follows a number is a title and nothing else."""
        if _INNER_STOP.search(written):
            return False
        shape = self._shapes[index]
        if shape.level:
            return True
        short = len(written) <= _MAX_HEADING
        if len(written) > _MAX_LONG_HEADING or not (short or self._has_text_below(index)):
            return False
        if written[-1] in "：:":
            return short
        if written[-1] in _STOPS:
            sentence = short and written[-1] in "。？?！!" and not _STATEMENT.search(written)
            return sentence and self._has_text_below(index)
        point = shape.number is not None and shape.number.kind == "nth"
        return self._has_text_below(index) or not (point or _STATEMENT.search(written))

    def _without_stop(self, span: Span) -> Span:
        """Returns a title without the colon or full stop after it; a question keeps its mark."""
        end = span.end
        while end > span.start + 1 and self._text[end - 1] in "：:。；;，,、":
            end -= 1
        return Span(span.start, end)

    def _has_text_below(self, index: int) -> bool:
        """Tells whether anything stands under a numbered line before the next of its kind."""
        if index + 1 >= len(self._shapes):
            return False
        number, after = self._shapes[index].number, self._shapes[index + 1].number
        return number is None or after is None or rank_of(after) > rank_of(number)

    def _unnumbered(self) -> dict[int, Line]:
        """Returns the headings without a number, by index."""
        likely = [
            index for index, shape in enumerate(self._shapes)
            if shape.number is None and not shape.level and self._looks_like_heading(index)
        ]  # fmt: skip
        chosen = {i for i, shape in enumerate(self._shapes)
                  if shape.level and shape.number is None
                  and shape.span.end - shape.span.start <= _MAX_STYLED}  # fmt: skip
        for run in _runs(likely):
            # Three short lines in a row are a list or a table; a heading has text below it.
            if len(run) < 3 and run[-1] + 1 < len(self._shapes):
                chosen.update(run)
        return {index: self._plain_line(index) for index in sorted(chosen)}

    def _plain_line(self, index: int) -> Line:
        shape = self._shapes[index]
        title = self._unmarked(shape.span)
        mark = Span(shape.span.start, shape.span.start + (title.start > shape.span.start))
        return Line(
            shape.paragraph, NumberStyle.NONE, 0, mark, self._without_stop(title), False,
            shape.level, QUESTION_RANK if _QUESTION.match(self._text, *shape.span) else 0.0,
        )  # fmt: skip

    def _unmarked(self, span: Span) -> Span:
        """Returns a line without the bullet that some authors set before headings."""
        text = self._text
        first = text[span.start]
        asked = _QUESTION.match(text, span.start, span.end)
        if asked is not None:
            return Span(asked.end(), span.end)
        if first in _BULLETS or (first in _DASHES and text[span.start + 1 : span.start + 2] == " "):
            return stripped(text, span.start + 1, span.end)
        return span

    def _looks_like_heading(self, index: int) -> bool:
        """Tells whether an unnumbered line has the form of a heading and stands where one may."""
        span = self._unmarked(self._shapes[index].span)
        if _QUESTION.match(self._text, *self._shapes[index].span):
            return index + 1 < len(self._shapes)
        length = span.end - span.start
        if not self._least <= length <= self._limit or index + 1 >= len(self._shapes):
            return False
        line = span.of(self._text)
        if index >= len(self._shapes) - _LAST_LINES and _SIGNS.search(line):
            return False
        if line[0] == "【" and line[-1] == "】" and "】" not in line[:-1]:
            # Between such brackets a colon parts the title in two, and ends nothing.
            return self._is_complete_before(index)
        core = line[:-1] if line[-1] in "：:。？?！!" else line
        if len(core) < len(line) and not self._may_end_so(line, self._shapes[index + 1]):
            return False
        if (
            core[-1:] in _STOPS
            or _NOT_UNNUMBERED.match(core)
            or _INSIDE_UNNUMBERED.search(core)
            or _STATEMENT.search(core)
            or len(_HAN.findall(core)) < self._least
            or is_contents_line(self._text, span.start, span.end)
            or find_date(core) is not None
        ):
            return False
        return self._is_complete_before(index)

    def _may_end_so(self, line: str, below: _Shape) -> bool:
        """Tells whether a line that ends in a stop may be a heading all the same."""
        if line[-1] in "？?！!":
            return len(line) <= 20
        if len(line) > _MAX_NAMED:
            return False
        named = _NAMES_A_PART.search(line[:-1]) is not None
        if line[-1] in "：:" and below.number is not None and below.number.ordinal == 1:
            # What comes next is told item by item: 明年打算这么办：1.…
            named = named or _LOOKS_AHEAD.match(line[:-1]) is not None
        return named and "，" not in line and (line[-1] in "：:" or len(line) <= 12)

    def _is_complete_before(self, index: int) -> bool:
        """Tells whether the line before is no sentence that this one goes on with."""
        if index == 0:
            return True
        before = self._shapes[index - 1]
        length = before.span.end - before.span.start
        return (
            length < _FULL_LINE
            or before.number is not None
            or before.level > 0
            or self._text[before.span.end - 1] in _COMPLETE
            or self._text.find("\t", *before.span) >= 0
        )


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """Returns rising indexes in groups that each count up by one."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _without_opening(lines: list[Line]) -> list[Line]:
    """Leaves out a short line before the first 一、 that heads nothing (a salutation, a subtitle)."""
    firsts = [
        i for i, line in enumerate(lines) if line.style is NumberStyle.CHINESE and line.ordinal == 1
    ]
    plain = [i for i, line in enumerate(lines) if line.style is NumberStyle.NONE]
    if len(firsts) == 1 and len(plain) < 3 and plain == list(range(firsts[0])) and not any(
        lines[i].styled_level for i in plain
    ):  # fmt: skip
        return lines[firsts[0] :]
    return lines


def stripped(text: str, start: int, end: int) -> Span:
    """Returns a piece of text without white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)

"""Headings and numbering → the tree of sections.

Decides what a heading is and how deep it stands. What a section is *for* is judged later, by
``judgement.roles``. Number styles and their order: GB/T 9704—2012, 7.3.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.model.document import NumberStyle, Paragraph, Section
from analyzer.model.text import Span, StyledHeading

_HAN = "一二三四五六七八九十百零〇两"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_BULLETS = "◆◇●○■□★☆▲△▪▶►※§•·"
_NUMBER = re.compile(
    rf"[ \t\u3000]*(?:(?P<part>第[{_HAN}\d]{{1,3}}(?:部分|章|篇|节|板块)[、：:.． \u3000]*)"
    rf"|(?P<han>[{_HAN}壹贰叁肆伍陆柒捌玖拾]{{1,3}}(?:[、.．]|[，,](?=[^，。；]{{2,30}}$)))"
    rf"|(?P<hanb>[（(][{_HAN}]{{1,3}}[）)][、.．]?)"
    r"|(?P<arabb>[（(]\d{1,2}[）)][、.．]?|[①-⑳])"
    r"|(?P<arab>(?:\d{1,2}|[０-９]{1,2})(?:[、．]|[.](?!\d)|(?=[\u3000 \t])))"
    rf")[ \t\u3000]*"
)
_STYLES = {
    "part": NumberStyle.PART,
    "han": NumberStyle.CHINESE,
    "hanb": NumberStyle.CHINESE_BRACKET,
    "arab": NumberStyle.ARABIC,
    "arabb": NumberStyle.ARABIC_BRACKET,
}
_RANK = {
    NumberStyle.PART: 0,
    NumberStyle.CHINESE: 1,
    NumberStyle.CHINESE_BRACKET: 2,
    NumberStyle.ARABIC: 3,
    NumberStyle.ARABIC_BRACKET: 4,
}
_UNNUMBERED_RANK = 5
_MAX_HEADING = 45
_MAX_RUN_IN = 40
_MAX_UNNUMBERED = 24
_RUN_IN_END = re.compile(r"[。：:；]")
_ENDS_TEXT = re.compile(r"[。；;，,！!？?：:、…]\s*\Z")
_NO_HEADING = re.compile(
    r"^(?:\d{4}\s*年(?!的?.{0,14}(?:安排|计划|打算|重点|路线图|工作|目标|任务|总结|情况|思路|展望)$)|二[〇○零]|附件|附表|抄送|主送|联系|（?此件|目\s*录|[-—–－]+|第\s*\d+\s*页|http)"
    r"|[：:]|\t|[|｜]|\d{4}年\d{1,2}月\d{1,2}日"
)


class Line(NamedTuple):
    """A paragraph that may open a section."""

    paragraph: Paragraph
    style: NumberStyle
    ordinal: int
    number: Span
    title: Span
    run_in: bool
    styled_level: int


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A heading whose number does not fit: where, and what was expected."""

    start: int
    end: int
    kind: str
    message: str


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Returns the lines that hold anything, with their numbers counted over those lines."""
    paragraphs: list[Paragraph] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line and not line.isspace():
            paragraphs.append(Paragraph(position, end, len(paragraphs) + 1))
        position = end + 1
    return tuple(paragraphs)


def ordinal_of(number: str) -> int:
    """Returns the value of a heading number as written (``（十二）`` → 12); 0 if there is none."""
    digits = "".join(ch for ch in number if ch.isdigit() and not "①" <= ch <= "⑳")
    if digits:
        return int(digits)
    if number.strip()[:1] and "①" <= number.strip()[0] <= "⑳":
        return ord(number.strip()[0]) - ord("①") + 1
    han = [ch for ch in number.translate(_FORMAL) if ch in _HAN]
    if not han:
        return 0
    value, unit = 0, 0
    for ch in han:
        if ch == "十":
            value += (unit or 1) * 10
            unit = 0
        elif ch == "百":
            value += (unit or 1) * 100
            unit = 0
        else:
            unit = {"零": 0, "〇": 0, "两": 2}.get(ch) or _HAN.find(ch) + 1
            unit = 0 if ch in "零〇" else unit
    return value + unit


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
    levels = {heading.span.start: heading.level for heading in styled}
    end_of_body = len(text) if body_end is None else body_end
    lines: list[Line] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.start < body_start or paragraph.start >= end_of_body:
            continue
        level = levels.get(paragraph.start, 0)
        match = _NUMBER.match(text, paragraph.start, paragraph.end)
        if match is not None and match.lastgroup is not None:
            line = _numbered(text, paragraph, match, level)
        elif level or _looks_like_heading(text, paragraph, index, paragraphs, end_of_body):
            span = _stripped(text, paragraph.start, paragraph.end)
            title = _unmarked(text, span)
            mark = Span(span.start, span.start + (title.start > span.start))
            line = Line(paragraph, NumberStyle.NONE, 0, mark, title, False, level)
        else:
            line = None
        if line is not None:
            lines.append(line)
    return lines


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _unmarked(text: str, span: Span) -> Span:
    """Returns a line without the bullet that some authors set before headings."""
    if span.start < span.end and text[span.start] in _BULLETS:
        return _stripped(text, span.start + 1, span.end)
    return span


def _numbered(text: str, paragraph: Paragraph, match: re.Match[str], level: int) -> Line | None:
    group = match.lastgroup or ""
    style = _STYLES[group]
    number = Span(match.start(group), match.end(group))
    rest = _stripped(text, match.end(), paragraph.end)
    if rest.start == rest.end:
        return None
    written = number.of(text)
    if style is NumberStyle.ARABIC and written[-1].isdigit() and rest.end - rest.start > 30:
        return None
    own_line = rest.end - rest.start <= _MAX_HEADING and not _ENDS_TEXT.search(rest.of(text))
    if not own_line:
        stop = _RUN_IN_END.search(text, rest.start, min(rest.end, rest.start + _MAX_RUN_IN))
        if stop is None:
            title = Span(rest.start, rest.start)
        elif stop.end() >= rest.end:
            # A single short sentence with its full stop: a heading only where a title would fit.
            title = Span(rest.start, rest.end if stop.group() in "：:" else rest.start)
            own_line = title.end > title.start
        else:
            title = Span(rest.start, stop.start())
    else:
        title = rest
    return Line(paragraph, style, ordinal_of(written), number, title, not own_line, level)


def _looks_like_heading(
    text: str,
    paragraph: Paragraph,
    index: int,
    paragraphs: tuple[Paragraph, ...],
    end_of_body: int,
) -> bool:
    """Tells whether an unnumbered line is a heading: short, no stop, text below it."""
    span = _unmarked(text, _stripped(text, paragraph.start, paragraph.end))
    if not 2 <= span.end - span.start <= _MAX_UNNUMBERED:
        return False
    line = span.of(text)
    if _ENDS_TEXT.search(line) or _NO_HEADING.search(line) or not re.search(r"[一-鿿]", line):
        return False
    # Something must stand below it, or it is a signature.
    return index + 1 < len(paragraphs) and paragraphs[index + 1].start < end_of_body


def _promoted(lines: list[Line]) -> set[int]:
    """Returns the Arabic-numbered headings that stand where a Chinese number belongs.

    A lone ``1、`` before ``二、`` is first-level for every reader, whatever its style says.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.style is not NumberStyle.ARABIC:
            continue
        before = next((x for x in reversed(lines[:index]) if x.style is NumberStyle.CHINESE), None)
        after = next((x for x in lines[index + 1 :] if x.style is NumberStyle.CHINESE), None)
        follows = before is None if line.ordinal == 1 else (
            before is not None and before.ordinal == line.ordinal - 1
        )  # fmt: skip
        if after is not None and after.ordinal == line.ordinal + 1 and follows:
            between = lines[lines.index(before) + 1 : lines.index(after)] if before else lines[
                : lines.index(after)
            ]  # fmt: skip
            if sum(x.style is NumberStyle.ARABIC for x in between) == 1:
                found.add(index)
    return found


def build_sections(lines: list[Line], text: str, end: int) -> tuple[Section, ...]:
    """Nests the headings into sections that cover the text from the first heading on.

    Args:
        lines: The headings in order.
        text: The whole text.
        end: Where the last section ends.
    """
    promoted = _promoted(lines)
    drafts: list[list[int]] = []
    stack: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        rank = _rank(line, index in promoted, stack)
        while stack and stack[-1][0] >= rank:
            drafts[stack.pop()[1]][1] = line.paragraph.start
        drafts.append([len(stack) + 1, end, stack[-1][1] if stack else -1])
        stack.append((rank, index))
    return tuple(
        Section(
            level=draft[0],
            style=line.style,
            ordinal=line.ordinal,
            number=line.number.of(text),
            title=line.title.of(text),
            heading=Span(
                line.number.start if line.number.end > line.number.start else line.title.start,
                max(line.title.end, line.number.end),
            ),
            start=line.paragraph.start,
            end=draft[1],
            parent=draft[2],
            run_in=line.run_in,
        )
        for line, draft in zip(lines, drafts, strict=True)
    )


def _rank(line: Line, promoted: bool, stack: list[tuple[int, int]]) -> int:
    if promoted:
        return _RANK[NumberStyle.CHINESE]
    if line.styled_level and line.style is NumberStyle.NONE:
        return line.styled_level
    if line.style is NumberStyle.NONE:
        return _UNNUMBERED_RANK if stack and stack[-1][0] < _UNNUMBERED_RANK else (
            stack[-1][0] if stack else _UNNUMBERED_RANK
        )  # fmt: skip
    return _RANK[line.style]


def numbering_faults(sections: tuple[Section, ...]) -> list[NumberFault]:
    """Returns the headings whose number has the wrong style or breaks the sequence.

    Source: GB/T 9704—2012, 7.3.3: 一、（一）1.（1） in this order.
    """
    faults: list[NumberFault] = []
    children: dict[int, list[Section]] = {}
    for section in sections:
        if section.style is not NumberStyle.NONE:
            children.setdefault(section.parent, []).append(section)
    for siblings in children.values():
        faults.extend(_style_faults(siblings))
        faults.extend(_sequence_faults(siblings))
    return sorted(faults, key=lambda fault: fault.start)


def _style_faults(siblings: list[Section]) -> list[NumberFault]:
    found = []
    styles = [s.style for s in siblings]
    main = max(set(styles), key=lambda style: (styles.count(style), -_RANK[style]))
    top = siblings[0].level == 1
    if top and main is NumberStyle.ARABIC and NumberStyle.CHINESE in styles:
        main = NumberStyle.CHINESE
    plain = [s for s in siblings if top and s.style is NumberStyle.ARABIC and not s.run_in]
    if plain and main is NumberStyle.ARABIC:
        # All of them are wrong in the same way: one fault, at the first.
        first = plain[0]
        found.append(
            NumberFault(
                first.heading.start,
                first.heading.start + len(first.number),
                "style",
                f"一级标题用了“{first.number}”等阿拉伯数字，共{len(plain)}处，应作“一、”",
            )
        )
    for section in siblings:
        span = (section.heading.start, section.heading.start + len(section.number))
        if section.style is not main:
            found.append(
                NumberFault(*span, "style", f"“{section.number}”与同级标题的序号“{main}”不一致")
            )
        elif section.number.endswith(("）、", ")、")) or (
            section.style is NumberStyle.CHINESE and section.number[-1] in ".．"
        ):
            found.append(NumberFault(*span, "style", f"序号“{section.number}”的标点不合规范"))
    return found


def _sequence_faults(siblings: list[Section]) -> list[NumberFault]:
    found = []
    expected = 1
    for section in siblings:
        if section.ordinal and section.ordinal != expected:
            # A list that starts again at 1 under run-in text is a new list, not a fault.
            if section.ordinal != 1 or section.style is NumberStyle.CHINESE:
                word = "重复" if section.ordinal < expected else "跳号"
                found.append(
                    NumberFault(
                        section.heading.start,
                        section.heading.start + len(section.number),
                        "sequence",
                        f"序号“{section.number}”{word}，按顺序应为第 {expected} 个",
                    )
                )
            expected = section.ordinal
        expected += 1
    return found

"""Paragraphs → sentences, and points of an enumeration inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from analyzer.model.document import Paragraph, Role, Section, Sentence
from analyzer.structure.labels import Label
from analyzer.structure.tables import Stretch

_HAN = "一二三四五六七八九十"
# 一要…二要… divides plans as 一是…二是… divides deeds; 第一要务 and 一要素 do not begin so.
_COUNTED = rf"[{_HAN}]{{1,2}}(?:是(?!否|因)|要(?![求务素件闻点领道义么不是]))"
_BRACKETED = rf"[（(]?(?:\d{{1,2}}|[{_HAN}])[）)]"
# A sentence ends after its full stop, or before the next point of a list. The class in front alone
# lets Python's engine skip to such a character much faster than through alternatives.
_END = re.compile(
    r"[。！？；!?;：:，,、](?:(?<=[。！？；!?;])[。！？；!?;]*[”’」』）)]*"
    rf"|(?<=、)(?={_COUNTED})|(?<=[：:，,])(?={_COUNTED}|{_BRACKETED}))"
)
MARKER = re.compile(
    rf"(?:{_COUNTED}|第[{_HAN}]{{1,2}}(?:[，,、：:]|(?:[条样点件步桩宗个项处类道笔块层门关起]|方面)(?:[，,、：:]|是))"
    rf"|其[{_HAN}][，,、是]|(?:首先|其次|再次|再者|此外|另外|最后)[，,]"
    rf"|(?:[头另再末]一?|还有一?|一)[条样件个桩宗项笔块](?:[，,]|是)|[{_HAN}][则来](?!自|源)|[一另]方面(?:是|[，,])?|还有就是|再就是|[（(](?:\d{{1,2}}|[{_HAN}]{{1,2}})[）)]、?|[①-⑳]|[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥][、．]"
    r"|[A-Za-z]{1,2}\d{1,2}[、．：:]|\d{1,2}(?:[、．]|[.](?!\d)|[.](?=\d{1,2}月))|[·•●■◆▪\-—]\s*)"
)


def split_sentences(
    text: str,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    tables: Mapping[int, Sequence[Stretch]] = MappingProxyType({}),
    labels: Mapping[int, Label] = MappingProxyType({}),
) -> tuple[Sentence, ...]:
    """Returns every sentence with its innermost section; headings are sentences of their own.

    Together the sentences cover each paragraph; none crosses a paragraph. What stands before the
    first section or after the last (title, signature) belongs to none.
    """
    by_start = {section.start: index for index, section in enumerate(sections)}
    end_of_body = sections[0].end if sections else 0
    for section in sections:
        end_of_body = max(end_of_body, section.end)
    sentences: list[Sentence] = []
    current = -1
    labelled: Role | None = None
    mark = MARKER.match
    for start, end, number in paragraphs:
        begin = start
        index = by_start.get(start)
        if index is not None:
            label = labels.get(start)
            labelled = label.role if label is not None else None
            current = index
            begin = _after_heading(text, sections[index], end)
            if begin > start:
                sentences.append(Sentence(start, begin, number, current, True, 0))
        elif start >= end_of_body:
            current, labelled = -1, None
        if index is None and number in tables:
            for stretch in tables[number]:
                sentences.extend(_of_cells(text, stretch, number, current))
            continue
        alone = labelled is not None
        while begin < end:
            while begin < end and text[begin].isspace():
                begin += 1
            found = _END.search(text, begin + 1, end)
            stop = found.end() if found is not None else end
            label = labels.get(begin)
            if label is not None:
                labelled, alone = label.role, label.end >= end
                length = label.end - begin
                if not length:
                    marker = mark(text, begin, stop)
                    length = marker.end() - begin if marker is not None else 0
                sentences.append(
                    Sentence(begin, stop, number, current, False, length, True, labelled)
                )
            elif begin < stop:
                marker = mark(text, begin, stop)
                length = marker.end() - begin if marker is not None else 0
                sentences.append(
                    Sentence(begin, stop, number, current, False, length, False, labelled)
                )
            begin = stop
        if not alone:
            # What a label announces ends with its paragraph, unless nothing followed it there.
            labelled = None
    return tuple(sentences)


def _of_cells(text: str, stretch: Stretch, number: int, section: int) -> Iterator[Sentence]:
    """Yields the sentences of neighbouring cells in one row."""
    begin, marker, opens = stretch.start, stretch.marker, True
    while begin < stretch.end:
        if text[begin].isspace():
            begin += 1
            continue
        found = _END.search(text, begin + max(marker, 1), stretch.end)
        stop = found.end() if found is not None else stretch.end
        yield Sentence(begin, stop, number, section, False, marker, opens, stretch.role)
        begin, marker, opens = stop, 0, False


def _after_heading(text: str, section: Section, end: int) -> int:
    """Returns where the heading ends: its own line, its run-in title, or nothing without a title."""
    if not section.run_in:
        return end
    if not section.title:
        return section.start
    stop = section.heading.end
    return stop + 1 if stop < end and text[stop] in "。：:；" else stop

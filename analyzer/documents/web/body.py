"""Which lines of a page are its text.

A missed paragraph costs a finding, a line of junk hardly anything: so a line goes only where
something says that it is no text, and whatever reads like a paragraph stays.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from analyzer.documents.web.furniture import (
    begins_other,
    ends_text,
    is_contact,
    is_file,
    is_furniture,
    is_index,
    is_inserted,
    is_linked,
    is_numbered,
    is_prose,
    is_signed,
    is_tools,
    is_trail,
    names_attachments,
)
from analyzer.documents.web.lines import Line

# The element that holds the text holds so much of all that reads like text.
_MOST = 0.9
_LEAST = 0.3
# Name and date of a signature, and a line or two on whom to call.
_SIGNATURE = 4


class Body(NamedTuple):
    """The text of a page.

    Attributes:
        lines: Its lines.
        before: The lines above it.
        after: The lines below it.
    """

    lines: list[Line]
    before: list[Line]
    after: list[Line]


def find_body(lines: list[Line], ranges: list[tuple[int, int]]) -> Body:
    """Returns the text of a page.

    Args:
        lines: All lines of the page.
        ranges: Half-open ranges of lines, each the content of an element.
    """
    weights = [_weight(line) for line in lines]
    if not any(weights):
        # An index page or a picture with its caption: nothing tells what its text would be.
        return Body(lines, lines, [])
    start, end = _densest(weights, ranges)
    start = _back(lines, weights, start)
    end = _on(lines, weights, end)
    end = _without_foot(lines, weights, start, end)
    end = _before_others(lines, weights, start, end)
    text = [at for at in range(start, end) if weights[at]]
    start = _after_index(lines, start, text[0])
    kept = [
        lines[at]
        for at in range(start, end)
        if weights[at]
        or not (
            _inserted(lines, at)
            if text[0] < at < text[-1]
            else _may_be_foot(lines[at]) or _lists_files(lines, at)
        )
    ]
    return Body(kept, lines[:start], lines[end:])


def _weight(line: Line) -> int:
    """Returns how much a line reads like a part of a text; 0 where it may be anything."""
    prose = is_prose(line) and not line.heading
    if is_linked(line) or not (prose or is_numbered(line) or "\t" in line.text):
        return 0
    if is_furniture(line) or ends_text(line) or is_index(line):
        return 0
    return len(line.text)


def _densest(weights: list[int], ranges: list[tuple[int, int]]) -> tuple[int, int]:
    """Returns the smallest range that holds most of what reads like text."""
    sums = [0, *accumulate(weights)]
    least = _MOST * sums[-1]
    found = (0, len(weights))
    if sums[-1]:
        for start, end in ranges:
            if sums[end] - sums[start] >= least and end - start < found[1] - found[0]:
                found = (start, end)
    return found


def _back(lines: list[Line], weights: list[int], start: int) -> int:
    """Returns where paragraphs begin that stand above the element, below title or breadcrumb."""
    first = start
    for at in range(start - 1, -1, -1):
        line = lines[at]
        if _heads(line) or line.heading:
            break
        if weights[at]:
            first = at
    return first


def _on(lines: list[Line], weights: list[int], end: int) -> int:
    """Returns where the text ends that stands below the element, before anything that ends a text.

    A closing tag too many lets its last paragraphs or its signature fall out of the element.
    """
    last = end
    links = False
    for at in range(end, len(lines)):
        line = lines[at]
        if ends_text(line):
            break
        links = links or is_linked(line)
        signature = is_signed(line) and at < last + _SIGNATURE
        if weights[at] or (
            (signature or line.text[-1] in "。！") and not links and not is_furniture(line)
        ):
            last, links = at + 1, False
    if last > end:
        for at in range(last, min(last + _SIGNATURE, len(lines))):
            if _may_be_foot(lines[at]) or is_contact(lines[at]):
                break
            last = at + 1
    return last


def _without_foot(lines: list[Line], weights: list[int], start: int, end: int) -> int:
    """Returns where the text ends above links, labels and what else is at the foot of a page."""
    foot = False
    while end > start and not weights[end - 1]:
        line = lines[end - 1]
        if _may_be_foot(line):
            foot = True
        elif not (is_file(line) or names_attachments(line) or (foot and is_contact(line))):
            break
        end -= 1
    return end


def _before_others(lines: list[Line], weights: list[int], start: int, end: int) -> int:
    """Returns where the text ends above summaries of other texts or comments of readers.

    They are short against it, and have neither numbers as its headings nor its signature.
    """
    total = rest = sum(weights[start:end])
    for at in range(start, end):
        if rest <= _LEAST * total and begins_other(lines[at]):
            return end if any(is_numbered(x) or is_signed(x) for x in lines[at:end]) else at
        rest -= weights[at]
    return end


def _may_be_foot(line: Line) -> bool:
    return ends_text(line) or is_furniture(line) or (is_linked(line) and not is_prose(line))


def _after_index(lines: list[Line], start: int, first: int) -> int:
    """Returns where the text begins below breadcrumb, labels and index table in one element."""
    for at in range(first - 1, start - 1, -1):
        line = lines[at]
        if _heads(line) or (is_linked(line) and not line.heading):
            return at + 1
    return start


def _heads(line: Line) -> bool:
    """Tells whether a line stands between the top of a page and its text."""
    return is_trail(line) or is_tools(line) or is_index(line)


def _lists_files(lines: list[Line], at: int) -> bool:
    """Tells whether a line says that attachments follow, and links to them do."""
    return names_attachments(lines[at]) and any(map(is_linked, lines[at + 1 : at + 2]))


def _inserted(lines: list[Line], at: int) -> bool:
    """Tells whether a line between paragraphs is a tool or stands in a list of links."""
    line = lines[at]
    if is_inserted(line) or _lists_files(lines, at):
        return True
    if not is_linked(line) or is_prose(line) or is_numbered(line):
        return False
    beside = lines[at - 1 : at] + lines[at + 1 : at + 2]
    return is_file(line) or any(map(is_linked, beside))

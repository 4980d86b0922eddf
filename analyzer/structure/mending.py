"""Text as a reader sees it through scanning and copying: whole lines, whole words, no page marks.

Scanned and copied reports have spaces inside words, lines that break off in mid-sentence, and page
numbers and running heads between them. A reader does not notice. Here they are taken out before
anything else reads the text; every character that stays remembers where it stood, so that
quotations still point at the text as it was handed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analyzer.structure.numbers import read_number

_HAN = "\u4e00-\u9fff"
_PAGE = re.compile(
    r"[ \t\u3000]*(?:[-—－–]{1,3}[ ]?\d{1,3}[ ]?[-—－–]{1,3}"
    r"|第[ ]?\d{1,3}[ ]?页(?:[ ,，/]*共[ ]?\d{1,3}[ ]?页)?|\d{1,3}[ ]?/[ ]?\d{1,3})[ \t\u3000]*"
)
# A running head comes on every page.
_RUNNING = 3
_LEAST_HEAD = 6
# Spaces inside words, of a scan: at least so many in a thousand characters.
_INNER = re.compile(rf"(?<=[{_HAN}“”0-9]) (?=[{_HAN}“”])|(?<=[{_HAN}]) (?=[0-9“])")
_TORN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_SCANNED = 6
_SEVERAL = 6
_PROSE = 25
_ENDS = "。！？；：!?;:…”’）)》】、,"
_INSIDE = re.compile(r"[，。；]")
_SHORT = 16
_OPENS = re.compile(
    r"[ \t\u3000]{2,}|[•·●■◆▪◇○□★☆\-—*▲△◎]|[（(【〔“《]|附[件：:]|[问答QA][：:]|\S{1,8}[：:]"
)
# A row of a table that a text program draws with pipes.
_PIPED = re.compile(r"[ \t\u3000]*\|[^|\n]*\|[^\n]*\|[ \t\u3000]*")
# 2O19年, l2件: letters that a scan takes for digits.
_LETTERS = re.compile(r"(?<=[0-9])[OolI](?=[0-9年月日件次人户份])|(?<![A-Za-z])[Ol](?=[0-9])")
# Commas and colons typed in half width between Chinese characters.
_HALF_WIDTH = re.compile(
    # One class in front lets the engine skip.
    rf"[,:;?!().](?:(?<=[{_HAN}”’》）)】][,:;?!])|(?<=[,:;?!])(?=[{_HAN}“‘《（(【])"
    rf"|(?<=\()(?=[{_HAN}])|(?<=[{_HAN}]\))|(?<=[{_HAN}][{_HAN}]\.)(?=[ \t]*(?:\n|\Z)))"
)
_FULL_WIDTH = dict(zip(",:;?!().", "，：；？！（）。", strict=True))
_DIGITS = {"O": "0", "o": "0", "l": "1", "I": "1"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A text made whole.

    Attributes:
        text: The text to read.
        origin: For each of its characters, the offset in the text as handed in; one more at the
            end, for the end of the text.
    """

    text: str
    origin: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Returns where a piece that begins here begins in the original."""
        return self.origin[offset]

    def end(self, offset: int) -> int:
        """Returns where a piece that ends here ends in the original."""
        return self.origin[offset - 1] + 1 if offset else 0


def mend(text: str, *, lines: bool = True) -> Mended | None:
    """Returns the text made whole; ``None`` where nothing is broken.

    Args:
        text: The report as handed in, paragraphs parted by line feeds.
        lines: Whether its lines may be broken; a Word document with headings has none but its own.
    """
    typed = _HALF_WIDTH.sub(lambda found: _FULL_WIDTH[found.group()], text)
    mended = _mend_lines(typed) if lines else None
    if mended is None and typed != text:
        return Mended(typed, tuple(range(len(text) + 1)))
    return mended


def _mend_lines(text: str) -> Mended | None:
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    furniture = _furniture(text, lines)
    scanned = _is_scanned(text)
    joined = set(_joined(text, [line for line in lines if line not in furniture]))
    letters = _LETTERS.search(text) is not None
    piped = {line for line in lines if _PIPED.fullmatch(text, *line)}
    if not (furniture or joined or letters or piped or _INNER.search(text)):
        return None
    kept: list[tuple[int, int]] = []
    for start, end in lines:
        if (start, end) in furniture:
            continue
        if kept and start not in joined:
            kept.append((start - 1, start))
        if (start, end) in piped:
            kept.extend(_cells(text, start, end))
        else:
            kept.extend(_without_spaces(text, start, end, everywhere=scanned))
    whole = "".join([text[low:high] for low, high in kept])
    if piped:
        whole = whole.replace("|", "\t")
    if letters:
        whole = _LETTERS.sub(lambda found: _DIGITS[found.group()], whole)
    if whole == "\n".join([text[low:high] for low, high in lines]):
        return None
    origin = [offset for low, high in kept for offset in range(low, high)]
    return Mended(whole, (*origin, len(text)))


def _furniture(text: str, lines: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Returns the lines that belong to the page: its number, and a head that comes again with it."""
    pages = [index for index, (start, end) in enumerate(lines) if _PAGE.fullmatch(text, start, end)]
    if not pages:
        return set()
    beside = {index + step for index in pages for step in (-1, 1)}
    heads = Counter(text[start:end].strip() for start, end in lines)
    found = {lines[index] for index in pages}
    for index in beside:
        if 0 <= index < len(lines):
            head = text[slice(*lines[index])].strip()
            if len(head) >= _LEAST_HEAD and heads[head] >= _RUNNING and "。" not in head:
                found.update(line for line in lines if text[slice(*line)].strip() == head)
    return found


def _is_scanned(text: str) -> bool:
    spaces = len(_TORN.findall(text))
    return spaces >= _SEVERAL and 1000 * spaces >= _SCANNED * len(text)


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[int]:
    """Yields where lines begin that go on with the sentence of the line before."""
    for (low, high), (start, end) in pairwise(lines):
        before = text[low:high].rstrip()
        line = text[start:end]
        if (
            len(before) >= _PROSE
            and before[-1] not in _ENDS
            and "\t" not in before
            and "\t" not in line
            and _INSIDE.search(before)
            and (len(line) > _SHORT or _INSIDE.search(line))
            and not _OPENS.match(line)
            and read_number(text, start, end) is None
        ):
            yield start


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the cells of a row between pipes, and the pipes that part them."""
    bars = [at for at in range(start, end) if text[at] == "|"]
    for low, high in pairwise(bars):
        cell = text[low + 1 : high]
        begin = low + 1 + len(cell) - len(cell.lstrip())
        yield begin, max(begin, low + 1 + len(cell.rstrip()))
        if high != bars[-1]:
            yield high, high + 1


def _without_spaces(
    text: str, start: int, end: int, *, everywhere: bool
) -> Iterator[tuple[int, int]]:
    """Yields the pieces of a line between the spaces that stand inside its words."""
    if not everywhere and (end - start < _PROSE or _INSIDE.search(text, start, end) is None):
        yield start, end
        return
    number = read_number(text, start, end)
    low = start
    for match in _INNER.finditer(text, start if number is None else number.after, end):
        yield low, match.start()
        low = match.end()
    yield low, end

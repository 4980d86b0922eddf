"""Where in a stored report a place is: paragraph and page, as the gap list counts them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from analyzer.model.record import Record
from analyzer.structure.outline import split_paragraphs


def paragraph_of(record: Record, offset: int) -> int:
    """Returns the number of the paragraph, from 1; blank lines count for none."""
    return max(1, bisect_right(_starts(record.text), offset))


@lru_cache(maxsize=64)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(paragraph.start for paragraph in split_paragraphs(text))


def page_of(record: Record, offset: int) -> int | None:
    """Returns the page, from 1; ``None`` where the format has no pages."""
    return bisect_right(record.page_starts, offset) or None


def place_of(record: Record, offset: int) -> str:
    """Returns the place in Chinese: 第3页第12段."""
    page = page_of(record, offset)
    return f"{f'第{page}页' if page else ''}第{paragraph_of(record, offset)}段"

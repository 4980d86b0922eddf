"""Where in a report a place is: page, paragraph and section, as the gap list tells them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from analyzer.model.record import Record
from analyzer.model.report import ReportResult
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


def place_in(result: ReportResult, offset: int) -> str:
    """Returns the place in Chinese, 第3页第12段; empty where it is in no paragraph."""
    number = paragraph_at(result, offset)
    return f"{page_in(result, offset)}第{number}段" if number else ""


def page_in(result: ReportResult, offset: int) -> str:
    """Returns the page in Chinese, 第3页; empty where the format has no pages."""
    page = page_at(result, offset)
    return f"第{page}页" if page else ""


def paragraph_at(result: ReportResult, offset: int) -> int | None:
    """Returns the number of the paragraph, from 1; ``None`` where it is in none."""
    paragraphs = result.document.paragraphs
    index = bisect_right(paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
    if index < 0 or offset > paragraphs[index].end:
        return None
    return paragraphs[index].number


def page_at(result: ReportResult, offset: int) -> int | None:
    """Returns the number of the page, from 1; ``None`` where the format has no pages."""
    return bisect_right(result.document.page_starts, offset) or None


def section_in(result: ReportResult, offset: int) -> str:
    """Returns number and title of the innermost section with a title, personal data hidden."""
    for section in reversed(result.document.sections):
        if section.start <= offset < section.end and section.title:
            return result.shown(f"{section.number}{section.title}")
    return ""

"""Numbers as reports write them: heading numbers, years and dates, in digits and in Chinese.

Reads what stands there. Whether a number opens a heading is decided in ``outline``; which year is
the reporting year, in ``years``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analyzer.model.document import NumberStyle
from analyzer.model.text import Span

HAN = "一二三四五六七八九十"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", HAN)
_FORMALLY = re.compile("[壹贰叁肆伍陆柒捌玖拾]")
# A letter, a circle and a digit are all typed where 〇 is meant.
_ZEROS = "〇零○Oo0ＯｏО０"
_DIGITS = {ch: str(i) for i, ch in enumerate("〇一二三四五六七八九")} | dict.fromkeys(_ZEROS, "0")
# Single characters that hold a whole number, with the number that each row begins with.
_ROWS = (("①", "⑳"), ("⑴", "⒇"), ("⒈", "⒛"), ("❶", "❿"), ("㈠", "㈩"))
_HAN_YEAR = rf"二[{_ZEROS}][{_ZEROS}一二三四五六七八九]{{2}}"
YEAR = rf"(?<!\d)(?:(?:19|20)[ \u3000]?\d[ \u3000]?\d|{_HAN_YEAR})(?!\d)"
_DAY = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?P<year>{YEAR})[ \u3000]*年[ \u3000]*(?P<month>{_DAY})[ \u3000]*月"
    rf"(?:[ \u3000]*(?P<day>{_DAY})[ \u3000]*日)?"
    r"|(?<!\d)(?P<y>20\d\d)(?P<mark>[-./／])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)"
)
_PERIOD_GOES_ON = re.compile(r"[ \u3000]*[至到—–~～-]{1,2}[ \u3000]*(?:20\d{2}年)?\d{1,2}月")
_FULL_WIDTH = re.compile("[０-９]")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

_NUMBERED = re.compile(
    rf"[ \t\u3000]*(?:(?P<part>第[ \u3000]?[{HAN}百\d]{{1,3}}[ \u3000]?(?:部分|章|篇|节|板块|单元)(?![是为的规])[、：:.． \t\u3000]*)"
    rf"|(?P<nth>[{HAN}]{{1,2}}是(?![否因指为由的]))"
    rf"|(?P<han>[{HAN}零百壹贰叁肆伍陆柒捌玖拾]{{1,4}}[ \u3000]?(?:[、.．]|[，,：:](?=[^，,。；;]{{2,30}}$)|[ \t\u3000]+(?=(?:20\d\d年|[一-鿿“])[^，,。；;]{{0,30}}$))"
    r"|[壹贰叁肆伍陆柒捌玖拾]{1,2}[ \t\u3000]+(?=[^。；;]{2,40}$))"
    rf"|(?P<hanb>(?:[（(〔\[【][ \u3000]?[{HAN}零百]{{1,4}}[ \u3000]?[）)〕\]】]|[{HAN}]{{1,3}}[）)]|[㈠-㈩])[、.．]?)"
    r"|(?P<arabb>(?:[（(〔\[【][ \u3000]?\d{1,2}[ \u3000]?[）)〕\]】]|\d{1,2}[）)]|[⑴-⒇])[、.．]?)"
    r"|(?P<circle>[①-⑳❶-❿][、.．]?)"
    r"|(?P<deep>\d{1,2}(?:[.．]\d{1,2}){1,3}[.．、]?(?=[ \t\u3000]))"
    r"|(?P<arab>\d{1,2}[ \u3000]?(?:、|[.．](?!\d)|[.．](?=20\d\d年|\d{1,2}月))|[⒈-⒛]|\d{1,2}(?=[\u3000 \t]))"
    r")[ \t\u3000]*"
)
# 一、二季度 and 1、2月份 are counted periods.
_PERIOD = re.compile(rf"([{HAN}\d]{{1,3}})[ \u3000]*(?:季度|月|产业|线城市)")
# After digits with a space alone: 12 件 is a count, 3 月 a date.
_MEASURE = re.compile(r"[月年日时点件个次份人名场项条期家起户万亿元%％—–~～至到+\-\d]")
_STYLES = {
    "part": NumberStyle.PART,
    "han": NumberStyle.CHINESE,
    "hanb": NumberStyle.CHINESE_BRACKET,
    "arab": NumberStyle.ARABIC,
    "deep": NumberStyle.ARABIC_BRACKET,
    "arabb": NumberStyle.ARABIC_BRACKET,
    "circle": NumberStyle.ARABIC_BRACKET,
    "nth": NumberStyle.NTH,
}


class Numbered(NamedTuple):
    """A number at the start of a line.

    Attributes:
        kind: ``part``, ``han``, ``hanb``, ``arab``, ``deep`` (1.2), ``arabb``, ``circle`` (①) or ``nth``.
        number: Where it stands, with its punctuation.
        ordinal: Its value.
        after: Offset at which the line goes on.
    """

    kind: str
    style: NumberStyle
    number: Span
    ordinal: int
    after: int


def read_number(text: str, start: int, end: int) -> Numbered | None:
    """Returns the number that a line begins with; None if it begins with none."""
    match = _NUMBERED.match(text, start, end)
    if match is None or match.lastgroup is None:
        return None
    kind = match.lastgroup
    if kind == "han" and _FORMALLY.match(match["han"]):
        # 壹、 stands above 一、 where a report uses both.
        kind = "part"
    first, last = match.span(match.lastgroup)
    written = text[first:last].rstrip()
    if kind in ("han", "arab") and _is_period(text, written, match.end(), end):
        return None
    if kind == "arab" and written.isdecimal() and _MEASURE.match(text, match.end(), end):
        return None
    number = Span(first, first + len(written))
    ordinal = ordinal_of(written.rstrip(".．、").rpartition(".")[2] if kind == "deep" else written)
    return Numbered(kind, _STYLES[kind], number, ordinal, match.end())


def _is_period(text: str, written: str, start: int, end: int) -> bool:
    """Tells whether a number and what follows count one period on: 一、二季度, but not 二、6月底前."""
    match = _PERIOD.match(text, start, end)
    if match is None:
        return False
    return ordinal_of(match[1]) == ordinal_of(written) + 1 or (match[1][0] in HAN) is (
        written[0] in HAN
    )


@lru_cache(maxsize=1024)
def ordinal_of(number: str) -> int:
    """Returns the value of a heading number as written (``（十二）`` → 12); 0 if there is none."""
    for ch in number:
        for first, last in _ROWS:
            if first <= ch <= last:
                return ord(ch) - ord(first) + 1
    digits = "".join(ch for ch in number if ch.isdecimal())
    if digits:
        return int(digits)
    value = unit = 0
    for ch in number.translate(_FORMAL):
        if ch in "十百":
            value += (unit or 1) * (10 if ch == "十" else 100)
            unit = 0
        elif ch in HAN:
            unit = HAN.index(ch) + 1
    return value + unit


def parse_year(written: str) -> int | None:
    """Returns a year as written in digits or Chinese numerals; None if it is none."""
    digits = "".join(_DIGITS.get(ch, ch) for ch in written if not ch.isspace())
    found = re.search(r"(?:19|20)\d{2}", digits)
    return int(found.group()) if found else None


def half_width(text: str) -> str:
    """Returns the text with full-width digits made half-width, each offset kept."""
    # Few texts have any, and to look is much faster than to translate.
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


def find_date(line: str) -> tuple[int, int, tuple[int, int, int]] | None:
    """Returns where the first date of a line stands, and the date.

    A date without its day counts as the first of the month.
    """
    whole = half_width(line)
    for match in _DATE.finditer(whole):
        if _PERIOD_GOES_ON.match(whole, match.end()):
            # 2023年1月1日至12月31日 is what is reported on, not when.
            continue
        year = parse_year(match["year"] or match["y"])
        month = _count(match["month"] or match["m"])
        day = _count(match["day"] or match["d"] or "1")
        if year and 1 <= month <= 12 and 1 <= day <= 31:
            return match.start(), match.end(), (year, month, day)
    return None


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else ordinal_of(written)

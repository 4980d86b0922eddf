"""Text, numbers and dates as official letters write them."""

from __future__ import annotations

import unicodedata
from datetime import date

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
MOST = 9999
# Joiners of emoji and of scripts; every other character of the category drives the layout.
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Returns text that a Word file takes and that changes nothing around it.

    Breaks and tabs become spaces. Control characters, halves of pairs, noncharacters and marks that
    turn the direction of writing are left out. Rare characters, private ones and emoji stay.
    """
    if text.isprintable():
        return text
    return "".join(" " if ch.isspace() and ch != "\u3000" else ch for ch in text if _stays(ch))


def _stays(ch: str) -> bool:
    if ch.isspace():
        return True
    # XML 1.0, 2.2: noncharacters at the end of the first plane are not allowed.
    if ch in "\ufffe\uffff":
        return False
    return ch in _JOINERS or unicodedata.category(ch) not in ("Cc", "Cf", "Cs")


def numeral(number: int) -> str:
    """Returns a whole number from 1 to 9999 in Chinese: 十二, 一百零五."""
    if not 1 <= number <= MOST:
        raise ValueError(number)
    said, gap = "", False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == "0":
            gap = True
            continue
        said += ("零" if gap and said else "") + _DIGITS[int(digit)] + _UNITS[place]
        gap = False
    return said.removeprefix("一") if said.startswith("一十") else said


def written_date(day: date) -> str:
    """Returns a date in Arabic figures without leading zeros. Source: GB/T 9704—2012, 7.3.5.4."""
    return f"{day.year}年{day.month}月{day.day}日"

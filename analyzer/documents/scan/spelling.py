"""The marks of recognised text as Chinese typography has them.

Recognisers know few marks and mix up those that look alike: brackets come back in half width,
dashes as 一, zeros as O. What follows rests on neighbours alone; words are never guessed. All but
dashes of two characters and needless spaces is one character for one.

Source: GB/T 15834-2011 (marks), GB/T 15835-2011 (numerals), GB/T 9704-2012 7.3.5 (the brackets of
a document number).
"""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3400-\u9fff〇"
_FULL = "，。、；：？！（）《》〈〉“”‘’【】〔〕—…"
_WIDE = f"[{_HAN}{_FULL}]"
_CLASSES = "[年月日时分件次人户个份名场起条项部门％%万亿元]"
_NUMERALS = "一二三四五六七八九十"

_TYPED = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_FULL_WIDTH = str.maketrans(",:;?!()", "，：；？！（）")
# A space belongs between Latin words; beside Chinese it comes from uneven print. One as wide as a
# character (U+3000), as behind 第一章, is what engines are sure of.
_SPACES = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_CHINESE = re.compile(f"[{_HAN}]")
_DOCUMENT = re.compile(r"[\[［【(（{](\d{4})[\]］】)）}](?=第?\d+号)")
_STRAIGHT = re.compile('["＂]')
_MARK_BEFORE = "，。、；：？！（《—\t "
_MARK_BEHIND = "，。、；：？！）》\t"
# 1OO件, 2O23年
_ROUND = re.compile(rf"(?<=\d)[OoＯ○]+(?=\d|{_CLASSES})")
_RULES = (
    # 2023年l2月, 1I件
    (re.compile(rf"(?<=\d)[lI|](?=\d|{_CLASSES})|(?<![A-Za-z])[lI|](?=\d)"), "1"),
    # 二O二三年
    (re.compile(rf"(?<=[{_NUMERALS}])[0OoＯ○](?=[{_NUMERALS}年0OoＯ○])"), "〇"),
    # 2021一2025年, also where the line ends between them
    (re.compile(r"(?<=\d)[一─－](?=\d)|(?<=\d{4})[一─－]$|^[一─－](?=\d{4}年)"), "—"),
    (re.compile("--|－－|──|—[-－─]|[-－─]—"), "——"),
    # 北京—上海 has one dash; one that opens a phrase is always two characters long.
    (re.compile(rf"(?:(?<=[，。；：])|^)[—─－](?=[{_HAN}“《])"), "——"),
    (re.compile(rf"(?:<<|«)(?={_WIDE})"), "《"),
    (re.compile(rf"(?<={_WIDE})(?:>>|»)"), "》"),
    (re.compile(rf"(?<={_WIDE})\.(?=$|\t)"), "。"),
)
_HALF_WIDTH = re.compile(
    rf"(?<={_WIDE})[,:;?!()]|[()](?={_WIDE})|[,:;?!](?=[“《（])|(?<=\d)[,;?!](?=[{_HAN}])"
)


def tidy(text: str) -> str:
    """Returns a line of recognised text with its marks set right."""
    text = _TYPED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = _DOCUMENT.sub(r"〔\1〕", _SPACES.sub("", text.strip()))
    text = _BRACKETS.sub(_bracketed, text)
    text = _ROUND.sub(lambda found: "0" * len(found[0]), text)
    for pattern, right in _RULES:
        text = pattern.sub(right, text)
    return _quoted(_HALF_WIDTH.sub(lambda found: found.group().translate(_FULL_WIDTH), text))


def _bracketed(found: re.Match[str]) -> str:
    """Returns what stands in brackets with a pair that fits it."""
    around = found.string[max(0, found.start() - 1) : found.end() + 1]
    return f"（{found[1]}）" if _CHINESE.search(around) else found[0]


def _quoted(text: str) -> str:
    """Returns the text with straight quotation marks turned to what they enclose."""
    opened = False
    out = []
    for number, ch in enumerate(text):
        before, behind = text[number - 1 : number], text[number + 1 : number + 2]
        if _STRAIGHT.match(ch):
            if not before or before in _MARK_BEFORE:
                opened = True
            elif not behind or behind in _MARK_BEHIND:
                opened = False
            else:
                opened = not opened
            ch = "“" if opened else "”"
        elif ch in "“”":
            opened = ch == "“"
        out.append(ch)
    return "".join(out)


def units(text: str) -> float:
    """Returns the width of a text in full-width characters."""
    return sum(0.5 if ch.isascii() else 1.0 for ch in text)

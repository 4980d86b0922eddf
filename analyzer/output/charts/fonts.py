"""Which of the installed fonts can write a picture: found by the characters that are needed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from analyzer.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontEntry

NAMED_BY = "FAZHI_FONT"
# Printers' mark for a character that no font at hand has.
GETA = "〓"
# The forms of the mainland, sans-serif first: Windows, Linux, macOS. Others are taken where none of
# these is there.
_LISTED = (
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
)
# It has every character, all of them as boxes.
_BOXES = "Last Resort"
_REGULAR = 400
# Of the characters needed, the first font has at least so many; the others fill in for it.
_MOST = 0.9


class Lettering(NamedTuple):
    """What a picture is written with.

    Attributes:
        families: Names of fonts; each fills in for those before it.
        missing: The characters that none of them has.
    """

    families: tuple[str, ...]
    missing: frozenset[str]


def find_lettering(needed: Iterable[str]) -> Lettering:
    """Returns installed fonts that have the characters.

    Args:
        needed: The characters.

    Raises:
        ChartError: No font has most of them, or the file that ``FAZHI_FONT`` names is none
            (``chart.font``).
    """
    wanted = {ch for ch in needed if not ch.isspace()}
    left = set(wanted)
    families: list[str] = []
    for entry in _candidates():
        has = left & _characters(entry.fname, entry.index)
        if has and (families or len(has) >= _MOST * len(wanted)):
            families.append(entry.name)
            left -= has
        if not left:
            break
    if not families and left:
        raise _no_font()
    return Lettering(tuple(families), frozenset(left))


def letter(figure: Figure) -> frozenset[str]:
    """Gives the texts of a figure fonts that have all their characters.

    Returns:
        The characters that no font has; a 〓 stands for each of them in the figure.

    Raises:
        ChartError: As ``find_lettering``.
    """
    texts = figure.texts
    families, missing = find_lettering(GETA.join(text.get_text() for text in texts))
    marks = str.maketrans(dict.fromkeys(missing, GETA))
    for text in texts:
        text.set_fontfamily(families)
        if missing:
            text.set_text(text.get_text().translate(marks))
    return missing


def _candidates() -> list[FontEntry]:
    """Returns one upright font of each family, the preferred ones first."""
    from matplotlib.font_manager import fontManager

    named = _named()
    ranks = {family: rank for rank, family in enumerate(_LISTED)}
    entries = [
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal" and not entry.name.startswith(_BOXES)
    ]
    entries.sort(
        key=lambda entry: (
            entry.name not in named,
            ranks.get(entry.name, len(ranks)),
            entry.name,
            abs(int(entry.weight) - _REGULAR),
            entry.fname,
        )
    )
    families: dict[str, FontEntry] = {}
    for entry in entries:
        families.setdefault(entry.name, entry)
    return list(families.values())


def _named() -> frozenset[str]:
    """Returns the families in the file that the user has named, if any."""
    from matplotlib.font_manager import fontManager

    path = os.environ.get(NAMED_BY, "")
    if not path:
        return frozenset()
    path = os.path.abspath(path)
    if all(entry.fname != path for entry in fontManager.ttflist):
        try:
            fontManager.addfont(path)
        except (OSError, RuntimeError) as error:
            raise ChartError(
                f"环境变量 {NAMED_BY} 写的字体文件打不开",
                remedy="请写一个 .ttf、.ttc 或 .otf 字体文件的完整路径",
                source=path,
                code="chart.font",
            ) from error
    return frozenset(entry.name for entry in fontManager.ttflist if entry.fname == path)


@cache
def _characters(path: str, index: int) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(map(chr, FT2Font(path, face_index=index).get_charmap()))
    except (OSError, RuntimeError):
        # Removed since, or of a kind that has no table of characters.
        return frozenset()


def _no_font() -> ChartError:
    return ChartError(
        "没有找到能写这些汉字的字体，没有画图",
        remedy="Debian、Ubuntu 请安装 fonts-noto-cjk（或较小的 fonts-wqy-microhei），Windows 请确认有"
        f"微软雅黑（msyh.ttc）；也可以把环境变量 {NAMED_BY} 设为一个中文字体文件的路径",
        code="chart.font",
    )

"""Characters that programs write into PDF files for others that look the same."""

from __future__ import annotations

import re
import unicodedata

# Radicals without a compatibility mapping. Source: Unicode, EquivalentUnifiedIdeograph.txt.
_RADICALS = (
    "⺁厂⺃乚⺅亻⺇几⺈刀⺉刂⺋㔾⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爪"
    "⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺶羊⺷羊⺹耂⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_UPRIGHT = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』︱—︙…"
_ODD = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe31-\ufe44\ue000-\uf8ff\u00a0"
    "\U000f0000-\U0010ffff]"
)
# Symbol fonts have their codes here; in a report they are marks of lists.
_SYMBOLS = range(0xF000, 0xF100)
UNREADABLE = "\ufffd"


def repaired(text: str) -> str:
    """Returns text of the same length with the characters that a reader takes it for.

    Radicals become the characters that they are drawn like (⼀ 一, ⻓ 长), compatibility and
    vertical forms the ordinary ones, codes of symbol fonts a dot, other private codes U+FFFD.
    """
    return _ODD.sub(_ordinary, text) if _ODD.search(text) else text


def _ordinary(match: re.Match[str]) -> str:
    char = match[0]
    if char in _TABLE:
        return _TABLE[char]
    if unicodedata.category(char) == "Co":
        return "●" if ord(char) in _SYMBOLS else UNREADABLE
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


_TABLE = dict(zip((_RADICALS + _UPRIGHT)[::2], (_RADICALS + _UPRIGHT)[1::2], strict=True))

"""One way of writing a name: half width, no spaces, today's characters, one placeholder."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_REMARK = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,20}[)\]】〕]\Z")
_QUOTES = re.compile("[“”\"'‘’《》〈〉「」]")
# ××县, XX县, 某某县, **县, ○○县: a place that is not named.
_PLACEHOLDER = re.compile(r"(?:[×✕╳xX*＊○〇◯□_]+|某{1,3})(?=[\u4e00-\u9fff])")
UNNAMED = "某"
# Variants that old seals, fonts and typists use, and traditional forms, each before today's.
_PAIRS = (
    "硏研敎教県县縣县區区鎮镇鄉乡處处廳厅務务員员會会辦办辧办業业農农環环衛卫療疗審审計计國国稅税財财產产資资運运輸输設设規规"
    "劃划與与應应險险場场監监總总隊队機机關关發发電电廣广視视體体聯联檔档館馆圖图書书學学術术訊讯長长黨党團团軍军戰战隸隶眾众"
    "衆众羣群廕荫嵒岩峯峰岺岭臺台灣湾龍龙鳳凤陽阳陰阴陝陕陳陈嶺岭嶼屿淸清溫温潙沩潁颍汙污雲云橋桥樑梁東东門门張张馬马魚鱼鳥鸟"
    "黃黄齊齐齋斋滬沪蘇苏蘭兰蘆芦薊蓟藍蓝銅铜錦锦鐵铁鋼钢莊庄荘庄兩两甯宁寗宁寧宁峽峡湻淳淛浙壩坝垻坝埡垭穀谷糧粮絲丝經经"
)
_TODAY = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def plain(name: str) -> str:
    """Returns a name as it is compared: nothing of it but the characters of the name itself.

    A remark in brackets at its end (盖章, 本级) is left out; what is not named becomes ``某``.
    """
    # What is left out can bring together what then reads otherwise, so it is done until all is.
    while (text := _once(name)) != name:
        name = text
    return name


def _once(name: str) -> str:
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", name)).translate(_TODAY)
    text = _REMARK.sub("", text) or text
    return _PLACEHOLDER.sub(UNNAMED, _QUOTES.sub("", text))

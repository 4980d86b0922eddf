"""What the cells of a roster may say: dates, levels, yes and no. ``ValueError`` says what is wrong."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from analyzer.model.document import Level

_FULL_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?\Z")
_RUN_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})\Z")
# Days since the eve of 1900 as spreadsheets count them, from 2000 to 2100.
_SERIAL = re.compile(r"\d{5}\Z")
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
_NOTHING = {
    "",
    "-",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "未报",
    "未报送",
    "未送",
    "没有报",
    "未收到",
    "未公开",
    "未发布",
    "×",
    "否",
}
_LEVELS = {
    Level.PROVINCE: ("省", "省级", "省政府", "自治区"),
    Level.CITY: ("市", "市级", "市政府", "设区市", "地级市", "州", "盟"),
    Level.COUNTY: (
        *(
            "县区政府",
            "县",
            "区",
            "县级",
            "县政府",
            "区政府",
            "县(市、区)",
            "县市区",
            "旗",
            "开发区",
        ),
        *("管委会", "功能区", "县(市,区)", "县级政府"),
    ),
    Level.DEPARTMENT: (
        *(
            "部门",
            "县直部门",
            "市直部门",
            "区直部门",
            "省直部门",
            "县直",
            "市直",
            "区直",
            "县直单位",
        ),
        *("市直单位", "区直单位", "政府部门", "工作部门", "垂管部门", "垂直管理部门", "驻县单位"),
        *("直属单位", "直属机构", "事业单位", "派出机构"),
    ),
    Level.TOWNSHIP: (
        "乡镇街道",
        "乡镇",
        "镇",
        "乡",
        "街道",
        "镇街",
        "乡(镇)",
        "乡镇(街道)",
        "街道办",
    ),
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words}
_YES = {"", "是", "应报", "应报送", "需报", "要报", "√", "✓", "v", "y", "yes", "1", "true", "○"}
_NO = {
    "否",
    "不报",
    "免报",
    "不需报",
    "无需报送",
    "不用报",
    "不应报",
    "×",
    "x",
    "n",
    "no",
    "0",
    "false",
}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_date(text: str) -> date | None:
    """Returns a day; ``None`` where the cell says that there is none.

    Raises:
        ValueError: It is no day, or one without a year.
    """
    if _plain(text) in _NOTHING:
        return None
    written = unicodedata.normalize("NFKC", text).strip()
    written = re.sub(r"\s*([-/.年月])\s*", r"\1", written)
    found = _FULL_DATE.match(written) or _RUN_TOGETHER.match(written)
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            raise ValueError(f"没有“{text}”这一天，请核对年月日") from None
    if _SERIAL.match(written) and _FIRST_SERIAL <= int(written) <= _LAST_SERIAL:
        return _SERIAL_ZERO + timedelta(days=int(written))
    if re.match(r"\d{1,2}[-/.月]\d{1,2}日?\Z", written):
        raise ValueError(f"“{text}”没有写年份，请写成 2025-02-28 的样子")
    raise ValueError(f"“{text}”不是日期，请写成 2025-02-28 的样子，没有的空着")


def is_level(text: str) -> bool:
    """Tells whether a text says nothing but a level (县直部门)."""
    return _plain(text) in _LEVEL_OF


def read_level(text: str) -> Level | None:
    """Returns a level; ``None`` for an empty cell.

    Raises:
        ValueError: There is no such level.
    """
    plain = _plain(text)
    if not plain:
        return None
    if plain not in _LEVEL_OF:
        raise ValueError(f"不认识的层级“{text}”，请写 {'、'.join(Level)}，或空着")
    return _LEVEL_OF[plain]


def read_due(text: str) -> bool:
    """Tells whether a body should report; an empty cell says that it should.

    Raises:
        ValueError: It says neither yes nor no.
    """
    plain = _plain(text).lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise ValueError(f"“应报”一栏写着“{text}”，请写 是 或 否")

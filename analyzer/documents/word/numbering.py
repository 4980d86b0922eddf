"""The numbers that Word generates: they are on the page but in no run's text.

Source: ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat); where Word differs,
[MS-OI29500] 2.1.283 and 2.1.540. A paragraph points to a list by ``w:numPr``, itself or through
its style; the list says format, text and start of each level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
# Word's own limits: a longer number or a larger letter is no number of a report.
_MAX_NUMBER = 31
_MAX_LETTER = 780
_MAX_ROMAN = 32_767
# Fonts whose letters are pictures: a bullet "l" in Wingdings is a dot.
_PICTURES = ("Wingdings", "Webdings", "Symbol")


def chinese(value: int, *, formal: bool = False) -> str:
    """Returns 1 to 9999 in Chinese numerals: 十二、一百零五; formal: 壹拾贰."""
    if not 0 < value < 10_000:
        return str(value)
    digits = _FORMAL if formal else _DIGITS
    units = ("仟", "佰", "拾", "") if formal else ("千", "百", "十", "")
    out, gap = "", False
    for place, unit in zip((1000, 100, 10, 1), units, strict=True):
        digit = value // place % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return out.removeprefix("一") if not formal and 10 <= value < 20 else out


def _by_place(value: int, zero: str) -> str:
    """Returns a number digit by digit: 一〇五."""
    digits = zero + _DIGITS[1:]
    return "".join(digits[int(digit)] for digit in str(value)) if value > 0 else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _MAX_ROMAN:
        return str(value)
    out = ""
    for number, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        out += letters * (value // number)
        value %= number
    return out


def _letters(value: int) -> str:
    # Word repeats the letter: after z comes aa, then bb.
    if not 0 < value <= _MAX_LETTER:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def formatted(value: int, style: str) -> str:
    """Returns a counter in one of Word's number formats; unknown formats count in digits."""
    match style:
        case "none" | "bullet":
            return ""
        case "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese(value)
        case "chineseCounting" | "taiwaneseCounting":
            return chinese(value) if value < 100 else _by_place(value, "○")
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return _by_place(value, "○" if style == "taiwaneseDigital" else "〇")
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return chinese(value, formal=True)
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10] if value > 0 else ""
        case "ideographZodiac":
            return _BRANCHES[(value - 1) % 12] if value > 0 else ""
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(ord("①") + value - 1) if 0 < value <= 20 else str(value)
        case "decimalEnclosedParen":
            return chr(ord("⑴") + value - 1) if 0 < value <= 20 else f"({value})"
        case "decimalEnclosedFullstop":
            return chr(ord("⒈") + value - 1) if 0 < value <= 20 else f"{value}."
        case "ideographEnclosedCircle":
            # The standard says circles; Word sets brackets.
            return chr(ord("㈠") + value - 1) if 0 < value <= 10 else chinese(value)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(
                chr(ord("０") + int(digit)) if digit.isdigit() else digit for digit in str(value)
            )
        case "decimalZero":
            return f"{value:02d}"
        case "upperRoman":
            return _roman(value)
        case "lowerRoman":
            return _roman(value).lower()
        case "upperLetter":
            return _letters(value).upper()
        case "lowerLetter":
            return _letters(value)
    return str(value)


@dataclass(slots=True)
class _ListLevel:
    style: str
    text: str
    start: int
    suffix: str
    restart: int | None
    legal: bool
    pictures: bool
    paragraph_style: str


@dataclass(slots=True)
class _Counter:
    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Gives each numbered paragraph its number, in document order.

    Args:
        root: The root of ``numbering.xml``; None where the file has none.
        styles: Style id → its ``w:style`` element.
    """

    def __init__(self, root: Any, styles: dict[str, Any]) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _ListLevel]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, tuple[str, dict[int, int], dict[int, _ListLevel]]] = {}
        self._counters: dict[str, _Counter] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.findall(f"{_W}abstractNum"):
            key = abstract.get(f"{_W}abstractNumId", "")
            self._abstract[key] = _levels_of(abstract)
            link = abstract.find(f"{_W}numStyleLink")
            if link is not None:
                self._links[key] = link.get(f"{_W}val", "")
        for num in root.findall(f"{_W}num"):
            self._add_num(num)

    def _add_num(self, num: Any) -> None:
        target = num.find(f"{_W}abstractNumId")
        if target is None:
            return
        starts: dict[int, int] = {}
        levels: dict[int, _ListLevel] = {}
        for override in num.findall(f"{_W}lvlOverride"):
            level = _integer(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None:
                starts[level] = _integer(start.get(f"{_W}val"), 1)
            inner = override.find(f"{_W}lvl")
            if inner is not None:
                levels[level] = _level_of(inner)
        key = target.get(f"{_W}val", "")
        self._nums[num.get(f"{_W}numId", "")] = (key, starts, levels)

    def next(self, properties: Any, style_id: str | None) -> str:
        """Returns the number before a paragraph, as shown on the page; empty without one.

        Args:
            properties: The paragraph's ``w:pPr``, or None.
            style_id: Its paragraph style, or None.
        """
        found = self._reference(properties, style_id)
        if found is None:
            return ""
        num_id, level = found
        if num_id not in self._nums or not 0 <= level < _LEVELS:
            return ""
        key, starts, overriding = self._nums[num_id]
        levels = self._levels(key)
        shape = overriding.get(level) or levels.get(level)
        if shape is None:
            return ""
        counter = self._counters.setdefault(key, _Counter())
        if level in starts and (num_id, level) not in self._started:
            self._started.add((num_id, level))
            counter.values[level] = starts[level]
        else:
            value = counter.values[level]
            counter.values[level] = starts.get(level, shape.start) if value is None else value + 1
        for deeper in range(level + 1, _LEVELS):
            below = overriding.get(deeper) or levels.get(deeper)
            # lvlRestart 0: never restarts; n: only after level n (counted from 1) or higher.
            if below is None or below.restart is None or level < below.restart:
                counter.values[deeper] = None
        return self._shown(shape, level, counter, levels, overriding)

    def _shown(
        self,
        shape: _ListLevel,
        level: int,
        counter: _Counter,
        levels: dict[int, _ListLevel],
        overriding: dict[int, _ListLevel],
    ) -> str:
        if shape.style == "bullet":
            mark = "".join(
                "●" if shape.pictures or "\ue000" <= ch <= "\uf8ff" else ch for ch in shape.text
            )
            return mark.strip()[:_MAX_NUMBER]
        if any(int(digit) > level + 1 for digit in _PLACEHOLDER.findall(shape.text)):
            # Word drops a number that asks for one of a deeper level.
            return ""

        def value_of(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = overriding.get(index) or levels.get(index) or shape
            value = counter.values[index]
            if value is None:
                value = counter.values[index] = other.start
            return formatted(value, "decimal" if shape.legal else other.style)

        number = _PLACEHOLDER.sub(value_of, shape.text)[:_MAX_NUMBER]
        if not number.strip() or shape.suffix == "nothing":
            return number
        # Word puts a tab; a reader sees a gap, which only a bare digit needs.
        return number + (" " if shape.suffix == "space" or number[-1].isalnum() or number[-1] == "."
                         else "")  # fmt: skip

    def _levels(self, key: str) -> dict[int, _ListLevel]:
        link = self._links.get(key)
        style = self._styles.get(link) if link else None
        if style is None:
            return self._abstract.get(key, {})
        target = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        linked = self._nums.get(target.get(f"{_W}val", "")) if target is not None else None
        return self._abstract.get(linked[0], {}) if linked else {}

    def _reference(self, properties: Any, style_id: str | None) -> tuple[str, int] | None:
        """Returns list and level of a paragraph. Each is inherited by itself."""
        chain = style_chain(self._styles, style_id)
        num_id: str | None = None
        level: int | None = None
        for said in (properties, *(style.find(f"{_W}pPr") for style in chain)):
            numbered = said.find(f"{_W}numPr") if said is not None else None
            if numbered is not None:
                list_said, level_said = _num_and_level(numbered)
                num_id = list_said if num_id is None else num_id
                level = level_said if level is None else level
        if num_id is None or num_id == "0":
            return None
        if level is None and num_id in self._nums:
            levels = self._levels(self._nums[num_id][0])
            named = {shape.paragraph_style: index for index, shape in levels.items()}
            ids = (style.get(f"{_W}styleId", "") for style in chain)
            level = next((named[key] for key in ids if key in named), 0)
        return num_id, level or 0


def style_chain(styles: dict[str, Any], style_id: str | None) -> list[Any]:
    """Returns a style and those that it is based on, nearest first."""
    chain: list[Any] = []
    while style_id and style_id in styles and styles[style_id] not in chain:
        style = styles[style_id]
        chain.append(style)
        based = style.find(f"{_W}basedOn")
        style_id = based.get(f"{_W}val") if based is not None else None
    return chain


def _num_and_level(properties: Any) -> tuple[str | None, int | None]:
    num, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    return (
        num.get(f"{_W}val") if num is not None else None,
        _integer(level.get(f"{_W}val"), 0) if level is not None else None,
    )


def _levels_of(abstract: Any) -> dict[int, _ListLevel]:
    return {
        _integer(level.get(f"{_W}ilvl"), 0): _level_of(level)
        for level in abstract.findall(f"{_W}lvl")
    }


def _level_of(level: Any) -> _ListLevel:
    def value(tag: str, otherwise: str) -> str:
        found = level.find(f"{_W}{tag}")
        return str(found.get(f"{_W}val", otherwise)) if found is not None else otherwise

    restart = value("lvlRestart", "")
    legal = level.find(f"{_W}isLgl")
    fonts = level.find(f"{_W}rPr/{_W}rFonts")
    return _ListLevel(
        style=value("numFmt", "decimal"),
        text=value("lvlText", "")[: 2 * _MAX_NUMBER],
        start=_integer(value("start", "1"), 1),
        suffix=value("suff", "tab"),
        restart=_integer(restart, 0) if restart else None,
        legal=legal is not None and legal.get(f"{_W}val", "1") not in ("0", "false"),
        pictures=fonts is not None and fonts.get(f"{_W}ascii", "").startswith(_PICTURES),
        paragraph_style=value("pStyle", ""),
    )


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise

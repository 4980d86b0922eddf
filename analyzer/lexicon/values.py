"""The values of the lexicon language: words, numbers, dates, yes and no.

What one value alone can get wrong is refused here, in Chinese, with the right way to write it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from analyzer.model.document import Role

GAP = "…"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?\Z", re.ASCII)


def refused(said: str) -> PydanticCustomError:
    """Returns the error to raise from a validator, with its message in Chinese."""
    return PydanticCustomError("said", "{said}", {"said": said})


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value not in ("是", "否"):
        raise refused(f"只能写 是 或 否，不能写“{value}”")
    return value == "是"


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not _NUMBER.match(value):
            raise refused(f"应写半角数字，例如 5，不能写“{value}”" if value else "没有写数字")
        return float(value) if "." in value else int(value)
    return value


def _matching(pattern: str, said: str) -> AfterValidator:
    whole = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise refused(f"“{text}”写法不对：{said}")
        return text

    return AfterValidator(check)


def _day(text: str) -> str:
    if not _DATE.match(text):
        raise refused(f"日期应写成 2014-10-24 的样子，不能写“{text}”")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise refused(f"没有“{text}”这一天，请核对年月日") from None
    return text


def _one_piece(text: str) -> str:
    """Checks a word: the same characters must be able to stand in a report's sentence."""
    if text != text.strip():
        raise refused(f"“{text}”前后有空格，请删去")
    if "\n" in text:
        raise refused("词里不能换行，请分成几个词")
    return text


def _word(text: str) -> str:
    if GAP in _one_piece(text):
        raise refused(f"“{text}”：这里的词不能用省略号“{GAP}”，请写完整的词")
    return text


def _gap_word(text: str) -> str:
    """Checks a word that may leave out its middle: 受…所限."""
    _one_piece(text)
    if "..." in text:
        raise refused(f"“{text}”：省略号请写成“{GAP}”，不能用句点")
    if text.count(GAP) > 1 or text.startswith(GAP) or text.endswith(GAP):
        raise refused(f"“{text}”：省略号“{GAP}”只能有一个，而且要在词的中间，例如“受{GAP}所限”")
    return text


def one_of(*roles: Role) -> BeforeValidator:
    """Returns the validator that accepts only some of the roles."""

    def check(value: Any) -> Any:
        if value not in roles:
            shown = value if isinstance(value, str) else "列表"
            raise refused(f"不能写“{shown}”，只能是：{'、'.join(roles)}")
        return value

    return BeforeValidator(check)


_Length = Field(min_length=1, max_length=60)
Term = Annotated[str, _Length, AfterValidator(_word)]
GapTerm = Annotated[str, _Length, AfterValidator(_gap_word)]
Terms = tuple[Term, ...]
GapTerms = tuple[GapTerm, ...]
Lines = tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    PlainSerializer(lambda value: "是" if value else "否", return_type=str, when_used="json"),
]
Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_number)]
Year = Annotated[Whole, Field(ge=1990, le=2100)]
Day = Annotated[str, AfterValidator(_day)]
Place = Annotated[
    Role,
    one_of(
        Role.PREAMBLE, Role.DUTY, Role.DEED, Role.SHORTCOMING, Role.CAUSE, Role.PLAN, Role.OTHER
    ),
]
Chapter = Annotated[Role, one_of(Role.DUTY, Role.DEED, Role.SHORTCOMING, Role.CAUSE, Role.PLAN)]
ElementId = Annotated[
    str,
    _matching(
        r"[a-z][a-z0-9_]{2,40}",
        "只用小写英文字母、数字和下划线，以字母开头，3 至 41 个字符，例如 grassroots_mediation",
    ),
]
PackId = Annotated[
    str,
    _matching(
        r"[a-z][a-z0-9-]{2,60}", "只用小写英文字母、数字和连字符，以字母开头，例如 pingchuan-county"
    ),
]
RuleId = Annotated[
    str,
    _matching(
        r"[a-z][a-z-]{1,40}\.[a-z][a-z-]{1,40}", "两段小写英文，中间一点，例如 term.obsolete"
    ),
]
GenreId = Annotated[str, _matching(r"[a-z][a-z-]{2,40}", "只用小写英文字母和连字符")]
Version = Annotated[str, _matching(r"\d{1,4}\.\d{1,4}\.\d{1,4}", "应为三段数字，例如 1.0.0")]

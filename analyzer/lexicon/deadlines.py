"""By which day a report is due (``deadlines.yaml``)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from analyzer.lexicon.basis import Applies, LegalBasis, Record
from analyzer.lexicon.values import Year, YesNo, refused

_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日\Z", re.ASCII)


def _day_of_year(text: str) -> str:
    found = _DAY.match(text)
    if not found:
        raise refused(f"应写成 3月1日 的样子，不能写“{text}”")
    try:
        date(2023, int(found[1]), int(found[2]))
    except ValueError:
        raise refused(f"不是每年都有“{text}”这一天，请核对") from None
    return text


class Duty(StrEnum):
    """What is due (事项)."""

    SUBMISSION = "报送"
    PUBLICATION = "公开"


class Deadline(Record):
    """The last day for a duty of some bodies (期限), in the year after the reporting year.

    Attributes:
        name: What the deadline is known by from layer to layer.
        day: The last day that is in time, such as ``3月1日``.
        certain: Whether it is beyond doubt that the law binds these bodies to this day.
    """

    name: str = Field(alias="期限", min_length=2, max_length=40)
    duty: Duty = Field(alias="事项")
    whom: Applies = Field(alias="适用")
    day: Annotated[str, AfterValidator(_day_of_year)] = Field(alias="截止")
    certain: YesNo = Field(True, alias="确定")
    since: Year = Field(1990, alias="起始年度")
    until: Year = Field(2100, alias="终止年度")
    basis: tuple[LegalBasis, ...] = Field(alias="依据", min_length=1)

    def due(self, year: int) -> date:
        """Returns the last day for the report on a year."""
        month, day = map(int, self.day.removesuffix("日").split("月"))
        return date(year + 1, month, day)

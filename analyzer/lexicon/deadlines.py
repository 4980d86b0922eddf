"""By which day a report is due (``deadlines.yaml``)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from analyzer.lexicon.basis import Applies, LegalBasis, Record
from analyzer.lexicon.values import Year, YesNo, refused

_THIS, _NEXT = "当年", "次年"
_DAY = re.compile(rf"({_THIS}|{_NEXT})?(\d{{1,2}})月(?:(\d{{1,2}})日|底)\Z", re.ASCII)
# A report on a year is written after it; a day in its second half hardly means a year later.
_LAST_PLAIN_MONTH = 6


def _day_of_year(text: str) -> str:
    found = _DAY.match(text)
    if not found:
        raise refused(f"应写成 3月1日、2月底、当年12月20日 的样子，不能写“{text}”")
    which, month, day = found.groups()
    try:
        date(2023, int(month), int(day or 1))
    except ValueError:
        last = "；要写2月的最后一天，请写 2月底" if (month, day) == ("2", "29") else ""
        raise refused(f"不是每年都有“{text}”这一天，请核对{last}") from None
    if which is None and int(month) > _LAST_PLAIN_MONTH:
        raise refused(f"“{text}”是报告年度当年的还是次年的，请写成 当年{text} 或 次年{text}")
    return text


class Duty(StrEnum):
    """What is due (事项)."""

    SUBMISSION = "报送"
    PUBLICATION = "公开"


class Deadline(Record):
    """The last day for a duty of some bodies (期限).

    Attributes:
        name: What the deadline is known by from layer to layer.
        day: The last day that is in time, such as ``3月1日`` or ``2月底`` of the year after the
            reporting year, ``当年12月20日`` of that year itself.
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

    @property
    def said(self) -> str:
        """The last day with the year it lies in: 次年3月1日."""
        return self.day if self.day.startswith((_THIS, _NEXT)) else f"{_NEXT}{self.day}"

    def due(self, year: int) -> date:
        """Returns the last day for the report on a year."""
        found = _DAY.match(self.day)
        assert found is not None  # Checked when it was read.
        which, month, day = found.groups()
        due_in = year if which == _THIS else year + 1
        last = monthrange(due_in, int(month))[1]
        return date(due_in, int(month), int(day) if day else last)

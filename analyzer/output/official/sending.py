"""What the office says of a letter: who sends it, when, under which number, until when to answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analyzer.errors import UsageError
from analyzer.output.official.template import Value
from analyzer.output.official.writing import written_date

# 平法审〔2025〕12号; the number that counts is the last one before 号.
_SERIAL = re.compile(r"(\d+)(?=号\s*\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is the same for all letters of a run.

    Attributes:
        day: The date of the letter.
        sender: Who signs; empty where that is left to be filled in.
        number: 发文字号; empty without one.
        contact: Whom to ask, in one line; empty without.
        deadline: The last day for what must be handed in again; ``None`` for none.
        attachments: Names of what is enclosed.
    """

    day: date
    sender: str = ""
    number: str = ""
    contact: str = ""
    deadline: date | None = None
    attachments: tuple[str, ...] = ()

    def numbered(self, index: int) -> Sending:
        """Returns the same for a letter of a run: the number of the first one counted on.

        Args:
            index: From 0.

        Raises:
            UsageError: There is no number to count on.
        """
        if not index or not self.number:
            return self
        if not _SERIAL.search(self.number):
            raise UsageError(
                f"发文字号“{self.number}”里没有序号，几份意见书编不下去",
                remedy="请写成 平法审〔2025〕12号 的样子，第一份用它，后面依次加一",
            )
        return replace(
            self, number=_SERIAL.sub(lambda found: str(int(found[1]) + index), self.number)
        )

    def values(self) -> dict[str, Value]:
        """Returns what templates call it."""
        return {
            "发文单位": self.sender,
            "发文字号": self.number,
            "成文日期": written_date(self.day),
            "联系方式": self.contact,
            "报送期限": written_date(self.deadline) if self.deadline else "",
        }


NAMES = {
    "发文单位": "--sender",
    "发文字号": "--number",
    "成文日期": "--date，默认今天",
    "联系方式": "--contact",
    "报送期限": "--deadline 或 --days",
}


def deadline_of(day: date, deadline: date | None, days: int | None) -> date | None:
    """Returns the last day for an answer.

    Args:
        day: The date of the letter.
        deadline: The last day, if it is given.
        days: Or how many days after the letter.

    Raises:
        UsageError: Both are given, or the day is over before the letter is written.
    """
    if deadline is not None and days is not None:
        raise UsageError("--deadline 和 --days 只能写一个", remedy="请去掉其中一个")
    if deadline is not None and deadline <= day:
        raise UsageError(
            f"期限 {written_date(deadline)} 不晚于成文日期 {written_date(day)}",
            remedy="请核对 --deadline 和 --date",
        )
    try:
        return day + timedelta(days=days) if days is not None else deadline
    except OverflowError:
        raise UsageError(f"{days} 天以后太远了", remedy="请核对 --days") from None

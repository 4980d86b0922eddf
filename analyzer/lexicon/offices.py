"""How offices are called, and what became of them (``bodies.yaml``).

An office (机构) is written as it stands after the name of its place: 交通运输局.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field

from analyzer.lexicon.basis import LegalBasis, Record
from analyzer.lexicon.values import Terms, Year

# Official names are written with these or without them (发展和改革局, 发展改革局).
_JOINTS = re.compile("[和与及暨、·]")


class ChangeKind(StrEnum):
    """What became of an office (变更)."""

    RENAMED = "更名"
    MERGED = "合并"
    SPLIT = "拆分"


class OfficeNames(Record):
    """One office and what else it is called (机构叫法), whatever the year.

    One without other names is told so that it is known where no place stands before it.
    """

    office: str = Field(alias="机构", min_length=2, max_length=60)
    other: Terms = Field((), alias="又称")


class PlaceNames(Record):
    """A place and what it was called before (地名沿革), 平川县 of 平川市."""

    place: str = Field(alias="地名", min_length=2, max_length=30)
    before: Terms = Field(alias="原名", min_length=1)


class OfficeChange(Record):
    """What became of one or several offices (机构沿革).

    Attributes:
        name: What the change is known by from layer to layer.
        place: The place for whose offices alone it counts; before what counts everywhere.
        before: The old names.
        after: The new ones; one only, unless the office was split.
        since: The year in which the new name or body began.
        until: The last year for which the entry is to be read; later, the old name means
            something else.
    """

    name: str = Field(alias="沿革", min_length=1, max_length=40)
    kind: ChangeKind = Field(alias="变更")
    place: str = Field("", alias="地名", max_length=30)
    before: Terms = Field(alias="原名", min_length=1)
    after: Terms = Field(alias="现名", min_length=1)
    since: Year = Field(alias="自")
    until: Year = Field(2100, alias="至")
    basis: tuple[LegalBasis, ...] = Field((), alias="依据")


def folded(office: str) -> str:
    """Returns the name of an office without the joints that are often left out."""
    return _JOINTS.sub("", office)

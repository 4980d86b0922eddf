"""What records of several files share: their form, legal bases, for whom something counts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from analyzer.lexicon.values import Terms
from analyzer.model.document import Level


class Record(BaseModel):
    """Base of all records: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LegalBasis(Record):
    """A document and where in it (依据). The chapter is named where the article is not certain."""

    document: str = Field(alias="文件", min_length=2, max_length=100)
    article: str = Field("", alias="条款", max_length=100)

    def __str__(self) -> str:
        name = self.document if "《" in self.document else f"《{self.document}》"
        return f"{name}{self.article}"


class Applies(Record):
    """For whom a topic counts (适用); an empty list means everyone."""

    levels: tuple[Level, ...] = Field((), alias="层级")
    bodies: Terms = Field((), alias="单位含")
    not_bodies: Terms = Field((), alias="单位不含")

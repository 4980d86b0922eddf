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

    def counts_for(self, level: Level | None, body: str | None) -> bool:
        """Tells whether it counts for a body; what is not known of the body speaks for it."""
        if self.levels and level is not None and level not in self.levels:
            return False
        name = body or ""
        if any(word in name for word in self.not_bodies):
            return False
        return not (name and self.bodies and not any(word in name for word in self.bodies))

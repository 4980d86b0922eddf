"""What goes into a template, and which names a template may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Picture(NamedTuple):
    """A picture to put in.

    Attributes:
        data: The file (.png).
        width: In mm.
    """

    data: bytes
    width: float


Value: TypeAlias = "str | bool | Picture | Sequence[Mapping[str, Value]]"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a template may use at one place.

    Attributes:
        names: Those of texts, and what they stand for, in Chinese.
        conditions: Those that are only asked for (``{{#退回修改}}``), likewise.
        lists: Those of lists, and the names inside.
        pictures: Those of pictures, which stand alone in their paragraph.
        needed: Lists without which a letter would conceal something.
    """

    names: Mapping[str, str]
    conditions: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Vocabulary] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()

    def inside(self, name: str) -> Vocabulary:
        """Returns the names that may be used between ``{{#name}}`` and ``{{/name}}``."""
        inner = self.lists.get(name)
        if inner is None:
            return self
        return Vocabulary(
            names={**self.names, **inner.names},
            conditions={**self.conditions, **inner.conditions},
            lists={**self.lists, **inner.lists},
            pictures=self.pictures,
        )

    def told(self) -> Iterator[str]:
        """Yields one line for each name: how it is written, and what it stands for."""
        for name, said in (*self.names.items(), *self.pictures.items()):
            yield f"{{{{{name}}}}}  {said}"
        for name, said in self.conditions.items():
            yield f"{{{{#{name}}}}} … {{{{/{name}}}}}  {said}"
        for name, inner in self.lists.items():
            names = "".join(f"{{{{{each}}}}}" for each in inner.names)
            yield f"{{{{#{name}}}}} … {{{{/{name}}}}}  每项一遍，其中可用 {names}"

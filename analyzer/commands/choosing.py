"""What users write for levels and elements → what is meant, or a clear error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.lexicon.schema import Pack
    from analyzer.model.document import Level


def chosen_levels(written: Sequence[str]) -> frozenset[Level]:
    """Returns the levels of names, several in one divided by commas.

    Raises:
        UsageError: There is no such level.
    """
    from analyzer.errors import UsageError
    from analyzer.model.document import Level

    found = set()
    for name in _divided(written):
        try:
            found.add(Level(name))
        except ValueError:
            raise UsageError(
                f"没有“{name}”这个层级", remedy=f"请写 {'、'.join(Level)} 中的一个"
            ) from None
    return frozenset(found)


def chosen_elements(written: Sequence[str], pack: Pack) -> frozenset[str]:
    """Returns the ids of elements, several in one divided by commas.

    Raises:
        UsageError: There is no such element.
    """
    from analyzer.errors import UsageError

    known = {name: each.id for each in pack.elements for name in (each.id, each.name, each.label)}
    for name in _divided(written):
        if name not in known:
            raise UsageError(
                f"没有“{name}”这个要素", remedy="请用 fazhi lexicon list 查看要素的编号"
            )
    return frozenset(known[name] for name in _divided(written))


def _divided(written: Sequence[str]) -> list[str]:
    parts = (part.strip() for each in written for part in each.replace("，", ",").split(","))
    return [part for part in parts if part]

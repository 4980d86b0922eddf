"""What users write for levels, elements and files → what is meant, or a clear error."""

from __future__ import annotations

import os
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


def free_path(written: str, *, force: bool) -> str:
    """Returns the path of a file to write.

    Raises:
        UsageError: It is there already and must not be overwritten, or cannot be there.
    """
    from analyzer.errors import UsageError

    if os.path.isdir(written):
        raise UsageError("这是文件夹，不能当文件写", remedy="请写上文件名", source=written)
    if os.path.exists(written) and not force:
        raise UsageError(
            "文件已经有了，没有覆盖", remedy="请换一个文件名，或加上 --force", source=written
        )
    if not os.path.isdir(os.path.dirname(written) or "."):
        raise UsageError("文件夹不存在", remedy="请先建好文件夹", source=written)
    return written


def _divided(written: Sequence[str]) -> list[str]:
    parts = (part.strip() for each in written for part in each.replace("，", ",").split(","))
    return [part for part in parts if part]

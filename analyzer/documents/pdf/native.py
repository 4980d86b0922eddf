"""Calls of pdfium for many characters or objects at once.

pypdfium2 checks and converts the arguments of every call, which for one call a character costs
more than what pdfium does itself. Here the loop is the interpreter's own, and results are written
into one array that numpy then reads.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

_KINDS = {
    "handle": ctypes.c_void_p,
    "pointer": ctypes.c_void_p,
    "int": ctypes.c_int,
    "double": ctypes.c_double,
    "unsigned": ctypes.c_uint,
}


class TooMuch(ValueError):
    """A page has more than any page of a report."""


def address(handle: Any) -> int:
    """Returns the address that a handle of pypdfium2 stands for."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


@cache
def _function(name: str, result: str, arguments: tuple[str, ...]) -> Any:
    import pypdfium2.raw as raw

    # The lock stays held: letting go of it and taking it again costs as much as the call.
    kind = ctypes.PYFUNCTYPE(_KINDS[result], *(_KINDS[argument] for argument in arguments))
    return kind(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)


def of_objects(name: str, objects: Sequence[int], result: str = "int") -> list[Any]:
    """Returns what a function of one handle returns for each of them; ``None`` is a null handle."""
    return list(map(_function(name, result, ("handle",)), objects))


def of_items(name: str, owner: int, keys: Iterable[int], result: str = "int") -> list[Any]:
    """Returns what a function of a handle and an index returns for each index."""
    return list(map(_function(name, result, ("handle", "int")), repeat(owner), keys))


def written_for_items(
    name: str, owner: int, keys: Sequence[int], kind: Any, columns: int, *, structure: bool
) -> npt.NDArray[Any]:
    """Returns what a function of a handle and an index writes for each index, one row each.

    Args:
        name: The function's name.
        owner: Its handle.
        keys: The indices.
        kind: The numpy type of the numbers that it writes.
        columns: How many it writes.
        structure: Whether one pointer takes them all, as a structure, or each has its own.
    """
    rows, pointers = _table(len(keys), kind, columns, structure=structure)
    function = _function(name, "int", ("handle", "int", *("pointer",) * len(pointers)))
    deque(map(function, repeat(owner), keys, *pointers), maxlen=0)
    return rows


def written_for_objects(
    name: str, objects: Sequence[int], kind: Any, columns: int
) -> npt.NDArray[Any]:
    """Returns what a function of one handle writes for each handle, one row each."""
    rows, pointers = _table(len(objects), kind, columns, structure=False)
    function = _function(name, "int", ("handle", *("pointer",) * columns))
    deque(map(function, objects, *pointers), maxlen=0)
    return rows


def _table(
    count: int, kind: Any, columns: int, *, structure: bool
) -> tuple[npt.NDArray[Any], list[range]]:
    """Returns an empty table, and the addresses of its rows or of each of its columns."""
    rows = np.zeros((count, columns), dtype=kind)
    size = rows.itemsize
    step = size * columns
    first: int = rows.__array_interface__["data"][0]
    starts = [first + size * column for column in range(1 if structure else columns)]
    return rows, [range(start, start + step * count, step) for start in starts]

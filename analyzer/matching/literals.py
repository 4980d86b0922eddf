"""Which strings must stand in a text for a regular expression to match anywhere in it.

Looking for a string is many times faster than running an expression, and most expressions of a
pack (leftovers, secrecy marks) match in hardly any report.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

_parser: Any = importlib.import_module("re._parser")
# With more strings than this the expression itself is as fast.
_MOST = 12
_ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def needed_literals(pattern: str) -> tuple[str, ...]:
    """Returns strings of which every match holds at least one; none where that cannot be told.

    Args:
        pattern: A regular expression that compiles.
    """
    parsed = _parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    return tuple(sorted(_needed(parsed)))


def _needed(items: Iterable[Any]) -> set[str]:
    """Returns the best such strings for a sequence: long ones, and few."""
    best: set[str] = set()
    run = {""}
    for operation, argument in items:
        name = str(operation)
        spelled, whole = _spelled(name, argument)
        longer = {head + piece for head in run for piece in spelled}
        if 0 < len(longer) <= _MOST:
            run = longer
        else:
            best = _better(best, run)
            run = spelled or {""}
            whole = whole and bool(spelled)
        if not whole or name == "ASSERT":
            best = _better(_better(best, run), _inside(name, argument))
        if not whole:
            run = {""}
    return _better(best, run)


def _better(one: set[str], other: set[str]) -> set[str]:
    def worth(strings: set[str]) -> tuple[int, int]:
        return min(map(len, strings), default=0), -len(strings)

    return max(one, other, key=worth) if worth(max(one, other, key=worth))[0] else set()


def _inside(name: str, argument: Any) -> set[str]:
    """Returns what an item needs that cannot be spelled out as a whole."""
    if name == "BRANCH":
        parts = [_needed(branch) for branch in argument[1]]
        found = set().union(*parts)
        return found if all(parts) and len(found) <= _MOST else set()
    if name == "SUBPATTERN" and not argument[1]:
        return _needed(argument[3])
    if name in _REPEATS and argument[0]:
        return _needed(argument[2])
    if name == "ASSERT":
        return _needed(argument[1])
    return set()


def _spelled(name: str, argument: Any) -> tuple[set[str], bool]:
    """Returns all texts with which a match of an item begins, and whether they are all of it."""
    if name == "LITERAL":
        return {chr(argument)}, True
    if name in _ZERO_WIDTH:
        return {""}, True
    if name == "IN":
        return _of_class(argument), True
    if name in _REPEATS:
        least, most, body = argument
        one = _spelled_in_row(body)
        found = {""}
        for _ in range(least):
            found = {head + piece for head in found for piece in one}
            if len(found) > _MOST:
                return set(), False
        return (found, least == most) if found != {""} else (set(), False)
    if name == "BRANCH":
        parts = [_spelled_in_row(branch) for branch in argument[1]]
        found = set().union(*parts)
        return (found, True) if all(parts) and len(found) <= _MOST else (set(), False)
    if name == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _spelled_in_row(argument[3]), True
    return set(), False


def _spelled_in_row(items: Iterable[Any]) -> set[str]:
    """Returns all texts that a sequence can match; empty where they are too many to tell."""
    found = {""}
    for operation, argument in items:
        spelled, whole = _spelled(str(operation), argument)
        found = {head + piece for head in found for piece in spelled}
        if not whole or not 0 < len(found) <= _MOST:
            return set()
    return found


def _of_class(members: Any) -> set[str]:
    found: set[str] = set()
    for operation, argument in members:
        name = str(operation)
        if name == "LITERAL":
            found.add(chr(argument))
        elif name == "RANGE" and argument[1] - argument[0] < _MOST:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return set()
    return found if len(found) <= _MOST else set()

"""Is a regular expression safe on hostile text? Tried out, within a bound.

A pattern such as ``(a+)+b`` needs twice as long for every further ``a``: one report could stop the
program. Whether a pattern is of that kind is undecidable by its look alone (nested repeats are
often harmless), so it is run on texts made from its own repeats, growing in small steps and given
up at the first step that is slow. Exponential growth per step is bounded, so the check is too.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

_parser: Any = importlib.import_module("re._parser")
_constants: Any = importlib.import_module("re._constants")
# Small steps first, for exponential growth; then larger, for high powers of the length.
_LENGTHS = (*range(4, 32, 2), 40, 55, 75, 100, 150, 220, 330, 500, 750, 1100)
_MOST_TRIED = 16
_MANY = 8
# Linear patterns need microseconds for these lengths, quadratic ones some 5 ms.
_SLOW = 0.04
_ENDS = ("\x00", "", "。")
_OF_CATEGORY = {"CATEGORY_DIGIT": "0", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}
_NOT_OF_CATEGORY = {
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_WORD": "，",
    "CATEGORY_NOT_SPACE": "a",
}


def hostile_text(pattern: str) -> str | None:
    """Returns a text on which a pattern takes too long; None where none was found.

    Args:
        pattern: A regular expression that compiles.
    """
    compiled = re.compile(pattern)
    for before, repeated in _attacks(pattern):
        for end in _ENDS:
            text = _first_slow(compiled, before, repeated, end)
            if text is not None:
                return text
    return None


def _first_slow(compiled: re.Pattern[str], before: str, repeated: str, end: str) -> str | None:
    for length in _LENGTHS:
        text: str = before + repeated * length + end
        # Twice, so that a machine that is busy with other work is not taken for a bad pattern.
        if _seconds(compiled, text) > _SLOW and _seconds(compiled, text) > _SLOW:
            return text
    return None


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    compiled.search(text)
    return time.process_time() - began


def _attacks(pattern: str) -> Iterator[tuple[str, str]]:
    """Yields what leads to each repeat of a pattern, and what it repeats."""
    seen: set[tuple[str, str]] = set()
    for attack in _repeats(_parser.parse(pattern), ""):
        if attack[1] and attack not in seen and len(seen) < _MOST_TRIED:
            seen.add(attack)
            yield attack


def _repeats(items: Any, before: str) -> Iterator[tuple[str, str]]:
    for operation, argument in items:
        name = str(operation)
        inner: Sequence[Any] = ()
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            if most is _constants.MAXREPEAT or most >= _MANY:
                for sample in _samples(body):
                    yield before, sample
            inner = (body,)
        elif name == "SUBPATTERN":
            inner = (argument[3],)
        elif name == "BRANCH":
            inner = argument[1]
        elif name in ("ASSERT", "ASSERT_NOT"):
            inner = (argument[1],)
        elif name == "ATOMIC_GROUP":
            inner = (argument,)
        for body in inner:
            yield from _repeats(body, before)
        before += _samples([(operation, argument)])[0]


def _samples(items: Any) -> list[str]:
    """Returns texts that a piece of a pattern matches, several where it offers a choice."""
    found = [""]
    for operation, argument in items:
        pieces = _pieces(str(operation), argument)
        found = [head + piece for head in found for piece in pieces][:_MANY]
    return found


def _pieces(name: str, argument: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(argument)]
    if name == "NOT_LITERAL":
        return ["a" if argument != ord("a") else "b"]
    if name == "ANY":
        return ["a"]
    if name == "IN":
        return _of_class(argument)
    if name == "BRANCH":
        return [sample for branch in argument[1] for sample in _samples(branch)]
    if name == "SUBPATTERN":
        return _samples(argument[3])
    if name == "ATOMIC_GROUP":
        return _samples(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, body = argument
        return [sample * max(1, min(least, 40)) for sample in _samples(body)]
    return [""]


def _of_class(members: Any) -> list[str]:
    """Returns characters that a class matches: one for each of its members."""
    if members and str(members[0][0]) == "NEGATE":
        taken = {chr(argument) for name, argument in members[1:] if str(name) == "LITERAL"}
        return [next(ch for ch in "a0文 -，bc1" if ch not in taken)]
    found = []
    for operation, argument in members:
        name = str(operation)
        if name == "LITERAL":
            found.append(chr(argument))
        elif name == "RANGE":
            found.append(chr(argument[0]))
        elif name == "CATEGORY":
            known = {**_OF_CATEGORY, **_NOT_OF_CATEGORY}
            found.append(known.get(str(argument), "a"))
    return found[:_MANY] or [""]

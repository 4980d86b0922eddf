"""JSON Schemas (draft 2020-12) of the program's own JSON, one file a command.

What several have in common stands in ``common.json``. Every object is closed: a key that is not
told here is a fault, so a command that prints a new key needs a line here, too.
"""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

_COMMON = "common.json#/$defs/"
_OWN = "#/$defs/"


class Schema(StrEnum):
    """What a schema describes: the JSON of a command, or one line of ``export jsonl``."""

    CHECK = "check"
    REPORT = "report"
    COMPARE = "compare"
    TREND = "trend"
    SIMILAR = "similar"
    READ = "read"


def schema_of(name: Schema) -> dict[str, Any]:
    """Returns a schema that needs no other file: what it uses of ``common.json`` is put into it."""
    schema, common = _load(name), _load("common")["$defs"]
    used: dict[str, Any] = dict(schema.get("$defs", {}))
    waiting = _common_names(schema)
    while waiting:
        definition = waiting.pop()
        if definition not in used:
            used[definition] = common[definition]
            waiting |= _common_names(common[definition])
    schema["$defs"] = {key: used[key] for key in sorted(used)}
    bundled: dict[str, Any] = _rewritten(schema)
    return bundled


def _load(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _common_names(value: Any) -> set[str]:
    """Returns the definitions of ``common.json`` that a schema refers to."""
    if isinstance(value, list):
        return {name for item in value for name in _common_names(item)}
    if not isinstance(value, dict):
        return set()
    found = {name for inner in value.values() for name in _common_names(inner)}
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith((_COMMON, _OWN)):
        found.add(reference.rsplit("/", 1)[1])
    return found


def _rewritten(value: Any) -> Any:
    if isinstance(value, list):
        return [_rewritten(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: inner.replace(_COMMON, _OWN) if key == "$ref" else _rewritten(inner)
        for key, inner in value.items()
    }

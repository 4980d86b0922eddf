"""Records of a pack → the YAML that a clerk would write for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import BaseModel


def as_yaml(record: BaseModel) -> str:
    """Returns a record in the pack's own language; keys that have their default are left out."""
    return _written(_plain(record))


def table_as_yaml(key: str, records: Sequence[BaseModel]) -> str:
    """Returns records as the list under a key; empty where there are none."""
    return _written({key: [_plain(record) for record in records]}) if records else ""


def _written(value: Any) -> str:
    return str(
        yaml.safe_dump(
            value, allow_unicode=True, sort_keys=False, width=96, default_flow_style=None
        )
    )


def _plain(record: BaseModel) -> Any:
    return _whole(record.model_dump(by_alias=True, mode="json", exclude_defaults=True))


def _whole(value: Any) -> Any:
    """Returns a value with whole numbers written without a decimal point, as clerks do."""
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

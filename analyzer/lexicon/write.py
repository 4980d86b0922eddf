"""Records of a pack → the YAML that a clerk would write for them."""

from __future__ import annotations

import yaml
from pydantic import BaseModel


def as_yaml(record: BaseModel) -> str:
    """Returns a record in the pack's own language; keys that have their default are left out."""
    value = record.model_dump(by_alias=True, mode="json", exclude_defaults=True)
    return str(
        yaml.safe_dump(
            value, allow_unicode=True, sort_keys=False, width=96, default_flow_style=None
        )
    )

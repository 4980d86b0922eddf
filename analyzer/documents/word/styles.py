"""What the style of a paragraph or a run says: its heading level, and whether its text is hidden."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_LEVEL = 9
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")


def told_by(chain: list[Any]) -> tuple[list[Any], list[str], bool]:
    """Returns a style and those it is based on, their names, and whether they hide the text."""
    said = (vanishes(style.find(f"{_W}rPr")) for style in chain)
    hidden = next((hides for hides in said if hides is not None), False)
    return chain, [value(style, "name").lower() for style in chain], hidden


def vanishes(properties: Any) -> bool | None:
    """Tells whether run properties hide the text; None where they say nothing."""
    vanish = properties.find(f"{_W}vanish") if properties is not None else None
    return None if vanish is None else vanish.get(f"{_W}val", "1") not in _OFF


def value(parent: Any, tag: str) -> str:
    """Returns the ``w:val`` of a child; empty where there is none."""
    found = parent.find(f"{_W}{tag}") if parent is not None else None
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def heading_level(properties: Any, chain: list[Any], names: list[str]) -> int | None:
    """Returns the outline level from 1; 0 for a title; None for body text."""
    own = value(properties, "outlineLvl")
    if own:
        return int(own) + 1 if own.isdigit() and int(own) < _MAX_LEVEL else None
    for style, name in zip(chain, names, strict=True):
        if name in ("title", "标题"):
            return 0
        said = value(style.find(f"{_W}pPr"), "outlineLvl")
        if said:
            return int(said) + 1 if said.isdigit() and int(said) < _MAX_LEVEL else None
        named = _HEADING.fullmatch(name)
        if named is not None:
            return int(named[1])
    return None

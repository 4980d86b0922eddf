"""Characters that no table and no XML file takes."""

from __future__ import annotations

import re

# What XML 1.0, 2.2, has no place for; half surrogate pairs are besides no characters at all.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Returns text that XML 1.0 takes: what it has no place for is shown as U+FFFD (�)."""
    return _NO_XML.sub("\ufffd", text)

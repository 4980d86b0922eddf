"""Plain text as a message of SARIF."""

from __future__ import annotations

import re

# 3.11.6: [text](destination) is a link, wherever it stands.
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")


def message(text: str) -> dict[str, str]:
    """Returns a message object; report text in it makes no placeholder (3.11.5) and no link."""
    plain = _LINK.sub(r"［\1］", text)
    return {"text": plain.replace("{", "{{").replace("}", "}}")}

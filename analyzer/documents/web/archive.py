"""A page saved with its pictures in one file (.mht, .mhtml) → the pages in it.

Source: RFC 2557 (MHTML). Internet Explorer, 360, Chrome and Word write such files; each part has
its own transfer encoding, which the email package undoes.
"""

from __future__ import annotations

import email
import email.policy
from typing import Any

_START = 8192
_MAX_PARTS = 2000


def pages_of(data: bytes) -> list[bytes]:
    """Returns the pages in an archive, the one that was saved first, then those in its frames.

    Raises:
        Exception: Whatever a broken message makes the email package raise.
    """
    message = email.message_from_bytes(
        data.lstrip(b"\xef\xbb\xbf \r\n\t"), policy=email.policy.compat32
    )
    pages: list[bytes] = []
    wanted: list[Any] = [message]
    seen = 0
    while wanted and seen < _MAX_PARTS:
        part = wanted.pop()
        seen += 1
        if part.is_multipart():
            inner: Any = part.get_payload()
            wanted.extend(reversed(inner))
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                pages.append(content)
    return pages

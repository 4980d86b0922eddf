"""What the two processes say to each other: one JSON object a line.

JSON and not pickle: a reader that a hostile file has taken over must not be able to make the program
that waits for it run code.
"""

from __future__ import annotations

import json
from typing import Any

from analyzer.errors import UnreadableDocument


def dumped(message: dict[str, Any]) -> bytes:
    """Returns a message as one line."""
    return json.dumps(message, ensure_ascii=True).encode() + b"\n"


def loaded(line: bytes) -> dict[str, Any]:
    """Returns the message of a line.

    Raises:
        ValueError: It is none, as after a crash in the middle of writing.
    """
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError(line)
    return message


def of_error(error: UnreadableDocument) -> dict[str, Any]:
    """Returns the message that carries an error."""
    return {
        "error": {
            "message": error.message,
            "remedy": error.remedy,
            "source": error.source,
            "code": error.code,
        }
    }


def to_error(said: dict[str, str]) -> UnreadableDocument:
    """Returns the error that a message carries."""
    return UnreadableDocument(
        said["message"], remedy=said["remedy"], source=said["source"], code=said["code"]
    )

"""What the two processes say to each other: one JSON object a line.

JSON and not pickle: a reader that a hostile file has taken over must not be able to make the program
that waits for it run code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading


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


def of_text(text: ExtractedText) -> dict[str, Any]:
    """Returns the message that carries a text."""
    return {"text": text.text, "provenance": asdict(text.provenance)}


def to_text(message: dict[str, Any]) -> ExtractedText:
    """Returns the text that a message carries.

    Raises:
        KeyError, TypeError, ValueError: The message is broken.
    """
    said = message["provenance"]
    return ExtractedText(
        message["text"],
        Provenance(
            name=said["name"],
            format=said["format"],
            encoding=said["encoding"],
            headings=tuple(
                StyledHeading(span=Span(*heading["span"]), level=heading["level"])
                for heading in said["headings"]
            ),
            generated_numbers=tuple(Span(*span) for span in said["generated_numbers"]),
            page_starts=tuple(said["page_starts"]),
            confidence=tuple(said["confidence"]),
            published=_date(said["published"]),
            publisher=said["publisher"],
        ),
    )


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


def _date(said: Sequence[int] | None) -> tuple[int, int, int] | None:
    if said is None:
        return None
    year, month, day = said
    return year, month, day

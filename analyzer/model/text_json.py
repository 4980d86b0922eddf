"""An extracted text as plain JSON values and back: for another process, and for keeping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading


def of_text(text: ExtractedText) -> dict[str, Any]:
    """Returns the values that carry a text: ``text`` and ``provenance``."""
    return {"text": text.text, "provenance": asdict(text.provenance)}


def to_text(message: dict[str, Any]) -> ExtractedText:
    """Returns the text that such values carry.

    Raises:
        KeyError, TypeError, ValueError: They are broken.
    """
    said = message["provenance"]
    return ExtractedText(
        message["text"],
        Provenance(
            name=said["name"],
            format=said["format"],
            digest=said["digest"],
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


def _date(said: Sequence[int] | None) -> tuple[int, int, int] | None:
    if said is None:
        return None
    year, month, day = said
    return year, month, day

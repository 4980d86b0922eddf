"""What stands around the body of a text, as ``head`` and ``tail`` read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzer.model.text import Span

Date = tuple[int, int, int]

BRACKET_AT_END = re.compile(r"[（(][^（()）]{1,20}[）)]\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the body of a text begins and ends, and what the lines around it say.

    Attributes:
        title: The title without spaces; empty if there is none.
        title_span: Where it stands.
        letterhead: The other lines before the body that may name the author.
        addressee: To whom it is addressed.
        body_start: Offset at which the body begins.
        body_end: Offset at which it ends.
        signature: The lines of the signature, without dates.
        written: The date of writing.
        published: The date of publication that a web page gives.
        named_head: Whether a person's name and post stand under the title.
    """

    title: str
    title_span: Span
    letterhead: tuple[str, ...]
    addressee: str
    body_start: int
    body_end: int
    signature: tuple[str, ...]
    written: Date | None
    published: Date | None
    named_head: bool


def bare_title(title: str) -> str:
    """Returns a title without the bracketed remark at its end (征求意见稿)."""
    while True:
        shorter = BRACKET_AT_END.sub("", title)
        if shorter == title or not shorter:
            return title
        title = shorter

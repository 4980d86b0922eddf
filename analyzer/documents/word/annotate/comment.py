"""The comments to put into a file. Plain values: they travel to the process that reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple


class Comment(NamedTuple):
    """One comment.

    Attributes:
        start: Offset in the extracted text at which what it is about begins.
        end: Offset after it.
        paragraphs: What it says, the first as its heading; printable characters only.
    """

    start: int
    end: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """All comments for one file.

    Attributes:
        author: Who makes them.
        initials: How the author is called where space is short.
        at: When.
        comments: In the order of the text.
    """

    author: str
    initials: str
    at: datetime
    comments: tuple[Comment, ...]


def of_comments(comments: Comments) -> dict[str, Any]:
    """Returns the values that carry comments to another process."""
    return {
        "author": comments.author,
        "initials": comments.initials,
        "at": comments.at.isoformat(),
        "comments": [list(comment) for comment in comments.comments],
    }


def to_comments(message: dict[str, Any]) -> Comments:
    """Returns the comments that such values carry."""
    return Comments(
        author=message["author"],
        initials=message["initials"],
        at=datetime.fromisoformat(message["at"]),
        comments=tuple(_comment(*said) for said in message["comments"]),
    )


def _comment(start: int, end: int, paragraphs: Sequence[str]) -> Comment:
    return Comment(start, end, tuple(paragraphs))

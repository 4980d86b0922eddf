"""The part of a package that holds its comments (ECMA-376 Part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from analyzer.documents.word.annotate.comment import Comment, Comments
from analyzer.documents.word.annotate.names import PARAGRAPH, RUN, SPACE, TEXT, W

# What the report's own styles say of its paragraphs (indents, line spacing, large type) must not
# reach into the comments, so each says all of it itself. In the order of the schema.
_SHAPE: tuple[tuple[str, dict[str, str]], ...] = (
    ("snapToGrid", {"val": "0"}),
    ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
    ("ind", {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"}),
    ("jc", {"val": "left"}),
)
_SIZE = "20"


def empty_part() -> Any:
    """Returns the root of a part without comments."""
    from lxml import etree

    return etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})


def used_numbers(*roots: Any) -> set[int]:
    """Returns the numbers of comments that a file has, told or only referred to."""
    tags = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
    said = (
        node.get(f"{W}id", "")
        for root in roots
        for node in root.iter(*(f"{W}{tag}" for tag in tags))
    )
    return {int(number) for number in said if number.lstrip("-").isdecimal()}


def free_numbers(used: set[int]) -> Iterator[int]:
    """Yields numbers that no comment has, upward."""
    return (number for number in count() if number not in used)


def add_comments(root: Any, comments: Comments, numbered: dict[int, Comment]) -> None:
    """Adds comments to the part.

    Args:
        root: The root of the part.
        comments: Who makes them, and when.
        numbered: The comments by their numbers in the file.
    """
    for number, comment in numbered.items():
        told = {
            "id": str(number),
            "author": comments.author,
            "date": f"{comments.at:%Y-%m-%dT%H:%M:%SZ}",
            "initials": comments.initials,
        }
        node = _added(root, f"{W}comment", told)
        for index, said in enumerate(comment.paragraphs):
            _add_paragraph(node, said, first=index == 0)


def _add_paragraph(comment: Any, said: str, *, first: bool) -> None:
    paragraph = _added(comment, PARAGRAPH)
    properties = _added(paragraph, f"{W}pPr")
    for tag, values in _SHAPE:
        _added(properties, f"{W}{tag}", values)
    if first:
        _added(_added(paragraph, RUN), f"{W}annotationRef")
    run = _added(paragraph, RUN)
    shape = _added(run, f"{W}rPr")
    _added(shape, f"{W}rFonts", {"eastAsia": "宋体", "hint": "eastAsia"})
    _added(shape, f"{W}b", {"val": "1" if first else "0"})
    _added(shape, f"{W}sz", {"val": _SIZE})
    text = _added(run, TEXT)
    text.set(SPACE, "preserve")
    text.text = said


def _added(parent: Any, tag: str, values: dict[str, str] | None = None) -> Any:
    from lxml import etree

    return etree.SubElement(
        parent, tag, {f"{W}{key}": said for key, said in (values or {}).items()}
    )

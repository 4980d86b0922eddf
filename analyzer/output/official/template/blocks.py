"""The paragraphs, rows and cells of a Word file as a tree of what stands between marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from analyzer.output.official.template.tags import Mark, mark_of

P, TBL, TR, TC = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
TEXT, SDT = qn("w:t"), qn("w:sdt")
SDT_CONTENT, TEXT_BOX = qn("w:sdtContent"), qn("w:txbxContent")


@dataclass(slots=True)
class Between:
    """What stands between two marks; the whole of a part has none.

    Attributes:
        mark: The opening mark.
        blocks: Elements of the file, and what stands between further marks.
    """

    mark: Mark | None = None
    blocks: list[Any | Between] = field(default_factory=list)


class Unbalanced(Exception):
    """A mark without its other half, as it is written."""


def tree_of(elements: Sequence[Any]) -> Between:
    """Returns blocks of one level as a tree.

    Raises:
        Unbalanced: A mark has no other half at this level.
    """
    open_ = [Between()]
    for element in elements:
        mark = mark_of(text_of(element)) if element.tag in (P, TR) else None
        if mark is None:
            open_[-1].blocks.append(element)
        elif mark.sign != "/":
            inner = Between(mark)
            open_[-1].blocks.append(inner)
            open_.append(inner)
        else:
            before = open_[-1].mark
            if before is None or before.name != mark.name:
                raise Unbalanced(str(mark if before is None else before))
            open_.pop()
    if open_[-1].mark is not None:
        raise Unbalanced(str(open_[-1].mark))
    return open_[0]


def text_of(element: Any) -> str:
    """Returns the text of a paragraph or a row, that of text boxes in it left out."""
    if element.tag == P:
        return "".join(text.text or "" for text in texts_of(element))
    return "".join(text_of(paragraph) for paragraph in element.iter(P))


def texts_of(paragraph: Any) -> list[Any]:
    """Returns the pieces of a paragraph's own text, which Word divides as it likes."""
    return [text for text in paragraph.iter(TEXT) if next(text.iterancestors(P), None) is paragraph]


def containers_in(element: Any) -> Iterator[Any]:
    """Yields what has blocks of its own right inside a block: cells, text boxes, content controls."""
    match element.tag:
        case tag if tag == TBL:
            yield element
        case tag if tag == TR:
            yield from element.iterchildren(TC)
        case tag if tag == SDT:
            yield from element.iterchildren(SDT_CONTENT)
        case tag if tag == P:
            for box in element.iter(TEXT_BOX):
                if next(box.iterancestors(P), None) is element:
                    yield box

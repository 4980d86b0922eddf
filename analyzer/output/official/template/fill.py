"""Values → a filled template. Each mark is replaced once; what a value holds is never looked at."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from analyzer.output.official.template.blocks import (
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    Between,
    P,
    containers_in,
    text_of,
    texts_of,
    tree_of,
)
from analyzer.output.official.template.package import bodies_of
from analyzer.output.official.template.tags import NUMBERS, TAG, Numbers
from analyzer.output.official.template.values import Picture, Value
from analyzer.output.official.writing import clean

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Marks of a place or an edit, of which a file may have only one of a name or number.
_ONCE = frozenset(map(qn, ("w:bookmarkStart", "w:bookmarkEnd")))
_IDS = frozenset(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}"
    for name in ("paraId", "textId")
)

Scope = Mapping[str, Value]


def fill(document: Any, values: Scope) -> None:
    """Puts values into a template that ``check`` has passed.

    A paragraph whose marks all stand for nothing is left out, and so is a table without rows.

    Args:
        document: The python-docx document; it is changed.
        values: A value for each name of the vocabulary that it was checked with.
    """
    filling = _Filling(document)
    for body in bodies_of(document):
        filling.container(body, values)


class _Filling:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers = Numbers()

    def container(self, container: Any, scope: Scope) -> None:
        """Fills the blocks of a body, a table, a cell and the like."""
        blocks = list(container)
        tree = tree_of(blocks)
        for block in blocks:
            container.remove(block)
        self._append(container, tree.blocks, scope, copied=False)
        if container.tag == TC and (not len(container) or container[-1].tag != P):
            # ECMA-376 Part 1, 17.4.65: a cell ends with a paragraph.
            container.append(container.makeelement(P))

    def _append(
        self, container: Any, blocks: Sequence[Any | Between], scope: Scope, *, copied: bool
    ) -> None:
        for block in blocks:
            if not isinstance(block, Between):
                self._block(container, _copy(block) if copied else block, scope)
                continue
            assert block.mark is not None
            value = scope[block.mark.name]
            if block.mark.sign == "^":
                if not value:
                    self._append(container, block.blocks, scope, copied=copied)
            elif isinstance(value, (str, bool, Picture)):
                if value:
                    self._append(container, block.blocks, scope, copied=copied)
            else:
                for item in value:
                    self._append(container, block.blocks, {**scope, **item}, copied=True)

    def _block(self, container: Any, block: Any, scope: Scope) -> None:
        container.append(block)
        if block.tag == P and not self._paragraph(block, scope):
            container.remove(block)
            return
        for inner in list(containers_in(block)):
            self.container(inner, scope)
        if (block.tag == TBL and block.find(TR) is None) or (
            block.tag == qn("w:sdt") and not len(block.find(SDT_CONTENT))
        ):
            container.remove(block)

    def _paragraph(self, paragraph: Any, scope: Scope) -> bool:
        """Fills a paragraph; tells whether it stays."""
        text = text_of(paragraph)
        marks = list(TAG.finditer(text))
        if not marks:
            return True
        values = [scope[mark[2]] for mark in marks if mark[2] not in NUMBERS]
        if values and not any(values):
            return False
        if isinstance(values[0] if values else None, Picture):
            self._picture(paragraph, values[0])
            return True
        said = []
        for mark in marks:
            name = mark[2]
            value = self._numbers.next(name) if name in NUMBERS else scope[name]
            said.append((mark.start(), mark.end(), clean(str(value))))
        _replace(texts_of(paragraph), said)
        return True

    def _picture(self, paragraph: Any, picture: Value) -> None:
        from docx.shared import Mm
        from docx.text.paragraph import Paragraph

        assert isinstance(picture, Picture)
        for text in texts_of(paragraph):
            text.getparent().remove(text)
        run = Paragraph(paragraph, self._document).add_run()
        run.add_picture(io.BytesIO(picture.data), width=Mm(picture.width))


def _replace(texts: Sequence[Any], said: Sequence[tuple[int, int, str]]) -> None:
    """Puts words in place of pieces of a text that is spread over elements.

    Args:
        texts: The elements in order.
        said: Start, end and new words of each piece, in order.
    """
    at = 0
    for element in texts:
        old = element.text or ""
        new, here, end = "", at, at + len(old)
        for start, stop, words in said:
            if stop <= here or start >= end:
                continue
            new += old[here - at : max(start, here) - at]
            # The words stand where the mark begins, and look as its first character does.
            new += words if start >= at else ""
            here = min(stop, end)
        new += old[here - at :]
        element.text = new
        element.set(_SPACE, "preserve")
        at = end


def _copy(block: Any) -> Any:
    """Returns a copy of a block without what may be in a file only once."""
    made = deepcopy(block)
    for element in list(made.iter()):
        if element.tag in _ONCE:
            element.getparent().remove(element)
            continue
        for name in _IDS & set(element.attrib):
            del element.attrib[name]
    return made

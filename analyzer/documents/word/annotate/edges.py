"""A place in the text → the node before or after which a mark can stand there.

Marks stand between runs (ECMA-376 Part 1, 17.13.4.4: among the content of a paragraph), so a run is
parted where the place is inside it; both halves look as the whole did. What must stay whole is not
parted: a link, a content control, a field, a formula, a text box, a reference to a note. There the
mark stands outside.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

from analyzer.documents.plain import clean
from analyzer.documents.word.annotate.names import PARAGRAPH, RUN, SPACE, TEXT, W
from analyzer.documents.word.read import written

# A mark may stand inside of a tracked insertion: what was inserted is one with the paragraph.
_TRANSPARENT = (f"{W}ins", f"{W}moveTo")
_PROPERTIES = (f"{W}rPr", f"{W}pPr")


class _Field(NamedTuple):
    """The marks of a complex field (域) that begins and ends in one paragraph."""

    begin: Any
    end: Any


class Edges:
    """Finds the nodes at which marks can stand, and parts runs to make such.

    Places must be asked for from the end of the text to its beginning: what lies before a place that
    was asked for is as it was.
    """

    def __init__(self) -> None:
        self._fields: dict[Any, dict[Any, _Field]] = {}

    def before(self, element: Any, shown: int) -> Any:
        """Returns the node before which a mark for what follows can stand.

        Args:
            element: As in ``Origin``.
            shown: How many characters that it shows stand before the place.
        """
        return self._edge(element, shown, after=False)

    def after(self, element: Any, shown: int) -> Any:
        """Returns the node after which a mark for what ends there can stand; see ``before``."""
        return self._edge(element, shown, after=True)

    def _edge(self, element: Any, shown: int, *, after: bool, fields: bool = True) -> Any:
        path = path_to(element)
        if len(path) == 1:
            inside = [child for child in element if child.tag not in _PROPERTIES]
            return inside[-1 if after else 0]
        step = 1
        while path[step].tag in _TRANSPARENT:
            step += 1
        if path[step].tag != RUN:
            return path[step]
        inner = path[step + 1]
        field = self._fields_of(path[0]).get(inner) if fields else None
        if field is not None:
            return self._edge(field.end if after else field.begin, 0, after=after, fields=False)
        if inner is element and element.tag == TEXT:
            inner = _part_text(element, shown, after=after)
        return _part_run(path[step], inner, after=after)

    def _fields_of(self, paragraph: Any) -> dict[Any, _Field]:
        """Returns, for what stands in the runs of a paragraph, the outermost field it belongs to."""
        if paragraph not in self._fields:
            self._fields[paragraph] = _whole_fields(paragraph)
        return self._fields[paragraph]


def path_to(element: Any) -> list[Any]:
    """Returns the elements from a paragraph of the body down to an element.

    A paragraph in a text box is none of the body's.
    """
    chain = [element, *element.iterancestors()]
    outermost = max(index for index, node in enumerate(chain) if node.tag == PARAGRAPH)
    return chain[outermost::-1]


def _whole_fields(paragraph: Any) -> dict[Any, _Field]:
    held: dict[Any, _Field] = {}
    depth, begin, inside = 0, None, list[Any]()
    for node in paragraph.iter():
        parent = node.getparent()
        if parent is None or parent.tag != RUN or node.tag in _PROPERTIES:
            continue
        kind = node.get(f"{W}fldCharType") if node.tag == f"{W}fldChar" else None
        if kind == "begin":
            if depth == 0:
                begin, inside = node, []
            depth += 1
        if depth:
            inside.append(node)
        if kind == "end" and depth:
            depth -= 1
            if depth == 0:
                held.update(dict.fromkeys(inside, _Field(begin, node)))
    return held


def _part_text(element: Any, shown: int, *, after: bool) -> Any:
    """Parts a ``w:t`` behind so many characters; returns the half that touches the place."""
    text = written(element)
    cut = _index(text, shown)
    if cut in (0, len(text)):
        return element
    right = deepcopy(element)
    right.tail = None
    for half, said in ((element, text[:cut]), (right, text[cut:])):
        half.text = said
        half.set(SPACE, "preserve")
    element.addnext(right)
    return element if after else right


def _index(text: str, shown: int) -> int:
    """Returns the index in the text of an element behind so many characters that are read of it."""
    if text.isprintable():
        return shown
    seen = 0
    for index, character in enumerate(text):
        if seen >= shown:
            return index
        seen += len(clean(character))
    return len(text)


def _part_run(run: Any, inner: Any, *, after: bool) -> Any:
    """Parts a run at one of its children; returns the half that touches the place."""
    kept = [child for child in run if child.tag not in _PROPERTIES]
    first = kept.index(inner) + (1 if after else 0)
    if first == len(kept):
        return run
    if first == 0:
        return run
    right = run.makeelement(run.tag, run.attrib, run.nsmap)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        copied = deepcopy(properties)
        copied.tail = None
        right.append(copied)
    right.extend(kept[first:])
    run.addnext(right)
    return run if after else right

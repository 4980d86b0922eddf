"""Comments put into Word files, and what a reader of the copy can tell of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comment, Comments
from analyzer.documents.word.annotate.write import annotate_word, digest_of
from analyzer.documents.word.read import trace_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What may hold runs, and with them marks: EG_PContent and EG_ContentRunContent of the schema.
_HOLDS_MARKS = {f"{W}{tag}" for tag in ("p", "ins", "moveTo")}
# The order of the schema (ECMA-376 Part 1, annex A) of what is written anew.
_ORDERS = {
    "comment": ("p",),
    "p": ("pPr", "r"),
    "pPr": ("snapToGrid", "spacing", "ind", "jc"),
    "r": ("rPr", "annotationRef", "t"),
    "rPr": ("rFonts", "b", "sz"),
}


def read(data: bytes) -> str:
    return read_source(Source(data=data, name="报告.docx")).text


def commented(
    data: bytes, spans: Sequence[tuple[int, int]], folder: Path, *, said: str = "说明"
) -> bytes:
    """Returns a copy of a Word file with a comment on each span of its text."""
    comments = Comments(
        author="李审",
        initials="李",
        at=datetime(2025, 2, 3, 9, 30),
        comments=tuple(Comment(*span, (f"第{n}条", said)) for n, span in enumerate(spans)),
    )
    target = folder / "批注.docx"
    source = Source(data=data, name="报告.docx")
    annotate_word(source, comments, digest_of(read(data)), target)
    return target.read_bytes()


def covered(data: bytes) -> dict[int, str]:
    """Returns for each comment of a Word file the text that it is on."""
    text, origins, part = trace_word(Source(data=data, name="批注.docx"))
    nodes = list(part.root.iter())
    order = {node: index for index, node in enumerate(nodes)}
    marks = {
        (node.tag, int(node.get(f"{W}id"))): order[node]
        for node in nodes
        if isinstance(node.tag, str) and node.tag.startswith(f"{W}commentRange")
    }
    found = {}
    for (tag, number), start in marks.items():
        if tag == f"{W}commentRangeStart":
            end = marks[f"{W}commentRangeEnd", number]
            inside = [piece for piece in origins if start < order[piece.element] < end]
            # A cell that shows nothing but a generated number has no piece between the marks.
            low = min((piece.start for piece in inside), default=0)
            found[number] = text.text[low : max((piece.end for piece in inside), default=0)]
    return found


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def tree(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(member(data, name))


def looks(data: bytes) -> list[tuple[str, str, str]]:
    """Returns all that stands in runs, character by character, with the look of its run.

    A text box counts as one character.
    """
    return [
        (shown, *said)
        for run in tree(data).iter(f"{W}r")
        if next(run.iterancestors(f"{W}txbxContent"), None) is None
        for said in [(_look(run), run.getparent().tag)]
        for child in run
        if child.tag not in (f"{W}rPr", f"{W}commentReference")
        for shown in (_text(child) if child.tag == f"{W}t" else [_whole(child)])
    ]


def _look(run: Any) -> str:
    properties = run.find(f"{W}rPr")
    return "" if properties is None else _whole(properties)


def _whole(element: Any) -> str:
    return etree.tostring(element, method="c14n", with_tail=False).decode()


def _text(element: Any) -> str:
    text: str = element.text or ""
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if kept else text.strip()


def assert_sound(data: bytes) -> None:
    """Fails unless the comments of a file hang together and stand where the schema lets them."""
    root, told = tree(data), tree(data, "word/comments.xml")
    ids = [comment.get(f"{W}id") for comment in told.iter(f"{W}comment")]
    assert len(set(ids)) == len(ids)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(node.get(f"{W}id") for node in root.iter(f"{W}{tag}")) == sorted(ids)
    for node in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        assert node.getparent().tag in _HOLDS_MARKS
    for node in root.iter(f"{W}commentRangeEnd"):
        reference = node.getnext()[-1]
        assert reference.tag == f"{W}commentReference"
        assert reference.get(f"{W}id") == node.get(f"{W}id")
    for run in root.iter(f"{W}r", f"{W}p"):
        first = [index for index, child in enumerate(run) if child.tag in (f"{W}rPr", f"{W}pPr")]
        assert first in ([], [0])
    order = {node: index for index, node in enumerate(root.iter())}
    for number in ids:
        begin, end = (
            order[next(n for n in root.iter(f"{W}commentRange{kind}") if n.get(f"{W}id") == number)]
            for kind in ("Start", "End")
        )
        assert begin < end


def assert_ordered(comment: Any) -> None:
    """Fails unless what a comment consists of stands in the order of the schema."""
    for node in comment.iter():
        tag = node.tag.removeprefix(W)
        if tag in _ORDERS:
            places = [_ORDERS[tag].index(child.tag.removeprefix(W)) for child in node]
            assert all(low <= high for low, high in pairwise(places))


def said(data: bytes) -> Iterator[list[str]]:
    """Yields the paragraphs of each comment."""
    for comment in tree(data, "word/comments.xml").iter(f"{W}comment"):
        yield ["".join(p.itertext(f"{W}t")) for p in comment.iter(f"{W}p")]

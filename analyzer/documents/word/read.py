"""A .docx file → the text of its body, in reading order.

python-docx opens the package; its ``paragraph.text`` is not used, since it leaves out tracked
insertions and generated numbers. What counts is what the final page shows: insertions kept,
deletions dropped; no headers, footers, comments, hidden text or table of contents. A note stands
after the paragraph that refers to it.
Source of the element names: ECMA-376 Part 1, 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from analyzer.documents.faults import declares_entities
from analyzer.documents.plain import clean
from analyzer.documents.source import Source
from analyzer.documents.word.numbering import Numbering, style_chain
from analyzer.documents.word.origins import Origin, in_words
from analyzer.documents.word.package import (
    Declares,
    Part,
    damaged,
    inspect,
    open_package,
    parsed_part,
    too_large,
)
from analyzer.documents.word.styles import heading_level, told_by, value, vanishes
from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Far more than any report has; a small file can unpack to millions of empty paragraphs.
_MAX_LINES = 200_000
_MAX_TEXT = 16 * 1024 * 1024
_CONTENTS = re.compile(r"toc |目录 ?\d")
_SKIPPED = frozenset(
    f"{_W}{tag}"
    for tag in (
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "rPr",
        "pPr",
        "commentReference",
        "rt",
        "sdtPr",
        "sdtEndPr",
    )
)

_REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}


class _TooMuch(Exception):
    """The text grows past all limits."""


def read_word(source: Source) -> ExtractedText:
    """Returns the text of a .docx file.

    Args:
        source: The whole file.

    Raises:
        UnreadableDocument: It is no Word file, is damaged, or unpacks to more than is sane.
    """
    with _told_of(source):
        package = open_package(source.data)
        walk = _walk_of(package)
        walk.body(package.element.body)
    return walk.result(source.name)


def trace_word(source: Source) -> tuple[ExtractedText, list[Origin], Part]:
    """Returns the text of a .docx file, and for each piece of it where it stands in the file.

    Args:
        source: The whole file.

    Returns:
        The text, its origins in order, and the part of the package that they are in.

    Raises:
        UnreadableDocument: As ``read_word`` says.
    """
    origins: list[Origin] = []
    with _told_of(source):
        package = open_package(source.data)
        part = parsed_part(source.data, package.part.partname.lstrip("/"))
        walk = _walk_of(package, origins)
        walk.body(part.root.find(f"{_W}body"))
    return walk.result(source.name), origins, part


@contextmanager
def _told_of(source: Source) -> Iterator[None]:
    """Refuses what is no Word file, and says so of one that breaks while it is read."""
    inspect(source.data, source.name)
    try:
        yield
    except RecursionError:
        raise damaged(source.name, "文件结构嵌套过深") from None
    except _TooMuch:
        raise too_large(source.name) from None
    except Declares:
        raise declares_entities(source.name) from None
    except Exception as error:
        # Whatever a broken package makes the libraries raise, the remedy is the same.
        raise damaged(source.name, "Word 文件已损坏，读不出正文") from error


def _walk_of(package: Any, origins: list[Origin] | None = None) -> _Walk:
    numbering = next(
        (
            relation.target_part
            for relation in package.part.rels.values()
            if relation.reltype.endswith("/numbering")
        ),
        None,
    )
    styles = {
        style.get(f"{_W}styleId", ""): style
        for style in package.styles.element.findall(f"{_W}style")
    }
    return _Walk(
        styles,
        Numbering(getattr(numbering, "element", None), styles),
        _notes(package),
        origins,
    )


def _notes(package: Any) -> dict[tuple[str, str], Any]:
    """Returns the footnotes and endnotes by kind and number."""
    from docx.oxml import parse_xml

    found = {}
    for relation in package.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in _REFERENCES.values():
            for note in parse_xml(relation.target_part.blob):
                found[kind, note.get(f"{_W}id", "")] = note
    return found


@dataclass(slots=True)
class _Field:
    """A complex field (域) that is open: its code, and whether its result has begun."""

    code: str = ""
    begun: bool = False


@dataclass(slots=True)
class _Piece:
    """A paragraph under construction."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    number: str = ""
    numbered: Any = None
    hidden: bool = False
    level: int | None = None
    breaks: list[tuple[int, bool]] = field(default_factory=list)
    boxes: list[tuple[Any, Any]] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)


class _Walk:
    """Walks a body in reading order and gathers lines.

    Args:
        styles: Style id → its element.
        numbering: What gives paragraphs their numbers.
        notes: The notes by kind and number.
        origins: Where to put, for each piece of the text, where it stands; None to leave it.
    """

    def __init__(
        self,
        styles: dict[str, Any],
        numbering: Numbering,
        notes: dict[tuple[str, str], Any],
        origins: list[Origin] | None = None,
    ) -> None:
        self._origins = origins
        # What refers to the text box or note that is being read.
        self._holder: Any = None
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._default = next(
            (
                key
                for key, style in styles.items()
                if style.get(f"{_W}type") == "paragraph"
                and style.get(f"{_W}default") in ("1", "true")
            ),
            None,
        )
        self._told: dict[str | None, tuple[list[Any], list[str], bool]] = {}
        self._lines: list[str] = []
        self._position = 0
        self._headings: list[StyledHeading] = []
        self._numbers: list[Span] = []
        self._pages: list[tuple[int, bool]] = []
        self._fields: list[_Field] = []
        self._open: _Piece | None = None

    def result(self, name: str) -> ExtractedText:
        """Returns everything gathered."""
        # Where Word recorded how it laid the pages out, that is the truth; else explicit breaks.
        rendered = [at for at, layout in self._pages if layout]
        breaks = sorted(rendered or [at for at, _ in self._pages])
        pages = (0, *breaks) if breaks else ()
        return ExtractedText(
            "\n".join(self._lines),
            Provenance(
                name=name,
                format="docx",
                headings=tuple(self._headings),
                generated_numbers=tuple(self._numbers),
                page_starts=pages,
            ),
        )

    def body(self, element: Any) -> None:
        """Adds the whole ``w:body``."""
        self.blocks(element)
        self.flush()

    def blocks(self, parent: Any) -> None:
        """Adds every paragraph and table under an element."""
        for child in parent:
            tag = child.tag
            if tag == f"{_W}p":
                self._paragraph(child)
            elif tag == f"{_W}tbl":
                self._table(child)
            elif tag == f"{_W}sdt":
                gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
                content = child.find(f"{_W}sdtContent")
                contents_table = gallery is not None and "Table of Contents" in gallery.get(
                    f"{_W}val", ""
                )
                if content is not None and not contents_table:
                    self.blocks(content)
            elif tag in (f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
                self.blocks(child)
            elif tag == f"{_MC}AlternateContent":
                chosen = _alternative(child)
                if chosen is not None:
                    self.blocks(chosen)

    def flush(self) -> None:
        """Adds a paragraph that waits for its continuation."""
        if self._open is not None:
            piece, self._open = self._open, None
            if piece.parts or piece.boxes:
                self._add(piece)
            else:
                self._turn(piece)

    def _paragraph(self, element: Any) -> None:
        properties = element.find(f"{_W}pPr")
        style_id = value(properties, "pStyle") or self._default
        if style_id not in self._told:
            self._told[style_id] = told_by(style_chain(self._styles, style_id))
        chain, names, hidden = self._told[style_id]
        piece, self._open = self._open or _Piece(), None
        piece.hidden = hidden
        before = piece.length
        self._inline(element, piece)
        # No field's code goes on in the next paragraph; one that seems to is broken.
        self._fields[:] = [open_field for open_field in self._fields if open_field.begun]
        if names and _CONTENTS.match(names[0]):
            self._turn(piece)
            return
        mark = properties.find(f"{_W}rPr") if properties is not None else None
        mark_deleted = mark is not None and any(
            mark.find(f"{_W}{tag}") is not None for tag in ("del", "moveFrom")
        )
        gone = mark_deleted and piece.length == before
        if not piece.number and before == 0 and not gone:
            number = self._numbering.next(properties, style_id)
            piece.number = number if piece.length or piece.boxes else ""
            piece.numbered = element
        if piece.level is None and not gone:
            piece.level = heading_level(properties, chain, names)
        if mark_deleted:
            self._open = piece
            return
        self._add(piece)

    def _add(self, piece: _Piece) -> None:
        body = "".join(piece.parts)
        line = piece.number + body
        start = self._position
        for at, layout in piece.breaks:
            # A page that begins with the paragraph begins with its number.
            self._pages.append((start + (len(piece.number) + at if at else 0), layout))
        if piece.number:
            self._numbers.append(Span(start, start + len(piece.number)))
        if piece.level is not None and body.strip():
            first = start + len(line) - len(line.lstrip("\n"))
            span = Span(first, start + len(line.rstrip("\n")))
            self._headings.append(StyledHeading(span=span, level=piece.level))
        self._trace(start, piece)
        self._emit(line)
        pages = len(self._pages)
        for box, holder in piece.boxes:
            outer, self._holder = self._holder, holder if self._holder is None else self._holder
            self.blocks(box)
            self.flush()
            self._holder = outer
        # A text box floats on a page, a note stands at its foot; neither turns one.
        del self._pages[pages:]

    def _trace(self, start: int, piece: _Piece) -> None:
        if self._origins is None:
            return
        begun = start + len(piece.number)
        if piece.number:
            self._origins.append(self._held(Origin(start, begun, piece.numbered)))
        self._origins.extend(self._held(origin.moved(begun)) for origin in piece.origins)

    def _held(self, origin: Origin) -> Origin:
        return origin if self._holder is None else origin._replace(element=self._holder, skipped=0)

    def _turn(self, piece: _Piece) -> None:
        """Keeps the page breaks of a paragraph whose text is left out."""
        self._pages.extend((self._position, layout) for _, layout in piece.breaks)

    def _emit(self, line: str) -> None:
        self._lines.append(line)
        self._position += len(line) + 1
        if len(self._lines) > _MAX_LINES or self._position > _MAX_TEXT:
            raise _TooMuch

    def _inline(self, parent: Any, piece: _Piece) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{_W}r":
                if self._hidden(child, piece):
                    self._field_marks(child)
                else:
                    self._inline(child, piece)
            elif tag in (f"{_W}t", f"{_M}t"):
                self._text(written(child), piece, child)
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                self._text("\t", piece, child)
            elif tag in (f"{_W}br", f"{_W}cr"):
                kind = child.get(f"{_W}type")
                if piece.length or kind not in ("page", "column"):
                    self._text("\n", piece, child)
                if kind == "page":
                    piece.breaks.append((piece.length, False))
            elif tag == f"{_W}lastRenderedPageBreak":
                piece.breaks.append((piece.length, True))
            elif tag == f"{_W}noBreakHyphen":
                self._text("-", piece, child)
            elif tag in (f"{_W}fldChar", f"{_W}instrText"):
                self._field_mark(child)
            elif tag == f"{_MC}AlternateContent":
                chosen = _alternative(child)
                if chosen is not None:
                    self._inline(chosen, piece)
            elif tag == f"{_W}txbxContent":
                piece.boxes.append((child, child))
            elif tag in _REFERENCES:
                # Each note once: one that refers to itself would never end.
                note = self._notes.pop((_REFERENCES[tag], child.get(f"{_W}id", "")), None)
                if note is not None:
                    piece.boxes.append((note, child))
            elif tag == f"{_W}fldSimple" and _is_contents(child.get(f"{_W}instr", "")):
                continue
            else:
                self._inline(child, piece)

    def _text(self, text: str, piece: _Piece, element: Any) -> None:
        text = clean(text)
        if text and not any(
            not open_field.begun or _is_contents(open_field.code) for open_field in self._fields
        ):
            piece.parts.append(text)
            if self._origins is not None:
                piece.origins.append(Origin(piece.length, piece.length + len(text), element))
            piece.length += len(text)

    def _field_marks(self, run: Any) -> None:
        """Follows the fields of a hidden run, whose end may stand in one that is shown."""
        for mark in run.iter(f"{_W}fldChar", f"{_W}instrText"):
            self._field_mark(mark)

    def _field_mark(self, mark: Any) -> None:
        kind = mark.get(f"{_W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields:
            if kind == "separate":
                self._fields[-1].begun = True
            elif kind == "end":
                self._fields.pop()
            else:
                self._fields[-1].code += mark.text or ""

    def _hidden(self, run: Any, piece: _Piece) -> bool:
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return piece.hidden
        said = vanishes(properties)
        for style in style_chain(self._styles, value(properties, "rStyle")):
            said = vanishes(style.find(f"{_W}rPr")) if said is None else said
        return piece.hidden if said is None else said

    def _table(self, table: Any) -> None:
        """Adds a table: one row a line, cells apart by tabs; a frame of one column as paragraphs."""
        self.flush()
        rows = [row for row in _within(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [_within(row, "tc") for row in rows]
        if all(len(row) == 1 for row in cells):
            for (cell,) in cells:
                self.blocks(cell)
                self.flush()
        else:
            for row in cells:
                self._row(row)

    def _row(self, cells: list[Any]) -> None:
        """Adds a row. Where it runs over a page, the new page begins with the next row."""
        read = [self._cell(cell) for cell in cells]
        texts = [text for text, _, _ in read]
        start = self._position
        if any(texts):
            if self._origins is not None:
                at = start
                for text, _, origins in read:
                    self._origins.extend(self._held(origin.moved(at)) for origin in origins)
                    at += len(text) + 1
            self._emit("\t".join(texts))
        # Each cell of the row records the same page break.
        for at, layout in max((breaks for _, breaks, _ in read), key=len, default=[]):
            self._pages.append((self._position if at else start, layout))

    def _cell(self, cell: Any) -> tuple[str, list[tuple[int, bool]], list[Origin]]:
        """Returns the text of a cell on one line, the page breaks inside it, and its origins.

        The continuation of a merged cell is empty.
        """
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val", "continue") != "restart":
            return "", [], []
        traced: list[Origin] | None = None if self._origins is None else []
        inner = _Walk(self._styles, self._numbering, self._notes, traced)
        inner._fields = self._fields
        inner.body(cell)
        text = " ".join(inner._lines)
        return " ".join(text.split()), inner._pages, list(in_words(text, traced or ()))


def _within(parent: Any, tag: str) -> list[Any]:
    """Returns the rows of a table or the cells of a row, also those wrapped in controls."""
    found = []
    for child in parent:
        if child.tag == f"{_W}{tag}":
            found.append(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            found.extend(_within(child, tag))
    return found


def _alternative(element: Any) -> Any:
    """Returns the one alternative to read; a text box stands in both, for old and new programs."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else element.find(f"{_MC}Fallback")


def _is_contents(code: str) -> bool:
    return code.upper().split()[:1] == ["TOC"]


def written(element: Any) -> str:
    """Returns the text of a ``w:t`` as Word shows it: a line break in the XML is only a space."""
    text: str = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ")

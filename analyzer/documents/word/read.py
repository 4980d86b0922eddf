"""A .docx file → the text of its body, in reading order.

python-docx opens the package; its ``paragraph.text`` is not used, since it leaves out tracked
insertions and generated numbers. What counts is what the final page shows: insertions kept,
deletions dropped; no headers, footers, notes, comments, hidden text or table of contents.
Source of the element names: ECMA-376 Part 1, 17.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from analyzer.documents.plain import clean
from analyzer.documents.word.numbering import Numbering, style_chain
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAX_PART = 96 * 1024 * 1024
_MAX_ALL = 512 * 1024 * 1024
_MAX_PARTS = 20_000
_MAX_LEVEL = 9
_OFF = ("0", "false", "off", "none")
_SKIPPED = frozenset(
    f"{_W}{tag}"
    for tag in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "rPr",
        "pPr",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "rt",
        "sdtPr",
        "sdtEndPr",
    )
)


def read_word(data: bytes, name: str) -> ExtractedText:
    """Returns the text of a .docx file.

    Raises:
        UnreadableDocument: It is no Word file, is damaged, or unpacks to more than is sane.
    """
    _inspect(data, name)
    import docx

    try:
        package = docx.Document(io.BytesIO(data))
        numbering = next(
            (
                relation.target_part
                for relation in package.part.rels.values()
                if not relation.is_external and relation.reltype.endswith("/numbering")
            ),
            None,
        )
        styles = {
            style.get(f"{_W}styleId", ""): style
            for style in package.styles.element.findall(f"{_W}style")
        }
        walk = _Walk(styles, Numbering(getattr(numbering, "element", None), styles))
        walk.blocks(package.element.body)
        walk.flush()
    except RecursionError:
        raise _damaged(name, "文件结构嵌套过深") from None
    except Exception as error:
        # Whatever a broken package makes the libraries raise, the remedy is the same.
        raise _damaged(name, "Word 文件已损坏，读不出正文") from error
    return walk.result(name)


def _inspect(data: bytes, name: str) -> None:
    """Refuses what is no Word package before any part of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            encrypted = any(member.flag_bits & 1 for member in members)
            total = sum(member.file_size for member in members)
            largest = max(
                (m.file_size for m in members if m.filename.endswith((".xml", ".rels"))), default=0
            )
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        raise _damaged(name, "Word 文件已损坏或没有传完") from None
    if encrypted:
        raise UnreadableDocument(
            "文件设有密码",
            remedy="请取消密码后重新保存",
            source=name,
            code="unreadable.encrypted",
        )
    if len(members) > _MAX_PARTS or total > _MAX_ALL or largest > _MAX_PART:
        raise UnreadableDocument(
            "文件解开后过大，疑似异常文件",
            remedy="请核对来源，用 Word 或 WPS 另存一份后重试",
            source=name,
            code="unreadable.too-large",
        )
    if "[Content_Types].xml" not in names or not any(n.startswith("word/") for n in names):
        kind = next(
            (
                said
                for start, said in (
                    ("xl/", "Excel 表格"),
                    ("ppt/", "演示文稿"),
                    ("OFD.xml", "OFD 文件"),
                )
                if any(n.startswith(start) for n in names)
            ),
            "压缩包",
        )
        raise UnreadableDocument(
            f"这是{kind}，不是 Word 文档",
            remedy="请用 Word 或 WPS 另存为 .docx 或 .txt 后重试",
            source=name,
            code="unreadable.format",
        )


def _damaged(name: str, message: str) -> UnreadableDocument:
    return UnreadableDocument(
        message,
        remedy="请用 Word 或 WPS 打开并另存一份，打不开的请报送单位重发",
        source=name,
        code="unreadable.damaged",
    )


@dataclass(slots=True)
class _Field:
    """A complex field (域) that is open: its code, and whether its result has begun."""

    code: str = ""


@dataclass(slots=True)
class _Piece:
    """A paragraph under construction."""

    parts: list[str] = field(default_factory=list)
    number: str = ""
    level: int | None = None
    breaks: list[tuple[int, bool]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def length(self) -> int:
        return sum(map(len, self.parts))


class _Walk:
    """Walks a body in reading order and gathers lines."""

    def __init__(self, styles: dict[str, Any], numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._default = next(
            (
                key
                for key, style in styles.items()
                if style.get(f"{_W}type") == "paragraph"
                and style.get(f"{_W}default") in ("1", "true")
            ),
            None,
        )
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
        breaks = sorted(set(rendered or [at for at, _ in self._pages]))
        pages = (0, *(at for at in breaks if at > 0)) if breaks else ()
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
            self._add(piece)

    def _paragraph(self, element: Any) -> None:
        properties = element.find(f"{_W}pPr")
        style_id = _value(properties, "pStyle") or self._default
        chain = style_chain(self._styles, style_id)
        names = [_value(style, "name").lower() for style in chain]
        piece, self._open = self._open or _Piece(), None
        before = piece.length()
        self._inline(element, piece)
        if names and names[0].startswith("toc "):
            del piece.parts[:]
            return
        mark_deleted = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        gone = mark_deleted and piece.length() == before
        if not piece.number and before == 0 and not gone:
            number = self._numbering.next(properties, style_id)
            piece.number = number if piece.length() or piece.boxes else ""
        if piece.level is None and not gone:
            piece.level = _heading_level(properties, chain, names)
        if mark_deleted:
            self._open = piece
            return
        self._add(piece)

    def _add(self, piece: _Piece) -> None:
        body = clean("".join(piece.parts))
        line = piece.number + body
        lines = line.split("\n")
        start = self._position
        for at, layout in piece.breaks:
            self._pages.append((start + len(piece.number) + at, layout))
        if piece.number:
            self._numbers.append(Span(start, start + len(piece.number)))
        if piece.level is not None and body.strip():
            self._headings.append(
                StyledHeading(span=Span(start, start + len(lines[0])), level=piece.level)
            )
        self._emit(line)
        for box in piece.boxes:
            self.blocks(box)
            self.flush()

    def _emit(self, line: str) -> None:
        self._lines.append(line)
        self._position += len(line) + 1

    def _inline(self, parent: Any, piece: _Piece) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                if tag == f"{_W}instrText" and self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag == f"{_W}r":
                if not self._hidden(child):
                    self._inline(child, piece)
            elif tag in (f"{_W}t", f"{_M}t"):
                self._text(child.text or "", piece)
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                self._text("\t", piece)
            elif tag in (f"{_W}br", f"{_W}cr"):
                if child.get(f"{_W}type") == "page":
                    piece.breaks.append((piece.length(), False))
                elif child.get(f"{_W}type") != "column":
                    self._text("\n", piece)
            elif tag == f"{_W}lastRenderedPageBreak":
                piece.breaks.append((piece.length(), True))
            elif tag == f"{_W}noBreakHyphen":
                self._text("-", piece)
            elif tag == f"{_W}fldChar":
                self._field(child.get(f"{_W}fldCharType", ""))
            elif tag == f"{_MC}AlternateContent":
                chosen = _alternative(child)
                if chosen is not None:
                    self._inline(chosen, piece)
            elif tag == f"{_W}txbxContent":
                piece.boxes.append(child)
            elif tag == f"{_W}fldSimple" and _is_contents(child.get(f"{_W}instr", "")):
                continue
            else:
                self._inline(child, piece)

    def _text(self, text: str, piece: _Piece) -> None:
        if text and not any(_is_contents(open_field.code) for open_field in self._fields):
            piece.parts.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _hidden(self, run: Any) -> bool:
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return False
        vanish = properties.find(f"{_W}vanish")
        if vanish is not None:
            return vanish.get(f"{_W}val", "1") not in _OFF
        for style in style_chain(self._styles, _value(properties, "rStyle")):
            inherited = style.find(f"{_W}rPr/{_W}vanish")
            if inherited is not None:
                return inherited.get(f"{_W}val", "1") not in _OFF
        return False

    def _table(self, table: Any) -> None:
        """Adds a table: one row a line, cells apart by tabs; a frame of one column as paragraphs."""
        self.flush()
        rows = [row for row in _within(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [list(_within(row, "tc")) for row in rows]
        if all(len(row) == 1 for row in cells):
            for row in cells:
                for cell in row:
                    self.blocks(cell)
            self.flush()
            return
        for row in cells:
            shown = [self._cell(cell) for cell in row]
            if any(shown):
                self._emit("\t".join(shown))

    def _cell(self, cell: Any) -> str:
        """Returns the text of a cell on one line; the continuation of a merged cell is empty."""
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val", "continue") != "restart":
            return ""
        inner = _Walk(self._styles, self._numbering)
        inner._fields = self._fields
        inner.blocks(cell)
        inner.flush()
        for at, layout in inner._pages:
            self._pages.append((self._position + at, layout))
        return " ".join(" ".join(inner._lines).split())


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
    return code.split()[:1] == ["TOC"]


def _value(parent: Any, tag: str) -> str:
    found = parent.find(f"{_W}{tag}") if parent is not None else None
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _heading_level(properties: Any, chain: list[Any], names: list[str]) -> int | None:
    """Returns the outline level from 1; 0 for a title; None for body text."""
    own = _value(properties, "outlineLvl")
    if own:
        return int(own) + 1 if own.isdigit() and int(own) < _MAX_LEVEL else None
    for style, name in zip(chain, names, strict=True):
        if name in ("title", "标题"):
            return 0
        said = _value(style.find(f"{_W}pPr"), "outlineLvl")
        if said:
            return int(said) + 1 if said.isdigit() and int(said) < _MAX_LEVEL else None
        if name.startswith(("heading ", "标题 ")) and name.split()[-1].isdigit():
            return int(name.split()[-1])
    return None

"""Builders of Word files: python-docx for the package, raw XML for what it cannot write."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText

# How many damaged files each reader is tried on; FAZHI_FUZZ=10000 for a long run.
EXAMPLES = int(os.environ.get("FAZHI_FUZZ", "100"))
_SPACES = (
    nsdecls("w", "r", "wp", "a", "m")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TRACKED = 'w:id="7" w:author="张三" w:date="2024-01-05T08:00:00Z"'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(inside: str) -> str:
    """A tracked insertion."""
    return f"<w:ins {_TRACKED}>{inside}</w:ins>"


def gone(text: str, *, tag: str = "del") -> str:
    """A tracked deletion, or the place that text was moved from."""
    kept = "delText" if tag == "del" else "t"
    return f"<w:{tag} {_TRACKED}><w:r><w:{kept}>{text}</w:{kept}></w:r></w:{tag}>"


def field_mark(kind: str, properties: str = "") -> str:
    """The begin, the separator or the end of a field."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    """The code of a field."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def para(
    inside: str = "",
    *,
    style: str = "",
    num: tuple[int, int] | None = None,
    properties: str = "",
    mark: str = "",
) -> str:
    """A paragraph.

    Args:
        inside: Its text, or its XML where it begins with ``<``.
        style: The id of its style.
        num: The list and the level that it is numbered by.
        properties: More XML of its properties.
        mark: What became of its paragraph mark: ``del``, ``ins``, ``moveFrom``.
    """
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        said += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    said += properties
    if mark:
        said += f"<w:rPr><w:{mark} {_TRACKED}/></w:rPr>"
    if inside and not inside.startswith("<"):
        inside = run(inside)
    return f"<w:p><w:pPr>{said}</w:pPr>{inside}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of cells, each its paragraphs or its whole XML."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{cell}</w:tc>" for cell in row)
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def level(
    index: int,
    style: str = "decimal",
    text: str | None = None,
    *,
    start: int = 1,
    suffix: str = "",
    more: str = "",
) -> str:
    """One level of a list; ``text`` is ``%1.`` and so on by default."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{f"%{index + 1}." if text is None else text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    """A list definition."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, definition: int, *overrides: str) -> str:
    """A list of a definition, with its overrides."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{"".join(overrides)}</w:num>'


def override(index: int, *, start: int | None = None, shape: str = "") -> str:
    """The override of a level: its start, its shape or both."""
    said = f'<w:startOverride w:val="{start}"/>' if start is not None else ""
    return f'<w:lvlOverride w:ilvl="{index}">{said}{shape}</w:lvlOverride>'


def style(key: str, name: str, *, based_on: str = "", paragraph: str = "", text: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def word(*blocks: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word file.

    Args:
        blocks: The XML of its paragraphs and tables.
        numbering: The XML of its lists; without it there are none.
        styles: The XML of its styles, besides those of python-docx.
    """
    document = docx.Document()
    body = document.element.body
    for block in _elements("".join(blocks)):
        body.insert(len(body) - 1, block)
    for element in _elements(styles):
        document.styles.element.append(element)
    lists = document.part.numbering_part.element
    for element in list(lists):
        lists.remove(element)
    for element in _elements(numbering):
        lists.append(element)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """A copy of a zip file: members replaced, changed, added or (None) taken away."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in dict.fromkeys([*source.namelist(), *changes]):
            change = changes.get(name, lambda part: part)
            if change is not None:
                target.writestr(name, change(source.read(name)) if callable(change) else change)
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    """A zip file with members of these names, each a little XML."""
    return packed(dict.fromkeys(names, b"<x/>"))


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_password(data: bytes) -> bytes:
    """A zip file with the flag of encryption set on every member, as a zip program does."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def _elements(xml: str) -> list[object]:
    return list(parse_xml(f"<w:body {_SPACES}>{xml}</w:body>"))


Reader = Callable[..., ExtractedText]
Refusal = Callable[..., UnreadableDocument]


@pytest.fixture
def read() -> Reader:
    """Reads bytes, in this process."""

    def from_bytes(data: bytes, name: str = "报告.docx") -> ExtractedText:
        return read_source(Source(data=data, name=name))

    return from_bytes


@pytest.fixture
def refuse() -> Refusal:
    """Returns the error that reading bytes raises."""

    def from_bytes(data: bytes, name: str = "报告.docx") -> UnreadableDocument:
        with pytest.raises(UnreadableDocument) as caught:
            read_source(Source(data=data, name=name))
        assert caught.value.source == name
        return caught.value

    return from_bytes

"""Bytes → what kind of file they are, by content alone: the ending of a name often lies.

Magic numbers: PDF 32000-1:2008, 7.5.2 (header within the first 1,024 bytes); [MS-CFB] 2.2 (old
Office files); APPNOTE.TXT 4.3 (zip). What a compound or zip file holds is told from the names of its
streams and members.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from enum import StrEnum


class Kind(StrEnum):
    """A kind of file; the value is its usual ending."""

    TEXT = "txt"
    WORD = "docx"
    OLD_WORD = "doc"
    RICH_TEXT = "rtf"
    WORD_XML = "xml"
    OPEN_DOCUMENT = "odt"
    PDF = "pdf"
    OFD = "ofd"
    WEB_PAGE = "html"
    WEB_ARCHIVE = "mht"
    IMAGE = "image"
    ARCHIVE = "zip"
    LOCKED = "locked"
    SPREADSHEET = "xlsx"
    SLIDES = "pptx"
    FOREIGN_ARCHIVE = "rar"
    PROGRAM = "exe"
    DATA = "data"


# As many bytes as tell every kind but those of compound and zip files.
HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MAGIC = (
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"Rar!", Kind.FOREIGN_ARCHIVE),
    (b"7z\xbc\xaf", Kind.FOREIGN_ARCHIVE),
    (b"\x1f\x8b", Kind.FOREIGN_ARCHIVE),
    (b"MZ\x90", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
)
_PDF_WITHIN = 1024
_MARK = rb"[\xef\xbb\xbf\xfe\xff\s]*"
_WORD_2003 = re.compile(
    _MARK + rb"<\?xml\b.{0,600}?(?:progid=\"Word\.Document\"|<w:wordDocument|<pkg:package)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(_MARK + rb"<\?xml\b")
# Old pages begin with any tag; other XML, such as what Word 2003 wrote, with one of its own.
_PAGE = re.compile(
    rb"(?>[\xef\xbb\xbf\xfe\xff\s]|<!--.*?-->|<\?xml[^<>]*>)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|center|div|table|font|p|br|h[1-6])\b",
    re.I | re.S,
)
_MESSAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,30}?"
    rb"(?:MIME-Version:\s*1\.0|Content-Type:\s*multipart/related)",
    re.I,
)
# The name of a stream says what a compound file is; WPS writes the same names as Word.
_STREAMS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.OLD_WORD),
    ("Workbook", Kind.SPREADSHEET),
    ("Book", Kind.SPREADSHEET),
    ("PowerPoint Document", Kind.SLIDES),
)


def kind_of(data: bytes) -> Kind:
    """Returns the kind of a file.

    Args:
        data: The whole file. Its first ``HEAD`` bytes are enough to tell whether it is
            ``Kind.TEXT``.
    """
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return Kind.IMAGE
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.IMAGE
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    # Without its zero bytes, UTF-16 begins like ASCII.
    head = data[:HEAD].replace(b"\x00", b"")
    if _WORD_2003.match(head):
        return Kind.WORD_XML
    if _MESSAGE.match(head):
        return Kind.WEB_ARCHIVE
    if _PAGE.match(head):
        return Kind.WEB_PAGE
    if _XML.match(head):
        return Kind.DATA
    return Kind.TEXT


def _compound(data: bytes) -> Kind:
    return next(
        (kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), Kind.OLD_WORD
    )


def _zipped(data: bytes) -> Kind:
    """Returns what a zip file is; a broken one counts as what it seems to have been."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:
        # A broken directory makes zipfile raise whatever its bytes happen to mean.
        return Kind.WORD if b"word/" in data or b"[Content_Types]" in data else Kind.ARCHIVE
    for kind, holds in _PACKAGES:
        if holds(names):
            return kind
    return Kind.ARCHIVE


def _has(*starts: str) -> Callable[[list[str]], bool]:
    return lambda names: all(any(name.startswith(start) for name in names) for start in starts)


_PACKAGES: tuple[tuple[Kind, Callable[[list[str]], bool]], ...] = (
    (Kind.WORD, _has("[Content_Types].xml", "word/")),
    (Kind.SPREADSHEET, _has("[Content_Types].xml", "xl/")),
    (Kind.SLIDES, _has("[Content_Types].xml", "ppt/")),
    (Kind.OFD, _has("OFD.xml")),
    (Kind.OPEN_DOCUMENT, _has("mimetype", "content.xml")),
)

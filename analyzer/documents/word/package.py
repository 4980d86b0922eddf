"""Bytes → an open Word package. Refuses what is none, and what would not be safe to unpack.

Only the parts that hold text, styles and numbers are handed to python-docx: it gives up a whole
file for one relation to a part that is not there, which Word passes over, and it would unpack
every picture.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, NamedTuple

from analyzer.documents.faults import fault
from analyzer.errors import UnreadableDocument

# The largest part of a yearbook of 500 pages has about 10 MB.
_MAX_PART = 32 * 1024 * 1024
_MAX_ALL = 512 * 1024 * 1024
_MAX_PARTS = 20_000
_NEEDED = ("/officeDocument", "/styles", "/numbering", "/footnotes", "/endnotes")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Macros, templates and Strict Open XML hold text in the same elements under other names.
# Source: ECMA-376 Part 1, annex A (Strict) and Part 4, annex A (Transitional).
KINDS = (
    (b"application/vnd.ms-word.document.macroEnabled.main+xml", _MAIN),
    (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", _MAIN),
    (_MAIN.replace(b".document.", b".template."), _MAIN),
)
_NAMESPACES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)

# In UTF-8, and in UTF-16 of either order.
_DECLARATIONS = (b"<!DOCTYPE", b"!\0D\0O\0C\0T\0Y\0P\0E")
# What the other names stand in: the list of content types, and parts of Strict files.
TYPES = "[Content_Types].xml"
_STRICT = b"purl.oclc.org"


def inspect(data: bytes, name: str) -> None:
    """Refuses what is no Word package before any part of it is unpacked.

    Args:
        data: The whole file.
        name: The path as the user gave it.

    Raises:
        UnreadableDocument: ``code`` says why: damaged, encrypted or bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception:
        # A broken directory makes zipfile raise whatever its bytes happen to mean.
        raise damaged(name, "Word 文件已损坏或没有传完") from None
    if any(member.flag_bits & 1 for member in members):
        raise fault(name, "encrypted", "文件设有密码", "请取消密码后重新保存")
    largest = max((m.file_size for m in members if _is_xml(m.filename)), default=0)
    if (
        len(members) > _MAX_PARTS
        or largest > _MAX_PART
        or sum(member.file_size for member in members) > _MAX_ALL
    ):
        raise fault(
            name,
            "bomb",
            "文件解开后过大，疑似异常文件",
            "请核对来源，用 Word 或 WPS 另存一份后重试",
        )


def open_package(data: bytes) -> Any:
    """Returns the python-docx document of a package that ``inspect`` has passed.

    Raises:
        Declares: A part declares entities.
        Exception: Whatever a broken package makes the libraries raise.
    """
    import docx

    return docx.Document(io.BytesIO(_text_only(data)))


class Part(NamedTuple):
    """An XML part of a package, parsed with nothing left out, so that it can be written again.

    Attributes:
        name: Its name in the zip file.
        root: Its root element. Strict Open XML is told in the usual names.
        strict: Whether it was Strict.
    """

    name: str
    root: Any
    strict: bool

    def dumped(self) -> bytes:
        """Returns the part as bytes, Strict again if it was."""
        from lxml import etree

        data = bytes(
            etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)
        )
        if self.strict:
            for other, usual in _NAMESPACES:
                data = data.replace(usual, other)
        return data


def parsed_part(data: bytes, name: str) -> Part:
    """Returns one XML part of a package that ``open_package`` has opened.

    Raises:
        Exception: Whatever a part that is broken or missing makes the libraries raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
        part = member.read(archive.getinfo(name).file_size + 1)
    strict = _STRICT in part
    return Part(name, parsed(_usual(part) if strict else part), strict)


def parsed(data: bytes) -> Any:
    """Returns the root of an XML text; entities stay what they are, nothing is fetched."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def damaged(name: str, message: str) -> UnreadableDocument:
    """Returns the error for a Word file that cannot be read."""
    return fault(
        name, "damaged", message, "请用 Word 或 WPS 打开并另存一份，打不开的请报送单位重发"
    )


def too_large(name: str) -> UnreadableDocument:
    """Returns the error for a file with more text than any report has."""
    return fault(name, "too-large", "文件里的文字太多，疑似异常文件", "请核对是不是报告")


class Declares(ValueError):
    """A part has a document type. No Word file does; its entities could bomb or fetch files."""


def _text_only(data: bytes) -> bytes:
    """Returns the package without pictures and without the relations that are not needed."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(copy, "w") as target,
    ):
        names = set(source.namelist())
        for name in sorted(filter(_is_xml, names)):
            with source.open(name) as member:
                # Without a number it would unpack all there is, whatever size was declared.
                part = member.read(source.getinfo(name).file_size + 1)
            if any(mark in part for mark in _DECLARATIONS):
                raise Declares(name)
            if name == TYPES or _STRICT in part:
                part = _usual(part)
            if name.endswith(".rels"):
                part = _needed_relations(part, posixpath.dirname(posixpath.dirname(name)), names)
            target.writestr(name, part)
    return copy.getvalue()


def _usual(part: bytes) -> bytes:
    """Returns a part with the usual names for what macros, templates and Strict files call otherwise."""
    for other, usual in (*KINDS, *_NAMESPACES):
        part = part.replace(other, usual)
    return part


def _needed_relations(part: bytes, folder: str, names: set[str]) -> bytes:
    from lxml import etree

    root = parsed(part)
    for relation in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        if (
            relation.get("TargetMode") == "External"
            or not (relation.get("Type") or "").endswith(_NEEDED)
            or target.lstrip("/") not in names
        ):
            root.remove(relation)
    return bytes(etree.tostring(root))


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))

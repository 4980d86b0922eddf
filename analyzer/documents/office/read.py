"""Old formats → text: LibreOffice makes a .docx of them, which our own reader reads.

LibreOffice's own export of text would write deletions that were tracked, and antiword loses generated
numbers; by way of .docx neither happens.
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from analyzer.documents.faults import fault
from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.office.convert import NotConverted, find_libreoffice, to_docx
from analyzer.documents.source import Source
from analyzer.documents.word.read import read_word
from analyzer.model.text import ExtractedText

_NAMES = {
    Kind.OLD_WORD: "旧版 Word（.doc）或 WPS 文件",
    Kind.RICH_TEXT: "RTF 文件",
    Kind.OPEN_DOCUMENT: "ODF 文档",
    Kind.WORD_XML: "Word 2003 的 XML 文档",
}
# [MS-DOC] 2.5.2: wIdent of the File Information Block, and fEncrypted among its flags.
_IDENT = 0xA5EC
_ENCRYPTED = 0x0100


def read_office(source: Source) -> ExtractedText:
    """Returns the text of a document that LibreOffice can open.

    Raises:
        UnreadableDocument: ``code`` is no-office (LibreOffice is not installed), encrypted,
            damaged, or what reading the converted file says.
    """
    text = read_word(converted(source))
    return ExtractedText(text.text, replace(text.provenance, format=kind_of(source.data).value))


def converted(source: Source) -> Source:
    """Returns the .docx file that LibreOffice makes of a document.

    Raises:
        UnreadableDocument: ``code`` is no-office (LibreOffice is not installed), encrypted or
            damaged.
    """
    kind, name = kind_of(source.data), source.name
    if kind is Kind.OLD_WORD and _has_password(source.data):
        raise fault(name, "encrypted", "文件设有打开密码", "请在 Word 或 WPS 中取消密码后重新保存")
    program = find_libreoffice()
    if program is None:
        raise fault(
            name,
            "no-office",
            f"这是{_NAMES[kind]}，读它要用 LibreOffice，这台电脑没有装",
            "请用 Word 或 WPS 打开，另存为 .docx 后重试；也可以安装 LibreOffice（免费，可离线安装）",
        )
    try:
        return replace(source, data=to_docx(source.data, f".{kind.value}", program))
    except NotConverted:
        raise fault(
            name,
            "damaged",
            f"{_NAMES[kind]}已损坏，打不开",
            "请用 Word 或 WPS 打开并另存为 .docx，打不开的请报送单位重发",
        ) from None


def _has_password(data: bytes) -> bool:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file, file.openstream("WordDocument") as stream:
            block: bytes = stream.read(12)
    except Exception:
        # A broken file is for LibreOffice to judge.
        return False
    if len(block) < 12:
        return False
    ident, flags = struct.unpack_from("<H8xH", block)
    return bool(ident == _IDENT and flags & _ENCRYPTED)

"""Paths → texts: which files are reports, what is in them, and clear errors for the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from analyzer.documents.faults import fault
from analyzer.documents.plain import CutShort, NotText, decode
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance

SUFFIXES = (".txt", ".docx")
# A thousand times the longest report, and less than the matching takes.
_MAX_PLAIN = 16 * 1024 * 1024
_MAX_FILE = 256 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 或 .txt 后重试"
_EDITABLE = "请向报送单位索取可编辑的文件"
_UNPACK = "请先解压，再指定里面的文件"
_NO_REPORT = "请核对是不是报告，报告应为 .docx 或 .txt 文件"
# What other files begin with, what a clerk calls them, and the remedy.
_FOREIGN = (
    (b"%PDF", "PDF 文件", _RESAVE),
    (b"{\\rtf", "RTF 文件", _RESAVE),
    (b"\x89PNG", "图片", _EDITABLE),
    (b"\xff\xd8\xff", "图片", _EDITABLE),
    (b"GIF8", "图片", _EDITABLE),
    (b"II*\x00", "图片", _EDITABLE),
    (b"MM\x00*", "图片", _EDITABLE),
    (b"Rar!", "压缩包", _UNPACK),
    (b"7z\xbc\xaf", "压缩包", _UNPACK),
    (b"\x1f\x8b", "压缩包", _UNPACK),
    (b"MZ\x90", "程序文件", _NO_REPORT),
    (b"\x7fELF", "程序文件", _NO_REPORT),
)
# Offices export web pages under any name; ``<?xml`` is what Word 2003 wrote.
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xfe\xff\s]*<(?:!doctype html|html|head|body|\?xml)\b", re.I)


def read_document(path: str | os.PathLike[str]) -> ExtractedText:
    """Reads one report.

    Args:
        path: A ``.txt`` or ``.docx`` file; what it is is told from its content.

    Returns:
        The text, one paragraph a line; ``text.provenance`` says where it came from.

    Raises:
        UnreadableDocument: The file is missing, empty, damaged or of another kind. ``code`` is
            ``unreadable.`` and one of missing, no-access, empty, binary, encoding, format,
            damaged, encrypted, too-large.
    """
    name = os.fspath(path)
    data = _bytes_of(name)
    if not data.strip():
        raise _empty(name)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise fault(
                name, "encrypted", "文件设有打开密码", "请在 Word 或 WPS 中取消密码后重新保存"
            )
        raise fault(name, "format", "这是旧版 Word（.doc）或 WPS 文件，读不了", _RESAVE)
    if data.startswith(_ZIP):
        from analyzer.documents.word.read import read_word

        text = read_word(Source(data=data, name=name))
    else:
        text = _plain(data, name)
    if not text.strip():
        if text.provenance.format == "txt":
            raise _empty(name)
        raise fault(
            name, "empty", "文件里没有文字", "如果是扫描件或图片，请向报送单位索取可编辑的文件"
        )
    return text


def find_documents(paths: Iterable[str]) -> tuple[str | UnreadableDocument, ...]:
    """Returns the files that paths stand for, in order; an error stands where none can be found.

    A file counts whatever its name. A folder is walked in name order, with its subfolders, and
    gives its ``.txt`` and ``.docx`` files; hidden files, Word's lock files (``~$``) and links to
    folders are left out. A subfolder that cannot be opened is an error in its place. A file that
    is reached twice is given once.
    """
    found: list[str | UnreadableDocument] = []
    seen: set[str] = set()
    for path in paths:
        inside: list[str | UnreadableDocument] = [path]
        if os.path.isdir(path):
            inside = _walk(Path(path)) or [
                fault(
                    path,
                    "no-reports",
                    "文件夹里没有可以检查的报告",
                    "请放入 .txt 或 .docx 文件，或指定别的文件夹",
                )
            ]
        for item in inside:
            key = _key(item) if isinstance(item, str) else item.source or ""
            if key not in seen:
                seen.add(key)
                found.append(item)
    return tuple(found)


def _walk(folder: Path) -> list[str | UnreadableDocument]:
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError:
        return [fault(str(folder), "no-access", "没有权限打开文件夹", "请检查文件夹权限")]
    found: list[str | UnreadableDocument] = []
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if os.path.isdir(entry):
            # A link to a folder could lead back here.
            if not entry.is_symlink():
                found.extend(_walk(entry))
        elif entry.suffix.lower() in SUFFIXES and (entry.is_file() or entry.is_symlink()):
            found.append(str(entry))
    return found


def _key(path: str) -> str:
    """Returns what two names of one file have in common."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _bytes_of(name: str) -> bytes:
    try:
        with open(name, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            # A pipe or a device has no size; it is read up to the limit.
            data = file.read((size or _MAX_FILE) + 1) if size <= _MAX_FILE else b""
    except (FileNotFoundError, NotADirectoryError):
        raise fault(name, "missing", "找不到文件", "请核对文件名和所在文件夹") from None
    except (OSError, ValueError) as error:
        if os.path.isdir(name):
            # What opening a folder raises depends on the system.
            raise fault(name, "format", "这是文件夹，不是文件", "请指定里面的文件") from None
        if isinstance(error, PermissionError):
            raise fault(
                name, "no-access", "没有权限打开文件", "请关闭正在使用它的程序，或检查文件权限"
            ) from None
        number = getattr(error, "errno", None)
        said = f"打不开文件（系统错误 {number}）" if number else "文件路径不合规范，打不开"
        raise fault(name, "no-access", said, "请核对路径后重试") from None
    if size > _MAX_FILE or len(data) > _MAX_FILE:
        raise fault(
            name,
            "too-large",
            f"文件超过 {_MAX_FILE // 1024 // 1024} MB，太大",
            "请核对是不是报告；报告里的图片可以压缩后重存",
        )
    return data


def _plain(data: bytes, name: str) -> ExtractedText:
    for magic, what, remedy in _FOREIGN:
        if data.startswith(magic):
            raise fault(name, "format", f"这是{what}，读不了", remedy)
    # Without its zero bytes, UTF-16 begins like ASCII.
    if _MARKUP.match(data[:1024].replace(b"\x00", b"")):
        raise fault(name, "format", "这是网页或 XML 文件，读不了", _RESAVE)
    if len(data) > _MAX_PLAIN:
        raise fault(
            name,
            "too-large",
            f"文本超过 {_MAX_PLAIN // 1024 // 1024} MB，太大",
            "请核对是不是报告",
        )
    try:
        text, encoding = decode(data)
    except CutShort:
        raise fault(
            name, "damaged", "文件不完整，末尾的字断开了", "可能没有传完，请重新复制或重新索取"
        ) from None
    except NotText:
        raise _no_text(data, name) from None
    return ExtractedText(text, Provenance(name=name, format="txt", encoding=encoding))


def _no_text(data: bytes, name: str) -> UnreadableDocument:
    if name.lower().endswith(".docx"):
        return fault(name, "damaged", "Word 文件已损坏或没有传完", "请重新复制，或请报送单位重发")
    if b"\x00" in data:
        return fault(name, "binary", "文件不是文本", _NO_REPORT)
    return fault(
        name,
        "encoding",
        "文字编码认不出来，读出来是乱码",
        "请用记事本打开，另存为 UTF-8 编码后重试",
    )


def _empty(name: str) -> UnreadableDocument:
    return fault(name, "empty", "文件是空的", "请向报送单位重新索取报告")

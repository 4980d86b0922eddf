"""Paths → texts: which files are reports, what is in them, and clear errors for the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from analyzer.documents.plain import CutShort, NotText, decode
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance

SUFFIXES = (".txt", ".docx")
_MAX_PLAIN = 64 * 1024 * 1024
_MAX_FILE = 256 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 或 .txt 后重试"
# What other files begin with, and what a clerk calls them.
_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
)


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
        raise _fault(name, "empty", "文件是空的", "请向报送单位重新索取报告")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _fault(
                name, "encrypted", "文件设有打开密码", "请在 Word 或 WPS 中取消密码后重新保存"
            )
        raise _fault(name, "format", "这是旧版 Word（.doc）或 WPS 文件，读不了", _RESAVE)
    if data.startswith(b"PK"):
        from analyzer.documents.word.read import read_word

        text = read_word(data, name)
    else:
        text = _plain(data, name)
    if not text.strip():
        raise _fault(
            name, "empty", "文件里没有文字", "如果是扫描件或图片，请向报送单位索取可编辑的文件"
        )
    return text


def find_documents(paths: Iterable[str]) -> tuple[str | UnreadableDocument, ...]:
    """Returns the files that paths stand for, in order; an error stands where none can be found.

    A file counts whatever its name. A folder is walked in name order, with its subfolders, and
    gives its ``.txt`` and ``.docx`` files; hidden files and Word's lock files (``~$``) are left out.
    A file that is reached twice is given once.
    """
    found: list[str | UnreadableDocument] = []
    seen: set[str] = set()
    for path in paths:
        if not os.path.isdir(path):
            inside = [path]
        else:
            try:
                inside = _walk(Path(path))
            except OSError:
                found.append(_fault(path, "no-access", "没有权限打开文件夹", "请检查文件夹权限"))
                continue
            if not inside:
                found.append(
                    _fault(
                        path,
                        "no-reports",
                        "文件夹里没有可以检查的报告",
                        "请放入 .txt 或 .docx 文件，或指定别的文件夹",
                    )
                )
        for name in inside:
            key = os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                found.append(name)
    return tuple(found)


def _walk(folder: Path) -> list[str]:
    files: list[str] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            # A link to a folder could lead back here.
            if not entry.is_symlink():
                files.extend(_walk(entry))
        elif entry.suffix.lower() in SUFFIXES:
            files.append(str(entry))
    return files


def _bytes_of(name: str) -> bytes:
    try:
        with open(name, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > _MAX_FILE:
                raise _fault(
                    name,
                    "too-large",
                    f"文件有 {size // 1024 // 1024} MB，太大",
                    "请核对是不是报告；报告里的图片可以压缩后重存",
                )
            return file.read(_MAX_FILE + 1)
    except FileNotFoundError:
        raise _fault(name, "missing", "找不到文件", "请核对文件名和所在文件夹") from None
    except IsADirectoryError:
        raise _fault(name, "format", "这是文件夹，不是文件", "请指定里面的文件") from None
    except PermissionError:
        if os.path.isdir(name):
            raise _fault(name, "format", "这是文件夹，不是文件", "请指定里面的文件") from None
        raise _fault(
            name, "no-access", "没有权限打开文件", "请关闭正在使用它的程序，或检查文件权限"
        ) from None
    except (OSError, ValueError) as error:
        raise _fault(name, "no-access", f"打不开文件（{error}）", "请核对路径后重试") from None


def _plain(data: bytes, name: str) -> ExtractedText:
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise _fault(name, "format", f"这是{what}，读不了", _RESAVE)
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise _fault(name, "format", "这是网页文件，读不了", _RESAVE)
    if len(data) > _MAX_PLAIN:
        raise _fault(name, "too-large", "文本超过 64 MB，太大", "请核对是不是报告")
    try:
        text, encoding = decode(data)
    except CutShort:
        raise _fault(
            name, "damaged", "文件不完整，末尾的字断开了", "可能没有传完，请重新复制或重新索取"
        ) from None
    except NotText:
        binary = b"\x00" in data[:4096]
        raise _fault(
            name,
            "binary" if binary else "encoding",
            "文件不是文本" if binary else "文字编码认不出来，读出来是乱码",
            _RESAVE if binary else "请用记事本打开，另存为 UTF-8 编码后重试",
        ) from None
    return ExtractedText(text, Provenance(name=name, format="txt", encoding=encoding))


def _fault(source: str, code: str, message: str, remedy: str) -> UnreadableDocument:
    return UnreadableDocument(message, remedy=remedy, source=source, code=f"unreadable.{code}")

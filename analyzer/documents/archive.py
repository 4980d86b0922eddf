"""Zip archives of reports: what is in them, and one member at a time. Nothing is ever unpacked to disk.

Source: APPNOTE.TXT 6.3.10, 4.4.4 (bit 11: the name is UTF-8) and 4.6.9 (Unicode path). Without
either, the name is in the code page of the machine that made the archive: GBK on Chinese Windows,
UTF-8 on others.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from analyzer.documents.faults import fault
from analyzer.documents.files import MAX_FILE
from analyzer.documents.suffixes import is_hidden, is_report
from analyzer.errors import UnreadableDocument

_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
# Far more than a county has reports.
_MAX_MEMBERS = 5_000
# Text packs ten to one at most; a bomb a thousand to one. Small files may be anything.
_MAX_RATIO = 150
_SMALL = 8 * 1024 * 1024
_UNPACK = "请先解压，核对里面的文件后再指定"


class ArchiveMember(NamedTuple):
    """A report in an archive.

    Attributes:
        archive: The path of the archive as the user gave it.
        members: The number of the member in the archive; of an archive in it, then of the member
            there.
        name: The archive's path, ``/`` and the name inside.
    """

    archive: str
    members: tuple[int, ...]
    name: str

    def __str__(self) -> str:
        """Returns the name that people see."""
        return self.name


def list_archive(data: bytes, name: str) -> list[ArchiveMember | UnreadableDocument]:
    """Returns the reports in an archive and in the archives in it, in name order.

    Args:
        data: The archive.
        name: Its path as the user gave it.

    Raises:
        UnreadableDocument: It is damaged or has too many members. What is wrong with a single
            member is an error in its place: unsafe-path, nested-archive, encrypted.
    """
    return list(_listed(data, name, name, ()))


def member_of(data: bytes, index: int, name: str) -> bytes:
    """Returns the bytes of one member.

    Args:
        data: The archive.
        index: The number of the member.
        name: What to call it in errors.

    Raises:
        UnreadableDocument: ``code`` is damaged, encrypted, too-large or bomb.
    """
    with _opened(data, name) as archive:
        members = archive.infolist()
        if not 0 <= index < len(members):
            raise _damaged(name)
        member = members[index]
        if member.flag_bits & _ENCRYPTED:
            raise fault(name, "encrypted", "压缩包设有密码", "请解压后再指定里面的文件")
        if member.file_size > MAX_FILE:
            raise fault(
                name,
                "too-large",
                f"解压后超过 {MAX_FILE // 1024 // 1024} MB，太大",
                "请核对是不是报告",
            )
        if member.file_size > max(_SMALL, member.compress_size * _MAX_RATIO):
            raise fault(name, "bomb", "压缩比异常，疑似压缩炸弹，没有解压", "请核对来源")
        with archive.open(member) as file:
            # Without a number it would unpack all there is, whatever size was declared.
            content = file.read(member.file_size + 1)
        if len(content) != member.file_size:
            raise _damaged(name)
        return content


def _listed(
    data: bytes, archive: str, shown: str, above: tuple[int, ...]
) -> Iterator[ArchiveMember | UnreadableDocument]:
    with _opened(data, shown) as opened:
        members = opened.infolist()
        if len(members) > _MAX_MEMBERS:
            raise fault(shown, "too-large", f"压缩包里的文件超过 {_MAX_MEMBERS} 个", _UNPACK)
        named = sorted(
            (_name_of(member), number)
            for number, member in enumerate(members)
            if not member.is_dir()
        )
    for inside, number in named:
        parts = re.split(r"[/\\]", inside)
        if any(is_hidden(part) for part in parts if part not in (".", "..")):
            continue
        name, index = f"{shown}/{inside}", (*above, number)
        if not inside.lower().endswith(".zip") and not is_report(inside):
            continue
        if ".." in parts or inside.startswith(("/", "\\")) or re.match("[A-Za-z]:", inside):
            yield fault(name, "unsafe-path", "压缩包里的文件名指向别的文件夹，没有读", "请核对来源")
        elif is_report(inside):
            yield ArchiveMember(archive, index, name)
        elif above:
            yield fault(name, "nested-archive", "压缩包里又套了两层压缩包，没有读", _UNPACK)
        else:
            try:
                yield from _listed(member_of(data, number, name), archive, name, index)
            except UnreadableDocument as error:
                yield error


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except UnreadableDocument:
        raise
    except NotImplementedError:
        raise fault(name, "format", "压缩包用了少见的压缩方法，解不开", _UNPACK) from None
    except MemoryError:
        raise
    except Exception:
        # A broken directory makes zipfile raise whatever its bytes happen to mean.
        raise _damaged(name) from None


def _damaged(name: str) -> UnreadableDocument:
    what = "压缩包" if name.lower().endswith(".zip") else "文件"
    return fault(name, "damaged", f"{what}已损坏或没有传完", "请重新复制，或请报送单位重发")


def _name_of(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF8:
        return member.filename
    written = _unicode_path(member)
    if written is not None:
        return written
    # What zipfile takes for code page 437 gives the bytes back; ``orig_filename`` has them all.
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).split("\0")[0]
        except UnicodeDecodeError:
            continue
    return member.filename


def _unicode_path(member: zipfile.ZipInfo) -> str | None:
    """Returns the name of the extra field for it, if that belongs to the plain name."""
    extra = member.extra
    while len(extra) >= 4:
        key, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if key == _UNICODE_PATH and len(body) > 5 and body[0] == 1:
            (crc,) = struct.unpack("<L", body[1:5])
            try:
                if crc == zlib.crc32(member.orig_filename.encode("cp437")):
                    return body[5:].decode()
            except UnicodeError:
                return None
    return None

"""A file as it is found: which bytes it holds, without reading what they say."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import NamedTuple

from analyzer.documents.archive import ArchiveMember
from analyzer.documents.faults import fault
from analyzer.documents.files import bytes_of
from analyzer.documents.isolation.process import Limits, process

_USUAL = Limits()


class Seen(NamedTuple):
    """A file or a member of an archive as it was found.

    Attributes:
        source: Its path as the user gave it.
        digest: SHA-256 of its bytes, 64 hexadecimal digits; of a member, of the member's bytes.
        size: Of them, in bytes.
        mtime_ns: When the file was last changed, as the system says, in nanoseconds since 1970; of
            a member, when its archive was. For people: nothing is decided by it.
    """

    source: str
    digest: str
    size: int
    mtime_ns: int


def look_at(document: str | ArchiveMember, *, limits: Limits = _USUAL) -> Seen:
    """Returns a file as it is now.

    The whole file is hashed every time: a path, size and time that are the same do not prove that
    the bytes are (copying keeps times, shares round them, clocks jump), and hashing costs a
    hundredth of reading.

    Args:
        document: What ``find_documents`` gave.
        limits: What unpacking a member may cost; it is done by the reading process.

    Raises:
        UnreadableDocument: As ``read_document`` says for a file that cannot be opened; ``code`` is
            ``unreadable.no-file`` for a pipe or a device, which gives its bytes only once.
    """
    name = str(document)
    path = document.archive if isinstance(document, ArchiveMember) else document
    try:
        found = os.stat(path)
        regular, changed = not _gives_bytes_once(found.st_mode), found.st_mtime_ns
    except (OSError, ValueError):
        # Opening it will say why.
        regular, changed = True, 0
    if not regular:
        raise fault(
            name, "no-file", "这是管道或设备，不是文件", "请先存成文件，或用 fazhi check 直接检查"
        )
    if isinstance(document, ArchiveMember):
        wanted = {"members": document.members, "want": "digest"}
        answer = process.ask({"path": os.path.abspath(path), "name": name, **wanted}, limits)
        return Seen(name, answer["digest"], answer["size"], changed)
    data = bytes_of(path, name)
    return Seen(name, hashlib.sha256(data).hexdigest(), len(data), changed)


def _gives_bytes_once(mode: int) -> bool:
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))

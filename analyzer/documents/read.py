"""A path → text. Plain text is read here, everything else by a process of its own."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from analyzer.documents.archive import ArchiveMember
from analyzer.documents.files import bytes_of
from analyzer.documents.isolation.process import Limits, process
from analyzer.documents.kinds import HEAD, Kind, kind_of
from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.model.text import ExtractedText
from analyzer.model.text_json import to_text

_USUAL = Limits()


def read_document(
    path: str | os.PathLike[str] | ArchiveMember,
    *,
    limits: Limits = _USUAL,
    progress: Callable[[int, int], None] | None = None,
) -> ExtractedText:
    """Reads one report.

    Args:
        path: A file; what it is is told from its content. Or a member of an archive, from
            ``find_documents``.
        limits: What reading may cost.
        progress: Called with pages done and in all while the pages of a scan are recognised.

    Returns:
        The text, one paragraph a line; ``text.provenance`` says where it came from.

    Raises:
        UnreadableDocument: The file is missing, empty, damaged or of another kind, or reading it
            costs too much. ``code`` is ``unreadable.`` and one of missing, no-access, empty,
            binary, encoding, format, damaged, encrypted, too-large, bomb, entities, no-office,
            no-ocr, timeout, memory, crashed.
    """
    if isinstance(path, ArchiveMember):
        return _isolated(path.archive, path.name, limits, progress, path.members)
    name = os.fspath(path)
    if _is_regular(name):
        if _head(name) is not Kind.TEXT:
            return _isolated(name, name, limits, progress)
        return read_source(Source(data=bytes_of(name, name), name=name))
    # A pipe can be read only once.
    data = bytes_of(name, name)
    if kind_of(data[:HEAD]) is Kind.TEXT:
        return read_source(Source(data=data, name=name))
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        copy = Path(folder, "piped")
        copy.write_bytes(data)
        return _isolated(str(copy), name, limits, progress)


def _is_regular(name: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(name).st_mode)
    except (OSError, ValueError):
        return False


def _head(name: str) -> Kind:
    """Returns what a file begins like; where it cannot be opened, reading it will say why."""
    try:
        with open(name, "rb") as file:
            return kind_of(file.read(HEAD))
    except OSError:
        return Kind.TEXT


def _isolated(
    path: str,
    name: str,
    limits: Limits,
    progress: Callable[[int, int], None] | None,
    members: tuple[int, ...] = (),
) -> ExtractedText:
    request = {"path": os.path.abspath(path), "name": name, "members": members, "want": "text"}
    return to_text(process.ask(request, limits, progress))

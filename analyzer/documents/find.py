"""Paths → files: which of a folder or an archive are reports, in what order."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from analyzer.documents.archive import ArchiveMember
from analyzer.documents.faults import fault
from analyzer.documents.isolation.messages import to_error
from analyzer.documents.isolation.process import Limits, process
from analyzer.documents.kinds import HEAD, Kind, kind_of
from analyzer.documents.suffixes import ARCHIVES, is_hidden, is_report
from analyzer.errors import UnreadableDocument

Found = str | ArchiveMember | UnreadableDocument
_KINDS = "Word、WPS、PDF、OFD、网页或文本文件"


def find_documents(paths: Iterable[str], *, limits: Limits | None = None) -> tuple[Found, ...]:
    """Returns the files that paths stand for, in order; an error stands where none can be found.

    A file counts whatever its name. A folder is walked in name order, with its subfolders, and
    gives the files that may be reports (see ``SUFFIXES``) and what is in its zip archives; hidden
    files, Word's lock files (``~$``), the companion folders of saved web pages and links to folders
    are left out. A subfolder or an archive that cannot be opened is an error in its place. A file
    that is reached twice is given once.

    Args:
        paths: Files, folders and archives.
        limits: What reading the list of one archive may cost.
    """
    limits = limits or Limits()
    found: list[Found] = []
    seen: set[object] = set()
    for path in paths:
        for item in _given(path, limits):
            key = _key(item)
            if key not in seen:
                seen.add(key)
                found.append(item)
    return tuple(found)


def start_reading(documents: Iterable[Found]) -> None:
    """Starts the reading process if one of the files will need it.

    It then gets ready while the caller loads what else is needed.
    """
    if any(
        isinstance(item, ArchiveMember) or not str(item).lower().endswith(".txt")
        for item in documents
        if not isinstance(item, UnreadableDocument)
    ):
        process.start()


def _given(path: str, limits: Limits) -> list[Found]:
    if os.path.isdir(path):
        return _walk(Path(path), limits) or [
            fault(
                path,
                "no-reports",
                "文件夹里没有可以检查的报告",
                f"请放入 {_KINDS}，或指定别的文件夹",
            )
        ]
    if _may_be_archive(path):
        return _inside(path, limits)
    return [path]


def _walk(folder: Path, limits: Limits) -> list[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError:
        return [fault(str(folder), "no-access", "没有权限打开文件夹", "请检查文件夹权限")]
    found: list[Found] = []
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if os.path.isdir(entry):
            # A link to a folder could lead back here.
            if not entry.is_symlink() and not is_hidden(entry.name):
                found.extend(_walk(entry, limits))
        elif not (entry.is_file() or entry.is_symlink()):
            continue
        elif entry.suffix.lower() in ARCHIVES:
            found.extend(_inside(str(entry), limits))
        elif is_report(entry.name):
            found.append(str(entry))
    return found


def _may_be_archive(path: str) -> bool:
    """Tells whether a file is a zip that is not plainly a Word file."""
    if is_report(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return kind_of(file.read(HEAD)) in (Kind.ARCHIVE, Kind.WORD)
    except OSError:
        return False


def _inside(path: str, limits: Limits) -> list[Found]:
    """Returns the reports in an archive; the file itself, if it is another kind of file after all."""
    request = {"path": os.path.abspath(path), "name": path, "members": (), "want": "members"}
    try:
        listed = process.ask(request, limits)["members"]
    except UnreadableDocument as error:
        return [error]
    if listed is None:
        return [path]
    found: list[Found] = [
        to_error(item["error"])
        if isinstance(item, dict)
        else ArchiveMember(path, tuple(item[1]), item[2])
        for item in listed
    ]
    return found or [
        fault(path, "no-reports", "压缩包里没有可以检查的报告", f"请放入 {_KINDS}，或指定别的文件")
    ]


def _key(item: Found) -> object:
    """Returns what two names of one file have in common."""
    if isinstance(item, UnreadableDocument):
        return item.source or ""
    path = item.archive if isinstance(item, ArchiveMember) else item
    with contextlib.suppress(OSError, ValueError):
        path = os.path.realpath(path)
    return (path, item.members) if isinstance(item, ArchiveMember) else path

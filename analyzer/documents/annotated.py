"""A submitted file → its Word copy with comments, written by the process that reads."""

from __future__ import annotations

import os
from pathlib import Path

from analyzer.documents.archive import ArchiveMember
from analyzer.documents.isolation.process import Limits, process
from analyzer.documents.word.annotate.comment import Comments, of_comments
from analyzer.documents.word.annotate.write import digest_of

_USUAL = Limits()


def write_annotated(
    found: str | os.PathLike[str] | ArchiveMember,
    text: str,
    comments: Comments,
    target: Path,
    *,
    limits: Limits = _USUAL,
) -> None:
    """Writes a Word copy of a submitted file with comments in it.

    Args:
        found: The file, of a format in ``copies.KEEPING_LAYOUT``, or a member of an archive.
        text: Its text, as it was read.
        comments: The comments, at offsets of the text.
        target: Where to write.
        limits: What it may cost.

    Raises:
        UnreadableDocument: The file cannot be read, is another by now, or costs too much.
        OSError: The target cannot be written.
    """
    path, members = (
        (found.archive, found.members) if isinstance(found, ArchiveMember) else (found, ())
    )
    request = {
        "path": os.path.abspath(path),
        "name": str(found),
        "members": members,
        "want": "annotated",
        "target": os.path.abspath(target),
        "digest": digest_of(text),
        "comments": of_comments(comments),
    }
    failed = process.ask(request, limits)["failed"]
    if failed is not None:
        raise OSError(*failed)

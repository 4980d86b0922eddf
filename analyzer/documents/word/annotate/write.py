"""A submitted Word file and comments → its copy with the comments in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analyzer.documents.faults import fault
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comment, Comments
from analyzer.documents.word.annotate.marks import put_marks
from analyzer.documents.word.annotate.package import Package
from analyzer.documents.word.annotate.part import (
    add_comments,
    empty_part,
    free_numbers,
    used_numbers,
)
from analyzer.documents.word.package import damaged
from analyzer.documents.word.read import trace_word
from analyzer.errors import UnreadableDocument

_LEFT_OUT = "送审文件里的宏、数字签名等没有带入这份批注副本。"


def digest_of(text: str) -> str:
    """Returns what tells one extracted text from another: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def annotate_word(source: Source, comments: Comments, digest: str, target: Path) -> None:
    """Writes a copy of a .docx file with comments; what it looks like does not change.

    Comments that are there already stay. Macros and signatures are left out, which the first
    comment then says.

    Args:
        source: The whole file.
        comments: The comments, at offsets of the text that ``read_word`` gives.
        digest: ``digest_of`` the text that the comments are about.
        target: Where to write.

    Raises:
        UnreadableDocument: As ``read_word`` says; or the file's text is another by now
            (``changed``).
        OSError: The target cannot be written.
    """
    text, origins, main = trace_word(source)
    if digest_of(text) != digest:
        raise fault(source.name, "changed", "文件在检查以后有改动", "请关闭正在编辑它的程序后重试")
    try:
        package = Package(source.data)
        without = package.leave_out()
        part = package.comments(main, empty_part())
        told = _told(comments.comments, without=without)
        numbered = dict(zip(free_numbers(used_numbers(main.root, part.root)), told, strict=False))
        put_marks(text, origins, numbered)
        add_comments(part.root, comments, numbered)
        package.change(main)
        package.write(target)
    except (OSError, UnreadableDocument):
        raise
    except Exception as error:
        # Whatever a broken package makes the libraries raise, the remedy is the same.
        raise damaged(source.name, "Word 文件有损坏，写不了批注") from error


def _told(comments: tuple[Comment, ...], *, without: bool) -> tuple[Comment, ...]:
    if not without or not comments:
        return comments
    first, *others = comments
    return first._replace(paragraphs=(*first.paragraphs, _LEFT_OUT)), *others

"""The errors of reading, as all readers raise them. Codes are listed in ``read_document``."""

from __future__ import annotations

from analyzer.errors import UnreadableDocument


def fault(source: str, code: str, message: str, remedy: str) -> UnreadableDocument:
    """Returns an error about one file.

    Args:
        source: The path as the user gave it.
        code: What follows ``unreadable.``, such as ``damaged``.
        message: What is wrong, in Chinese, without a full stop.
        remedy: What to do about it, likewise.
    """
    return UnreadableDocument(message, remedy=remedy, source=source, code=f"unreadable.{code}")

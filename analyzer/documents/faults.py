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


def declares_entities(source: str) -> UnreadableDocument:
    """Returns the error for XML with a document type, whose entities could bomb or fetch files."""
    return fault(
        source,
        "entities",
        "文件里有实体声明，疑似恶意文件，没有读",
        "请核对来源，请报送单位另存一份后重报",
    )

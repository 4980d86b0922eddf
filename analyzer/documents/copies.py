"""Bytes of a submitted file and comments → a Word copy of it with the comments, in this process."""

from __future__ import annotations

from pathlib import Path

from analyzer.documents.faults import fault
from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comments
from analyzer.documents.word.annotate.write import annotate_word

# Formats, as ``Provenance`` names them, that are Word files or that LibreOffice makes such of. Others
# have no layout that a Word file could keep.
KEEPING_LAYOUT = frozenset(
    kind.value
    for kind in (Kind.WORD, Kind.OLD_WORD, Kind.RICH_TEXT, Kind.WORD_XML, Kind.OPEN_DOCUMENT)
)


def write_copy(source: Source, comments: Comments, digest: str, target: Path) -> None:
    """Writes a Word copy of a file with comments; what it looks like does not change.

    Args:
        source: A file in one of the formats ``KEEPING_LAYOUT``.
        comments: The comments, at offsets of the text that was read.
        digest: ``digest_of`` that text.
        target: Where to write.

    Raises:
        UnreadableDocument: The file cannot be read, or is another by now (``changed``).
        OSError: The target cannot be written.
    """
    kind = kind_of(source.data)
    if kind.value not in KEEPING_LAYOUT:
        raise fault(source.name, "changed", "文件在检查以后有改动", "请重新检查后再试")
    if kind is not Kind.WORD:
        from analyzer.documents.office.read import converted

        source = converted(source)
    annotate_word(source, comments, digest, target)

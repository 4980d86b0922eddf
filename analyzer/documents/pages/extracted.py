"""Pages → the text of a file: where every reader of pages ends."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.documents.faults import fault
from analyzer.documents.pages.flow import flow
from analyzer.documents.pages.page import Page
from analyzer.model.text import ExtractedText, Provenance

MAX_TEXT = 16 * 1024 * 1024


def extracted(pages: Sequence[Page], name: str, format: str, *, what: str) -> ExtractedText:
    """Returns pages as the text of a file.

    Args:
        pages: In order.
        name: The path as the user gave it.
        format: The usual ending of such files.
        what: What people call them, such as ``PDF 文件``.

    Raises:
        UnreadableDocument: ``code`` is too-large or empty.
    """
    running = flow(pages)
    if len(running.text) > MAX_TEXT:
        raise fault(name, "too-large", f"{what}里的内容多得不像报告", "请核对是不是报告")
    if not running.text.strip():
        raise fault(name, "empty", f"{what}里没有文字", "请核对文件，或请报送单位重发")
    return ExtractedText(
        running.text,
        Provenance(
            name=name,
            format=format,
            page_starts=running.page_starts,
            confidence=running.confidence,
        ),
    )

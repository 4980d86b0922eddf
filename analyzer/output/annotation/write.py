"""A reviewed report → its annotated Word copy as a file."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from analyzer.documents.annotated import write_annotated
from analyzer.documents.archive import ArchiveMember
from analyzer.documents.copies import KEEPING_LAYOUT
from analyzer.documents.isolation.process import Limits
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comments
from analyzer.documents.word.annotate.write import annotate_word, digest_of
from analyzer.lexicon.schema import Pack
from analyzer.model.text import ExtractedText
from analyzer.output.annotation.notes import comments_on
from analyzer.output.annotation.rebuilt import rebuilt, storable
from analyzer.output.wording import visible
from analyzer.review.outcome import Reviewed


class Annotator:
    """Writes annotated copies.

    Args:
        pack: The pack that the reports were judged with.
        author: Who makes the comments.
        initials: How the author is called where space is short.
        at: When they are made.
        limits: What the copy of one file may cost.
    """

    def __init__(
        self, pack: Pack, *, author: str, initials: str, at: datetime, limits: Limits
    ) -> None:
        self._pack = pack
        self._limits = limits
        self._blank = Comments(
            author=visible(author), initials=visible(initials), at=at, comments=()
        )

    def write(
        self,
        found: str | ArchiveMember,
        text: ExtractedText,
        reviewed: Reviewed,
        target: Path,
    ) -> None:
        """Writes the annotated copy of one report.

        A Word file is copied as it is. Of old Word files, WPS and the like it is the .docx file that
        LibreOffice makes of them; of all others, and of what comes through a pipe and can be read
        only once, a plain one set from the text.

        Args:
            found: The file that was handed in.
            text: Its text, as it was read.
            reviewed: What was found in it.
            target: Where to write.

        Raises:
            UnreadableDocument: The file has changed since, or the copy costs too much.
            OSError: The target cannot be written.
        """
        there = isinstance(found, ArchiveMember) or os.path.isfile(found)
        kept = there and text.provenance.format in KEEPING_LAYOUT
        comments = replace(
            self._blank, comments=comments_on(reviewed, self._pack, rebuilt=not kept)
        )
        if kept:
            write_annotated(found, text.text, comments, target, limits=self._limits)
            return
        source = Source(data=rebuilt(reviewed.result), name=str(found))
        annotate_word(source, comments, digest_of(storable(text.text)), target)

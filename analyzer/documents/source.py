"""What a reader of one format is given. Every reader is a function ``Source → ExtractedText``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.model.text import ExtractedText


def _nobody_listens(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One submitted file, in memory.

    Attributes:
        data: The whole file.
        name: The path as the user gave it; for a file in an archive, the archive's path, ``/`` and
            the name inside.
        progress: Called with pages done and pages in all, where a reader takes seconds a page.
    """

    data: bytes
    name: str
    progress: Callable[[int, int], None] = _nobody_listens


Reader = Callable[[Source], ExtractedText]

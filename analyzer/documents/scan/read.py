"""Picture files and scanned pages of PDF files → text, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from analyzer.documents.faults import fault
from analyzer.documents.pages.extracted import extracted
from analyzer.documents.pages.page import Page
from analyzer.documents.scan.pictures import Pictures
from analyzer.documents.scan.piece import Engine, Picture
from analyzer.documents.scan.recognise import engines, recognise
from analyzer.documents.source import Source
from analyzer.model.text import ExtractedText

_MOST_TEXT = 16 * 1024 * 1024
_DPI = 200
_POINTS = 72
# An A3 sheet at 200 dpi has 8 million; a banner is drawn coarser.
_MOST_PIXELS = 16_000_000


def read_image(source: Source) -> ExtractedText:
    """Returns the text on a picture: PNG, JPEG, BMP, TIFF with all its pages, GIF or WebP.

    Args:
        source: The file; its ``progress`` is told after each page.

    Raises:
        UnreadableDocument: ``code`` is ``unreadable.`` and one of damaged, too-large, empty,
            no-ocr.
    """
    pictures = Pictures(source)
    program = engines(source.name)
    pages: list[Page] = []
    characters = 0
    for picture in pictures:
        pages.append(recognise(picture, program))
        characters += sum(len(line.text) for line in pages[-1].lines)
        if characters > _MOST_TEXT:
            raise fault(source.name, "too-large", "图片里的文字多得不像报告", "请核对是不是报告")
        source.progress(len(pages), pictures.count)
    return extracted(pages, source.name, pictures.format, what="图片")


def recogniser(name: str) -> Callable[[Any], Page]:
    """Returns what reads a page of pypdfium2 as a picture; its lines are placed in points.

    The engines are loaded when the first page comes.

    Args:
        name: The file, for the error where there is no engine.
    """
    loaded: list[Engine] = []

    def read(page: Any) -> Page:
        if not loaded:
            loaded.extend(engines(name))
        picture, scale = _drawn(page)
        return _scaled(recognise(picture, loaded), 1 / scale)

    return read


def _drawn(page: Any) -> tuple[Picture, float]:
    """Returns a page as a picture, and its pixels a point."""
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels[:, :, :3], scale


def _scaled(page: Page, factor: float) -> Page:
    lines = tuple(
        line._replace(
            left=line.left * factor,
            top=line.top * factor,
            right=line.right * factor,
            bottom=line.bottom * factor,
            size=line.size * factor,
        )
        for line in page.lines
    )
    return Page(
        lines=lines,
        width=page.width * factor,
        height=page.height * factor,
        confidence=page.confidence,
    )

"""A picture → a page, by whichever engine the machine has; a second one where the first is unsure."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.documents.faults import fault
from analyzer.documents.pages.page import Page
from analyzer.documents.scan import rapid, tesseract
from analyzer.documents.scan.lines import lines_of
from analyzer.documents.scan.piece import Engine, Picture, Reading, confidence

LOW_CONFIDENCE = 0.95


def engines(name: str) -> tuple[Engine, ...]:
    """Returns the engines of this machine, the better one first.

    Args:
        name: The file that is to be read, for the error.

    Raises:
        UnreadableDocument: There is none (``unreadable.no-ocr``).
    """
    found: list[Engine] = []
    if rapid.installed():
        found.append(rapid.Rapid())
    program = tesseract.find()
    if program is not None:
        found.append(program)
    if not found:
        raise fault(
            name,
            "no-ocr",
            "这是扫描件或图片，本机没有安装文字识别组件",
            '请运行 pip install "fazhi[ocr]"；不能上网的电脑，先在能上网的电脑上运行'
            ' pip download "fazhi[ocr]"，把下载的文件拷过来安装',
        )
    return tuple(found)


def recognise(picture: Picture, engines: Sequence[Engine]) -> Page:
    """Returns the page on a picture, measured in pixels.

    Args:
        picture: Of one page, or of two side by side; skewed, on its side or upside down.
        engines: The better one first. The others are asked where all before them are unsure, and
            believed where they are surer.
    """
    best, sure = Reading(pieces=(), width=picture.shape[1], height=picture.shape[0]), -1.0
    for engine in engines:
        if sure >= LOW_CONFIDENCE:
            break
        reading = engine.read(picture)
        if (now := confidence(reading.pieces)) > sure:
            best, sure = reading, now
    return Page(
        lines=lines_of(best), width=best.width, height=best.height, confidence=round(sure, 4)
    )

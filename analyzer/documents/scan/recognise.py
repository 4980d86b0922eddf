"""A picture → a page, by whichever engine the machine has; a second one where the first is unsure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analyzer.documents.faults import fault
from analyzer.documents.pages.page import Page
from analyzer.documents.scan import rapid, tesseract
from analyzer.documents.scan.lines import lines_of
from analyzer.documents.scan.piece import Engine, Picture, Reading, confidence
from analyzer.documents.scan.strips import read_long
from analyzer.model.text import LOW_CONFIDENCE

# Of 18 bad pages tesseract read none better than PP-OCR did; below this it is not worth its time,
# which is 13 s on a noisy page.
_HOPELESS = 0.7
# An engine that sees much less of a page is not better, however sure of that.
_AS_MUCH = 0.8
# A page is looked at in so many patches across; they differ by so much, of 255, where it has ink.
_PATCHES = 40
_PLAIN = 12.0


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
        engines: The better one first. The others are asked where all before them are unsure
            but see something, and believed where they are surer.
    """
    first, *others = engines
    best = read_long(first, picture)
    for engine in others:
        if not _HOPELESS <= confidence(best.pieces) < LOW_CONFIDENCE:
            break
        other = read_long(engine, picture)
        if _written(other) >= _AS_MUCH * _written(best) and (
            confidence(other.pieces) > confidence(best.pieces)
        ):
            best = other
    # Where there is ink and nobody can read it, nobody knows what it says.
    sure = confidence(best.pieces) if best.pieces or _is_blank(picture) else 0.0
    lines = lines_of(best)
    # Two pages side by side have become one long one.
    height = max([float(best.height), *(line.bottom for line in lines)])
    return Page(lines=lines, width=best.width, height=height, confidence=round(sure, 4))


def _written(reading: Reading) -> int:
    return sum(len(piece.text) for piece in reading.pieces)


def _is_blank(picture: Picture) -> bool:
    """Tells whether a picture is paper only, with the dust and the dark edges of a scan."""
    height, width = picture.shape[:2]
    paper = picture[height // 10 : height - height // 10, width // 10 : width - width // 10]
    rows, columns = max(1, paper.shape[0] // _PATCHES), max(1, paper.shape[1] // _PATCHES)
    patches = paper[:, :, 1][: rows * _PATCHES, : columns * _PATCHES].astype(np.float32)
    shades = patches.reshape(-1, rows, patches.shape[1] // columns, columns).mean(axis=(1, 3))
    return bool(np.ptp(shades) < _PLAIN)

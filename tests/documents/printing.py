"""Pages drawn as pictures, what scanning does to them, and how wrong a reading of them is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 200
# A4 in official layout (GB/T 9704-2012, 5.2 and 7): 16 pt, 28 characters a line, 22 lines.
A4 = (1654, 2339)
SIZE, PITCH, LINES = 44, 78, 22
LEFT, TOP, RIGHT = 220, 290, 1452
FONTS = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "wqy-microhei.ttc",
    "uming.ttc",
    "ukai.ttc",
    "simsun.ttc",
    "simfang.ttf",
    "Songti.ttc",
)
_FOLDERS = (Path("/usr/share/fonts"), Path("C:/Windows/Fonts"), Path("/System/Library/Fonts"))
_NO_START = "，。、；：？！”）》"
_COUNTED = re.compile("[^\u3400-\u9fff0-9]")

Lines = Sequence[tuple[float, str]]
Scan = Callable[[Image.Image], Image.Image]


def fonts() -> list[Path]:
    """Returns the Chinese fonts of this machine."""
    return [path for name in FONTS for folder in _FOLDERS for path in sorted(folder.rglob(name))]


def font(size: int, *, path: Path | None = None) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path or fonts()[0], size)


def set_lines(text: str) -> list[tuple[float, str]]:
    """Breaks paragraphs into lines, each with its indent in pixels; no mark begins a line."""
    face = font(SIZE)
    lines: list[tuple[float, str]] = []
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        indent, line = 2.0 * SIZE, ""
        for ch in paragraph:
            if face.getlength(line + ch) > RIGHT - LEFT - indent and ch not in _NO_START:
                lines.append((indent, line))
                indent, line = 0.0, ""
            line += ch
        lines.append((indent, line))
    return lines


def pages_of(text: str) -> Iterator[list[tuple[float, str]]]:
    """Yields the lines of each page."""
    lines = set_lines(text)
    for start in range(0, len(lines), LINES):
        yield lines[start : start + LINES]


def printed(lines: Lines, *, path: Path | None = None) -> Image.Image:
    """Draws a page at 200 dpi."""
    page = Image.new("RGB", A4, "white")
    draw, face = ImageDraw.Draw(page), font(SIZE, path=path)
    for number, (indent, line) in enumerate(lines):
        draw.text((LEFT + indent, TOP + PITCH * number), line, fill="black", font=face)
    return page


def said(lines: Lines) -> str:
    return "".join(text for _, text in lines)


def wrong(got: str, wanted: str) -> float:
    """Returns the share of Chinese characters and digits that are wrong, missing or too many."""
    a, b = _COUNTED.sub("", got), _COUNTED.sub("", wanted)
    row = list(range(len(b) + 1))
    for number, ch in enumerate(a, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(b, 1):
            changed = before + (ch != other)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, changed)
    return row[-1] / len(b)


def coarse(dpi: int) -> Scan:
    size = (A4[0] * dpi // DPI, A4[1] * dpi // DPI)
    return lambda image: image.resize(size, Image.Resampling.LANCZOS)


def blurred(radius: float) -> Scan:
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


def noisy(deviation: float) -> Scan:
    def scan(image: Image.Image) -> Image.Image:
        noise = np.random.default_rng(7).normal(0, deviation, (image.height, image.width, 1))
        return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))

    return scan


def pressed(dpi: int, quality: int) -> Scan:
    """As sent through a messenger: small, and JPEG of low quality."""

    def scan(image: Image.Image) -> Image.Image:
        file = io.BytesIO()
        coarse(dpi)(image).save(file, "JPEG", quality=quality)
        return Image.open(file).convert("RGB")

    return scan


def faded(share: float) -> Scan:
    """As from an empty cartridge: only so much of the ink is left."""
    shades = [round(255 - (255 - value) * share) for value in range(256)]
    return lambda image: image.point(shades * 3)


def black_and_white(image: Image.Image) -> Image.Image:
    return image.convert("L").point([0] * 160 + [255] * 96).convert("RGB")


def speckled(share: float) -> Scan:
    def scan(image: Image.Image) -> Image.Image:
        pixels, dirt = np.array(image), np.random.default_rng(3)
        chance = dirt.random(pixels.shape[:2])
        pixels[chance < share / 2] = 0
        pixels[chance > 1 - share / 2] = 255
        return Image.fromarray(pixels)

    return scan

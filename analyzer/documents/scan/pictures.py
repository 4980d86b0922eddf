"""Bytes of a picture file → the pages on it as pixels, within bounds, the way up its camera noted."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from analyzer.documents.faults import fault
from analyzer.documents.scan.piece import Picture
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument

# What Pillow calls a format → the usual ending of such files.
_ENDINGS = {
    "PNG": "png",
    "JPEG": "jpg",
    "BMP": "bmp",
    "TIFF": "tif",
    "GIF": "gif",
    "WEBP": "webp",
}
# An A3 sheet at 600 dpi has 70 million.
MOST_PIXELS = 80_000_000
MOST_PAGES = 500
# Below, nothing is written that could be read.
_LEAST_SIDE = 16
_RESEND = "请重新复制或重新扫描，或请报送单位重发"
_RESCAN = "请用 200 至 300 DPI 重新扫描，或请报送单位重发"


class Pictures:
    """The pages of one picture file, decoded one by one.

    Iterating raises ``UnreadableDocument`` where a page turns out damaged or too large.

    Attributes:
        format: The usual ending of such files.
        count: How many pages there are.
    """

    def __init__(self, source: Source) -> None:
        """Opens the file.

        Raises:
            UnreadableDocument: It is no picture (``format``), damaged, or ``too-large``.
        """
        self._name = source.name
        self._file = _opened(source)
        # Photos with a second picture for depth are opened as JPEG and then called otherwise (MPO).
        self.format = _ENDINGS.get(self._file.format, "jpg")
        # Only a TIFF file has pages; the others have frames of a film.
        self.count = self._counted() if self.format == "tif" else 1

    def __iter__(self) -> Iterator[Picture]:
        for number in range(self.count):
            yield self._page(number)

    def _counted(self) -> int:
        count = 1
        while count <= MOST_PAGES:
            try:
                self._file.seek(count)
            except EOFError:
                return count
            except Exception as error:
                raise _damaged(self._name) from error
            count += 1
        raise fault(
            self._name,
            "too-large",
            f"图片文件超过 {MOST_PAGES} 页",
            "请核对是不是报告；如果是汇编，请只截取报告所在的页",
        )

    def _page(self, number: int) -> Picture:
        from PIL import ImageOps

        try:
            self._file.seek(number)
            _bounded(self._file, self._name)
            return _pixels(ImageOps.exif_transpose(self._file))
        except UnreadableDocument:
            raise
        except Exception as error:
            # Decoders of broken files raise whatever they stumble over.
            raise _damaged(self._name) from error


def _opened(source: Source) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Its own limit is lower than ours, and a warning only.
            warnings.simplefilter("ignore")
            file = Image.open(io.BytesIO(source.data), formats=tuple(_ENDINGS))
    except Image.DecompressionBombError as error:
        raise _too_large(source.name) from error
    except UnidentifiedImageError as error:
        raise fault(source.name, "damaged", "图片已损坏，打不开", _RESEND) from error
    except Exception as error:
        raise _damaged(source.name) from error
    _bounded(file, source.name)
    return file


def _bounded(file: Any, name: str) -> None:
    if file.width * file.height > MOST_PIXELS:
        raise _too_large(name)


def _pixels(image: Any) -> Picture:
    """Returns any kind of picture in colour, on white paper, with 8 bits a colour."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        image = Image.fromarray(_eight_bits(np.asarray(image, dtype=np.float32)))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    pixels: Picture = np.asarray(image.convert("RGB"), dtype=np.uint8)
    if min(pixels.shape[:2]) < _LEAST_SIDE:
        return np.full((_LEAST_SIDE, _LEAST_SIDE, 3), 255, dtype=np.uint8)
    return pixels


def _eight_bits(values: Any) -> Any:
    """Returns values of 16 bits or of real numbers spread over 0 to 255."""
    values = np.nan_to_num(values)
    low, high = float(values.min()), float(values.max())
    return ((values - low) * (255 / max(high - low, 1e-9))).astype(np.uint8)


def _too_large(name: str) -> UnreadableDocument:
    return fault(name, "too-large", f"图片超过 {MOST_PIXELS // 10_000} 万像素，太大", _RESCAN)


def _damaged(name: str) -> UnreadableDocument:
    return fault(name, "damaged", "图片已损坏或没有传完", _RESEND)

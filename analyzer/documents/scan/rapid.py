"""PP-OCR by rapidocr: detect lines, turn the page upright, recognise the lines.

The three models lie inside the wheel of rapidocr. They are handed over by path, so that the code
that would fetch one from the network is never reached.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.documents.scan.piece import Picture, Piece, Reading

# For each line its corners: upper left, upper right, lower right, lower left; as (x, y).
_Boxes = NDArray[np.float32]

_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_MODELS = {"Det": "*_det_*.onnx", "Cls": "*_cls_*.onnx", "Rec": "*_rec_*.onnx"}
# An A4 page at 200 dpi keeps its size; a photo of 12 megapixels is made smaller.
_LONGEST = 2400
# Lines are found as well on a smaller picture: a page takes 0.9 s instead of 1.3 s, and with the
# ratio below nothing was wrong on 24 pages in eight typefaces.
_DETECTED = 1280
# Tighter boxes cut strokes off light typefaces: 0.02 % wrong characters with the 1.6 that comes
# with the library, none on the same pages with 2.0.
_UNCLIP = 2.0
# Longer than so many heights (84 characters) is no line of text but a rule. A page of those took
# 20 s and 1.4 GB to read nothing.
_THINNEST = 100
# Differences of paper and ink, of 255: of a blank page, and of one that is to be made darker.
_NO_INK = 10
_FADED = 150
_SAMPLE = 4
# Lines that say which way up the page is, and how sure they are read on one that is upright.
_VOTERS = 4
_UPRIGHT = 0.9
_TALL = 1.5
# Below, a line with red ink on it is read again without the ink.
_UNSURE = 0.9
_REDDISH = 40
_INKED = 0.03
# A space is as wide as a character or a little less; steps vary by a fifth, so that one as narrow
# as a Latin space cannot be told.
_SPACE = 1.5
_LEAST_STEPS = 3
_HAN = re.compile("[\u3400-\u9fff]{2}")
_SPACED = re.compile("[\u3400-\u9fff][\u3400-\u9fff0-9]|[0-9][\u3400-\u9fff]")


class Rapid:
    """The engine of the extra ``[ocr]``."""

    def __init__(self) -> None:
        """Loads the models, which takes half a second; reading takes up to 0.9 GB (measured)."""
        import onnxruntime
        import rapidocr

        # Windows builds would report their use to Microsoft.
        onnxruntime.disable_telemetry_events()
        paths = {f"{part}.model_path": str(path) for part, path in _models().items()}
        self._library: Any = rapidocr.RapidOCR(
            params={
                **paths,
                "Global.log_level": "critical",
                "Global.return_word_box": True,
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTED,
                "Det.unclip_ratio": _UNCLIP,
            }
        )

    def read(self, picture: Picture) -> Reading:
        """Returns the lines of a picture, whichever way up it lies."""
        picture = _contrasted(_within(picture))
        boxes = self._detect(picture)
        if _sideways(boxes):
            picture, boxes = _turned(picture, boxes, 1)
        if self._upside_down(picture, boxes):
            picture, boxes = _turned(picture, boxes, 2)
        height, width = picture.shape[:2]
        pieces = self._recognise(picture, boxes)
        return Reading(pieces=pieces, width=width, height=height)

    def _detect(self, picture: Picture) -> _Boxes:
        from rapidocr.main import RapidOCRError

        try:
            # The library takes pictures as blue, green, red.
            _, found = self._library.detect_and_crop(picture[:, :, ::-1], {})
        except RapidOCRError:
            # Its way to say that there is no text.
            return np.zeros((0, 4, 2), dtype=np.float32)
        boxes = np.asarray(found.boxes, dtype=np.float32)
        sides = np.linalg.norm(np.roll(boxes, -1, axis=1) - boxes, axis=2)
        return np.asarray(boxes[sides.max(axis=1) < _THINNEST * sides.min(axis=1)])

    def _upside_down(self, picture: Picture, boxes: _Boxes) -> bool:
        """Tells by reading some of the longest lines both ways, which the surer reading decides.

        The library's own classifier of directions is wrong on every third long line.
        """
        longest = sorted(boxes, key=lambda box: -np.linalg.norm(box[1] - box[0]))[:_VOTERS]
        crops = [_crop(picture, box) for box in longest]
        upright = self._sureness(crops)
        if upright >= _UPRIGHT:
            return False
        return self._sureness([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]) > upright

    def _sureness(self, crops: Sequence[Picture]) -> float:
        """Returns the mean confidence with which lines are read; 1 without any."""
        scores = [score for _, score in self._texts(crops)]
        return sum(scores) / len(scores) if scores else 1.0

    def _recognise(self, picture: Picture, boxes: _Boxes) -> tuple[Piece, ...]:
        crops = [_crop(picture, box) for box in boxes]
        texts = self._texts(crops)
        again = [
            number
            for number, (_, score) in enumerate(texts)
            if score < _UNSURE and _red(crops[number]).mean() > _INKED
        ]
        for number, text in zip(
            again, self._texts([_bleached(crops[n]) for n in again]), strict=True
        ):
            texts[number] = max(texts[number], text, key=lambda read: read[1])
        return tuple(
            _piece(text, score, box)
            for (text, score), box in zip(texts, boxes, strict=True)
            if text.strip()
        )

    def _texts(self, crops: Sequence[Picture]) -> list[tuple[str, float]]:
        if not crops:
            return []
        found = self._library.recognize_txt([crop[:, :, ::-1] for crop in crops])
        texts = map(_spaced, found.txts, found.word_results)
        return list(zip(texts, map(float, found.scores), strict=True))


def installed() -> bool:
    """Tells whether the extra is there, with its models."""
    return all(find_spec(name) for name in _NEEDED) and len(_models()) == len(_MODELS)


def _models() -> dict[str, Path]:
    """Returns the models by the part of the library that they are for."""
    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        return {}
    folder = Path(package.origin).parent / "models"
    found = {part: sorted(folder.glob(name)) for part, name in _MODELS.items()}
    return {part: paths[0] for part, paths in found.items() if paths}


def _within(picture: Picture) -> Picture:
    import cv2

    height, width = picture.shape[:2]
    scale = _LONGEST / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _contrasted(picture: Picture) -> Picture:
    """Returns a faded page with its ink dark again; lines too pale are not found at all."""
    dark, light = np.percentile(picture[::_SAMPLE, ::_SAMPLE], (1, 99))
    if not _NO_INK < light - dark < _FADED:
        return picture
    shades = np.clip((np.arange(256) - dark) * (255 / (light - dark)), 0, 255)
    return np.asarray(shades.astype(np.uint8)[picture])


def _sideways(boxes: _Boxes) -> bool:
    """Tells whether most of the text runs up or down."""
    wide = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    tall = np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
    return bool(tall[tall > _TALL * wide].sum() > wide[wide > _TALL * tall].sum())


def _turned(picture: Picture, boxes: _Boxes, quarters: int) -> tuple[Picture, _Boxes]:
    """Returns picture and boxes turned against the clock."""
    for _ in range(quarters):
        width = picture.shape[1]
        picture = np.rot90(picture)
        boxes = np.stack([boxes[..., 1], width - boxes[..., 0]], axis=-1)
        boxes = np.roll(boxes, -1, axis=1)
    return np.ascontiguousarray(picture), boxes


def _crop(picture: Picture, box: _Boxes) -> Picture:
    """Returns one line, made level."""
    import cv2

    width, height = _size(box)
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(box), level)
    crop = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(crop, dtype=np.uint8)


def _size(box: _Boxes) -> tuple[int, int]:
    top, right, bottom, left = np.linalg.norm(np.roll(box, -1, axis=0) - box, axis=1)
    return max(1, int(max(top, bottom))), max(1, int(max(left, right)))


def _red(crop: Picture) -> NDArray[np.bool_]:
    """Returns where there is red ink (a seal) and nothing dark below it."""
    red, green, blue = (crop[:, :, n].astype(np.int16) for n in range(3))
    return np.asarray(red - np.maximum(green, blue) > _REDDISH, dtype=np.bool_)


def _bleached(crop: Picture) -> Picture:
    """Returns the crop as seen through red glass: a seal vanishes, the text below it stays."""
    return np.repeat(crop[:, :, :1], 3, axis=2)


def _spaced(text: str, places: Any) -> str:
    """Returns a line with the spaces beside Chinese characters as their places have them.

    The recogniser leaves most of them out and invents some.

    Args:
        text: The line.
        places: Where its characters stand, as the library tells: the columns in ``word_cols``,
            without those of spaces.
    """
    columns = [column for word in places.word_cols for column in word]
    written = [match.span() for match in re.finditer(r"\S", text)]
    if len(columns) != len(written):
        return text
    gaps = [
        (end, start, right - left)
        for (_, end), (start, _), (left, right) in zip(
            written, written[1:], pairwise(columns), strict=False
        )
    ]
    steps = [step for end, start, step in gaps if _HAN.fullmatch(text[end - 1] + text[start])]
    if len(steps) < _LEAST_STEPS:
        return text
    wide = _SPACE * float(np.median(steps))
    out = [text[slice(*written[0])]]
    for end, start, step in gaps:
        is_space = step > wide and _SPACED.fullmatch(text[end - 1] + text[start])
        out.append("\u3000" if is_space else text[end:start])
        out.append(text[start])
    return "".join(out)


def _piece(text: str, score: float, box: _Boxes) -> Piece:
    start, end = (box[0] + box[3]) / 2, (box[1] + box[2]) / 2
    return Piece(
        text=text,
        score=score,
        start=(float(start[0]), float(start[1])),
        end=(float(end[0]), float(end[1])),
        height=float(_size(box)[1]),
    )

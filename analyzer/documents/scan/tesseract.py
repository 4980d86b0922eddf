"""Tesseract with its Chinese model, where the machine has it: a program of its own, called by pipe."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from analyzer.documents.scan.piece import Picture, Piece, Reading, confidence

_LANGUAGE = "chi_sim"
# A page takes one to ten seconds; one full of specks never ends.
_SECONDS = 20
# It doubts more than PP-OCR: with 4 to 6 % wrong characters it says 0.83 (median of 15 pages), where
# PP-OCR says 0.93 and more. The cube root brings both to about one scale.
_SCALE = 1 / 3
_DPI = 200
_ROTATE = re.compile(r"^Rotate: (90|180|270)$", re.M)
# Words further apart than this many heights stand in different columns.
_APART = 1.5
# Below, the page may be upside down.
_SURE = 0.9


class _Word(NamedTuple):
    line: tuple[int, int, int]
    left: float
    top: float
    width: float
    height: float
    score: float
    text: str


class Tesseract:
    """The engine of ``tesseract`` on the PATH."""

    def __init__(self, program: str) -> None:
        """Remembers where the program is."""
        self._program = program

    def read(self, picture: Picture) -> Reading:
        """Returns the lines of a picture; one that reads badly is turned as its script tells."""
        pieces = self._pieces(picture)
        if (confidence(pieces) < _SURE or _steep(pieces)) and (turns := self._quarters(picture)):
            picture = np.ascontiguousarray(np.rot90(picture, turns))
            pieces = self._pieces(picture)
        height, width = picture.shape[:2]
        return Reading(pieces=pieces, width=width, height=height)

    def _pieces(self, picture: Picture) -> tuple[Piece, ...]:
        told = self._run(picture, "-l", _LANGUAGE, "--psm", "3", "tsv")
        return tuple(
            piece
            for _, words in groupby(_words(told), key=lambda word: word.line)
            for piece in _split(list(words))
        )

    def _quarters(self, picture: Picture) -> int:
        """Returns the quarter turns against the clock that put the page upright."""
        found = _ROTATE.search(self._run(picture, "-l", "osd", "--psm", "0"))
        # It tells degrees with the clock.
        return (-int(found.group(1)) // 90) % 4 if found else 0

    def _run(self, picture: Picture, *options: str) -> str:
        """Returns what the program prints; nothing where it fails or takes too long."""
        from PIL import Image

        file = io.BytesIO()
        Image.fromarray(picture).convert("L").save(file, "PNG", compress_level=1)
        command = [self._program, "stdin", "stdout", "--dpi", str(_DPI), *options]
        # More threads only wait for each other.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command,
                input=file.getvalue(),
                capture_output=True,
                env=environment,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.decode("utf-8", "replace")


def find() -> Tesseract | None:
    """Returns the engine where the program and its Chinese model are there."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    languages = done.stdout.decode("utf-8", "replace").split()
    return Tesseract(program) if _LANGUAGE in languages else None


def _steep(pieces: Sequence[Piece]) -> bool:
    """Tells whether most lines run up or down: it takes a page on its side for vertical writing."""
    runs = [(abs(b[0] - a[0]), abs(b[1] - a[1])) for _, _, a, b, _ in pieces]
    return sum(down for _, down in runs) > sum(along for along, _ in runs)


def _words(told: str) -> Iterator[_Word]:
    """Yields the words of a TSV: level, page, block, paragraph, line, word, place, score, text."""
    for row in told.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            _, _, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
            yield _Word(
                (block, paragraph, line),
                left,
                top,
                width,
                height,
                (max(0.0, float(cells[10])) / 100) ** _SCALE,
                cells[11].strip(),
            )


def _split(words: list[_Word]) -> Iterator[Piece]:
    """Yields the pieces of one line: its words, parted where there is a wide gap."""
    height = float(np.median([word.height for word in words]))
    began = 0
    for number in range(1, len(words) + 1):
        if number < len(words):
            before = words[number - 1]
            if words[number].left - before.left - before.width <= _APART * height:
                continue
        yield _piece(words[began:number])
        began = number


def _piece(words: list[_Word]) -> Piece:
    first, last = words[0], words[-1]
    weights = [len(word.text) for word in words]
    return Piece(
        text="".join(_joined(words)),
        score=float(np.average([word.score for word in words], weights=weights)),
        start=(first.left, first.top + first.height / 2),
        end=(last.left + last.width, last.top + last.height / 2),
        height=float(max(word.height for word in words)),
    )


def _joined(words: list[_Word]) -> Iterator[str]:
    """Yields the words with a space only between Latin ones."""
    for number, word in enumerate(words):
        if number and word.text[0].isascii() and words[number - 1].text[-1].isascii():
            yield " "
        yield word.text

"""What verdicts depend on, as fingerprints: while they are the same, nothing is judged again."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from analyzer import __version__
from analyzer.lexicon.schema import Pack
from analyzer.matching.segment import Engine
from analyzer.model.report import ReaderState

_PACKAGE = Path(__file__).resolve().parent.parent
_READING = ("documents", "model/text.py")
_READERS = ("pypdfium2", "python-docx", "lxml", "ofdkit", "olefile", "rapidocr", "onnxruntime")
_JUDGING = (
    "judgement",
    "lexicon",
    "matching",
    "model",
    "reader",
    "structure",
    "pipeline.py",
    "restoration.py",
    "scoring.py",
)


class Key(NamedTuple):
    """Under what a text and a result are kept.

    Attributes:
        reading: Fingerprint of how files become texts: the readers' code and their libraries. What
            stands outside Python (LibreOffice, tesseract) is not in it.
        judging: Fingerprint of how texts become verdicts: the pack's content with all overlays, the
            judging code, the engine that cuts words, the second reader's model, and what the user
            said of year and issuer.
        pack: Id and version of the pack, for people.
        program: The program's version, for people.
    """

    reading: str
    judging: str
    pack: str
    program: str


def key_of(
    pack: Pack,
    *,
    reader: ReaderState,
    engine: Engine = Engine.RJIEBA,
    year: int | None = None,
    issuer: str | None = None,
) -> Key:
    """Returns the key of what an ``Analyzer`` makes.

    Args:
        pack: The analyzer's.
        reader: The analyzer's: whether the second reader takes part.
        engine: The analyzer's.
        year: As given to ``analyze``.
        issuer: Likewise.
    """
    return Key(
        reading=_reading(),
        judging=_digest(
            __version__,
            unicodedata.unidata_version,
            _code(_JUDGING),
            pack.model_dump_json(),
            [engine.value, _library(engine.value)],
            [reader.corpus, _second_reader()] if reader.corpus else None,
            [year, (issuer or "").strip() or None],
        ),
        pack=f"{pack.head.id} {pack.version}",
        program=__version__,
    )


@cache
def _reading() -> str:
    return _digest(__version__, _code(_READING), [[name, _library(name)] for name in _READERS])


@cache
def _second_reader() -> str:
    from analyzer.reader.model import BUILT_IN

    return hashlib.sha256(BUILT_IN.read_bytes()).hexdigest()


@cache
def _code(parts: tuple[str, ...]) -> str:
    """Returns the fingerprint of the source of some modules and packages.

    The version alone stays the same while a checkout is worked on, or mended in place.
    """
    whole = hashlib.sha256()
    for part in parts:
        home = _PACKAGE / part
        for path in sorted(home.rglob("*.py")) if home.is_dir() else [home]:
            if path.is_file():
                code = hashlib.sha256(path.read_bytes()).hexdigest()
                whole.update(f"{path.relative_to(_PACKAGE).as_posix()} {code}\n".encode())
    return whole.hexdigest()


def _library(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _digest(*parts: object) -> str:
    # Half a surrogate pair may stand in what the user typed.
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()

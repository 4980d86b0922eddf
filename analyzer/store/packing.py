"""Texts and records as bytes and back. Nothing is run by unpacking, and what is damaged is refused.

Half a surrogate pair and U+0000 may stand in a text; columns of text take neither, bytes take both.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from analyzer.model.document import Role
from analyzer.model.record import Record
from analyzer.model.report import Told
from analyzer.model.text import ExtractedText
from analyzer.model.text_json import date_of, of_text, to_text
from analyzer.review.decision import Decision, Undo, as_line, from_line, storable

_LIMIT = 1 << 63
# REPORT repeats itself: the fastest level packs it to a quarter.
_LEVEL = 1


class Damaged(ValueError):
    """Kept bytes are not what was packed."""


class PackedText(NamedTuple):
    """A text as it is kept: its characters, their SHA-256, where it came from."""

    text: bytes
    digest: str
    provenance: bytes


def pack_text(text: ExtractedText, document: str) -> PackedText:
    """Returns the text of a document as it is kept."""
    raw = _bytes(text.text)
    digest = hashlib.sha256(raw).hexdigest()
    return PackedText(raw, digest, _pack(of_text(text)["provenance"], document, digest))


def unpack_text(packed: PackedText, document: str, source: str | None) -> ExtractedText:
    """Returns the kept text of a document, under another source if one is given.

    Raises:
        Damaged: It is not what was kept.
    """
    text = _characters(packed)
    said = _unpack(packed.provenance, document, packed.digest)
    try:
        whole = to_text({"text": text, "provenance": said})
    except (KeyError, TypeError, ValueError):
        raise Damaged from None
    if source is None:
        return whole
    return ExtractedText(text, replace(whole.provenance, name=source))


def pack_record(record: Record, document: str) -> bytes:
    """Returns everything of the record of a document but its text."""
    said = {
        "report": record.report,
        "told": record.told,
        "masked": record.masked,
        "published": record.published,
        "written": record.written,
        "page_starts": record.page_starts,
    }
    return _pack(said, document, hashlib.sha256(_bytes(record.text)).hexdigest())


def unpack_record(packed: bytes, text: PackedText, document: str, source: str) -> Record:
    """Returns the kept record of a document with its text, under the source that is asked for.

    Raises:
        Damaged: It is not what was kept.
    """
    characters = _characters(text)
    said = _unpack(packed, document, text.digest)
    try:
        return Record(
            source=source,
            text=characters,
            report={**said["report"], "source": source},
            told=tuple([Told(start, end, Role(r), h) for start, end, r, h in said["told"]]),
            masked=tuple([(start, end) for start, end in said["masked"]]),
            published=date_of(said["published"]),
            written=date_of(said["written"]),
            page_starts=tuple(said["page_starts"]),
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged from None


def pack_decision(record: Decision | Undo) -> tuple[str, bytes]:
    """Returns a line of a decision file, and its SHA-256."""
    line = as_line(record)
    return hashlib.sha256(line).hexdigest(), line


def unpack_decision(digest: str, line: bytes) -> Decision | Undo:
    """Returns the record in such a line.

    Raises:
        Damaged: It is not what was kept, or of a kind that this program does not know.
    """
    if not isinstance(line, bytes) or hashlib.sha256(line).hexdigest() != digest:
        raise Damaged
    try:
        return from_line(line.decode())
    except ValueError:
        raise Damaged from None


def column(text: str) -> str:
    """Returns text that every column takes; what it does not take becomes its escape."""
    return storable(text).replace("\0", "\\x00")


def whole(number: int) -> int:
    """Returns a number that a column of 64 bits takes: clocks may say anything."""
    return max(-_LIMIT, min(number, _LIMIT - 1))


def path_of(source: str) -> str:
    """Returns the absolute path of a source, so that two folders' 报告.docx are two sources."""
    return column(os.path.abspath(source))


def place_of(source: str) -> str:
    """Returns by what a source is known."""
    return hashlib.sha256(path_of(source).encode()).hexdigest()


def _pack(said: Mapping[str, Any], document: str, text: str) -> bytes:
    """Returns values with the document and the text that they belong to.

    In a damaged file, rows may be found under the key of others.
    """
    whole = {"of": [document, text], "said": said}
    return zlib.compress(_bytes(json.dumps(whole, ensure_ascii=False)), _LEVEL)


def _unpack(packed: bytes, document: str, text: str) -> dict[str, Any]:
    try:
        whole = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        if whole["of"] != [document, text]:
            raise Damaged
        said: dict[str, Any] = whole["said"]
    except (KeyError, TypeError, ValueError, zlib.error):
        raise Damaged from None
    return said


def _characters(packed: PackedText) -> str:
    # A file that was damaged may hold anything in any column.
    raw = packed.text
    if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != packed.digest:
        raise Damaged
    return raw.decode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

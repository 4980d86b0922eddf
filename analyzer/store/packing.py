"""Texts and records as bytes and back. Nothing is run by unpacking, and what is damaged is refused.

Half a surrogate pair and U+0000 may stand in a text; columns of text take neither, bytes take both.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from analyzer.model.document import Role
from analyzer.model.record import Record
from analyzer.model.report import Told
from analyzer.model.text import ExtractedText
from analyzer.model.text_json import of_text, to_text
from analyzer.review.decision import Decision, as_line, from_line, storable

_LIMIT = 1 << 63
# REPORT repeats itself: the fastest level packs it to a quarter.
_LEVEL = 1


class Damaged(ValueError):
    """Kept bytes are not what was packed."""


class PackedText(NamedTuple):
    """A text as it is kept: its characters, their SHA-256, its provenance as JSON."""

    text: bytes
    digest: str
    provenance: bytes


def pack_text(text: ExtractedText) -> PackedText:
    """Returns a text as it is kept."""
    raw = _bytes(text.text)
    return PackedText(
        raw, hashlib.sha256(raw).hexdigest(), _bytes(json.dumps(of_text(text)["provenance"]))
    )


def characters(packed: bytes, digest: str) -> str:
    """Returns the characters of a kept text.

    Raises:
        Damaged: They are not those that were kept.
    """
    if hashlib.sha256(packed).hexdigest() != digest:
        raise Damaged
    return packed.decode("utf-8", "surrogatepass")


def unpack_text(packed: PackedText, source: str | None) -> ExtractedText:
    """Returns a kept text, under another source if one is given.

    Raises:
        Damaged: It is not what was kept.
    """
    text = characters(packed.text, packed.digest)
    try:
        whole = to_text({"text": text, "provenance": json.loads(packed.provenance)})
    except (KeyError, TypeError, ValueError):
        raise Damaged from None
    if source is None:
        return whole
    return ExtractedText(text, replace(whole.provenance, name=source))


def pack_record(record: Record) -> bytes:
    """Returns everything of a record but its text."""
    said: dict[str, Any] = {
        "report": record.report,
        "told": record.told,
        "masked": record.masked,
    }
    return zlib.compress(_bytes(json.dumps(said, ensure_ascii=False)), _LEVEL)


def unpack_record(packed: bytes, text: str, source: str) -> Record:
    """Returns a kept record with its text, under the source that is asked for.

    Raises:
        Damaged: It is not what was kept.
    """
    try:
        said = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        return Record(
            source=source,
            text=text,
            report={**said["report"], "source": source},
            told=tuple([Told(start, end, Role(r), h) for start, end, r, h in said["told"]]),
            masked=tuple([(start, end) for start, end in said["masked"]]),
        )
    except (KeyError, TypeError, ValueError, zlib.error):
        raise Damaged from None


def pack_decisions(decisions: Iterable[Decision]) -> bytes:
    """Returns decisions as lines of a decision file."""
    return b"\n".join(map(as_line, decisions))


def unpack_decisions(packed: bytes | None) -> tuple[Decision, ...]:
    """Returns the decisions of such lines; one that cannot be read costs no other."""
    found = []
    for line in (packed or b"").split(b"\n"):
        try:
            record = from_line(line.decode())
        except ValueError:
            continue
        if isinstance(record, Decision):
            found.append(record)
    return tuple(found)


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


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

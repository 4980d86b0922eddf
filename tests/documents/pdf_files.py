"""A small writer of PDF files, for those that no program writes.

Source: ISO 32000-1; 7.5 (file), 7.6 (encryption, revision 2), 9.7.5 (the predefined CMap
``UniGB-UCS2-H``, which names Chinese characters by their code, so that no font is embedded).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

A4 = (0.0, 0.0, 595.0, 842.0)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 880/StemV 93/FontBBox[-25 -254 1000 880]>>>>]>>"
)
_PICTURE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"


def put(
    text: str,
    x: float,
    y: float,
    *,
    size: float = 16,
    mode: int = 0,
    colour: str = "0 g",
    turn: str = "1 0 0 1",
) -> str:
    """The operators that set a line of text.

    Args:
        text: Characters of UniGB-UCS2-H.
        x: In points from the left.
        y: Likewise from below.
        size: Of the font.
        mode: The render mode; 3 is invisible.
        colour: The operators that set the colour.
        turn: The first four numbers of its matrix.
    """
    codes = text.encode("utf-16-be").hex()
    return f"BT {colour} /F1 {size} Tf {mode} Tr {turn} {x} {y} Tm <{codes}> Tj ET\n"


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line from one place to another."""
    return f"0.5 w {x1} {y1} m {x2} {y2} l S\n"


def picture(x: float, y: float, width: float, height: float) -> str:
    """A grey picture."""
    return f"q {width} 0 0 {height} {x} {y} cm /Im1 Do Q\n"


def frame(columns: Sequence[float], rows: Sequence[float]) -> str:
    """The ruled lines of a table.

    Args:
        columns: The places of its upright lines.
        rows: The places of its level lines, from below.
    """
    level = [rule(columns[0], y, columns[-1], y) for y in rows]
    upright = [rule(x, rows[0], x, rows[-1]) for x in columns]
    return "".join(level + upright)


@dataclass
class Sheet:
    """A page: its content, its box, and more entries of its dictionary."""

    content: str = ""
    box: Sequence[float] = A4
    more: str = ""


@dataclass
class PdfFile:
    """A file under construction; ``objects`` may be changed before it is written."""

    sheets: Iterable[Sheet]
    user: str | None = None
    owner: str = "owner"
    catalog: str = ""
    replaced: Mapping[int, bytes] = field(default_factory=dict)

    def __bytes__(self) -> bytes:
        sheets = list(self.sheets)
        objects: dict[int, bytes] = {
            1: f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>".encode(),
            3: _FONT.encode(),
            4: _PICTURE,
        }
        kids = []
        for number, sheet in enumerate(sheets):
            page, content = 10 + 2 * number, 11 + 2 * number
            kids.append(f"{page} 0 R")
            box = " ".join(f"{value:g}" for value in sheet.box)
            objects[page] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {content} 0 R"
                f"/Resources<</Font<</F1 3 0 R>>/XObject<</Im1 4 0 R>>>>{sheet.more}>>"
            ).encode()
            stream = self._hidden(sheet.content.encode(), content)
            objects[content] = (
                f"<</Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream"
            )
        objects[2] = f"<</Type/Pages/Count {len(sheets)}/Kids[{' '.join(kids)}]>>".encode()
        return _file({**objects, **self.replaced}, self._encryption())

    def _encryption(self) -> str:
        if self.user is None:
            return ""
        return (
            f"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<{self._owner_key.hex()}>"
            f"/U<{_rc4(self._key, _PAD).hex()}>>>/ID[<{_ID.hex()}><{_ID.hex()}>]"
        )

    @property
    def _owner_key(self) -> bytes:
        return _rc4(hashlib.md5(_padded(self.owner)).digest()[:5], _padded(self.user or ""))

    @property
    def _key(self) -> bytes:
        seed = _padded(self.user or "") + self._owner_key + (-44).to_bytes(4, "little", signed=True)
        return hashlib.md5(seed + _ID).digest()[:5]

    def _hidden(self, data: bytes, number: int) -> bytes:
        if self.user is None:
            return data
        key = self._key + number.to_bytes(3, "little") + b"\0\0"
        return _rc4(hashlib.md5(key).digest()[:10], data)


def _file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else f"{place:010d} 00000 n \n".encode()
    out += f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PAD)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)

"""Bytes of a page → its markup, whatever encoding it claims.

What a page claims is often wrong: templates say gb2312 and editors save UTF-8, or the reverse. The
Chinese between the tags tells which decoding is right, as it does for plain text.
"""

from __future__ import annotations

import codecs
import re

from analyzer.documents.plain import common_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.I)
_HEAD = 8192
_ASCII = re.compile("[\x00-\x7f]+")
# So much of a page is enough to tell, and holds text below whatever scripts come first.
_SAMPLE = 1024 * 1024
_LEAST_COMMON = 0.25
_ENOUGH = 2_000
# A stray byte or a character cut in two happens; more of them are another encoding.
_WRONG = 0.1


def decode_page(data: bytes) -> tuple[str, str] | None:
    """Returns the markup and the name of its encoding; None where no encoding gives a text.

    Bytes that are wrong in the encoding of the rest become U+FFFD.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(codec, "replace"), codec
    start = data[:_HEAD].lstrip()
    if start[:2] == b"<\x00":
        return data.decode("utf-16-le", "replace"), "utf-16-le"
    if data[:_HEAD].lstrip(b"\x00 \r\n\t")[:1] == b"<" and data[:1] == b"\x00":
        return data.decode("utf-16-be", "replace"), "utf-16-be"
    if data[:_SAMPLE].isascii() and data.isascii():
        return data.decode("ascii"), "utf-8"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # A few characters of another encoding may be valid by chance, never so many.
        if common_share(_ASCII.sub("", text)[:_ENOUGH]) >= _LEAST_COMMON:
            return text, "utf-8"
    best, encoding = 0.0, ""
    for codec in dict.fromkeys(("utf-8", "gb18030", *_claimed(data))):
        share = _likely(data, codec)
        if share > best:
            best, encoding = share, codec
    if best < _LEAST_COMMON:
        # Few characters beyond ASCII, such as ©, and the Chinese written as &#x6cd5;.
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            return None
    return data.decode(encoding, "replace"), encoding


def _claimed(data: bytes) -> tuple[str, ...]:
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return ()
    try:
        codec = codecs.lookup(found[1].decode("ascii").lower()).name
    except LookupError:
        return ()
    # GB18030 holds the other two; codecs that are no encodings of text, such as hex, do not count.
    if codec in ("gb2312", "gbk") or not codec.startswith(("utf", "big5", "hz", "gb", "iso8859")):
        return ()
    return (codec,)


def _likely(data: bytes, codec: str) -> float:
    """Returns how common the characters beyond ASCII are in this decoding, 0 to 1."""
    text = _ASCII.sub("", data[:_SAMPLE].decode(codec, "replace"))
    if not text or text.count("\ufffd") > max(1, _WRONG * len(text)):
        return 0.0
    return common_share(text)

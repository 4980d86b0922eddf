"""Bytes of a plain text file → text, whatever the program that wrote it called Unicode.

Windows programs in Chinese offices write GB18030 (“ANSI”), UTF-8 with a mark, and UTF-16
(“Unicode”). Which one it is can be told from the text that comes out, since wrong decodings of
Chinese give rare characters.
"""

from __future__ import annotations

import codecs
import re

from analyzer.documents.faults import fault
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance

# A thousand times the longest report, and less than the matching takes.
_MAX_PLAIN = 16 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# Characters that make up a third and more of any official text; wrong decodings hit them rarely.
_COMMON = frozenset(
    "的一是不了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制"
    "机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正"
    "心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根"
    "论运农指几九区强放决西被干做必战先回则任取据处府研委治县市局镇乡街依执普律规章审查案"
    "，。、：；（）“”《》〔〕—0123456789\n\r \u3000"
)
_SAMPLE = 20_000
_LEAST_COMMON = 0.25
# Controls, soft hyphen, joiners and marks of writing direction: nobody sees them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


class NotText(ValueError):
    """The bytes are no text in any encoding that is known here."""


class CutShort(ValueError):
    """The text breaks off in the middle of a character."""


def clean(text: str) -> str:
    """Returns the text with line feeds as its only line break and without invisible characters.

    Invisible joiners would split a term for the matcher while a reader sees it whole; control
    characters would steer the terminal that shows a quotation.
    """
    if text.isprintable():
        # Neither a break nor anything invisible is.
        return text
    return _DROPPED.sub("", _BREAKS.sub("\n", text))


def decode(data: bytes) -> tuple[str, str]:
    """Returns the cleaned text and the name of its encoding.

    Args:
        data: The whole file; not empty.

    Raises:
        CutShort: The file ends inside a character, as after a broken copy.
        NotText: No encoding gives Chinese or plain ASCII text.
    """
    for mark, said, codec in _MARKS:
        if data.startswith(mark):
            marked = _decoded(data.removeprefix(mark), codec)
            if marked is None:
                raise NotText
            return _whole(*marked), said
    candidates: tuple[str, ...] = ("utf-16-le", "utf-16-be")
    if b"\x00" not in data:
        text = _decoded(data, "utf-8")
        if text is not None and (not text[1] or common_share(text[0]) >= _LEAST_COMMON):
            return _whole(*text), "utf-8"
        candidates = ("gb18030", *candidates)
    best, found, encoding = 0.0, ("", False), ""
    for codec in candidates:
        text = _decoded(data, codec)
        if text is not None and common_share(text[0]) > best:
            best, found, encoding = common_share(text[0]), text, codec
    if best < _LEAST_COMMON:
        raise NotText
    return _whole(*found), encoding


def read_plain(source: Source) -> ExtractedText:
    """Returns the text of a plain text file.

    Raises:
        UnreadableDocument: ``code`` is too-large, damaged, binary or encoding.
    """
    name = source.name
    if len(source.data) > _MAX_PLAIN:
        raise fault(
            name,
            "too-large",
            f"文本超过 {_MAX_PLAIN // 1024 // 1024} MB，太大",
            "请核对是不是报告",
        )
    try:
        text, encoding = decode(source.data)
    except CutShort:
        raise fault(
            name, "damaged", "文件不完整，末尾的字断开了", "可能没有传完，请重新复制或重新索取"
        ) from None
    except NotText:
        raise _no_text(source) from None
    return ExtractedText(text, Provenance(name=name, format="txt", encoding=encoding))


def _no_text(source: Source) -> UnreadableDocument:
    name = source.name
    if name.lower().endswith((".docx", ".doc", ".wps", ".pdf", ".ofd")):
        return fault(name, "damaged", "文件已损坏或没有传完", "请重新复制，或请报送单位重发")
    if b"\x00" in source.data:
        return fault(
            name,
            "binary",
            "文件不是文本",
            "请核对是不是报告，报告一般是 Word、WPS、PDF、OFD、网页或文本文件",
        )
    return fault(
        name,
        "encoding",
        "文字编码认不出来，读出来是乱码",
        "请用记事本打开，另存为 UTF-8 编码后重试",
    )


def _decoded(data: bytes, codec: str) -> tuple[str, bool] | None:
    """Returns the text and whether it breaks off inside a character; None if it is none."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    return text, bool(decoder.getstate()[0])


def _whole(text: str, cut: bool) -> str:
    if cut:
        raise CutShort
    return clean(text)


def common_share(text: str) -> float:
    """Returns how much of a text consists of characters that any official text is full of."""
    sample = text[:_SAMPLE]
    return sum(ch in _COMMON for ch in sample) / len(sample) if sample else 0.0

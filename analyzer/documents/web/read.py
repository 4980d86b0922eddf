"""A page saved from a government site → the report on it.

lxml parses the page and joins its text. trafilatura, made for the open web, was measured first: of
the 322 pages that the tests make it lost lines (headings, signatures, rows of tables) on 147.
"""

from __future__ import annotations

import re

from analyzer.documents.faults import fault
from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.plain import clean
from analyzer.documents.source import Source
from analyzer.documents.web.archive import pages_of
from analyzer.documents.web.body import find_body
from analyzer.documents.web.details import (
    meta_tags,
    page_title,
    published,
    publisher,
    title_above,
)
from analyzer.documents.web.encoding import decode_page
from analyzer.documents.web.lines import Line, split
from analyzer.documents.web.marking import TooDeep, break_lines, marked
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance, Span

# A thousand times the longest report; pictures inside an archive take most of it.
_MAX_FILE = 64 * 1024 * 1024
_MAX_PAGE = 16 * 1024 * 1024
_MAX_TEXT = 16 * 1024 * 1024
# Each tag takes some hundred bytes of memory.
_MAX_TAGS = 1_000_000
_RESAVE = "请在浏览器中打开，复制正文到 Word 或记事本，保存后重试"
_WIDE = "\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_PRE_TAG = re.compile(r"<(/?)(?:pre|xmp|listing)\b[^<>]{0,500}>", re.I)
# What stands outside of tags.
_TEXT = re.compile(r"(?:(?<=>)|\A)[^<]+")
# What the marks are made of, and what is no character in XML.
_RESERVED = re.compile("[\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,50})|([0-9]{1,50}));?", re.I)
_KEEPS_BREAKS = re.compile(
    r"style\s*=\s*[\"'][^\"'<>]{0,100}white-space\s*:\s*(?:pre|break-spaces)", re.I
)


def read_html(source: Source) -> ExtractedText:
    """Returns the report on a saved page: title first, one paragraph or row of a table a line.

    Args:
        source: An HTML file, or an archive of a page (.mht).

    Raises:
        UnreadableDocument: ``code`` says why: damaged, encoding, too-large.
    """
    data, name = source.data, source.name
    if len(data) > _MAX_FILE:
        raise _too_large(name)
    if kind_of(data) is not Kind.WEB_ARCHIVE:
        return _read_page(data, name)
    try:
        pages = pages_of(data)
    except Exception as error:
        raise _damaged(name, "网页文件（.mht）已损坏，读不出正文") from error
    if not pages:
        raise _damaged(name, "网页文件（.mht）里没有网页正文")
    # The text of a page with frames is in one of them.
    return max((_read_page(page, name) for page in pages), key=len)


def _read_page(data: bytes, name: str) -> ExtractedText:
    if len(data) > _MAX_PAGE or data.count(b"<") > _MAX_TAGS:
        raise _too_large(name)
    decoded = decode_page(data)
    if decoded is None:
        raise fault(name, "encoding", "网页的文字编码认不出来，读出来是乱码", _RESAVE)
    markup, encoding = decoded
    try:
        text, root = marked(_unwrapped(markup))
    except TooDeep:
        raise _damaged(name, "网页结构嵌套过深，读不全") from None
    lines, ranges = split(text)
    body = find_body(lines, ranges)
    meta = meta_tags(root)
    titled = title_above(body, meta, page_title(root))
    shown = [*titled, *body.lines]
    joined = "\n".join([line.text for line in shown])
    if len(joined) > _MAX_TEXT:
        raise _too_large(name)
    return ExtractedText(
        joined,
        Provenance(
            name=name,
            format="html",
            encoding=encoding,
            generated_numbers=_numbers(shown),
            published=published(meta, body),
            publisher=publisher(meta, body),
        ),
    )


def _unwrapped(markup: str) -> str:
    """Returns markup for the parser: no line breaks but those that count, no reserved characters."""
    markup = _REFERENCE.sub(_harmless, _RESERVED.sub("", clean(markup)))
    if _KEEPS_BREAKS.search(markup) is not None:
        return markup
    parts: list[str] = []
    at, inside = 0, False
    for tag in _PRE_TAG.finditer(markup):
        closes = bool(tag[1])
        if closes == inside:
            parts += (_laid_out(markup[at : tag.start()], preformatted=inside), tag.group())
            at, inside = tag.end(), not closes
    parts.append(_laid_out(markup[at:], preformatted=inside))
    return "".join(parts)


def _laid_out(markup: str, *, preformatted: bool) -> str:
    if not preformatted:
        return _with_whole_lines(markup)
    # The parser ends preformatted text at a table inside, a browser does not: so its lines are
    # marked before.
    return _TEXT.sub(break_lines, markup)


def _with_whole_lines(markup: str) -> str:
    """Returns markup whose lines do not break inside Chinese, where no reader sees a space."""
    first, *others = markup.split("\n")
    parts = [first]
    end = first.rstrip()[-1:]
    for line in others:
        text = line.lstrip(" \t")
        start = text[:1]
        if (
            # One space was a space in the text, more of them indent the source.
            len(line) != len(text) + 1
            and end not in ("", ">")
            and start not in ("", "<")
            and (_IS_WIDE.match(end) or _IS_WIDE.match(start))
        ):
            parts[-1] = parts[-1].rstrip(" \t")
            parts.append(text)
        else:
            parts += ("\n", line)
        end = text.rstrip()[-1:] or end
    return "".join(parts)


def _harmless(reference: re.Match[str]) -> str:
    """Returns a reference to a character; nothing for one that is no text."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code > 0x10FFFF or _RESERVED.match(chr(code)):
        return ""
    char = clean(chr(code))
    return reference.group() if char == chr(code) else char


def _numbers(lines: list[Line]) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = 0
    for line in lines:
        if line.number:
            spans.append(Span(at, at + line.number))
        at += len(line.text) + 1
    return tuple(spans)


def _damaged(name: str, message: str) -> UnreadableDocument:
    return fault(name, "damaged", message, _RESAVE)


def _too_large(name: str) -> UnreadableDocument:
    return fault(name, "too-large", "网页过大，疑似异常文件", _RESAVE)

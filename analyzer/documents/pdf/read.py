"""A PDF file → its running text, with the offset of each page.

pdfium parses the file; scripts, forms, attachments and annotations (comments of reviewers) are
not touched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from analyzer.documents.faults import fault
from analyzer.documents.pages.flow import flow
from analyzer.documents.pages.page import Line, Page
from analyzer.documents.plain import common_share
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText, Provenance

Recognise = Callable[[Any], Page]
"""Reads a scanned page, given as a page of pypdfium2. What it raises is passed on."""

_MAX_PAGES = 500
_MAX_TEXT = 16 * 1024 * 1024
# A page with less may be a scan with a stamped number.
_FEW = 6
_FULL_PAGE = 0.5
_OUTLINES = 50
_GARBLED = 0.2
_LAYER_LEAST = 20
_LAYER_HAN = 0.6
_LAYER_COMMON = 0.25
_MARK = b"%PDF-"
_HEAD = 1024
_RESEND = "请重新复制，或请报送单位重发"
_NO_REPORT = "请核对是不是报告"


def read_pdf(source: Source, *, recognise: Recognise | None = None) -> ExtractedText:
    """Returns the text of a PDF file, page by page in order, joined into paragraphs.

    A page is taken for a scan where a picture covers half of it or more and it has hardly any
    text; where its text is drawn as outlines; or where its font gives codes without a meaning.
    The invisible text that scanning programs lay under such a picture is used where it reads as
    Chinese: mostly Chinese characters, a quarter of them and more common ones. Otherwise the page
    is given to ``recognise``.

    Args:
        source: The whole file.
        recognise: Reads scanned pages; without it, a file that has one cannot be read. The
            progress of the source is told after each of them.

    Raises:
        UnreadableDocument: ``code`` is ``unreadable.`` and one of encrypted, damaged, format,
            too-large, empty, no-ocr.
    """
    import pypdfium2 as pdfium

    name = source.name
    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        raise _not_opened(source, error.err_code) from error
    try:
        pages = _pages(document, source, recognise)
    except UnreadableDocument:
        raise
    except pdfium.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()
    run = flow(pages)
    if len(run.text) > _MAX_TEXT:
        raise _too_much(name)
    if not run.text:
        raise fault(name, "empty", "PDF 文件里没有文字", "请核对文件，或请报送单位重发")
    return ExtractedText(
        run.text,
        Provenance(name=name, format="pdf", page_starts=run.page_starts, confidence=run.confidence),
    )


def _pages(document: Any, source: Source, recognise: Recognise | None) -> list[Page]:
    count = len(document)
    if count < 1:
        raise _damaged(source.name)
    if count > _MAX_PAGES:
        raise fault(
            source.name,
            "too-large",
            f"PDF 文件有 {count} 页，超过 {_MAX_PAGES} 页",
            "请核对是不是报告；如果是汇编，请只截取报告所在的页",
        )
    pages: list[Page] = []
    characters = 0
    for number in range(count):
        page = document[number]
        try:
            read = _text_of(page, source.name)
            if read is None:
                if recognise is None:
                    raise _no_ocr(source.name, number + 1)
                read = recognise(page)
                source.progress(number + 1, count)
        finally:
            page.close()
        characters += sum(len(line.text) for line in read.lines)
        if characters > _MAX_TEXT:
            raise _too_much(source.name)
        pages.append(read)
    return pages


def _text_of(page: Any, name: str) -> Page | None:
    """Returns a page read from its characters; None where it must be recognised."""
    from analyzer.documents.pdf.characters import TooManyCharacters, characters_of
    from analyzer.documents.pdf.lines import lines_of
    from analyzer.documents.pdf.objects import TooManyObjects, objects_of

    try:
        objects = objects_of(page)
        seen = characters_of(page, objects.hidden)
        covered = objects.pictures >= _FULL_PAGE * seen.width * seen.height
        if _needs_eyes(seen.text, covered=covered, outlines=objects.drawings >= _OUTLINES):
            if not (covered and objects.hidden):
                return None
            seen = characters_of(page, objects.hidden, only_hidden=True)
            if not _reads_as_chinese(seen.text):
                return None
    except (TooManyCharacters, TooManyObjects):
        raise _too_much(name) from None
    lines: tuple[Line, ...] = lines_of(seen)
    return Page(lines=lines, width=seen.width, height=seen.height)


def _needs_eyes(text: str, *, covered: bool, outlines: bool) -> bool:
    """Tells whether what a person reads on a page is not in its characters."""
    written = sum(char.isalpha() for char in text)
    if written < _FEW and (covered or (outlines and not text.strip())):
        return True
    return _unreadable(text) > _GARBLED * len(text)


def _unreadable(text: str) -> int:
    return sum(
        unicodedata.category(char) in ("Cn", "Co", "So") for char in text if char >= "\u2e80"
    )


def _reads_as_chinese(text: str) -> bool:
    letters = [char for char in text if not char.isspace()]
    han = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    return (
        len(letters) >= _LAYER_LEAST
        and han >= _LAYER_HAN * len(letters)
        and common_share("".join(letters)) >= _LAYER_COMMON
    )


def _not_opened(source: Source, code: int | None) -> UnreadableDocument:
    import pypdfium2.raw as raw

    if code == raw.FPDF_ERR_PASSWORD:
        return fault(
            source.name, "encrypted", "PDF 文件设有打开密码", "请报送单位取消密码后重新导出"
        )
    if code == raw.FPDF_ERR_SECURITY:
        return fault(
            source.name,
            "encrypted",
            "PDF 文件用了特殊的加密方式，打不开",
            "请报送单位取消加密后重新导出",
        )
    if _MARK not in source.data[:_HEAD]:
        return fault(source.name, "format", "这不是 PDF 文件", _NO_REPORT)
    return _damaged(source.name)


def _damaged(name: str) -> UnreadableDocument:
    return fault(name, "damaged", "PDF 文件已损坏或没有传完", _RESEND)


def _too_much(name: str) -> UnreadableDocument:
    return fault(name, "too-large", "PDF 文件里的内容多得不像报告", _NO_REPORT)


def _no_ocr(name: str, page: int) -> UnreadableDocument:
    return fault(
        name,
        "no-ocr",
        f"第 {page} 页是扫描件或图片，需要文字识别",
        "请安装文字识别组件：pip install 'fazhi[ocr]'，或向报送单位索取可编辑的文件",
    )

"""A PDF file → its running text, with the offset of each page.

pdfium parses the file; scripts, forms, attachments and annotations (comments of reviewers) are
not touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analyzer.documents.faults import fault
from analyzer.documents.pages.extracted import MAX_TEXT, extracted
from analyzer.documents.pages.page import Page
from analyzer.documents.source import Source
from analyzer.errors import FazhiError, UnreadableDocument
from analyzer.model.text import ExtractedText

Recognise = Callable[[Any], Page]
"""Reads a scanned page, given as a page of pypdfium2. A ``FazhiError`` of it is passed on."""

_MAX_PAGES = 500
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
    except FazhiError:
        raise
    except Exception as error:
        # Whatever a broken file makes the library answer, the remedy is the same.
        raise _damaged(name) from error
    finally:
        document.close()
    return extracted(pages, name, "pdf", what="PDF 文件")


def _pages(document: Any, source: Source, recognise: Recognise | None) -> list[Page]:
    from analyzer.documents.pdf.printed import Printed, TooMuch, printed_on

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
    before: Printed | None = None
    characters = 0
    for number in range(count):
        page = document[number]
        try:
            printed = printed_on(page)
            if printed is None:
                if recognise is None:
                    raise _no_ocr(source.name, number + 1)
                pages.append(recognise(page))
                source.progress(number + 1, count)
        except TooMuch:
            raise _too_much(source.name) from None
        finally:
            page.close()
        if printed is not None:
            if before is not None and before.rows and printed.rows:
                before, printed = before.followed_by(printed)
                pages[-1] = before.page
            pages.append(printed.page)
        before = printed
        characters += sum(len(line.text) for line in pages[-1].lines)
        if characters > MAX_TEXT:
            raise _too_much(source.name)
    return pages


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

"""Bytes of any kind → text: the one place that knows which reader reads what."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from analyzer.documents.archive import list_archive
from analyzer.documents.faults import fault
from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.pages.page import Page
from analyzer.documents.source import Reader, Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText

_NO_REPORT = "请核对是不是报告，报告一般是 Word、WPS、PDF、OFD、网页或文本文件"
# What a clerk calls the files that hold no report, and the remedy.
_FOREIGN = {
    Kind.SPREADSHEET: ("Excel 表格", _NO_REPORT),
    Kind.SLIDES: ("演示文稿", _NO_REPORT),
    Kind.FOREIGN_ARCHIVE: ("压缩包，不是 .zip 的", "请先解压，再指定里面的文件"),
    Kind.PROGRAM: ("程序文件", _NO_REPORT),
    Kind.DATA: ("XML 数据", _NO_REPORT),
}


def read_source(source: Source) -> ExtractedText:
    """Returns the text of a file in memory, read in this process.

    Raises:
        UnreadableDocument: As ``read_document`` says.
    """
    if not source.data.strip():
        raise _empty(source.name)
    kind = kind_of(source.data)
    if kind is Kind.LOCKED:
        raise fault(
            source.name,
            "encrypted",
            "文件设有打开密码",
            "请在 Word 或 WPS 中取消密码后重新保存",
        )
    if kind is Kind.ARCHIVE:
        # Says so where it is no whole one.
        list_archive(source.data, source.name)
        raise fault(
            source.name, "format", "这是压缩包，不是单份报告", "请把文件名改成 .zip 结尾后再指定"
        )
    if kind in _FOREIGN:
        what, remedy = _FOREIGN[kind]
        raise fault(source.name, "format", f"这是{what}，读不了", remedy)
    text = _reader(kind)(source)
    if not text.strip():
        if kind is Kind.TEXT:
            raise _empty(source.name)
        raise fault(
            source.name,
            "empty",
            "文件里没有文字",
            "如果是扫描件或图片，请向报送单位索取可编辑的文件",
        )
    # Whoever keeps the text must know which bytes it is of: the file may be another by then.
    digest = hashlib.sha256(source.data).hexdigest()
    return ExtractedText(text.text, replace(text.provenance, digest=digest))


def _empty(name: str) -> UnreadableDocument:
    return fault(name, "empty", "文件是空的", "请向报送单位重新索取报告")


def _reader(kind: Kind) -> Reader:
    """Returns the reader of a kind. Each loads its library when it is first needed."""
    match kind:
        case Kind.TEXT:
            from analyzer.documents.plain import read_plain

            return read_plain
        case Kind.WORD:
            from analyzer.documents.word.read import read_word

            return read_word
        case Kind.PDF:
            return _read_pdf
        case Kind.OFD:
            from analyzer.documents.ofd.read import read_ofd

            return read_ofd
        case Kind.WEB_PAGE | Kind.WEB_ARCHIVE:
            from analyzer.documents.web.read import read_html

            return read_html
        case Kind.IMAGE:
            from analyzer.documents.scan.read import read_image

            return read_image
        case _:
            from analyzer.documents.office.read import read_office

            return read_office


def _read_pdf(source: Source) -> ExtractedText:
    from analyzer.documents.pdf.read import Recognise, read_pdf

    loaded: list[Recognise] = []

    def recognise(page: object) -> Page:
        # Most files have no scanned page, and what recognises one takes long to load.
        if not loaded:
            from analyzer.documents.scan.read import recogniser

            loaded.append(recogniser(source.name))
        return loaded[0](page)

    return read_pdf(source, recognise=recognise)

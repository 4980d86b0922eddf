"""What kind of file some bytes are, whatever the name."""

from __future__ import annotations

import pytest

from analyzer.documents.kinds import HEAD, Kind, kind_of
from tests.documents.conftest import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


def page(text: str, codec: str) -> bytes:
    return text.encode(codec)


KINDS = [
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Kind.PDF),
    (b"\xef\xbb\xbf\r\n%PDF-1.4\n", Kind.PDF),
    (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n%PDF-1.4\n", Kind.PDF),
    (b"{\\rtf1\\ansi\\ansicpg936 text}", Kind.RICH_TEXT),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Kind.IMAGE),
    (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Kind.IMAGE),
    (b"GIF89a\x01\0\x01\0", Kind.IMAGE),
    (b"II*\0\x08\0\0\0", Kind.IMAGE),
    (b"MM\0*\0\0\0\x08", Kind.IMAGE),
    (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", Kind.IMAGE),
    (b"RIFF\x24\0\0\0WEBPVP8 ", Kind.IMAGE),
    (b"Rar!\x1a\x07\x01\0", Kind.FOREIGN_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c\0\x04", Kind.FOREIGN_ARCHIVE),
    (b"\x1f\x8b\x08\0\0\0\0\0", Kind.FOREIGN_ARCHIVE),
    (b"MZ\x90\0\x03\0\0\0", Kind.PROGRAM),
    (b"\x7fELF\x02\x01\x01\0", Kind.PROGRAM),
    (stream("WordDocument"), Kind.OLD_WORD),
    (stream("Workbook"), Kind.SPREADSHEET),
    (stream("PowerPoint Document"), Kind.SLIDES),
    (stream("EncryptedPackage"), Kind.LOCKED),
    (OLE, Kind.OLD_WORD),
    (zipped("[Content_Types].xml", "word/document.xml"), Kind.WORD),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), Kind.SPREADSHEET),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), Kind.SLIDES),
    (zipped("OFD.xml", "Doc_0/Document.xml"), Kind.OFD),
    (zipped("mimetype", "content.xml"), Kind.OPEN_DOCUMENT),
    (zipped("甲.docx", "乙.docx"), Kind.ARCHIVE),
    (zipped("word/document.xml"), Kind.ARCHIVE),
    (zipped(), Kind.ARCHIVE),
    (zipped("[Content_Types].xml", "word/document.xml")[:-30], Kind.WORD),
    (zipped("甲.txt")[:-30], Kind.ARCHIVE),
    (page("<!DOCTYPE html><p>一、主要举措", "utf-8"), Kind.WEB_PAGE),
    (page("\r\n  <HTML><body>一、主要举措", "gb18030"), Kind.WEB_PAGE),
    (page("<html xmlns:o='urn:x'>一、主要举措", "utf-8-sig"), Kind.WEB_PAGE),
    (page("<html><body>一、主要举措", "utf-16"), Kind.WEB_PAGE),
    (page("<!-- saved from url=(0022)http://x/ -->\n<html>", "utf-8"), Kind.WEB_PAGE),
    (page("<div id='zoom'><p>一、主要举措</p></div>", "gb18030"), Kind.WEB_PAGE),
    (page("<?xml version='1.0'?><html>", "utf-8"), Kind.WEB_PAGE),
    (
        b"From: <Saved by WebKit>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n",
        Kind.WEB_ARCHIVE,
    ),
    (
        b"<?xml version='1.0'?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>",
        Kind.WORD_XML,
    ),
    (b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'>", Kind.WORD_XML),
    (b"<?xml version='1.0'?><data><row/></data>", Kind.DATA),
    (page("平川县2024年法治政府建设年度报告", "utf-8"), Kind.TEXT),
    (page("平川县2024年法治政府建设年度报告", "gb18030"), Kind.TEXT),
    (page("平川县2024年法治政府建设年度报告", "utf-16"), Kind.TEXT),
    (page("PK赛活动", "utf-8"), Kind.TEXT),
    (page("BM系统升级2次", "utf-8"), Kind.TEXT),
    (page("From: 平川县司法局\n内容类型：报告\n", "utf-8"), Kind.TEXT),
    (page("<附件>一、主要举措", "utf-8"), Kind.TEXT),
    (bytes(256), Kind.TEXT),
    (b"", Kind.TEXT),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_kind_is_told_from_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_the_beginning_tells_what_is_plain_text(data: bytes, kind: Kind) -> None:
    text = kind_of((data + b" " * HEAD)[:HEAD]) is Kind.TEXT
    assert text is (kind is Kind.TEXT)

"""Pages saved with their pictures in one file (.mht) → the report on them."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents.kinds import Kind, kind_of
from analyzer.documents.source import Source
from analyzer.documents.web.read import read_html
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText
from tests.documents.conftest import EXAMPLES
from tests.documents.fidelity import BAR, REPORTS, character_error, report, verdicts, verdicts_of
from tests.documents.web_pages import div_soup, print_view, table_layout, word_saved

TITLE = "平川县2023年度法治政府建设年度报告"
BODY = (
    "县人民政府：",
    "2023年，全县深入推进法治政府建设，现将有关情况报告如下。",
    "一、主要举措和成效",
    "全年办理行政复议案件12件，审结11件。",
    "平川县司法局",
    "2024年1月30日",
)
CODES = {f"unreadable.{code}" for code in ("damaged", "encoding", "too-large")}


def read(data: bytes) -> ExtractedText:
    return read_html(Source(data=data, name="页.mht"))


def part(page: bytes, coding: str, kind: str = "text/html", charset: str = "") -> bytes:
    """One part of an archive."""
    encoded = {
        "quoted-printable": lambda: quopri.encodestring(page),
        "base64": lambda: base64.encodebytes(page),
        "8bit": lambda: page,
    }[coding]()
    said = f';\r\n\tcharset="{charset}"' if charset else ""
    return (
        f"Content-Type: {kind}{said}\r\nContent-Transfer-Encoding: {coding}\r\n"
        f"Content-Location: http://www.example.gov.cn/zw/1.html\r\n\r\n"
    ).encode() + encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def archive(
    *parts: bytes, saved_by: str = "From: <由 Microsoft Internet Explorer 5 保存>"
) -> bytes:
    """An archive as Internet Explorer, 360 or Chrome write it."""
    mark = "----=_NextPart_000_0000_01DA.5B"
    head = (
        f"{saved_by}\r\nSubject: =?gb2312?B?xr2008/Y?=\r\nDate: Wed, 7 Feb 2024 09:30:00 +0800\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{mark}"\r\n\r\n'
    ).encode("gb18030")
    body = b"".join(b"--" + mark.encode() + b"\r\n" + piece + b"\r\n" for piece in parts)
    return head + body + b"--" + mark.encode() + b"--\r\n"


PICTURE = part(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "base64", kind="image/png")
STYLE = part(
    "p { margin: 0 } /* 样式里的话，不是正文。 */".encode(), "quoted-printable", kind="text/css"
)


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    ("codec", "charset"),
    [("gb18030", "gb2312"), ("utf-8", "utf-8"), ("utf-8", ""), ("gb18030", "utf-8")],
)
def test_the_page_is_decoded_by_what_it_holds(coding: str, codec: str, charset: str) -> None:
    data = archive(
        part(table_layout(TITLE, BODY).encode(codec), coding, charset=charset), PICTURE, STYLE
    )
    text = read(data)
    assert text.split("\n") == [TITLE, *BODY]
    assert text.provenance.published == (2024, 2, 6)
    assert text.provenance.publisher == "县司法局"
    assert text.provenance.format == "html"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_comes_through_an_archive(path: Path) -> None:
    lines = report(path)
    text = read(
        archive(part(word_saved(lines[0], lines[1:]).encode("gb18030"), "quoted-printable"))
    )
    assert character_error(lines, text) <= BAR
    assert verdicts(text) == verdicts_of(path)


@pytest.mark.parametrize(
    "saved_by",
    [
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/1.html",
        "From: =?gb2312?B?08kgTWljcm9zb2Z0?=",
        "X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5512",
        "From: <Saved by UnMHT>",
    ],
)
def test_archives_of_all_programs_are_known(saved_by: str) -> None:
    data = archive(part(div_soup(TITLE, BODY).encode(), "quoted-printable"), saved_by=saved_by)
    assert kind_of(data) is Kind.WEB_ARCHIVE
    assert read(data).split("\n") == [TITLE, *BODY]


def test_the_text_of_a_page_with_frames_is_in_one_of_them() -> None:
    frames = (
        b"<html><frameset cols='20%,80%'><frame src=menu.htm><frame src=text.htm></frameset></html>"
    )
    menu = "<html><a href=1>首页</a><br><a href=2>公开</a></html>".encode()
    data = archive(
        part(frames, "quoted-printable"),
        part(menu, "base64"),
        part(print_view(TITLE, BODY).encode(), "base64"),
    )
    assert read(data).split("\n") == [TITLE, *BODY]


def test_alternatives_inside_parts_are_reached() -> None:
    inner = b'Content-Type: multipart/alternative; boundary="inner"\r\n\r\n--inner\r\n'
    inner += part("别的".encode(), "8bit", kind="text/plain") + b"\r\n--inner\r\n"
    inner += part(div_soup(TITLE, BODY).encode(), "base64") + b"\r\n--inner--"
    assert read(archive(inner)).split("\n") == [TITLE, *BODY]


def test_what_the_email_package_writes_is_read() -> None:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "平川县"
    message.set_content("纯文本")
    message.add_alternative(div_soup(TITLE, BODY), subtype="html")
    data = bytes(message).replace(b"multipart/alternative", b"multipart/related")
    assert read(data).split("\n") == [TITLE, *BODY]


def nested(depth: int) -> bytes:
    head, tail = b"MIME-Version: 1.0\r\n", b""
    for n in range(depth):
        head += f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
        tail = f"\r\n--b{n}--\r\n".encode() + tail
    return head + part(print_view(TITLE, BODY).encode(), "8bit") + tail


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(archive(), "damaged", id="no part"),
        pytest.param(archive(PICTURE, STYLE), "damaged", id="no page"),
        pytest.param(archive(part(b"", "8bit")), "damaged", id="empty page"),
        pytest.param(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nxyz",
            "damaged",
            id="no boundary",
        ),
        pytest.param(nested(3000), "damaged", id="nested 3,000 deep"),
        pytest.param(
            archive(part(b"<p>" + b"\xff\xfe\x80" * 500, "base64")), "encoding", id="no encoding"
        ),
        pytest.param(archive(part(b"<p>" + b"x" * 17_000_000, "8bit")), "too-large", id="17 MB"),
        pytest.param(archive(part(b"<p>" + b"x" * 70_000_000, "8bit")), "too-large", id="70 MB"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert caught.value.code == f"unreadable.{code}"
    assert caught.value.remedy


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda data: data[: -len("----=_NextPart_000_0000_01DA.5B--\r\n")], id="no end"
        ),
        pytest.param(lambda data: data.replace(b"\r\n", b"\n"), id="other line breaks"),
        pytest.param(lambda data: b"\xef\xbb\xbf\r\n" + data, id="mark and empty line first"),
        pytest.param(
            lambda data: data.replace(b'charset="utf-8"', b'charset="x-nothing"'),
            id="no such charset",
        ),
    ],
)
def test_small_damage_does_not_cost_the_text(change: Callable[[bytes], bytes]) -> None:
    data = archive(part(div_soup(TITLE, BODY).encode(), "base64", charset="utf-8"))
    assert read(change(data)).split("\n") == [TITLE, *BODY]


WHOLE = archive(part(table_layout(TITLE, BODY).encode("gb18030"), "quoted-printable"), PICTURE)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=20)), max_size=6))
def test_changed_bytes_end_in_text_or_in_an_error(edits: list[tuple[float, int, bytes]]) -> None:
    data = WHOLE
    for place, length, put in edits:
        at = int(place * len(data))
        data = data[:at] + put + data[at + length :]
    try:
        codes = set[str]()
        read(data)
    except UnreadableDocument as error:
        codes = {error.code}
    assert codes <= CODES

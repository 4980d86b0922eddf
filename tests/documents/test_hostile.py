"""Hostile and damaged files of every kind in one folder: each costs itself, and nothing else."""

from __future__ import annotations

import json
import os
import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psutil
import pytest

from analyzer.commands.app import main
from analyzer.documents.isolation.process import process
from tests.documents.conftest import packed, para, repacked, with_password, word
from tests.documents.ofd_files import packed as packed_ofd
from tests.documents.ofd_files import page, parts
from tests.documents.pdf_files import PdfFile, Sheet, put
from tests.documents.test_ofd import ENTITIES, text_object
from tests.documents.test_read import BOMB, OLE, with_entities
from tests.documents.test_scan import png

TITLE = "平川县水务局2024年法治政府建设年度报告"
REPORT = TITLE + "\n一、主要举措\n全年办理行政处罚案件12件，均经法制审核。"
WORD_FILE = word(*(para(line) for line in REPORT.split("\n")))
PDF_PAGE = put(TITLE, 100, 700, size=22) + put("全年办理行政处罚案件12件。", 112, 640)
PDF = bytes(PdfFile([Sheet(PDF_PAGE)] * 2))
OFD_LINE = text_object("全年办理行政处罚案件12件。")
OFD_PAGE = "Doc_0/Pages/Page_0/Content.xml"


def changed_word(member: str, change: Callable[[bytes], bytes] | bytes | None) -> bytes:
    return repacked(WORD_FILE, {member: change})


def nested(depth: int) -> bytes:
    inside = b"<w:sdt><w:sdtContent>" * depth + b"</w:sdtContent></w:sdt>" * depth
    return changed_word(
        "word/document.xml",
        lambda part: part.replace(b"<w:sectPr", inside + b"<w:sectPr", 1),
    )


def external(part: bytes) -> bytes:
    declared = b'<!DOCTYPE w:document [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    head, _, rest = part.partition(b"?>")
    return head + b"?>" + declared + rest.replace("主要举措".encode(), b"&f;", 1)


def old_word(name: str, *, flags: int = 0) -> bytes:
    """The beginning of a compound file with one stream, as far as its kind can be told."""
    block = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, flags) + bytes(500)
    return OLE + bytes(504) + name.encode("utf-16-le") + block


def ofd_with(**files: str | bytes | None) -> bytes:
    all_parts: dict[str, str | bytes] = {**parts([page(OFD_LINE)])}
    for name, content in files.items():
        name = {"page": OFD_PAGE, "root": "OFD.xml"}.get(name, name)
        if content is None:
            del all_parts[name]
        else:
            all_parts[name] = content
    return packed_ofd(all_parts)


def doctype(part: str, declared: str) -> str:
    return part.replace("<ofd:Page ", f"{declared}<ofd:Page ")


# File name, its bytes, and the codes of errors that may be told of it (empty: it is read).
HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "空.txt": (lambda: b"", {"empty"}),
    "空白.docx": (lambda: b" \r\n\xe3\x80\x80", {"empty"}),
    "二进制.txt": (lambda: bytes(range(256)) * 64, {"binary"}),
    "乱码.txt": (lambda: "Résumé à traduire ".encode("latin-1") * 9, {"encoding"}),
    "断字.txt": (lambda: REPORT.encode()[:-1], {"damaged"}),
    "太长.txt": (lambda: b"x" * (16 * 1024 * 1024 + 1), {"too-large"}),
    "程序.doc": (lambda: b"MZ\x90\0" + bytes(400), {"format"}),
    "压缩.docx": (lambda: b"Rar!\x1a\x07\x01\0" + bytes(99), {"format"}),
    "表格.docx": (lambda: packed({"[Content_Types].xml": b"", "xl/a.xml": b""}), {"format"}),
    # Word
    "截断.docx": (lambda: WORD_FILE[: len(WORD_FILE) // 2], {"damaged"}),
    "密码.docx": (lambda: with_password(WORD_FILE), {"encrypted"}),
    "实体炸弹.docx": (
        lambda: changed_word(
            "word/document.xml", with_entities(BOMB, "主要举措".encode(), b"&e9;")
        ),
        {"entities"},
    ),
    "外部实体.docx": (lambda: changed_word("word/document.xml", external), {"entities"}),
    "样式实体.docx": (
        lambda: changed_word(
            "word/styles.xml", with_entities(BOMB, b'w:val="Normal"', b'w:val="&e9;"')
        ),
        {"entities"},
    ),
    "压缩炸弹.docx": (
        lambda: changed_word("word/styles.xml", b" " * (33 * 1024 * 1024)),
        {"bomb"},
    ),
    "成员太多.docx": (
        lambda: repacked(WORD_FILE, {f"word/media/{n}.png": b"" for n in range(20_001)}),
        {"bomb"},
    ),
    "嵌套.docx": (lambda: nested(100_000), {"damaged"}),
    "没有正文.docx": (lambda: changed_word("word/document.xml", None), {"damaged"}),
    "关系乱指.docx": (
        lambda: changed_word(
            "_rels/.rels", lambda part: part.replace(b"word/document", b"../../etc/passwd")
        ),
        {"damaged"},
    ),
    "含宏.docx": (
        lambda: repacked(
            WORD_FILE,
            {
                "word/vbaProject.bin": b"Attribute VB_Name",
                "[Content_Types].xml": lambda part: part.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                    b"application/vnd.ms-word.document.macroEnabled.main",
                ),
            },
        ),
        set(),
    ),
    "是Word.pdf": (lambda: WORD_FILE, set()),
    # Old Word
    "残.doc": (lambda: old_word("WordDocument"), {"damaged"}),
    "加密.wps": (lambda: old_word("EncryptedPackage"), {"encrypted"}),
    "残.rtf": (lambda: b"{\\rtf1\\ansi{{{{{{{{\\bin99999999 ", {"damaged", "empty"}),
    "残.odt": (lambda: packed({"mimetype": b"x", "content.xml": b"<x"}), {"damaged", "empty"}),
    # PDF
    "密码.pdf": (lambda: bytes(PdfFile([Sheet(PDF_PAGE)], user="secret")), {"encrypted"}),
    "截断.pdf": (lambda: PDF[: len(PDF) // 2], {"damaged"}),
    "只有头.pdf": (lambda: b"%PDF-1.7\n", {"damaged"}),
    "页树绕圈.pdf": (
        lambda: bytes(
            PdfFile([Sheet(PDF_PAGE)], replaced={2: b"<</Type/Pages/Count 3/Kids[2 0 R 10 0 R]>>"})
        ),
        {"damaged", "empty"},
    ),
    "二十亿页.pdf": (
        lambda: bytes(
            PdfFile(
                [Sheet(PDF_PAGE)],
                replaced={2: b"<</Type/Pages/Count 2000000000/Kids[10 0 R]>>"},
            )
        ),
        set(),
    ),
    "五百零一页.pdf": (lambda: bytes(PdfFile([Sheet()] * 501)), {"too-large"}),
    "空页.pdf": (lambda: bytes(PdfFile([Sheet()])), {"empty"}),
    "脚本.pdf": (
        lambda: bytes(
            PdfFile([Sheet(PDF_PAGE)], catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
        ),
        set(),
    ),
    # OFD
    "截断.ofd": (lambda: ofd_with()[:-300], {"damaged"}),
    "缺页.ofd": (lambda: ofd_with(page=None), {"damaged"}),
    "实体炸弹.ofd": (
        lambda: ofd_with(page=doctype(page("&c;"), ENTITIES)),
        {"entities"},
    ),
    "外部实体.ofd": (
        lambda: ofd_with(
            page=doctype(page("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        {"entities"},
    ),
    "压缩炸弹.ofd": (lambda: ofd_with(page=" " * 40_000_000), {"bomb"}),
    # Pages
    "嵌套.html": (lambda: ("<div>" * 100_000 + REPORT).encode(), {"damaged", "too-large"}),
    "百万标签.htm": (lambda: b"<html>" + b"<" * 1_000_001, {"too-large"}),
    "实体.html": (
        lambda: (
            "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            f"<p>{TITLE}</p><p>全年办理行政处罚案件12件。&x;</p>"
        ).encode(),
        set(),
    ),
    "残.mht": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x",
        {"damaged", "empty"},
    ),
    # Pictures are read only where they are named, or their names lie.
    "像素炸弹.doc": (lambda: png(60_000, 60_000, b""), {"too-large", "no-ocr"}),
    "截断图片.docx": (lambda: png(100, 100, b"")[:40], {"damaged", "no-ocr"}),
    # Archives
    "穿越.zip": (lambda: packed({"../外.txt": REPORT.encode()}), {"unsafe-path"}),
    "盘符.zip": (lambda: packed({"C:\\外.txt": REPORT.encode()}), {"unsafe-path"}),
    "炸弹.zip": (lambda: packed({"甲.txt": bytes(64 * 1024 * 1024)}), {"bomb"}),
    "密码.zip": (lambda: with_password(packed({"甲.txt": b"x"})), {"encrypted"}),
    "套三层.zip": (
        lambda: packed({"a.zip": packed({"b.zip": packed({"甲.txt": REPORT.encode()})})}),
        {"nested-archive"},
    ),
    "截断.zip": (lambda: packed({"甲.txt": REPORT.encode()})[:-30], {"damaged"}),
    "没有报告.zip": (lambda: packed({"名单.xlsx": b"x"}), {"no-reports"}),
}


@cache
def made(name: str) -> bytes:
    return HOSTILE[name][0]()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "报送"
    folder.mkdir()
    for name in HOSTILE:
        (folder / name).write_bytes(made(name))
    (folder / "好.txt").write_text(REPORT, encoding="utf-8")
    (folder / "好.docx").write_bytes(WORD_FILE)
    with open(folder / "五百兆.docx", "wb") as file:
        # Sparse: it takes no room.
        file.truncate(500 * 1024 * 1024)
    return folder


@pytest.fixture(scope="module")
def outcome(folder: Path) -> dict[str, set[str]]:
    """For each file of the folder, the codes of the errors that are told of it; one check of all."""
    from _pytest.capture import MultiCapture, SysCapture

    capture = MultiCapture(in_=None, out=SysCapture(1), err=SysCapture(2))
    capture.start_capturing()
    try:
        status = main(["check", str(folder), "--format", "json", "--fail-on", "never"])
        out = capture.readouterr().out
    finally:
        capture.stop_capturing()
    assert status == 0
    value = json.loads(out)
    told: dict[str, set[str]] = {path.name: set() for path in folder.iterdir()}
    for report in value["reports"]:
        name = Path(report["source"]).relative_to(folder).parts[0]
        told[name].add("")
    for error in value["errors"]:
        assert error["message"].startswith(error["source"])
        name = Path(error["source"]).relative_to(folder).parts[0]
        told[name].add(error["code"].removeprefix("unreadable."))
    return told


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_told_for_what_it_is(name: str, outcome: dict[str, set[str]]) -> None:
    expected = HOSTILE[name][1]
    if expected:
        assert len(outcome[name]) == 1
        assert outcome[name] <= expected
    else:
        assert outcome[name] == {""}


def test_the_good_ones_among_them_are_checked(outcome: dict[str, set[str]]) -> None:
    assert outcome["好.txt"] == outcome["好.docx"] == {""}


def test_a_file_of_500_megabytes_is_refused_by_its_size(outcome: dict[str, set[str]]) -> None:
    assert outcome["五百兆.docx"] == {"too-large"}


def test_nothing_is_written_beside_them_or_left_behind(
    folder: Path, outcome: dict[str, set[str]]
) -> None:
    assert {path.name for path in folder.iterdir()} == {
        *HOSTILE, "好.txt", "好.docx", "五百兆.docx",
    }  # fmt: skip
    assert list(folder.parent.iterdir()) == [folder]
    own = process._folder
    process.stop()
    assert own
    assert not os.path.exists(own)
    children = [
        child.name() for child in psutil.Process().children(recursive=True) if child.is_running()
    ]
    assert not [name for name in children if "soffice" in name]
    assert not list(Path(tempfile.gettempdir()).glob("fazhi-*/given*"))

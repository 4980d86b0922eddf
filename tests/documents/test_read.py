"""Paths → texts: what is read whatever its name, what is refused and how, which files a folder gives."""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents import files as reading
from analyzer.documents.read import read_document
from analyzer.documents.word import package
from analyzer.documents.word import read as word_reading
from analyzer.errors import UnreadableDocument
from tests.documents.conftest import (
    EXAMPLES,
    Reader,
    Refusal,
    para,
    repacked,
    with_password,
    word,
    zipped,
)

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件12件。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNPACK = "请先解压，再指定里面的文件"
NO_REPORT = "请核对是不是报告，报告一般是 Word、WPS、PDF、OFD、网页或文本文件"
CODES = {
    f"unreadable.{code}"
    for code in (
        "missing",
        "no-access",
        "empty",
        "binary",
        "encoding",
        "format",
        "damaged",
        "encrypted",
        "too-large",
        "bomb",
        "entities",
        "no-office",
        "no-ocr",
        "timeout",
        "memory",
        "crashed",
    )
}


# --- What is read -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["报告.txt", "报告.docx", "报告", "报告.2024", "报告.TXT"])
def test_plain_text_is_read_whatever_its_name(read: Reader, name: str) -> None:
    text = read(TEXT.encode("gb18030"), name)
    assert text == TEXT
    assert text.provenance.format == "txt"
    assert text.provenance.encoding == "gb18030"


@pytest.mark.parametrize("name", ["报告.docx", "报告.txt", "报告.doc", "报告"])
def test_a_word_file_is_read_whatever_its_name(read: Reader, name: str) -> None:
    text = read(word(para("一、主要举措"), para("办理案件12件。")), name)
    assert text == "一、主要举措\n办理案件12件。"
    assert text.provenance.format == "docx"
    assert text.provenance.encoding is None


@pytest.mark.parametrize("start", ["PK赛活动", "MZ镇", "BM系统", "GIF图"])
def test_text_that_begins_like_another_kind_of_file_is_text(read: Reader, start: str) -> None:
    assert read((start + TEXT).encode(), "报告.txt") == start + TEXT


def test_a_text_remembers_the_path_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("报告.txt").write_text(TEXT, encoding="utf-8")
    given_path = os.path.join(".", "报告.txt")
    assert read_document(given_path).provenance.name == given_path
    assert read_document(Path("报告.txt")).provenance.name == "报告.txt"


def test_the_byte_order_mark_takes_no_offset(read: Reader) -> None:
    assert read(b"\xef\xbb\xbf" + TEXT.encode(), "报告.txt").index("平川县") == 0


# --- What is refused --------------------------------------------------------------------------

FOREIGN = [
    pytest.param(b"Rar!\x1a\x07\x01\0", "压缩包，不是 .zip 的", UNPACK, id="RAR"),
    pytest.param(b"7z\xbc\xaf\x27\x1c\0\x04", "压缩包，不是 .zip 的", UNPACK, id="7z"),
    pytest.param(b"\x1f\x8b\x08\0\0\0\0\0", "压缩包，不是 .zip 的", UNPACK, id="gzip"),
    pytest.param(b"MZ\x90\0\x03\0\0\0", "程序文件", NO_REPORT, id="Windows program"),
    pytest.param(b"\x7fELF\x02\x01\x01\0", "程序文件", NO_REPORT, id="Linux program"),
    pytest.param(zipped("[Content_Types].xml", "xl/a.xml"), "Excel 表格", NO_REPORT, id="xlsx"),
    pytest.param(zipped("[Content_Types].xml", "ppt/a.xml"), "演示文稿", NO_REPORT, id="pptx"),
    pytest.param(
        OLE + b"\0" * 504 + "Workbook".encode("utf-16-le"), "Excel 表格", NO_REPORT, id="xls"
    ),
]


@pytest.mark.parametrize("name", ["报告.txt", "报告.docx"])
@pytest.mark.parametrize(("data", "what", "remedy"), FOREIGN)
def test_a_file_that_holds_no_report_is_named_by_its_content(
    refuse: Refusal, data: bytes, what: str, remedy: str, name: str
) -> None:
    error = refuse(data, name)
    said = (error.code, error.message, error.remedy)
    assert said == ("unreadable.format", f"这是{what}，读不了", remedy)


@pytest.mark.parametrize("members", [["甲.docx", "乙.docx"], ["word/document.xml"], []])
def test_an_archive_under_another_name_says_how_to_name_it(
    refuse: Refusal, members: list[str]
) -> None:
    error = refuse(zipped(*members), "报告.docx")
    assert (error.code, error.message) == ("unreadable.format", "这是压缩包，不是单份报告")
    assert error.remedy == "请把文件名改成 .zip 结尾后再指定"


def test_a_legacy_container_with_a_password_is_encrypted(refuse: Refusal) -> None:
    error = refuse(OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))
    assert error.code == "unreadable.encrypted"
    assert error.message == "文件设有打开密码"


def test_a_zip_with_a_password_is_encrypted(refuse: Refusal) -> None:
    error = refuse(with_password(word(para("一、主要举措"))))
    assert (error.code, error.message) == ("unreadable.encrypted", "文件设有密码")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b" \r\n\t\n", id="ASCII space"),
        pytest.param("　\n　\u00a0\n".encode(), id="wide space"),
        pytest.param(b"\xef\xbb\xbf", id="only a mark"),
        pytest.param(b"\xff\xfe" + " \n".encode("utf-16-le"), id="space in UTF-16"),
        pytest.param("\u200b\u200b\n".encode(), id="nothing that is seen"),
    ],
)
@pytest.mark.parametrize("name", ["报告.txt", "报告.docx"])
def test_a_file_with_nothing_in_it_is_empty(refuse: Refusal, data: bytes, name: str) -> None:
    error = refuse(data, name)
    assert (error.code, error.message) == ("unreadable.empty", "文件是空的")


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([], id="no paragraph"),
        pytest.param([para(), para(" 　")], id="blank paragraphs"),
        pytest.param([para("<w:r><w:drawing><wp:inline/></w:drawing></w:r>")], id="only a picture"),
    ],
)
def test_a_word_file_without_text_asks_for_an_editable_one(
    refuse: Refusal, blocks: list[str]
) -> None:
    error = refuse(word(*blocks))
    assert (error.code, error.message) == ("unreadable.empty", "文件里没有文字")
    assert error.remedy == "如果是扫描件或图片，请向报送单位索取可编辑的文件"


def test_bytes_that_are_no_text_are_binary(refuse: Refusal) -> None:
    error = refuse(bytes(range(256)) * 4, "报告.txt")
    assert (error.code, error.message) == ("unreadable.binary", "文件不是文本")


def test_text_in_an_unknown_encoding_says_how_to_save_it(refuse: Refusal) -> None:
    error = refuse("Résumé à traduire ".encode("latin-1") * 9, "报告.txt")
    assert (error.code, error.message) == (
        "unreadable.encoding",
        "文字编码认不出来，读出来是乱码",
    )
    assert error.remedy == "请用记事本打开，另存为 UTF-8 编码后重试"


@pytest.mark.parametrize("data", [bytes(range(1, 256)), b"\x00\x01\x02" * 99], ids=["high", "zero"])
def test_a_docx_that_is_neither_zip_nor_text_is_damaged(refuse: Refusal, data: bytes) -> None:
    error = refuse(data, "报告.DOCX")
    assert (error.code, error.message) == ("unreadable.damaged", "文件已损坏或没有传完")


def test_plain_text_that_is_cut_inside_a_character_is_damaged(refuse: Refusal) -> None:
    error = refuse(TEXT.encode()[:-1], "报告.txt")
    assert (error.code, error.message) == ("unreadable.damaged", "文件不完整，末尾的字断开了")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_word_file_that_is_cut_short_is_damaged(refuse: Refusal, share: float) -> None:
    data = word(para("一、主要举措"))
    error = refuse(data[: int(len(data) * share)])
    assert (error.code, error.message) == ("unreadable.damaged", "Word 文件已损坏或没有传完")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"word/document.xml": None}, id="no body"),
        pytest.param({"word/document.xml": b"<w:document"}, id="broken body"),
        pytest.param({"word/document.xml": b""}, id="empty body"),
        pytest.param({"word/styles.xml": b"\x00\xff"}, id="broken styles"),
        pytest.param({"[Content_Types].xml": b"<Types/>"}, id="no content types"),
        pytest.param({"_rels/.rels": b"<Relationships/>"}, id="no relation to the body"),
        pytest.param({"_rels/.rels": None}, id="no relations"),
    ],
)
def test_a_word_file_whose_parts_are_broken_is_damaged(
    refuse: Refusal, change: dict[str, bytes | None]
) -> None:
    error = refuse(repacked(word(para("一、主要举措")), change))
    assert (error.code, error.message) == ("unreadable.damaged", "Word 文件已损坏，读不出正文")


def test_a_member_whose_bytes_were_changed_is_damaged(refuse: Refusal) -> None:
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(para("一、主要举措")))) as source,
        zipfile.ZipFile(stored, "w") as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    data = stored.getvalue()
    assert data.count("主要".encode()) == 1
    error = refuse(data.replace("主要".encode(), "次要".encode()))
    assert error.code == "unreadable.damaged"


# --- Paths ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["没有.docx", "报告.txt/里面.txt"])
def test_a_path_that_leads_nowhere_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path / name)
    assert (caught.value.code, caught.value.message) == ("unreadable.missing", "找不到文件")


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path)
    assert (caught.value.code, caught.value.message) == (
        "unreadable.format",
        "这是文件夹，不是文件",
    )


def failing_open(error: OSError) -> Callable[..., object]:
    def fail(*_arguments: object, **_named: object) -> object:
        raise error

    return fail


def test_a_folder_is_no_report_where_opening_one_is_a_question_of_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtins, "open", failing_open(PermissionError(13, "Permission denied")))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path)
    assert caught.value.code == "unreadable.format"


def test_a_file_that_may_not_be_opened_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"x")
    monkeypatch.setattr(builtins, "open", failing_open(PermissionError(13, "Permission denied")))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert str(caught.value) == (
        f"{path}：没有权限打开文件。请关闭正在使用它的程序，或检查文件权限。"
    )
    assert caught.value.code == "unreadable.no-access"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("报告\0.txt", "文件路径不合规范，打不开"),
        ("报" * 300 + ".txt", f"打不开文件（系统错误 {errno.ENAMETOOLONG}）"),
        ("圈.txt", f"打不开文件（系统错误 {errno.ELOOP}）"),
    ],
    ids=["zero byte", "too long", "link to itself"],
)
def test_a_path_that_the_system_refuses_says_so_in_chinese(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path / name)
    assert (caught.value.code, caught.value.message) == ("unreadable.no-access", message)


# --- Size -------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.touch()
    os.truncate(path, 256 * 1024 * 1024 + 1)
    tracemalloc.start()
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (caught.value.code, caught.value.message) == (
        "unreadable.too-large",
        "文件超过 256 MB，太大",
    )
    assert peak < 1024 * 1024


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")
def test_a_device_without_end_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FILE", 4096)
    with pytest.raises(UnreadableDocument) as caught:
        read_document("/dev/zero")
    assert caught.value.code == "unreadable.too-large"


def test_a_text_longer_than_any_report_is_too_large(refuse: Refusal) -> None:
    error = refuse(b"x" * (16 * 1024 * 1024 + 1), "报告.txt")
    assert (error.code, error.message) == ("unreadable.too-large", "文本超过 16 MB，太大")


@pytest.mark.parametrize(
    "member", ["word/document.xml", "word/styles.xml", "customXml/item1.xml", "_rels/.rels"]
)
def test_a_part_that_unpacks_to_too_much_is_refused_still_packed(
    refuse: Refusal, member: str
) -> None:
    data = repacked(word(para("一、主要举措")), {member: b" " * (32 * 1024 * 1024 + 1)})
    assert len(data) < 128 * 1024
    tracemalloc.start()
    error = refuse(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (error.code, error.message) == ("unreadable.bomb", "文件解开后过大，疑似异常文件")
    assert peak < 4 * 1024 * 1024


def declaring(data: bytes, name: str, size: int) -> bytes:
    """Changes the size that the zip directory declares for a member."""
    changed = bytearray(data)
    at = changed.rfind(name.encode()) - 46
    assert changed[at : at + 4] == b"PK\x01\x02"
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


def test_members_that_together_declare_too_much_are_refused(refuse: Refusal) -> None:
    data = repacked(word(para("一、主要举措")), {"word/media/image1.bin": b"\0" * 64})
    error = refuse(declaring(data, "word/media/image1.bin", 600 * 1024 * 1024))
    assert error.code == "unreadable.bomb"


def test_a_part_that_unpacks_to_more_than_it_declares_is_damaged(refuse: Refusal) -> None:
    data = repacked(word(), {"word/document.xml": b" " * (24 * 1024 * 1024)})
    tracemalloc.start()
    error = refuse(declaring(data, "word/document.xml", 100))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.code == "unreadable.damaged"
    assert peak < 16 * 1024 * 1024


def test_a_picture_is_never_unpacked(read: Reader) -> None:
    data = repacked(
        word(para("一、主要举措")), {"word/media/image1.png": b"\0" * (48 * 1024 * 1024)}
    )
    tracemalloc.start()
    text = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert text == "一、主要举措"
    assert peak < 16 * 1024 * 1024


def test_too_many_members_are_refused(refuse: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    data = repacked(word(para("一、主要举措")), {f"word/media/{n}.png": b"" for n in range(40)})
    monkeypatch.setattr(package, "_MAX_PARTS", 40)
    assert refuse(data).code == "unreadable.bomb"


def test_too_many_paragraphs_are_refused(
    read: Reader, refuse: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_reading, "_MAX_LINES", 100)
    assert read(word(*[para("字")] * 100)).count("字") == 100
    error = refuse(word(*[para()] * 101))
    assert (error.code, error.message) == (
        "unreadable.too-large",
        "文件里的文字太多，疑似异常文件",
    )


def test_too_much_text_is_refused(refuse: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_reading, "_MAX_TEXT", 1000)
    assert refuse(word(para("字" * 600), para("字" * 600))).code == "unreadable.too-large"


# --- XML that attacks its reader --------------------------------------------------------------


def with_entities(declarations: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old in part
        head, _, rest = part.partition(b"?>")
        declared = f"<!DOCTYPE w:document [{declarations}]>".encode()
        return head + b"?>" + declared + rest.replace(old, new, 1)

    return change


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈" * 100}">' for n in range(10))


def test_an_entity_bomb_in_the_text_is_not_expanded(refuse: Refusal) -> None:
    change = with_entities(BOMB, "标记".encode(), b"&e9;")
    tracemalloc.start()
    error = refuse(repacked(word(para("标记")), {"word/document.xml": change}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.code == "unreadable.entities"
    assert peak < 16 * 1024 * 1024


@pytest.mark.parametrize("member", ["word/styles.xml", "word/_rels/document.xml.rels"])
def test_an_entity_bomb_in_an_attribute_is_not_expanded(refuse: Refusal, member: str) -> None:
    old = b'w:val="Normal"' if member == "word/styles.xml" else b'Target="styles.xml"'
    new = old.split(b'"')[0] + b'"&e9;"'
    data = repacked(word(para("一、主要举措")), {member: with_entities(BOMB, old, new)})
    assert refuse(data).code == "unreadable.entities"


def test_an_external_entity_reads_no_file(refuse: Refusal, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密内容", encoding="utf-8")
    change = with_entities(f'<!ENTITY f SYSTEM "{secret.as_uri()}">', "标记".encode(), b"&f;")
    error = refuse(repacked(word(para("标记"), para("正文")), {"word/document.xml": change}))
    assert error.code == "unreadable.entities"
    assert "机密内容" not in str(error)


def test_an_external_document_type_is_not_fetched(refuse: Refusal, tmp_path: Path) -> None:
    (tmp_path / "evil.dtd").write_text('<!ENTITY f "机密内容">', encoding="utf-8")
    kind = f'<!DOCTYPE w:document SYSTEM "{(tmp_path / "evil.dtd").as_uri()}">'.encode()
    data = repacked(
        word(para("标记")),
        {
            "word/document.xml": lambda part: part.replace(b"?>", b"?>" + kind, 1).replace(
                "标记".encode(), b"&f;"
            )
        },
    )
    assert refuse(data).code == "unreadable.entities"


@pytest.mark.parametrize("depth", [300, 100_000])
def test_elements_nested_without_end_are_damaged(refuse: Refusal, depth: int) -> None:
    inside = b"<w:sdt><w:sdtContent>" * depth + b"</w:sdtContent></w:sdt>" * depth
    data = repacked(
        word(para("标记")),
        {"word/document.xml": lambda part: part.replace(b"<w:sectPr", inside + b"<w:sectPr", 1)},
    )
    assert refuse(data).code == "unreadable.damaged"


def test_a_walk_that_goes_too_deep_says_so(
    refuse: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(walk: object, parent: object) -> None:
        endless(walk, parent)

    monkeypatch.setattr(word_reading._Walk, "blocks", endless)
    error = refuse(word(para("正文")))
    assert (error.code, error.message) == ("unreadable.damaged", "文件结构嵌套过深")


def test_tables_nested_as_deep_as_xml_goes_are_read(read: Reader) -> None:
    block = para("最里面")
    for _ in range(60):
        block = f"<w:tbl><w:tr><w:tc>{block}</w:tc><w:tc>{para('旁')}</w:tc></w:tr></w:tbl>"
    assert read(word(block)) == "最里面" + " 旁" * 59 + "\t旁"


# --- Messages ---------------------------------------------------------------------------------


# What the reading process itself raises is in test_isolation.py.
OUTSIDE = {"timeout", "memory", "crashed", "no-office", "no-ocr"}


def every_refusal(folder: Path) -> dict[str, Path]:
    """One file for every other code that the docstring of ``read_document`` names."""
    bomb = {"word/styles.xml": b" " * (32 * 1024 * 1024 + 1)}
    declares = {"word/document.xml": with_entities(BOMB, "标记".encode(), b"&e9;")}
    contents = {
        "empty": b"",
        "binary": bytes(256),
        "encoding": "Résumé à traduire".encode("latin-1"),
        "format": b"MZ\x90\0",
        "damaged": TEXT.encode()[:-1],
        "encrypted": with_password(word(para("一、主要举措"))),
        "too-large": b"x" * (16 * 1024 * 1024 + 1),
        "bomb": repacked(word(para("标记")), bomb),
        "entities": repacked(word(para("标记")), declares),
    }
    for code, data in contents.items():
        (folder / f"{code}.txt").write_bytes(data)
    (folder / "no-access.txt").symlink_to(folder / "no-access.txt")
    return {code: folder / f"{code}.txt" for code in [*contents, "missing", "no-access"]}


def test_every_code_of_the_docstring_is_reached_and_no_other(tmp_path: Path) -> None:
    listed = re.search(r"one of ([a-z,\s-]+)\.", read_document.__doc__ or "")
    assert listed is not None
    documented = {code.strip() for code in listed[1].split(",")}
    assert {f"unreadable.{code}" for code in documented} == CODES
    reached = set()
    for path in every_refusal(tmp_path).values():
        with pytest.raises(UnreadableDocument) as caught:
            read_document(path)
        assert caught.value.code == f"unreadable.{path.stem}"
        reached.add(path.stem)
    assert reached == documented - OUTSIDE


def assert_helpful(error: UnreadableDocument, path: str) -> None:
    """The message names the file, says in Chinese what happened and ends with what to do."""
    assert str(error) == f"{path}：{error.message}。{error.remedy}。"
    assert re.fullmatch(r"(请|可能没有传完，请|如果是扫描件或图片，请)[^\n]*[^\n。]", error.remedy)
    for part in (error.message, error.remedy):
        english = set(re.findall(r"[A-Za-z]{2,}", part))
        assert english <= {
            "Word",
            "WPS",
            "doc",
            "docx",
            "txt",
            "zip",
            "UTF",
            "MB",
            "PDF",
            "RTF",
            "XML",
            "Excel",
            "OFD",
            "ODF",
        }
        assert re.search(r"[一-鿿]", part)


def test_every_message_names_the_file_and_ends_with_a_remedy(tmp_path: Path) -> None:
    for path in every_refusal(tmp_path).values():
        with pytest.raises(UnreadableDocument) as caught:
            read_document(path)
        assert_helpful(caught.value, str(path))


# --- Anything ---------------------------------------------------------------------------------

STARTS = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"<html",
        b"%PDF",
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anything")


def assert_text_or_helpful_error(path: Path) -> None:
    try:
        text = read_document(path)
    except UnreadableDocument as raised:
        error = raised
    else:
        assert text.strip()
        assert text.encode("utf-8").decode("utf-8") == text
        return
    assert error.code in CODES
    assert_helpful(error, str(path))


@settings(max_examples=EXAMPLES, deadline=None)
@given(start=STARTS, rest=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".docx"]))
def test_any_bytes_give_text_or_a_helpful_error(
    folder: Path, start: bytes, rest: bytes, suffix: str
) -> None:
    path = folder / f"报告{suffix}"
    path.write_bytes(start + rest)
    assert_text_or_helpful_error(path)


WORD_FILE = word(para("一、主要举措", style="Heading1"), para("全年办理案件12件。"))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WORD_FILE) - 1), st.integers(0, 255)), min_size=1, max_size=6
    ),
    keep=st.integers(0, len(WORD_FILE)),
    cut=st.booleans(),
)
def test_any_damage_to_a_word_file_gives_text_or_a_helpful_error(
    folder: Path, changes: list[tuple[int, int]], keep: int, cut: bool
) -> None:
    data = bytearray(WORD_FILE)
    for at, value in changes:
        data[at] = value
    path = folder / "损坏.docx"
    path.write_bytes(bytes(data[:keep] if cut else data))
    assert_text_or_helpful_error(path)


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "fldChar", "br", "x"]
trees = st.recursive(
    st.sampled_from([f"<w:{tag}/>" for tag in TAGS] + ["<w:t>字</w:t>", "<!--注-->", "<?x y?>"]),
    lambda inside: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(TAGS),
        st.lists(inside, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(body=st.lists(trees, max_size=4))
def test_any_elements_in_any_order_leave_the_text_before_them_readable(
    folder: Path, body: list[str]
) -> None:
    path = folder / "乱.docx"
    path.write_bytes(word(para("正文"), *body))
    assert read_document(path).split("\n")[0] == "正文"

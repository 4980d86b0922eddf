"""Zip archives of reports: which members count, what they are called, and what attacks."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents import archive as module
from analyzer.documents.archive import ArchiveMember, list_archive, member_of
from analyzer.documents.find import find_documents
from analyzer.documents.read import read_document
from analyzer.errors import UnreadableDocument
from tests.documents.conftest import EXAMPLES, packed, para, with_password, word

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件12件。"
REPORT = TEXT.encode()


def raw_named(name: bytes, data: bytes = REPORT, *, extra: bytes = b"") -> bytes:
    """An archive as programs write it that know nothing of Unicode: a name is some bytes."""
    stand_in = "x" * len(name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        member = zipfile.ZipInfo(stand_in)
        member.extra = extra
        archive.writestr(member, data)
    return buffer.getvalue().replace(stand_in.encode(), name)


def names(data: bytes) -> list[str]:
    return [str(item) for item in list_archive(data, "送.zip") if isinstance(item, ArchiveMember)]


def codes(data: bytes) -> list[tuple[str, str | None]]:
    return [
        (item.code.removeprefix("unreadable."), item.source)
        for item in list_archive(data, "送.zip")
        if isinstance(item, UnreadableDocument)
    ]


def refused(data: bytes, index: int = 0) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        member_of(data, index, "送.zip/甲.txt")
    return caught.value


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("交通局/报告.txt".encode("gb18030"), id="GBK, as Windows writes it"),
        pytest.param("交通局/报告.txt".encode(), id="UTF-8 without the flag, as a Mac writes it"),
        pytest.param("交通局\\报告.txt".encode("gb18030"), id="with the separator of Windows"),
    ],
)
def test_names_without_a_code_page_are_read(raw: bytes) -> None:
    assert names(raw_named(raw)) in (["送.zip/交通局/报告.txt"], ["送.zip/交通局\\报告.txt"])


def test_the_unicode_path_field_goes_before_the_plain_name() -> None:
    plain = b"??.txt"
    written = "㵲水镇报告.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, 5 + len(written), 1, zlib.crc32(plain)) + written
    assert names(raw_named(plain, extra=extra)) == ["送.zip/㵲水镇报告.txt"]


def test_a_unicode_path_field_of_another_name_is_passed_over() -> None:
    written = "别的.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, 5 + len(written), 1, 7) + written
    assert names(raw_named(b"a.txt", extra=extra)) == ["送.zip/a.txt"]


def test_reports_are_given_in_name_order_and_the_rest_is_left_out() -> None:
    data = packed(
        dict.fromkeys(
            ["丙.docx", "乙/b.pdf", "乙/a.txt", "名单.xlsx", "__MACOSX/乙/._a.txt", ".藏/甲.txt",
             "~$丙.docx", "照片.jpg", "网页_files/a.html", "甲.DOC"],
            b"x",
        )
    )  # fmt: skip
    assert names(data) == ["送.zip/丙.docx", "送.zip/乙/a.txt", "送.zip/乙/b.pdf", "送.zip/甲.DOC"]


def test_an_archive_in_an_archive_is_opened_and_no_deeper_one() -> None:
    inner = packed({"c.txt": REPORT, "再.zip": packed({"d.txt": REPORT})})
    data = packed({"a.txt": REPORT, "里.zip": inner})
    assert names(data) == ["送.zip/a.txt", "送.zip/里.zip/c.txt"]
    assert codes(data) == [("nested-archive", "送.zip/里.zip/再.zip")]


@pytest.mark.parametrize("outer", ["gb18030", "utf-8"])
@pytest.mark.parametrize("inner", ["gb18030", "utf-8"])
def test_chinese_names_are_read_in_an_archive_in_an_archive(
    outer: str, inner: str, tmp_path: Path
) -> None:
    inside = raw_named("河西镇/河西镇2024年报告.txt".encode(inner))
    path = tmp_path / "送.zip"
    path.write_bytes(raw_named("乡镇街道.zip".encode(outer), inside))
    (found,) = find_documents([str(path)])
    assert str(found) == f"{path}/乡镇街道.zip/河西镇/河西镇2024年报告.txt"
    assert not isinstance(found, UnreadableDocument)
    text = read_document(found)
    assert (text.text, text.provenance.name) == (TEXT, str(found))


@pytest.mark.parametrize(
    "name", ["../x.txt", "甲/../../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\x.txt", "\\\\机\\x.txt"]
)
def test_a_name_that_leads_out_of_the_folder_is_told_and_not_read(name: str) -> None:
    data = packed({name: REPORT, "好.txt": REPORT})
    assert [code for code, _ in codes(data)] == ["unsafe-path"]
    assert names(data) == ["送.zip/好.txt"]


def test_a_damaged_archive_inside_hides_no_other_report() -> None:
    data = packed({"坏.zip": b"PK\x03\x04" + b"x" * 99, "好.txt": REPORT})
    assert codes(data) == [("damaged", "送.zip/坏.zip")]
    assert names(data) == ["送.zip/好.txt"]


def test_members_of_the_same_name_are_read_each() -> None:
    data = packed({"甲.txt": "第一".encode(), "乙.txt": "第二".encode()})
    data = data.replace("乙.txt".encode(), "甲.txt".encode())
    found = [item for item in list_archive(data, "送.zip") if isinstance(item, ArchiveMember)]
    assert [member_of(data, item.members[0], str(item)).decode() for item in found] == [
        "第一",
        "第二",
    ]


def test_an_archive_with_a_password_is_encrypted() -> None:
    assert refused(with_password(packed({"甲.txt": REPORT}))).code == "unreadable.encrypted"


def test_a_bomb_is_not_unpacked() -> None:
    data = packed({"甲.txt": b"\0" * (64 * 1024 * 1024)})
    assert len(data) < 128 * 1024
    tracemalloc.start()
    error = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (error.code, error.message) == (
        "unreadable.bomb",
        "压缩比异常，疑似压缩炸弹，没有解压",
    )
    assert peak < 1024 * 1024


def declaring(data: bytes, size: int) -> bytes:
    """Changes the size that the directory declares for the only member."""
    changed = bytearray(data)
    at = changed.rfind(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


def test_a_member_that_unpacks_to_more_than_it_declares_is_damaged() -> None:
    data = declaring(packed({"甲.txt": b"\0" * (64 * 1024 * 1024)}), 4096)
    tracemalloc.start()
    error = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.code == "unreadable.damaged"
    assert peak < 4 * 1024 * 1024


def test_a_member_larger_than_any_report_is_too_large() -> None:
    error = refused(declaring(packed({"甲.txt": REPORT}), 300 * 1024 * 1024))
    assert error.code == "unreadable.too-large"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_MEMBERS", 3)
    with pytest.raises(UnreadableDocument) as caught:
        list_archive(packed(dict.fromkeys("abcd", b"")), "送.zip")
    assert caught.value.code == "unreadable.too-large"


def test_an_unknown_way_of_packing_is_told() -> None:
    data = bytearray(packed({"甲.txt": REPORT}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(signature)
        data[at + offset : at + offset + 2] = struct.pack("<H", 97)
    error = refused(bytes(data))
    assert (error.code, error.message) == (
        "unreadable.format",
        "压缩包用了少见的压缩方法，解不开",
    )


def test_changed_bytes_are_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", TEXT)
    error = refused(buffer.getvalue().replace("平川县".encode(), "平山县".encode()))
    assert error.code == "unreadable.damaged"


# --- From the outside -------------------------------------------------------------------------


def test_a_folder_gives_what_is_in_its_archives(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed({"乙.txt": REPORT, "丙.docx": word(para("丙报告"))}))
    (tmp_path / "a.txt").write_text("甲报告", encoding="utf-8")
    found = find_documents([str(tmp_path)])
    assert [str(item) for item in found] == [
        str(tmp_path / "a.txt"),
        f"{tmp_path / 'b.zip'}/丙.docx",
        f"{tmp_path / 'b.zip'}/乙.txt",
    ]
    texts = [read_document(item) for item in found if not isinstance(item, UnreadableDocument)]
    assert [text.text for text in texts] == ["甲报告", "丙报告", TEXT]
    assert [text.provenance.name for text in texts] == [str(item) for item in found]


def test_a_member_is_given_once(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"乙.txt": REPORT}))
    assert len(find_documents([str(path), str(tmp_path), str(path)])) == 1


def test_an_archive_is_known_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报送材料"
    path.write_bytes(packed({"乙.txt": REPORT}))
    (found,) = find_documents([str(path)])
    assert str(found) == f"{path}/乙.txt"


def test_a_word_file_that_is_named_as_an_archive_is_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.zip"
    path.write_bytes(word(para("一、主要举措")))
    (found,) = find_documents([str(path)])
    assert found == str(path)
    assert read_document(path).text == "一、主要举措"


@pytest.mark.parametrize(
    ("data", "code"),
    [(packed({"名单.xlsx": b"x"}), "no-reports"), (b"PK\x03\x04" + b"x" * 40, "damaged")],
)
def test_an_archive_that_gives_nothing_is_an_error_in_its_place(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    (error,) = find_documents([str(path)])
    assert isinstance(error, UnreadableDocument)
    assert (error.code, error.source) == (f"unreadable.{code}", str(path))


def test_nothing_is_written_beside_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"../外.txt": REPORT, "里/内.txt": REPORT}))
    for item in find_documents([str(path)]):
        if not isinstance(item, UnreadableDocument):
            read_document(item)
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]
    assert not (tmp_path.parent / "外.txt").exists()


ARCHIVE = packed({"甲.txt": REPORT, "里.zip": packed({"乙.txt": REPORT})})


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), min_size=1, max_size=8
    ),
    keep=st.integers(0, len(ARCHIVE)),
)
def test_any_damage_raises_nothing_but_errors_for_people(
    changes: list[tuple[int, int]], keep: int
) -> None:
    data = bytearray(ARCHIVE)
    for at, value in changes:
        data[at] = value
    whole = bytes(data) if keep % 2 else bytes(data[:keep])
    with suppress(UnreadableDocument):
        for item in list_archive(whole, "送.zip"):
            if isinstance(item, ArchiveMember):
                inside = whole
                for index in item.members:
                    inside = member_of(inside, index, item.name)

"""A file is known by its bytes, a member of an archive by the member's."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from analyzer.documents.archive import ArchiveMember
from analyzer.documents.find import find_documents
from analyzer.documents.looking import look_at
from analyzer.documents.read import read_document
from analyzer.errors import UnreadableDocument
from tests.documents.conftest import para, word

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措".encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_known_by_its_bytes_and_not_by_its_time(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT)
    os.utime(path, ns=(5, 5))
    before = look_at(str(path))
    path.write_bytes(TEXT.replace(b"2024", b"2023"))
    os.utime(path, ns=(5, 5))
    after = look_at(str(path))
    assert before == (str(path), sha256(TEXT), len(TEXT), 5)
    assert (after.size, after.mtime_ns) == (before.size, before.mtime_ns)
    assert after.digest != before.digest


def test_members_of_archives_are_known_by_their_own_bytes(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("乙.txt", TEXT + b"\n2")
    path = tmp_path / "全部.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.txt", TEXT)
        archive.writestr("内.zip", inner.getvalue())
    found = find_documents([str(path)])
    seen = [look_at(item) for item in found if isinstance(item, ArchiveMember)]
    assert {(s.source, s.digest, s.size) for s in seen} == {
        (f"{path}/甲.txt", sha256(TEXT), len(TEXT)),
        (f"{path}/内.zip/乙.txt", sha256(TEXT + b"\n2"), len(TEXT) + 2),
    }


def test_a_text_says_which_bytes_it_was_read_from(tmp_path: Path) -> None:
    data = word(para("一、主要举措"))
    (tmp_path / "甲.docx").write_bytes(data)
    (tmp_path / "乙.txt").write_bytes(TEXT)
    with zipfile.ZipFile(tmp_path / "丙.zip", "w") as archive:
        archive.writestr("内.docx", data)
    for found in find_documents([str(tmp_path)]):
        assert not isinstance(found, UnreadableDocument)
        assert read_document(found).provenance.digest == look_at(found).digest


def test_what_cannot_be_looked_at_says_why(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    cases = [(str(tmp_path / "没有"), "missing"), (str(tmp_path), "format")]
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        cases.append((str(pipe), "no-file"))
    path = tmp_path / "坏.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(50))
    for document, code in cases:
        with pytest.raises(UnreadableDocument) as caught:
            look_at(document)
        assert (caught.value.code, caught.value.source) == (f"unreadable.{code}", document)
    with pytest.raises(UnreadableDocument) as caught:
        look_at(ArchiveMember(str(path), (0,), f"{path}/甲.txt"))
    assert caught.value.code == "unreadable.damaged"

"""``fazhi export annotate``, as a clerk uses it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from analyzer.commands.app import main
from analyzer.documents.read import read_document
from tests.documents.commented import assert_sound, covered, said
from tests.documents.conversion import to_docx

_TEXT = """平川县水利局2024年法治政府建设年度报告
一、主要举措
（一）规范执法。2024年办理行政处罚案件12件，联系人手机13912345678。
三、存在的不足
执法人员法律素养有待进一步提高。
"""
_NAME = "平川县水利局2024年度_批注.docx"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报送" / "报告.docx"
    path.parent.mkdir()
    path.write_bytes(to_docx(_TEXT))
    return path


def test_the_copy_has_the_comments_and_the_original_is_as_it_was(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = report.read_bytes()
    out = tmp_path / "出"
    assert main(["export", "annotate", str(report), "-o", str(out), "--author", "周敏"]) == 0
    assert f"已写 {out / _NAME}" in capfd.readouterr().err
    made = (out / _NAME).read_bytes()
    assert report.read_bytes() == before
    assert read_document(out / _NAME) == read_document(report)
    assert_sound(made)
    on = covered(made)
    assert on[0] == _TEXT.split("\n")[0]
    assert {"13912345678", "三、"} <= set(on.values())
    comments = list(docx.Document(str(out / _NAME)).comments)
    assert {(each.author, each.initials) for each in comments} == {("周敏", "周")}


def test_initials_are_as_given(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "一.docx"
    options = ["--author", "Zhou Min", "--initials", "ZM", "-q"]
    assert main(["export", "annotate", str(report), "-o", str(target), *options]) == 0
    assert {each.initials for each in docx.Document(str(target)).comments} == {"ZM"}


def test_text_and_archives_are_annotated_too(tmp_path: Path) -> None:
    plain = tmp_path / "报告.txt"
    plain.write_text(_TEXT, "utf-8")
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.writestr("内/报告.docx", to_docx(_TEXT.replace("水利", "林业")))
    paths = [str(plain), str(tmp_path / "报送.zip")]
    assert main(["export", "annotate", *paths, "-o", str(tmp_path / "出"), "-q"]) == 0
    rebuilt = (tmp_path / "出" / _NAME).read_bytes()
    assert "不是 Word 文件" in "".join(next(said(rebuilt)))
    member = (tmp_path / "出" / _NAME.replace("水利", "林业")).read_bytes()
    assert "不是 Word 文件" not in "".join(next(said(member)))


def test_the_report_itself_is_never_overwritten(
    report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = report.read_bytes()
    arguments = ["export", "annotate", str(report), "-o", str(report), "--force"]
    assert main(arguments) == 2
    assert "报送的文件本身" in capfd.readouterr().err
    assert report.read_bytes() == before


def test_one_that_fails_stops_no_other(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = report.read_bytes()
    with (
        zipfile.ZipFile(report.with_name("坏图.docx"), "w") as made,
        zipfile.ZipFile(report) as old,
    ):
        for name in old.namelist():
            made.writestr(name, old.read(name))
        made.writestr("word/media/x.bin", b"abcabcabc")
    broken = report.with_name("坏图.docx").read_bytes()
    at = broken.index(b"abcabcabc")
    report.with_name("坏图.docx").write_bytes(broken[:at] + b"xxx" + broken[at + 3 :])
    assert main(["export", "annotate", str(report.parent), "-o", str(tmp_path / "出")]) == 1
    assert "写不了批注" in capfd.readouterr().err
    (written,) = (tmp_path / "出").iterdir()
    assert covered(written.read_bytes())[0] == _TEXT.split("\n")[0]
    assert report.read_bytes() == whole

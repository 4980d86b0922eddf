"""Paths → files: which of a folder are reports, in what order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.documents.find import find_documents
from analyzer.documents.read import read_document
from analyzer.errors import UnreadableDocument
from tests.documents.conftest import para, run, word

TEXT = "平川县2024年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件12件。"


def made(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")
    return [str(folder / name) for name in names]


def test_a_folder_gives_its_reports_in_name_order_with_its_subfolders(tmp_path: Path) -> None:
    made(tmp_path, "c.txt", "b/2.docx", "b/1.txt", "a.DOCX", "d/e/f.Txt", "e.pdf")
    assert find_documents([str(tmp_path)]) == tuple(
        str(tmp_path / name)
        for name in ("a.DOCX", "b/1.txt", "b/2.docx", "c.txt", "d/e/f.Txt", "e.pdf")
    )


def test_paths_keep_the_order_of_the_arguments(tmp_path: Path) -> None:
    first, second, third = made(tmp_path, "3.txt", "1.txt", "组/2.txt")
    assert find_documents([first, str(tmp_path / "组"), second]) == (first, third, second)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_named_pipe_in_a_folder_is_left_out_and_does_not_block(tmp_path: Path) -> None:
    kept, *_ = made(tmp_path, "报告.txt")
    os.mkfifo(tmp_path / "管道.txt")
    assert find_documents([str(tmp_path)]) == (kept,)


def test_hidden_files_lock_files_and_other_kinds_are_left_out_of_a_folder(tmp_path: Path) -> None:
    kept, *_ = made(
        tmp_path,
        "报告.docx",
        ".报告.docx",
        "~$报告.docx",
        ".git/x.txt",
        "报告.png",
        "名单.xlsx",
        "__MACOSX/报告.docx",
        "网页_files/框架.html",
        "网页.files/框架.html",
        "txt",
    )
    assert find_documents([str(tmp_path)]) == (kept,)


@pytest.mark.parametrize("name", ["报告.pdf", ".报告.txt", "~$报告.docx", "没有.txt"])
def test_a_file_that_is_named_counts_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert find_documents([str(tmp_path / name)]) == (str(tmp_path / name),)


def test_a_file_that_is_reached_twice_is_given_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "甲.txt", "乙.txt")
    (tmp_path / "丙.txt").symlink_to(tmp_path / "甲.txt")
    monkeypatch.chdir(tmp_path)
    paths = ["甲.txt", "./甲.txt", "丙.txt", str(tmp_path), "没有.txt", "没有.txt"]
    assert find_documents(paths) == ("甲.txt", str(tmp_path / "乙.txt"), "没有.txt")


def test_a_folder_that_is_named_twice_is_walked_once(tmp_path: Path) -> None:
    (report,) = made(tmp_path, "甲.txt")
    assert find_documents([str(tmp_path), str(tmp_path)]) == (report,)


def test_links_between_folders_do_not_lead_in_circles(tmp_path: Path) -> None:
    (report,) = made(tmp_path, "组/甲.txt")
    (tmp_path / "组" / "回").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "圈").symlink_to(tmp_path / "圈", target_is_directory=True)
    assert find_documents([str(tmp_path)]) == (report,)


def test_a_link_to_a_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    made(tmp_path, "组/甲.txt")
    (tmp_path / "链").symlink_to(tmp_path / "组", target_is_directory=True)
    assert find_documents([str(tmp_path / "链")]) == (str(tmp_path / "链" / "甲.txt"),)


def test_a_link_to_a_report_that_is_gone_is_given_so_that_reading_says_it(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").symlink_to(tmp_path / "没有.txt")
    (found,) = find_documents([str(tmp_path)])
    assert found == str(tmp_path / "甲.txt")
    with pytest.raises(UnreadableDocument) as caught:
        read_document(found)
    assert caught.value.code == "unreadable.missing"


def test_a_folder_without_reports_is_an_error_in_its_place(tmp_path: Path) -> None:
    empty = tmp_path / "空"
    made(empty, "说明.png")
    (report,) = made(tmp_path, "甲.txt")
    error, after = find_documents([str(empty), report])
    assert isinstance(error, UnreadableDocument)
    assert error.code == "unreadable.no-reports"
    assert str(error) == (
        f"{empty}：文件夹里没有可以检查的报告。请放入 Word、WPS、PDF、OFD、网页或文本文件，或指定别的文件夹。"
    )
    assert after == report


def test_a_subfolder_that_may_not_be_opened_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, last = made(tmp_path, "a.txt", "b/锁.txt", "c/甲.txt")
    listing = Path.iterdir

    def guarded(self: Path) -> object:
        if self.name == "b":
            raise PermissionError(13, "Permission denied")
        return listing(self)

    monkeypatch.setattr(Path, "iterdir", guarded)
    before, error, after = find_documents([str(tmp_path)])
    assert (before, after) == (first, last)
    assert isinstance(error, UnreadableDocument)
    assert error.code == "unreadable.no-access"
    assert str(error) == f"{tmp_path / 'b'}：没有权限打开文件夹。请检查文件夹权限。"


def test_a_path_that_the_system_refuses_is_left_for_reading_to_refuse() -> None:
    assert find_documents(["报\0告.txt"]) == ("报\0告.txt",)


def test_what_is_found_in_a_folder_can_be_read(tmp_path: Path) -> None:
    made(tmp_path, "甲.txt")
    (tmp_path / "乙.docx").write_bytes(word(para(run("乙报告"))))
    texts = [read_document(str(found)).text for found in find_documents([str(tmp_path)])]
    assert texts == ["乙报告", TEXT]

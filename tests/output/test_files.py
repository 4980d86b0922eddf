"""Names that every system takes, and files that are whole or not there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.output.files import Names, free_path, safe_name, whole_file

_WINDOWS = set('<>:"/\\|?*')


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("平川县水利局2024年度", "平川县水利局2024年度"),
        ("a/b\\c:d*e?", "a b c d e"),
        ("..\\..\\autoexec", "autoexec"),
        ("CON", "_CON"),
        ("nul.2024", "_nul.2024"),
        ("CONTROL", "CONTROL"),
        ("局。\n\t2024 . ", "局。 2024"),
        ("\u202e县局\x1b[31m", "县局 [31m"),
        (" . ", "报告"),
        ("", "报告"),
        ("㵲水县🙂局", "㵲水县🙂局"),
    ],
)
def test_name_is_safe(text: str, name: str) -> None:
    assert safe_name(text, otherwise="报告") == name


@given(st.text(max_size=300))
@example("🙂" * 300)
@example("县" * 300)
def test_any_name_can_be_a_file_everywhere(text: str) -> None:
    name = safe_name(text, otherwise="报告")
    assert name
    assert not _WINDOWS & set(name)
    assert name.isprintable()
    assert name == name.strip(" .")
    assert len(f"{name}_审查意见书（100）.docx".encode()) <= 255


def test_no_name_is_given_twice_in_one_folder_also_where_case_does_not_count() -> None:
    names = Names("夹", ".docx")
    given = [names.path(name) for name in ("甲局", "乙局", "甲局", "a", "A", "甲局（2）")]
    assert [Path(path).name for path in given] == [
        "甲局.docx",
        "乙局.docx",
        "甲局（2）.docx",
        "a.docx",
        "A（2）.docx",
        "甲局（2）（2）.docx",
    ]


def test_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    there = tmp_path / "有.docx"
    there.write_text("旧")
    with pytest.raises(UsageError, match=r"没有覆盖.*--force"):
        free_path(str(there), force=False)
    assert free_path(str(there), force=True) == str(there)
    dangling = tmp_path / "链接.docx"
    dangling.symlink_to(tmp_path / "没有")
    with pytest.raises(UsageError, match="没有覆盖"):
        free_path(str(dangling), force=False)


def test_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="这是文件夹"):
        free_path(str(tmp_path), force=True)
    with pytest.raises(UsageError, match="文件夹不存在"):
        free_path(str(tmp_path / "没有" / "x.docx"), force=False)


def test_half_written_file_never_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_text("旧")
    with pytest.raises(UsageError, match=r"写不了这个文件（No space left.*磁盘空间"):
        _fill_the_disk(str(target))
    assert target.read_text() == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


def test_whole_file_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_text("旧")
    with whole_file(str(target)) as made:
        assert made.suffix == ".xlsx"
        made.write_text("新")
    assert target.read_text() == "新"
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


def _fill_the_disk(path: str) -> None:
    with whole_file(path) as made:
        made.write_text("半")
        raise OSError(errno.ENOSPC, "No space left on device")

"""``fazhi export``: what all exports have in common."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyzer.commands.app import main
from analyzer.commands.export.running import Asked, Item, judged, write_each

_REPORT = """平川县样例局2024年法治政府建设年度报告
一、主要举措
2024年组织执法培训3期，办理行政处罚案件12件。
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.txt").write_text(_REPORT.replace("样例", name))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    return folder


def _write(item: Item, path: Path) -> None:
    path.write_text(item.reviewed.result.document.identity.issuer or "")


def _each(folder: Path, output: str | None, *, force: bool = False, quiet: bool = False) -> int:
    batch = judged(Asked(paths=[str(folder)]))
    return write_each(batch, output, _write, suffix=".txt", kind="意见", force=force, quiet=quiet)


def test_lines_are_the_reports_of_check(reports: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(reports), "--format", "json", "--fail-on", "never"]) == 0
    whole = json.loads(capfd.readouterr().out)
    assert main(["export", "jsonl", str(reports)]) == 1
    out, err = capfd.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == whole["reports"]
    assert "坏.docx" in err


def test_one_file_each_named_by_body_and_year(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _each(reports, str(tmp_path / "出" / "一")) == 1
    written = sorted((tmp_path / "出" / "一").iterdir())
    assert [path.name for path in written] == [
        "平川县乙局2024年度_意见.txt",
        "平川县甲局2024年度_意见.txt",
    ]
    assert written[1].read_text() == "平川县甲局"
    assert capfd.readouterr().err.count("已写 ") == 2


def test_nothing_is_overwritten_and_the_others_are_written(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "平川县甲局2024年度_意见.txt"
    there.write_text("旧")
    assert _each(reports, str(tmp_path)) == 1
    assert there.read_text() == "旧"
    assert (tmp_path / "平川县乙局2024年度_意见.txt").exists()
    assert "没有覆盖" in capfd.readouterr().err
    assert _each(reports, str(tmp_path), force=True, quiet=True) == 1
    assert there.read_text() == "平川县甲局"
    assert "已写" not in capfd.readouterr().err


def test_several_reports_do_not_fit_one_file(reports: Path, tmp_path: Path) -> None:
    from analyzer.errors import UsageError

    with pytest.raises(UsageError, match="2 份报告"):
        _each(reports, str(tmp_path / "一个.txt"))
    assert not (tmp_path / "一个.txt").exists()


def test_one_report_may_be_given_a_file_name(reports: Path, tmp_path: Path) -> None:
    assert _each(reports / "甲.txt", str(tmp_path / "一个.txt")) == 0
    assert (tmp_path / "一个.txt").read_text() == "平川县甲局"


def test_nothing_readable_ends_with_2(reports: Path, tmp_path: Path) -> None:
    assert _each(reports / "坏.docx", str(tmp_path / "出")) == 2


def test_file_in_the_way_of_the_folder_is_told(reports: Path) -> None:
    from analyzer.errors import UsageError

    with pytest.raises(UsageError, match="建不了文件夹"):
        _each(reports / "甲.txt", str(reports / "甲.txt" / "x"))
    with pytest.raises(UsageError, match="已有同名的文件"):
        _each(reports / "甲.txt", str(reports / "坏.docx"))


def test_lines_go_to_a_file_and_do_not_overwrite_one(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "结果.jsonl"
    arguments = ["export", "jsonl", str(reports / "甲.txt"), "-o", str(target)]
    assert main(arguments) == 0
    assert json.loads(target.read_text("utf-8"))["issuer"] == "平川县甲局"
    assert main(arguments) == 2
    assert "没有覆盖" in capfd.readouterr().err


def test_a_page_for_each_report_is_the_same_each_time(reports: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("一", "二")]
    for folder in folders:
        assert main(["export", "html", str(reports), "-o", str(folder), "-q"]) == 1
    first, second = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders
    )
    assert first == second
    assert set(first) == {"平川县甲局2024年度_检查结果.html", "平川县乙局2024年度_检查结果.html"}
    assert "平川县甲局" in first["平川县甲局2024年度_检查结果.html"].decode()


def test_date_of_a_page_is_what_was_given_or_a_fault(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "页.html"
    arguments = ["export", "html", str(reports / "甲.txt"), "-o", str(page), "--date"]
    assert main([*arguments, "2025年3月"]) == 2
    assert "--date" in capfd.readouterr().err
    assert not page.exists()
    assert main([*arguments, "2025-03-01"]) == 0
    assert "2025年3月1日" in page.read_text("utf-8")


def test_decisions_beside_the_report_are_on_its_page(reports: Path, tmp_path: Path) -> None:
    page, report = tmp_path / "页.html", str(reports / "甲.txt")
    said = ["--decide", "causes:空泛", "--quote", "组织执法培训3期"]
    assert main(["review", report, *said, "--reviewer", "周敏"]) == 0
    assert main(["export", "html", report, "-o", str(page)]) == 0
    assert "已更正为空泛——周敏" in page.read_text("utf-8")

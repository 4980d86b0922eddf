"""``fazhi export letter`` and ``summary`` as the office calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest

from analyzer.commands.app import main
from tests.documents.conversion import soffice

REPORT = """平川县样例局2024年法治政府建设年度报告
一、主要举措
2024年组织执法培训3期，办理行政处罚案件12件。
"""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("乙", "甲"):
        (folder / f"{name}.txt").write_text(REPORT.replace("样例", name))
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def called(*arguments: object) -> tuple[int, str]:
        status = main(["export", *map(str, arguments)])
        return status, capfd.readouterr().err

    return called


def text(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def test_a_letter_for_each_body_with_a_number_of_its_own(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    out = tmp_path / "意见书"
    status, err = run(
        "letter", reports, "-o", out, "--sender", "平川县司法局", "--number", "平法审〔2025〕9号",
        "--date", "2025年3月1日", "--deadline", "2025-03-20",
    )  # fmt: skip
    assert status == 0
    assert err.count("已写 ") == 2
    for name, number in (("乙", 9), ("甲", 10)):
        told = text(out / f"平川县{name}局2024年度_审查意见书.docx")
        assert f"平法审〔2025〕{number}号" in told
        assert f"平川县{name}局：" in told
        assert "2025年3月1日" in told
        assert "请于2025年3月20日前" in told


def test_own_template(run: Run, reports: Path, tmp_path: Path) -> None:
    own = tmp_path / "我的.docx"
    status, err = run("letter", "--write-template", own)
    assert status == 0
    assert "{{主送单位}}" in err
    assert "{{#必须补正}}" in err
    document = docx.Document(str(own))
    document.add_paragraph("{{审查结果}}专用语")
    document.save(str(own))
    assert run("letter", reports / "甲.txt", "-o", tmp_path / "一.docx", "--template", own)[0] == 0
    assert text(tmp_path / "一.docx").endswith("退回修改专用语")
    assert run("letter", "--write-template", own)[0] == 2
    assert run("letter", "--write-template", own, "--force")[0] == 0


@pytest.mark.parametrize("command", ["letter", "summary"])
def test_a_faulty_template_is_told_before_anything_is_read(
    run: Run, tmp_path: Path, command: str
) -> None:
    own = tmp_path / "我的.docx"
    document = docx.Document()
    document.add_paragraph("{{主送单为}}")
    document.save(str(own))
    status, err = run(command, tmp_path / "没有.txt", "--template", own)
    assert status == 2
    assert "不认识 {{主送单为}}，是不是 主送单位" in err
    assert "可以用的占位符有：" in err
    assert "没有.txt" not in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "三月一日"], "--date 的“三月一日”不是日期"),
        (["--date", "2025-02-30"], "不是日期"),
        (["--deadline", "2025-03-01", "--days", "3"], "只能写一个"),
        (["--date", "2025-03-02", "--deadline", "2025-03-01"], "不晚于成文日期"),
        (["--number", "平法审"], "没有序号"),
        (["--days", "0"], "的值不对"),
        (["--pdf", "-o", "一.docx"], "文件名却是 .docx"),
        (["--template", "没有.docx"], "读不了模板"),
    ],
)
def test_what_is_written_wrong_is_told(
    run: Run, reports: Path, options: list[str], said: str
) -> None:
    status, err = run("letter", reports, *options)
    assert status == 2
    assert said in err
    assert not list(Path.cwd().glob("*审查意见书*"))


def test_reports_must_be_named(run: Run) -> None:
    for command in ("letter", "summary"):
        status, err = run(command)
        assert (status, "没有写报告" in err) == (2, True)


def test_pdf(run: Run, reports: Path, tmp_path: Path) -> None:
    soffice()
    status, _ = run("letter", reports / "甲.txt", "-o", tmp_path / "一.pdf")
    assert status == 0
    first = pypdfium2.PdfDocument(tmp_path / "一.pdf")[0]
    assert [round(each / 72 * 25.4) for each in first.get_size()] == [210, 297]
    assert "审查意见书" in first.get_textpage().get_text_bounded().replace("\r\n", "")
    status, _ = run("summary", reports, "--pdf", "-o", tmp_path / "通报.pdf")
    assert status == 0
    assert (tmp_path / "通报.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("command", ["letter", "summary"])
def test_pdf_without_libreoffice(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("analyzer.output.pdf.find_libreoffice", lambda: None)
    status, err = run(command, reports, "--pdf")
    assert status == 2
    assert "写 PDF 要用 LibreOffice，这台电脑没有装" in err


def test_summary_is_not_overwritten(run: Run, reports: Path, tmp_path: Path) -> None:
    target = tmp_path / "通报.docx"
    target.write_text("旧")
    status, err = run("summary", reports, "-o", target)
    assert status == 2
    assert "没有覆盖" in err
    assert target.read_text() == "旧"


def test_summary_is_named_by_the_year(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("summary", reports, "-q")[0] == 0
    assert (tmp_path / "2024年度_通报.docx").exists()

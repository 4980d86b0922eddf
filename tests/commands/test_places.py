"""Where a person finds what ``fazhi check`` quotes: page and paragraph of the file itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyzer.commands.app import main
from tests.documents.pdf_files import PdfFile, Sheet, put

PAGES = (
    ("平川县水务局2024年法治政府建设年度报告", "一、主要举措和成效",
     "全年办理行政处罚案件12件，均经法制审核。"),
    ("二、存在的不足", "执法文书说理不够充分，32份中有7份没有写明理由。"),
    ("三、2025年工作安排", "4月底前组织案卷评查2次。"),
)  # fmt: skip


def printed() -> bytes:
    sheets = []
    for lines in PAGES:
        heights = range(700, 700 - 60 * len(lines), -60)
        marks = [put(line, 100, height) for line, height in zip(lines, heights, strict=True)]
        sheets.append(Sheet("".join(marks)))
    return bytes(PdfFile(sheets))


def test_evidence_of_a_pdf_tells_the_page_on_which_it_stands(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(printed())
    main(["check", str(path), "--format", "json", "--include-text", "--fail-on", "never"])
    (report,) = json.loads(capfd.readouterr().out)["reports"]
    found = [e for element in report["elements"] for e in element["evidence"]]
    for evidence in found:
        assert report["text"][evidence["start"] : evidence["end"]] == evidence["text"]
        assert any(evidence["text"] in line for line in PAGES[evidence["page"] - 1])
    assert {evidence["page"] for evidence in found} == {1, 2, 3}
    # A clerk reads it on the screen, too.
    monkeypatch.setenv("COLUMNS", "120")
    main(["check", str(path), "-v", "--fail-on", "never"])
    out = capfd.readouterr().out
    assert all(f"第{number}页" in out for number in (1, 2, 3))

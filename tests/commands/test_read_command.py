"""``fazhi read``: what a clerk sees of a file, on the screen and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from analyzer.commands.app import main
from analyzer.documents import isolation
from analyzer.documents.read import read_document
from analyzer.model.text import ExtractedText, Provenance
from analyzer.output.reading import ReadingScreen
from analyzer.pipeline import analyze
from tests.conftest import ROOT
from tests.documents.conftest import packed, para, run, word

REPORT = ROOT / "corpus" / "train" / "reports" / "yanhu-district-2025.txt"
PAGES = (
    "平川县水务局2024年法治政府建设年度报告\n"
    "一、主要举措\n全年办理行政处罚案件12件，均经法制审核。\n"
    "二、存在的不足\n行政执法案卷制作不规范。联系人张三，电话13912345678。\n"
    "三、下一步安排\n2025年组织案卷评查4次。\n"
    "平川县水务局\n2025年1月20日"
)


def screen(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
    columns: int = 80,
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["read", *arguments]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    return out


def as_json(
    capfd: pytest.CaptureFixture[str], *arguments: str
) -> dict[str, list[dict[str, object]]]:
    main(["read", *arguments, "--format", "json"])
    value: dict[str, list[dict[str, object]]] = json.loads(capfd.readouterr().out)
    return value


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_metadata_sections_and_all_of_the_text_are_shown(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    out = screen(capfd, monkeypatch, str(REPORT), columns=columns)
    whole = "".join(out.split())
    for said in ("文本文件", "编码UTF-8", "砚湖区人民政府（县区政府）", "报告年度2025年"):
        assert said in whole
    assert "不足与原因" in whole
    text = REPORT.read_text(encoding="utf-8")
    for number, line in enumerate(filter(str.strip, text.split("\n")), 1):
        if "手机" in line:
            continue
        # The number of a paragraph stands in the gutter before it.
        assert f"{number}{''.join(line.split())}" in whole
    assert max(map(cell_len, out.splitlines())) <= columns


def test_a_section_says_what_it_was_taken_for(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = screen(capfd, monkeypatch, str(REPORT), "--outline")
    assert any("不足与原因" in line and "不足" in line.split()[1] for line in out.splitlines())
    assert any("2025年工作安排" in line and "安排" in line.split()[1] for line in out.splitlines())
    assert "掩卷自省" not in out


def test_json_gives_the_text_and_where_everything_stands(
    capfd: pytest.CaptureFixture[str],
) -> None:
    value = as_json(capfd, str(REPORT))
    assert value["errors"] == []
    (document,) = value["documents"]
    assert document["text"] == analyze(read_document(REPORT)).to_dict(include_text=True)["text"]
    assert (document["format"], document["encoding"]) == ("txt", "utf-8")
    assert (document["issuer"], document["reporting_year"]) == ("砚湖区人民政府", 2025)
    text, sections = document["text"], document["sections"]
    assert isinstance(text, str)
    assert isinstance(sections, list)
    for section in sections:
        assert section["title"] in text[section["start"] : section["end"]]
    roles = {section["title"]: section["roles"] for section in sections}
    assert roles["不足与原因"] == ["不足"]


def test_what_is_read_is_what_is_judged(capfd: pytest.CaptureFixture[str]) -> None:
    (document,) = as_json(capfd, str(REPORT))["documents"]
    checked = analyze(read_document(REPORT)).to_dict(include_text=True)
    for key in ("title", "kind", "issuer", "level", "reporting_year", "characters", "text"):
        assert document[key] == checked[key]


def test_personal_data_is_masked(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(PAGES, encoding="utf-8")
    assert "13912345678" not in screen(capfd, monkeypatch, str(path))
    (document,) = as_json(capfd, str(path))["documents"]
    assert "13912345678" not in str(document)
    assert document["characters"] == len(PAGES)


def test_pages_and_how_sure_the_recogniser_was_are_shown(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from rich.console import Console

    second = PAGES.index("二、")
    provenance = Provenance(
        name="报告.pdf",
        format="pdf",
        page_starts=(0, second),
        confidence=(None, 0.714),
        published=(2025, 3, 1),
        publisher="平川县人民政府网",
    )
    result = analyze(ExtractedText(PAGES, provenance))
    ReadingScreen(Console(width=80, highlight=False, markup=False)).document(provenance, result)
    lines = capfd.readouterr().out.splitlines()
    assert "页数      2 页，其中扫描识别 1 页，把握最低的是第 2 页（71%）" in lines
    assert "发布时间  2025年3月1日" in lines
    assert "来源      平川县人民政府网" in lines
    turn = lines.index("-------- 第 2 页 --------")
    assert lines[turn + 1].strip() == "4  二、存在的不足"


def test_text_that_drives_terminals_is_shown_as_text(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para(run("[bold red]平川县[/] 2024年法治政府建设年度报告"))))
    out = screen(capfd, monkeypatch, str(path))
    assert "[bold red]平川县[/]" in out
    assert "\x1b" not in out


def test_a_file_that_cannot_be_read_stops_no_other(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 50)
    assert main(["read", str(broken), str(REPORT), "--outline"]) == 0
    out, err = capfd.readouterr()
    assert "砚湖区人民政府" in out
    assert f"读不了：{broken}：" in err
    assert main(["read", str(broken)]) == 2


def test_every_report_of_an_archive_is_shown(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "送.zip"
    path.write_bytes(packed({"甲.txt": PAGES.encode(), "乙.docx": word(para("乙报告"))}))
    sources = [d["source"] for d in as_json(capfd, str(path))["documents"]]
    assert sources == [f"{path}/乙.docx", f"{path}/甲.txt"]


def test_a_time_limit_is_passed_on(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para("乙报告")))
    asked: list[float] = []
    ask = isolation.process.ReadingProcess.ask

    def watched(self: object, request: object, limits: object, progress: object = None) -> object:
        asked.append(limits.seconds)  # type: ignore[attr-defined]
        return ask(self, request, limits, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(isolation.process.ReadingProcess, "ask", watched)
    assert main(["read", str(path), "--timeout", "7"]) == 0
    assert asked == [7.0]
    assert main(["check", str(path), "--timeout", "9", "--fail-on", "never"]) == 0
    assert asked == [7.0, 9.0]
    capfd.readouterr()

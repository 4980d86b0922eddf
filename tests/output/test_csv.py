"""CSV: what a spreadsheet and a program read is what was found, and nothing is calculated."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.lexicon.schema import Pack
from analyzer.output.checked import Checked
from analyzer.output.machine.csv_text import csv_text, safe_cell
from analyzer.output.machine.formats import Rows
from analyzer.pipeline import Analyzer
from tests.output.checks import HOSTILE, NO_REPORT, PLAIN, checked, many_gaps, reviewed

_FINDINGS = (
    "文件,单位,年度,级别,问题,要素,规则,页,段,所在章节,原文,起,止,依据,怎么补,待复核,认定,还算问题"
)
_ELEMENTS = (
    "文件,单位,年度,编号,要素,类别,判定,认定后,分值,得分,理由,待复核,认定,页,段,所在章节,原文,起,止"
)
_REPORTS = (
    "文件,单位,层级,年度,标题,文种,字数,得分,等次,认定后得分,认定后等次,错误,警告,提示,"
    "充实,空泛,缺失,待复核项,没有读成"
)


def _read(what: Checked, rows: Rows = Rows.FINDINGS) -> list[dict[str, str]]:
    text = csv_text(what, rows).encode("utf-8").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_columns_are_fixed(pack: Pack) -> None:
    heads = {rows: csv_text(checked(pack), rows) for rows in Rows}
    assert heads == {
        Rows.FINDINGS: f"\ufeff{_FINDINGS}\r\n",
        Rows.ELEMENTS: f"\ufeff{_ELEMENTS}\r\n",
        Rows.REPORTS: f"\ufeff{_REPORTS}\r\n",
    }


@pytest.mark.parametrize("content", [HOSTILE, PLAIN, many_gaps()])
def test_findings_are_quoted_from_where_they_say(
    analyzer: Analyzer, pack: Pack, content: str
) -> None:
    one = reviewed(analyzer, content)
    rows = _read(checked(pack, one))
    assert len(rows) == len(one.result.findings)
    for row, finding in zip(rows, one.result.findings, strict=True):
        assert (row["规则"], row["问题"]) == (finding.rule, finding.message)
        if row["起"]:
            quote = content[int(row["起"]) : int(row["止"])]
            assert quote == row["原文"].removeprefix("'") or "*" in row["原文"]
    assert "13912345678" not in csv_text(checked(pack, one))


def test_elements_and_reports_have_a_row_each(analyzer: Analyzer, pack: Pack) -> None:
    one = reviewed(analyzer, HOSTILE)
    what = checked(pack, one, reviewed(analyzer, NO_REPORT), unread=["=坏.docx"])
    elements = _read(what, Rows.ELEMENTS)
    assert [row["编号"] for row in elements] == [element.id for element in one.result.elements]
    for row, element in zip(elements, one.result.elements, strict=True):
        assert (row["段"] != "") == bool(element.evidence)
        assert float(row["得分"]) == pytest.approx(element.weight * element.credit, abs=0.01)
    reports = _read(what, Rows.REPORTS)
    assert [row["文件"] for row in reports] == ["报告.txt", "报告.txt", "'=坏.docx"]
    assert float(reports[0]["得分"]) == one.result.score
    assert reports[1]["得分"] == ""
    assert reports[2]["没有读成"].startswith("'=坏.docx：文件已损坏")
    counted = sum(int(reports[0][name]) for name in ("错误", "警告", "提示"))
    assert counted == len(one.result.findings)


def test_decisions_are_told_and_what_is_settled_counts_no_more(
    analyzer: Analyzer, pack: Pack
) -> None:
    one = reviewed(
        analyzer, PLAIN, "报告.txt", ("privacy.phone", "dismissed"), ("shortcomings", "mentioned")
    )
    rows = {row["规则"]: row for row in _read(checked(pack, one))}
    assert rows["privacy.phone"]["还算问题"] == "否"
    assert rows["privacy.phone"]["认定"].startswith("不成立——周敏")
    elements = {row["编号"]: row for row in _read(checked(pack, one), Rows.ELEMENTS)}
    judged = elements["shortcomings"]
    assert (judged["判定"], judged["认定后"]) == ("充实", "空泛")
    (report,) = _read(checked(pack, one), Rows.REPORTS)
    assert float(report["认定后得分"]) < float(report["得分"])


def test_line_breaks_stand_inside_quoted_cells_only(analyzer: Analyzer, pack: Pack) -> None:
    what = checked(pack, unread=["一\n二.docx", "三\r\n四.docx", "五\r六.docx"])
    text = csv_text(what, Rows.REPORTS)
    assert text.count("\r") == text.count("\r\n") == 4
    assert [row["文件"] for row in _read(what, Rows.REPORTS)] == [
        "一\n二.docx",
        "三\n四.docx",
        "五\n六.docx",
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠a"],
)
def test_a_cell_that_would_be_calculated_is_text(text: str) -> None:
    shown = safe_cell(text)
    assert isinstance(shown, str)
    assert shown[0] == "'"
    assert shown[1:] == text.replace("\r", "\n")


@pytest.mark.parametrize("value", ["甲=1", "3项", "1-2", "", 3, -1.5, None])
def test_other_cells_stay_as_they_are(value: str | float | None) -> None:
    assert safe_cell(value) == value


@given(st.text(st.characters(codec=None)))
def test_no_text_breaks_a_row_or_begins_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(text), "尾"])
    data = out.getvalue().encode("utf-8").decode("utf-8")
    (row,) = csv.reader(io.StringIO(data, newline=""), strict=True)
    assert row[1] == "尾"
    assert row[0].lstrip()[:1] not in set("=+-@＝＋－＠")
    assert "\x00" not in row[0]

"""Scanned and copied text: what is taken out, and that every character keeps its place."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.evaluation.labels import LabelledReport
from analyzer.model.report import ReportResult
from analyzer.pipeline import Analyzer
from analyzer.structure.mending import mend
from tests.conftest import CORPUS, named

LINE = "全年办理行政处罚案件36件，其中重大案件4件均经法制审核后作出决定"


def whole(text: str) -> str:
    """What a text is read as."""
    mended = mend(text)
    return text if mended is None else mended.text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"{LINE}，按\n规定在七个工作日内公示。", f"{LINE}，按规定在七个工作日内公示。"),
        (f"{LINE}，按\n— 3 —\n规定在七个工作日内公示。", f"{LINE}，按规定在七个工作日内公示。"),
        (f"第 1 页 共 5 页\n{LINE}。", f"{LINE}。"),
        (f"{LINE}，其 中罚款2件。", f"{LINE}，其中罚款2件。"),
        ("2O19年办案l2件，均已办 结。", "2019年办案12件，均已办 结。"),
    ],
)
def test_what_scanning_broke_is_made_whole(text: str, read: str) -> None:
    assert whole(text) == read


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}。\n{LINE}。",
        f"{LINE}\n二、存在的问题\n{LINE}。",
        f"{LINE}\n• {LINE}",
        f"{LINE}\n存在的不足\n{LINE}。",
        "立案\t36件，结案\t30件，正在办理\t6件，移送公安\t1件\n复议\t2件，诉讼\t1件，出庭\t1件，败诉\t0件",
        "一、 主要举措\n平川县 司法局\n2024 年 1 月 3 日",
    ],
)
def test_what_is_whole_is_left_alone(text: str) -> None:
    assert mend(text) is None


def test_running_heads_come_out_with_the_page_numbers() -> None:
    head = "平川县司法局\u3000\u30002024年法治政府建设年度报告"
    pages = "".join(f"{head}\n{LINE}。\n— {n} —\n" for n in range(1, 5))
    assert whole(pages) == "\n".join([f"{LINE}。"] * 4)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="一二案件，。；：\n \t第页—-3O共年（）•", max_size=120))
def test_every_character_keeps_its_place(text: str) -> None:
    mended = mend(text)
    if mended is None:
        return
    assert len(mended.origin) == len(mended.text) + 1
    assert list(mended.origin) == sorted(set(mended.origin))
    for offset, ch in enumerate(mended.text):
        assert ch in (text[mended.origin[offset]], {"O": "0"}.get(text[mended.origin[offset]], ch))


def _check_places(result: ReportResult, text: str) -> None:
    assert result.document.text == text
    quoted = [e for element in result.elements for e in (*element.evidence, *element.rejected)]
    items = (*result.items.shortcomings, *result.items.causes, *result.items.plan)
    assert all(text[q.start : q.end] == q.text for q in (*quoted, *items))
    for section in result.document.sections:
        assert section.start <= section.heading.start <= section.heading.end <= section.end
    for sentence in result.document.sentences:
        paragraph = result.document.paragraphs[sentence.paragraph - 1]
        assert paragraph.start <= sentence.start < paragraph.end


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_verdicts_outlast_a_scan_and_quote_the_scan(
    report: LabelledReport, analyzer: Analyzer
) -> None:
    """Spaces inside every thirtieth word and a page mark in a paragraph change no verdict."""
    dice = random.Random(report.name)
    out: list[str] = []
    for line in report.text.text.split("\n"):
        marks = [i for i in range(8, len(line) - 8) if line[i - 1 : i + 1].isalpha()]
        for at in sorted(dice.sample(marks, len(marks) // 30), reverse=True):
            line = f"{line[:at]} {line[at:]}"
        if len(line) > 150 and (cut := line.find("，", 60)) > 0:
            line = f"{line[: cut - 2]}\n— 3 —\n{line[cut - 2 :]}"
        out.append(line)
    text = "\n".join(out)
    found = analyzer.analyze(text)
    clean = analyzer.analyze(report.text.text)
    _check_places(found, text)
    assert [(e.id, e.status) for e in found.elements] == [(e.id, e.status) for e in clean.elements]


def test_rows_between_pipes_become_cells() -> None:
    text = f"| 项目 | 内容 |\n| 一、行政执法 | {LINE}。 |"
    assert whole(text) == f"项目\t内容\n一、行政执法\t{LINE}。"


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_half_width_marks_read_like_full_ones(analyzer: Analyzer, report: LabelledReport) -> None:
    text = report.text.text.translate(str.maketrans("，：；（）", ",:;()"))
    found = analyzer.analyze(text)
    clean = analyzer.analyze(report.text.text)
    _check_places(found, text)
    assert [(e.id, e.status) for e in found.elements] == [(e.id, e.status) for e in clean.elements]
    assert found.document.identity.kind == clean.document.identity.kind

"""The spaCy pipeline, the library call, and what every result must hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from analyzer import analyze, read_document
from analyzer.evaluation.labels import LabelledReport
from analyzer.matching.segment import Segmenter
from analyzer.model.text import ExtractedText, Provenance
from analyzer.pipeline import Analyzer
from analyzer.spacy_pipeline import JiebaTokenizer, build_pipeline
from tests.conftest import CORPUS, ROOT, named

COMPONENTS = ("fazhi_outline", "fazhi_terms", "fazhi_judge")
PIECES = (
    "一、主要负责人履职情况\n", "二、存在的问题\n", "三、2025年工作安排\n", "（一）规范执法。", "一是", "；", "。\n", "，",
    "局长主持召开法治会议4次", "办理行政处罚案件36件", "未发生行政复议案件", "执法文书说理不充分", "主要原因是没有培训",
    "将组织培训3期", "《行政处罚法》", "平川县样例局", "2023年", "\n\n", "特此报告", "２０２４年１月", "13812345678", "\t|\t",
)  # fmt: skip


def test_three_lines_do_the_job() -> None:
    result = analyze(read_document(ROOT / "corpus" / "train" / "reports" / "jiaotong-2023.txt"))
    assert result.score == 100.0
    assert [e.name for e in result.elements if e.status == "missing"] == []


def test_components_can_be_put_into_another_pipeline() -> None:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    text = (ROOT / "corpus" / "train" / "reports" / "jiaotong-2023.txt").read_text("utf-8")
    doc = nlp(text)
    own = analyze(text)
    assert doc.user_data["fazhi"].result.to_dict() == own.to_dict()
    assert nlp.pipe_names == list(COMPONENTS)


def test_pipeline_is_chinese_with_our_words_as_tokens(analyzer: Analyzer) -> None:
    nlp = build_pipeline(analyzer.pack)
    assert nlp.lang == "zh"
    assert isinstance(nlp.tokenizer, JiebaTokenizer)
    text = "局党组落实第一责任人职责。"
    assert [t.text for t in nlp.make_doc(text)] == Segmenter(analyzer.pack.head.words).cut(text)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The project's own spaCy pipeline."""
    return build_pipeline()


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_evidence_stands_in_the_doc_as_spans(report: LabelledReport, nlp: Language) -> None:
    doc = nlp(report.text)
    result = doc.user_data["fazhi"].result
    assert result.to_dict() == analyze(report.text).to_dict()
    assert doc.text == report.text.text
    for element in result.elements:
        spans = doc.spans[element.id]
        assert len(spans) == len(element.evidence)
        for span, evidence in zip(spans, element.evidence, strict=True):
            assert span.label_ == element.id
            assert span.start_char <= evidence.start < evidence.end <= span.end_char


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_same_text_gives_the_same_bytes(report: LabelledReport) -> None:
    first, second = (json.dumps(Analyzer().analyze(report.text).to_dict()) for _ in range(2))
    assert first == second


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_whatever_stands_in_a_text_the_result_holds_together(body: str) -> None:
    result = analyze("平川县样例局2024年法治政府建设年度报告\n" + body)
    text = result.document.text
    assert 0 <= result.score <= 100
    for element in result.elements:
        assert (element.status == "missing") == (not element.evidence)
        assert element.reason
        for evidence in element.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
    plans = len(result.items.plan)
    for item in result.items.shortcomings:
        assert text[item.start : item.end] == item.text
        assert all(0 <= index < plans for index in item.answered_by)
    for finding in result.findings:
        assert finding.message
        assert finding.start is None or 0 <= finding.start < len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_is_judged(text: str) -> None:
    assert analyze(text).to_dict()["characters"] == len(text)


def test_empty_text_is_no_report() -> None:
    result = analyze("")
    assert not result.document.identity.is_report
    assert {element.status for element in result.elements} == {"missing"}


def test_judging_needs_no_spacy() -> None:
    """It takes longer to load than a report takes to check."""
    code = (
        "import sys; from analyzer import analyze; analyze('x'); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_word_file_with_half_width_marks_is_judged_alike_in_the_pipeline(
    tmp_path: Path, nlp: Language
) -> None:
    document = docx.Document()
    document.add_paragraph("平川县样例局2024年法治政府建设年度报告", "Title")
    for heading, told in (
        ("主要举措", "全年立案12件,重大案件3件均经法制审核(局法规股)后作出;普法宣讲8场."),
        ("存在的不足", "一是执法力量不足:全局持证4人,夜间无人值守;二是抽查20卷有3卷缺送达回证."),
        ("2025年打算", "3月底前招录执法人员2名;每季度评查案卷一次."),
    ):
        document.add_heading(heading, 1)
        document.add_paragraph(told)
    path = tmp_path / "报告.docx"
    document.save(str(path))
    text = read_document(path)
    found = nlp(text).user_data["fazhi"]
    assert found.mended is not None
    own = Analyzer().analyze(text)
    assert found.result.elements == own.elements


def test_pages_are_counted_in_the_text_as_handed_in_also_where_it_is_mended() -> None:
    """A scan with spaces in its words and lines broken off: offsets move, pages must not."""
    first = "平川县水务局2024年法治政府建设年度报告\n一、主要举措\n" + "\n".join(
        f"全 年 办 理 行 政 处 罚 案 件 {n} 件，均 经 法 制 审 核 并 在 网 站 公 开 信 息，没 有 一\n"
        "件 被 复 议 机 关 撤 销，也 没 有 一 件 败 诉。"
        for n in range(2, 9)
    )
    second = (
        "二、存 在 的 不 足\n执 法 案 卷 制 作 不 规 范，32 卷 中 有 7 卷 没 有 写 明 裁 量 理 由。"
    )
    text = f"{first}\n{second}"
    pages = (0, len(first) + 1)
    result = analyze(
        ExtractedText(text, Provenance(name="扫描.pdf", format="pdf", page_starts=pages))
    )
    shortcoming = result.element("shortcomings").evidence[0]
    assert text[shortcoming.start : shortcoming.end] == shortcoming.text
    assert shortcoming.start >= pages[1]
    assert shortcoming.page == 2
    assert {evidence.page for evidence in result.element("measures").evidence} == {1}

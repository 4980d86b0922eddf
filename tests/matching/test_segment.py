"""rjieba, the default, is held to jieba, the reference."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.evaluation.labels import LabelledReport
from analyzer.lexicon.load import load_pack
from analyzer.matching.segment import Engine, Segmenter
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS, named

WORDS = load_pack().head.words
RJIEBA, JIEBA = Segmenter(WORDS, Engine.RJIEBA), Segmenter(WORDS, Engine.JIEBA)
DEFAULT, REFERENCE = Analyzer(), Analyzer(engine=Engine.JIEBA)
# Pieces that reports are made of, so that generated text has real words, numbers and marks in it.
PIECES = (
    "法治政府建设", "第一责任人", "行政执法", "合法性审查", "2024年", "（一）", "一是", "、", "，", "。",
    "“第一议题”", "开展培训12期", "〔2024〕3号", "出庭应诉", "党的二十大", "依法行政", "局长",
    "\n", " ", "的", "没有", "问题导向", "不足", "学法制度化", "２０２４", "：", "；", "《", "》",
)  # fmt: skip
# Known to be cut apart by one engine and kept whole by the other; verdicts must not depend on it.
ASCII_RUN = re.compile(r"[!-~]*[-.][!-~]*")
ASCII = ("98.5%", "GB/T 9704-2012", "www.example.cn", "2024-03-15", "0.20", "12345-2")


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_both_engines_cut_every_corpus_report_alike(report: LabelledReport) -> None:
    text = ASCII_RUN.sub("数", report.text.text)
    assert RJIEBA.cut(text) == JIEBA.cut(text)


@pytest.mark.parametrize("report", CORPUS, ids=named)
def test_both_engines_lead_to_the_same_result(report: LabelledReport) -> None:
    assert DEFAULT.analyze(report.text).to_dict() == REFERENCE.analyze(report.text).to_dict()


# “一是一是一是” has two cuts of exactly equal weight, and the engines take one each.
@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([piece for piece in PIECES if piece != "一是"]), max_size=60).map(
        "".join
    )
)
def test_both_engines_cut_generated_text_alike(text: str) -> None:
    assert RJIEBA.cut(text) == JIEBA.cut(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, *ASCII)), min_size=10, max_size=120).map("".join))
def test_both_engines_lead_to_the_same_result_on_generated_text(body: str) -> None:
    text = "平川县样例局2024年法治政府建设年度报告\n" + body
    assert DEFAULT.analyze(text).to_dict() == REFERENCE.analyze(text).to_dict()

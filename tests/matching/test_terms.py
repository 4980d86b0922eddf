"""A term is found wherever it stands, however its neighbours are cut, and never by accident."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.matching.segment import Engine, Segmenter
from analyzer.matching.terms import TermIndex
from analyzer.structure.outline import split_paragraphs
from analyzer.structure.sentences import split_sentences


@pytest.fixture(scope="module")
def index(pack: Pack) -> TermIndex:
    return TermIndex(pack)


def found(index: TermIndex, pack: Pack, text: str, element: str, engine: Engine) -> set[str]:
    """The terms of an element that are found in one sentence."""
    words = Segmenter(pack.head.words, engine).cut(text)
    sentences = split_sentences(text, split_paragraphs(text), ())
    matches = index.find(text, words, sentences)
    number = [e.id for e in pack.elements].index(element)
    owners = {key.owner for key in index.indicators[number]}
    return {
        text[hit.start : hit.end]
        for marks in matches.marks
        for owner, hits in marks.items()
        if owner in owners
        for hit in hits
        if not hit.cited
    }


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("element", "text", "term"),
    [
        # jieba cuts 依法行政执法 as 依法行政|执法 and 行政执法监督 as one word in other places.
        ("law_enforcement", "依法行政执法监督检查三次", "行政执法"),
        ("legal_education", "全局干部职工学法用法两次", "学法"),
        ("legal_education", "开展普法治理进乡村", "普法"),
        ("disputes", "行政复议行政诉讼案件共五件", "行政诉讼"),
        ("disputes", "行政复议行政诉讼案件共五件", "行政复议"),
        ("leadership_duty", "局长履行职责亲自出庭应诉一次", "出庭"),
        ("openness", "主动公开信息公开指南一份", "主动公开"),
        ("openness", "主动公开信息公开指南一份", "信息公开"),
        ("decision_making", "重大行政决策合法性审查三件", "合法性审查"),
        ("normative_documents", "本年度行政规范性文件清理结果", "规范性文件"),
    ],
)
def test_term_is_found_however_its_neighbours_are_cut(
    index: TermIndex, pack: Pack, element: str, text: str, term: str, engine: Engine
) -> None:
    assert term in found(index, pack, text, element, engine)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("element", "text", "term"),
    [
        ("leadership_duty", "请同志们叙述法律条文三条", "述法"),
        ("legal_education", "科学法庭审理方式三种", "学法"),
    ],
)
def test_term_is_not_found_inside_another_meaning(
    index: TermIndex, pack: Pack, element: str, text: str, term: str, engine: Engine
) -> None:
    assert term not in found(index, pack, text, element, engine)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("counted", "met"),
    [
        ("134条", True),
        ("一百三十四条", True),
        ("九条", True),
        ("二十一条", True),
        ("一条心", False),
    ],
)
def test_what_a_number_counts_is_found_though_jieba_makes_one_word_of_both(
    index: TermIndex, pack: Pack, counted: str, met: bool, engine: Engine
) -> None:
    text = f"水费名单上了县政府网站，一年下来{counted}。"
    assert ("条" in found(index, pack, text, "openness", engine)) is met


def test_overlapping_terms_are_all_found(index: TermIndex, pack: Pack) -> None:
    text = "行政执法案卷评查两次"
    hits = found(index, pack, text, "law_enforcement", Engine.RJIEBA)
    assert {"行政执法", "执法案卷", "案卷评查"} <= hits


def test_user_words_of_the_pack_do_not_change_what_the_other_engine_sees() -> None:
    words = load_pack().head.words
    plain, loaded = Segmenter((), Engine.RJIEBA), Segmenter(words, Engine.RJIEBA)
    assert loaded.cut("第一责任人职责") != plain.cut("第一责任人职责")
    assert Segmenter((), Engine.JIEBA).cut("第一责任人职责") == plain.cut("第一责任人职责")

"""Paragraphs into sentences, and points of an enumeration."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from analyzer.structure.outline import build_sections, find_headings, split_paragraphs
from analyzer.structure.sentences import split_sentences
from tests.structure.test_tree import TEXTS


def pieces(text: str) -> list[str]:
    """The sentences of a text, as written."""
    return [text[s.start : s.end] for s in read(text)]


def read(text: str, end: int | None = None) -> tuple:
    paragraphs = split_paragraphs(text)
    lines = find_headings(text, paragraphs, body_end=end)
    sections = build_sections(lines, text, len(text) if end is None else end)
    return split_sentences(text, paragraphs, sections)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局党组研究2次。年底述法。", ["局党组研究2次。", "年底述法。"]),
        ("培训4次；考试2次;检查1次！", ["培训4次；", "考试2次;", "检查1次！"]),
        ("他说：“要依法办事。”会后落实。", ["他说：“要依法办事。”", "会后落实。"]),
        ("（详见附件。）另行说明。", ["（详见附件。）", "另行说明。"]),
        ("罚没2.5万元，下降3.1%。", ["罚没2.5万元，下降3.1%。"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("前一行\n后一行", ["前一行", "后一行"]),
        ("  缩进的一行。  ", ["缩进的一行。"]),
        ("项目\t件数\t结果", ["项目\t件数\t结果"]),
        (
            "主要有：一是人手少，二是装备旧，三是经验不足。",
            ["主要有：", "一是人手少，", "二是装备旧，", "三是经验不足。"],
        ),
        ("明年一要抓培训，二要抓检查。", ["明年一要抓培训，", "二要抓检查。"]),
        ("办案：（1）处罚12件，（2）许可30件。", ["办案：", "（1）处罚12件，", "（2）许可30件。"]),
        ("抓好学习，一是否落实看结果。", ["抓好学习，一是否落实看结果。"]),
        ("法治是第一要务，一要素一清单。", ["法治是第一要务，一要素一清单。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("一是人手少。", "一是"),
        ("二要抓培训。", "二要"),
        ("1.人手少，装备旧，难以满足一线执法工作的实际需要和群众期待。", "1."),
        ("其一，人手少。", "其一，"),
        ("首先，抓培训。", "首先，"),
        ("头一件，谈妥收运线。", "头一件，"),
        ("● 人手少。", "● "),
        ("一般程序案件3件。", ""),
        ("一要求就落实。", ""),
    ],
)
def test_mark_of_a_point_is_measured(text: str, marker: str) -> None:
    first = read(text)[0]
    assert text[first.start : first.start + first.marker] == marker


def test_heading_is_a_sentence_of_its_own() -> None:
    text = "引言。\n一、举措\n（一）学习。会前学法。\n1.全年办案12件；无败诉。"
    assert [(text[s.start : s.end], s.section, s.heading) for s in read(text)] == [
        ("引言。", -1, False),
        ("一、举措", 0, True),
        ("（一）学习。", 1, True),
        ("会前学法。", 1, False),
        ("1.全年办案12件；", 2, False),
        ("无败诉。", 2, False),
    ]


def test_signature_belongs_to_no_section() -> None:
    text = "一、举措\n会前学法。\n平川县司法局\n2024年1月5日"
    sentences = read(text, text.index("平川县"))
    assert [s.section for s in sentences] == [0, 0, -1, -1]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_sentences_cover_all_text_and_cross_no_paragraph(text: str) -> None:
    paragraphs = {p.number: p for p in split_paragraphs(text)}
    sentences = read(text)
    last = 0
    for sentence in sentences:
        paragraph = paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        assert not text[last : sentence.start].strip()
        assert sentence.marker <= sentence.end - sentence.start
        last = sentence.end
    assert not text[last:].strip()

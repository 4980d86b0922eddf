"""How headings nest, and that the tree covers the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.structure.outline import build_sections, find_headings, split_paragraphs
from tests.structure.reading import Heading, outline, sections_of, styled_as

PROSE = "全年按分工抓好落实，逐项对账销号，年底全部办结。"


def levels(text: str) -> list[tuple[int, str]]:
    """Level and number of each heading, with text below every line."""
    filled = "\n".join(f"{line}\n{PROSE}" for line in text.split("\n"))
    return [(level, number or title) for level, number, title in outline(filled)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一、举措\n（一）学习\n1.计划\n（1）书目\n①必读\n2.考试\n（二）执法\n二、不足",
            [(1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）"), (5, "①"), (3, "2."), (2, "（二）"), (1, "二、")],
            id="all five levels",
        ),
        pytest.param(
            "第一部分 举措\n一、学习\n二、执法\n第二部分 不足\n一、人员\n二、制度",
            [(1, "第一部分"), (2, "一、"), (2, "二、"), (1, "第二部分"), (2, "一、"), (2, "二、")],
            id="parts over 一、",
        ),
        pytest.param(
            "一、举措\n1.学习\n2.执法\n二、不足\n1.人员\n三、打算",
            [(1, "一、"), (2, "1."), (2, "2."), (1, "二、"), (2, "1."), (1, "三、")],
            id="一、 over 1.",
        ),
        pytest.param(
            "1.举措\n（1）学习\n（2）执法\n2.不足\n（1）人员",
            [(1, "1."), (2, "（1）"), (2, "（2）"), (1, "2."), (2, "（1）")],
            id="1. over （1）",
        ),
        pytest.param(
            "1.举措\n（一）学习\n（二）执法\n2.不足\n（一）人员\n（二）制度",
            [(1, "1."), (2, "（一）"), (2, "（二）"), (1, "2."), (2, "（一）"), (2, "（二）")],
            id="the author's own order",
        ),
        pytest.param(
            "1、举措\n二、不足\n三、打算",
            [(1, "1、"), (1, "二、"), (1, "三、")],
            id="1、 where 一、 belongs",
        ),
        pytest.param(
            "1、举措\n2、责任\n三、不足\n（一）人员\n四、打算",
            [(1, "1、"), (1, "2、"), (1, "三、"), (2, "（一）"), (1, "四、")],
            id="two of a kind where 一、二、 belong",
        ),
        pytest.param(
            "一、举措\n（一）学习\n2、执法\n（三）普法\n二、不足",
            [(1, "一、"), (2, "（一）"), (2, "2、"), (2, "（三）"), (1, "二、")],
            id="2、 where （二） belongs",
        ),
        pytest.param(
            "一、举措\n（一）学习\n（二）执法\n二、不足\n3、打算\n（一）普法\n（二）执法",
            [(1, "一、"), (2, "（一）"), (2, "（二）"), (1, "二、"), (1, "3、"), (2, "（一）"), (2, "（二）")],
            id="3、 as the last chapter",
        ),
        pytest.param(
            "一、举措\n1.学习\n2.执法\n二、不足",
            [(1, "一、"), (2, "1."), (2, "2."), (1, "二、")],
            id="a list of two stays below",
        ),
        pytest.param(
            "一、举措\n（一）学习\n不足和原因\n三、打算",
            [(1, "一、"), (2, "（一）"), (1, "不足和原因"), (1, "三、")],
            id="a chapter that lost its number",
        ),
        pytest.param(
            "主要举措\n（一）学习\n（二）执法\n存在的不足\n（一）人员\n（二）制度\n下步打算",
            [(1, "主要举措"), (2, "（一）"), (2, "（二）"), (1, "存在的不足"), (2, "（一）"), (2, "（二）"), (1, "下步打算")],
            id="unnumbered chapters over （一）",
        ),
        pytest.param(
            "一、主要举措\n强化学习\n1.计划\n2.考试\n规范执法\n二、存在的不足",
            [(1, "一、"), (2, "强化学习"), (3, "1."), (3, "2."), (2, "规范执法"), (1, "二、")],
            id="unnumbered headings between 一、 and 1.",
        ),
    ],
)  # fmt: skip
def test_nesting(text: str, expected: list[tuple[int, str]]) -> None:
    assert levels(text) == expected


def test_heading_styles_nest_by_their_level() -> None:
    text = f"成效\n学习\n{PROSE}\n（一）计划\n{PROSE}\n（二）考试\n{PROSE}\n打算\n{PROSE}"
    assert outline(text, styled_as(text, {"成效": 2, "学习": 3, "打算": 2})) == [
        (1, "", "成效"),
        (2, "", "学习"),
        (3, "（一）", "计划"),
        (3, "（二）", "考试"),
        (1, "", "打算"),
    ]


def test_list_that_starts_again_stays_in_its_section() -> None:
    text = f"（一）学习\n1.计划\n{PROSE}\n2.考试\n{PROSE}\n1.书目\n{PROSE}\n（二）执法\n{PROSE}"
    assert [level for level, _, _ in outline(text)] == [1, 2, 2, 2, 1]


def test_sections_say_where_they_begin_and_end() -> None:
    text = "引言。\n一、举措\n（一）学习。会前学法。\n二、不足\n人手少。"
    one, inner, two = sections_of(text)
    assert (one.start, one.end) == (text.index("一、"), text.index("二、"))
    assert text[inner.start : inner.end] == "（一）学习。会前学法。\n"
    assert (two.end, inner.parent, two.parent) == (len(text), 0, -1)


NUMBERS = (
    "一、", "二、", "三、", "（一）", "(二)", "（三）、", "1.", "2、", "３．", "（1）", "②", "第一部分 ",
    "1.1 ", "一是", "二是", "",
)  # fmt: skip
TITLES = (
    "主要举措",
    "存在的不足：",
    "加强领导。",
    "差在哪里？",
    "2025年工作打算",
    "全年办案12件",
    "",
)
REST = ("", "局党组专题研究。", "召开会议4次，印发文件。另有安排；", "行政处罚\t36", "……3", "   ")
LINES = st.builds(
    lambda indent, number, title, rest: indent + number + title + rest,
    st.sampled_from(("", "\u3000\u3000", " ")),
    st.sampled_from(NUMBERS),
    st.sampled_from(TITLES),
    st.sampled_from(REST),
)
TEXTS = st.lists(st.one_of(LINES, st.text(alphabet="一二（）1.、是局 \t。：第部分", max_size=12)), max_size=30).map(
    "\n".join
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, cut=st.integers(min_value=0, max_value=40))
def test_tree_covers_the_text_and_nests(text: str, cut: int) -> None:
    end = max(0, len(text) - cut)
    lines = find_headings(text, split_paragraphs(text), body_end=end)
    sections = build_sections(lines, text, end)
    tops = [section for section in sections if section.parent < 0]
    assert [top.start for top in tops[1:]] == [top.end for top in tops[:-1]]
    assert not tops or tops[-1].end == end
    for index, section in enumerate(sections):
        assert section.start <= section.heading.start < section.heading.end
        assert section.start < section.end <= end or section.end == end
        said = section.heading.of(text)
        assert said.startswith(section.number)
        assert said.endswith(section.title)
        assert not said[len(section.number) : len(said) - len(section.title)].strip()
        assert section.parent < index
        assert section.level == (1 if section.parent < 0 else sections[section.parent].level + 1)
        if section.parent >= 0:
            parent = sections[section.parent]
            assert parent.start < section.start
            assert section.end <= parent.end


CONSISTENT: tuple[tuple[str, ...], ...] = (
    ("一、", "二、", "三、"),
    ("（一）", "（二）", "（三）"),
    ("1.", "2.", "3."),
)


@settings(max_examples=100, deadline=None)
@given(
    shape=st.lists(st.lists(st.integers(0, 3), max_size=3), min_size=1, max_size=3),
    upper=st.sampled_from((0, 1)),
)
def test_well_numbered_report_is_read_as_it_was_built(shape: list[list[int]], upper: int) -> None:
    first, second = CONSISTENT[upper], CONSISTENT[upper + 1]
    expected: list[Heading] = []
    text = []
    for chapter, parts in enumerate(shape):
        expected.append((1, first[chapter], "章名"))
        text += [f"{first[chapter]}章名", PROSE]
        for part, paragraphs in enumerate(parts):
            expected.append((2, second[part], "节名"))
            text += [f"{second[part]}节名", PROSE, *[PROSE] * paragraphs]
    assert outline("\n".join(text)) == expected

"""Numbering faults: found where they are, and nowhere else."""

from __future__ import annotations

import pytest

from analyzer.structure.numbering import numbering_faults
from tests.structure.reading import sections_of

PROSE = "全年按分工抓好落实，逐项对账销号，年底全部办结。"


def faults(text: str) -> list[tuple[str, str]]:
    """Kind and place of each fault, with text below every heading."""
    filled = "\n".join(f"{line}\n{PROSE}" for line in text.split("\n"))
    return [
        (fault.kind, filled[fault.start : fault.end])
        for fault in numbering_faults(sections_of(filled))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1、举措\n二、不足\n三、打算", [("style", "1、")], id="first of another style"
        ),
        pytest.param(
            "一、举措\n2、不足\n三、打算", [("style", "2、")], id="middle of another style"
        ),
        pytest.param("一、举措\n二、不足\n3、打算", [("style", "3、")], id="last of another style"),
        pytest.param(
            "一、举措\n（二）不足\n三、打算", [("style", "（二）")], id="bracket among 一、"
        ),
        pytest.param(
            "一、举措\n（一）学习\n2.执法\n（三）普法\n二、不足", [("style", "2.")], id="below 一、"
        ),
        pytest.param("1.举措\n2.不足\n3.打算", [("style", "1.")], id="all chapters in digits"),
        pytest.param(
            "一、举措\n（一）、学习\n（二）、执法\n二、不足", [("style", "（一）、")], id="（一）、"
        ),
        pytest.param(
            "一、举措\n（一）、学习\n（二）执法", [("style", "（一）、")], id="one （一）、"
        ),
        pytest.param("一.举措\n二.不足", [("style", "一.")], id="一."),
        pytest.param("一、举措\n二，不足\n三、打算", [("style", "二，")], id="二，"),
        pytest.param("一 举措\n二 不足", [("style", "一")], id="一 with a space"),
        pytest.param("一、举措\n二、不足\n四、打算", [("sequence", "四、")], id="skip"),
        pytest.param("一、举措\n三、不足\n四、打算", [("sequence", "三、")], id="skip, then on"),
        pytest.param("一、举措\n二、不足\n二、打算", [("sequence", "二、")], id="repeat"),
        pytest.param(
            "一、举措\n二、不足\n二、原因\n四、打算",
            [("sequence", "二、")],
            id="repeat, then right",
        ),
        pytest.param("二、举措\n三、不足", [("sequence", "二、")], id="begins at two"),
        pytest.param(
            "一、举措\n（一）学习\n（二）执法\n（四）普法\n二、不足",
            [("sequence", "（四）")],
            id="skip below",
        ),
        pytest.param(
            "一、举措\n（一）学习\n（一）执法\n二、不足",
            [("sequence", "（一）")],
            id="repeat of one",
        ),
        pytest.param("一、举措\n1.学习\n2.执法\n4.普法", [("sequence", "4.")], id="skip in a list"),
        pytest.param(
            "一、举措\n二、不足\n一、打算", [("sequence", "一、")], id="chapters start again"
        ),
    ],
)
def test_fault_is_found_at_its_number(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一、举措\n（一）学习\n1.计划\n（1）书目\n（2）讲课\n2.考试\n（二）执法\n二、不足", id="standard"),
        pytest.param("(一)学习\n(二)执法\n(三)普法", id="half-width brackets"),
        pytest.param("第一部分 举措\n一、学习\n二、执法\n第二部分 不足\n一、人员\n二、制度", id="parts over 一、"),
        pytest.param("第一部分 举措\n（一）学习\n（二）执法\n第二部分 不足", id="parts over （一）"),
        pytest.param("一、举措\n1.学习\n2.执法\n二、不足\n1.人员\n2.制度", id="一、 over 1."),
        pytest.param("一、举措\n1、学习\n2、执法\n二、不足\n1、人员", id="一、 over 1、"),
        pytest.param("一、举措\n（一）学习\n（二）执法\n二、不足\n（一）人员\n（二）制度\n三、打算", id="（一） starts again"),
        pytest.param("一、举措\n（一）学习\n（二）执法\n二、不足\n（三）人员\n（四）制度\n三、打算\n（五）普法", id="（三） goes on"),
        pytest.param("一、举措\n（一）学习\n1.计划\n（二）执法\n2.培训\n3.检查\n二、不足", id="1. goes on"),
        pytest.param("一、举措\n（一）学习\n1.计划\n2.考试\n1.书目\n2.讲课\n（二）执法", id="a new list in a section"),
        pytest.param("一、举措\n一是学习。会前学法\n三是普法。送法下乡\n二、不足", id="points partly inside paragraphs"),
        pytest.param("一、举措\n（一）学习。1.制定计划\n2.组织考试\n3.旁听庭审\n（二）执法", id="first point inside the heading's paragraph"),
        pytest.param("主要举措\n（一）学习\n（二）执法\n存在的不足\n（一）人员\n（二）制度", id="chapters without numbers"),
        pytest.param("2024年工作总结\n一、举措\n二、不足\n2025年工作计划\n一、普法\n二、执法", id="two parts with 一、"),
        pytest.param("一、举\n二、措\n三、成\n四、效\n五、不\n六、足\n七、原\n八、因\n九、打\n十、算\n十一、其\n十二、他", id="past ten"),
        pytest.param("①学习\n②执法\n③普法", id="circled"),
        pytest.param("一、举措\n1.1 学习\n1.2 执法\n二、不足", id="decimal"),
    ],
)  # fmt: skip
def test_well_numbered_report_has_no_fault(text: str) -> None:
    assert faults(text) == []


def test_all_digits_are_one_fault_that_counts_them() -> None:
    text = f"1.举措\n{PROSE}\n2.不足\n{PROSE}\n3.打算\n{PROSE}"
    (fault,) = numbering_faults(sections_of(text))
    assert fault.message == "一级标题用了“1.”等阿拉伯数字，共3处，应作“一、”"


def test_message_says_what_was_expected() -> None:
    text = f"一、举措\n{PROSE}\n三、不足\n{PROSE}"
    (fault,) = numbering_faults(sections_of(text))
    assert fault.message == "序号“三、”跳号，按顺序应为第 2 个"


def test_points_told_as_sentences_are_counted_too() -> None:
    text = "一、不足\n1.执法队伍人手不足，难以两班倒。\n2.执法装备陈旧，记录仪常断电。\n4.档案管理零散，卷宗难查。"
    assert [text[f.start : f.end] for f in numbering_faults(sections_of(text))] == ["4."]

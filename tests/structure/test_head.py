"""The lines before the body: title, addressee, and what belongs to the page."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load_pack
from analyzer.model.text import Span
from analyzer.structure.identity import identify
from analyzer.structure.outline import split_paragraphs
from tests.structure.reading import identity

OPENING = "2023年，我局认真学习贯彻习近平法治思想，扎实推进依法行政。现将有关情况报告如下："
BODY = f"{OPENING}\n一、主要举措和成效\n全年召开党组会4次研究法治工作。\n二、存在的不足\n执法力量不足。"
TITLE = "平川县交通运输局关于2023年度法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(TITLE, TITLE, id="one line"),
        pytest.param("平川县交通运输局\n关于2023年度法治政府建设情况的报告", TITLE, id="author above"),
        pytest.param("平川县交通运输局\n关于2023年度法治政府建设\n情况的报告", TITLE, id="three lines"),
        pytest.param("平川县交通运输局关于2023年度法治政府建设情况的\n报\u3000告", TITLE, id="last word apart"),
        pytest.param("平川县交通运输局关于2023年度法治政府建设情况的报\n\n告", TITLE, id="last character apart"),
        pytest.param("  平 川 县 交 通 运 输 局 关于 2023 年度 法治政府建设情况的 报 告", TITLE, id="spaced"),
        pytest.param(
            f"{TITLE}\n（征求意见稿）", f"{TITLE}（征求意见稿）", id="with a draft mark below"
        ),
        pytest.param(f"平交字〔2024〕3号\n{TITLE}", TITLE, id="document number above"),
        pytest.param(
            f"平川县交通运输局文件\n平交〔2024〕3号　　签发人：周某\n{TITLE}", TITLE, id="red head"
        ),
        pytest.param(f"秘密★1年\n特急\n000012\n{TITLE}", TITLE, id="secrecy and urgency above"),
        pytest.param(f"附件2\n{TITLE}", TITLE, id="as an attachment"),
        pytest.param(
            "首页 > 政务公开 > 法治政府建设\n"
            f"{TITLE}\n来源：县交通运输局　发布时间：2024-02-28 09:18\n字体：【大 中 小】　打印",
            TITLE,
            id="web page",
        ),
        pytest.param(
            "您所在的位置：政务公开 > 工作报告\n" + TITLE + "\n浏览次数：12\n\n\n" + TITLE,
            TITLE,
            id="title said twice",
        ),
        pytest.param(
            "索 引 号： 0112/2024-00012\n主题分类： 司法\n发文机关： 平川县交通运输局\n成文日期： 2024-02-14\n"
            f"标 题： {TITLE}\n{TITLE}",
            TITLE,
            id="catalogue card",
        ),
        pytest.param(
            f"平川县人民政府 2024年3月3日 星期日\n无障碍 简体| 繁体\n{TITLE}", TITLE, id="banner"
        ),
        pytest.param(f"{TITLE}\n县委、县政府，市交通运输局：", TITLE, id="addressee"),
        pytest.param(f"{TITLE}\n中共平川县委全面依法治县委员会办公室:", TITLE, id="half-width colon"),
        pytest.param(f"{TITLE}\n（2024年2月6日）", TITLE, id="date below"),
        pytest.param(f"{TITLE}\n平川县人民政府", TITLE, id="addressee without colon"),
        pytest.param(
            f"{TITLE}\n目 录\n一、主要举措和成效……1\n二、存在的不足……4", TITLE, id="contents with pages"
        ),
        pytest.param(
            f"{TITLE}\n目录\n一、主要举措和成效\t1\n二、存在的不足\t4", TITLE, id="contents with tabs"
        ),
        pytest.param(f"{TITLE}\n一、主要举措和成效 1\n二、存在的不足 4", TITLE, id="contents, no word"),
        pytest.param("平川县2023年法治政府建设年度报告", "平川县2023年法治政府建设年度报告", id="short form"),
        pytest.param(
            "沿河街道2024法治政府建设年度报告", "沿河街道2024法治政府建设年度报告", id="year without 年"
        ),
        pytest.param("平川县司法局2023年法治政府建设工作情况", "平川县司法局2023年法治政府建设工作情况", id="no 报告"),
        pytest.param(
            "关于2023年度法治政府建设情况和2024年工作安排的报告",
            "关于2023年度法治政府建设情况和2024年工作安排的报告",
            id="two objects",
        ),
        pytest.param(
            "平川县2023年法治政府建设情况报告\n——平川县司法局",
            "平川县2023年法治政府建设情况报告",
            id="subtitle",
        ),
        pytest.param("", "", id="none"),
    ],
)  # fmt: skip
def test_title_is_found_and_the_body_begins_after_the_head(head: str, title: str) -> None:
    text = f"{head}\n{BODY}"
    found = identity(text)
    assert found.title == title
    assert "".join(found.title_span.of(text).split()) == title
    assert text[found.body_start :].lstrip() == BODY


def test_contents_without_pages_end_where_the_text_begins() -> None:
    text = f"{TITLE}\n目录\n一、主要举措和成效\n二、存在的不足\n一、主要举措和成效\n全年研究4次。\n二、存在的不足"
    assert text[identity(text).body_start :].lstrip().startswith("一、主要举措和成效\n全年")


def test_title_marked_by_the_file_is_believed() -> None:
    text = f"法治建设这一年\n平川县交通运输局\n{BODY}"
    styled = Span(0, len("法治建设这一年"))
    found = identify(text, split_paragraphs(text), load_pack().identity, styled_title=styled)
    assert found.title == "法治建设这一年"


@pytest.mark.parametrize(
    "line",
    [
        "局长带了什么头",
        "书记镇长管了哪些事",
        "主任的话",
        "第一责任人履职情况",
        "时间都去哪儿了",
        "位置要摆正",
    ],
)
def test_first_heading_stays_in_the_body(line: str) -> None:
    text = f"{TITLE}\n{line}\n{BODY}"
    assert text[identity(text).body_start :].lstrip().startswith(line)


def test_first_heading_is_not_taken_for_the_title() -> None:
    text = f"关于法治政府建设情况的报告\n法治工作开展情况\n{BODY}"
    found = identity(text)
    assert found.title == "关于法治政府建设情况的报告"
    assert text[found.body_start :].lstrip().startswith("法治工作开展情况")


def test_name_and_post_under_the_title_are_no_body() -> None:
    text = f"{TITLE}\n平川县交通运输局党组书记、局长　周 某\n{BODY}"
    assert text[identity(text).body_start :].lstrip() == BODY


def test_first_sentence_is_no_title() -> None:
    text = f"现将我局2023年度法治政府建设情况报告如下：\n{BODY}"
    assert (identity(text).title, identity(text).body_start) == ("", 0)


def test_date_below_the_title_counts_where_no_signature_stands() -> None:
    assert identity(f"{TITLE}\n（2024年2月6日）\n{BODY}").written == (2024, 2, 6)


def test_date_of_publication_is_not_the_date_of_writing() -> None:
    assert identity(f"{TITLE}\n发布时间：2024-03-28\n{BODY}").written is None

"""Numbers, years and dates as reports write them."""

from __future__ import annotations

import pytest

from analyzer.model.document import NumberStyle
from analyzer.structure.numbers import find_date, half_width, ordinal_of, parse_year, read_number


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "number", "rest"),
    [
        ("一、主要举措", NumberStyle.CHINESE, 1, "一、", "主要举措"),
        ("一.主要举措", NumberStyle.CHINESE, 1, "一.", "主要举措"),
        ("一．主要举措", NumberStyle.CHINESE, 1, "一．", "主要举措"),
        ("一，主要举措", NumberStyle.CHINESE, 1, "一，", "主要举措"),
        ("一：主要举措", NumberStyle.CHINESE, 1, "一：", "主要举措"),
        ("一 主要举措", NumberStyle.CHINESE, 1, "一", "主要举措"),
        ("一 、主要举措", NumberStyle.CHINESE, 1, "一 、", "主要举措"),
        ("壹、主要举措", NumberStyle.PART, 1, "壹、", "主要举措"),
        ("肆 为企业做的事，一件件说", NumberStyle.PART, 4, "肆", "为企业做的事，一件件说"),
        ("八 2025年打算", NumberStyle.CHINESE, 8, "八", "2025年打算"),
        ("二、6月底前完成清理", NumberStyle.CHINESE, 2, "二、", "6月底前完成清理"),
        ("一、项目建设", NumberStyle.CHINESE, 1, "一、", "项目建设"),
        ("十二、其他事项", NumberStyle.CHINESE, 12, "十二、", "其他事项"),
        ("\u3000\u3000二十一、附则", NumberStyle.CHINESE, 21, "二十一、", "附则"),
        ("（一）健全机制", NumberStyle.CHINESE_BRACKET, 1, "（一）", "健全机制"),
        ("(一)健全机制", NumberStyle.CHINESE_BRACKET, 1, "(一)", "健全机制"),
        ("(一）健全机制", NumberStyle.CHINESE_BRACKET, 1, "(一）", "健全机制"),
        ("（ 十 ）健全机制", NumberStyle.CHINESE_BRACKET, 10, "（ 十 ）", "健全机制"),
        ("（一）、健全机制", NumberStyle.CHINESE_BRACKET, 1, "（一）、", "健全机制"),
        ("〔三〕健全机制", NumberStyle.CHINESE_BRACKET, 3, "〔三〕", "健全机制"),
        ("三）健全机制", NumberStyle.CHINESE_BRACKET, 3, "三）", "健全机制"),
        ("㈢健全机制", NumberStyle.CHINESE_BRACKET, 3, "㈢", "健全机制"),
        ("1.压实责任", NumberStyle.ARABIC, 1, "1.", "压实责任"),
        ("1、 压实责任", NumberStyle.ARABIC, 1, "1、", "压实责任"),
        ("１．压实责任", NumberStyle.ARABIC, 1, "１．", "压实责任"),
        ("１２、压实责任", NumberStyle.ARABIC, 12, "１２、", "压实责任"),
        ("3 压实责任", NumberStyle.ARABIC, 3, "3", "压实责任"),
        ("3\t压实责任", NumberStyle.ARABIC, 3, "3", "压实责任"),
        ("⒊压实责任", NumberStyle.ARABIC, 3, "⒊", "压实责任"),
        ("1.2024年的普法安排", NumberStyle.ARABIC, 1, "1.", "2024年的普法安排"),
        ("1.日常监管", NumberStyle.ARABIC, 1, "1.", "日常监管"),
        ("（1）执法培训", NumberStyle.ARABIC_BRACKET, 1, "（1）", "执法培训"),
        ("(12)执法培训", NumberStyle.ARABIC_BRACKET, 12, "(12)", "执法培训"),
        ("1）执法培训", NumberStyle.ARABIC_BRACKET, 1, "1）", "执法培训"),
        ("⑴执法培训", NumberStyle.ARABIC_BRACKET, 1, "⑴", "执法培训"),
        ("②执法培训", NumberStyle.ARABIC_BRACKET, 2, "②", "执法培训"),
        ("1.3 执法培训", NumberStyle.ARABIC_BRACKET, 3, "1.3", "执法培训"),
        ("第一部分 工作成效", NumberStyle.PART, 1, "第一部分", "工作成效"),
        ("第二部分：工作成效", NumberStyle.PART, 2, "第二部分：", "工作成效"),
        ("第三章　工作成效", NumberStyle.PART, 3, "第三章", "工作成效"),
        ("二是规范执法", NumberStyle.NTH, 2, "二是", "规范执法"),
    ],
)
def test_number_is_read_as_written(
    line: str, style: NumberStyle, ordinal: int, number: str, rest: str
) -> None:
    found = read_number(line, 0, len(line))
    assert found is not None
    assert (found.style, found.ordinal) == (style, ordinal)
    assert found.number.of(line) == number
    assert line[found.after :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "第一责任人履职情况",
        "第一章规定了总则",
        "一季度召开会议",
        "一、二季度分别召开会议",
        "1、2月份开展检查",
        "12 件案件全部办结",
        "3 月召开会议",
        "2024年工作打算",
        "12.4国家宪法日活动",
        "3.15消费者权益日活动",
        "1.5万名群众参加",
        "一般程序案件",
        "十分重视法治工作",
        "一是否合法",
        "三是指三项制度",
        "（2024年）工作总结",
        "《一、二审程序》",
        "局党组",
        "",
    ],
)
def test_words_and_counts_are_no_numbers(line: str) -> None:
    assert read_number(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("（十）", 10),
        ("二十", 20),
        ("三十五、", 35),
        ("一百零二", 102),
        ("⒛", 20),
        ("❿", 10),
        ("㈩", 10),
        ("（）", 0),
    ],
)
def test_ordinal_of_number(written: str, value: int) -> None:
    assert ordinal_of(written) == value


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2024", 2024),
        ("2 0 2 4", 2024),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("二零二四", 2024),
        ("二O二四", 2024),
        ("二0二四", 2024),
        ("1999", 1999),
        ("二十四", None),
        ("24", None),
    ],
)
def test_year_is_read_in_digits_and_in_chinese(written: str, year: int | None) -> None:
    assert parse_year(written) == year


@pytest.mark.parametrize(
    ("line", "piece", "date"),
    [
        ("2024年1月15日", "2024年1月15日", (2024, 1, 15)),
        ("（2024 年 12 月 3 日）", "2024 年 12 月 3 日", (2024, 12, 3)),
        ("县司法局2024年01月05日", "2024年01月05日", (2024, 1, 5)),
        ("二〇二四年一月十五日", "二〇二四年一月十五日", (2024, 1, 15)),
        ("二○二三年十二月三十一日", "二○二三年十二月三十一日", (2023, 12, 31)),
        ("二O二五年二月", "二O二五年二月", (2025, 2, 1)),
        ("２０２４年２月６日", "２０２４年２月６日", (2024, 2, 6)),
        ("发布时间：2024-03-28 09:18", "2024-03-28", (2024, 3, 28)),
        ("2024.1.15", "2024.1.15", (2024, 1, 15)),
        ("2024/1/15", "2024/1/15", (2024, 1, 15)),
        ("2025年2月", "2025年2月", (2025, 2, 1)),
    ],
)
def test_date_is_found_where_it_stands(line: str, piece: str, date: tuple[int, int, int]) -> None:
    found = find_date(line)
    assert found is not None
    assert line[found[0] : found[1]] == piece
    assert found[2] == date


@pytest.mark.parametrize(
    "line", ["2024年", "2024年13月1日", "3月5日", "12024年1月1日", "1.15.2024"]
)
def test_no_date_is_made_up(line: str) -> None:
    assert find_date(line) is None


def test_half_width_keeps_every_offset() -> None:
    assert half_width("２０２４年，1月") == "2024年，1月"

"""The reporting year, wherever the text says it and whatever the year of writing."""

from __future__ import annotations

import pytest

from analyzer.structure.years import year_of_title
from tests.structure.reading import identity

PART = "一、主要举措和成效\n全年研究法治工作4次。\n二、存在的不足\n执法力量不足。"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("平川县水利局2024年法治政府建设年度报告", 2024),
        ("平川县水利局关于 2024 年度法治政府建设情况的报告", 2024),
        ("平川县水利局二〇二四年法治政府建设年度报告", 2024),
        ("平川县水利局二○二四年法治政府建设年度报告", 2024),
        ("平川县水利局二零二四年度法治政府建设报告", 2024),
        ("平川县水利局２０２４年法治政府建设年度报告", 2024),
        ("平川县水利局2024法治政府建设年度报告", 2024),
        ("平川县水利局24年度法治政府建设报告", 2024),
        ("平川县水利局法治政府建设情况报告（2024年）", 2024),
        ("关于2023年法治政府建设情况及2024年工作安排的报告", 2023),
        ("2024年法治政府建设工作计划和2023年工作总结", 2023),
        ("2023年法治政府建设工作总结暨2024年工作要点", 2023),
        ("2023—2024年度法治政府建设工作报告", 2024),
        ("平川县2021—2025年法治政府建设工作总结", None),
        ("关于2022年贯彻落实《法治政府建设实施纲要（2021—2025年）》情况的报告", 2022),
        ("关于贯彻落实《法治政府建设实施纲要（2021—2025年）》情况的报告", None),
        ("《平川县2023年法治政府建设年度报告》", 2023),
        ("法治政府建设年度报告", None),
    ],
)
def test_year_of_a_title(title: str, year: int | None) -> None:
    assert year_of_title(title) == year


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("现将我局2023年度法治政府建设情况报告如下：", 2023),
        ("现将2023年法治政府建设情况和2024年工作打算报告如下：", 2023),
        ("2023年以来，我局扎实推进依法行政。现将有关法治政府建设情况报告如下：", 2023),
        ("2023年，我局扎实推进依法行政。现将法治政府建设情况报告如下：", 2023),
        ("二〇二三年，我局扎实推进依法行政。现将法治政府建设情况报告如下：", 2023),
        ("2023年是攻坚之年。现将法治政府建设情况报告如下：", 2023),
        ("根据《法治政府建设实施纲要（2021—2025年）》，现将2023年法治政府建设情况报告如下：", 2023),
        ("为贯彻2021年印发的实施意见，现将2023年法治政府建设情况报告如下：", 2023),
    ],
)
def test_opening_says_the_year_where_the_title_does_not(opening: str, year: int) -> None:
    assert identity(f"关于法治政府建设情况的报告\n{opening}\n{PART}").reporting_year == year


@pytest.mark.parametrize(
    ("signed", "year"),
    [
        ("2024年1月15日", 2023),
        ("2024年3月1日", 2023),
        ("2024年6月3日", 2023),
        ("2023年12月20日", 2023),
        ("2023年11月2日", 2023),
        ("二〇二四年二月六日", 2023),
        ("2024年2月", 2023),
    ],
)
def test_date_of_writing_tells_the_year_of_a_year_that_is_not_named(signed: str, year: int) -> None:
    text = (
        "关于法治政府建设情况的报告\n一年来，我局扎实推进依法行政。现将法治政府建设情况报告如下：\n"
        f"{PART}\n平川县水利局\n{signed}"
    )
    assert identity(text).reporting_year == year


def test_plan_tells_the_year_where_nothing_else_does() -> None:
    text = f"关于法治政府建设情况的报告\n今年以来，我局推进依法行政。\n{PART}\n三、2024年工作打算\n开展培训。"
    assert identity(text).reporting_year == 2023


def test_year_of_publication_counts_like_a_date() -> None:
    text = f"关于法治政府建设情况的报告\n发布时间：2024-02-28\n今年以来，我局推进依法行政。\n{PART}"
    assert identity(text).reporting_year == 2023


def test_year_named_most_is_the_last_resort() -> None:
    text = f"关于法治政府建设情况的报告\n我局推进依法行政。\n{PART}\n截至2023年10月，2023年6月，2022年底。"
    assert identity(text).reporting_year == 2023


def test_no_year_is_made_up() -> None:
    assert (
        identity(f"关于法治政府建设情况的报告\n我局推进依法行政。\n{PART}").reporting_year is None
    )


@pytest.mark.parametrize(
    ("title_year", "opening_year", "plan_year", "signed", "year"),
    [
        pytest.param(2024, 2023, 2024, "2024年1月20日", 2023, id="title has the year of writing"),
        pytest.param(2024, 2023, 2024, "", 2023, id="the same, unsigned"),
        pytest.param(2024, None, 2024, "2024年2月6日", 2023, id="opening silent"),
        pytest.param(2024, None, None, "2024年2月6日", 2023, id="only the date against it"),
        pytest.param(2023, 2023, 2023, "2024年2月6日", 2023, id="plan of the wrong year"),
        pytest.param(2023, 2023, 2025, "2024年2月6日", 2023, id="plan too late"),
        pytest.param(2023, 2022, 2024, "2024年2月6日", 2023, id="stale opening"),
        pytest.param(2023, 2022, 2024, "", 2023, id="stale opening, unsigned"),
        pytest.param(2023, None, 2023, "2024年2月6日", 2023, id="plan of the wrong year, opening silent"),
        pytest.param(2023, None, 2023, "", 2023, id="plan against title alone"),
        pytest.param(2023, 2023, 2024, "2023年2月6日", 2023, id="slip in the date"),
        pytest.param(2024, 2024, 2025, "2024年12月25日", 2024, id="written in December"),
        pytest.param(2024, 2023, None, "", 2024, id="opening alone against it"),
        pytest.param(2022, 2022, 2023, "2024年10月9日", 2022, id="late"),
    ],
)  # fmt: skip
def test_title_is_believed_unless_the_rest_outvotes_it(
    title_year: int, opening_year: int | None, plan_year: int | None, signed: str, year: int
) -> None:
    opening = (
        f"现将{opening_year}年法治政府建设情况报告如下：" if opening_year else "现将情况报告如下："
    )
    plan = f"三、{plan_year}年工作安排\n开展培训。" if plan_year else "三、工作安排\n开展培训。"
    text = (
        f"平川县水利局{title_year}年法治政府建设年度报告\n{opening}\n{PART}\n{plan}\n"
        f"平川县水利局\n{signed}"
    )
    assert identity(text).reporting_year == year


def test_text_that_tells_only_of_the_year_before_outvotes_the_title() -> None:
    head = "平川县水利局2024年法治政府建设年度报告\n现将2023年法治政府建设情况报告如下：\n"
    told = "2023年3月研究1次。2023年6月研究1次。2023年9月研究1次。"
    assert identity(f"{head}{PART}\n{told}").reporting_year == 2023
    assert identity(f"{head}{PART}\n{told}2024年起施行新规。").reporting_year == 2024


@pytest.mark.parametrize(
    ("title", "body", "year"),
    [
        ("平川县水利局2024年法治政府建设工作要点", "各股室要抓好落实。", 2024),
        ("局长述法报告", "现将本人2023年度履职情况报告如下：\n我坚持学法。我坚持依法决策。", 2023),
        ("杂记", "今日晴。", None),
    ],
)
def test_other_texts_have_the_year_they_name(title: str, body: str, year: int | None) -> None:
    found = identity(f"{title}\n{body}")
    assert (found.is_report, found.reporting_year) == (False, year)

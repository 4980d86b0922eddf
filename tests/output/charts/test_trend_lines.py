"""Bodies across years as a picture: nothing is drawn for years without a report."""

from __future__ import annotations

from collections import Counter

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analyzer.errors import ChartError
from analyzer.output.charts import trend_lines
from analyzer.output.layout import columns
from tests.output.charts.models import LABELS, body, trend
from tests.output.charts.test_heatmap import cells, inside, texts

YEARS = {2019: "sss", 2020: "smx", 2022: "sms", 2023: "xx-", 2024: "sss"}


def lines(figure: Figure, label: str) -> list[list[float]]:
    """The heights of what is drawn under a name, markers left out."""
    return [
        [float(y) for y in artist.get_ydata()]
        for artist in figure.artists + figure.lines
        if isinstance(artist, Line2D)
        and artist.get_label() == label
        and artist.get_linestyle() == "-"
    ]


def test_one_body_has_a_line_that_is_broken_at_a_gap_and_a_cell_for_each_element() -> None:
    (figure,) = trend_lines(trend(body("平川县水利局", YEARS)), LABELS, paged=False)
    said = texts(figure)
    assert [len(line) for line in lines(figure, "得分")] == [2, 3]
    assert said.count("没有报告") == 1
    assert {"2019", "2021", "2024", "100.0", "平川县水利局"} <= set(said)
    counts = cells(figure)
    assert {word: counts[word] for word in ("充实", "空泛", "缺失", "不适用")} == {
        "充实": 9,
        "空泛": 2,
        "缺失": 3,
        "不适用": 1,
    }


def test_the_line_is_as_high_as_the_scores() -> None:
    (figure,) = trend_lines(trend(body("水利局", {2023: "sss", 2024: "xxx"})), LABELS, paged=False)
    ((top, bottom),) = lines(figure, "得分")
    scale = {
        text.get_text(): text.get_position()[1] for text in figure.texts if text.get_ha() == "right"
    }
    # A number stands with its middle on its line.
    assert top - scale["100"] == pytest.approx(bottom - scale["0"])
    assert bottom > top


def test_changes_have_signs_and_years_without_a_year_before_have_none() -> None:
    (figure,) = trend_lines(trend(body("水利局", YEARS)), LABELS, paged=False)
    said = Counter(texts(figure))
    assert said["—"] == 2
    assert said["−53.3"] == 1
    assert said["+100.0"] == 1
    assert not any(text.startswith("-") for text in said)


def test_a_second_report_of_a_year_is_hollow_and_off_the_line() -> None:
    (figure,) = trend_lines(trend(body("水利局", {2023: "sss", 2024: "ssx"}, twice=[2024])), LABELS, paged=False)  # fmt: skip
    (hollow,) = [each for each in figure.artists + figure.lines if each.get_label() == "另一份"]
    assert isinstance(hollow, Line2D)
    assert hollow.get_markerfacecolor() == "white"
    assert [len(line) for line in lines(figure, "得分")] == [2]
    assert texts(figure).count("2024＊") == 2
    assert any("空心" in text for text in texts(figure))


@pytest.mark.parametrize("years", [range(2024, 2025), range(2015, 2025), range(1990, 2025)])
def test_any_number_of_years_stays_on_the_sheet(years: range) -> None:
    long = body("平川县落实法治建设领导小组办公室" * 13, dict.fromkeys(years, "smx"))
    (figure,) = trend_lines(trend(long), LABELS, paged=False)
    assert all(str(year) in texts(figure) for year in years)
    inside(figure)


def test_a_few_bodies_stand_below_each_other() -> None:
    found = trend(*(body(name, YEARS) for name in ("甲局", "乙局", "丙局")))
    (figure,) = trend_lines(found, LABELS, paged=False)
    heights = {text.get_text(): text.get_position()[1] for text in figure.texts}
    assert heights["甲局"] < heights["乙局"] < heights["丙局"]
    assert cells(figure)["缺失"] == 9


def test_many_bodies_have_a_panel_each_on_one_scale() -> None:
    found = trend(*(body(f"第{n}局", {2022: "sss", 2023: "ssm", 2024: "ssx"}) for n in range(60)))
    (figure,) = trend_lines(found, LABELS, paged=False)
    said = Counter(texts(figure))
    assert all(said[f"第{n}局"] == 1 for n in range(60))
    assert said["2024：66.7（较上年 −13.3）"] == 60
    assert len(lines(figure, "得分")) == len(lines(figure, "中位数")) == 60
    shapes = {tuple(round(y - line[0], 6) for y in line) for line in lines(figure, "得分")}
    assert len(shapes) == 1
    inside(figure)


def test_of_panels_the_year_of_the_last_report_is_told_where_it_is_an_earlier_one() -> None:
    names = ("甲局", "乙局", "丙局")
    found = trend(body("老局", {2020: "sss"}), *(body(name, YEARS) for name in names))
    (figure,) = trend_lines(found, LABELS, paged=False)
    assert "2020：100.0" in texts(figure)


def test_panels_with_a_name_of_200_characters_keep_their_places() -> None:
    found = trend(*(body(str(n) + "落实法治建设领导小组" * 20, YEARS) for n in range(9)))
    (figure,) = trend_lines(found, LABELS, paged=False)
    names = [text for text in texts(figure) if "落实" in text]
    assert len(names) == 9
    assert all(columns(name) <= 40 for name in names)


def test_pages_begin_with_the_panels_and_give_each_body_one_of_its_own() -> None:
    found = trend(*(body(f"第{n}局", YEARS) for n in range(20)))
    figures = list(trend_lines(found, LABELS, paged=True))
    panels = [figure for figure in figures if any("个单位" in text for text in texts(figure))]
    assert figures[: len(panels)] == panels
    assert len(figures) == len(panels) + 20
    assert [texts(figure)[0] for figure in figures[len(panels) :]] == [
        f"第{n}局" for n in range(20)
    ]
    assert len({tuple(figure.get_size_inches()) for figure in figures}) == 1


def test_more_than_a_picture_holds_is_refused_with_the_remedy() -> None:
    found = trend(*(body(f"第{n}局", {2024: "sss"}) for n in range(501)))
    with pytest.raises(ChartError, match="--issuer"):
        list(trend_lines(found, LABELS, paged=False))

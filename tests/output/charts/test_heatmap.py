"""The heat map as a picture says what the comparison says, however long the names."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from analyzer.errors import ChartError
from analyzer.output.charts import heat_map
from analyzer.output.charts.cells import label_lines
from analyzer.output.charts.fonts import letter
from analyzer.output.layout import columns
from tests.output.charts.models import LABELS, comparison, record

MIXED = ("ssx", "smx", "xx-", "sss", "mmx")


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.texts]


def cells(figure: Figure) -> Counter[str]:
    """How many cells there are of each status, by the boxes drawn."""
    counts: Counter[str] = Counter()
    for artist in figure.artists:
        if isinstance(artist, PolyCollection):
            counts[str(artist.get_label())] += len(artist.get_paths())
    return counts


def test_there_is_a_cell_for_each_status_of_the_comparison() -> None:
    compared = comparison(*(record(f"{n}局", letters) for n, letters in enumerate(MIXED)))
    (figure,) = heat_map(compared, LABELS, paged=False)
    counts = cells(figure)
    covered = [compared.coverage[id_] for id_ in LABELS]
    assert counts["充实"] == sum(each["substantive"] for each in covered) == 6
    assert counts["空泛"] == sum(each["mentioned"] for each in covered) == 3
    assert counts["缺失"] == sum(each["missing"] for each in covered) == 5
    assert counts["不适用"] == 1


def test_each_cell_has_its_sign_so_that_colour_is_not_all() -> None:
    compared = comparison(*(record(f"{n}局", letters) for n, letters in enumerate(MIXED)))
    (figure,) = heat_map(compared, LABELS, paged=False)
    signs = Counter(text for text in texts(figure) if text in tuple("＋～Ｘ－"))
    # One of each stands in the legend.
    assert signs == {"＋": 7, "～": 4, "Ｘ": 6, "－": 2}


def test_cells_stand_in_the_row_of_their_body_and_the_column_of_their_element() -> None:
    compared = comparison(record("甲局", "ssx"), record("乙局", "xss"), record("丙局", "sms"))
    (figure,) = heat_map(compared, LABELS, paged=False)
    placed = {text.get_text().lstrip("＊"): text.get_position() for text in figure.texts}
    label = {id_: placed[label_lines(name)[-1]][0] for id_, name in LABELS.items()}
    for row in compared.rows:
        height = placed[row.name][1]
        for id_, status in row.statuses.items():
            (sign,) = [
                text.get_text()
                for text in figure.texts
                if abs(text.get_position()[0] - label[id_]) < 1
                and abs(text.get_position()[1] - height) < 4
            ]
            assert sign == {"substantive": "＋", "mentioned": "～", "missing": "Ｘ"}[str(status)]


def test_counts_stand_under_the_elements() -> None:
    compared = comparison(*(record(f"{n}局", letters) for n, letters in enumerate(MIXED)))
    (figure,) = heat_map(compared, LABELS, paged=False)
    said = texts(figure)
    at = said.index("缺失的份数")
    assert said[at + 1 : at + 4] == ["1", "1", "3"]
    at = said.index("空泛的份数")
    assert said[at + 1 : at + 4] == ["1", "2", "0"]


def test_pages_hold_all_rows_once_and_repeat_the_heads() -> None:
    compared = comparison(*(record(f"第{n}局", MIXED[n % 5]) for n in range(70)))
    figures = list(heat_map(compared, LABELS, paged=True))
    assert len(figures) > 2
    named = [text for figure in figures for text in texts(figure) if re.match(r"第\d+局", text)]
    assert named == [row.name for row in compared.rows]
    for number, figure in enumerate(figures, 1):
        assert f"第 {number} 页，共 {len(figures)} 页" in texts(figure)
        assert "缺失的份数" in texts(figure)
        width, height = figure.get_size_inches()
        assert width / height == pytest.approx(2**0.5, abs=0.01)
    totals = sum(map(cells, figures), Counter())
    assert totals["充实"] + totals["空泛"] + totals["缺失"] + totals["不适用"] == 70 * 3


def test_text_stays_on_the_sheet_with_names_of_200_characters() -> None:
    long = "平川县落实法治建设领导小组办公室" * 13
    compared = comparison(record(long, "ssx"), record("局" * 90 + "W" * 110, "smx"))
    (figure,) = heat_map(compared, LABELS, paged=False)
    names = [text for text in texts(figure) if text[:2] in ("平川", "局局")]
    assert len(names) == 2
    assert all(columns(name) <= 52 and name.endswith("…") for name in names)
    inside(figure)


def inside(figure: Figure) -> None:
    """Fails where a text leaves the sheet, in the font that it is drawn with."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    letter(figure)
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.bbox.size
    for text in figure.texts:
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= width, text
        assert box.y1 <= height, text


def test_reports_of_one_body_are_told_apart_by_their_files() -> None:
    compared = comparison(
        record("甲局", "sss", source="a/一.docx"), record("甲局", "ssx", source="b/二.docx")
    )
    (figure,) = heat_map(compared, LABELS, paged=False)
    assert {"甲局（一.docx）", "甲局（二.docx）"} <= set(texts(figure))


def test_an_outlier_is_marked_by_more_than_colour() -> None:
    compared = comparison(*(record(f"{n}局", "sss") for n in range(8)), record("差局", "xxx"))
    (figure,) = heat_map(compared, LABELS, paged=False)
    assert "＊差局" in texts(figure)
    assert "＊得分远离多数单位" in texts(figure)


def test_hostile_names_are_drawn_as_they_are() -> None:
    name = "$\\alpha^{2}$ \\frac{1}{0} <b>&[red]\x1b[31m\u202e{0}%s\n乙局"
    compared = comparison(record(name, "ssx"))
    (figure,) = heat_map(compared, LABELS, paged=False)
    (drawn,) = [text for text in figure.texts if "alpha" in text.get_text()]
    shown = drawn.get_text()
    assert shown.startswith("$\\alpha^{2}$ \\frac{1}{0} <b>&[red]\\x1b[31m")
    assert not set(shown) & {"\x1b", "\u202e", "\n"}
    assert not any(text.get_parse_math() or text.get_usetex() for text in figure.texts)
    inside(figure)


def test_more_than_a_picture_holds_is_refused_with_the_remedy() -> None:
    compared = comparison(*(record(f"{n}局", "sss") for n in range(501)))
    with pytest.raises(ChartError, match="分页") as caught:
        list(heat_map(compared, LABELS, paged=False))
    assert caught.value.code == "chart.size"
    assert next(heat_map(compared, LABELS, paged=True))


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("行政执法", ["行政执法"]),
        ("举措和成效", ["举措和", "成效"]),
        ("决策与合法性审查", ["决策与合", "法性审查"]),
        ("要", ["要"]),
    ],
)
def test_labels_stand_on_lines_of_about_the_same_length(label: str, lines: list[str]) -> None:
    assert label_lines(label) == lines


def test_a_label_of_any_length_is_cut_to_its_column() -> None:
    for label in ("", "超长的要素名称" * 9, "A very long name without end", "甲\n乙\x1b"):
        assert all(columns(line) <= 8 for line in label_lines(label))

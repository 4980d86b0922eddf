"""Charts that Excel and WPS draw themselves, from the numbers on the other sheets.

They stay sharp, follow a filter or a changed number, can be pasted into a Word document, and need
neither a library nor a font on the machine that writes the file. Colour is never all: the numbers stand on the
bars, and what is missing is hatched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.model.report import Status
from analyzer.output.wording import STATUS

# Sheet, first row, first column, last row, last column, from 0.
Range = tuple[str, int, int, int, int]

_LINE = "#2F5D8C"
_LOOK: dict[Status, dict[str, Any]] = {
    Status.SUBSTANTIVE: {"fill": {"color": "#CFE5DA"}},
    Status.MENTIONED: {"fill": {"color": "#F2CD75"}},
    Status.MISSING: {
        "pattern": {
            "pattern": "wide_upward_diagonal",
            "fg_color": "#B23A30",
            "bg_color": "#F0C9C4",
        }
    },
}
_AXIS = {"color": "#9AA3AD", "width": 0.5}
_SMALL = {"size": 9, "color": "#3C4650"}
_TITLE = {"size": 12, "bold": True, "color": "#1F2933"}
# Nothing is said of none.
_NOT_ZERO = "0;;"
# In pixels.
_BAR, _AROUND, _WIDE, _NARROW = 20, 90, 620, 380
_LEAST_BARS = 8


def draw_coverage(
    workbook: Any, sheet: Any, *, heads: Range, counts: Mapping[Status, Range]
) -> None:
    """Puts a chart on a sheet: of each element, how many reports have it, hollow, or not at all.

    Args:
        workbook: Of xlsxwriter.
        sheet: Where to.
        heads: Where the names of the elements stand.
        counts: Where the counts of each status stand.
    """
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for status, numbers in counts.items():
        chart.add_series(
            {
                "name": STATUS[status],
                "categories": list(heads),
                "values": list(numbers),
                **_LOOK[status],
                "border": {"color": "#FFFFFF", "width": 0.5},
                "data_labels": {"value": True, "num_format": _NOT_ZERO, "font": _SMALL},
                "gap": 45,
            }
        )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"reverse": True, "num_font": _SMALL, "line": _AXIS, "major_tick_mark": "none"}
    )
    bars = heads[4] - heads[2] + 1
    _finish(chart, title="各要素的份数", size=(_WIDE, height_of(bars)))
    chart.set_legend({"position": "bottom", "font": _SMALL})
    sheet.insert_chart(0, 0, chart, {"x_offset": 8, "y_offset": 8})


def draw_grades(workbook: Any, sheet: Any, *, grades: Range, counts: Range) -> None:
    """Puts a chart on a sheet, beside that of the elements: how many reports have which grade."""
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": list(grades),
            "values": list(counts),
            "fill": {"color": "#9DB7D5"},
            "data_labels": {"value": True, "font": _SMALL},
            "gap": 60,
        }
    )
    chart.set_y_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": _SMALL, "line": _AXIS, "major_tick_mark": "none"})
    chart.set_legend({"none": True})
    _finish(chart, title="各等次的份数", size=(_NARROW, height_of(0)))
    sheet.insert_chart(0, 0, chart, {"x_offset": _WIDE + 24, "y_offset": 8})


def height_of(bars: int) -> int:
    """Returns how high a chart of lying bars is, in pixels."""
    return _AROUND + _BAR * max(bars, _LEAST_BARS)


def draw_years(
    workbook: Any,
    sheet: Any,
    *,
    years: Range,
    scores: Range,
    at: tuple[int, int],
    size: tuple[int, int],
    lowest: int,
) -> None:
    """Puts a line of scores by year on a sheet, broken where there is no report.

    Args:
        workbook: Of xlsxwriter.
        sheet: Where to.
        years: Where the years stand.
        scores: Where the scores stand.
        at: Row and column of the upper left corner.
        size: Width and height in pixels.
        lowest: The score at the bottom.
    """
    chart = workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "categories": list(years),
            "values": list(scores),
            "line": {"color": _LINE, "width": 1.75},
            "marker": {
                "type": "circle",
                "size": 5,
                "fill": {"color": _LINE},
                "border": {"color": _LINE},
            },
            "data_labels": {
                "value": True,
                "num_format": "0.0",
                "position": "above",
                "font": _SMALL,
            },
        }
    )
    faint = {"color": "#D9DDE2", "width": 0.5}
    chart.set_y_axis(
        {"min": lowest, "max": 100, "major_unit": (100 - lowest) / 2, "num_font": _SMALL,
         "num_format": "0", "line": {"none": True}, "major_gridlines": {"visible": True, "line": faint}}
    )  # fmt: skip
    chart.set_x_axis({"num_font": _SMALL, "line": _AXIS})
    # The same in every chart, whatever stands on its points.
    chart.set_plotarea({"layout": {"x": 0.1, "y": 0.14, "width": 0.86, "height": 0.68}})
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(*at, chart)


def _finish(chart: Any, *, title: str, size: tuple[int, int]) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})

"""The file itself: sheets in order, written beside the target and put in its place when whole."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.model.comparison import Comparison
from analyzer.model.trend import Trend
from analyzer.output.whole_file import whole_file
from analyzer.output.workbook.comparison import Sheets
from analyzer.output.workbook.trend import TrendSheets

# Text that looks like a formula or an address stays text, in Excel and in WPS.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}


def write_workbook(comparison: Comparison, labels: Mapping[str, str], path: str) -> None:
    """Writes a comparison as .xlsx.

    Args:
        comparison: What to write.
        labels: Id and short name of each element.
        path: Where to; an existing file is replaced, and only by a whole one.

    Raises:
        UsageError: The file cannot be written there.
    """
    import xlsxwriter

    with whole_file(path) as made, xlsxwriter.Workbook(str(made), _OPTIONS) as workbook:
        Sheets(workbook, comparison, labels).write()


def write_trend_workbook(found: Trend, labels: Mapping[str, str], path: str) -> None:
    """Writes bodies across years as .xlsx; arguments and errors as for a comparison."""
    import xlsxwriter

    with whole_file(path) as made, xlsxwriter.Workbook(str(made), _OPTIONS) as workbook:
        TrendSheets(workbook, found, labels).write()

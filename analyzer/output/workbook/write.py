"""The file itself: sheets in order, written beside the target and put in its place when whole."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.model.comparison import Comparison
from analyzer.output.whole_file import whole_file
from analyzer.output.workbook.sheets import Sheets

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

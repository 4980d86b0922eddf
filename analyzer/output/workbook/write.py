"""The file itself: sheets in order, written beside the target and put in its place when whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analyzer.model.comparison import Comparison
from analyzer.model.trend import Trend
from analyzer.output.files import whole_file
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
    with whole_file(path) as made, open_workbook(made) as workbook:
        Sheets(workbook, comparison, labels).write()


def write_trend_workbook(found: Trend, labels: Mapping[str, str], path: str) -> None:
    """Writes bodies across years as .xlsx; arguments and errors as for a comparison."""
    with whole_file(path) as made, open_workbook(made) as workbook:
        TrendSheets(workbook, found, labels).write()


@contextmanager
def open_workbook(path: Path) -> Iterator[Any]:
    """Gives a workbook of xlsxwriter to fill; the file is there when it is closed.

    Raises:
        OSError: The file cannot be written there.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)}) as workbook:
            yield workbook
    except FileCreateError as error:
        # What the system said is wrapped in it.
        raise error.args[0] from None

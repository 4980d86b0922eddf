"""The file itself: sheets in order, written beside the target and put in its place when whole."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.model.comparison import Comparison
from analyzer.output.files import whole_file
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
    from xlsxwriter.exceptions import FileCreateError

    with whole_file(path) as made:
        try:
            options = {**_OPTIONS, "tmpdir": str(made.parent)}
            with xlsxwriter.Workbook(str(made), options) as workbook:
                Sheets(workbook, comparison, labels).write()
        except FileCreateError as error:
            # What the system said is wrapped in it.
            raise error.args[0] from None

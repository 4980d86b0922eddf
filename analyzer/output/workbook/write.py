"""The file itself: sheets in order, written beside the target and put in its place when whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.model.comparison import Comparison
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

    target = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fazhi-") as folder:
            made = Path(folder, "made.xlsx")
            with xlsxwriter.Workbook(str(made), _OPTIONS) as workbook:
                Sheets(workbook, comparison, labels).write()
            os.replace(made, target)
    except OSError as error:
        raise UsageError(
            f"写不了这个文件（{error.strerror or error}）",
            remedy="请关闭正在打开它的程序，检查磁盘空间和文件夹权限",
            source=path,
        ) from error

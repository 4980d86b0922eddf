"""The charts of workbooks, and the cells that they are drawn from."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.xml.functions import fromstring


def charts(path: Path) -> list[Any]:
    """The charts in a workbook, in the order of their files."""
    with zipfile.ZipFile(path) as file:
        names = sorted(name for name in file.namelist() if name.startswith("xl/charts/chart"))
        spaces = [ChartSpace.from_tree(fromstring(file.read(name))) for name in names]
    return [read_chart(space) for space in spaces]


def referred(sheet: Any, formula: str) -> list[Any]:
    """The values that a chart takes from a sheet."""
    place = formula.rpartition("!")[2].replace("$", "")
    return [cell.value for row in sheet[place] for cell in row]

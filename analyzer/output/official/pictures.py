"""The one place where official files take pictures from: the charts, where these are installed."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from analyzer.errors import FazhiError
from analyzer.model.comparison import Comparison
from analyzer.output.official.template import Picture

# The width of the type area. Source: GB/T 9704—2012, 5.2.2.
_WIDTH = 156.0


class Drawn(NamedTuple):
    """A picture, or why there is none, in Chinese."""

    picture: Picture | None
    why_not: str = ""


def heat_map(comparison: Comparison, labels: Mapping[str, str]) -> Drawn:
    """Draws bodies × elements.

    Args:
        comparison: With at least one row.
        labels: Id and short name of each element.
    """
    try:
        charts = import_module("analyzer.output.charts")
    except ModuleNotFoundError:
        return Drawn(None, "这一版没有画图的功能")
    try:
        with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
            path = Path(folder, "heat.png")
            charts.write_chart(
                lambda paged: charts.heat_map(comparison, labels, paged=paged), str(path)
            )
            return Drawn(Picture(path.read_bytes(), _WIDTH))
    except FazhiError as error:
        return Drawn(None, str(error))

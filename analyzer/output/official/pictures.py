"""The one place where official files take pictures from: the charts, where these are installed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from analyzer.errors import FazhiError
from analyzer.model.comparison import Comparison
from analyzer.output import charts
from analyzer.output.official.template import Picture

# The width of the type area. Source: GB/T 9704—2012, 5.2.2.
_WIDTH = 156.0
# Of the type area, in mm, with a line above for what the picture is; and the narrowest that is read.
_HEIGHT, _NARROWEST = 205.0, 90.0


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
        with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
            path = Path(folder, "heat.png")
            charts.write_chart(
                lambda paged: charts.heat_map(comparison, labels, paged=paged), str(path)
            )
            return _fitted(path.read_bytes())
    except FazhiError as error:
        return Drawn(None, str(error))


def _fitted(data: bytes) -> Drawn:
    """Returns a picture as large as a page takes it."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        width = min(_WIDTH, _HEIGHT * image.width / image.height)
    if width < _NARROWEST:
        return Drawn(
            None, "单位太多，一页放不下；可以用 fazhi compare --chart 一览图.pdf 另存一份分页的"
        )
    return Drawn(Picture(data, width))

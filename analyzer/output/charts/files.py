"""Figures → one file, its kind by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.output.charts.fonts import find_lettering, letter
from analyzer.output.charts.library import ready, settings
from analyzer.output.files import whole_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Words of every chart: a font that has them has what charts need, a rare character apart.
_COMMON = "法治政府建设年度报告得分充实空泛缺失单位名次"
SUFFIXES = (".png", ".svg", ".pdf")
_PAGED = ".pdf"
# Of a .png: two to a point, sharp on a screen and in print.
_DOTS_PER_INCH = 144
_PROGRAM = "fazhi"


def check_drawing() -> None:
    """Finds out whether anything can be drawn here, before the work that a chart takes.

    Raises:
        ChartError: The library or a font is not installed.
    """
    ready()
    find_lettering(_COMMON)


def write_chart(draw: Callable[[bool], Iterable[Figure]], path: str) -> frozenset[str]:
    """Writes what is drawn as a picture, or as a document of several pages.

    Args:
        draw: Gives the figures; told whether there may be several, each of the size of a page. All
            else is given as one figure.
        path: Where to; it ends with one of ``SUFFIXES``. An existing file is replaced, and only by
            a whole one.

    Returns:
        The characters that no installed font has; a 〓 stands for each of them.

    Raises:
        ChartError: The library or a font is not installed, or there is too much for one picture.
        UsageError: The file cannot be written there.
    """
    ready()
    kind = Path(path).suffix.lower()
    missing: frozenset[str] = frozenset()
    with settings(), whole_file(path) as made:
        if kind == _PAGED:
            return _pages(draw(True), made)
        for figure in draw(False):
            missing |= letter(figure)
            told = {"Date": None, "Creator": _PROGRAM} if kind == ".svg" else {"Software": _PROGRAM}
            figure.savefig(made, format=kind[1:], dpi=_DOTS_PER_INCH, metadata=told)
    return missing


def _pages(figures: Iterable[Figure], path: Path) -> frozenset[str]:
    from matplotlib.backends.backend_pdf import PdfPages

    missing: frozenset[str] = frozenset()
    with PdfPages(path, metadata={"Creator": _PROGRAM, "CreationDate": None}) as document:
        for figure in figures:
            missing |= letter(figure)
            document.savefig(figure)
    return missing

"""One sheet to draw on, measured in points from its upper left corner, and the house colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from analyzer.output.charts.library import ready

INK, GREY, FAINT, RULE = "#1F2933", "#66707C", "#9AA3AD", "#D9DDE2"
LINE, PALE, ALARM = "#2F5D8C", "#C9D6E6", "#A32A22"

Align = Literal["left", "center", "right"]
# From the middle of a line of Chinese text down to its baseline, in parts of the size.
_BASELINE = 0.36


class Paper:
    """A figure and what is put on it.

    Text is drawn as it is: nothing in it is markup, and what leaves the sheet is cut off.

    Args:
        width: In points.
        height: In points.
    """

    def __init__(self, width: float, height: float) -> None:
        ready()
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.figure = Figure(figsize=(width / 72, height / 72), facecolor="white")
        points = Affine2D().scale(1 / 72, -1 / 72).translate(0, height / 72)
        self._transform = points + self.figure.dpi_scale_trans

    def text(
        self,
        x: float,
        middle: float,
        said: str,
        *,
        size: float = 8.5,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
        clear: bool = False,
    ) -> None:
        """Writes one line; ``middle`` is the height of its middle, ``clear`` hides what is behind."""
        if not said:
            return
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if clear else None
        self.figure.text(
            x,
            middle + _BASELINE * size,
            said,
            transform=self._transform,
            fontsize=size,
            color=colour,
            ha=align,
            va="baseline",
            fontweight="bold" if bold else "normal",
            usetex=False,
            parse_math=False,
            bbox=behind,
        )

    def rectangles(
        self,
        boxes: Iterable[tuple[float, float, float, float]],
        *,
        fill: str,
        edge: str = "none",
        label: str = "",
    ) -> None:
        """Draws boxes of one kind, each left, top, width and height; ``label`` names the kind."""
        from matplotlib.collections import PolyCollection

        corners = [
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            for x, y, width, height in boxes
        ]
        self.figure.add_artist(
            PolyCollection(
                corners,
                facecolors=fill,
                edgecolors=edge,
                linewidths=0.5,
                transform=self._transform,
                label=label,
            )
        )

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        colour: str = RULE,
        width: float = 0.6,
        label: str = "",
    ) -> None:
        """Joins points by a line."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width,
                solid_capstyle="round",
                transform=self._transform,
                label=label,
            )
        )

    def dots(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        size: float,
        colour: str = LINE,
        hollow: bool = False,
        label: str = "",
    ) -> None:
        """Draws a dot at each point, ``size`` points across."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(
            Line2D(
                xs,
                ys,
                linestyle="none",
                marker="o",
                markersize=size,
                markeredgecolor=colour,
                markerfacecolor="white" if hollow else colour,
                transform=self._transform,
                label=label,
            )
        )

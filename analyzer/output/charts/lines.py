"""Lines of scores, broken where there is no report, and how they are put in words."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.model.trend import Body, Point
from analyzer.output.charts.paper import LINE, Paper


def draw_scores(
    paper: Paper,
    places: Sequence[tuple[float, float | None]],
    *,
    size: float,
    colour: str = LINE,
    width: float = 1.6,
    dotted: bool = True,
    label: str = "得分",
) -> None:
    """Draws a line through places, broken at those without a height.

    Args:
        paper: Where to.
        places: Of each year, from left to right, where it stands and how high its score.
        size: Of the dots, in points.
        colour: Of line and dots.
        width: Of the line.
        dotted: Whether to draw a dot at each place, too.
        label: What the line is.
    """
    run: list[tuple[float, float]] = []
    for x, y in [*places, (0.0, None)]:
        if y is not None:
            run.append((x, y))
            continue
        if len(run) > 1:
            paper.line(*_apart(run), colour=colour, width=width, label=label)
        if run and dotted:
            paper.dots(*_apart(run), size=size, colour=colour, label=label)
        run = []


def changed(point: Point) -> str:
    """Returns by how much a score differs from that of the year before, with its sign."""
    if point.delta is None:
        return "—"
    return f"{point.delta:+.1f}".replace("-", "−") if point.delta else "持平"


def span_of(body: Body) -> str:
    """Returns the years of a body, such as 2019—2024."""
    first, last = body.points[0].year, body.points[-1].year
    return str(first) if first == last else f"{first}—{last}"


def _apart(run: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in run], [y for _, y in run]

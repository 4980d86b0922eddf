"""Bodies across years as a picture: a few in full, many as small panels on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analyzer.errors import ChartError
from analyzer.model.trend import Body, Trend
from analyzer.output.charts import panels, years
from analyzer.output.charts.paper import Paper

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# More bodies than these are drawn as panels.
_IN_FULL = 3
# One picture of more is larger than programs show.
_MOST = 500


def trend_lines(found: Trend, labels: Mapping[str, str], *, paged: bool) -> Iterator[Figure]:
    """Draws bodies across years.

    Args:
        found: What to draw, with at least one body.
        labels: Id and short name of each element.
        paged: Whether to draw pages, or all in one. On pages, each body also has one of its own.

    Yields:
        The figures, one for each page.

    Raises:
        ChartError: There is too much for one picture (``chart.size``).
    """
    bodies = found.bodies
    if len(bodies) > _IN_FULL:
        if len(bodies) > _MOST and not paged:
            raise ChartError(
                f"{len(bodies)} 个单位一张图画不下",
                remedy="请存成 .pdf（自动分页），或用 --issuer 少列一些",
                code="chart.size",
            )
        yield from panels.draw(found, paged=paged)
        if not paged:
            return
    if paged:
        for body in bodies:
            yield _in_full([body], labels, least=panels.PAGE)
    else:
        yield _in_full(bodies, labels)


def _in_full(
    bodies: Sequence[Body], labels: Mapping[str, str], *, least: tuple[float, float] = (0.0, 0.0)
) -> Figure:
    """Draws bodies one below the other on a sheet that has at least a width and a height."""
    sizes = [years.size(body, labels) for body in bodies]
    width = max(width for width, _ in sizes)
    height = sum(height for _, height in sizes)
    paper = Paper(max(width, least[0]), max(height, least[1]))
    top = 0.0
    for body, (_, height) in zip(bodies, sizes, strict=True):
        years.draw(paper, body, labels, top=top)
        top += height
    return paper.figure

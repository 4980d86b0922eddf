"""Comparisons and trends as pictures; drawing knows nothing of commands.

``heat_map`` and ``trend_lines`` turn a model object into figures, which any export can take;
``write_chart`` puts them into a .png, .svg or .pdf file. The library is the extra ``[charts]``: it is
loaded where something is drawn, never before.
"""

from analyzer.output.charts.files import SUFFIXES, check_drawing, write_chart
from analyzer.output.charts.fonts import NAMED_BY
from analyzer.output.charts.heatmap import heat_map
from analyzer.output.charts.trend import trend_lines

__all__ = ["NAMED_BY", "SUFFIXES", "check_drawing", "heat_map", "trend_lines", "write_chart"]

"""Comparisons and trends as Excel workbooks, one sheet for each question of an inspector."""

from analyzer.output.workbook.write import write_trend_workbook, write_workbook

__all__ = ["write_trend_workbook", "write_workbook"]

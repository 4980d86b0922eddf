"""A comparison as an Excel workbook, one sheet for each question of an inspector."""

from analyzer.output.workbook.write import write_workbook

__all__ = ["write_workbook"]

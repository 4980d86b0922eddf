"""CSV as Excel and WPS open it: UTF-8 with its mark, and no cell that they take for a formula."""

from __future__ import annotations

import csv
import io
import re

from analyzer.output import listing
from analyzer.output.characters import without_controls
from analyzer.output.checked import Checked
from analyzer.output.listing import Cell
from analyzer.output.machine.formats import Rows

# OWASP, CSV Injection: signs and blanks that make a spreadsheet calculate, full-width ones too. A
# spreadsheet may take off blanks before them.
_FORMULA = re.compile("[\t\r\n]|\\s*[=+\\-@＝＋－＠]")
# Without it Excel takes the file for one in the code page of the country.
_MARK = "\ufeff"


def csv_text(checked: Checked, rows: Rows = Rows.FINDINGS) -> str:
    """Returns what was checked as CSV (RFC 4180: CRLF between rows, line feeds within cells)."""
    match rows:
        case Rows.FINDINGS:
            table = listing.findings(checked)
        case Rows.ELEMENTS:
            table = listing.elements(checked)
        case Rows.REPORTS:
            table = listing.reports(checked)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in table.rows)
    return _MARK + out.getvalue()


def safe_cell(value: Cell) -> Cell:
    """Returns a cell that no spreadsheet calculates: a quotation mark (') before what it would."""
    if not isinstance(value, str):
        return value
    guarded = f"'{value}" if _FORMULA.match(value) else value
    return without_controls(guarded.replace("\r\n", "\n").replace("\r", "\n"))

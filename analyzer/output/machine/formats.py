"""The machine formats by name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.output.checked import Checked


class MachineFormat(StrEnum):
    """Formats in which other programs read what was checked."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"


class Rows(StrEnum):
    """What a row of a CSV file is about."""

    FINDINGS = "findings"
    ELEMENTS = "elements"
    REPORTS = "reports"


def machine_text(checked: Checked, form: MachineFormat) -> str:
    """Returns what was checked in a machine format."""
    match form:
        case MachineFormat.JSON:
            from analyzer.output.json_report import json_text

            return json_text(checked)
        case MachineFormat.JSONL:
            from analyzer.output.json_report import json_lines

            return json_lines(checked)
        case MachineFormat.CSV:
            from analyzer.output.machine.csv_text import csv_text

            return csv_text(checked)
        case MachineFormat.SARIF:
            from analyzer.output.machine.sarif import sarif_text

            return sarif_text(checked)
        case MachineFormat.JUNIT:
            from analyzer.output.machine.junit import junit_text

            return junit_text(checked)

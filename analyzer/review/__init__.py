"""What reviewers decided about verdicts: recorded in a file, tied to content, matched again later."""

from __future__ import annotations

import os

# The decision file that is looked for beside the reports.
DEFAULT_NAME = "法治审查记录.jsonl"


def file_beside(report: str) -> str:
    """Returns the path of the decision file of a report; that of a report in an archive is outside."""
    folder = os.path.dirname(report)
    while os.path.isfile(folder):
        folder = os.path.dirname(folder)
    return os.path.join(folder, DEFAULT_NAME)

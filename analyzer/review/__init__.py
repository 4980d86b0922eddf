"""What reviewers decided about verdicts: recorded in a file, tied to content, matched again later."""

# The decision file that is looked for beside the reports.
DEFAULT_NAME = "法治审查记录.jsonl"

"""From structure and matches to verdicts, items and findings, each with its reason."""

"""SARIF 2.1.0 (OASIS Standard): findings for code scanning and its viewers."""

from analyzer.output.machine.sarif.log import sarif_text

__all__ = ["sarif_text"]

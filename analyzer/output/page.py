"""What all screens print with: lines that are broken here, and files that could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from analyzer.model.report import Failure
from analyzer.output.layout import fold, row
from analyzer.output.wording import visible


class Page:
    """Writes lines to one console.

    Args:
        console: Where to; its width and colours are respected.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = console.width

    def errors(self, errors: Sequence[Failure]) -> None:
        """Prints the files that could not be read."""
        for error in errors:
            self._print(Text(f"读不了：{visible(error.message)}", style="bold red"))

    def _heading(self, text: str) -> None:
        self._folded(Text(f"【{text}】", style="bold"))

    def _folded(self, text: Text, indent: int = 0) -> None:
        for line in fold(text, self._width - indent):
            self._print(Text(" " * indent).append_text(line))

    def _rows(self, cells: Sequence[Text], widths: Sequence[int], *, gap: int = 2) -> None:
        for line in row(cells, widths, gap=gap):
            self._print(line)

    def _print(self, line: Text) -> None:
        # Lines are broken already; Rich must not break or pad them again.
        self._console.print(line, soft_wrap=True)

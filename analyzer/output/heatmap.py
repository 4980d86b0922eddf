"""A comparison on the terminal: bodies × elements, by sign and colour, never by colour alone.

The names of the elements stand upright above their columns, so that twelve of them fit 80 columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console
from rich.text import Text

from analyzer.model.comparison import Aside, Comparison, Row
from analyzer.model.report import Severity, Status
from analyzer.output.layout import columns, right, row, shortened
from analyzer.output.page import Page
from analyzer.output.wording import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    SEVERITY_SIGN,
    STATUS,
    STATUS_SIGN,
    visible,
)

_STYLE: dict[Status | None, str] = {
    Status.SUBSTANTIVE: "green",
    Status.MENTIONED: "yellow",
    Status.MISSING: "bold red",
    None: "dim",
}
_OF_NUMBERS = frozenset({"名次", "得分", "同级中位"})
_CELL = 2
_RANK, _SCORE = 4, 5
_GRADE, _PEERS = 8, 8
# More files than these are counted, not named.
_NAMED = 8
# From this width on, grade, median and what is missing stand beside the signs.
_WIDE = 110
_LEAST_NAME = 14


class HeatMap(Page):
    """Writes comparisons to one console.

    Args:
        console: Where to; its width and colours are respected.
        labels: Id and short name of each element.
    """

    def __init__(self, console: Console, labels: dict[str, str]) -> None:
        super().__init__(console)
        self._labels = labels

    def show(self, comparison: Comparison) -> None:
        """Prints the matrix, what stands out in it, and what was left out of it."""
        year = f"{comparison.year}年度" if comparison.year else "年度不明"
        self._print(Text(f"【{year}，{len(comparison.rows)} 份报告】", style="bold"))
        if comparison.rows:
            self._matrix(comparison)
            self._print(Text())
            self._legend()
            self._standing_out(comparison)
        self._findings(comparison)
        self._aside(comparison)

    # -- The matrix ------------------------------------------------------------------------------

    def _matrix(self, comparison: Comparison) -> None:
        ids = list(comparison.elements)
        # A count of three digits needs the room of three.
        cell = max(_CELL, len(str(len(comparison.rows))))
        wide = self._width >= _WIDE
        fixed = [_RANK, _SCORE, *([_GRADE, _PEERS] if wide else [])]
        taken = sum(fixed) + 2 * len(fixed) + len(ids) * (cell + 1)
        longest = max(columns(self._name(item)) for item in comparison.rows)
        name = max(_LEAST_NAME, min(longest, self._width - taken - 1))
        widths = [*fixed[:1], name, *fixed[1:]]
        self._heads(ids, widths, cell, wide=wide)
        for item in comparison.rows:
            self._row(item, ids, widths, cell, wide=wide)
        self._counts(comparison, ids, widths, cell)

    def _heads(self, ids: Sequence[str], widths: list[int], cell: int, *, wide: bool) -> None:
        labels = [self._labels[id_] for id_ in ids]
        tallest = max(map(len, labels))
        named = ["名次", "单位", "得分", *(["等次", "同级中位"] if wide else [])]
        for level in range(tallest):
            last = level == tallest - 1
            left = [
                self._head(word if last else "", width)
                for word, width in zip(named, widths, strict=True)
            ]
            cells = [Text(_at(label, level, tallest), style="dim") for label in labels]
            self._line([*left, *cells], [*widths, *[cell] * len(ids)])

    @staticmethod
    def _head(word: str, width: int) -> Text:
        head = Text(shortened(word, width), style="dim")
        # Above numbers it stands at their end.
        return right(head, width) if word in _OF_NUMBERS else head

    def _row(
        self, item: Row, ids: Sequence[str], widths: list[int], cell: int, *, wide: bool
    ) -> None:
        style = "bold red" if item.outlier else ""
        cells = [
            right(Text(str(item.rank)), _RANK),
            Text(shortened(self._name(item), widths[1]), style=style),
            right(Text(f"{item.score:.1f}", style=style), _SCORE),
        ]
        if wide:
            cells += [Text(item.grade), right(Text(f"{item.peers:.1f}"), _PEERS)]
        statuses = item.statuses
        signs = [_sign(statuses.get(id_)) for id_ in ids]
        self._line([*cells, *signs], [*widths, *[cell] * len(ids)])

    def _counts(
        self, comparison: Comparison, ids: Sequence[str], widths: list[int], cell: int
    ) -> None:
        """Prints under each column how many lack the element, and how many have it hollow."""
        for status in (Status.MISSING, Status.MENTIONED):
            numbers = [comparison.coverage[id_][str(status)] for id_ in ids]
            left = [Text() for _ in widths]
            left[1] = Text(f"{STATUS[status]}的份数", style=_STYLE[status])
            cells = [
                Text(str(number) if number else "", style=_STYLE[status]) for number in numbers
            ]
            self._line([*left, *cells], [*widths, *[cell] * len(ids)])

    def _legend(self) -> None:
        legend = Text()
        for status in Status:
            legend.append(f"{STATUS_SIGN[status]}{STATUS[status]}  ", _STYLE[status])
        legend.append(f"{NOT_APPLICABLE_SIGN}{NOT_APPLICABLE}", "dim")
        self._print(legend)

    # -- What stands out -------------------------------------------------------------------------

    def _standing_out(self, comparison: Comparison) -> None:
        far = [item for item in comparison.rows if item.outlier]
        if far:
            names = "、".join(f"{self._name(item)}（{item.score:.1f}）" for item in far)
            self._folded(Text(f"得分远离多数单位：{names}"))
        twice = Counter(item.name for item in comparison.rows if item.duplicate)
        for name in twice:
            files = "、".join(
                PurePath(item.record.source).name for item in comparison.rows if item.name == name
            )
            self._folded(Text(f"{visible(name)}有 {twice[name]} 份：{visible(files)}"))

    def _findings(self, comparison: Comparison) -> None:
        """Prints who has not reported and who was late; hints are counted, not listed."""
        told = [f for f in comparison.findings if f.severity is not Severity.INFO]
        if not comparison.findings:
            return
        self._print(Text())
        self._print(Text(f"【报送情况（{len(comparison.findings)} 条）】", style="bold"))
        for finding in told:
            style = "bold red" if finding.severity is Severity.ERROR else "yellow"
            mark = Text(SEVERITY_SIGN[finding.severity], style=style)
            said = Text(visible(finding.message))
            said.append(f" [{finding.rule}]", "dim")
            for line in row([mark, said], [2, self._width - 4], gap=1):
                self._print(line)
        hints = len(comparison.findings) - len(told)
        if hints:
            self._folded(Text(f"另有提示 {hints} 条，见 --format json 或 Excel 表格", style="dim"))

    def _aside(self, comparison: Comparison) -> None:
        if any(why is not Aside.FILTERED for _, why in comparison.aside):
            self._print(Text())
        for why in Aside:
            records = [record for record, reason in comparison.aside if reason is why]
            if not records or why is Aside.FILTERED:
                continue
            named = [PurePath(record.source).name for record in records[:_NAMED]]
            files = visible("、".join(named)) + ("等" if len(records) > _NAMED else "")
            self._folded(Text(f"没有列入（{why}）{len(records)} 份：{files}", style="yellow"))

    @staticmethod
    def _name(item: Row) -> str:
        return visible(item.name)

    def _line(self, cells: Sequence[Text], widths: Sequence[int]) -> None:
        left = len(widths) - len(self._labels)
        first = row(cells[:left], widths[:left], gap=2)[0]
        line = Text()
        line.append_text(first)
        filled = sum(widths[:left]) + 2 * left
        for text, width in zip(cells[left:], widths[left:], strict=True):
            if text.plain:
                line.append(" " * (filled - columns(line.plain)))
                line.append_text(text)
            filled += width + 1
        self._print(line)


def _at(label: str, level: int, tallest: int) -> str:
    """Returns the character of an upright label at a level, counted from above; labels end below."""
    at = level - (tallest - len(label))
    return label[at] if at >= 0 else ""


def _sign(status: Status | None) -> Text:
    sign = STATUS_SIGN[status] if status is not None else NOT_APPLICABLE_SIGN
    return Text(sign, style=_STYLE[status])

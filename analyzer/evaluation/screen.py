"""An evaluation → a terminal screen: what a change did first, then figures, then disagreements.

Report text is shown as text: no markup, no escapes. Columns stand straight in every console.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from analyzer.evaluation.comparison import Comparison
from analyzer.evaluation.evaluate import Evaluation
from analyzer.evaluation.observation import Disagreement
from analyzer.evaluation.robustness import FailedVariant
from analyzer.evaluation.tables import Table, changes, introduction, tables
from analyzer.evaluation.wording import KIND, element_name, said, topic
from analyzer.output.layout import columns, right, row, shortened
from analyzer.output.wording import visible, visible_lines

# So much of a long list is shown.
_QUOTES = 3
_VARIANTS = 20
_GAP = 2
_NARROWEST = 4


class EvaluationScreen:
    """Writes an evaluation to one console.

    Args:
        console: Where to; its width and colours are respected.
        evaluation: What is shown.
    """

    def __init__(self, console: Console, evaluation: Evaluation) -> None:
        self._console = console
        self._width = console.width
        self._evaluation = evaluation
        self._pack = evaluation.pack

    def show(self, comparison: Comparison | None, *, listed: bool) -> None:
        """Prints the evaluation.

        Args:
            comparison: What changed since an earlier evaluation.
            listed: Also list every disagreement with the quoted text.
        """
        title, note = introduction(self._evaluation)
        self._heading(title)
        self._folded(Text(visible(note), style="dim"))
        self._print(Text())
        if comparison is not None:
            self._comparison(comparison)
        for table in tables(self._evaluation):
            self._table(table)
        if listed:
            if self._evaluation.robustness is not None:
                self._variants("判错的变体", self._evaluation.robustness.failed)
            found = self._evaluation.disagreements
            self._heading(f"分歧（{len(found)} 处）")
            self._disagreements(found)

    # -- What changed ----------------------------------------------------------------------------

    def _comparison(self, comparison: Comparison) -> None:
        self._heading(f"与上一次相比（{comparison.reports} 份报告，上次词库 {comparison.pack}）")
        kinds = (
            ("变坏", comparison.lost, "bold red"),
            ("变好", comparison.gained, "green"),
            ("错得不同", comparison.changed, "yellow"),
        )
        for name, changed, style in kinds:
            reports = list(dict.fromkeys(f"{d.part}/{d.report}" for d in changed))
            line = Text(f"{name} {len(changed)} 处", style=style if changed else "dim")
            if reports:
                line.append(f"，在 {len(reports)} 份报告里：{visible('、'.join(reports))}")
            self._folded(line)
        if comparison.variants:
            lost, gained = len(comparison.variants_lost), len(comparison.variants_gained)
            line = Text(f"变体变坏 {lost} 处，变好 {gained} 处", style="bold red" if lost else "")
            self._folded(line)
        if comparison.left_out:
            names = shortened(visible("、".join(comparison.left_out)), 2 * self._width)
            told = f"没有比的 {len(comparison.left_out)} 份（只有一边有，或者原文、标注改过）："
            self._folded(Text(told + names, style="dim"))
        self._print(Text())
        table = changes(comparison)
        if table.rows:
            self._table(table)
        for name, changed, _ in kinds:
            if changed:
                then = "，下面是上次的结果" if changed is comparison.gained else ""
                self._heading(f"{name}的 {len(changed)} 处{then}")
                self._disagreements(changed)
        self._variants("变坏的变体", comparison.variants_lost)

    # -- Lists -----------------------------------------------------------------------------------

    def _variants(self, title: str, failed: Sequence[FailedVariant]) -> None:
        if not failed:
            return
        self._heading(f"{title}（{len(failed)} 处）")
        for variant in failed[:_VARIANTS]:
            told = (
                f"{variant.name}　{KIND[variant.kind]}　{element_name(variant.element, self._pack)}："
                f"应为“{said(variant.expected)}”，程序“{said(variant.got)}”"
            )
            self._folded(Text(visible(told)))
        if len(failed) > _VARIANTS:
            self._print(Text(f"其余 {len(failed) - _VARIANTS} 处见 JSON", style="dim"))
        self._print(Text())

    def _disagreements(self, disagreements: Iterable[Disagreement]) -> None:
        for report, group in groupby(disagreements, key=lambda d: (d.part, d.report)):
            self._folded(Text(visible("/".join(report)), style="bold"))
            for disagreement in group:
                self._disagreement(disagreement)
            self._print(Text())

    def _disagreement(self, disagreement: Disagreement) -> None:
        head = Text(f"{topic(disagreement, self._pack)}：")
        head.append(f"标注“{said(disagreement.expected)}”", style="bold")
        head.append(f"，程序“{said(disagreement.got)}”", style="bold")
        head.plain = visible(head.plain)
        self._rows([Text(), head], [0, self._width - _GAP])
        told = [("标注", quote.text, "") for quote in disagreement.quotes[:_QUOTES]]
        told += [("程序", quote.text, "") for quote in disagreement.evidence[:_QUOTES]]
        told += [("不算", mention.text, mention.why) for mention in disagreement.rejected[:1]]
        room = self._width - 4 - 2 * _GAP - 2
        for name, quoted, why in told:
            text = Text(f"「{shortened(visible(quoted), 2 * room - 6)}」")
            text.append(f"（{why}）" if why else "")
            self._rows([Text(), Text(name, style="dim"), text], [2, 4, room])
        if disagreement.reason:
            reason = Text(visible(disagreement.reason))
            self._rows([Text(), Text("理由", style="dim"), reason], [2, 4, room])

    # -- Lines -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        self._heading(table.title)
        cells = [
            [visible_lines(cell).split("\n") for cell in line] for line in (table.head, *table.rows)
        ]
        widths = [
            max(columns(line) for cell in column for line in cell)
            for column in zip(*cells, strict=True)
        ]
        for chosen in self._blocks(widths, table.words):
            own = [widths[index] for index in chosen]
            own[0] = max(_NARROWEST, min(own[0], self._width - sum(own[1:]) - _GAP * len(own[1:])))
            for number, line in enumerate(cells):
                shown = [
                    _cell(line[index], width, figures=index >= table.words, head=not number)
                    for index, width in zip(chosen, own, strict=True)
                ]
                self._rows(shown, own)
        if table.note:
            self._folded(Text(table.note, style="dim"))
        self._print(Text())

    def _blocks(self, widths: Sequence[int], words: int) -> list[list[int]]:
        """Returns which columns stand side by side; each block begins with the words again."""
        first = list(range(words))
        # The words may be folded to a third of the screen before a table is cut.
        taken = min(sum(widths[:words]) + _GAP * (words - 1), self._width // 3)
        blocks: list[list[int]] = []
        room = 0
        for index in range(words, len(widths)):
            need = widths[index] + _GAP
            if not blocks or need > room:
                blocks.append([*first])
                room = self._width - taken
            blocks[-1].append(index)
            room -= need
        return blocks

    def _heading(self, text: str) -> None:
        self._folded(Text(f"【{visible(text)}】", style="bold"))

    def _folded(self, text: Text) -> None:
        self._rows([text], [self._width])

    def _rows(self, cells: Sequence[Text], widths: Sequence[int]) -> None:
        for line in row(cells, widths, gap=_GAP):
            self._print(line)

    def _print(self, line: Text) -> None:
        # Lines are broken already; Rich must not break or pad them again.
        self._console.print(line, soft_wrap=True)


def _cell(lines: Sequence[str], width: int, *, figures: bool, head: bool) -> Text:
    """Returns a cell of a table; what stands below a figure is its interval."""
    texts = [Text(piece, style="dim" if below or head else "") for below, piece in enumerate(lines)]
    return Text("\n").join([right(text, width) for text in texts] if figures else texts)

"""Results → a terminal screen: header, element table, gap list.

Only full-width and ASCII characters make up the frame, so that columns stand straight in every
console, Windows ones in Chinese code pages included. Report text is shown as text: no markup, no
escapes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from analyzer.model.document import Document
from analyzer.model.report import (
    ElementResult,
    Evidence,
    Failure,
    Finding,
    ReportResult,
    Severity,
    Status,
)
from analyzer.model.text import masked
from analyzer.output.selection import Selection
from analyzer.output.wording import (
    SEVERITY,
    SEVERITY_SIGN,
    STATUS,
    STATUS_SIGN,
    shortened,
    visible,
)

_STATUS_STYLE = {
    Status.SUBSTANTIVE: "green",
    Status.MENTIONED: "yellow",
    Status.MISSING: "bold red",
}
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NARROW = 60


class Screen:
    """Writes results to one console.

    Args:
        console: Where to; its width and colours are respected.
        selection: What the user asked to see.
        verbose: Also show all evidence, rejected mentions and single items.
    """

    def __init__(
        self, console: Console, selection: Selection | None = None, *, verbose: bool = False
    ) -> None:
        self._console = console
        self._selection = selection or Selection()
        self._verbose = verbose

    # -- Several reports -------------------------------------------------------------------------

    def summary(self, results: Sequence[ReportResult]) -> None:
        """Prints one line a report."""
        self._heading(f"共 {len(results)} 份报告")
        table = _table()
        table.add_column("得分", justify="right", no_wrap=True)
        table.add_column("等次", no_wrap=True)
        table.add_column("年度", no_wrap=True)
        table.add_column("报送单位", ratio=2, overflow="fold")
        table.add_column("错误", justify="right", no_wrap=True)
        table.add_column("警告", justify="right", no_wrap=True)
        table.add_column("缺少的必备要素", ratio=2, overflow="fold")
        for result in results:
            identity = result.document.identity
            findings = self._selection.findings(result)
            missing = [
                e.label for e in result.elements if e.required and e.status is Status.MISSING
            ]
            table.add_row(
                f"{result.score:.1f}" if identity.is_report else "--",
                result.grade,
                str(identity.reporting_year or "不明"),
                visible(identity.issuer or result.document.source or "不明"),
                _count(findings, Severity.ERROR),
                _count(findings, Severity.WARNING),
                "、".join(missing) if identity.is_report else "",
            )
        self._console.print(table)
        self._console.print()

    def line(self, result: ReportResult) -> None:
        """Prints one report as one line (``--quiet``)."""
        findings = self._selection.findings(result)
        identity = result.document.identity
        counts = "、".join(
            f"{SEVERITY[severity]} {number}"
            for severity in Severity
            if (number := sum(f.severity is severity for f in findings))
        )
        score = f"{result.score:.1f} {result.grade}" if identity.is_report else result.grade
        name = visible(result.document.source or identity.title or "（未命名）")
        self._console.print(Text(f"{name}：{score}；{counts or '没有问题'}"), soft_wrap=True)

    # -- One report ------------------------------------------------------------------------------

    def report(self, result: ReportResult) -> None:
        """Prints the whole screen of one report."""
        self._header(result)
        if result.document.identity.is_report:
            self._elements(result)
            if self._verbose:
                self._items(result)
        self._gaps(result)

    def _header(self, result: ReportResult) -> None:
        identity = result.document.identity
        console = self._console
        width = console.width
        console.print(Text("=" * width, style="dim"))
        console.print(Text(visible(identity.title or "（没有标题）"), style="bold"))
        level = f"（{identity.level}）" if identity.level else ""
        year = f"{identity.reporting_year}年" if identity.reporting_year else "看不出"
        facts = [
            ("报送单位", f"{visible(identity.issuer or '看不出')}{level}"),
            ("报告年度", year),
        ]
        if result.document.source:
            facts.append(("文件", visible(result.document.source)))
        facts.append(("字数", f"{_length(result.document):,}"))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="dim")
        table.add_column(overflow="fold")
        for name, value in facts:
            table.add_row(name, Text(value))
        if identity.is_report:
            table.add_row("得分", self._score(result))
        else:
            said = f"{identity.kind_name}，不是法治政府建设年度报告"
            table.add_row("文种", Text(said, style="bold red"))
        console.print(table)
        console.print(Text("=" * width, style="dim"))
        console.print()

    def _score(self, result: ReportResult) -> Text:
        counts = {
            status: sum(e.status is status for e in result.elements if e.applies)
            for status in Status
        }
        style = "bold green" if result.score >= 75 else "bold yellow"
        if result.score < 60:
            style = "bold red"
        text = Text(f"{result.score:.1f} / 100  {result.grade}", style=style)
        text.append("    ")
        for status, number in counts.items():
            text.append(f"{STATUS_SIGN[status]}{STATUS[status]} {number}  ", _STATUS_STYLE[status])
        return text

    def _elements(self, result: ReportResult) -> None:
        shown = [e for e in result.elements if self._selection.element(e.id)]
        if not shown:
            return
        self._heading("要素")
        table = _table()
        table.add_column("判定", no_wrap=True)
        table.add_column("要素", no_wrap=self._console.width >= _NARROW)
        table.add_column("得分", justify="right", no_wrap=True)
        table.add_column("理由和原文", ratio=1, overflow="fold")
        for element in shown:
            style = _STATUS_STYLE[element.status] if element.applies else "dim"
            said = Text(element.reason)
            if not element.applies:
                said.append("（本单位可以不写）")
            for evidence in element.evidence if self._verbose else element.evidence[:1]:
                said.append("\n")
                said.append(self._quoted(evidence, result), "dim")
            if self._verbose:
                for rejected in element.rejected:
                    said.append("\n")
                    quote = masked(rejected.text, rejected.start, result.masked)
                    said.append(f"不算：“{shortened(visible(quote), 60)}”——{rejected.why}", "dim")
            name = Text(element.label)
            if element.required:
                name.stylize("bold")
            table.add_row(
                Text(f"{STATUS_SIGN[element.status]}{STATUS[element.status]}", style=style),
                name,
                _points(element),
                said,
            )
        self._console.print(table)
        self._console.print()

    def _quoted(self, evidence: Evidence, result: ReportResult) -> str:
        quote = visible(masked(evidence.text, evidence.start, result.masked))
        if not self._verbose:
            quote = shortened(quote, 2 * self._console.width // 3)
        return f"第{evidence.paragraph}段“{quote}”"

    def _items(self, result: ReportResult) -> None:
        items = result.items
        if not (items.shortcomings or items.plan):
            return
        self._heading("不足与安排的对应")
        for number, item in enumerate(items.shortcomings, 1):
            cause = "写了原因" if item.cause else "没有写原因"
            answers = (
                "、".join(f"安排{index + 1}" for index in item.answered_by) or "没有对应的安排"
            )
            self._paragraph(f"不足{number}（{cause}；{answers}）：", item.text, item.start, result)
        for number, reason in enumerate(items.causes, 1):
            about = "、".join(f"不足{index + 1}" for index in reason.explains)
            label = f"原因{number}（{about}）：" if about else f"原因{number}："
            self._paragraph(label, reason.text, reason.start, result)
        for number, plan in enumerate(items.plan, 1):
            self._paragraph(f"安排{number}：", plan.text, plan.start, result)
        self._console.print()

    def _paragraph(self, label: str, quote: str, start: int, result: ReportResult) -> None:
        text = Text(label, style="bold")
        text.append(visible(masked(quote, start, result.masked)), style="not bold")
        self._console.print(Padding(text, (0, 0, 0, 2)))

    def _gaps(self, result: ReportResult) -> None:
        findings = self._selection.findings(result)
        if not findings:
            self._console.print(Text("没有发现问题。", style="green"))
            self._console.print()
            return
        self._heading(f"问题清单（共 {len(findings)} 条）")
        number = 0
        for severity in Severity:
            group = [f for f in findings if f.severity is severity]
            if not group:
                continue
            style = _SEVERITY_STYLE[severity]
            self._console.print(Text(f"{SEVERITY[severity]}（{len(group)} 条）", style=style))
            for finding in group:
                number += 1
                self._gap(number, finding, result)
            self._console.print()

    def _gap(self, number: int, finding: Finding, result: ReportResult) -> None:
        style = _SEVERITY_STYLE[finding.severity]
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True, width=4, justify="right")
        table.add_column(no_wrap=True, width=4)
        table.add_column(ratio=1, overflow="fold")
        key = finding.element if finding.rule.startswith("element.") else finding.rule
        head = Text(f"{SEVERITY_SIGN[finding.severity]}{number} ".rjust(4), style=style)
        head.append(visible(finding.message))
        head.append(f" [{key}]", style="dim not bold")
        self._console.print(head)
        if finding.text and finding.start is not None:
            place = _place(result.document, finding.start)
            limit = 100_000 if self._verbose else 2 * self._console.width
            table.add_row("", "原文", Text(f"{place}“{shortened(visible(finding.text), limit)}”"))
        if finding.legal_basis:
            table.add_row("", Text("依据", style="dim"), Text(finding.legal_basis, style="dim"))
        if finding.advice:
            table.add_row("", "补正", Text(finding.advice))
        self._console.print(table)

    def errors(self, errors: Sequence[Failure]) -> None:
        """Prints the files that could not be read."""
        for error in errors:
            self._console.print(
                Text(f"读不了：{visible(error.message)}", style="bold red"), soft_wrap=True
            )

    def _heading(self, text: str) -> None:
        self._console.print(Text(f"【{text}】", style="bold"))


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True, pad_edge=False)


def _points(element: ElementResult) -> str:
    if not element.weight:
        return "不计分"
    return f"{element.weight * element.credit:.1f}/{element.weight:.1f}"


def _count(findings: Sequence[Finding], severity: Severity) -> str:
    return str(sum(f.severity is severity for f in findings))


def _length(document: Document) -> int:
    return sum(not ch.isspace() for ch in document.text)


def _place(document: Document, start: int) -> str:
    paragraph = next(
        (p.number for p in document.paragraphs if p.start <= start <= p.end),
        0,
    )
    section = next(
        (
            f"{s.number}{s.title}"
            for s in reversed(document.sections)
            if s.start <= start < s.end and s.title
        ),
        "",
    )
    under = f"，{shortened(visible(section), 40)}" if section else ""
    return f"（第{paragraph}段{under}）" if paragraph else ""

"""Results → a terminal screen: header, element table, gap list.

Only full-width and ASCII characters make up the frame, so that columns stand straight in every
console, Windows ones in Chinese code pages included. Report text is shown as text: no markup, no
escapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from analyzer.model.report import (
    Contradiction,
    ElementResult,
    Evidence,
    Finding,
    ReaderState,
    ReportResult,
    Severity,
    Status,
)
from analyzer.model.text import masked
from analyzer.output.decisions import (
    doubt_on,
    lapsed_shown,
    of_element,
    of_finding,
    score_after,
    told_lapsed,
)
from analyzer.output.layout import columns, right, shortened, shortened_around
from analyzer.output.page import Page
from analyzer.output.places import place_in, section_in
from analyzer.output.selection import Selection
from analyzer.output.wording import (
    NOT_DEMANDED,
    SETTLE,
    SEVERITY,
    SEVERITY_SIGN,
    STATUS,
    STATUS_SIGN,
    UNANSWERED,
    UNSETTLED,
    UNSETTLED_SIGN,
    cause_of,
    length_of,
    no_report,
    opinions_of,
    points_of,
    visible,
    without_reader,
)

if TYPE_CHECKING:
    from analyzer.review.outcome import Review

_STATUS_STYLE = {
    Status.SUBSTANTIVE: "green",
    Status.MENTIONED: "yellow",
    Status.MISSING: "bold red",
}
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_UNSETTLED_STYLE = "bold magenta"
# Below this many columns reasons stand under the element instead of beside it.
_NARROW = 60
# Colours of the score; the grade beside it says the same in words.
_GOOD, _POOR = 75, 60


class Screen(Page):
    """Writes results to one console.

    Args:
        console: Where to; its width and colours are respected.
        selection: What the user asked to see.
        verbose: Also show all evidence, rejected mentions and single items.
    """

    def __init__(
        self, console: Console, selection: Selection | None = None, *, verbose: bool = False
    ) -> None:
        super().__init__(console)
        self._selection = selection or Selection()
        self._verbose = verbose
        self._review: Review | None = None

    # -- Several reports -------------------------------------------------------------------------

    def summary(
        self, results: Sequence[ReportResult], reviews: Sequence[Review | None] = ()
    ) -> None:
        """Prints one row a report, and below them the scores that reviewers' decisions change."""
        self._heading(f"共 {len(results)} 份报告")
        same = Counter(
            (r.document.identity.issuer, r.document.identity.reporting_year) for r in results
        )
        rows = [self._summary_row(result) for result in results]
        for cells, result in zip(rows, results, strict=True):
            identity = result.document.identity
            if same[identity.issuer, identity.reporting_year] > 1 and result.document.source:
                # Two versions of one report: only the file tells them apart.
                cells[5].append(f"（{visible(PurePath(result.document.source).name)}）")
        names = ("得分", "等次", "年度", "错误", "警告", "报送单位", "缺少的必备要素")
        fixed = [max(columns(row[i].plain) for row in (*rows, *[[Text(n) for n in names]]))
                 for i in range(5)]  # fmt: skip
        room = max(24, self._width - sum(fixed) - 2 * 6)
        widths = [*fixed, room * 5 // 9, room - room * 5 // 9]
        self._rows([Text(name, style="dim") for name in names], widths)
        for cells in rows:
            cells[0] = right(cells[0], widths[0])
            cells[3], cells[4] = right(cells[3], widths[3]), right(cells[4], widths[4])
            self._rows(cells, widths)
        for result, review in zip(results, reviews, strict=False):
            if after := score_after(review):
                name = visible(result.document.source or result.document.identity.issuer or "不明")
                self._folded(Text(f"{name}：得分 {result.score:.1f}，认定后 {after}"))
        self._print(Text())

    def _summary_row(self, result: ReportResult) -> list[Text]:
        identity = result.document.identity
        findings = self._selection.findings(result)
        missing = [e.label for e in result.elements if e.required and e.status is Status.MISSING]
        return [
            Text(f"{result.score:.1f}" if identity.is_report else "--"),
            Text(result.grade, style=_score_style(result) if identity.is_report else "bold red"),
            Text(str(identity.reporting_year or "不明")),
            Text(_count(findings, Severity.ERROR)),
            Text(_count(findings, Severity.WARNING)),
            Text(visible(identity.issuer or result.document.source or "不明")),
            Text("、".join(missing) if identity.is_report else identity.kind_name),
        ]

    def line(self, result: ReportResult, review: Review | None = None) -> None:
        """Prints one report as one line (``--quiet``)."""
        findings = self._selection.findings(result)
        identity = result.document.identity
        counts = "、".join(
            f"{SEVERITY[severity]} {number}"
            for severity in Severity
            if (number := sum(f.severity is severity for f in findings))
        )
        if doubts := self._in_doubt(result, review):
            counts += f"{'、' if counts else ''}{UNSETTLED} {len(doubts)}"
        score = f"{result.score:.1f} {result.grade}" if identity.is_report else result.grade
        after = score_after(review)
        score += f"（认定后 {after}）" if after else ""
        name = visible(result.document.source or result.shown(identity.title) or "（未命名）")
        self._print(Text(f"{name}：{score}；{counts or '没有问题'}"))

    # -- One report ------------------------------------------------------------------------------

    def report(self, result: ReportResult, review: Review | None = None) -> None:
        """Prints the whole screen of one report, with what reviewers decided."""
        self._review = review
        self._header(result)
        if result.document.identity.is_report:
            self._elements(result)
            if self._verbose:
                self._items(result)
        self._gaps(result)
        self._unsettled(result)
        self._lapsed()

    def _header(self, result: ReportResult) -> None:
        identity = result.document.identity
        rule = Text("=" * self._width, style="dim")
        self._print(rule)
        self._folded(Text(visible(result.shown(identity.title) or "（没有标题）"), style="bold"))
        level = f"（{identity.level}）" if identity.level else ""
        year = f"{identity.reporting_year}年" if identity.reporting_year else "看不出"
        facts = [
            ("报送单位", Text(f"{visible(identity.issuer or '看不出')}{level}")),
            ("报告年度", Text(year)),
        ]
        if result.document.source:
            facts.append(("文件", Text(visible(result.document.source))))
        facts.append(("字数", Text(f"{length_of(result.document):,}")))
        if identity.is_report:
            facts.append(("得分", self._score(result)))
            if after := score_after(self._review):
                facts.append(("认定后", Text(after)))
        else:
            facts.append(("文种", Text(no_report(identity), style="bold red")))
        for name, value in facts:
            self._rows([Text(name, style="dim"), value], [8, max(8, self._width - 10)])
        self._print(rule)
        self._print(Text())

    def _score(self, result: ReportResult) -> Text:
        text = Text(f"{result.score:.1f} / 100  {result.grade}", style=_score_style(result))
        text.append("   ")
        for status in Status:
            number = sum(e.status is status for e in result.elements if e.applies)
            text.append(f" {STATUS_SIGN[status]}{STATUS[status]} {number}", _STATUS_STYLE[status])
        if doubts := self._in_doubt(result, self._review):
            # A score that a person has yet to settle says so where it stands.
            text.append(f" {UNSETTLED_SIGN}{UNSETTLED} {len(doubts)}", _UNSETTLED_STYLE)
        return text

    def _elements(self, result: ReportResult) -> None:
        shown = [e for e in result.elements if self._selection.element(e.id)]
        if not shown:
            return
        self._heading("要素")
        widths = [6, max(columns(e.label) for e in shown), max(len(points_of(e)) for e in shown)]
        narrow = self._width < _NARROW
        room = self._width - 4 if narrow else self._width - sum(widths) - 6
        if not narrow:
            names = ("判定", "要素", "得分", "理由和原文")
            self._rows([Text(name, style="dim") for name in names], [*widths, room])
        for element in shown:
            style = _STATUS_STYLE[element.status] if element.applies else "dim"
            cells = [
                self._status(element, style),
                Text(element.label, style="bold" if element.required else ""),
                right(Text(points_of(element)), widths[2]),
            ]
            said = self._said(element, result)
            if narrow:
                self._rows(cells, widths)
                self._rows([Text(), said], [2, room])
            else:
                self._rows([*cells, said], [*widths, room])
        self._print(Text())

    def _status(self, element: ElementResult, style: str) -> Text:
        status = Text(f"{STATUS_SIGN[element.status]}{STATUS[element.status]}", style=style)
        if doubt_on(element, self._review) is not None:
            status.append(f"\n{UNSETTLED}", style=_UNSETTLED_STYLE)
        return status

    def _said(self, element: ElementResult, result: ReportResult) -> Text:
        said = Text(element.reason)
        if not element.applies:
            said.append(NOT_DEMANDED)
        doubt = doubt_on(element, self._review)
        if doubt is not None:
            said.append(f"\n{opinions_of(doubt)}", _UNSETTLED_STYLE)
            if not element.evidence:
                said.append(f"\n{self._passage(doubt, result, self._width * 3 // 4)}", "dim")
        for decided in of_element(element, self._review):
            said.append(f"\n{decided}", "bold")
        for evidence in element.evidence if self._verbose else element.evidence[:1]:
            said.append("\n")
            said.append(self._quoted(evidence, result), "dim")
        if self._verbose:
            for rejected in element.rejected:
                quote = visible(masked(rejected.text, rejected.start, result.masked))
                said.append(f"\n不算：「{shortened(quote, 60)}」——{rejected.why}", "dim")
        return said

    def _quoted(self, evidence: Evidence, result: ReportResult) -> str:
        quote = visible(masked(evidence.text, evidence.start, result.masked))
        if not self._verbose:
            fact = evidence.facts[0] if evidence.facts else ""
            quote = shortened_around(quote, visible(fact), self._width * 3 // 4)
        page = f"第{evidence.page}页" if evidence.page else ""
        return f"{page}第{evidence.paragraph}段「{quote}」"

    def _items(self, result: ReportResult) -> None:
        items = result.items
        if not (items.shortcomings or items.plan):
            return
        self._heading("不足与安排的对应")
        for number, item in enumerate(items.shortcomings, 1):
            cause = cause_of(item)
            answers = "、".join(f"安排{index + 1}" for index in item.answered_by)
            label = f"不足{number}（{cause}；{answers or UNANSWERED}）："
            self._paragraph(label, item.text, item.start, result)
        for number, reason in enumerate(items.causes, 1):
            about = "、".join(f"不足{index + 1}" for index in reason.explains)
            label = f"原因{number}（{about}）：" if about else f"原因{number}："
            self._paragraph(label, reason.text, reason.start, result)
        for number, plan in enumerate(items.plan, 1):
            self._paragraph(f"安排{number}：", plan.text, plan.start, result)
        self._print(Text())

    def _paragraph(self, label: str, quote: str, start: int, result: ReportResult) -> None:
        text = Text(label, style="bold")
        text.append(visible(masked(quote, start, result.masked)), style="not bold")
        self._rows([Text(), text], [0, self._width - 2])

    def _gaps(self, result: ReportResult) -> None:
        findings = self._selection.findings(result)
        if not findings:
            self._print(Text("没有发现问题。", style="green"))
            self._print(Text())
            return
        self._heading(f"问题清单（共 {len(findings)} 条）")
        number = 0
        for severity in Severity:
            group = [f for f in findings if f.severity is severity]
            if not group:
                continue
            style = _SEVERITY_STYLE[severity]
            self._print(Text(f"{SEVERITY[severity]}（{len(group)} 条）", style=style))
            for finding in group:
                number += 1
                self._gap(number, finding, result)
            self._print(Text())

    def _gap(self, number: int, finding: Finding, result: ReportResult) -> None:
        style = _SEVERITY_STYLE[finding.severity]
        key = finding.element if finding.rule.startswith("element.") else finding.rule
        head = Text(visible(finding.message), style=style)
        head.append(f" [{key}]", style="dim not bold")
        mark = Text(f"{SEVERITY_SIGN[finding.severity]}{number}", style=style)
        self._rows([mark, head], [4, self._width - 5], gap=1)
        details: list[tuple[str, Text]] = []
        if finding.text and finding.start is not None:
            place = _place(result, finding.start)
            limit = 100_000 if self._verbose else 2 * self._width
            details.append(("原文", Text(f"{place}「{shortened(visible(finding.text), limit)}」")))
        if finding.legal_basis:
            details.append(("依据", Text(finding.legal_basis, style="dim")))
        if finding.advice:
            details.append(("补正", Text(finding.advice)))
        for decided in of_finding(finding, result, self._review):
            details.append(("认定", Text(decided, style="bold")))
        for name, said in details:
            self._rows([Text(), Text(name, style="dim"), said], [4, 4, self._width - 10], gap=1)

    def _lapsed(self) -> None:
        lapsed = lapsed_shown(self._review, self._selection)
        if not lapsed:
            return
        self._heading(f"已失效的认定（{len(lapsed)} 条；不再需要的用 fazhi review --undo 撤销）")
        for ruling in lapsed:
            self._rows([Text(), Text(told_lapsed(ruling))], [0, self._width - 2])
        self._print(Text())

    def _in_doubt(
        self, result: ReportResult, review: Review | None
    ) -> list[tuple[ElementResult, Contradiction]]:
        """Returns the elements that a person must still look at, as far as they were asked for."""
        return [
            (element, doubt)
            for element in result.elements
            if (doubt := doubt_on(element, review)) is not None
            and self._selection.element(element.id)
        ]

    def _unsettled(self, result: ReportResult) -> None:
        doubts = self._in_doubt(result, self._review)
        if not doubts:
            return
        self._heading(f"{UNSETTLED}（共 {len(doubts)} 项）")
        for number, (element, doubt) in enumerate(doubts, 1):
            head = Text(f"{element.label}：{opinions_of(doubt)}", style=_UNSETTLED_STYLE)
            head.append(f" [{element.id}]", style="dim not bold")
            mark = Text(f"{UNSETTLED_SIGN}{number}", style=_UNSETTLED_STYLE)
            self._rows([mark, head], [4, self._width - 5], gap=1)
            said = Text(self._passage(doubt, result, 2 * self._width))
            for name, told in (
                ("原文", said),
                ("复核", Text(SETTLE)),
            ):
                self._rows([Text(), Text(name, style="dim"), told], [4, 4, self._width - 10], gap=1)
        self._print(Text())

    def _passage(self, contradiction: Contradiction, result: ReportResult, width: int) -> str:
        start, _, text = contradiction.passage
        quote = visible(masked(text, start, result.masked))
        limit = 100_000 if self._verbose else width
        return f"{_place(result, start)}「{shortened(quote, limit)}」"

    def reader(self, state: ReaderState) -> None:
        """Prints why the second reader takes no part, where it should have."""
        if state.fault is not None:
            self._print(Text(visible(without_reader(state.fault)), style="yellow"))


def _score_style(result: ReportResult) -> str:
    if result.score < _POOR:
        return "bold red"
    return "bold green" if result.score >= _GOOD else "bold yellow"


def _count(findings: Sequence[Finding], severity: Severity) -> str:
    return str(sum(f.severity is severity for f in findings))


def _place(result: ReportResult, start: int) -> str:
    place, section = place_in(result, start), section_in(result, start)
    under = f"，{shortened(visible(section), 40)}" if section else ""
    return f"（{place}{under}）" if place else ""

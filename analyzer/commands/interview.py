"""The questions of ``fazhi review``: one verdict after another, each answer recorded at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import normalize

from rich.console import Console

from analyzer.commands.decide import decided_id
from analyzer.commands.decisions import reviewer_name
from analyzer.commands.explain import Row, show_rows
from analyzer.errors import UsageError
from analyzer.model.report import ElementResult, ReportResult, Status
from analyzer.model.text import masked
from analyzer.output.decisions import doubt_on, of_element, of_finding
from analyzer.output.selection import Selection
from analyzer.output.wording import SEVERITY, STATUS, STATUS_SIGN, opinions_of, visible
from analyzer.review.decision import Decision
from analyzer.review.journals import Journals
from analyzer.review.matching import Ruling, Rulings, rule_on
from analyzer.review.outcome import Review
from analyzer.review.subjects import ELEMENT_RULES, SHOWN_EVIDENCE, Subjects

_KEYS = {
    "y": "y", "对": "y", "n": "n", "错": "n", "s": "s", "跳过": "s", "": "s", "q": "q", "退出": "q",
}  # fmt: skip
_GAPS = (Status.MISSING, Status.MENTIONED)


class _Quit(Exception):
    """The reviewer has had enough."""


class Interview:
    """Asks one reviewer about the verdicts of reports.

    Args:
        console: Where the verdicts are shown.
        ask: Prints a prompt and returns the line that was typed; ``input`` in earnest.
        selection: What is asked about.
        reviewer: Who decides; asked for if not given.
        everything: Also what is substantive, does not apply, or has been decided.
    """

    def __init__(
        self,
        console: Console,
        ask: Callable[[str], str],
        selection: Selection,
        reviewer: str | None,
        *,
        everything: bool = False,
    ) -> None:
        self._console = console
        self._ask = ask
        self._selection = selection
        self._reviewer = reviewer
        self._everything = everything
        self._recorded = 0
        self._noted: set[str] = set()

    def hold(self, results: Sequence[ReportResult], journals: Journals) -> int:
        """Asks until all is asked or the reviewer stops; returns how many decisions were recorded.

        Raises:
            UsageError: The decision file cannot be read or written.
        """
        try:
            for result in results:
                self._about(result, journals)
        except (_Quit, KeyboardInterrupt, EOFError):
            self._console.print()
        self._console.print(f"记下 {self._recorded} 条认定。")
        return self._recorded

    def _about(self, result: ReportResult, journals: Journals) -> None:
        source = result.document.source or ""
        subjects = Subjects(result)
        # Read anew for every report: a colleague, or the draft before, may have settled it.
        journal = journals.anew(source)
        self._note(journals)
        rulings = rule_on(subjects, journal.on(subjects.content.whole))
        questions = list(self._questions(result, rulings))
        identity = result.document.identity
        name = identity.issuer or result.document.source or "没有写明单位"
        year = f"{identity.reporting_year}年" if identity.reporting_year else "年度不明"
        if not questions:
            self._console.print(visible(f"{name} {year}：没有要认定的。"))
            return
        where = journals.make_ready(source)
        self._name_reviewer()
        self._console.print(visible(f"【{name} {year}】共 {len(questions)} 项，记在 {where}"))
        for number, question in enumerate(questions, 1):
            self._console.print()
            head = str(number)
            if isinstance(question, ElementResult):
                show_rows(self._console, self._of_element(head, question, result, rulings))
                decision = self._on_element(question, subjects, rulings)
            else:
                show_rows(self._console, self._of_finding(head, question, subjects, rulings))
                decision = self._on_finding(question, subjects, rulings)
            if decision is not None:
                journals.record(source, decision)
                self._recorded += 1
                self._console.print("已记下。")
                self._note(journals)

    def _name_reviewer(self) -> None:
        if self._reviewer is None:
            usual = reviewer_name(None)
            self._reviewer = self._ask(f"认定人（回车就是 {usual}）＞").strip() or usual
        self._reviewer = reviewer_name(self._reviewer)

    def _questions(self, result: ReportResult, rulings: Rulings) -> Iterator[ElementResult | int]:
        """Yields elements, and indexes of findings: gaps first, what is substantive last."""
        elements = result.elements if result.document.identity.is_report else ()
        shown = [e for e in elements if self._selection.element(e.id)]
        for status in _GAPS:
            for element in shown:
                ruling = rulings.elements.get(element.id)
                usual = element.applies or element.contradiction is not None
                if element.status is status and self._asks(ruling, usual=usual):
                    yield element
        for index, finding in enumerate(result.findings):
            if finding.rule in ELEMENT_RULES:
                continue
            if self._selection.finding(finding.rule, finding.element) and self._asks(
                rulings.findings.get(index), usual=True
            ):
                yield index
        for element in shown:
            ruling = rulings.elements.get(element.id)
            usual = element.contradiction is not None
            if element.status is Status.SUBSTANTIVE and self._asks(ruling, usual=usual):
                yield element

    def _asks(self, ruling: Ruling | None, *, usual: bool) -> bool:
        """Tells whether to ask: about what is undecided as usual, about what has lapsed always."""
        return self._everything or (usual if ruling is None else not ruling.stands)

    # -- What is shown -------------------------------------------------------------------------

    def _of_element(
        self, number: str, element: ElementResult, result: ReportResult, rulings: Rulings
    ) -> Iterator[Row]:
        yield number, f"{element.name}（{element.id}）", "bold not dim"
        verdict = f"{STATUS_SIGN[element.status]}{STATUS[element.status]}"
        yield "判定", f"{verdict}　{visible(element.reason)}", ""
        for evidence in element.evidence[:SHOWN_EVIDENCE]:
            quote = visible(masked(evidence.text, evidence.start, result.masked))
            yield "原文", f"第{evidence.paragraph}段「{quote}」", ""
        for rejected in element.rejected[:SHOWN_EVIDENCE]:
            quote = visible(masked(rejected.text, rejected.start, result.masked))
            yield "不算", f"「{quote}」——{visible(rejected.why)}", "dim"
        doubt = doubt_on(element, Review(rulings, None))
        if doubt is not None:
            start, _, text = doubt.passage
            quote = visible(masked(text, start, result.masked))
            yield "复核", f"{opinions_of(doubt)}「{quote}」", ""
        for decided in of_element(element, Review(rulings, None)):
            yield "认定", decided, "bold not dim"

    def _of_finding(
        self, number: str, index: int, subjects: Subjects, rulings: Rulings
    ) -> Iterator[Row]:
        result = subjects.result
        finding = result.findings[index]
        yield number, f"{visible(finding.message)}（{finding.rule}）", "bold not dim"
        yield "级别", SEVERITY[finding.severity], ""
        place = subjects.findings[index].place
        if place is not None:
            text = masked(result.document.text[place.start : place.end], place.start, result.masked)
            yield "原文", f"「{visible(text.strip())}」", ""
        for decided in of_finding(finding, result, Review(rulings, None)):
            yield "认定", decided, "bold not dim"

    # -- What is asked -------------------------------------------------------------------------

    def _on_element(
        self, element: ElementResult, subjects: Subjects, rulings: Rulings
    ) -> Decision | None:
        """Returns the decision; None if the element is skipped."""
        right = self._right()
        if right is None:
            return None
        status, quote = element.status, ""
        if not right:
            chosen = self._status(element.status)
            if chosen is None:
                return None
            status = chosen
            if status is not Status.MISSING:
                found = self._quote(subjects, element, status)
                if found is None:
                    return None
                quote = found
        return subjects.decide_element(
            element.id,
            status,
            by=self._reviewer or "",
            because=self._reason(),
            quote=quote,
            replaces=decided_id(rulings.elements.get(element.id)),
        )

    def _on_finding(self, index: int, subjects: Subjects, rulings: Rulings) -> Decision | None:
        right = self._right()
        if right is None:
            return None
        return subjects.decide_finding(
            index,
            holds=right,
            by=self._reviewer or "",
            because=self._reason(),
            replaces=decided_id(rulings.findings.get(index)),
        )

    def _right(self) -> bool | None:
        """Returns whether the program is right; None to skip."""
        while True:
            typed = _plain(self._ask("对 y　错 n　跳过 s　退出 q ＞"))
            match _KEYS.get(typed):
                case "y":
                    return True
                case "n":
                    return False
                case "s":
                    return None
                case "q":
                    raise _Quit
            self._console.print("请输入 y、n、s 或 q。")

    def _status(self, present: Status) -> Status | None:
        others = [status for status in Status if status is not present]
        offered = "　".join(f"{n} {STATUS[status]}" for n, status in enumerate(others, 1))
        answers = {str(n): status for n, status in enumerate(others, 1)}
        answers |= {STATUS[status]: status for status in others}
        while True:
            typed = _plain(self._ask(f"应当是：{offered}　（回车跳过）＞"))
            if not typed:
                return None
            if typed in answers:
                return answers[typed]
            self._console.print("请输入 1 或 2。")

    def _quote(self, subjects: Subjects, element: ElementResult, status: Status) -> str | None:
        """Returns the passage that proves an element; None to skip."""
        needed = not element.evidence
        without = "回车跳过" if needed else "回车就用上面的原文"
        while True:
            typed = self._ask(f"报告里哪一句说明这一点，请原样粘贴（{without}）＞").strip()
            if not typed:
                return None if needed else ""
            try:
                subjects.decide_element(element.id, status, by=self._reviewer or "", quote=typed)
            except UsageError as error:
                self._console.print(visible(str(error)))
            else:
                return typed

    def _reason(self) -> str:
        return self._ask("为什么（可以不写）＞").strip()

    def _note(self, journals: Journals) -> None:
        """Prints once what could not be read or written."""
        for note in journals.notes():
            if note not in self._noted:
                self._noted.add(note)
                self._console.print(visible(note))


def _plain(typed: str) -> str:
    return normalize("NFKC", typed).strip().lower()

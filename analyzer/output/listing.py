"""What was checked as rows under heads, for files that are tables: CSV and Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.model.report import ElementResult, Evidence, ReportResult, Severity, Status
from analyzer.model.text import masked
from analyzer.output.checked import Checked
from analyzer.output.decisions import doubt_on, of_element, status_of, told
from analyzer.output.places import page_at, paragraph_at, section_in
from analyzer.output.wording import (
    NOT_APPLICABLE,
    SEVERITY,
    STATUS,
    UNANSWERED,
    UNSETTLED,
    cause_of,
    length_of,
    opinions_of,
)
from analyzer.review.outcome import Reviewed

UNSETTLED_COUNT = f"{UNSETTLED}项"

Cell = str | int | float | None

REPORTS = (
    "文件", "单位", "层级", "年度", "标题", "文种", "字数", "得分", "等次", "认定后得分", "认定后等次",
    *SEVERITY.values(), *STATUS.values(), UNSETTLED_COUNT, "没有读成",
)  # fmt: skip
FINDINGS = (
    "文件", "单位", "年度", "级别", "问题", "要素", "规则", "页", "段", "所在章节", "原文", "起", "止",
    "依据", "怎么补", UNSETTLED, "认定", "还算问题",
)  # fmt: skip
ELEMENTS = (
    "文件", "单位", "年度", "编号", "要素", "类别", "判定", "认定后", "分值", "得分", "理由", UNSETTLED,
    "认定", "页", "段", "所在章节", "原文", "起", "止",
)  # fmt: skip
ITEMS = ("文件", "单位", "年度", "不足", "写没写原因", "对应的安排", "原因")
SECTIONS = ("文件", "单位", "年度", "层次", "序号", "标题", "页", "段", "起", "止")

_YES, _NO = "是", "否"


class Listing(NamedTuple):
    """A table.

    Attributes:
        heads: The head of each column.
        rows: The rows, as many cells in each.
    """

    heads: tuple[str, ...]
    rows: list[list[Cell]]

    def picked(self, *heads: str) -> list[list[Cell]]:
        """Returns the rows with only these columns, in this order."""
        columns = [self.heads.index(head) for head in heads]
        return [[row[column] for column in columns] for row in self.rows]


def reports(checked: Checked) -> Listing:
    """Returns one row a report, and one for each file that could not be read."""
    rows = [_report(checked, reviewed) for reviewed in checked.reports]
    between: list[Cell] = [None] * (len(REPORTS) - 2)
    rows += [[error.source, *between, error.message] for error in checked.errors]
    return Listing(REPORTS, rows)


def findings(checked: Checked) -> Listing:
    """Returns one row a finding; one that a reviewer dismissed says so."""
    return Listing(FINDINGS, [row for each in checked.reports for row in _findings(checked, each)])


def elements(checked: Checked, *, every: bool = False) -> Listing:
    """Returns one row an element, with its first evidence.

    Args:
        checked: What was checked.
        every: Whether every piece of evidence has a row of its own.
    """
    rows = [
        [*base, *_evidence(evidence, reviewed.result)]
        for reviewed in checked.reports
        for pair in checked.elements(reviewed)
        for base in [_element(*pair, reviewed)]
        for evidence in (pair[0].evidence if every else pair[0].evidence[:1]) or (None,)
    ]
    return Listing(ELEMENTS, rows)


def items(checked: Checked) -> Listing:
    """Returns the shortcomings with what answers them, then the plan's other points and causes."""
    return Listing(ITEMS, [row for each in checked.reports for row in _items(each.result)])


def sections(checked: Checked) -> Listing:
    """Returns one row a section."""
    rows: list[list[Cell]] = [
        [*_who(result), section.level, section.number, result.shown(section.title),
         *_place(result, section.start)[:2], section.start, section.end]
        for result, _ in checked.reports
        for section in result.document.sections
    ]  # fmt: skip
    return Listing(SECTIONS, rows)


def _who(result: ReportResult) -> list[Cell]:
    identity = result.document.identity
    return [result.document.source, identity.issuer, identity.reporting_year]


def _report(checked: Checked, reviewed: Reviewed) -> list[Cell]:
    result, review = reviewed
    identity = result.document.identity
    weights = Counter(each.finding.severity for each in checked.findings(reviewed) if each.counts)
    pairs = checked.elements(reviewed)
    statuses = Counter(after.status for _, after in pairs if after.applies)
    after = review.score if review is not None else None
    doubts = sum(doubt_on(element, review) is not None for element, _ in pairs)
    source, issuer, year = _who(result)
    return [
        source,
        issuer,
        str(identity.level) if identity.level else None,
        year,
        result.shown(identity.title),
        identity.kind_name,
        length_of(result.document),
        result.score if identity.is_report else None,
        result.grade,
        after.score if after else None,
        after.grade if after else None,
        *(weights[severity] for severity in Severity),
        *(statuses[status] for status in Status),
        doubts,
        None,
    ]


def _findings(checked: Checked, reviewed: Reviewed) -> Iterator[list[Cell]]:
    result, review = reviewed
    labels = {element.id: element.label for element in result.elements}
    doubts = {element.id: doubt_on(element, review) for element in result.elements}
    for finding, ruling, counts in checked.findings(reviewed):
        doubt = doubts.get(finding.element or "")
        yield [
            *_who(result),
            SEVERITY[finding.severity],
            finding.message,
            labels.get(finding.element or ""),
            finding.rule,
            *_place(result, finding.start),
            finding.text,
            finding.start,
            finding.end,
            finding.legal_basis,
            finding.advice,
            opinions_of(doubt) if doubt else None,
            told(ruling, status_of(ruling, result)) if ruling else None,
            _YES if counts else _NO,
        ]


def _element(element: ElementResult, decided: ElementResult, reviewed: Reviewed) -> list[Cell]:
    doubt = doubt_on(element, reviewed.review)
    return [
        *_who(reviewed.result),
        element.id,
        element.label,
        "必备" if element.required else "专题",
        status_shown(element),
        status_shown(decided),
        element.weight,
        round(decided.weight * decided.credit, 2),
        element.reason,
        opinions_of(doubt) if doubt else None,
        next(of_element(element, reviewed.review), None),
    ]


def status_shown(element: ElementResult) -> str:
    """Says the status of an element, or that it need not be there and is not."""
    missing = element.status is Status.MISSING
    return NOT_APPLICABLE if missing and not element.applies else STATUS[element.status]


def _evidence(evidence: Evidence | None, result: ReportResult) -> list[Cell]:
    if evidence is None:
        return [None] * 6
    quote = masked(evidence.text, evidence.start, result.masked)
    section = result.shown(evidence.section)
    return [evidence.page, evidence.paragraph, section, quote, evidence.start, evidence.end]


def _items(result: ReportResult) -> Iterator[list[Cell]]:
    found, who = result.items, _who(result)
    plans = [masked(each.text, each.start, result.masked) for each in found.plan]
    causes = [masked(each.text, each.start, result.masked) for each in found.causes]
    answering: set[int] = set()
    for number, short in enumerate(found.shortcomings):
        answering.update(short.answered_by)
        why = [text for text, each in zip(causes, found.causes, strict=True)
               if number in each.explains]  # fmt: skip
        yield [
            *who,
            masked(short.text, short.start, result.masked),
            cause_of(short),
            _joined([plans[index] for index in short.answered_by]) or UNANSWERED,
            _joined(why),
        ]
    for number, plan in enumerate(plans):
        if number not in answering:
            yield [*who, None, None, plan, None]
    for text, cause in zip(causes, found.causes, strict=True):
        if not cause.explains:
            yield [*who, None, None, None, text]


def _joined(texts: Sequence[str]) -> str | None:
    return "\n".join(texts) or None


def _place(result: ReportResult, start: int | None) -> list[Cell]:
    if start is None:
        return [None, None, None]
    return [page_at(result, start), paragraph_at(result, start), section_in(result, start)]

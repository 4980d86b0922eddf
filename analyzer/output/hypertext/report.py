"""A report and what was found in it → one page: score, gaps, doubts, items, verdicts, whole text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from analyzer.lexicon.schema import Pack
from analyzer.model.report import ReaderState, Severity, Status
from analyzer.output.decisions import lapsed_shown, told_lapsed
from analyzer.output.hypertext.found import Found, ShownFinding
from analyzer.output.hypertext.fulltext import blocks, headings
from analyzer.output.hypertext.rendering import rendered
from analyzer.output.hypertext.words import WORDS
from analyzer.output.selection import Selection
from analyzer.output.wording import SEVERITY, length_of, no_report, without_reader
from analyzer.review.outcome import Reviewed


def report_page(
    reviewed: Reviewed, pack: Pack, *, reader: ReaderState | None = None, made: date | None = None
) -> str:
    """Returns the page. The same report, decisions, pack and date give the same bytes.

    Args:
        reviewed: The report and the decisions on it.
        pack: The pack it was judged with.
        reader: Whether the second reader took part; nothing is said of it unless given.
        made: The date to put on the page; none unless given.
    """
    result, review = reviewed
    found = Found(reviewed, pack)
    marks = found.marks()
    score, grade = result.score, result.grade
    if review is not None and review.score is not None:
        score, grade = review.score.score, review.score.grade
    by_number = {element.number: element for element in found.elements}
    return rendered(
        "one_report.html",
        sheets=("found.css", "one_report.css"),
        script="page.js",
        style="".join(_toggle(name) for name in ("g", "q", *(f"e{n}" for n in by_number))),
        title=result.shown(result.document.identity.title) or "（没有标题）",
        is_report=result.document.identity.is_report,
        facts=list(_facts(reviewed, pack, made)),
        score=score,
        grade=grade,
        program_score=result.score if score != result.score else None,
        counts=[
            (status, sum(e.counted.status is status for e in found.elements if e.said.applies))
            for status in Status
        ],
        fault=without_reader(reader.fault) if reader is not None and reader.fault else "",
        found=found,
        gaps=list(_groups(found.findings)),
        blocks=list(blocks(result, marks)),
        headings=headings(result),
        marked={mark.look[0] for mark in marks},
        lapsed=[result.shown(told_lapsed(each)) for each in lapsed_shown(review, Selection())],
        **WORDS,
    )


def _facts(reviewed: Reviewed, pack: Pack, made: date | None) -> Iterator[tuple[str, str]]:
    """Yields what the page is about; the folder of the file is nobody's business but the clerk's."""
    result = reviewed.result
    identity = result.document.identity
    level = f"（{identity.level}）" if identity.level else ""
    yield "报送单位", f"{result.shown(identity.issuer or '看不出')}{level}"
    yield "报告年度", f"{identity.reporting_year}年" if identity.reporting_year else "看不出"
    if result.document.source:
        yield "文件", result.shown(PurePath(result.document.source.replace("\\", "/")).name)
    if not identity.is_report:
        yield "文种", no_report(identity)
    yield "字数", f"{length_of(result.document):,}"
    yield "词库", f"{pack.head.name} {result.pack_version}"
    if made is not None:
        yield "检查日期", f"{made.year}年{made.month}月{made.day}日"


def _groups(
    findings: tuple[ShownFinding, ...],
) -> Iterator[tuple[Severity, str, list[ShownFinding]]]:
    for severity in Severity:
        group = [shown for shown in findings if shown.finding.severity is severity]
        if group:
            yield severity, SEVERITY[severity], group


def _toggle(name: str) -> str:
    """Returns the rules by which a box that is not ticked takes its marks out of the text."""
    off = f"#show-{name}:not(:checked) ~"
    return (
        f"{off} .text mark.{name} {{ border-color: transparent; background: none; }}\n"
        f"{off} .text .at.{name} a {{ display: none; }}\n"
        f"{off} .legend label[for=show-{name}] {{ color: #666; text-decoration: line-through; }}\n"
        f"#show-{name}:focus ~ .legend label[for=show-{name}] {{ outline: 2px solid #174a7c; }}\n"
    )

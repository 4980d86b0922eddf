"""A reviewed result → the comments on it: one at the title for the whole report, one at each place.

Comments go to the department: what a reviewer has dismissed is not demanded, what is in doubt (待复核)
says so. Personal data is masked in them, and nothing in them but printable characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.documents.word.annotate.comment import Comment
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Finding, ReportResult, Severity
from analyzer.model.text import Span
from analyzer.output.decisions import status_of, told
from analyzer.output.wording import SEVERITY, UNSETTLED, opinions_of, visible
from analyzer.review.conclusion import Doubt, gaps_of
from analyzer.review.matching import Ruling
from analyzer.review.outcome import Reviewed, ReviewedFinding


class _Gap(NamedTuple):
    """A finding that is demanded, the decision on it that stands, and its place, if it has one."""

    finding: Finding
    ruling: Ruling | None
    place: Span | None


def comments_on(reviewed: Reviewed, pack: Pack, *, rebuilt: bool) -> tuple[Comment, ...]:
    """Returns the comments on a report, that on the whole first, the others in order of place.

    Args:
        reviewed: The result with the reviewers' decisions.
        pack: The pack it was judged with.
        rebuilt: Whether the copy is set anew from the text, since no Word file was handed in.
    """
    result = reviewed.result
    sorted_out = gaps_of(reviewed, pack)
    gaps = [_gap(found) for found in sorted_out.counted]
    placed = [_gap_comment(gap, gap.place, result) for gap in gaps if gap.place is not None]
    placed += [_doubt_comment(doubt, result) for doubt in sorted_out.doubts]
    said = (
        *_score(reviewed),
        *_counts(gaps, sorted_out.doubts, sorted_out.dismissed),
        *_unplaced(gaps, result),
        *(
            ["送审的不是 Word 文件，这份副本由提取的文字重新排版，版式和原件不同。"]
            if rebuilt
            else []
        ),
    )
    whole = _comment(_title_of(result), said, result)
    return whole, *sorted(placed, key=lambda comment: (comment.start, comment.end))


def _gap(found: ReviewedFinding) -> _Gap:
    standing = found.ruling if found.ruling is not None and found.ruling.stands else None
    return _Gap(found.finding, standing, _place(found.finding, standing))


def _place(finding: Finding, ruling: Ruling | None) -> Span | None:
    """Returns where a finding is; that of a reviewer is where the passages are that he decided on."""
    if finding.start is not None and finding.end is not None:
        return Span(finding.start, finding.end)
    if ruling is not None and ruling.places:
        return Span(ruling.places[0].start, ruling.places[0].end)
    return None


def _score(reviewed: Reviewed) -> Iterator[str]:
    result, review = reviewed.result, reviewed.review
    identity = result.document.identity
    if not identity.is_report:
        yield f"审查批注：这是{identity.kind_name}，不是法治政府建设年度报告，没有评分"
        return
    said = f"审查批注：得分 {result.score:.1f} / 100，{result.grade}"
    if review is not None and review.score is not None:
        said += f"；审查认定后 {review.score.score:.1f} / 100，{review.score.grade}"
    yield said


def _counts(gaps: Sequence[_Gap], doubts: Sequence[Doubt], dismissed: int) -> Iterator[str]:
    if not gaps:
        yield "没有需要补正的问题。"
    else:
        each = "、".join(
            f"{SEVERITY[severity]} {number} 条"
            for severity in Severity
            if (number := sum(gap.finding.severity is severity for gap in gaps))
        )
        placed = sum(gap.place is not None for gap in gaps)
        where = f"，其中 {placed} 条批注在正文的有关位置" if placed else ""
        yield f"共 {len(gaps)} 条问题（{each}）{where}。"
    if doubts:
        labels = "、".join(doubt.element.label for doubt in doubts)
        yield f"{UNSETTLED} {len(doubts)} 项（{labels}），由审查人员看过原文后确定，在此以前不要求补正。"
    if dismissed:
        yield f"审查人员认定不成立的 {dismissed} 条没有列入。"


def _unplaced(gaps: Sequence[_Gap], result: ReportResult) -> Iterator[str]:
    listed = [gap for gap in gaps if gap.place is None]
    if listed:
        yield "缺少的内容和涉及全文的问题："
    for number, gap in enumerate(listed, 1):
        head, *details = _told(gap, result)
        yield f"{number}. {head}"
        yield from details


def _told(gap: _Gap, result: ReportResult) -> Iterator[str]:
    """Yields what is wrong, why, what to do about it, and what a reviewer said of it."""
    finding = gap.finding
    yield f"【{SEVERITY[finding.severity]}】{finding.message}"
    if finding.legal_basis:
        yield f"依据：{finding.legal_basis}"
    if finding.advice:
        yield f"补正：{finding.advice}"
    if gap.ruling is not None:
        yield f"认定：{told(gap.ruling, status_of(gap.ruling, result))}"


def _gap_comment(gap: _Gap, place: Span, result: ReportResult) -> Comment:
    return _comment(place, _told(gap, result), result)


def _doubt_comment(doubt: Doubt, result: ReportResult) -> Comment:
    said = [f"【{UNSETTLED}】{doubt.element.name}", opinions_of(doubt.contradiction)]
    if doubt.gap is not None:
        said.append(f"复核以前不要求补正：{doubt.gap.message}")
    place = doubt.contradiction.passage
    return _comment(Span(place.start, place.end), said, result)


def _comment(place: Span, said: Sequence[str] | Iterator[str], result: ReportResult) -> Comment:
    return Comment(*place, tuple(visible(result.shown(each)) for each in said))


def _title_of(result: ReportResult) -> Span:
    """Returns where the title stands; without one, the first paragraph."""
    document = result.document
    if document.identity.title_span.end > document.identity.title_span.start:
        return document.identity.title_span
    return Span(document.paragraphs[0].start, document.paragraphs[0].end)

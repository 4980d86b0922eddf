"""Reviewers' decisions in words and in JSON. The words keep clear of 待复核, the program's own doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from analyzer.model.report import Contradiction, ElementResult, Finding, ReportResult, Status
from analyzer.output.selection import Selection
from analyzer.output.wording import STATUS, visible

if TYPE_CHECKING:
    from analyzer.review.matching import Ruling
    from analyzer.review.outcome import Review

LAPSED = "已失效，需重看"


def verdict_of(ruling: Ruling, status: Status | None) -> str:
    """Returns ``confirmed``, ``corrected`` or ``dismissed``.

    Args:
        ruling: The decision.
        status: The program's present verdict on the element; None for a finding.
    """
    if ruling.decision.rule is not None:
        return "confirmed" if ruling.decision.holds else "dismissed"
    return "confirmed" if ruling.decision.status is status else "corrected"


def outcome_of(decision: Mapping[str, Any]) -> str:
    """Says in Chinese what was decided: 已认定, 已更正 or 不成立, and what has become of it.

    Args:
        decision: A ``decision_object``.
    """
    status = Status(decision["status"]) if decision["status"] is not None else None
    match decision["verdict"]:
        case "dismissed":
            said = "不成立"
        case "corrected" if status is not None:
            said = f"已更正为{STATUS[status]}"
        case _:
            said = f"已认定为{STATUS[status]}" if status is not None else "已认定，属实"
    if decision["state"] != "stands":
        return f"{LAPSED}（原{said.removeprefix('已')}；{decision['why_lapsed']}）"
    changed = decision["report_changed"]
    return said + ("（报告后来有改动，没有发现与此有关的新内容）" if changed else "")


def told_of(decision: Mapping[str, Any]) -> str:
    """Says in one line what was decided, by whom, when and why."""
    reason = f"，{decision['because']}" if decision["because"] else ""
    return visible(f"{outcome_of(decision)}——{decision['by']} {decision['at'][:10]}{reason}")


def told(ruling: Ruling, status: Status | None) -> str:
    """Says the same of a ruling; ``status`` is the program's verdict on the element."""
    return told_of(decision_object(ruling, status))


def told_lapsed(ruling: Ruling) -> str:
    """Says the same of a decision whose finding is no longer there, with what it was about."""
    made = ruling.decision
    passage = f"「{made.passages[0].text}」" if made.passages else "全文"
    return visible(f"{made.rule} {passage}") + "：" + told(ruling, None)


def decision_object(ruling: Ruling, status: Status | None) -> dict[str, Any]:
    """Returns the ``decision`` of an element or a finding in JSON."""
    made = ruling.decision
    return {
        "id": made.id,
        "state": "stands" if ruling.stands else "lapsed",
        "why_lapsed": ruling.why or None,
        "report_changed": ruling.changed,
        "verdict": verdict_of(ruling, status),
        "status": str(made.status) if made.status is not None else None,
        "by": made.by,
        "at": made.at.isoformat(),
        "because": made.because,
    }


def lapsed_shown(review: Review | None, selection: Selection) -> list[Ruling]:
    """Returns the lapsed decisions on findings that are gone, as far as they were asked for."""
    return [
        ruling
        for ruling in (review.rulings.lapsed if review else ())
        if selection.finding(ruling.decision.rule or "", ruling.decision.element)
    ]


def add_decisions(
    report: dict[str, Any], result: ReportResult, review: Review, selection: Selection
) -> None:
    """Adds ``decision``, ``decided_score`` and ``lapsed_decisions`` to a report's object."""
    rulings = review.rulings
    for value, element in zip(report["elements"], result.elements, strict=True):
        if element.id in rulings.elements:
            value["decision"] = decision_object(rulings.elements[element.id], element.status)
    for index, value in enumerate(report["findings"]):
        if index in rulings.findings:
            ruling = rulings.findings[index]
            value["decision"] = decision_object(ruling, status_of(ruling, result))
    report["decided_score"] = review.score and review.score.score
    report["decided_grade"] = review.score and review.score.grade
    report["lapsed_decisions"] = [
        {
            "rule": ruling.decision.rule,
            "element": ruling.decision.element,
            "text": "".join(passage.text for passage in ruling.decision.passages),
            "decision": decision_object(ruling, None),
        }
        for ruling in lapsed_shown(review, selection)
    ]


def status_of(ruling: Ruling, result: ReportResult) -> Status | None:
    """Returns the program's verdict on the element that a decision is on; None for a finding."""
    made = ruling.decision
    if made.rule is not None or made.element is None:
        return None
    return result.element(made.element).status


def of_element(element: ElementResult, review: Review | None) -> Iterator[str]:
    """Yields the line on an element's decision, if there is one."""
    ruling = review.rulings.elements.get(element.id) if review else None
    if ruling is not None:
        yield told(ruling, element.status)


def doubt_on(element: ElementResult, review: Review | None) -> Contradiction | None:
    """Returns what speaks against a verdict (待复核), unless a decision on it stands."""
    ruling = review.rulings.elements.get(element.id) if review else None
    return None if ruling is not None and ruling.stands else element.contradiction


def of_finding(finding: Finding, result: ReportResult, review: Review | None) -> Iterator[str]:
    """Yields the line on a finding's decision, if there is one."""
    for index, ruling in review.rulings.findings.items() if review else ():
        if result.findings[index] is finding:
            yield told(ruling, status_of(ruling, result))


def score_after(review: Review | None) -> str:
    """Says the score after the decisions; empty where they do not change it."""
    if review is None or review.score is None:
        return ""
    return f"{review.score.score:.1f} / 100  {review.score.grade}"

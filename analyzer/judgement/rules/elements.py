"""``element.*`` and ``shortcoming.unanswered``."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.judgement.rules.context import RuleContext
from analyzer.model.report import ElementResult, Finding, Severity, Status


def gap_severity(result: ElementResult) -> Severity:
    """Returns how much it weighs that an element is missing or hollow.

    A required element that is missing is an error, every other gap a warning; a topic that the
    body has no power for, and one that is answered (未发生), is information.
    """
    missing = result.status is Status.MISSING
    if not result.applies:
        return Severity.INFO
    if missing and result.required:
        return Severity.ERROR
    return Severity.WARNING if missing or result.required else Severity.INFO


def element_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields missing and hollow elements."""
    for result in context.elements:
        if result.status is Status.SUBSTANTIVE:
            continue
        element = context.pack.element(result.id)
        first = result.evidence[0] if result.evidence else None
        waiver = element.waiver_for(context.reading.document.identity.issuer)
        note = "（本单位可以不写）" if not result.applies else ""
        if waiver is not None:
            note = f"（{waiver.decided} 起免写：{waiver.reason}）"
        yield context.finding(
            *gap_rule(result, note),
            start=first.start if first else None,
            end=first.end if first else None,
            element=result.id,
            severity=gap_severity(result),
            advice=element.advice,
            basis="；".join(map(str, element.basis)),
        )


def gap_rule(result: ElementResult, note: str = "") -> tuple[str, str]:
    """Returns the rule and the message for an element that is missing or hollow.

    Args:
        result: The element.
        note: What to say behind its name.
    """
    missing = result.status is Status.MISSING
    rule = "element.missing" if missing else "element.hollow"
    return rule, f"{'缺少' if missing else '空泛'}：{result.name}{note}。{result.reason}"


def unanswered_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields shortcomings that no plan item answers, where there is a plan at all."""
    if not context.items.plan:
        return
    for item in context.items.shortcomings:
        if not item.answered_by:
            yield context.finding(
                "shortcoming.unanswered",
                "这条不足在下一年度安排里没有对应的措施",
                start=item.start,
                end=item.end,
                element="next_plan",
            )

"""The Chinese words for the values of the contract, and text made safe to show."""

from __future__ import annotations

from analyzer.model.document import Document, Identity
from analyzer.model.report import (
    Contradiction,
    ElementResult,
    Severity,
    ShortcomingItem,
    Status,
)

STATUS = {Status.SUBSTANTIVE: "充实", Status.MENTIONED: "空泛", Status.MISSING: "缺失"}
SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
# Full-width signs: they are two columns wide in every console and stand in GBK.
STATUS_SIGN = {Status.SUBSTANTIVE: "＋", Status.MENTIONED: "～", Status.MISSING: "Ｘ"}
# The element does not apply to the body.
NOT_APPLICABLE, NOT_APPLICABLE_SIGN = "不适用", "－"
UNSETTLED = "待复核"
UNSETTLED_SIGN = "？"
SEVERITY_SIGN = {Severity.ERROR: "Ｘ", Severity.WARNING: "！", Severity.INFO: "　"}

SETTLE = "两种判读说法不一，请看原文后由人确定。"
NOT_DEMANDED = "（本单位可以不写）"
UNANSWERED = "没有对应的安排"


def opinions_of(contradiction: Contradiction) -> str:
    """Says what lexicon and second reader think of an element, and how sure the reader is."""
    reader = contradiction.reader
    # Rounding must not make a certainty of it.
    sure = f"把握 {min(reader.confidence, 0.99):.0%}"
    return f"词库判{STATUS[contradiction.lexicon]}，第二判读判{STATUS[reader.status]}，{sure}"


def points_of(element: ElementResult) -> str:
    """Says what an element earns, of how much."""
    if not element.weight:
        return "不计分"
    return f"{element.weight * element.credit:.1f}/{element.weight:.1f}"


def cause_of(item: ShortcomingItem) -> str:
    """Says whether the report gives a cause for a shortcoming."""
    return "写了原因" if item.cause else "没有写原因"


def no_report(identity: Identity) -> str:
    """Says what kind of text it is that was handed in instead of a report."""
    return f"{identity.kind_name}，不是法治政府建设年度报告"


def without_reader(fault: str) -> str:
    """Says that, and why, the second reader takes no part."""
    return f"第二判读没有参加，只按词库判断：{fault}"


def length_of(document: Document) -> int:
    """Returns how many characters a report has, blanks left out."""
    return sum(not ch.isspace() for ch in document.text)


def visible(text: str) -> str:
    """Returns text with control characters made visible, so that no report drives a terminal.

    Line breaks and tabs become spaces; escapes, bidirectional overrides and the like are shown by
    their code.
    """
    if text.isprintable():
        return text
    return "".join(
        ch
        if ch.isprintable() or ch == "\u3000"
        else " "
        if ch.isspace()
        else f"\\x{ord(ch):02x}"
        if ord(ch) < 256
        else f"\\u{ord(ch):04x}"
        for ch in text
    )


def visible_lines(text: str) -> str:
    """Returns text of several lines as ``visible`` does, its line breaks kept."""
    return "\n".join(map(visible, text.split("\n")))

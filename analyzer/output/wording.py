"""The Chinese words for the values of the contract, and text made safe to show."""

from __future__ import annotations

from analyzer.model.report import Severity, Status

STATUS = {Status.SUBSTANTIVE: "充实", Status.MENTIONED: "空泛", Status.MISSING: "缺失"}
SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
# Full-width signs: they are two columns wide in every console and stand in GBK.
STATUS_SIGN = {Status.SUBSTANTIVE: "＋", Status.MENTIONED: "～", Status.MISSING: "Ｘ"}
SEVERITY_SIGN = {Severity.ERROR: "Ｘ", Severity.WARNING: "！", Severity.INFO: "　"}


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

"""What every rule is given, and how a finding is made from the pack's rule text."""

from __future__ import annotations

from dataclasses import dataclass, field

from analyzer.judgement.passages import Reading
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.report import ElementResult, Finding, Items, Severity
from analyzer.model.text import masked

_QUOTE = 60


@dataclass(slots=True)
class RuleContext:
    """One judged report.

    Attributes:
        masked: Offsets of personal data; filled by the patterns, used by every quotation.
    """

    pack: Pack
    reading: Reading
    elements: tuple[ElementResult, ...]
    items: Items
    year: int | None
    masked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.reading.document.text

    def finding(
        self,
        rule: str,
        message: str,
        *,
        start: int | None = None,
        end: int | None = None,
        element: str | None = None,
        severity: Severity | None = None,
        advice: str = "",
        basis: str = "",
        text: str | None = None,
    ) -> Finding:
        """Returns a finding; what is not given comes from the pack's text of the rule."""
        said = self.pack.rules.get(rule)
        if text is None:
            text = "" if start is None or end is None else self.text[start:end]
            text = masked(text, start or 0, sorted(self.masked))
        return Finding(
            rule=rule,
            severity=severity or (SEVERITIES[said.severity] if said else Severity.WARNING),
            element=element,
            message=message,
            advice=advice or (said.advice if said else ""),
            legal_basis=basis or ("；".join(map(str, said.basis)) if said else ""),
            start=start,
            end=end,
            text=text,
        )

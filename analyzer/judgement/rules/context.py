"""What every rule is given, and how a finding is made from the pack's rule text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from analyzer.judgement.passages import Reading
from analyzer.lexicon.schema import SEVERITIES, Pack, RuleText
from analyzer.model.report import ElementResult, Finding, Items, Severity
from analyzer.model.text import masked


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
    _sorted: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.reading.document.text

    def _masked_near(self, start: int, length: int) -> list[tuple[int, int]]:
        if len(self._sorted) != len(self.masked):
            self._sorted = sorted(self.masked)
        first = bisect_left(self._sorted, (start,))
        return self._sorted[max(0, first - 1) : bisect_left(self._sorted, (start + length,))]

    @staticmethod
    def _set_severity(said: RuleText | None) -> Severity | None:
        return SEVERITIES[said.severity] if said is not None and said.severity else None

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
        """Returns a finding; what is not given comes from the pack's text of the rule.

        A severity that the pack sets for the rule goes before the one given here.
        """
        said = self.pack.rules.get(rule)
        if text is None:
            text = "" if start is None or end is None else self.text[start:end]
            text = masked(text, start or 0, self._masked_near(start or 0, len(text)))
        return Finding(
            rule=rule,
            severity=self._set_severity(said) or severity or Severity.WARNING,
            element=element,
            message=message,
            advice=advice or (said.advice if said else ""),
            legal_basis=basis or ("；".join(map(str, said.basis)) if said else ""),
            start=start,
            end=end,
            text=text,
        )

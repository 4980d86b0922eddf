"""Which elements and rules the user asked to see (``--only``)."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Finding, ReportResult

NOT_A_REPORT = "report.not-a-report"


@dataclass(frozen=True, slots=True)
class Selection:
    """Elements and rules to show; empty sets show everything."""

    elements: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()

    def element(self, element_id: str) -> bool:
        """Tells whether an element is shown."""
        return not (self.elements or self.rules) or element_id in self.elements

    def finding(self, rule: str, element: str | None) -> bool:
        """Tells whether a finding is shown: by its rule, or by its element."""
        if not (self.elements or self.rules):
            return True
        if rule == NOT_A_REPORT:
            # Nothing else was judged: to leave it out would read as 没有问题.
            return True
        return rule in self.rules or (element is not None and element in self.elements)

    def findings(self, result: ReportResult) -> list[Finding]:
        """Returns the findings of a report that are shown."""
        return [f for f in result.findings if self.finding(f.rule, f.element)]


def select(names: Sequence[str], pack: Pack) -> Selection:
    """Returns the selection for ids, Chinese names or rule families (``privacy``).

    Raises:
        UsageError: A name is neither.
    """
    elements: set[str] = set()
    rules: set[str] = set()
    for name in (part.strip() for given in names for part in given.replace("，", ",").split(",")):
        if not name:
            continue
        named = {e.id for e in pack.elements if name in (e.id, e.name, e.short)}
        ruled = {r for r, text in pack.rules.items() if name in (r, text.name, r.split(".")[0])}
        if not named and not ruled:
            known = [*(e.id for e in pack.elements), *pack.rules]
            near = difflib.get_close_matches(name, known, n=3)
            raise UsageError(
                f"没有叫“{name}”的要素或规则",
                remedy=f"是不是 {'、'.join(near)}"
                if near
                else "运行 fazhi lexicon list 可以看全部",
            )
        elements |= named
        rules |= ruled
    if names and not (elements or rules):
        raise UsageError(
            "“--only”后面没有写要素或规则", remedy="运行 fazhi lexicon list 可以看全部"
        )
    return Selection(frozenset(elements), frozenset(rules))

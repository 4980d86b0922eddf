"""What was checked in one run, with the reviewers' decisions: what every export is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analyzer.lexicon.schema import Pack
from analyzer.model.report import ElementResult, Failure, ReaderState
from analyzer.output.selection import Selection
from analyzer.review.outcome import Reviewed, ReviewedFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The results of one run.

    Attributes:
        pack: The lexicon that was used.
        reports: The results in the order of the files, with the decisions on them.
        errors: The files that could not be read.
        reader: Whether the second reader took part.
        selection: What the user asked to see.
        include_text: Whether the user wants the texts, too.
    """

    pack: Pack
    reports: Sequence[Reviewed]
    errors: Sequence[Failure] = ()
    reader: ReaderState = field(default_factory=ReaderState)
    selection: Selection = field(default_factory=Selection)
    include_text: bool = False

    def findings(self, reviewed: Reviewed) -> list[ReviewedFinding]:
        """Returns the findings of a report that are shown, those that no longer count included."""
        return [
            each
            for each in reviewed.findings(self.pack)
            if self.selection.finding(each.finding.rule, each.finding.element)
        ]

    def elements(self, reviewed: Reviewed) -> list[tuple[ElementResult, ElementResult]]:
        """Returns the elements that are shown, each as the program judged it and as decided.

        A text that is no annual report has none.
        """
        if not reviewed.result.document.identity.is_report:
            return []
        pairs = zip(reviewed.result.elements, reviewed.elements(self.pack), strict=True)
        return [pair for pair in pairs if self.selection.element(pair[0].id)]

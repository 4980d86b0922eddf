"""Decisions and a result → which decision stands, which has lapsed, on what.

A decision on a passage stands while the passage stands, wherever it has moved. Where the same words
stand in several places, or stood then, what stands around them says which is meant; if that has
changed too, the decision has lapsed.

A decision that an element is 空泛 or 缺失 is a claim about the whole report. After a change it stands
while the program's verdict and all that it finds on the element, what does not count included, are
what the reviewer saw; it then says that the report has changed since. Anything new on the element
asks the reviewer again.

Of several decisions on one passage or one element the last one counts. An earlier one on an element
counts only for the very text that it was made on: two versions of a report may be checked in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analyzer.model.report import ElementResult, Status
from analyzer.review.decision import Decision, Passage
from analyzer.review.fingerprint import Place, quote_key
from analyzer.review.subjects import ELEMENT_RULES, FindingKey, Subjects

_EDITED = "原文已改动或删去"
_CHANGED = "报告已改动"
_BOTH = 2
_NEW = "报告改动后，与这个要素有关的内容变了"


class State(StrEnum):
    """What has become of a decision.

    Attributes:
        STANDS: It is in force.
        LAPSED: What it was made on has changed; it must be looked at again.
        REPLACED: A later decision was made on the same thing.
        GONE: The passage stands, and the program no longer finds fault with it.
    """

    STANDS = "stands"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on something in a result.

    Attributes:
        why: In Chinese, why it has lapsed; empty while it stands.
        changed: Whether the report has changed since, for a decision on the whole report.
        places: Where the decided passages stand now.
    """

    decision: Decision
    why: str = ""
    changed: bool = False
    places: tuple[Place, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the decision is in force."""
        return not self.why


@dataclass(slots=True)
class Rulings:
    """The decisions on one result.

    Attributes:
        elements: By element id.
        findings: By the finding's index in the result. Those of ``element.*`` have the element's.
        lapsed: Lapsed decisions on findings that are no longer there.
        states: What has become of every decision on this body and year, by id.
    """

    elements: dict[str, Ruling] = field(default_factory=dict)
    findings: dict[int, Ruling] = field(default_factory=dict)
    lapsed: list[Ruling] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)


def rule_on(subjects: Subjects, decisions: Sequence[Decision]) -> Rulings:
    """Returns the decisions on one result.

    Args:
        subjects: What can be decided in the result.
        decisions: Decisions in the order of writing, on whatever reports.
    """
    rulings = Rulings()
    own = [decision for decision in decisions if subjects.concerns(decision)]
    for decision in own:
        rulings.states[decision.id] = State.REPLACED
    by_element: dict[str, list[Decision]] = {}
    for decision in own:
        if decision.rule is None and decision.element is not None:
            by_element.setdefault(decision.element, []).append(decision)
    for element in subjects.result.elements:
        if element.id in by_element:
            ruling = _on_element(subjects, element, by_element[element.id])
            rulings.elements[element.id] = ruling
            rulings.states[ruling.decision.id] = State.STANDS if ruling.stands else State.LAPSED
    _on_findings(subjects, [d for d in own if d.rule is not None], rulings)
    for index, finding in enumerate(subjects.result.findings):
        if finding.rule in ELEMENT_RULES and finding.element in rulings.elements:
            rulings.findings[index] = rulings.elements[finding.element]
    return rulings


# -- Elements ------------------------------------------------------------------------------------


def _on_element(
    subjects: Subjects, element: ElementResult, decisions: Sequence[Decision]
) -> Ruling:
    """Returns the last decision; of two versions of a report, the last on this very text."""
    whole = subjects.content.whole
    decision = next((d for d in reversed(decisions) if d.whole == whole), decisions[-1])
    found = [subjects.content.find(p.digest, p.length) for p in decision.passages]
    places = tuple(standing[0] for standing in found if standing)
    if len(places) < len(found):
        return Ruling(decision, _EDITED, places=places)
    if decision.whole == whole or decision.status is Status.SUBSTANTIVE:
        return Ruling(decision, places=places)
    same_verdict = element.status in (decision.said, decision.status)
    nothing_new = subjects.seen(element) <= set(decision.seen) and subjects.is_seen_whole(element)
    if not same_verdict or not nothing_new:
        return Ruling(decision, _NEW, places=places)
    return Ruling(decision, changed=True, places=places)


# -- Findings ------------------------------------------------------------------------------------


def _on_findings(subjects: Subjects, decisions: Sequence[Decision], rulings: Rulings) -> None:
    """Gives each finding the last decision on it; lapsed ones go to what they were about."""
    lapsed: list[Ruling] = []
    replaced = {d.replaces for d in decisions}
    for decision in reversed(decisions):
        index, why = _finding_of(subjects, decision)
        if index is not None:
            if index not in rulings.findings:
                place = subjects.findings[index].place
                places = (place,) if place else ()
                rulings.findings[index] = Ruling(decision, places=places)
                rulings.states[decision.id] = State.STANDS
        elif not why:
            rulings.states[decision.id] = State.GONE
        elif decision.id not in replaced:
            lapsed.append(Ruling(decision, why))
            rulings.states[decision.id] = State.LAPSED
    for ruling in lapsed:
        near = _edited_finding(subjects, ruling.decision, rulings)
        if near is None:
            rulings.lapsed.insert(0, ruling)
        else:
            rulings.findings[near] = ruling


def _finding_of(subjects: Subjects, decision: Decision) -> tuple[int | None, str]:
    """Returns the finding that a decision is on, or why it has lapsed; neither if it is gone."""
    if not decision.passages:
        return _finding_of_whole(subjects, decision)
    passage = decision.passages[0]
    standing = subjects.content.find(passage.digest, passage.length)
    if not standing:
        return None, _EDITED
    place = _meant(passage, standing)
    if place is None:
        return None, _EDITED
    for index, key in enumerate(subjects.findings):
        if key.place == place and _same_kind(key, decision) and key.number == decision.quote_number:
            return index, ""
    return None, ""


def _finding_of_whole(subjects: Subjects, decision: Decision) -> tuple[int | None, str]:
    for index, key in enumerate(subjects.findings):
        if key.place is None and _same_kind(key, decision) and key.number == decision.quote_number:
            if decision.whole == subjects.content.whole:
                return index, ""
            return None, _CHANGED
    return None, ""


def _meant(passage: Passage, standing: Sequence[Place]) -> Place | None:
    """Returns the place that a passage means; None where what is around it does not say."""
    if len(standing) == 1 and passage.copies == 1:
        return standing[0]
    alike = [_neighbours(passage, place) for place in standing]
    best = [place for place, count in zip(standing, alike, strict=True) if count == max(alike)]
    if max(alike) == _BOTH:
        # Where all is the same around several of them, only their order is left.
        return min(best, key=lambda place: abs(standing.index(place) - passage.copy_number))
    return best[0] if max(alike) and len(best) == 1 else None


def _neighbours(passage: Passage, place: Place) -> int:
    """Returns how many of the two pieces around a passage are still the same."""
    return (place.before == passage.before) + (place.after == passage.after)


def _same_kind(key: FindingKey, decision: Decision) -> bool:
    return (
        key.rule == decision.rule
        and key.element == decision.element
        and key.quote == quote_key(decision.quote)
    )


def _edited_finding(subjects: Subjects, decision: Decision, rulings: Rulings) -> int | None:
    """Returns the undecided finding that a lapsed decision was about, by what stands around it."""
    for index, key in enumerate(subjects.findings):
        if index in rulings.findings or not _same_kind(key, decision):
            continue
        place, passages = key.place, decision.passages
        if (place is None) is not (not passages):
            continue
        if place is None or _neighbours(passages[0], place):
            return index
    return None

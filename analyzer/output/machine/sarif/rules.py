"""Elements and rules of the pack → rules of SARIF, with what they demand, on what basis, how to mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.lexicon.schema import SEVERITIES, Element, ElementKind, Pack, RuleText
from analyzer.model.report import Severity
from analyzer.output.machine.sarif.messages import message
from analyzer.output.wording import SETTLE, UNSETTLED
from analyzer.review.subjects import ELEMENT_RULES

LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# No rule of the pack: a verdict that a person must settle.
UNSETTLED_RULE = "unsettled"
_TOLD = {"element.missing": "缺少", "element.hollow": "空泛", UNSETTLED_RULE: UNSETTLED}


def rule_id(rule: str, element: str | None) -> str:
    """Returns the id in SARIF; the verdicts on each element are rules of their own."""
    return f"{rule}/{element}" if rule in _TOLD else rule


def rules_of(pack: Pack) -> list[dict[str, Any]]:
    """Returns the ``reportingDescriptor`` of everything that can be found in one report."""
    return [*_of_elements(pack), *_of_rules(pack)]


def _of_elements(pack: Pack) -> Iterator[dict[str, Any]]:
    for rule in _TOLD:
        for element in pack.elements:
            yield _descriptor(
                rule_id(rule, element.id),
                name=f"{_TOLD[rule]}：{element.name}",
                demand=SETTLE if rule == UNSETTLED_RULE else element.requirement,
                help_=_help(element),
                level=_element_level(rule, element, pack),
                basis=[str(basis) for basis in element.basis],
                tags=["element", "required" if _required(element) else "topic"],
            )


def _of_rules(pack: Pack) -> Iterator[dict[str, Any]]:
    for rule in pack.rules.values():
        if rule.id in ELEMENT_RULES or rule.id in RULES_OVER_SEVERAL:
            continue
        yield _descriptor(
            rule.id,
            name=rule.name,
            demand=rule.requirement,
            help_=_help(rule),
            level=LEVEL[SEVERITIES[rule.severity] if rule.severity else Severity.WARNING],
            basis=[str(basis) for basis in rule.basis],
            tags=[rule.id.split(".")[0]],
        )


def _descriptor(
    id_: str, *, name: str, demand: str, help_: str, level: str, basis: list[str], tags: list[str]
) -> dict[str, Any]:
    return {
        "id": id_,
        "shortDescription": message(name),
        "fullDescription": message(demand),
        "help": message(help_),
        "defaultConfiguration": {"level": level},
        "properties": {"legal_basis": basis, "tags": tags},
    }


def _help(of: Element | RuleText) -> str:
    lines = [f"要求：{of.requirement}"]
    if of.basis:
        lines.append(f"依据：{'；'.join(map(str, of.basis))}")
    lines.append(f"补正：{of.advice}")
    if isinstance(of, RuleText):
        lines += [f"正例：{example}" for example in of.good]
        lines += [f"反例：{example}" for example in of.bad]
    return "\n".join(lines)


def _element_level(rule: str, element: Element, pack: Pack) -> str:
    if rule == UNSETTLED_RULE:
        return "none"
    said = pack.rules.get(rule)
    if said is not None and said.severity:
        return LEVEL[SEVERITIES[said.severity]]
    missing = rule == "element.missing"
    if _required(element):
        return LEVEL[Severity.ERROR if missing else Severity.WARNING]
    return LEVEL[Severity.WARNING if missing else Severity.INFO]


def _required(element: Element) -> bool:
    return element.kind is ElementKind.REQUIRED

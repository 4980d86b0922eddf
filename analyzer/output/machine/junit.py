"""JUnit XML: one suite a report, one case an element and a rule, as Jenkins and GitLab read it.

- ``failure``: findings of the gravity 错误 or 警告 that still count.
- ``error``: the file could not be read.
- ``skipped``: the body need not write of it, the text is no report, or a reviewer settled all that
  was found by the rule.
- Passed otherwise; ``system-out`` tells what is only 提示 or 待复核, and what reviewers decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.model.report import ElementResult, Failure, ReportResult, Severity, Status
from analyzer.output.characters import without_controls
from analyzer.output.checked import Checked
from analyzer.output.decisions import doubt_on, of_element, status_of, told
from analyzer.output.machine.names import relative_names, renamed
from analyzer.output.places import place_in
from analyzer.output.wording import (
    NOT_DEMANDED,
    SEVERITY,
    UNSETTLED,
    no_report,
    opinions_of,
    without_reader,
)
from analyzer.review.outcome import Reviewed, ReviewedFinding
from analyzer.review.subjects import ELEMENT_RULES

_FAILING = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One test: its name, what is found by it, what is told besides, why it was not made."""

    name: str
    found: Sequence[ReviewedFinding] = ()
    said: Sequence[str] = ()
    skipped: str = ""


def junit_text(checked: Checked) -> str:
    """Returns what was checked as JUnit XML."""
    sources = [each.result.document.source or "report" for each in checked.reports]
    names = relative_names([*sources, *(error.source for error in checked.errors)])
    root = Tree.Element("testsuites", name="fazhi")
    for source, reviewed in zip(sources, checked.reports, strict=True):
        root.append(_suite(checked, reviewed, names[source]))
    for error in checked.errors:
        root.append(_unreadable(error, names[error.source]))
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.get(kind, 0)) for suite in root)))
    Tree.indent(root)
    xml = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'


def _suite(checked: Checked, reviewed: Reviewed, file: str) -> Tree.Element:
    result = reviewed.result
    identity = result.document.identity
    year = f"{identity.reporting_year}年度" if identity.reporting_year else ""
    # With the file's name no two are alike: GitLab drops the second case of a name.
    name = _class_name(f"{identity.issuer}{year}（{file}）" if identity.issuer else file)
    suite = Tree.Element("testsuite", name=name, file=without_controls(file))
    properties = Tree.SubElement(suite, "properties")
    for key, value in _properties(checked, reviewed):
        Tree.SubElement(properties, "property", name=key, value=without_controls(value))
    for case in (*_element_cases(checked, reviewed), *_rule_cases(checked, reviewed)):
        suite.append(_case(case, name, result))
    return _counted(suite)


def _class_name(text: str) -> str:
    """Returns a name that Jenkins shows whole: at a full stop it would part package and class."""
    return without_controls(text).replace(".", "．")


def _properties(checked: Checked, reviewed: Reviewed) -> Iterator[tuple[str, str]]:
    result, review = reviewed
    yield "pack", f"{checked.pack.head.id} {checked.pack.version}"
    if checked.reader.fault is not None:
        yield "reader", without_reader(checked.reader.fault)
    if result.document.identity.is_report:
        yield "score", f"{result.score:.1f} {result.grade}"
        if review is not None and review.score is not None:
            yield "decided_score", f"{review.score.score:.1f} {review.score.grade}"


def _element_cases(checked: Checked, reviewed: Reviewed) -> Iterator[_Case]:
    result, review = reviewed
    findings = [f for f in checked.findings(reviewed) if f.finding.rule in ELEMENT_RULES]
    skipped = {}
    if not result.document.identity.is_report:
        skipped = {each.id: no_report(result.document.identity) for each in result.elements}
    decided = {element.id: after for element, after in checked.elements(reviewed)}
    for element in result.elements:
        if not checked.selection.element(element.id):
            continue
        after = decided.get(element.id, element)
        if not after.applies and after.status is Status.MISSING:
            skipped.setdefault(element.id, NOT_DEMANDED)
        doubt = doubt_on(element, review)
        said = [f"{UNSETTLED}：{opinions_of(doubt)}"] if doubt is not None else []
        yield _Case(
            name=_named(element),
            found=[f for f in findings if f.finding.element == element.id and f.counts],
            said=[element.reason, *said, *of_element(element, review)],
            skipped=skipped.get(element.id, ""),
        )


def _named(element: ElementResult) -> str:
    return f"要素：{element.label} [{element.id}]"


def _rule_cases(checked: Checked, reviewed: Reviewed) -> Iterator[_Case]:
    identity = reviewed.result.document.identity
    findings = checked.findings(reviewed)
    # What is looked for in any text; see ``find_all``.
    anywhere = {pattern.rule for pattern in checked.pack.patterns}
    for rule in checked.pack.rules.values():
        found = [each for each in findings if each.finding.rule == rule.id]
        if rule.id in ELEMENT_RULES or rule.id in RULES_OVER_SEVERAL:
            continue
        if not found and not checked.selection.finding(rule.id, None):
            continue
        judged = identity.is_report or found or rule.id in anywhere
        settled = found and not any(each.counts for each in found)
        yield _Case(
            name=f"规则：{rule.name} [{rule.id}]",
            found=found,
            skipped="审查人认定不成立" if settled else "" if judged else no_report(identity),
        )


def _case(case: _Case, suite: str, result: ReportResult) -> Tree.Element:
    made = Tree.Element("testcase", classname=suite, name=without_controls(case.name))
    failing = [f for f in case.found if _fails(f)]
    if case.skipped:
        Tree.SubElement(made, "skipped", message=without_controls(case.skipped))
    elif failing:
        gravest = min((f.finding.severity for f in failing), key=_FAILING.index)
        more = f"（共 {len(failing)} 处）" if len(failing) > 1 else ""
        message = failing[0].finding.message + more
        failure = Tree.SubElement(
            made, "failure", type=str(gravest), message=without_controls(message)
        )
        failure.text = without_controls("\n\n".join(_told(f, result) for f in failing))
    said = [*case.said, *(_told(f, result) for f in case.found if not _fails(f))]
    if said:
        Tree.SubElement(made, "system-out").text = without_controls("\n\n".join(said))
    return made


def _fails(reviewed: ReviewedFinding) -> bool:
    return reviewed.counts and reviewed.finding.severity in _FAILING


def _told(reviewed: ReviewedFinding, result: ReportResult) -> str:
    finding, ruling, _ = reviewed
    lines = [f"{SEVERITY[finding.severity]}：{finding.message}"]
    if finding.text and finding.start is not None:
        lines.append(f"原文：{place_in(result, finding.start)}「{finding.text}」")
    if finding.legal_basis:
        lines.append(f"依据：{finding.legal_basis}")
    if finding.advice:
        lines.append(f"补正：{finding.advice}")
    if ruling is not None:
        lines.append(f"认定：{told(ruling, status_of(ruling, result))}")
    return "\n".join(lines)


def _unreadable(error: Failure, file: str) -> Tree.Element:
    name = _class_name(file)
    suite = Tree.Element("testsuite", name=name, file=without_controls(file))
    case = Tree.SubElement(suite, "testcase", classname=name, name="读取文件")
    message = without_controls(renamed(error.message, {error.source: file}))
    Tree.SubElement(case, "error", type=error.code, message=message)
    return _counted(suite)


def _counted(suite: Tree.Element) -> Tree.Element:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for kind, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(kind, str(len(suite.findall(f"testcase/{element}"))))
    return suite

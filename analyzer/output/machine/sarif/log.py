"""The log: one run, its rules, the reports as artifacts, the findings as results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import analyzer
from analyzer.model.report import (
    Contradiction,
    ElementResult,
    Failure,
    Finding,
    ReportResult,
    Status,
)
from analyzer.model.text import masked
from analyzer.output.checked import Checked
from analyzer.output.decisions import doubt_on, status_of, told
from analyzer.output.machine.names import relative_names, renamed, uri_of
from analyzer.output.machine.sarif.fingerprints import Fingerprints
from analyzer.output.machine.sarif.messages import message
from analyzer.output.machine.sarif.regions import Regions
from analyzer.output.machine.sarif.rules import LEVEL, UNSETTLED_RULE, rule_id, rules_of
from analyzer.output.places import page_at, paragraph_at, section_in
from analyzer.output.wording import UNSETTLED, opinions_of, without_reader
from analyzer.review.outcome import Reviewed, ReviewedFinding, decision_object
from analyzer.review.subjects import Subjects

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUAGE = "zh-CN"


def sarif_text(checked: Checked) -> str:
    """Returns what was checked as a SARIF log.

    Regions count in the text that was read from the file (``fazhi read`` shows it), which for a text
    file is the file itself. Our own offsets stand in ``properties``, in code points.
    """
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_Run(checked).to_dict()]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


class _Run:
    """Makes the run of what was checked."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        sources = [each.result.document.source or "report" for each in checked.reports]
        self._names = relative_names([*sources, *(error.source for error in checked.errors)])
        self._uris = [uri_of(self._names[source]) for source in sources]
        self._rules = rules_of(checked.pack)
        self._indexes = {rule["id"]: index for index, rule in enumerate(self._rules)}

    def to_dict(self) -> dict[str, Any]:
        """Returns the ``run`` object."""
        checked = self._checked
        pack = {"id": checked.pack.head.id, "version": checked.pack.version}
        run: dict[str, Any] = {
            "tool": {
                "driver": {
                    "name": "fazhi",
                    "version": analyzer.__version__,
                    "language": _LANGUAGE,
                    "rules": self._rules,
                    "properties": {"pack": pack, "reader": checked.reader.to_dict()},
                }
            },
            "language": _LANGUAGE,
            "columnKind": "utf16CodeUnits",
            "invocations": [self._invocation()],
            "artifacts": [
                self._artifact(uri, each)
                for uri, each in zip(self._uris, checked.reports, strict=True)
            ],
            "results": [
                result
                for index, each in enumerate(checked.reports)
                for result in self._results(index, each)
            ],
        }
        if any(each.result.masked for each in checked.reports):
            # 3.14.28: what stands in the place of what may not be shown.
            run["redactionTokens"] = ["*"]
        return run

    def _invocation(self) -> dict[str, Any]:
        notes = [self._unreadable(error) for error in self._checked.errors]
        if self._checked.reader.fault is not None:
            said = without_reader(self._checked.reader.fault)
            notes.append({"level": "warning", "message": message(said)})
        return {
            "executionSuccessful": not self._checked.errors,
            "toolExecutionNotifications": notes,
        }

    def _unreadable(self, error: Failure) -> dict[str, Any]:
        uri = uri_of(self._names[error.source])
        return {
            "level": "error",
            "descriptor": {"id": error.code},
            "message": message(renamed(error.message, {error.source: self._names[error.source]})),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
        }

    @staticmethod
    def _artifact(uri: str, reviewed: Reviewed) -> dict[str, Any]:
        result, review = reviewed
        identity = result.document.identity
        after = review.score if review is not None else None
        return {
            "location": {"uri": uri},
            "roles": ["analysisTarget"],
            "properties": {
                "is_report": identity.is_report,
                "issuer": identity.issuer,
                "reporting_year": identity.reporting_year,
                "score": result.score,
                "grade": result.grade,
                "decided_score": after.score if after else None,
                "decided_grade": after.grade if after else None,
            },
        }

    def _results(self, index: int, reviewed: Reviewed) -> Iterator[dict[str, Any]]:
        result = reviewed.result
        places = _Places(result, {"uri": self._uris[index], "index": index})
        prints = Fingerprints(Subjects(result))
        doubts = {
            element.id: doubt
            for element, _ in self._checked.elements(reviewed)
            if (doubt := doubt_on(element, reviewed.review)) is not None
        }
        for each in self._checked.findings(reviewed):
            doubt = doubts.get(each.finding.element or "")
            note = f"（{UNSETTLED}：{opinions_of(doubt)}）" if doubt is not None else ""
            yield {
                **self._rule(each.finding.rule, each.finding.element),
                "kind": "fail",
                "level": LEVEL[each.finding.severity],
                "message": message(each.finding.message + note),
                "locations": [places.of_finding(each.finding)],
                "partialFingerprints": prints.of_finding(each),
                "suppressions": _suppressions(each, result),
                "properties": _told_besides(each, result),
            }
        for element, _ in self._checked.elements(reviewed):
            if element.id in doubts and element.status is Status.SUBSTANTIVE:
                yield self._doubt(element, doubts[element.id], places, prints)

    def _doubt(
        self,
        element: ElementResult,
        doubt: Contradiction,
        places: _Places,
        prints: Fingerprints,
    ) -> dict[str, Any]:
        """Returns the result for an element that counts as found until a person has looked."""
        start, end, _ = doubt.passage
        said = f"{UNSETTLED}：{element.name}。{opinions_of(doubt)}"
        return {
            **self._rule(UNSETTLED_RULE, element.id),
            "kind": "review",
            "level": "none",
            "message": message(said),
            "locations": [places.of_span(start, end)],
            "partialFingerprints": prints.of_verdict(UNSETTLED_RULE, element.id),
            "suppressions": [],
            "properties": {"element": element.id, "start": start, "end": end},
        }

    def _rule(self, rule: str, element: str | None) -> dict[str, Any]:
        id_ = rule_id(rule, element)
        return {"ruleId": id_, "ruleIndex": self._indexes[id_]}


class _Places:
    """Locations in one report."""

    def __init__(self, result: ReportResult, artifact: dict[str, Any]) -> None:
        self._result = result
        self._artifact = artifact
        self._regions = Regions(result.document.text)

    def of_finding(self, finding: Finding) -> dict[str, Any]:
        """Returns the location of a finding; the report itself where it is about all of it."""
        if finding.start is None or finding.end is None:
            return {"physicalLocation": {"artifactLocation": self._artifact}}
        return self.of_span(finding.start, finding.end)

    def of_span(self, start: int, end: int) -> dict[str, Any]:
        """Returns the location of a piece of the report."""
        result = self._result
        quote = masked(result.document.text[start:end], start, result.masked)
        location: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": self._artifact,
                "region": self._regions.region(start, end, quote),
            },
            "properties": {
                "paragraph": paragraph_at(result, start),
                "page": page_at(result, start),
            },
        }
        section = section_in(result, start)
        if section:
            location["logicalLocations"] = [{"name": section, "kind": "section"}]
        return location


def _suppressions(each: ReviewedFinding, result: ReportResult) -> list[dict[str, Any]]:
    """Returns why a finding no longer counts; an empty list says that it does (3.27.23)."""
    if each.counts or each.ruling is None:
        return []
    why = told(each.ruling, status_of(each.ruling, result))
    return [{"kind": "external", "status": "accepted", "justification": why}]


def _told_besides(each: ReviewedFinding, result: ReportResult) -> dict[str, Any]:
    finding, ruling = each.finding, each.ruling
    return {
        "element": finding.element,
        "advice": finding.advice,
        "legal_basis": finding.legal_basis,
        "start": finding.start,
        "end": finding.end,
        "decision": decision_object(ruling, status_of(ruling, result)) if ruling else None,
    }

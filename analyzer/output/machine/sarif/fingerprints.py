"""What makes a finding the same in the next run, whatever was edited elsewhere."""

from __future__ import annotations

from collections import Counter

from analyzer.review.fingerprint import content_of, digest
from analyzer.review.outcome import ReviewedFinding
from analyzer.review.subjects import ELEMENT_RULES, FindingKey, Subjects

KEY = "fazhi/v1"


class Fingerprints:
    """The fingerprints of one report's results, in the order in which they are asked for.

    Args:
        subjects: The report; the pieces of its text are told apart as decisions tell them apart.
    """

    def __init__(self, subjects: Subjects) -> None:
        body = content_of(subjects.issuer) if subjects.issuer else subjects.file
        self._report = (body, str(subjects.year or ""))
        findings = subjects.result.findings
        self._keys = {id(each): key for each, key in zip(findings, subjects.findings, strict=True)}
        self._alike: Counter[tuple[str, ...]] = Counter()

    def of_finding(self, reviewed: ReviewedFinding) -> dict[str, str]:
        """Returns the fingerprint of a finding: by rule, quotation and the pieces that it is in.

        A verdict on an element is the same whatever evidence is quoted for it.
        """
        finding = reviewed.finding
        key: FindingKey | None = self._keys.get(id(finding))
        if key is None or finding.rule in ELEMENT_RULES:
            return self.of_verdict(finding.rule, finding.element)
        place = (key.place.digest, str(key.place.length)) if key.place else ("", "")
        return self._numbered(finding.rule, finding.element or "", key.quote, *place)

    def of_verdict(self, rule: str, element: str | None) -> dict[str, str]:
        """Returns the fingerprint of something that a report has once for each element."""
        return self._numbered(rule, element or "")

    def _numbered(self, *parts: str) -> dict[str, str]:
        number = self._alike[parts]
        self._alike[parts] += 1
        return {KEY: digest("\n".join((*self._report, *parts, str(number))))}

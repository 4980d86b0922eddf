"""``term.*``: obsolete and wrong formulations, compared with the date of writing."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.judgement.rules.context import RuleContext
from analyzer.lexicon.schema import SEVERITIES
from analyzer.model.document import Identity
from analyzer.model.report import Finding

_SINGLE = str.maketrans("“”", "‘’")


def date_of_writing(identity: Identity) -> str | None:
    """Returns the date of writing as ISO text: the signature's, else the year after the reporting year.

    Without a signature the day is not known; the first day of that year is assumed, so that no
    formulation is called obsolete too early.
    """
    if identity.written is not None:
        return "{:04d}-{:02d}-{:02d}".format(*identity.written)
    if identity.reporting_year is not None:
        return f"{identity.reporting_year + 1:04d}-01-01"
    return None


def term_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields each obsolete or premature wording once, at its first place."""
    written = date_of_writing(context.reading.document.identity)
    if written is None:
        return
    marks = context.reading.matches.marks
    places: dict[int, list[tuple[int, int]]] = {}
    owners = {owner: number for number, owner in enumerate(context.reading.terms.terms)}
    for sentence in marks:
        for owner, hits in sentence.items():
            if owner in owners:
                places.setdefault(owners[owner], []).extend(
                    (hit.start, hit.end) for hit in hits if not hit.cited
                )
    for number, spans in sorted(places.items()):
        rule = context.pack.terms[number]
        if not rule.since <= written <= rule.until or not spans:
            continue
        if any(word in context.text for word in rule.unless):
            continue
        start, end = min(spans)
        word = context.text[start:end]
        more = f"，全文共 {len(spans)} 处" if len(spans) > 1 else ""
        yield context.finding(
            rule.rule,
            f"{_quoted(word)}应作{_quoted(rule.instead)}{more}。{rule.why}".rstrip("。"),
            start=start,
            end=end,
            severity=SEVERITIES[rule.severity],
        )


def _quoted(words: str) -> str:
    """Returns words in quotation marks; marks inside become single ones (GB/T 15834—2011, 4.8)."""
    return f"“{words.translate(_SINGLE)}”"

"""``year.*``: years that are not the one meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.judgement.plan_year import plan_year_mismatch
from analyzer.judgement.rules.context import RuleContext
from analyzer.model.document import Role
from analyzer.model.report import Finding

# A year that frames what follows; what stands before it is checked afterwards, for speed.
_FRAME = re.compile(r"20[0-9]{2}\s*年(?:度)?(?=[，,]|以来|我[局委县市镇区乡省厅]|全[年县市区局镇])")
_BEGINS = re.compile(r"(?:[。；：:\n]|\A)[ \t\u3000]*\Z")
# A sentence that says itself that it looks back.
_PAST = re.compile(r"以来|[，,]?[^，。；]{0,8}曾")
_LEADS_IN = re.compile(r"(?:以下是)?(?P<year>20\d{2})年的?(?:情况|工作)[^。，；：]{0,6}[：:]")
_TOLD = re.compile(r"现将\D{0,16}(?P<year>20\d{2})\s*年")
_HEADED = re.compile(r"(?<![\d—–\-－~～至到])(20\d{2})\s*年(?!\s*[—–\-－~～至])")


def year_findings(context: RuleContext) -> Iterator[Finding]:
    """Yields a plan for the wrong year, and other years where the reporting year is meant."""
    year = context.year
    if year is None:
        return
    wrong = plan_year_mismatch(context.reading, year)
    if wrong is not None:
        number, span = wrong
        yield context.finding(
            "year.plan-mismatch",
            f"下一年度安排写的是{number}年，报告年度是{year}年，应为{year + 1}年",
            start=span.start,
            end=span.end,
            element="next_plan",
        )
    yield from _stale(context, year)


def _stale(context: RuleContext, year: int) -> Iterator[Finding]:
    text = context.text
    document = context.reading.document
    body = document.identity.body_start, document.identity.body_end
    seen: set[int] = set()
    framed = [
        (match.start(), match.end(), False)
        for match in _FRAME.finditer(text, *body)
        if _BEGINS.search(text[max(body[0], match.start() - 6) : match.start()])
    ]
    for pattern in _TOLD, _LEADS_IN:
        framed += [(m.start("year"), m.end(), True) for m in pattern.finditer(text, *body)]
    for start, end, told in sorted(framed):
        number = int(text[start : start + 4])
        if number >= year or (number < year - 3 and not told) or _PAST.match(text, end):
            continue
        seen.add(start)
        yield _stale_finding(context, start, number, year)
    for index, section in enumerate(document.sections):
        roles = context.reading.section_roles[index]
        if Role.PLAN in roles and len(roles) == 1:
            continue
        found = _HEADED.search(section.title)
        if found is None or int(found[1]) >= year or "《" in section.title:
            continue
        start = section.heading.end - len(section.title) + found.start()
        if start not in seen:
            yield _stale_finding(context, start, int(found[1]), year)


def _stale_finding(context: RuleContext, start: int, number: int, year: int) -> Finding:
    return context.finding(
        "year.stale",
        f"这里写的是{number}年，报告年度是{year}年",
        start=start,
        end=start + 5,
    )

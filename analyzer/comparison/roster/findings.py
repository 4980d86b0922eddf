"""What a roster and the deadlines show → findings, worded with the pack's texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analyzer.comparison.roster.deadlines import Basis, Timeliness
from analyzer.comparison.roster.match import NotSubmitted, RosterResult, Unlisted
from analyzer.lexicon.schema import SEVERITIES, Pack
from analyzer.model.report import Finding, Severity

NOT_SUBMITTED = "roster.not-submitted"
UNLISTED = "roster.unlisted"
LATE = "deadline.late"
_NOTES = {
    Basis.SUBMITTED: "",
    Basis.DISCLOSED: "",
    Basis.PUBLISHED: "；按网页的发布时间算，转载、补发的请核对首次公开的日期",
    Basis.WRITTEN: "；没有报送日期，只看落款，报送不会早于落款，请核对实际报送日期",
}
_DAYS_OFF = {5: "星期六", 6: "星期日"}


def roster_findings(result: RosterResult, pack: Pack) -> Iterator[Finding]:
    """Yields who has not reported, in the order of the roster, and who is not on it."""
    for missing in result.missing:
        yield _finding(pack, NOT_SUBMITTED, Severity.ERROR, _not_submitted(missing, result.year))
    for unlisted in result.unlisted:
        yield _finding(pack, UNLISTED, Severity.INFO, _unlisted(unlisted))


def deadline_findings(times: Iterable[Timeliness], pack: Pack) -> Iterator[Finding]:
    """Yields which reports were late: a warning where that is beyond doubt, else a hint."""
    for time in times:
        if time.days_late:
            # What is only a sign stays a hint, however severe the pack wants lateness to be.
            yield _finding(
                pack,
                LATE,
                Severity.WARNING if time.asserted else Severity.INFO,
                _late(time),
                basis="；".join(map(str, time.deadline.basis)),
                fixed=not time.asserted,
            )


def _finding(
    pack: Pack,
    rule: str,
    severity: Severity,
    message: str,
    *,
    basis: str = "",
    fixed: bool = False,
) -> Finding:
    said = pack.rules.get(rule)
    if said is not None and said.severity and not fixed:
        severity = SEVERITIES[said.severity]
    return Finding(
        rule=rule,
        severity=severity,
        element=None,
        message=message,
        advice=said.advice if said else "",
        legal_basis=basis or ("；".join(map(str, said.basis)) if said else ""),
    )


def _not_submitted(missing: NotSubmitted, year: int) -> str:
    said = f"{missing.entry.name}没有报送 {year} 年度报告（名单第 {missing.entry.row} 行）"
    stray = [
        f"“{record.source}”{'看不出年度' if record.report['is_report'] else '不是年度报告'}"
        for record in missing.others
        if record.year in (None, year) or not record.report["is_report"]
    ]
    if stray:
        said += f"；报来的 {'、'.join(stray[:2])}"
    if missing.near:
        said += f"；名单外有名称相近的“{'”“'.join(missing.near)}”，请核对是不是写错了"
    return said


def _unlisted(unlisted: Unlisted) -> str:
    record = unlisted.record
    who = record.issuer or f"“{record.source}”"
    if unlisted.why:
        return f"{who}没有对上名单：{unlisted.why}"
    near = f"；名单上有名称相近的“{'”“'.join(unlisted.near)}”" if unlisted.near else ""
    return f"{who}报送了，但不在名单上{near}"


def _late(time: Timeliness) -> str:
    who = time.record.issuer or f"“{time.record.source}”"
    deadline = time.deadline
    note = _NOTES[time.basis]
    if time.due.weekday() in _DAYS_OFF and time.days_late <= 7 - time.due.weekday():
        # Neither the regulation nor, as a rule, a county's notice says that the day moves.
        day = _DAYS_OFF[time.due.weekday()]
        note += f"；期限当天是{day}，规定没有写顺延，当地准许顺延的请核对"
    if not deadline.certain:
        note += f"；{deadline.name}的期限各地要求不一，以当地要求为准"
    return (
        f"{who} {time.record.year} 年度报告{time.basis} {time.day}，"
        f"迟于{deadline.duty}期限 {time.due}（{deadline.name}）{time.days_late} 天{note}"
    )

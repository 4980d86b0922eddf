"""What the store knows of reports on the terminal: one block for each body and year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from rich.console import Console
from rich.text import Text

from analyzer.model.history import (
    Analysis,
    Course,
    Difference,
    History,
    Made,
    difference,
    resubmitted,
)
from analyzer.model.report import Status
from analyzer.output.layout import right, shortened
from analyzer.output.page import Page
from analyzer.output.wording import DECIDED_SIGN, STATUS, visible

_STATES = {
    "stands": "有效",
    "lapsed": "已失效，需重看",
    "replaced": "已被后来的认定代替",
    "gone": "程序已不再提出",
    "undone": "已撤销",
}
_TIME, _SCORE, _GRADE = 16, 6, 8
_INDENT, _GAP = 2, 2
# From this width on the lexicon stands in a column of its own, and paths are whole.
_WIDE = 110
_PACK = 28
_SIZES = ("字节", "KB", "MB", "GB", "TB")
_STEP = 1024


class HistoryScreen(Page):
    """Writes what a store knows to one console.

    Args:
        console: Where to; its width and colours are respected.
        labels: Id and short name of each element.
    """

    def __init__(self, console: Console, labels: Mapping[str, str]) -> None:
        super().__init__(console)
        self._labels = labels
        self._wide = self._width >= _WIDE

    def show(self, found: History) -> None:
        """Prints how much is kept, and each report's course."""
        held = found.holdings
        size = f"，{_size_of(held.size)}" if held.size is not None else ""
        self._folded(Text(f"【{visible(held.place)}{size}】", style="bold"))
        said = (
            f"{held.sources} 个文件，{held.documents} 种内容，判过 {held.results} 次，"
            f"认定 {held.decisions} 条"
        )
        self._folded(Text(said, style="dim"))
        for course in found.courses:
            self._print(Text())
            self._course(course)
        if found.others:
            self._print(Text())
            self._folded(Text(f"另有 {found.others} 份不是年度报告，没有列出", style="dim"))

    def _course(self, course: Course) -> None:
        year = f"{course.year}年度" if course.year else "年度不明"
        times = len(course.submissions)
        handed = f"，交过 {times} 次" if times > 1 else ""
        self._heading(f"{visible(course.name)}　{year}{handed}")
        for number, submission in enumerate(course.submissions, 1):
            self._places(course, number)
            last: Analysis | None = None
            for analysis in submission.analyses:
                self._analysis(analysis, last)
                last = analysis
            if number > 1:
                told = self._told(resubmitted(course.submissions[number - 2], submission))
                self._folded(Text(f"比上一次交的：{told}"), _INDENT)
        for made in course.decisions:
            self._made(made)

    def _places(self, course: Course, number: int) -> None:
        submission = course.submissions[number - 1]
        head = f"第{number}次，" if len(course.submissions) > 1 else ""
        shown = []
        for place in submission.places:
            name = place.path if self._wide else PurePath(place.path).name
            shown.append(visible(name) + ("" if place.current else "（已不在或已改）"))
        self._folded(Text(f"{head}{_time(submission.first_seen)} 收到：{'、'.join(shown)}"))

    def _analysis(self, analysis: Analysis, before: Analysis | None) -> None:
        changed = self._told(difference(before, analysis)) if before is not None else ""
        mark = DECIDED_SIGN if analysis.score != analysis.record.program_score else ""
        cells = [
            Text(_time(analysis.judged_at)),
            right(Text(f"{analysis.score:.1f}{mark}"), _SCORE),
            Text(shortened(visible(str(analysis.record.report["grade"])), _GRADE)),
        ]
        widths = [_TIME, _SCORE, _GRADE]
        pack = visible(analysis.pack)
        if self._wide:
            cells.append(Text(pack, style="dim"))
            widths.append(_PACK)
        else:
            changed = f"{pack}　{changed}"
        cells.append(Text(changed))
        taken = _INDENT + sum(widths) + _GAP * len(widths) + _GAP
        widths.append(max(20, self._width - taken))
        self._rows([Text(), *cells], [0, *widths], gap=_GAP)

    def _told(self, changed: Difference) -> str:
        """Says what changed, and whether the report is the cause."""
        parts = [f"{changed.delta:+.1f}" if changed.delta else "得分没有变"]
        parts += [
            f"{visible(self._labels.get(id_, id_))} {STATUS[change.before]}→{STATUS[change.after]}"
            for id_, change in changed.changes.items()
        ]
        rules = "" if changed.same_rules else "（判法也变了）"
        return "；".join(parts) + rules

    def _made(self, made: Made) -> None:
        said = made.said
        label = self._labels.get(said["element"] or "", said["what"] or said["rule"] or "")
        if said["status"] is not None:
            verdict = f"认定为{STATUS[Status(said['status'])]}"
            before = said["program_status"]
            verdict = f"程序判{STATUS[Status(before)]}，{verdict}" if before else verdict
        else:
            label = said["what"] or said["rule"] or ""
            verdict = "属实" if said["holds"] else "不成立"
        reason = f"：{said['because']}" if said["because"] else ""
        line = f"认定 {said['at'][:10]} {said['by']}　{label}　{verdict}{reason}"
        text = Text(visible(line))
        style = "green" if made.state == "stands" else "yellow"
        text.append(f"（{_STATES[made.state]}）", style)
        self._folded(text, _INDENT)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _size_of(size: int) -> str:
    step, left = 0, float(size)
    while left >= _STEP and step < len(_SIZES) - 1:
        left, step = left / _STEP, step + 1
    return f"{left:.0f} {_SIZES[step]}" if step < 2 else f"{left:.1f} {_SIZES[step]}"

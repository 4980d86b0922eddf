"""Bodies across years on the terminal: elements by year, what became of plans, repeated faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console
from rich.text import Text

from analyzer.model.comparison import Aside
from analyzer.model.report import Status
from analyzer.model.trend import Body, Copied, FollowedUp, FollowUp, Point, Trend
from analyzer.output.layout import columns, shortened
from analyzer.output.marking import CLOSE, OPEN, marked
from analyzer.output.page import Page
from analyzer.output.wording import (
    FOLLOW_UP,
    NOT_APPLICABLE,
    NOT_APPLICABLE_SIGN,
    STATUS,
    STATUS_SIGN,
    became_of,
    visible,
)

_STATUS_STYLE = {
    Status.SUBSTANTIVE: "green",
    Status.MENTIONED: "yellow",
    Status.MISSING: "bold red",
}
_SHORT_STATUS = {Status.SUBSTANTIVE: "实", Status.MENTIONED: "空", Status.MISSING: "缺"}
_FOLLOW_UP_STYLE = {
    FollowUp.DONE: "green",
    FollowUp.PARTIAL: "yellow",
    FollowUp.NOT_FOUND: "bold red",
}
# They stand in GBK. Consoles differ on their width, so that nothing stands behind them.
_BARS = "▁▂▃▄▅▆▇█"
_NO_REPORT = "．"
# Scores closer together than this would look like leaps.
_LEAST_RANGE = 20.0
_LABEL, _YEAR, _GAP = 18, 6, 2
_INDENT = 4
# Of copied passages, unless all was asked for: how many, and how much around what differs.
_COPIED, _AROUND = 10, 12
_NAMED = 8


class YearsScreen(Page):
    """Writes bodies across years to one console.

    Args:
        console: Where to; its width and colours are respected.
        labels: Id and short name of each element.
        verbose: Also show every passage in full.
    """

    def __init__(self, console: Console, labels: dict[str, str], *, verbose: bool = False) -> None:
        super().__init__(console)
        self._labels = labels
        self._verbose = verbose

    def show(self, found: Trend, *, issuer: str | None = None) -> None:
        """Prints every body, and what was left out.

        Args:
            found: The bodies.
            issuer: What their names were searched for, if anything.
        """
        if issuer is not None and len(found.bodies) > 1:
            names = "、".join(visible(body.name) for body in found.bodies)
            self._folded(
                Text(f"名称里有“{visible(issuer)}”的单位有 {len(found.bodies)} 个：{names}")
            )
            self._print(Text())
        for number, body in enumerate(found.bodies):
            if number:
                self._print(Text())
            self._body(body)
        self._aside(found)

    def _body(self, body: Body) -> None:
        first, last = body.points[0].year, body.points[-1].year
        years = f"{first}年度" if first == last else f"{first}—{last}年度"
        self._folded(
            Text(f"【{visible(body.name)}，{years}，{len(body.points)} 份报告】", style="bold")
        )
        self._table(body)
        self._notes(body)
        self._follow_up(body)
        self._repeated(body)
        self._copied(body)

    # -- By year ---------------------------------------------------------------------------------

    def _table(self, body: Body) -> None:
        spread = body.by_year
        room = max(1, (self._width - _LABEL - len("  变化") * 2) // (_YEAR + _GAP))
        shown = spread[-room:]
        heads = [str(year) + ("＊" if point and point.duplicate else "") for year, point in shown]
        last = shown[-1][1]
        compared = last is not None and last.delta is not None
        self._row("", [Text(head, style="dim") for head in heads], "较上年" if compared else "")
        for id_, label in self._labels.items():
            self._row(label, [_sign(point, id_) for _, point in shown], _changed(shown[-1][1], id_))
        scores = [Text(f"{point.score:.1f}" if point else "无报告") for _, point in shown]
        self._row("得分", scores, _delta(shown[-1][1]))
        deltas = [Text(_delta(point), style="dim") for _, point in shown]
        if any(delta.plain for delta in deltas):
            self._row("增减", deltas, "")
        if len(spread) > 1:
            self._row("走势", [Text(_sparkline([point for _, point in spread]))], "")
        legend = "  ".join(f"{STATUS_SIGN[status]}{STATUS[status]}" for status in Status)
        self._print(Text(f"{legend}  {NOT_APPLICABLE_SIGN}{NOT_APPLICABLE}", style="dim"))
        if len(shown) < len(spread):
            said = f"只列出最近 {len(shown)} 列，更早的请放宽窗口或看 --format json"
            self._folded(Text(said, style="yellow"))

    def _row(self, label: str, cells: Sequence[Text], last: str) -> None:
        line = Text(shortened(label, _LABEL))
        filled = _LABEL
        for cell in [*cells, Text(last)]:
            if cell.plain:
                line.append(" " * max(filled - columns(line.plain), 1))
                line.append_text(cell)
            filled += _YEAR + _GAP
        self._print(line)

    def _notes(self, body: Body) -> None:
        if body.gaps:
            gaps = "、".join(f"{year}" for year in body.gaps)
            self._folded(Text(f"没有 {gaps} 年度的报告，前后两年不能相比", style="yellow"))
        for point in body.points:
            if point.duplicate and point.stands:
                same = [other for other in body.points if other.year == point.year]
                files = "、".join(PurePath(other.record.source).name for other in same)
                used = PurePath(point.record.source).name
                said = f"{point.year}年度有 {len(same)} 份：{files}；与别的年度相比用的是 {used}"
                self._folded(Text(visible(said), style="yellow"))

    # -- Plans and shortcomings ------------------------------------------------------------------

    def _follow_up(self, body: Body) -> None:
        for year in sorted({item.from_year for item in body.follow_up}):
            items = [item for item in body.follow_up if item.from_year == year]
            counts = "，".join(
                f"{word} {sum(item.status is status for item in items)}"
                for status, word in FOLLOW_UP.items()
            )
            self._print(Text())
            self._folded(
                Text(f"承诺的下落：{year}年度安排 {len(items)} 条，看{year + 1}年度报告（{counts}）",
                     style="bold")
            )  # fmt: skip
            for item in items:
                self._item(item)

    def _item(self, item: FollowedUp) -> None:
        line = Text()
        line.append(f"{became_of(item)}  ", _FOLLOW_UP_STYLE[item.status])
        line.append(visible(item.plan.text))
        self._quoted(line, 0)
        sure = f"把握 {item.confidence:.0%}"
        if item.passage is None:
            self._folded(Text(sure, style="dim"), _INDENT)
            return
        self._quoted(Text(f"→{visible(item.passage.text)}"), _INDENT)
        place = f"{visible(item.section)}，" if item.section else ""
        self._folded(Text(f"（{place}{sure}）", style="dim"), _INDENT)

    def _repeated(self, body: Body) -> None:
        if not body.repeated:
            return
        self._print(Text())
        self._folded(Text(f"又写了一遍的不足（{len(body.repeated)} 条）", style="bold"))
        for item in body.repeated:
            self._quoted(Text(f"{item.from_year}  {visible(item.earlier.text)}"), 0)
            self._quoted(Text(f"{item.to_year}  {visible(item.later.text)}", style="yellow"), 0)

    def _copied(self, body: Body) -> None:
        if not body.copied:
            return
        self._print(Text())
        said = f"从往年报告抄来的段落（{len(body.copied)} 处，不同的字用{OPEN}{CLOSE}标出）"
        self._folded(Text(said, style="bold"))
        shown = body.copied if self._verbose else _foremost(body.copied)
        for item in shown:
            self._pair(item)
        if len(shown) < len(body.copied):
            said = f"只列出 {len(shown)} 处，年份、数字没有改的和长的在先；加 --verbose 列出全部"
            self._folded(Text(said, style="yellow"))

    def _pair(self, item: Copied) -> None:
        exact = item.similarity == 1
        same = "一字不差" if exact else f"相似度 {item.similarity:.0%}"
        self._folded(Text(f"{item.from_year}→{item.to_year}　{same}", style="cyan"))
        sides = [(item.to_year, item.later, item.later_differs)]
        if not exact:
            sides.insert(0, (item.from_year, item.earlier, item.earlier_differs))
        for year, passage, differs in sides:
            around = None if self._verbose else _AROUND
            text = marked(passage.text, passage.start, differs, around=around)
            if exact and not self._verbose:
                text = Text(shortened(text.plain, self._width - _YEAR))
            self._rows([Text(str(year)), text], [_YEAR - _GAP, self._width - _YEAR])
        kept = {"年份还是旧的": item.years, "数字没有变": item.figures}
        for said, places in kept.items():
            if places:
                named = places if self._verbose else places[:_NAMED]
                listed = "、".join(f"“{visible(place.text)}”" for place in named)
                more = f"等 {len(places)} 处" if len(named) < len(places) else ""
                self._folded(Text(f"！{said}：{listed}{more}", style="yellow"), _YEAR)

    def _aside(self, found: Trend) -> None:
        for why in (Aside.NOT_A_REPORT, Aside.NO_YEAR):
            records = [record for record, reason in found.aside if reason is why]
            if records:
                named = [PurePath(record.source).name for record in records[:_NAMED]]
                files = visible("、".join(named)) + ("等" if len(records) > _NAMED else "")
                self._print(Text())
                said = f"没有列入（{why}）{len(records)} 份：{files}"
                self._folded(Text(said, style="yellow"))

    def _quoted(self, text: Text, indent: int) -> None:
        """Prints a quotation, on one line unless all of it was asked for."""
        if not self._verbose and columns(text.plain) > self._width - indent:
            cut = shortened(text.plain, self._width - indent)
            text = Text(cut, style=text.style, spans=[s for s in text.spans if s.end <= len(cut)])
        self._folded(text, indent)


def _foremost(copied: Sequence[Copied]) -> Sequence[Copied]:
    """Returns the passages that an inspector must see first, in their order."""
    ranked = sorted(
        copied,
        key=lambda item: (
            not item.years,
            not item.figures,
            -item.characters * item.similarity,
        ),
    )[:_COPIED]
    return [item for item in copied if any(item is one for one in ranked)]


def _sign(point: Point | None, id_: str) -> Text:
    if point is None:
        return Text(_NO_REPORT, style="dim")
    status = point.record.applicable.get(id_)
    if status is None:
        return Text(NOT_APPLICABLE_SIGN, style="dim")
    return Text(STATUS_SIGN[status], style=_STATUS_STYLE[status])


def _changed(point: Point | None, id_: str) -> str:
    change = point.changes.get(id_) if point else None
    return f"{_SHORT_STATUS[change.before]}→{_SHORT_STATUS[change.after]}" if change else ""


def _delta(point: Point | None) -> str:
    if point is None or point.delta is None:
        return ""
    return f"{point.delta:+.1f}" if point.delta else "持平"


def _sparkline(points: Sequence[Point | None]) -> str:
    """Returns the scores as bars; the lowest and the highest are at least 20 points apart."""
    scores = [point.score for point in points if point is not None]
    top = max(scores)
    bottom = min(min(scores), max(top - _LEAST_RANGE, 0.0))
    width = max(top - bottom, 1.0)
    return "".join(
        _BARS[round((point.score - bottom) / width * (len(_BARS) - 1))] if point else _NO_REPORT
        for point in points
    )

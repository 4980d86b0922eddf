"""Copied text → JSON, and a screen: passages side by side with what differs marked, own shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from analyzer.comparison.copying.shared import Copying, Share, SharedPassage, Side
from analyzer.model.record import Record
from analyzer.model.report import Failure, Finding, Severity
from analyzer.model.text import masked
from analyzer.output.layout import right, shortened
from analyzer.output.marking import CLOSE, OPEN, marked
from analyzer.output.page import Page
from analyzer.output.places import page_of, paragraph_of, place_of
from analyzer.output.wording import SEVERITY, SEVERITY_SIGN, visible

SIMILAR_VERSION = "1.1"
# From this many columns on both texts stand side by side.
_WIDE = 100
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is shown.

    Attributes:
        records: The reports that were compared.
        copying: What they have in common.
        passages: Those of its passages that the user asked for.
        reports: The numbers of the reports whose own share the user asked for.
        findings: What must be told besides, each with its report's number.
        skipped: Sources of texts that are no annual reports, and what they are.
        errors: Files that could not be read.
    """

    records: Sequence[Record]
    copying: Copying
    passages: Sequence[SharedPassage]
    reports: Sequence[int]
    findings: Sequence[tuple[int, Finding]]
    skipped: Sequence[tuple[str, str]]
    errors: Sequence[Failure]


# -- JSON ----------------------------------------------------------------------------------------


def similar_object(comparison: Comparison) -> dict[str, Any]:
    """Returns the object that ``fazhi similar --format json`` prints; personal data is masked."""
    records = comparison.records
    return {
        "schema_version": SIMILAR_VERSION,
        "pairs": [_pair(passage, records) for passage in comparison.passages],
        "reports": [
            _share(records[number], comparison.copying.shares[number])
            for number in comparison.reports
        ],
        "findings": [
            {**_who(records[number]), **finding.to_dict()}
            for number, finding in comparison.findings
        ],
        "skipped": [{"source": source, "kind": kind} for source, kind in comparison.skipped],
        "errors": [error.to_dict() for error in comparison.errors],
    }


def _pair(passage: SharedPassage, records: Sequence[Record]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, side in (("a", passage.a), ("b", passage.b)):
        record = records[side.report]
        told |= {
            key: record.source,
            f"{key}_issuer": record.issuer,
            f"{key}_year": record.year,
            f"{key}_start": side.start,
            f"{key}_end": side.end,
            f"{key}_text": _quoted(record, side.start, side.end),
            f"{key}_paragraph": paragraph_of(record, side.start),
            f"{key}_page": page_of(record, side.start),
            f"{key}_differs": [list(piece) for piece in side.differs],
        }
    return {
        **told,
        "same_body": passage.own,
        "characters": passage.characters,
        "similarity": passage.similarity,
    }


def _share(record: Record, share: Share) -> dict[str, Any]:
    own = share.own
    return {
        **_who(record),
        "characters": share.characters,
        "shared": share.shared,
        "stock": share.stock,
        "own_share": None if own is None else round(own, 4),
    }


def _who(record: Record) -> dict[str, Any]:
    return {"source": record.source, "issuer": record.issuer, "year": record.year}


def _quoted(record: Record, start: int, end: int) -> str:
    # Masked before it is cut: of a name cut in two, each part would show its first character.
    return masked(record.text, 0, record.masked)[start:end]


# -- Screen --------------------------------------------------------------------------------------


class SimilarScreen(Page):
    """Writes copied text to one console.

    Args:
        console: Where to; its width and colours are respected.
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console)

    def show(self, comparison: Comparison) -> None:
        """Prints passages, findings and own shares."""
        passages = comparison.passages
        self._heading(f"相同的段落（{len(passages)} 处，比了 {len(comparison.records)} 份报告）")
        if not passages:
            self._print(Text("没有发现相同的段落。", style="green"))
        else:
            note = f"不同的字用{OPEN}{CLOSE}标出；套话、标题、书名不算相同"
            self._folded(Text(note, style="dim"))
        self._print(Text())
        for number, passage in enumerate(passages, 1):
            self._passage(number, passage, comparison.records)
        self._findings(comparison)
        self._shares(comparison)

    def _passage(self, number: int, passage: SharedPassage, records: Sequence[Record]) -> None:
        a, b = records[passage.a.report], records[passage.b.report]
        kind = "同一单位的两年" if passage.own else "两个单位"
        exact = "一字不差" if passage.similarity == 1 else f"相似度 {passage.similarity:.0%}"
        head = Text(f"{number}. ", style="bold")
        head.append(f"{kind}，{exact}，相同的实义字 {passage.characters} 个")
        self._folded(head)
        cells = [
            (self._side_head("甲", a, passage.a), _marked(a, passage.a)),
            (self._side_head("乙", b, passage.b), _marked(b, passage.b)),
        ]
        if self._width >= _WIDE:
            half = (self._width - 4) // 2
            for pair in zip(*cells, strict=True):
                self._rows(list(pair), [half, half], gap=3)
        else:
            for said, text in cells:
                self._folded(said)
                self._rows([Text(), text], [0, self._width - 2])
        self._print(Text())

    def _side_head(self, name: str, record: Record, side: Side) -> Text:
        year = f"{record.year}年，" if record.year else ""
        issuer = visible(record.issuer or "单位不明")
        place = place_of(record, side.start)
        return Text(f"{name}　{issuer}（{year}{visible(record.source)}，{place}）", style="cyan")

    def _findings(self, comparison: Comparison) -> None:
        if not comparison.findings:
            return
        self._heading(f"问题（{len(comparison.findings)} 条）")
        for count, (number, finding) in enumerate(comparison.findings, 1):
            record = comparison.records[number]
            style = _SEVERITY_STYLE[finding.severity]
            mark = Text(f"{SEVERITY_SIGN[finding.severity]}{count}", style=style)
            head = Text(f"{SEVERITY[finding.severity]}：{visible(finding.message)}", style=style)
            head.append(f" [{finding.rule}]", style="dim not bold")
            self._rows([mark, head], [4, self._width - 5], gap=1)
            place = place_of(record, finding.start or 0)
            quote = shortened(visible(finding.text), 2 * self._width)
            for name, said in (
                ("文件", f"{visible(record.source)}，{place}"),
                ("原文", f"「{quote}」"),
                ("补正", finding.advice),
            ):
                cells = [Text(), Text(name, style="dim"), Text(said)]
                self._rows(cells, [4, 4, self._width - 10], gap=1)
        self._print(Text())

    def _shares(self, comparison: Comparison) -> None:
        pairs = [
            (comparison.records[number], comparison.copying.shares[number])
            for number in comparison.reports
        ]
        shown = sorted(
            ((share.own, record, share) for record, share in pairs if share.own is not None),
            key=lambda told: (told[0], told[1].source),
        )
        if not shown:
            return
        self._heading("每份报告自己的文字")
        widths = [6, 6, 4, max(10, self._width - 22)]
        names = ("自己的", "相同的", "套话", "报告")
        self._rows([Text(name, style="dim") for name in names], widths)
        for own, record, share in shown:
            parts = (own, share.shared / share.characters, share.stock / share.characters)
            year = f"{record.year}年，" if record.year else ""
            who = f"{visible(record.issuer or '单位不明')}（{year}{visible(record.source)}）"
            cells = [
                right(Text(f"{part:.0%}"), width)
                for part, width in zip(parts, widths, strict=False)
            ]
            self._rows([*cells, Text(who)], widths)
        self._print(Text())

    def aside(self, comparison: Comparison) -> None:
        """Prints what was not compared, and why."""
        for source, kind in comparison.skipped:
            self._folded(Text(f"没有比：{visible(source)}（{visible(kind)}，不是年度报告）"))
        self.errors(comparison.errors)


def _marked(record: Record, side: Side) -> Text:
    """Returns one side with what the other has not marked."""
    return marked(_quoted(record, side.start, side.end), side.start, side.differs)

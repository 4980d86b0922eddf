"""What was read from a file, for a clerk who wonders why a verdict came out as it did.

Metadata, the tree of sections with what each was taken for, and the text itself, its paragraphs
numbered as the gap list names them. Personal data is masked here as everywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Any

from rich.console import Console
from rich.text import Text

from analyzer.model.document import Section
from analyzer.model.report import SCHEMA_VERSION, Failure, ReportResult
from analyzer.model.text import Provenance, masked
from analyzer.output.layout import shortened
from analyzer.output.page import Page
from analyzer.output.wording import visible

# What people call the formats.
_FORMATS = {
    "txt": "文本文件",
    "docx": "Word 文件（.docx）",
    "doc": "旧版 Word 或 WPS 文件（.doc、.wps）",
    "rtf": "RTF 文件",
    "odt": "ODF 文档（.odt）",
    "xml": "Word 2003 的 XML 文档",
    "pdf": "PDF 文件",
    "ofd": "OFD 文件",
    "html": "网页",
    "mht": "网页（单个文件）",
    "image": "图片",
}
_LABEL = 8
_ROLE = 10


def read_object(
    read: list[tuple[Provenance, ReportResult]], errors: list[Failure]
) -> dict[str, Any]:
    """Returns the object that ``fazhi read --format json`` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [_document(provenance, result) for provenance, result in read],
        "errors": [error.to_dict() for error in errors],
    }


def _document(provenance: Provenance, result: ReportResult) -> dict[str, Any]:
    report = result.to_dict(include_text=True)
    identity = result.document.identity
    return {
        "source": provenance.name,
        "format": provenance.format,
        "encoding": provenance.encoding,
        "pages": len(provenance.page_starts) or None,
        "page_starts": list(provenance.page_starts),
        "confidence": list(provenance.confidence),
        "published": _iso(provenance.published),
        "publisher": provenance.publisher,
        **{key: report[key] for key in ("title", "kind", "is_report", "reporting_year", "issuer")},
        "level": report["level"],
        "written": _iso(identity.written),
        "characters": report["characters"],
        "sections": [
            {**section, "roles": [str(role) for role in roles]}
            for section, roles in zip(report["sections"], result.section_roles, strict=True)
        ],
        "text": report["text"],
    }


def _iso(date: tuple[int, int, int] | None) -> str | None:
    return "{:04d}-{:02d}-{:02d}".format(*date) if date else None


def _said(date: tuple[int, int, int]) -> str:
    return "{}年{}月{}日".format(*date)


class ReadingScreen(Page):
    """Writes what was read to one console.

    Args:
        console: Where to; its width is respected.
        outline: Leave the text itself out.
    """

    def __init__(self, console: Console, *, outline: bool = False) -> None:
        super().__init__(console)
        self._outline = outline

    def document(self, provenance: Provenance, result: ReportResult) -> None:
        """Prints one document."""
        rule = Text("=" * self._width, style="dim")
        self._print(rule)
        for name, value in self._metadata(provenance, result):
            self._rows([Text(name, style="dim"), Text(visible(value))], [_LABEL, self._width - 10])
        self._print(rule)
        self._print(Text())
        self._sections(result)
        if not self._outline:
            self._text(result)

    def _metadata(self, provenance: Provenance, result: ReportResult) -> list[tuple[str, str]]:
        document = result.document
        identity = document.identity
        said = [
            ("文件", provenance.name),
            ("格式", _FORMATS.get(provenance.format, provenance.format)),
        ]
        if provenance.encoding:
            said.append(("编码", provenance.encoding.upper()))
        if provenance.page_starts:
            said.append(("页数", _pages(provenance)))
        length = sum(not ch.isspace() for ch in document.text)
        said.append(("字数", f"{length:,}，{len(document.paragraphs)} 段"))
        if provenance.published:
            said.append(("发布时间", _said(provenance.published)))
        if provenance.publisher:
            said.append(("来源", provenance.publisher))
        level = f"（{identity.level}）" if identity.level else ""
        said += [
            ("标题", result.shown(identity.title) or "（没有标题）"),
            ("文种", identity.kind_name),
            ("报送单位", f"{identity.issuer or '看不出'}{level}"),
            ("报告年度", f"{identity.reporting_year}年" if identity.reporting_year else "看不出"),
        ]
        if identity.written:
            said.append(("成文日期", _said(identity.written)))
        return said

    def _sections(self, result: ReportResult) -> None:
        sections = result.document.sections
        self._print(Text(f"【章节（{len(sections)} 个）】", style="bold"))
        if not sections:
            self._print(Text("  没有认出标题。"))
        room = self._width - _ROLE - 14
        for section, roles in zip(sections, result.section_roles, strict=True):
            indent = "  " * section.level
            title = shortened(
                indent + visible(result.shown(f"{section.number}{section.title}")), room
            )
            place = f"第{_paragraph(result, section)}段"
            cells = [
                Text(title),
                Text("、".join(roles), style="cyan"),
                Text(place, style="dim"),
            ]
            self._rows(cells, [room, _ROLE, 10])
        self._print(Text())

    def _text(self, result: ReportResult) -> None:
        document = result.document
        headings = {section.heading.start for section in document.sections if not section.run_in}
        title = document.identity.title_span
        pages = document.page_starts
        self._print(Text("【全文】", style="bold"))
        gutter = max(4, len(str(len(document.paragraphs))) + 1)
        shown = 0
        for paragraph in document.paragraphs:
            page = bisect_right(pages, paragraph.start)
            if page > shown:
                shown = page
                self._print(Text(f"{'-' * 8} 第 {page} 页 {'-' * 8}", style="dim"))
            text = masked(
                document.text[paragraph.start : paragraph.end], paragraph.start, result.masked
            )
            bold = paragraph.start <= title.start < paragraph.end or any(
                paragraph.start <= start < paragraph.end for start in headings
            )
            self._rows(
                [
                    Text(f"{paragraph.number}".rjust(gutter - 1), style="dim"),
                    Text(visible(text), style="bold" if bold else ""),
                ],
                [gutter, self._width - gutter - 2],
                gap=1,
            )
        self._print(Text())


def _pages(provenance: Provenance) -> str:
    pages = f"{len(provenance.page_starts)} 页"
    scanned = [
        (confidence, number)
        for number, confidence in enumerate(provenance.confidence, 1)
        if confidence is not None
    ]
    if not scanned:
        return pages
    least, number = min(scanned)
    return (
        f"{pages}，其中扫描识别 {len(scanned)} 页，"
        f"把握最低的是第 {number} 页（{min(least, 0.99):.0%}）"
    )


def _paragraph(result: ReportResult, section: Section) -> int:
    paragraphs = result.document.paragraphs
    return max(1, bisect_left(paragraphs, section.start + 1, key=attrgetter("start")))

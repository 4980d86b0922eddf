"""OFD files as programs of several makers write them, around any report.

Layout as GB/T 9704-2012 has it, in millimetres. How a line becomes text objects is the manner of a
program: one object a line, one a run, one a character with its glyph (and sizes in points under a
matrix), or everything turned by a quarter.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 26.0, 35.0
POINT = 25.4 / 72
BODY, TITLE, PITCH, CELL = 16 * POINT, 22 * POINT, 28 * POINT, 12 * POINT
ACROSS = WIDTH - LEFT - RIGHT
_NO_START = "，。、；：！？”’）》〕】%"
_DATE = re.compile(r"[^。，]{0,12}年[^。，]{1,5}月[^。，]{1,4}日\Z")


class Set(NamedTuple):
    """Characters set on one baseline, in millimetres from the upper left corner of the paper."""

    text: str
    x: float
    y: float
    size: float
    gap: float = 0.0

    @property
    def steps(self) -> list[float]:
        """How far it is from each character to the next; the gap justifies the line."""
        return [step + self.gap for step in advances(self.text, self.size)]

    @property
    def wide(self) -> float:
        """How far it reaches."""
        return sum(self.steps) - self.gap


class Rule(NamedTuple):
    """A ruled line of a table, in millimetres."""

    x: float
    y: float
    to_x: float
    to_y: float


Manner = Callable[[Set], str]


def width(text: str, size: float) -> float:
    """How far a text reaches: digits and Latin letters take half a character."""
    return sum(advances(text, size))


def advances(text: str, size: float) -> list[float]:
    """How far each character reaches."""
    return [size / 2 if ch.isascii() else size for ch in text]


# --- How programs write a line ------------------------------------------------------------------


def by_line(line: Set) -> str:
    """One object a line, places of characters as a repeated step where they are alike."""
    steps = [round(step, 4) for step in line.steps[:-1]]
    alike = len(set(steps)) == 1 and len(steps) > 1
    delta = f"g {len(steps)} {steps[0]}" if alike else " ".join(map(str, steps))
    return (
        f'<ofd:TextObject ID="7" Boundary="{line.x:.3f} {line.y - line.size:.3f}'
        f' {line.wide:.3f} {1.3 * line.size:.3f}" Font="3" Size="{line.size:.4f}">'
        f'<ofd:TextCode X="0" Y="{line.size:.4f}" DeltaX="{delta}">{escape(line.text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def by_run(line: Set) -> str:
    """One object for each run of digits and of other characters; steps only in justified lines."""
    x, objects = line.x, []
    for run in re.finditer(r"[\x00-\x7f]+|[^\x00-\x7f]+", line.text):
        steps = line.steps[run.start() : run.end()]
        delta = f' DeltaX="{" ".join(f"{step:.3f}" for step in steps[:-1])}"' if line.gap else ""
        objects.append(
            f'<ofd:TextObject ID="7" Boundary="{x:.3f} {line.y - line.size:.3f} 60 9" Font="3"'
            f' Size="{line.size:.4f}"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0"'
            f' Y="{line.size:.4f}"{delta}>{escape(run.group())}</ofd:TextCode></ofd:TextObject>'
        )
        x += sum(steps)
    return "".join(objects)


def by_character(line: Set) -> str:
    """One object a character, in points below a matrix, with its glyph, last one first."""
    x, objects = line.x, []
    for char, step in zip(line.text, line.steps, strict=True):
        left, top = x - 1.5, line.y - line.size
        objects.append(
            f'<ofd:TextObject ID="7" CTM="0.3527 0 0 0.3527 {-left:.4f} {-top + HEIGHT:.4f}"'
            f' Boundary="{left:.4f} {top:.4f} 9 9" Font="16" Size="{line.size / 0.3527:.3f}"'
            ' Stroke="false" Fill="true"><ofd:CGTransform CodePosition="0" CodeCount="1"'
            ' GlyphCount="1"><ofd:Glyphs>446</ofd:Glyphs></ofd:CGTransform>'
            f'<ofd:TextCode X="{x / 0.3527:.3f}" Y="{(line.y - HEIGHT) / 0.3527:.3f}">'
            f"{escape(char)}</ofd:TextCode></ofd:TextObject>"
        )
        x += step
    return "".join(reversed(objects))


def by_codes(line: Set) -> str:
    """One object a line with a code for every ten characters, steps one by one, in a block."""
    x, codes = 0.0, []
    for at in range(0, len(line.text), 10):
        piece = line.text[at : at + 10]
        steps = " ".join(f"{step:.3f}" for step in line.steps[at : at + len(piece) - 1])
        codes.append(
            f'<ofd:TextCode X="{x:.3f}" Y="{line.size:.3f}" DeltaX="{steps}">{escape(piece)}</ofd:TextCode>'
        )
        x += sum(line.steps[at : at + 10])
    return (
        f'<ofd:PageBlock ID="9"><ofd:TextObject ID="7" Font="3" Size="{line.size:.4f}" Boundary='
        f'"{line.x:.3f} {line.y - line.size:.3f} 160 9">{"".join(codes)}</ofd:TextObject></ofd:PageBlock>'
    )


def turned(line: Set) -> str:
    """One object a line on paper that is turned to the left: each object has a matrix for it."""
    steps = " ".join(f"{step:.4f}" for step in line.steps[:-1])
    return (
        f'<ofd:TextObject ID="7" CTM="0 -1 1 0 {line.y:.4f} {WIDTH - line.x:.4f}" Boundary="0 0 297 210"'
        f' Font="3" Size="{line.size:.4f}"><ofd:TextCode X="0" Y="0" DeltaX="{steps}">'
        f"{escape(line.text)}</ofd:TextCode></ofd:TextObject>"
    )


def drawn(rule: Rule, manner: Manner) -> str:
    """A ruled line as a path, in the space of the paper."""
    matrix = f'CTM="0 -1 1 0 0 {WIDTH:g}" ' if manner is turned else ""
    return (
        f'<ofd:PathObject ID="8" {matrix}Boundary="0 0 297 297" LineWidth="0.25"><ofd:AbbreviatedData>'
        f"M {rule.x:.3f} {rule.y:.3f} L {rule.to_x:.3f} {rule.to_y:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


MANNERS: tuple[Manner, ...] = (by_line, by_run, by_character, by_codes, turned)


# --- Files --------------------------------------------------------------------------------------


def page(content: str, *, template: str = "", box: str = "") -> str:
    """The part of a page.

    Args:
        content: The XML of its objects.
        template: The ID of its template page.
        box: The size of its own paper.
    """
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>" if box else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {SPACE}>{area}{used}<ofd:Content>'
        f'<ofd:Layer ID="2" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def parts(
    pages: Sequence[str], *, templates: Mapping[str, str] | None = None, document: str = "Doc_0"
) -> dict[str, str]:
    """The parts of a package with one document.

    Args:
        pages: The XML of its pages.
        templates: The XML of its template pages by their IDs.
        document: The folder of the document.
    """
    templates = templates or {}
    listed = "".join(
        f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
        for n in range(len(pages))
    )
    shared = "".join(
        f'<ofd:TemplatePage ID="{key}" BaseLoc="Tpls/Tpl_{key}/Content.xml"/>' for key in templates
    )
    return {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {SPACE} Version="1.0" DocType="OFD">'
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
        f"<ofd:DocRoot>{document}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        f"{document}/Document.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {SPACE}>'
        f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH:g} {HEIGHT:g}"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{shared}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        f"{document}/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="仿宋"/></ofd:Fonts></ofd:Res>',
        **{f"{document}/Pages/Page_{n}/Content.xml": xml for n, xml in enumerate(pages)},
        **{f"{document}/Tpls/Tpl_{key}/Content.xml": xml for key, xml in templates.items()},
    }


def packed(files: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ofd(lines: Sequence[str], manner: Manner = by_line) -> bytes:
    """An OFD file of a report: page numbers on the pages, a running head in a template page."""
    pages = []
    for number, placed in enumerate(laid_out(lines), 1):
        label = f"— {number} —"
        foot = Set(label, (WIDTH - width(label, 4.9)) / 2, HEIGHT - 25, 4.9)
        pages.append(
            page(
                "".join(
                    manner(item) if isinstance(item, Set) else drawn(item, manner)
                    for item in (*placed, foot)
                ),
                template="5",
                box=f"0 0 {HEIGHT:g} {WIDTH:g}" if manner is turned else "",
            )
        )
    head = page(by_line(Set("法治政府建设年度报告汇编", 75, 22, 3.7)))
    return packed(parts(pages, templates={"5": head}))


def laid_out(lines: Sequence[str]) -> list[list[Set | Rule]]:
    """The lines of pages: title centred, paragraphs indented, the date to the right, tables."""
    pages: list[list[Set | Rule]] = [[]]
    y = TOP

    def room(height: float) -> None:
        nonlocal y
        if y + height > HEIGHT - BOTTOM:
            pages.append([])
            y = TOP

    def put(text: str, x: float, size: float, gap: float = 0.0) -> None:
        nonlocal y
        room(PITCH)
        y += PITCH
        pages[-1].append(Set(text, x, y, size, gap))

    for number, line in enumerate(lines):
        if "\t" in line:
            cells = [
                _broken(cell, CELL, ACROSS / (line.count("\t") + 1) - 3, 0)
                for cell in line.split("\t")
            ]
            height = max(map(len, cells)) * CELL * 1.5 + 2
            room(height + 2)
            if number and "\t" not in lines[number - 1]:
                y += 2
            pages[-1] += _row(cells, y, height)
            y += height
        elif number == 0 and "。" not in line and len(line) < 60:
            for row in _broken(line, TITLE, ACROSS, 0):
                put(row, LEFT + (ACROSS - width(row, TITLE)) / 2, TITLE)
            y += PITCH
        elif _DATE.match(line) and number > 2:
            put(line, LEFT + ACROSS - width(line, BODY) - 4 * BODY, BODY)
        else:
            addressee = number == 1 and line[-1] in "：:"
            indent = 0.0 if addressee else 2 * BODY
            rows = _broken(line, BODY, ACROSS, indent)
            for count, row in enumerate(rows, 1):
                left = indent if count == 1 else 0.0
                spare = ACROSS - left - width(row, BODY)
                gap = spare / max(len(row) - 1, 1) if count < len(rows) else 0.0
                put(row, LEFT + left, BODY, gap)
    return pages


def _row(cells: Sequence[Sequence[str]], y: float, height: float) -> list[Set | Rule]:
    """A row of a table with its frame, the lines of its cells from the top."""
    wide = ACROSS / len(cells)
    items: list[Set | Rule] = [
        Rule(LEFT, y, LEFT + ACROSS, y),
        Rule(LEFT, y + height, LEFT + ACROSS, y + height),
    ]
    for at in range(len(cells) + 1):
        items.append(Rule(LEFT + at * wide, y, LEFT + at * wide, y + height))
    for at, cell in enumerate(cells):
        for count, text in enumerate(cell, 1):
            if text:
                items.append(Set(text, LEFT + at * wide + 1, y + count * CELL * 1.5, CELL))
    return items


def _broken(text: str, size: float, across: float, indent: float) -> list[str]:
    """A paragraph in lines; no mark begins a line, no number is broken."""
    rows, row, room = [], "", across - indent
    for unit in re.findall(rf"(?:[A-Za-z0-9.%]+|.)[{_NO_START}]*", text):
        if row and width(row + unit, size) > room + 0.01:
            rows.append(row)
            row, room = "", across
        row += unit
    return [*rows, row]

"""Plain reports → Word files laid out as offices lay them out, and other formats by LibreOffice.

Layout: GB/T 9704-2012 (党政机关公文格式), 5.2 and 7: A4, type area 156 mm × 225 mm, body in 仿宋 of
16 pt with an indent of two characters, 22 lines a page, title in 22 pt centred, page number
between dashes below the type area.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

BODY, TITLE, PITCH = 16, 22, 28
RUNNING_HEAD = "法治政府建设年度报告汇编"
_TITLE_ENDS = re.compile(
    r"(?:报告|总结|小结|汇报|情况|计划|方案|通知|要点|函|讲话|表)(?:（[^）]*）)?[ \u3000]*\Z"
)
_LETTERHEAD = re.compile(r"文件\Z|[〕\]]\d+号\Z")
_LONGEST_TITLE = 60
_SECOND_LEVEL = re.compile(r"[（(][一二三四五六七八九十]+[）)][^。]{0,40}\Z")
_FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]+、[^。]{0,40}\Z")
_DATE = re.compile(r"[^。，]{0,12}年[^。，]{1,5}月[^。，]{1,4}日[ \u3000]*\Z")
_LONGEST_SIGNATURE = 30
# With more, it ends in silence before the last of them.
_AT_ONCE = 100


def soffice() -> str:
    """Returns the program of LibreOffice.

    Where it is missing the test fails in continuous integration and is skipped elsewhere.
    """
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: install the Debian package libreoffice-writer")
        pytest.skip("needs LibreOffice (soffice) on the PATH")
    return program


def convert(files: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """Returns files converted by LibreOffice, in the order given.

    The program is started for a hundred at a time, with a profile of its own in the folder.

    Args:
        files: What to convert; no two of the same stem.
        to: The ending of the target format, such as ``pdf``, ``doc``, ``html``.
        folder: Where to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [soffice(), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", to, "--outdir", str(folder)]
    for first in range(0, len(files), _AT_ONCE):
        batch = [str(path) for path in files[first : first + _AT_ONCE]]
        subprocess.run(
            [*command, *batch], check=True, capture_output=True, timeout=60 + 30 * len(batch)
        )
    made = [folder / f"{path.stem}.{to.split(':')[0]}" for path in files]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice did not write {missing}"
    return made


def to_docx(text: str, *, running_head: str = RUNNING_HEAD) -> bytes:
    """Returns a Word file of a report in official layout.

    Rows (lines with tabs) become tables; title, addressee, headings, signature and date are set
    as such lines are; everything else is body text.

    Args:
        text: One paragraph a line; lines without text are left out.
        running_head: What stands above each page; empty for nothing.
    """
    document = docx.Document()
    _set_up(document, running_head)
    lines = [line.strip(" \u3000\r") for line in text.split("\n")]
    lines = [line for line in lines if line.strip()]
    titles = _titles(lines)
    signature = _signature(lines)
    for tabbed, group in groupby(enumerate(lines), key=lambda item: "\t" in item[1]):
        if tabbed:
            _table(document, [line.split("\t") for _, line in group])
            continue
        for index, line in group:
            paragraph = document.add_paragraph()
            font, size = _style_of(line, index, titles)
            run = paragraph.add_run(line)
            run.font.size = Pt(size)
            run.font.name = font
            run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
            shape = paragraph.paragraph_format
            shape.line_spacing = Pt(PITCH if size == BODY else TITLE * 1.5)
            shape.space_after = Pt(0)
            if index < titles or (index == titles and line[0] in "（("):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                last = index + 1 == titles
                shape.space_after = Pt(PITCH if last else 0)
            elif index >= signature:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                shape.right_indent = Pt(4 * BODY if _DATE.match(line) else 2 * BODY)
                shape.space_before = Pt(2 * PITCH if index == signature else 0)
            else:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                addressee = index == titles and line[-1] in "：:" and len(line) < 60
                shape.first_line_indent = Pt(0 if addressee else 2 * BODY)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _style_of(line: str, index: int, titles: int) -> tuple[str, int]:
    if index < titles and not _LETTERHEAD.search(line):
        return "方正小标宋简体", TITLE
    if _FIRST_LEVEL.match(line):
        return "黑体", BODY
    return ("楷体" if _SECOND_LEVEL.match(line) else "仿宋"), BODY


def _titles(lines: Sequence[str]) -> int:
    """Returns how many lines the title has; those of a letterhead belong to it."""
    for count, line in enumerate(lines[:4], 1):
        if (
            "。" in line
            or len(line) > _LONGEST_TITLE
            or "\t" in line
            or re.search(r"[>：:|]", line)
        ):
            break
        if _TITLE_ENDS.search(line):
            return count
    return int(not re.search(r"[。>：:|\t]", lines[0]) and len(lines[0]) <= _LONGEST_TITLE)


def _signature(lines: Sequence[str]) -> int:
    """Returns the index of the first line of the signature; the number of lines without one."""
    dates = [index for index in range(max(len(lines) - 3, 2), len(lines))
             if _DATE.match(lines[index]) and len(lines[index]) <= 20]  # fmt: skip
    if not dates:
        return len(lines)
    first = dates[0]
    while first > 2 and len(lines[first - 1]) <= _LONGEST_SIGNATURE and not re.search(
        r"[。，；：:、\t]", lines[first - 1]
    ) and dates[0] - first < 2:  # fmt: skip
        first -= 1
    return first


def _set_up(document: Any, running_head: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    if running_head:
        section.header.paragraphs[0].text = running_head
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for xml in _page_number():
        footer._element.append(parse_xml(xml))


def _page_number() -> Iterator[str]:
    space = nsdecls("w")
    yield f"<w:r {space}><w:t xml:space='preserve'>— </w:t></w:r>"
    for kind, inside in (
        ("begin", ""),
        ("", "<w:instrText>PAGE</w:instrText>"),
        ("separate", ""),
        ("", "<w:t>1</w:t>"),
        ("end", ""),
    ):
        mark = f'<w:fldChar w:fldCharType="{kind}"/>' if kind else inside
        yield f"<w:r {space}>{mark}</w:r>"
    yield f"<w:r {space}><w:t xml:space='preserve'> —</w:t></w:r>"


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text

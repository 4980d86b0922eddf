"""The shipped templates are what their maker makes, on the paper of GB/T 9704—2012."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from analyzer.output.official.circular import CIRCULAR
from analyzer.output.official.circular import TEMPLATE as CIRCULAR_FILE
from analyzer.output.official.letter import LETTER
from analyzer.output.official.letter import TEMPLATE as LETTER_FILE
from analyzer.output.official.making.circular import circular_template
from analyzer.output.official.making.letter import letter_template
from analyzer.output.official.template import Vocabulary, check

BOTH = [
    pytest.param(LETTER_FILE, letter_template, LETTER, id="letter"),
    pytest.param(CIRCULAR_FILE, circular_template, CIRCULAR, id="circular"),
]


def parts(document: Any) -> dict[str, bytes]:
    saved = io.BytesIO()
    document.save(saved)
    package = docx.Document(saved).part.package
    kinds = ("/document", "/styles", "/settings", "/footer")
    return {
        str(part.partname): part.blob
        for part in package.iter_parts()
        if str(part.partname).removeprefix("/word").startswith(kinds)
    }


@pytest.mark.parametrize(("file", "make", "words"), BOTH)
def test_shipped_template_is_what_is_made(file: Path, make: Any, words: Vocabulary) -> None:
    shipped = docx.Document(str(file))
    assert {"/word/document.xml", "/word/styles.xml"} < set(parts(shipped))
    assert parts(shipped) == parts(make())
    check(shipped, words, source=file.name)


@pytest.mark.parametrize(("file", "make", "words"), BOTH)
def test_every_name_is_used(file: Path, make: Any, words: Vocabulary) -> None:
    text = "".join(t.text or "" for t in docx.Document(str(file)).element.body.iter(qn("w:t")))
    names = [*words.conditions, *words.lists, *words.pictures]
    names += [name for inner in words.lists.values() for name in inner.names]
    unused = [name for name in names if f"{name}}}}}" not in text]
    assert not unused


@pytest.mark.parametrize(("file", "make", "words"), BOTH)
def test_page(file: Path, make: Any, words: Vocabulary) -> None:
    document = docx.Document(str(file))
    (section,) = document.sections
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(each.mm) for each in margins] == [37, 28, 26, 35]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    room = 225 / 25.4 * 72
    assert (grid.get(qn("w:type")), int(room // pitch)) == ("lines", 22)
    nearer = document.styles["Normal"].element.rPr.find(qn("w:spacing"))
    character = 16 + int(nearer.get(qn("w:val"))) / 20
    assert int(156 / 25.4 * 72 // character) == 28


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("公文发文机关标志", "方正小标宋简体", 26),
        ("公文标题", "方正小标宋简体", 22),
        ("公文主送", "仿宋_GB2312", 16),
        ("公文正文", "仿宋_GB2312", 16),
        ("公文一级标题", "黑体", 16),
        ("公文二级标题", "楷体_GB2312", 16),
        ("公文署名", "仿宋_GB2312", 16),
        ("公文单页页码", "宋体", 14),
        ("公文双页页码", "宋体", 14),
    ],
)
def test_fonts(style: str, font: str, size: int) -> None:
    made = docx.Document(str(LETTER_FILE)).styles[style]
    fonts = made.element.rPr.find(qn("w:rFonts"))
    names = {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert names == {font}
    assert made.font.size.pt == size


def test_page_numbers_stand_outside_between_dashes() -> None:
    document = docx.Document(str(LETTER_FILE))
    assert document.settings.odd_and_even_pages_header_footer
    (section,) = document.sections
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        (code,) = paragraph._p.iter(qn("w:instrText"))
        assert code.text.strip() == "PAGE"
        place = paragraph.style.element.pPr
        assert place.find(qn("w:jc")).get(qn("w:val")) == align
        assert place.find(qn("w:ind")).get(qn(f"w:{align}")) == "280"

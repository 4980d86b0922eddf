"""An OFD file → its running text, with the offset of each page.

Seals, signatures, annotations, attachments and custom tags are not read: a seal is no text, and
what the rest says stands on no page.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from analyzer.documents.faults import fault
from analyzer.documents.ofd.characters import POINTS, characters_of
from analyzer.documents.ofd.drawings import Stroke
from analyzer.documents.ofd.objects import (
    Content,
    TooManyObjects,
    content_of,
    turned,
    upright,
)
from analyzer.documents.ofd.package import (
    OfdPackage,
    PageParts,
    child,
    children,
    damaged,
    numbers,
    text_of,
    too_large,
)
from analyzer.documents.pages.extracted import MAX_TEXT, extracted
from analyzer.documents.pages.page import Page
from analyzer.documents.pdf.printed import Printed, set_out
from analyzer.documents.pdf.tables import Rectangle
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText

_A4 = (0.0, 0.0, 210.0, 297.0)
# A page with less may be a scan with a stamped number.
_FEW = 6
_FULL_PAGE = 0.5
_SHARED = 2
# More lines are a picture; to look for frames in them would take long.
_MOST_DRAWN = 4_000


def read_ofd(source: Source) -> ExtractedText:
    """Returns the text of an OFD file, page by page in order, joined into paragraphs.

    Several documents in one file follow one another. Text of a template page that several pages
    share belongs to the paper (heads, feet, watermarks) and is left out.

    Args:
        source: The whole file.

    Raises:
        UnreadableDocument: ``code`` is ``unreadable.`` and one of damaged, encrypted, too-large,
            format, empty, no-ocr.
    """
    name = source.name
    package = OfdPackage(source.data, name)
    try:
        pages = _pages(package, name)
    except TooManyObjects:
        raise too_large(name) from None
    except RecursionError:
        raise damaged(name) from None
    finally:
        package.close()
    return extracted(pages, name, "ofd", what="OFD 文件")


def _pages(package: OfdPackage, name: str) -> list[Page]:
    parts = list(package.pages())
    roots = [package.xml(page.location) for page in parts]
    shared = [
        [package.find(part.document, part.templates.get(used)) for used in _templates(root)]
        for part, root in zip(parts, roots, strict=True)
    ]
    uses = Counter(location for locations in shared for location in locations)
    units = _Units(package)
    pages: list[Page] = []
    before: Printed | None = None
    characters = 0
    for number, (part, root, used) in enumerate(zip(parts, roots, shared, strict=True), 1):
        contents = [content_of(root, units.of(root, part))]
        for location in used:
            if uses[location] < _SHARED:
                template = package.xml(location)
                contents.append(content_of(template, units.of(template, part)))
        printed = _printed(contents, root, part)
        if printed is None:
            raise _scanned(name, number)
        if before is not None and before.rows and printed.rows:
            before, printed = before.followed_by(printed)
            pages[-1] = before.page
        pages.append(printed.page)
        before = printed
        characters += sum(len(line.text) for line in pages[-1].lines)
        if characters > MAX_TEXT:
            raise too_large(name)
    return pages


def _scanned(name: str, number: int) -> UnreadableDocument:
    return fault(
        name,
        "no-ocr",
        f"第 {number} 页是扫描件或图片，OFD 里的图片读不了",
        "请在 OFD 阅读器中另存为 PDF 后重试，或向报送单位索取可编辑的文件",
    )


def _templates(root: Any) -> list[str]:
    return [element.get("TemplateID", "").strip() for element in children(root, "Template")]


class _Units:
    """The composite units that pages use, read where the first one is used."""

    def __init__(self, package: OfdPackage) -> None:
        self._package = package
        self._known: dict[str, dict[str, Any]] = {}

    def of(self, root: Any, part: PageParts) -> dict[str, Any]:
        """Returns the units by their IDs that a page may use; none where it uses none."""
        if next(root.iter("{*}CompositeObject"), None) is None:
            return {}
        named = [(part.document, location) for location in part.resources]
        named += [(part.location, page.text) for page in children(root, "PageRes")]
        found: dict[str, Any] = {}
        for base, location in named:
            found.update(self._in(self._package.find(base, location)))
        return found

    def _in(self, location: str) -> dict[str, Any]:
        if location not in self._known:
            root = self._package.xml(location)
            self._known[location] = {
                unit.get("ID", "").strip(): unit
                for group in children(root, "CompositeGraphicUnits")
                for unit in children(group, "CompositeGraphicUnit")
            }
        return self._known[location]


def _printed(contents: list[Content], root: Any, part: PageParts) -> Printed | None:
    """Returns what is printed on a page; None where it is a picture."""
    box = numbers(text_of(child(root, "Area"), "PhysicalBox"), 4) or part.box or _A4
    kept = upright(run for content in contents for run in content.runs)
    quarter = (kept[0].quarter or 0) if kept else 0
    left, top, width, height = _turned_box(box, quarter)
    kept = [
        run
        for run in kept
        if left <= (run.x[0] + run.x[-1]) / 2 <= left + width
        and top <= run.baseline <= top + height
    ]
    pictures = sum(content.pictures for content in contents)
    covered = pictures >= _FULL_PAGE * width * height > 0
    if covered and sum(char.isalpha() for run in kept for char in run.text) < _FEW:
        return None
    drawn = [
        _rectangle(stroke, quarter, left, top) for content in contents for stroke in content.drawn
    ]
    if len(drawn) > _MOST_DRAWN:
        drawn = []
    return set_out(characters_of(kept, (left, top, width, height)), drawn)


def _rectangle(stroke: Stroke, quarter: int, left: float, top: float) -> Rectangle:
    x, y = turned((stroke.x, stroke.y), quarter)
    to_x, to_y = turned((stroke.to_x, stroke.to_y), quarter)
    return (
        (min(x, to_x) - left) * POINTS,
        (min(y, to_y) - top) * POINTS,
        (max(x, to_x) - left) * POINTS,
        (max(y, to_y) - top) * POINTS,
    )


def _turned_box(box: tuple[float, ...], quarter: int) -> tuple[float, float, float, float]:
    left, top, width, height = box
    match quarter:
        case 1:
            return top, -left - width, height, width
        case 2:
            return -left - width, -top - height, width, height
        case 3:
            return -top - height, left, height, width
    return left, top, width, height

"""What the engines make of pages that the tests print, turn, blur and scan.

The engines are parts of the extra ``[ocr]`` and of Debian (tesseract-ocr-chi-sim). Where one is
missing its tests fail in continuous integration and are skipped elsewhere.
"""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from analyzer.documents.scan import read as reading
from analyzer.documents.scan import tesseract
from analyzer.documents.scan.piece import Engine
from analyzer.documents.scan.rapid import Rapid, installed
from analyzer.documents.scan.read import read_image, recogniser
from analyzer.documents.scan.recognise import recognise
from analyzer.documents.source import Source
from analyzer.model.text import LOW_CONFIDENCE
from analyzer.pipeline import Analyzer
from tests.conftest import ROOT
from tests.documents.conversion import convert, to_docx
from tests.documents.printing import (
    A4,
    DPI,
    LEFT,
    PITCH,
    TOP,
    Scan,
    black_and_white,
    blurred,
    coarse,
    faded,
    font,
    fonts,
    noisy,
    pages_of,
    pressed,
    printed,
    said,
    speckled,
    wrong,
)  # fmt: skip

REPORT = (ROOT / "corpus" / "train" / "reports" / "qingping-county-2024.txt").read_text("utf-8")


def needed(found: bool, what: str) -> None:
    if not found and os.environ.get("CI"):
        pytest.fail(f"missing: {what}")
    if not found:
        pytest.skip(f"needs {what}")


@pytest.fixture(scope="module")
def engine() -> Rapid:
    needed(installed(), 'pip install "fazhi[ocr]"')
    return Rapid()


@pytest.fixture
def one_engine(engine: Rapid, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader works with the engine that is loaded already."""
    monkeypatch.setattr(reading, "engines", lambda name: (engine,))


@pytest.fixture(scope="module", autouse=True)
def some_font() -> None:
    needed(bool(fonts()), "a Chinese font (Debian package fonts-noto-cjk)")


@pytest.fixture(scope="module")
def lines() -> list[tuple[float, str]]:
    """The first page of a report, without its title."""
    return next(pages_of(REPORT.partition("\n")[2]))


@pytest.fixture(scope="module")
def page(lines: list[tuple[float, str]]) -> Image.Image:
    return printed(lines)


def seen(image: Image.Image, *engines: Engine) -> tuple[str, float]:
    found = recognise(np.asarray(image.convert("RGB")), engines)
    return "".join(line.text for line in found.lines), found.confidence or 0.0


@pytest.mark.parametrize("path", fonts()[:4], ids=lambda path: path.name)
def test_clean_page_is_read_almost_without_error(
    engine: Rapid, lines: list[tuple[float, str]], path: Path
) -> None:
    text, sure = seen(printed(lines, path=path), engine)
    assert wrong(text, said(lines)) <= 0.02
    assert sure >= LOW_CONFIDENCE


def test_paragraphs_and_marks_come_back_as_written(
    one_engine: None, page: Image.Image, lines: list[tuple[float, str]]
) -> None:
    text = read_image(Source(data=png(page), name="扫描.png"))
    starts = [number for number, (indent, _) in enumerate(lines) if indent]
    wanted = ["".join(line for _, line in lines[low:high])
              for low, high in zip(starts, [*starts[1:], len(lines)], strict=True)]  # fmt: skip
    assert text.split("\n") == wanted


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def rotated(degrees: float) -> Scan:
    return lambda image: image.rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )


def dirty(image: Image.Image) -> Image.Image:
    """As from an old copier: black edges and specks."""
    copy = Image.new("RGB", (A4[0] + 160, A4[1] + 160), "black")
    copy.paste(image, (90, 60))
    return speckled(0.02)(copy)


SCANS: dict[str, Scan] = {
    "on its left side": rotated(90),
    "upside down": rotated(180),
    "on its right side": rotated(270),
    "skewed": rotated(4),
    "skewed the other way, upside down": rotated(183),
    "black and white": black_and_white,
    "100 dpi": coarse(100),
    "75 dpi through a messenger": pressed(75, 20),
    "photo of 12 megapixels": lambda image: image.resize((3000, 4243)),
    "copier": dirty,
    "faded": faded(0.1),
    "blurred": blurred(2),
}  # fmt: skip


@pytest.mark.parametrize("scan", SCANS.values(), ids=SCANS)
def test_page_is_read_however_it_was_scanned(
    engine: Rapid,
    page: Image.Image,
    lines: list[tuple[float, str]],
    scan: Scan,
) -> None:
    text, sure = seen(scan(page), engine)
    assert wrong(text, said(lines)) <= 0.02
    assert sure >= LOW_CONFIDENCE


@pytest.mark.parametrize("degrees", [0, 180])
@pytest.mark.parametrize("path", fonts()[:4], ids=lambda path: path.name)
def test_page_of_small_print_is_read_the_right_way_up(
    engine: Rapid, path: Path, degrees: float
) -> None:
    """Lines of 45 characters of 10 pt: the library's classifier takes many for turned ones."""
    text = "".join(REPORT.split())
    rows = [text[start : start + 45] for start in range(0, 45 * 24, 45)]
    image = Image.new("RGB", A4, "white")
    draw, face = ImageDraw.Draw(image), font(28, path=path)
    for number, row in enumerate(rows):
        draw.text((LEFT, TOP + 48 * number), row, fill="black", font=face)
    found, _ = seen(rotated(degrees)(image), engine)
    assert wrong(found, "".join(rows)) <= 0.02


@pytest.mark.parametrize("scan", [blurred(5), blurred(8), coarse(20), noisy(200)], ids=range(4))
def test_page_that_cannot_be_read_is_known_by_its_confidence(
    engine: Rapid, page: Image.Image, lines: list[tuple[float, str]], scan: Scan
) -> None:
    text, sure = seen(scan(page), engine)
    assert wrong(text, said(lines)) > 0.05
    assert sure < LOW_CONFIDENCE


def test_two_pages_on_one_sheet_are_read_one_after_the_other(
    engine: Rapid, page: Image.Image, lines: list[tuple[float, str]]
) -> None:
    later = [(0.0, text) for _, text in reversed(lines)]
    sheet = Image.new("RGB", (2 * A4[0], A4[1]), "white")
    sheet.paste(page, (0, 0))
    sheet.paste(printed(later), (A4[0], 0))
    text, _ = seen(sheet, engine)
    assert wrong(text, said(lines) + said(later)) <= 0.02


def test_text_below_a_seal_is_read_and_the_seal_is_not(
    engine: Rapid, lines: list[tuple[float, str]]
) -> None:
    signature = [(700.0, "青屏县人民政府办公室"), (760.0, "2025年1月20日")]
    image = printed([*lines[:10], (0.0, ""), *signature])
    draw = ImageDraw.Draw(image)
    middle = (LEFT + 950, TOP + 11 * PITCH + 60)
    for radius in range(190, 200):
        box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
        draw.ellipse(box, outline=(220, 40, 40))
    face = font(48)
    for number, ch in enumerate("青屏县人民政府办公室"):
        angle = np.pi * (1.1 + 0.8 * number / 9)
        place = (middle[0] + 150 * np.cos(angle) - 24, middle[1] + 150 * np.sin(angle) - 24)
        draw.text(place, ch, fill=(220, 40, 40), font=face)
    text, _ = seen(image, engine)
    assert wrong(text, said([*lines[:10], *signature])) <= 0.03


def test_long_screenshot_is_read_to_its_end(
    engine: Rapid, page: Image.Image, lines: list[tuple[float, str]]
) -> None:
    text_area = page.crop((0, TOP - 20, A4[0], TOP + 22 * PITCH))
    long = Image.new("RGB", (A4[0], 4 * text_area.height), "white")
    for number in range(4):
        long.paste(text_area, (0, number * text_area.height))
    text, _ = seen(long.resize((long.width // 2, long.height // 2)), engine)
    assert wrong(text, 4 * said(lines)) <= 0.02


@pytest.mark.parametrize(
    ("height", "width"), [(1, 40_000), (40_000, 1), (1, 1), (17, 60_000), (300, 17), (64, 64)]
)
def test_engine_finds_nothing_on_pictures_of_odd_shapes(
    engine: Rapid, height: int, width: int
) -> None:
    specks = np.random.default_rng(2).integers(0, 255, (height, width, 3), dtype=np.uint8)
    assert len(recognise(specks, [engine]).lines) < 3


def test_blank_page_has_no_lines(engine: Rapid) -> None:
    assert seen(Image.new("RGB", A4, "white"), engine) == ("", 1.0)


def test_nothing_is_fetched_printed_or_written(
    page: Image.Image,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    needed(installed(), 'pip install "fazhi[ocr]"')
    import rapidocr

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the network was asked for")

    def files() -> dict[Path, int]:
        folder = Path(rapidocr.__file__).parent
        return {
            path: path.stat().st_mtime_ns
            for path in folder.rglob("*")
            if "__pycache__" not in path.parts
        }

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = files()
    assert seen(page, Rapid())[1] > LOW_CONFIDENCE
    assert files() == before
    assert not list(tmp_path.iterdir())
    assert tuple(capfd.readouterr()) == ("", "")


@pytest.mark.parametrize("scan", [rotated(0), rotated(180), rotated(270)], ids=range(3))
def test_tesseract_alone_reads_a_page(
    page: Image.Image,
    lines: list[tuple[float, str]],
    scan: Scan,
) -> None:
    program = tesseract.find()
    needed(program is not None, "tesseract with chi_sim (Debian package tesseract-ocr-chi-sim)")
    assert program is not None
    text, sure = seen(scan(page), program)
    assert wrong(text, said(lines)) <= 0.05
    assert sure >= LOW_CONFIDENCE


@pytest.fixture(scope="module")
def picture_pdf(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int]:
    """A report in official layout, printed and scanned: a PDF of pictures only, and its pages."""
    import pypdfium2

    folder = tmp_path_factory.mktemp("printed")
    (folder / "a.docx").write_bytes(to_docx(REPORT))
    document = pypdfium2.PdfDocument(convert([folder / "a.docx"], "pdf", folder)[0])
    scans = [sheet.render(scale=DPI / 72).to_pil() for sheet in document]
    buffer = io.BytesIO()
    scans[0].save(buffer, "PDF", save_all=True, append_images=scans[1:], resolution=DPI)
    return buffer.getvalue(), len(scans)


@pytest.mark.usefixtures("one_engine")
def test_scanned_pdf_is_judged_like_the_text_it_was_printed_from(
    picture_pdf: tuple[bytes, int], analyzer: Analyzer
) -> None:
    from analyzer.documents.pdf.read import read_pdf

    data, pages = picture_pdf
    told: list[tuple[int, int]] = []
    source = Source(data=data, name="扫描.pdf", progress=lambda *now: told.append(now))
    text = read_pdf(source, recognise=recogniser(source.name))
    assert told == [(number + 1, pages) for number in range(pages)]
    assert len(text.provenance.page_starts) == len(text.provenance.confidence) == pages
    assert wrong(text, REPORT) <= 0.02
    scanned, plain = analyzer.analyze(text), analyzer.analyze(REPORT)
    assert scanned.document.identity.issuer == plain.document.identity.issuer
    assert scanned.document.identity.reporting_year == plain.document.identity.reporting_year
    assert [item.status for item in scanned.elements] == [item.status for item in plain.elements]
    for kind in ("shortcomings", "causes", "plan"):
        assert len(getattr(scanned.items, kind)) == len(getattr(plain.items, kind))


@pytest.mark.usefixtures("one_engine")
def test_lines_of_a_pdf_page_are_placed_in_points(picture_pdf: tuple[bytes, int]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(picture_pdf[0])
    found = recogniser("扫描.pdf")(document[0])
    assert (found.width, found.height) == pytest.approx((595, 842), abs=1)
    # Lines are justified, which stretches them a little.
    assert sorted(line.size for line in found.lines)[len(found.lines) // 2] == pytest.approx(
        16, abs=1
    )

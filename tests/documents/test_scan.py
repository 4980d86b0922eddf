"""Recognised text put right, boxes made lines, engines chosen, picture files opened: no engine."""

from __future__ import annotations

import io
import math
import random
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from analyzer.documents.pages.page import Line
from analyzer.documents.scan import rapid, read, tesseract
from analyzer.documents.scan.lines import lines_of
from analyzer.documents.scan.pictures import MOST_PAGES, Pictures
from analyzer.documents.scan.piece import Engine, Picture, Piece, Reading, confidence
from analyzer.documents.scan.read import read_image
from analyzer.documents.scan.recognise import engines, recognise
from analyzer.documents.scan.spelling import tidy
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import LOW_CONFIDENCE
from tests.documents.conftest import EXAMPLES

SIZE = 44.0
WIDTH, HEIGHT = 1654, 2339
MARGIN = 220.0


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("(一)议事决策", "（一）议事决策"),
        ("(二）档案执法", "（二）档案执法"),
        ("制定方案(2024年版)", "制定方案（2024年版）"),
        ("氨氮浓度(mg/L)偏高", "氨氮浓度（mg/L）偏高"),
        ("pH(25)", "pH(25)"),
        ("印发(见附件", "印发（见附件"),
        ("开展检查,发现问题:一是", "开展检查，发现问题：一是"),
        ("办结12件,同比增加", "办结12件，同比增加"),
        ("共12,345件", "共12,345件"),
        ("上午8:30开会", "上午8:30开会"),
        ("依据:《条例》", "依据：《条例》"),
        ("满意率98.3%", "满意率98.3%"),
        ("贯彻落实.", "贯彻落实。"),
        ("2O23年", "2023年"),
        ("2023年l2月", "2023年12月"),
        ("办结1OO件", "办结100件"),
        ("受理l8件", "受理18件"),
        ("VOC治理", "VOC治理"),
        ("Oracle", "Oracle"),
        ("二O二三年", "二〇二三年"),
        ("二0二0年", "二〇二〇年"),
        ("第一个10年", "第一个10年"),
        ("２０２３年Ａ级", "2023年A级"),
        ("2021一2025年", "2021—2025年"),
        ("纲要（2021一", "纲要（2021—"),
        ("一2025年）", "—2025年）"),
        ("第一2项", "第一2项"),
        ("--专业门槛高", "——专业门槛高"),
        ("—专业门槛高", "——专业门槛高"),
        ("——一是加强", "——一是加强"),
        ("其一——加强", "其一——加强"),
        ("语文课一—自己写", "语文课——自己写"),
        ("语文课—一自己写", "语文课——自己写"),
        ("一一对应", "一一对应"),
        ("北京—上海", "北京—上海"),
        ("— 3 —", "—3—"),
        ("县政[2024]12号", "县政〔2024〕12号"),
        ("县政(2024)12号", "县政〔2024〕12号"),
        ("附件[1]", "附件[1]"),
        ('落实"谁执法谁普法"责任', "落实“谁执法谁普法”责任"),
        ('。"一把手"述法', "。“一把手”述法"),
        ("“放管服\"改革", "“放管服”改革"),
        ("<<条例>>规定", "《条例》规定"),
        ("法 治 政 府", "法治政府"),
        ("2024 年 3 月", "2024年3月"),
        ("第一部分\u3000总体情况", "第一部分\u3000总体情况"),
        ("Deep Seek模型", "Deep Seek模型"),
    ],
)  # fmt: skip
def test_marks_are_set_as_chinese_print_has_them(seen: str, printed: str) -> None:
    assert tidy(seen) == printed


@given(st.text(alphabet='法治政府一二十0123Ol(),:;.—-"“”（）[]年月号 \u3000', max_size=30))
def test_tidy_text_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert len(once) <= 2 * len(text)
    assert [ch for ch in once if ch in "法治政府"] == [ch for ch in text if ch in "法治政府"]


def piece(text: str, left: float, y: float, *, size: float = SIZE, score: float = 0.99) -> Piece:
    """A level box around text in print of that size, a little larger than the ink."""
    width = sum(0.5 if ch.isascii() else 1.0 for ch in text) * size
    return Piece(text, score, (left, y), (left + width, y), size * 0.95)


def page_of(pieces: Sequence[Piece], *, width: int = WIDTH, height: int = HEIGHT) -> list[Line]:
    return list(lines_of(Reading(pieces=tuple(pieces), width=width, height=height)))


BODY = (
    "全年召开党组会议专题研究法治政府建设工作六次听取汇报",
    "印发年度工作要点明确任务三十二项逐项落实责任单位完成时限",
    "组织领导干部旁听庭审两次参加行政应诉培训一百二十人次以上",
    "办理行政复议案件十八件行政机关负责人出庭应诉率百分之百整",
    "开展行政执法案卷评查三次抽查案卷六十四卷发现问题全部整改",
    "办结",
)


def body() -> list[Piece]:
    """A paragraph of six lines with an indent, its boxes ragged by some pixels."""
    shift = random.Random(4)
    return [
        piece(text, MARGIN + (0 if number else 2 * SIZE) + shift.uniform(-8, 8), 400 + 78 * number)
        for number, text in enumerate(BODY)
    ]


def test_edges_of_a_paragraph_are_made_alike() -> None:
    lines = page_of(body())
    assert [line.text for line in lines] == list(BODY)
    lefts = {line.left for line in lines[1:]}
    assert len(lefts) == 1
    assert lines[0].left - lines[1].left == pytest.approx(2 * SIZE, rel=0.05)
    assert len({line.size for line in lines}) == 1
    assert lines[0].size == pytest.approx(SIZE, rel=0.05)


def test_bracket_at_the_start_of_a_line_stands_at_the_indent() -> None:
    bracketed = "（一）加强组织领导压实工作责任推动任务落地"
    # The bracket's ink is the right half of its square.
    found = page_of([*body(), piece(bracketed, MARGIN + 2.4 * SIZE, 900)])
    assert found[-1].left == pytest.approx(found[0].left, abs=1)


def test_title_keeps_its_larger_size() -> None:
    title = piece("平川县二〇二四年法治政府建设年度报告", 350, 200, size=61)
    assert page_of([title, *body()])[0].size == pytest.approx(61, rel=0.05)


def test_line_that_is_stretched_to_the_margin_has_the_size_of_the_others() -> None:
    sparse = piece("申请六百三十三件按期答复六百三十三件", MARGIN, 900)
    sparse = sparse._replace(end=(MARGIN + 24 * SIZE, 900))
    lines = page_of([*body(), sparse])
    assert lines[-1].size == lines[0].size


@pytest.mark.parametrize(("above", "size"), [("title", 61.0), ("body", SIZE)])
def test_single_character_of_a_broken_line_has_the_size_of_the_line_above(
    above: str, size: float
) -> None:
    title = piece("平川县二〇二四年法治政府建设年度述法报", 250, 200, size=61)
    # Short lines have higher boxes.
    y = 280 if above == "title" else 900
    single = piece("告", 700, y, size=size)._replace(height=size * 1.25)
    lines = page_of([title, *body(), single])
    found = next(line for line in lines if line.text == "告")
    assert found.size == pytest.approx(size, rel=0.05)


@pytest.mark.parametrize("degrees", [-5, -2, 0, 1, 5])
def test_skewed_page_gives_the_lines_of_a_level_one(degrees: float) -> None:
    angle = math.radians(degrees)

    def turn(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] - WIDTH / 2, point[1] - HEIGHT / 2
        return (
            WIDTH / 2 + x * math.cos(angle) - y * math.sin(angle),
            HEIGHT / 2 + x * math.sin(angle) + y * math.cos(angle),
        )

    level = body()
    skewed = [item._replace(start=turn(item.start), end=turn(item.end)) for item in level]
    for found, wanted in zip(page_of(skewed), page_of(level), strict=True):
        assert found.text == wanted.text
        assert found[1:6] == pytest.approx(wanted[1:6], abs=3)


def test_pieces_of_one_line_are_joined_from_left_to_right() -> None:
    shuffled = [piece("建设年度报告", MARGIN + 6 * SIZE, 402), piece("平川县法治", MARGIN, 399)]
    shuffled[1] = shuffled[1]._replace(end=(MARGIN + 6 * SIZE, 399))
    assert [line.text for line in page_of(shuffled)] == ["平川县法治建设年度报告"]


def test_gap_of_a_table_becomes_a_tab_and_a_small_one_a_space() -> None:
    row = [
        piece("存在问题清单", MARGIN, 400),
        piece("整改措施清单", MARGIN + 10 * SIZE, 400),
        piece("完成", MARGIN + 17 * SIZE, 400),
    ]
    assert page_of(row)[0].text == "存在问题清单\t整改措施清单\u3000完成"


def test_guesses_and_the_arc_of_a_seal_are_left_out() -> None:
    scrawl = piece("玉人八", 900, 1000, score=0.3)
    arc = Piece("县司法局印章", 0.95, (1000, 1200), (1150, 1080), 40)
    assert [line.text for line in page_of([*body(), scrawl, arc])] == list(BODY)


def spread(*, folio: str = "—1—") -> list[Piece]:
    """Two pages side by side."""
    left = [item._replace(text=f"左{item.text}") for item in body()]
    right = [
        item._replace(
            text=f"右{item.text}",
            start=(item.start[0] + WIDTH, item.start[1]),
            end=(item.end[0] + WIDTH, item.end[1]),
        )
        for item in body()
    ]
    return [*left, *right, piece(folio, MARGIN + 12 * SIZE, 2200)]


def test_pages_side_by_side_are_read_one_after_the_other() -> None:
    lines = page_of(spread(), width=2 * WIDTH)
    assert [line.text for line in lines] == [f"左{text}" for text in BODY] + [
        f"右{text}" for text in BODY
    ]
    assert len({line.left for line in lines if line.text[1:] in BODY[1:]}) == 1
    assert [line.top for line in lines] == sorted(line.top for line in lines)


def test_title_across_two_columns_comes_first() -> None:
    title = piece("平川县二〇二四年法治政府建设情况年度报告全文公告", 1000, 200, size=61)
    lines = page_of([*spread(), title], width=2 * WIDTH)
    assert lines[0].text == title.text
    assert lines[1].text == "左" + BODY[0]


def test_table_in_two_columns_is_read_by_rows() -> None:
    cells = [
        piece(text, left, 400 + 80 * number)
        for number in range(8)
        for text, left in ((f"指标第{number}项甲", MARGIN), (f"完成{number}件", 900.0))
    ]
    cells += [piece("本项目全年累计完成情况的详细说明", MARGIN, 1200), piece("共计一百二十件全部办结", 900, 1200)]  # fmt: skip
    assert page_of(cells)[0].text == "指标第0项甲\t完成0件"


def test_confidence_of_a_page_weighs_lines_by_their_characters() -> None:
    pieces = [piece("一二三四五六七八九", 0, 0, score=1.0), piece("十", 0, 90, score=0.5)]
    assert confidence(pieces) == pytest.approx(0.95)
    assert confidence([]) == 1.0


class Fake:
    """An engine that sees what it is told."""

    def __init__(self, text: str, score: float) -> None:
        self.asked = 0
        self._pieces = (piece(text, MARGIN, 400, score=score),) if text else ()

    def read(self, picture: Picture) -> Reading:
        self.asked += 1
        return Reading(pieces=self._pieces, width=picture.shape[1], height=picture.shape[0])


BLANK: Picture = np.full((400, 300, 3), 255, dtype=np.uint8)


@pytest.mark.parametrize(
    ("first", "second", "chosen", "asked"),
    [
        (("法治政府", 0.99), ("法冶政府", 0.999), "法治政府", 0),
        (("法冶政府", 0.70), ("法治政府", 0.95), "法治政府", 1),
        (("法治政府", 0.80), ("法冶政府", 0.70), "法治政府", 1),
        (("法治政府建设", 0.80), ("", 1.0), "法治政府建设", 1),
        (("法治政府建设报告", 0.80), ("法", 0.99), "法治政府建设报告", 1),
        (("", 1.0), ("|", 0.99), "", 0),
        (("汢冶攺俯", 0.60), ("法治政府", 0.95), "汢冶攺俯", 0),
    ],
)
def test_second_engine_is_asked_where_the_first_is_unsure_and_believed_where_it_is_surer(
    first: tuple[str, float], second: tuple[str, float], chosen: str, asked: int
) -> None:
    engine, other = Fake(*first), Fake(*second)
    page = recognise(BLANK, [engine, other])
    assert "".join(line.text for line in page.lines) == chosen
    assert other.asked == asked


class Striped(Fake):
    """An engine that sees each dark band of a picture as a line; a band that is cut, twice."""

    def __init__(self) -> None:
        super().__init__("", 1.0)

    def read(self, picture: Picture) -> Reading:
        self.asked += 1
        dark = picture[:, :, 1].min(axis=1) < 100
        starts = np.flatnonzero(dark & ~np.roll(dark, 1))
        pieces = tuple(piece("法治政府", 50, float(row) + 10, size=20) for row in starts)
        return Reading(pieces=pieces, width=picture.shape[1], height=picture.shape[0])


def test_long_screenshot_is_read_in_strips_that_cut_no_line() -> None:
    engine = Striped()
    picture: Picture = np.full((4000, 300, 3), 255, dtype=np.uint8)
    rows = range(30, 3970, 40)
    for row in rows:
        picture[row : row + 20, 50:250] = 0
    page = recognise(picture, [engine])
    assert [(line.top + line.bottom) / 2 for line in page.lines] == [row + 10 for row in rows]
    assert engine.asked > 5
    assert page.height == 4000


def test_ink_that_nobody_reads_is_not_certain() -> None:
    inked = BLANK.copy()
    inked[100:300:20, 50:250] = 90
    assert recognise(BLANK, [Fake("", 1.0)]).confidence == 1.0
    assert recognise(inked, [Fake("", 1.0)]).confidence == 0.0


def test_no_engine_is_an_error_with_the_command_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapid, "installed", lambda: False)
    monkeypatch.setattr(tesseract, "find", lambda: None)
    with pytest.raises(UnreadableDocument) as caught:
        engines("扫描件.png")
    assert caught.value.code == "unreadable.no-ocr"
    assert 'pip install "fazhi[ocr]"' in caught.value.remedy
    assert "不能上网" in caught.value.remedy


def test_tesseract_counts_only_with_its_chinese_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert tesseract.find() is None


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def small(mode: str = "RGB") -> Image.Image:
    return Image.new("L", (90, 60), 200).convert(mode)


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG file of one bit a pixel that claims any size."""

    def chunk(kind: bytes, inside: bytes) -> bytes:
        check = zlib.crc32(kind + inside)
        return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def tiff(pages: int) -> bytes:
    return encoded(small(), "TIFF", save_all=True, append_images=[small()] * (pages - 1))


def looping_tiff() -> bytes:
    """A TIFF whose second page says that the first one follows."""
    data = bytearray(tiff(2))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + 12 * entries)[0]
    entries = struct.unpack_from("<H", data, second)[0]
    struct.pack_into("<I", data, second + 2 + 12 * entries, first)
    return bytes(data)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that a fake engine is given; it sees one line on each."""
    pictures: list[Picture] = []

    class Watching(Fake):
        def read(self, picture: Picture) -> Reading:
            # No page like the other, or it would be taken for a running head.
            self._pieces = (piece(BODY[len(pictures) % len(BODY)], MARGIN, 400),)
            pictures.append(picture)
            return super().read(picture)

    monkeypatch.setattr(read, "engines", lambda name: (Watching("法治政府", 0.99),))
    return pictures


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing behind the mark": (lambda: b"\x89PNG\r\n\x1a\n", "damaged"),
    "truncated png": (lambda: encoded(noise(), "PNG")[:2000], "damaged"),
    "truncated jpeg": (lambda: encoded(noise(), "JPEG")[:2000], "damaged"),
    "truncated webp": (lambda: encoded(noise(), "WEBP")[:500], "damaged"),
    "truncated gif": (lambda: encoded(noise(), "GIF")[:900], "damaged"),
    "truncated tiff": (lambda: encoded(noise(), "TIFF")[:3000], "damaged"),
    "truncated bmp": (lambda: encoded(noise(), "BMP")[:3000], "damaged"),
    "wrong checksum": (lambda: encoded(noise(), "PNG").replace(b"IDAT", b"IDAX"), "damaged"),
    "garbage in the pixels": (lambda: png(800, 800, b"garbage"), "damaged"),
    "a billion pixels": (lambda: png(30_000, 30_000, zlib.compress(bytes(1000))), "too-large"),
    "four billion by four billion": (lambda: png(2**31 - 1, 2**31 - 1, b""), "too-large"),
    "no pixels at all": (lambda: png(0, 0, b""), "damaged"),
    "bomb of comments": (lambda: comments_bomb(), "damaged"),
    "bmp that claims a billion": (
        lambda: encoded(small(), "BMP")[:18] + struct.pack("<ii", 40_000, 40_000) + encoded(small(), "BMP")[26:],
        "too-large",
    ),
    "too many pages": (lambda: tiff(MOST_PAGES + 1), "too-large"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "damaged"),
    "pdf": (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    "text": (lambda: "法治政府".encode(), "damaged"),
}  # fmt: skip


def noise() -> Image.Image:
    values = np.random.default_rng(5).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    return Image.fromarray(values)


def comments_bomb() -> bytes:
    """A PNG whose comments unpack to a gigabyte."""
    data = b"a\0\0" + zlib.compress(bytes(90_000_000), 9)
    chunk = b"zTXt" + data
    packed = struct.pack(">I", len(data)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    image = encoded(small(), "PNG")
    return image[:33] + packed * 12 + image[33:]


@pytest.mark.parametrize(("make", "code"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.usefixtures("seen")
def test_hostile_picture_ends_in_a_clear_error(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_image(Source(data=make(), name="坏.png"))
    assert caught.value.code == f"unreadable.{code}"
    assert caught.value.source == "坏.png"


@pytest.mark.parametrize(("width", "height"), [(1, 60_000), (60_000, 1), (3, 3)])
def test_picture_too_thin_for_writing_is_read_as_blank(
    seen: list[Picture], width: int, height: int
) -> None:
    read_image(Source(data=encoded(Image.new("1", (width, height)), "PNG"), name="线.png"))
    assert seen[0].min() == 255


def test_pages_that_follow_each_other_in_a_circle_are_read_once(seen: list[Picture]) -> None:
    text = read_image(Source(data=looping_tiff(), name="圈.tif"))
    assert len(seen) == len(text.provenance.page_starts) == 2


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "BMP", "TIFF", "GIF", "WEBP"]),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
    cut=st.floats(0.05, 1),
)
def test_any_bytes_end_in_pixels_or_in_a_clear_error(
    kind: str, flips: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(encoded(noise(), kind))
    data = data[: int(len(data) * cut)]
    for place, value in flips:
        data[int(place * len(data))] = value
    shapes: list[tuple[int, ...]] = []
    with suppress(UnreadableDocument):
        shapes.extend(picture.shape for picture in Pictures(Source(data=bytes(data), name="坏")))
    assert all(len(shape) == 3 and shape[2] == 3 for shape in shapes)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("PNG", "png"), ("JPEG", "jpg"), ("BMP", "bmp"), ("TIFF", "tif"), ("GIF", "gif"), ("WEBP", "webp")],
)  # fmt: skip
def test_every_kind_of_picture_is_opened(seen: list[Picture], kind: str, ending: str) -> None:
    text = read_image(Source(data=encoded(small(), kind), name="扫描"))
    assert text.provenance.format == ending
    assert text.provenance.confidence == (0.99,)
    assert seen[0].shape == (60, 90, 3)
    assert abs(int(seen[0].mean()) - 200) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "F"])
def test_every_depth_of_colour_becomes_dark_on_light(seen: list[Picture], mode: str) -> None:
    values = np.full((40, 60), 255, dtype=np.uint8)
    values[10:20] = 0
    image = Image.fromarray(values)
    if mode == "I;16":
        image = Image.fromarray(values.astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    read_image(Source(data=encoded(image, "TIFF"), name="扫描.tif"))
    assert seen[0][15].max() < 40
    assert seen[0][30].min() > 215


def test_transparent_paper_is_white(seen: list[Picture]) -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    read_image(Source(data=encoded(clear, "PNG"), name="截图.png"))
    assert seen[0].min() == 255


def test_photo_is_turned_as_its_camera_noted(seen: list[Picture]) -> None:
    image = Image.new("RGB", (90, 60), "white")
    image.paste("black", (0, 0, 90, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    read_image(Source(data=encoded(image, "JPEG", exif=exif, quality=95), name="照片.jpg"))
    assert seen[0].shape == (90, 60, 3)
    assert seen[0][:, -5].max() < 60


def test_only_the_first_frame_of_a_film_is_a_page(seen: list[Picture]) -> None:
    frames = [Image.new("L", (60, 40), shade) for shade in (10, 90, 200)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    read_image(Source(data=data, name="动图.gif"))
    assert len(seen) == 1


@pytest.mark.usefixtures("seen")
def test_progress_is_told_after_each_page() -> None:
    told: list[tuple[int, int]] = []
    source = Source(data=tiff(3), name="a.tif", progress=lambda *now: told.append(now))
    text = read_image(source)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert len(text.provenance.confidence) == 3


def test_more_text_than_any_report_has_is_refused(
    seen: list[Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_MOST_TEXT", 2 * len(BODY[0]))
    with pytest.raises(UnreadableDocument) as caught:
        read_image(Source(data=tiff(9), name="长.tif"))
    assert caught.value.code == "unreadable.too-large"
    assert len(seen) == 2


def test_picture_without_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: tuple[Engine, ...] = (Fake("", 1.0),)
    monkeypatch.setattr(read, "engines", lambda name: nothing)
    with pytest.raises(UnreadableDocument) as caught:
        read_image(Source(data=encoded(small(), "PNG"), name="白.png"))
    assert caught.value.code == "unreadable.empty"


def test_limit_of_confidence_lies_between_sure_and_guessing() -> None:
    assert 0.9 < LOW_CONFIDENCE < 0.99

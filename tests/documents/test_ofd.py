"""OFD files → the text that is printed on their pages, in the order of reading."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.documents.ofd import objects
from analyzer.documents.ofd import package as container
from analyzer.documents.ofd.read import read_ofd
from analyzer.documents.source import Source
from analyzer.errors import UnreadableDocument
from analyzer.model.text import ExtractedText
from tests.documents.conftest import EXAMPLES
from tests.documents.fidelity import (
    BAR,
    REPORTS,
    character_error,
    lines_of,
    report,
    verdicts,
    verdicts_of,
)
from tests.documents.ofd_files import (
    LEFT,
    MANNERS,
    SPACE,
    Manner,
    ofd,
    packed,
    page,
    parts,
)

CODES = {
    f"unreadable.{code}"
    for code in (
        "bomb",
        "entities",
        "damaged",
        "encrypted",
        "too-large",
        "format",
        "empty",
        "no-ocr",
    )
}
LINE = "全年办理行政复议案件12件。"


def read(data: bytes) -> ExtractedText:
    return read_ofd(Source(data=data, name="报告.ofd"))


def refused(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert caught.value.source == "报告.ofd"
    assert caught.value.remedy
    return caught.value


def text_object(
    text: str, *, x: float = LEFT, y: float = 60, more: str = "", inner: str = ""
) -> str:
    """A text object with attributes and elements of its own."""
    return (
        f'<ofd:TextObject ID="8" Boundary="{x} {y - 5} 100 8" Font="3" Size="5" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(text) - 1} 5">{text}</ofd:TextCode></ofd:TextObject>'
    )


def of(*contents: str) -> str:
    """The text of a file with these pages."""
    return str(read(packed(parts([page(content) for content in contents]))))


# --- Reports ------------------------------------------------------------------------------------


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_read_however_its_lines_are_written(path: Path, manner: Manner) -> None:
    lines = report(path)
    text = read(ofd(lines, manner))
    assert character_error(lines, text) <= BAR
    assert verdicts(text) == verdicts_of(path)


def test_pages_are_kept() -> None:
    lines = report(REPORTS[0])
    text = read(ofd(lines))
    starts = text.provenance.page_starts
    assert text.provenance.format == "ofd"
    assert len(starts) > 2
    assert starts[0] == 0
    assert list(starts) == sorted(starts)


def test_documents_of_one_file_follow_one_another() -> None:
    first = parts([page(text_object("一、甲"))])
    second = parts([page(text_object("二、乙"))], document="Doc_1")
    body = second["OFD.xml"].split("<ofd:DocBody>")[1].split("</ofd:DocBody>")[0]
    first["OFD.xml"] = first["OFD.xml"].replace(
        "</ofd:OFD>", f"<ofd:DocBody>{body}</ofd:DocBody></ofd:OFD>"
    )
    assert read(packed({**second, **first})) == "一、甲\n二、乙"


# --- What is on a page --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unseen",
    [
        text_object("看不见", y=90, more='Visible="false"'),
        text_object("看不见", y=90, more='Alpha="0"'),
        text_object("看不见", y=90, more='Fill="false"'),
        text_object("看不见", y=90, inner='<ofd:FillColor Alpha="0" Value="0 0 0"/>'),
        text_object("看不见", y=400),
        *(
            text_object("看不见", y=90).replace('Size="5"', f'Size="{size}"')
            for size in ("0.3", "1e-320", "nan", "-5")
        ),
        text_object("看不见", x=-90, y=90),
        text_object("看不见", y=90, more='CTM="0.7 0.7 -0.7 0.7 0 0"'),
        f'<ofd:PageBlock ID="4" Visible="false">{text_object("看不见", y=90)}</ofd:PageBlock>',
        f"<!-- {text_object('看不见', y=90)} -->",
        '<ofd:PathObject ID="4" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>',
    ],
)
def test_what_nobody_sees_is_no_text(unseen: str) -> None:
    assert of(text_object(LINE) + unseen) == LINE


def test_outlined_characters_are_seen() -> None:
    assert of(text_object(LINE, more='Fill="false" Stroke="true"')) == LINE


def test_characters_set_twice_for_bold_are_read_once() -> None:
    assert of(text_object(LINE) + text_object(LINE, x=LEFT + 0.1)) == LINE


def test_a_line_is_ordered_by_place_and_not_by_the_file() -> None:
    assert (
        of(text_object("二件。", x=LEFT + 25) + text_object("案件一十", x=LEFT + 5))
        == "案件一十二件。"
    )


def test_columns_are_apart_by_tabs_also_within_one_object() -> None:
    apart = text_object("复议", x=LEFT) + text_object("12件", x=LEFT + 60)
    within = text_object("应诉19件", y=70).replace('DeltaX="g 4 5"', 'DeltaX="5 55 5 5"')
    assert of(apart + within) == "复议\t12件\n应诉\t19件"


FRAME = "M 0 0 L 120 0 M 0 20 L 120 20 M 0 40 L 120 40 M 0 0 L 0 40 M 60 0 L 60 40 M 120 0 L 120 40"
SEPARATE = [
    f"M {x} {y} L {to_x} {to_y}"
    for x, y, to_x, to_y in [
        *((0, y, 120, y) for y in (0, 20, 40)),
        *((x, y, x, y + 20) for x in (0, 60, 120) for y in (0, 20)),
    ]
]
BOXES = [
    f"M {x} {y} L {x + 60} {y} L {x + 60} {y + 20} L {x} {y + 20} C"
    for x in (0, 60)
    for y in (0, 20)
]


@pytest.mark.parametrize(
    "paths", [[FRAME], SEPARATE, BOXES], ids=["one path", "each a path", "boxes"]
)
def test_the_lines_in_a_cell_are_one_cell_of_a_row(paths: list[str]) -> None:
    drawn = "".join(
        f'<ofd:PathObject ID="9" Boundary="{LEFT} 50 121 41" LineWidth="0.3" Stroke="true">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        for path in paths
    )
    cells = [
        ("党组会听取汇报四次，专", LEFT + 1, 57), ("题研究执法问题", LEFT + 1, 64),
        ("12次", LEFT + 62, 60), ("复议", LEFT + 1, 80), ("3件", LEFT + 62, 80),
    ]  # fmt: skip
    text = "".join(text_object(cell, x=x, y=y) for cell, x, y in cells)
    assert of(drawn + text) == "党组会听取汇报四次，专题研究执法问题\t12次\n复议\t3件"


def test_one_object_over_two_cells_is_cut_where_the_frame_is() -> None:
    drawn = f'<ofd:PathObject ID="9" Boundary="{LEFT} 50 121 41"><ofd:AbbreviatedData>{FRAME}</ofd:AbbreviatedData></ofd:PathObject>'
    row = text_object("复议案件12件", x=LEFT + 35, y=60).replace(
        'DeltaX="g 6 5"', 'DeltaX="g 3 5 20 5 5"'
    )
    twice = row + text_object("应诉", x=LEFT + 5, y=80) + text_object("应诉", x=LEFT + 5.1, y=80)
    assert of(drawn + twice) == "复议案件\t12件\n应诉\t"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M 0",
        "L L L",
        "M 0 0 L 1e999 nan",
        "M 0 0 X 5",
        "M 0 0 " + "L 1 1 " * 5000,
        "M 0 0 A 1 1 0 0 0 5 5 C",
    ],
)
def test_odd_paths_cost_no_text(path: str) -> None:
    drawn = f'<ofd:PathObject ID="9" Boundary="0 0 9 9"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
    assert of(drawn + text_object(LINE)) == LINE


def test_steps_may_be_written_short_long_or_not_at_all() -> None:
    whole = 'DeltaX="g 13 5"'
    assert whole in text_object(LINE)
    for steps in (
        'DeltaX="5 5 g 11 5"',
        "",
        'DeltaX="g 99999999999 5"',
        'DeltaX="5 x"',
        'DeltaX="g"',
    ):
        assert of(text_object(LINE).replace(whole, steps)) == LINE


def test_the_running_head_in_a_template_page_is_left_out_and_a_single_one_kept() -> None:
    head = page(text_object("平川县司法局文件", y=55))
    pages = [page(text_object(text, y=90), template="5") for text in ("一、甲", "二、乙")]
    assert read(packed(parts(pages, templates={"5": head}))) == "一、甲\n二、乙"
    assert read(packed(parts(pages[:1], templates={"5": head}))) == "平川县司法局文件\n一、甲"


def test_composite_units_are_read_where_they_are_placed() -> None:
    files = parts(
        [
            page(
                '<ofd:CompositeObject ID="6" Boundary="0 40 90 90" ResourceID="77"/>'
                + text_object("二、乙", y=150)
            )
        ]
    )
    unit = f'<ofd:CompositeGraphicUnit ID="77" Width="90" Height="90"><ofd:Content>{text_object("一、甲")}</ofd:Content></ofd:CompositeGraphicUnit>'
    files["Doc_0/PublicRes.xml"] = (
        f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    assert read(packed(files)) == "一、甲\n二、乙"


def test_a_resource_that_is_missing_costs_no_text_that_does_not_use_it() -> None:
    files = parts([page(text_object(LINE))])
    del files["Doc_0/PublicRes.xml"]
    assert read(packed(files)) == LINE
    used = parts([page(text_object(LINE) + '<ofd:CompositeObject ResourceID="77"/>')])
    del used["Doc_0/PublicRes.xml"]
    assert refused(packed(used)).code == "unreadable.damaged"


def test_seals_annotations_and_custom_tags_are_no_text() -> None:
    files = parts([page(text_object(LINE))])
    files["OFD.xml"] = files["OFD.xml"].replace(
        "</ofd:DocBody>",
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>",
    )
    files["Doc_0/Document.xml"] = files["Doc_0/Document.xml"].replace(
        "</ofd:Document>",
        "<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:CustomTags>Tags.xml</ofd:CustomTags></ofd:Document>",
    )
    files["Doc_0/Annots.xml"] = f"<ofd:Annotations {SPACE}>{text_object('批注')}</ofd:Annotations>"
    files["Doc_0/Tags.xml"] = f"<ofd:CustomTags {SPACE}>标签</ofd:CustomTags>"
    files["Doc_0/Signs/Signatures.xml"] = f"<ofd:Signatures {SPACE}>公章</ofd:Signatures>"
    assert read(packed(files)) == LINE


# --- How programs write packages ----------------------------------------------------------------


def test_locations_may_be_absolute_in_another_case_or_with_backslashes() -> None:
    files = parts([page(text_object("一、甲")), page(text_object("二、乙"))])
    files["Doc_0/Document.xml"] = (
        files["Doc_0/Document.xml"]
        .replace('"Pages/Page_0/Content.xml"', '"/Doc_0/pages/page_0/CONTENT.xml"')
        .replace('"Pages/Page_1/Content.xml"', '"Pages\\Page_1\\Content.xml"')
    )
    assert read(packed(files)) == "一、甲\n二、乙"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_parts_may_be_in_any_encoding_that_they_declare(codec: str) -> None:
    files: dict[str, str | bytes] = {**parts([page(text_object(LINE))])}
    name = "Doc_0/Pages/Page_0/Content.xml"
    declared = codec.removesuffix("-sig")
    files[name] = (
        str(files[name]).replace('encoding="UTF-8"', f'encoding="{declared}"').encode(codec)
    )
    assert read(packed(files)) == LINE


@pytest.mark.parametrize("space", ["http://www.ofdspec.org", "urn:x"])
def test_the_name_of_the_namespace_does_not_matter(space: str) -> None:
    files = parts([page(text_object(LINE))])
    assert (
        read(packed({k: v.replace("http://www.ofdspec.org/2016", space) for k, v in files.items()}))
        == LINE
    )
    assert read(packed({k: v.replace(SPACE, "") for k, v in files.items()})) == LINE


# --- Hostile and damaged files ------------------------------------------------------------------

PAGE = "Doc_0/Pages/Page_0/Content.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def changed(**replaced: str | bytes | None) -> bytes:
    """A file of which parts are replaced or, with None, taken out.

    Args:
        replaced: The new content by the name of the part, ``page`` for that of the first page.
    """
    names = {"page": PAGE, "root": "OFD.xml", "document": "Doc_0/Document.xml"}
    files: dict[str, str | bytes] = {**parts([page(text_object(LINE)), page(text_object(LINE))])}
    for key, content in replaced.items():
        if content is None:
            del files[names[key]]
        else:
            files[names[key]] = content
    return packed(files)


def with_flag() -> bytes:
    """A file whose members say that they are encrypted."""
    data = bytearray(changed())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def bomb(depth: int) -> bytes:
    """Composite units of which each holds the next one ten times."""
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="{n + 1}"/>' * 10
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(depth)
    )
    files = parts([page('<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="0"/>')])
    files["Doc_0/PublicRes.xml"] = (
        f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    return packed(files)


def scanned() -> bytes:
    picture = (
        '<ofd:ImageObject ID="9" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="4"/>'
    )
    return packed(parts([page(text_object(LINE)), page(picture)]))


DOCUMENT = parts([""])["Doc_0/Document.xml"]
HOSTILE = [
    pytest.param(b"", "damaged", id="nothing"),
    pytest.param(b"PK\x03\x04" + b"\0" * 200, "damaged", id="only a beginning"),
    pytest.param(changed()[:-400], "damaged", id="cut short"),
    pytest.param(packed({"a.txt": "x"}), "format", id="another archive"),
    pytest.param(changed(root="<x"), "damaged", id="broken root"),
    pytest.param(changed(root=f"<ofd:OFD {SPACE}/>"), "damaged", id="no document"),
    pytest.param(changed(document=None), "damaged", id="document missing"),
    pytest.param(changed(page=None), "damaged", id="page missing"),
    pytest.param(changed(page=page(LINE)[:-20]), "damaged", id="page cut short"),
    pytest.param(changed(page=b"\xff\xfe\x00"), "damaged", id="page of bytes"),
    pytest.param(changed(page=page(LINE, template="9")), "damaged", id="template missing"),
    pytest.param(
        changed(page=page("&c;").replace("<ofd:Page ", f"{ENTITIES}<ofd:Page ")),
        "entities",
        id="entity bomb",
    ),
    pytest.param(
        changed(
            page=page("&x;").replace(
                "<ofd:Page ", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><ofd:Page '
            )
        ),
        "entities",
        id="external entity",
    ),
    pytest.param(
        changed(document=DOCUMENT.replace("Pages/Page_0", "../../../../etc/passwd")),
        "damaged",
        id="path outside",
    ),
    pytest.param(changed(page=page("<a>" * 5000 + "</a>" * 5000)), "damaged", id="nested deep"),
    pytest.param(changed(page=" " * 40_000_000), "bomb", id="zip bomb"),
    pytest.param(packed({f"{n}.xml": "" for n in range(20_001)}), "bomb", id="20,001 parts"),
    pytest.param(packed(parts([page(text_object(LINE))] * 501)), "too-large", id="501 pages"),
    pytest.param(bomb(12), "too-large", id="composite bomb"),
    pytest.param(
        packed(parts([page("<ofd:PageBlock>" * 99 + text_object(LINE) + "</ofd:PageBlock>" * 99)])),
        "too-large",
        id="blocks in blocks",
    ),
    pytest.param(with_flag(), "encrypted", id="encrypted members"),
    pytest.param(
        packed({**parts([page(LINE)]), "Encryptions.xml": "<Encryptions/>"}),
        "encrypted",
        id="encrypted by GM/T 0099",
    ),
    pytest.param(scanned(), "no-ocr", id="scanned page"),
    pytest.param(packed(parts([page("")])), "empty", id="empty page"),
]


@pytest.mark.parametrize(("data", "code"), HOSTILE)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    tracemalloc.start()
    try:
        assert refused(data).code == f"unreadable.{code}"
        assert tracemalloc.get_traced_memory()[1] < 300e6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            packed({**parts([page(text_object(LINE))]), "../../etc/cron.d/x": "x", "/etc/y": "y"}),
            id="names outside",
        ),
        pytest.param(
            packed(parts([page(text_object(LINE) + text_object("远", x=1e9))])),
            id="far away",
        ),
        pytest.param(
            packed(
                parts(
                    [
                        page(
                            text_object(LINE)
                            + text_object("零", y=90).replace('Size="5"', 'Size="0"')
                        )
                    ]
                )
            ),
            id="without size",
        ),
        pytest.param(
            packed(parts([page(text_object(LINE) + '<ofd:CompositeObject ResourceID="1"/>')])),
            id="unit that is nowhere",
        ),
        pytest.param(
            packed(parts([page(text_object(LINE), box="nan inf x 0")])), id="paper of no size"
        ),
    ],
)
def test_what_is_odd_does_not_cost_the_text(data: bytes) -> None:
    assert read(data) == LINE


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(parts([page(text_object(LINE))] * 3))
    monkeypatch.setattr(container, "_MAX_ALL", 1_500)
    assert refused(data).code == "unreadable.bomb"


def test_the_characters_of_a_page_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(parts([page(text_object(LINE) * 20)]))
    monkeypatch.setattr(objects, "_MOST_CHARACTERS", 100)
    assert refused(data).code == "unreadable.too-large"


@cache
def whole() -> tuple[bytes, ...]:
    lines = ["平川县2023年度法治政府建设年度报告", "县人民政府：", *([LINE] * 20)]
    return (
        ofd(lines),
        packed(dict(unpacked(ofd(lines, MANNERS[2]))), method=zipfile.ZIP_STORED),
        scanned(),
    )


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.integers(0, 2),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=6),
)
def test_changed_bytes_end_in_text_or_in_an_error(
    number: int, edits: list[tuple[float, int, bytes]]
) -> None:
    data = whole()[number]
    for place, length, put in edits:
        at = int(place * len(data))
        data = data[:at] + put + data[at + length :]
    try:
        codes, text = set[str](), str(read(data))
    except UnreadableDocument as error:
        codes, text = {error.code}, ""
    assert codes <= CODES
    assert all(line.strip() == line for line in lines_of(text))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.integers(0, 5),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.text("<>/\"'=&;ofd:0g-. 字\0", max_size=6)
            | st.sampled_from(("nan", "inf", "-1e308", "1e-320", "g 99999999 5", "9" * 400)),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_changed_parts_end_in_text_or_in_an_error(
    number: int, edits: list[tuple[float, int, str]]
) -> None:
    files = unpacked(whole()[0])
    name, content = files[number % len(files)]
    part = content.decode()
    for place, length, put in edits:
        at = int(place * len(part))
        part = part[:at] + put + part[at + length :]
    try:
        codes = set[str]()
        read(packed({**dict(files), name: part}))
    except UnreadableDocument as error:
        codes = {error.code}
    assert codes <= CODES


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    long = "按照县委依法治县办的安排，" * 60 + "现将情况报告如下。"
    text = read(ofd(["平川县2023年度法治政府建设年度报告", long, LINE]))
    assert lines_of(text)[1:] == [long, LINE]
    assert len(text.provenance.page_starts) == 2

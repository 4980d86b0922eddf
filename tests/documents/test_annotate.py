"""Comments in copies of Word files: on the right words, and nothing else changed."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.documents.annotated import write_annotated
from analyzer.documents.find import find_documents
from analyzer.documents.read import read_document
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comment, Comments
from analyzer.documents.word.annotate.write import annotate_word, digest_of
from analyzer.errors import UnreadableDocument
from tests.documents.commented import (
    W,
    assert_ordered,
    assert_sound,
    commented,
    covered,
    looks,
    member,
    read,
    said,
    tree,
)
from tests.documents.conftest import (
    abstract,
    code,
    field_mark,
    gone,
    ins,
    level,
    num,
    packed,
    para,
    repacked,
    run,
    saved,
    table,
    word,
)
from tests.documents.conversion import convert
from tests.documents.test_word import with_note

CHINESE_LIST = abstract(1, level(0, "chineseCountingThousand", "%1、")) + num(1, 1)
FIELD = field_mark("begin") + code(" REF x ") + field_mark("separate") + run("域的结果")
FIELD += field_mark("end")
ONE_RUN_FIELD = (
    '<w:r><w:t>前</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>2024年</w:t><w:fldChar w:fldCharType="end"/>'
    "<w:t>后来</w:t></w:r>"
)
BOX = (
    "<w:r><w:t>框前</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent><w:t>框后</w:t></w:r>"
).format(para("框里的字"))


# --- On the right words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "wanted", "marked"),
    [
        ([para("全年办理案件12件。")], "案件", "案件"),
        ([para(run("全年") + run("办理", "<w:b/>") + run("案件"))], "年办理案", "年办理案"),
        ([para("<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t><w:br/><w:t>丁</w:t></w:r>")],
         "\t乙", "\t乙"),
        ([para("<w:r><w:t> 两边 空 </w:t></w:r>")], "边 ", "边 "),
        ([para(run("文&#x200B;字&#x200B;不可见"))], "字不", "字不"),
        ([para(ins(run("插入的话很长。")) + gone("删去") + run("后面"))], "的话", "的话"),
        ([para(ins(run("插入的话。")) + gone("删去") + run("后面"))], "。后", "。后"),
        ([para(f'<w:moveTo w:id="2" w:author="张">{run("搬来的话")}</w:moveTo>')], "来的", "来的"),
        ([para(run("见") + FIELD + run("之后"))], "的结", "域的结果"),
        ([para(run("见") + FIELD + run("之后"))], "果之", "域的结果之"),
        ([para(ONE_RUN_FIELD)], "24", "2024年"),
        ([para(ONE_RUN_FIELD)], "年后", "2024年后"),
        ([para(run("链") + f'<w:hyperlink r:id="rId1">{run("接文字")}</w:hyperlink>')],
         "文", "接文字"),
        ([para(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件里')}</w:sdtContent></w:sdt>{run('外')}")],
         "件", "控件里"),
        ([para("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>" + run("式"))], "+", "x+y"),
        ([para(run("半段") + gone("删"), mark="del"), para("后半段。")], "段后", "段后"),
        ([table([para("表头甲"), para("表 头  乙")], [para("一") + para("二"), para("3")])],
         "头 乙", "头 乙"),
        ([table([para("表头甲"), para("乙")], [para("一") + para("二"), para("3")])],
         "一 二", "一 二"),
        ([table([para("表头甲"), para("表头乙")])], "甲\t表", "甲"),
        ([para(BOX), para("下段")], "里的", "框里的字"),
        ([para(BOX), para("下段")], "后\n框里", "后"),
        ([para(BOX), para("下段")], "前框", "前框后\n框里的字"),
        ([para("前段末"), para("后段首"), para("三段")], "末\n后段首\n三", "末\n后段首\n三"),
        ([para("前段末"), para("后段首")], "\n", "后"),
    ],
)  # fmt: skip
def test_the_comment_is_on_the_words_meant(
    tmp_path: Path, blocks: list[str], wanted: str, marked: str
) -> None:
    data = word(*blocks)
    text = read(data)
    at = text.index(wanted)
    made = commented(data, [(at, at + len(wanted))], tmp_path)
    assert read(made) == text
    assert_sound(made)
    assert looks(made) == looks(data)
    assert covered(made) == {0: marked}


@pytest.mark.parametrize("span", [(0, 1), (1, 3), (0, 6), (0, 2)])
def test_on_a_generated_number_the_comment_takes_the_heading(
    tmp_path: Path, span: tuple[int, int]
) -> None:
    blocks = [para(run("主要") + run("举措"), num=(1, 0)), para("正文一句。")]
    data = word(*blocks, numbering=CHINESE_LIST)
    made = commented(data, [span], tmp_path)
    assert_sound(made)
    assert covered(made) == {0: "主要举措" if span != (1, 3) else "主"}


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_on_a_note_the_comment_is_on_what_refers_to_it(tmp_path: Path, kind: str) -> None:
    body = para(run("正文") + f'<w:r><w:{kind}Reference w:id="2"/></w:r>' + run("之后"))
    data = with_note(body, para("注里的话"), kind)
    text = read(data)
    at = text.index("里的")
    made = commented(data, [(at, at + 2)], tmp_path)
    assert read(made) == text
    (start,) = tree(made).iter(f"{W}commentRangeStart")
    assert start.getnext()[-1].tag == f"{W}{kind}Reference"


def test_comments_on_one_place_and_inside_each_other_stand_side_by_side(tmp_path: Path) -> None:
    data = word(para("全年办理案件十二件。"))
    spans = [(0, 10), (2, 6), (2, 6), (4, 6), (6, 8)]
    made = commented(data, spans, tmp_path)
    assert_sound(made)
    assert covered(made) == {n: read(data)[low:high] for n, (low, high) in enumerate(spans)}
    assert looks(made) == looks(data)


_TEXTS = st.text("甲乙丙 12，\u200b\U00020bb7😀", min_size=1, max_size=6)
_LOOKS = st.sampled_from(["", "<w:b/>", '<w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/>'])
_RUNS = st.builds(run, _TEXTS, _LOOKS)
_PIECES = st.one_of(
    _RUNS,
    _RUNS.map(ins),
    _TEXTS.map(gone),
    st.just("<w:r><w:t>三 </w:t><w:tab/><w:t>四</w:t><w:br/></w:r>"),
    st.just(FIELD),
    st.just(ONE_RUN_FIELD),
    st.just(BOX),
    st.just('<w:bookmarkStart w:id="9" w:name="x"/>'),
    _RUNS.map(lambda inside: f'<w:hyperlink w:anchor="x">{inside}</w:hyperlink>'),
    _RUNS.map(lambda inside: f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"),
)
_PARAGRAPHS = st.builds(
    lambda pieces, numbered, mark: para(
        "".join(pieces), num=(1, 0) if numbered else None, mark="del" if mark else ""
    ),
    st.lists(_PIECES, max_size=5),
    st.booleans(),
    st.integers(0, 5).map(lambda number: number == 0),
)
_BLOCKS = st.one_of(
    _PARAGRAPHS, st.builds(lambda *cells: table([*cells]), _PARAGRAPHS, _PARAGRAPHS)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=st.lists(_BLOCKS, min_size=1, max_size=4), data=st.data())
def test_whatever_runs_there_are_text_and_look_stay(blocks: list[str], data: st.DataObject) -> None:
    given_file = word(*blocks, numbering=CHINESE_LIST)
    try:
        text = read(given_file)
    except UnreadableDocument:
        return
    places = st.integers(0, len(text) - 1)
    ends = st.tuples(places, st.integers(1, 9))
    spans = sorted((at, min(len(text), at + n)) for at, n in data.draw(st.lists(ends, max_size=6)))
    with tempfile.TemporaryDirectory() as folder:
        made = commented(given_file, spans, Path(folder))
    assert read(made) == text
    assert looks(made) == looks(given_file)
    assert_sound(made)
    assert len(covered(made)) == len(spans)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs=st.lists(_RUNS, min_size=1, max_size=6), data=st.data())
def test_in_plain_runs_every_span_is_met_exactly(runs: list[str], data: st.DataObject) -> None:
    given_file = word(para("甲" + "") + para("".join(runs)))
    text = read(given_file)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] != "\n"))
    end = data.draw(st.integers(at + 1, len(text)).filter(lambda end: text[end - 1] != "\n"))
    with tempfile.TemporaryDirectory() as folder:
        made = commented(given_file, [(at, end)], Path(folder))
    assert covered(made) == {0: text[at:end]}


# --- Nothing else changed ---------------------------------------------------------------------


def test_every_other_member_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    data = repacked(word(para("正文")), {"word/media/x.png": b"\x89PNG", "docProps/y.xml": b"<y/>"})
    made = commented(data, [(0, 2)], tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
        assert new.namelist()[: len(old.namelist())] == old.namelist()
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
        for name in set(old.namelist()) - changed:
            assert new.read(name) == old.read(name)
        assert new.testzip() is None


def test_white_space_that_means_something_elsewhere_is_kept(tmp_path: Path) -> None:
    drawn = "<w:r><w:drawing><wp:inline><a:t> </a:t></wp:inline></w:drawing></w:r>"
    data = word(para(run("字") + drawn))
    made = commented(data, [(0, 1)], tmp_path)
    assert b"<a:t> </a:t>" in member(made, "word/document.xml")


def test_the_package_opens_in_python_docx_with_author_date_and_text(tmp_path: Path) -> None:
    made = commented(word(para("正文一句。")), [(0, 2)], tmp_path, said="补正：改。")
    (comment,) = docx.Document(io.BytesIO(made)).comments
    assert (comment.author, comment.initials) == ("李审", "李")
    assert comment.timestamp is not None
    assert comment.timestamp.replace(tzinfo=None) == datetime(2025, 2, 3, 9, 30)
    assert comment.text == "第0条\n补正：改。"
    assert_ordered(tree(made, "word/comments.xml")[0])


def test_comments_that_are_there_stay_and_numbers_are_unique(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("正文")
    paragraph.add_run("一句。")
    document.add_comment(paragraph.runs[0], text="早先的批注", author="张三", initials="张")
    data = repacked(
        saved(document),
        {"word/people.xml": b"<x/>", "word/commentsExtended.xml": b"<y/>"},
    )
    made = commented(data, [(1, 4), (0, 2)], tmp_path)
    assert read(made) == "正文一句。"
    assert_sound(made)
    authors = [comment.author for comment in docx.Document(io.BytesIO(made)).comments]
    assert authors == ["张三", "李审", "李审"]
    assert next(said(made)) == ["早先的批注"]
    assert covered(made) == {0: "正文", 1: "文一句", 2: "正文"}
    assert member(made, "word/people.xml") == b"<x/>"
    kinds = member(made, "[Content_Types].xml")
    assert kinds.count(b"/word/comments.xml") == 1


def test_a_copy_can_be_commented_again(tmp_path: Path) -> None:
    once = commented(word(para("正文一句。")), [(0, 3)], tmp_path)
    twice = commented(once, [(1, 5)], tmp_path)
    assert_sound(twice)
    assert covered(twice) == {0: "正文一", 1: "文一句。"}


def test_strict_open_xml_stays_strict(tmp_path: Path) -> None:
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relations = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )

    def change(part: bytes) -> bytes:
        return part.replace(usual, strict).replace(*relations)

    names = zipfile.ZipFile(io.BytesIO(word(para("正文一句。")))).namelist()
    data = repacked(
        word(para("正文一句。")),
        {name: change for name in names if name.endswith((".xml", ".rels"))},
    )
    made = commented(data, [(1, 3)], tmp_path)
    assert read(made) == "正文一句。"
    for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert b"purl.oclc.org" in member(made, name)
        assert usual not in member(made, name)
        assert relations[0] not in member(made, name)


# --- Safe -------------------------------------------------------------------------------------


def with_macros() -> bytes:
    kinds = (b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")  # fmt: skip
    space = b"http://schemas.openxmlformats.org/package/2006/relationships"
    microsoft = b"http://schemas.microsoft.com/office/2006/relationships"

    def related(*relations: tuple[bytes, bytes]) -> bytes:
        said = b"".join(
            b'<Relationship Id="m%d" Type="%s" Target="%s"/>' % (number, kind, target)
            for number, (kind, target) in enumerate(relations)
        )
        return b'<Relationships xmlns="%s">%s</Relationships>' % (space, said)

    def add(*relations: tuple[bytes, bytes]) -> object:
        inside = related(*relations).split(b">", 1)[1]
        return lambda part: part.replace(b"</Relationships>", inside)

    return repacked(
        word(para("正文一句。")),
        {
            "[Content_Types].xml": lambda part: part.replace(*kinds).replace(
                b"</Types>",
                b'<Override PartName="/word/vbaData.xml" ContentType="application/xml"/></Types>',
            ),
            "word/_rels/document.xml.rels": add((microsoft + b"/vbaProject", b"vbaProject.bin")),
            "word/vbaProject.bin": b"macro",
            "word/_rels/vbaProject.bin.rels": related(
                (microsoft + b"/wordVbaData", b"vbaData.xml")
            ),
            "word/vbaData.xml": b"<x/>",
            "_rels/.rels": add(
                (space + b"/digital-signature/origin", b"_xmlsignatures/origin.sigs"),
                (microsoft + b"/ui/extensibility", b"/customUI/customUI.xml"),
            ),
            "_xmlsignatures/origin.sigs": b"",
            "_xmlsignatures/_rels/origin.sigs.rels": related((b"x/signature", b"sig1.xml")),
            "_xmlsignatures/sig1.xml": b"<x/>",
            "customUI/customUI.xml": b"<x/>",
        },
    )


def test_macros_and_void_signatures_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    made = commented(with_macros(), [(0, 2), (2, 4)], tmp_path)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = " ".join(archive.namelist())
        whole = b"".join(map(archive.read, archive.namelist()))
    assert not any(word in names for word in ("vba", "xmlsignatures", "customUI"))
    assert not any(word in whole for word in (b"macroEnabled", b"vba", b"signature"))
    first, second = said(made)
    assert "宏" in first[-1]
    assert "宏" not in "".join(second)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "正文一句。"


def test_a_file_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    comments = Comments(author="李", initials="李", at=datetime(2025, 1, 1), comments=())
    source = Source(data=word(para("改过的")), name="报告.docx")
    with pytest.raises(UnreadableDocument, match="有改动"):
        annotate_word(source, comments, digest_of("原来的"), tmp_path / "x.docx")
    assert not (tmp_path / "x.docx").exists()


def test_a_picture_that_is_broken_is_told(tmp_path: Path) -> None:
    data = repacked(word(para("正文")), {"word/media/x.bin": b"abcabcabc" * 9})
    at = data.index(b"word/media/x.bin") + len("word/media/x.bin")
    broken = data[:at] + b"\xff\xff" + data[at + 2 :]
    with pytest.raises(UnreadableDocument, match="写不了批注"):
        commented(broken, [(0, 1)], tmp_path)


# --- By the reading process -------------------------------------------------------------------


def _written(found: object, text: str, target: Path) -> bytes:
    comments = Comments(
        author="李", initials="李", at=datetime(2025, 1, 1), comments=(Comment(0, 2, ("问题",)),)
    )
    write_annotated(found, text, comments, target)  # type: ignore[arg-type]
    return target.read_bytes()


def test_a_member_of_an_archive_is_copied(tmp_path: Path) -> None:
    (tmp_path / "报送.zip").write_bytes(packed({"一/报告.docx": word(para("正文一句。"))}))
    (found,) = find_documents([str(tmp_path / "报送.zip")])
    made = _written(found, read_document(found), tmp_path / "批注.docx")  # type: ignore[arg-type]
    assert covered(made) == {0: "正文"}


def test_a_target_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(word(para("正文")))
    with pytest.raises(FileNotFoundError):
        _written(str(tmp_path / "报告.docx"), "正文", tmp_path / "没有" / "批注.docx")


@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_old_files_are_copied_as_libreoffice_makes_word_files_of_them(
    tmp_path: Path, ending: str
) -> None:
    given_file = tmp_path / "报告.docx"
    given_file.write_bytes(word(para(run("加粗", "<w:b/>") + run("正文一句。")), para("二")))
    (old,) = convert([given_file], ending, tmp_path / "旧")
    text = read_document(old)
    made = _written(str(old), text, tmp_path / "批注.docx")
    assert read(made) == text
    assert covered(made) == {0: "加粗"}
    assert tree(made).find(f".//{W}r/{W}rPr/{W}b") is not None


def test_libreoffice_keeps_every_comment_on_its_words(tmp_path: Path) -> None:
    blocks = [
        para("平川县2024年度报告", style="Title"),
        para("主要举措", num=(1, 0)),
        para(ins(run("插入的话很长。")) + gone("删") + run("后面", "<w:b/>")),
        para(run("见") + FIELD + run("之后") + ONE_RUN_FIELD),
        para(run("链") + f'<w:hyperlink w:anchor="x">{run("接文字")}</w:hyperlink>' + run("尾")),
        table([para("表头甲"), para("表头乙")], [para("一"), para("3")]),
        para(run("末段")),
    ]
    data = word(*blocks, numbering=CHINESE_LIST)
    text = read(data)
    wanted = ["2024年", "一、主要", "的话", "面", "之后", "链接文字", "头乙", "3", "末段"]
    spans = [(text.index(each), text.index(each) + len(each)) for each in wanted]
    given_file = tmp_path / "批注.docx"
    given_file.write_bytes(commented(data, spans, tmp_path))
    (made,) = convert([given_file], "odt", tmp_path / "转")
    content = member(made.read_bytes(), "content.xml").decode()
    shown = re.sub("<[^>]*>", "", content)
    assert [shown.count(f"第{number}条") for number in range(len(wanted))] == [1] * len(wanted)
    assert content.count("<office:annotation-end") == len(wanted)

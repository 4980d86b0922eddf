"""What the comments of an annotated copy say, and the Word file that other formats are set in."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.documents.isolation.process import Limits
from analyzer.documents.readers import read_source
from analyzer.documents.source import Source
from analyzer.documents.word.annotate.comment import Comment
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Contradiction, Opinion, Passage, ReportResult, Status
from analyzer.model.text import ExtractedText, Provenance
from analyzer.output.annotation.notes import comments_on
from analyzer.output.annotation.rebuilt import rebuilt, storable
from analyzer.output.annotation.write import Annotator
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.outcome import Reviewed, review
from analyzer.review.subjects import Subjects
from tests.conftest import CORPUS
from tests.documents.commented import assert_sound, covered, said, tree
from tests.documents.conversion import to_docx

_TEXT = """平川县样例局2024年法治政府建设年度报告
一、主要举措
1、2024年组织执法培训3期，办理行政处罚案件12件。联系人手机13912345678。
三、存在的不足
持证执法人员只有3名，不能满足执法需要；案卷评查中有4份案卷缺少送达回证。
"""
_PHONE = "13912345678"


def _annotated(text: ExtractedText, reviewed: Reviewed, pack: Pack, found: str = "-") -> bytes:
    annotator = Annotator(
        pack, author="李审", initials="李", at=datetime(2025, 2, 3), limits=Limits()
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "批注.docx")
        annotator.write(found, text, reviewed, target)
        return target.read_bytes()


def _told(comments: tuple[Comment, ...]) -> str:
    return "\n".join(line for comment in comments for line in comment.paragraphs)


def _after(analyzer: Analyzer, pack: Pack, *made: Callable[[Subjects], Decision]) -> Reviewed:
    subjects = Subjects(analyzer.analyze(_TEXT))
    return Reviewed(subjects.result, review(subjects, [each(subjects) for each in made], pack))


def _on(subjects: Subjects, rule: str) -> int:
    return [finding.rule for finding in subjects.result.findings].index(rule)


def _verdict(result: ReportResult) -> object:
    return (
        result.score,
        result.grade,
        [(e.id, e.status, e.credit, [(v.start, v.end) for v in e.evidence])
         for e in result.elements],
        [(f.rule, f.severity, f.element, f.message, f.start, f.end) for f in result.findings],
    )  # fmt: skip


# --- What is said -----------------------------------------------------------------------------


def test_the_title_tells_score_and_what_has_no_place_and_places_tell_the_rest(
    analyzer: Analyzer, pack: Pack
) -> None:
    reviewed = _after(analyzer, pack)
    result = reviewed.result
    whole, *placed = comments_on(reviewed, pack, rebuilt=False)
    assert result.document.text[whole.start : whole.end] == _TEXT.split("\n")[0]
    assert whole.paragraphs[0].startswith(
        f"审查批注：得分 {result.score:.1f} / 100，{result.grade}"
    )
    without = [finding for finding in result.findings if finding.start is None]
    assert without
    for finding in without:
        assert f"【错误】{finding.message}" in _told((whole,)) or finding.severity != "error"
        assert finding.message in _told((whole,))
        assert finding.advice in _told((whole,))
        assert finding.legal_basis in _told((whole,))
    assert [(c.start, c.end) for c in placed] == sorted(
        (f.start, f.end) for f in result.findings if f.start is not None
    )
    on_phone = next(c for c in placed if result.document.text[c.start : c.end] == _PHONE)
    assert [line[:3] for line in on_phone.paragraphs] == ["【错误", "依据：", "补正："]


def test_personal_data_is_masked_in_comments(analyzer: Analyzer, pack: Pack) -> None:
    reviewed = _after(
        analyzer,
        pack,
        lambda subjects: subjects.decide_finding(
            _on(subjects, "privacy.phone"), holds=True, by="周敏", because=f"就是{_PHONE}"
        ),
    )
    told = _told(comments_on(reviewed, pack, rebuilt=False))
    assert _PHONE not in told
    assert "就是139******78" in told
    assert "认定：已认定，属实——周敏" in told


def test_what_a_reviewer_dismissed_is_not_demanded(analyzer: Analyzer, pack: Pack) -> None:
    reviewed = _after(
        analyzer,
        pack,
        lambda subjects: subjects.decide_finding(
            _on(subjects, "privacy.phone"), holds=False, by="周敏"
        ),
        lambda subjects: subjects.decide_element(
            "causes", Status.SUBSTANTIVE, by="周敏", quote="持证执法人员只有3名"
        ),
    )
    told = _told(comments_on(reviewed, pack, rebuilt=False))
    assert "手机号码" not in told
    assert "缺少：不足的原因" not in told
    assert "审查人员认定不成立的 2 条没有列入。" in told
    assert reviewed.review is not None
    assert reviewed.review.score is not None
    assert f"审查认定后 {reviewed.review.score.score:.1f} / 100" in told


def test_a_gap_that_a_reviewer_found_is_listed(analyzer: Analyzer, pack: Pack) -> None:
    reviewed = _after(
        analyzer,
        pack,
        lambda subjects: subjects.decide_element("shortcomings", Status.MISSING, by="周敏"),
    )
    told = _told(comments_on(reviewed, pack, rebuilt=False))
    assert "缺少：存在的不足。审查人认定" in told
    assert "已更正为缺失——周敏" in told


def test_what_is_in_doubt_says_so_and_is_not_demanded(analyzer: Analyzer, pack: Pack) -> None:
    result = analyzer.analyze(_TEXT)
    quote = "持证执法人员只有3名，不能满足执法需要"
    start = _TEXT.index(quote)
    doubt = Contradiction(
        Status.MISSING,
        Opinion(Status.SUBSTANTIVE, 0.93),
        Passage(start, start + len(quote), quote),
    )
    elements = tuple(
        replace(element, contradiction=doubt) if element.id == "causes" else element
        for element in result.elements
    )
    (gap,) = [f for f in result.findings if f.element == "causes" and f.rule == "element.missing"]
    doubted = Reviewed(replace(result, elements=elements))
    whole, *placed = comments_on(doubted, pack, rebuilt=False)
    (line,) = [line for line in whole.paragraphs if line.startswith("待复核 1 项")]
    assert result.element("causes").label in line
    assert gap.message not in _told((whole,))
    (comment,) = [each for each in placed if each.paragraphs[0].startswith("【待复核】")]
    assert _TEXT[comment.start : comment.end] == quote
    assert "词库判缺失，第二判读判充实，把握 93%" in comment.paragraphs
    assert f"复核以前不要求补正：{gap.message}" in comment.paragraphs


def test_what_is_no_report_has_no_score(analyzer: Analyzer, pack: Pack) -> None:
    result = analyzer.analyze("平川县水利局2024年工作要点\n一、抓好防汛\n确保安全。\n")
    assert not result.document.identity.is_report
    whole, *_ = comments_on(Reviewed(result), pack, rebuilt=False)
    assert "不是法治政府建设年度报告，没有评分" in whole.paragraphs[0]
    assert "得分" not in _told((whole,))


def test_only_printable_characters_are_said(analyzer: Analyzer, pack: Pack) -> None:
    text = _TEXT.replace("一、主要举措", "一、\x1b[2J\u202e主要{{举措}}<w:t>&\uffff")
    comments = comments_on(Reviewed(analyzer.analyze(text)), pack, rebuilt=True)
    assert _told(comments).replace("\n", "").isprintable()


# --- The Word file that other formats are set in ----------------------------------------------


def _plain(text: str) -> ExtractedText:
    return ExtractedText(text, Provenance(name="报告.txt", format="txt"))


def _read(data: bytes) -> ExtractedText:
    return read_source(Source(data=data, name="批注.docx"))


_LINES = st.text(
    st.one_of(
        st.sampled_from("一、（一）1.年报告单位\t\t 　。"),
        st.characters(blacklist_categories=["Cc", "Cf", "Zl", "Zp", "Cs"]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(_LINES, min_size=1, max_size=8))
def test_a_file_set_from_text_reads_as_the_same_text(
    analyzer: Analyzer, pack: Pack, lines: list[str]
) -> None:
    text = "\n".join(["平川县样例局2024年法治政府建设年度报告", *lines])
    result = analyzer.analyze(_plain(text))
    assert _read(rebuilt(result)).text == text
    made = _annotated(_plain(text), Reviewed(result), pack)
    assert _read(made).text == text
    assert_sound(made)


def test_headings_tables_and_title_are_set_as_such(analyzer: Analyzer, pack: Pack) -> None:
    text = _TEXT.replace("三、", "单位\t件数\n水政\t12\n二、").replace("1、", "（一）执法。")
    made = docx.Document(io.BytesIO(rebuilt(analyzer.analyze(_plain(text)))))
    styles = {p.text: p.style.name for p in made.paragraphs if p.style is not None}
    assert styles["一、主要举措"] == styles["二、存在的不足"] == "Heading 1"
    assert styles[_TEXT.split("\n")[0]] == "Normal"
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["单位", "件数"],
        ["水政", "12"],
    ]
    title = made.paragraphs[0].runs[0]
    assert (title.font.name, title.font.size.pt) == ("方正小标宋简体", 22)
    assert made.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_what_xml_cannot_hold_is_replaced_at_its_place(analyzer: Analyzer, pack: Pack) -> None:
    text = _TEXT.replace("培训", "培\uffff训")
    made = _annotated(_plain(text), Reviewed(analyzer.analyze(_plain(text))), pack)
    assert _read(made).text == storable(text)
    assert len(storable(text)) == len(text)
    assert _PHONE in covered(made).values()


def test_three_hundred_gaps_and_names_that_look_like_markup(analyzer: Analyzer, pack: Pack) -> None:
    long = "平川县" + "㵲𠮷😀" * 66 + "局"
    lines = "".join(
        f"{n}、联系人{{{{ 甲 }}}}<w:p/>=SUM(A1)，手机1391234{n:04}。\n" for n in range(300)
    )
    text = f"{long}2024年法治政府建设年度报告\n一、主要举措\n{lines}"
    result = analyzer.analyze(_plain(text))
    assert len(result.findings) >= 300
    made = _annotated(_plain(text), Reviewed(result), pack)
    assert _read(made).text == text
    assert_sound(made)
    assert len(list(said(made))) == sum(f.start is not None for f in result.findings) + 1
    assert "13912340299" not in "".join(tree(made, "word/comments.xml").itertext())


# --- Round trip -------------------------------------------------------------------------------


@pytest.mark.parametrize("report", CORPUS[::12], ids=lambda report: report.name)
@pytest.mark.parametrize("as_word", [True, False], ids=["word", "text"])
def test_reading_the_copy_gives_the_same_verdict(
    analyzer: Analyzer, pack: Pack, tmp_path: Path, report: object, as_word: bool
) -> None:
    text = _plain(report.text)  # type: ignore[attr-defined]
    found = "-"
    if as_word:
        found = str(tmp_path / "报告.docx")
        Path(found).write_bytes(to_docx(text.text))
        text = _read(Path(found).read_bytes())
    result = analyzer.analyze(text)
    made = _annotated(text, Reviewed(result), pack, found)
    again = _read(made)
    assert again.text == text.text
    assert _verdict(analyzer.analyze(again)) == _verdict(result)
    assert_sound(made)

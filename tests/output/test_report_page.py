"""The page of a report: one file that needs nothing else, every gap and quotation at its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analyzer.lexicon.schema import Pack
from analyzer.model.report import (
    Contradiction,
    Finding,
    Opinion,
    Passage,
    ReaderState,
    ReportResult,
    Severity,
    Status,
)
from analyzer.model.text import ExtractedText, Provenance, masked
from analyzer.output.hypertext.report import report_page
from analyzer.output.wording import visible_lines
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.outcome import Reviewed, review
from analyzer.review.subjects import Subjects
from tests.conftest import CORPUS
from tests.small_corpus import PHONE, TEXT
from tests.web_page import marked_characters, read_page, words

HOSTILE = (
    '</script></style><script>alert(1)</script><img src=x onerror="a()">&lt;&#x3c;\u202e\x1b[31m'
    "{{ 7*7 }}{% raw %}\x00\ufffe=1+1 𠮷㵲👩‍⚖️]]><!--"
)


@pytest.fixture(scope="module")
def result(analyzer: Analyzer) -> ReportResult:
    return analyzer.analyze(TEXT, source="/home/chen/报送/样例局.txt")


def decided(result: ReportResult, pack: Pack, *made: Decision) -> Reviewed:
    return Reviewed(result, review(Subjects(result), made, pack))


def texts_of(root: Any, path: str) -> list[str]:
    return [words(node) for node in root.xpath(path)]


def gaps_of(root: Any) -> list[Any]:
    return list(root.xpath("//section[@id='gaps']//li"))


def shown_text(root: Any) -> list[tuple[str, frozenset[str]]]:
    """Returns the whole text, each character with its marks."""
    (text,) = root.find_class("text")
    return list(marked_characters(text))


@pytest.mark.parametrize("labelled", CORPUS[::6], ids=lambda labelled: labelled.name)
def test_real_reports_give_their_text_back_with_exactly_their_evidence_marked(
    labelled: Any, analyzer: Analyzer, pack: Pack
) -> None:
    result = analyzer.analyze(labelled.text)
    root = read_page(report_page(Reviewed(result), pack))
    text = visible_lines(masked(result.document.text, 0, result.masked))
    characters = shown_text(root)
    assert "".join(ch for ch, _ in characters) == text
    assert len(text) == len(result.document.text)
    for number, element in enumerate(result.elements, 1):
        evidence = element.evidence if result.document.identity.is_report else ()
        expected = {at for e in evidence for at in range(e.start, e.end)}
        found = {at for at, (_, around) in enumerate(characters) if f"e{number}" in around}
        # Line breaks between paragraphs are in no paragraph, so under no mark.
        assert found == {at for at in expected if text[at] != "\n"}
    faulty = {
        at
        for finding in result.findings
        if finding.start is not None and finding.end is not None
        for at in range(finding.start, finding.end)
    }
    found = {at for at, (_, around) in enumerate(characters) if "g" in around}
    assert found == {at for at in faulty if text[at] != "\n"}


def test_every_gap_stands_once_and_leads_to_its_text_and_back(
    result: ReportResult, pack: Pack
) -> None:
    root = read_page(report_page(Reviewed(result), pack))
    listed = gaps_of(root)
    assert len(listed) == len(result.findings)
    order = sorted(result.findings, key=lambda f: list(Severity).index(f.severity))
    for gap, finding in zip(listed, order, strict=True):
        said = words(gap)
        assert finding.message in said
        assert finding.legal_basis in said
        assert finding.advice in said
        target = gap.xpath(".//dd/a/@href | .//dd/span/a/@href")[0][1:]
        (place,) = root.xpath(f"//*[@id='{target}']")
        if finding.start is not None:
            assert place.xpath("./a/@href") == [f"#{gap.get('id')}"]
            document = result.document
            paragraph = [p.number for p in document.paragraphs if p.start <= finding.start][-1]
            assert f"第{paragraph}段" in said
            assert place.getparent().get("id") == f"p{paragraph}"
        else:
            assert target.startswith("element-")


def test_score_is_the_sum_of_weights_and_credits(result: ReportResult, pack: Pack) -> None:
    root = read_page(report_page(Reviewed(result), pack))
    rows = root.xpath("//section[@id='breakdown']//tbody/tr")
    assert len(rows) == len(result.elements)
    total = 0.0
    for row, element in zip(rows, result.elements, strict=True):
        weight, credit, points = (
            float(cell.text.strip("%")) for cell in row.find_class("figure")[1:]
        )
        assert weight == pytest.approx(element.weight, abs=0.05)
        assert credit == pytest.approx(100 * element.credit, abs=0.5)
        assert points == pytest.approx(weight * credit / 100, abs=0.06)
        total += points
    assert total == pytest.approx(result.score, abs=0.5)
    assert words(root.xpath("//section[@id='breakdown']//tfoot")[0]) == f"合计{result.score:.1f}"


def test_page_is_the_same_for_the_same_report_and_has_a_date_only_if_given(
    result: ReportResult, pack: Pack
) -> None:
    page = report_page(Reviewed(result), pack)
    elsewhere = replace(result, document=replace(result.document, source=r"D:\收件\样例局.txt"))
    assert report_page(Reviewed(elsewhere), pack) == page
    assert "检查日期" not in page
    assert "chen" not in page
    dated = read_page(report_page(Reviewed(result), pack, made=date(2025, 3, 1)))
    facts = words(dated.find_class("facts")[0])
    assert "检查日期2025年3月1日" in facts
    assert f"文件样例局.txt 字数{len(''.join(TEXT.split()))}" in facts
    assert pack.version in facts


def test_shortcomings_causes_and_plan_lead_to_each_other(result: ReportResult, pack: Pack) -> None:
    root = read_page(report_page(Reviewed(result), pack))
    assert [s.answered_by for s in result.items.shortcomings] == [(0,), ()]
    for item, leads in (
        ("short-1", ["#plan-1"]),
        ("short-2", []),
        ("cause-1", ["#short-1"]),
        ("plan-1", ["#short-1"]),
        ("plan-2", []),
    ):
        assert root.xpath(f"//*[@id='{item}']//*[@class='links']/a/@href") == leads
    answered, unanswered = (words(root.xpath(f"//*[@id='short-{n}']")[0]) for n in (1, 2))
    assert "写了原因；对应 安排1" in answered
    assert "没有写原因；没有对应的安排" in unanswered


def test_toggles_work_without_script_and_only_for_what_is_marked(
    result: ReportResult, pack: Pack
) -> None:
    page = report_page(Reviewed(result), pack)
    root = read_page(page)
    (full,) = root.xpath("//section[@id='full']")
    boxes = {box.get("id") for box in full.xpath("./input[@type='checkbox'][@checked]")}
    with_evidence = {f"show-e{n}" for n, e in enumerate(result.elements, 1) if e.evidence}
    assert boxes == {*with_evidence, "show-g"}
    assert set(full.xpath(".//label/@for")) == boxes
    # Boxes stand in front of the text: the rules of the style sheet reach forward only.
    assert full.xpath("./input[last()]/following-sibling::div[@class='text']")
    for box in boxes:
        assert f"#{box}:not(:checked) ~ .text" in page


def test_signs_are_no_text_but_are_told_to_those_who_cannot_see_them(
    result: ReportResult, pack: Pack
) -> None:
    root = read_page(report_page(Reviewed(result), pack))
    signs = root.xpath("//div[@class='text']//span[contains(@class, 'at ')]/a")
    assert len(signs) == sum(len(e.evidence) for e in result.elements) + sum(
        f.start is not None for f in result.findings
    )
    for sign in signs:
        assert not sign.text_content()
        assert sign.get("data-sign")
        assert sign.get("aria-label")


def test_personal_data_is_hidden_everywhere(analyzer: Analyzer, pack: Pack) -> None:
    text = TEXT.replace("（二）严格执法", f"（二）严格执法{PHONE}").replace(
        "县样例局2024", "县样例局2024"
    )
    result = analyzer.analyze(text, source=f"/a/{PHONE}.txt")
    made = Subjects(result).decide_element(
        "openness",
        Status.SUBSTANTIVE,
        by="周敏",
        quote="进一步推进政务公开",
        because=f"电话{PHONE}问过",
    )
    page = report_page(decided(result, pack, made), pack)
    read_page(page)
    assert PHONE not in page
    assert "138******78" in page


def test_hostile_text_stays_text_everywhere(analyzer: Analyzer, pack: Pack) -> None:
    text = TEXT.replace("以案释法课堂", f"以案释法课堂{HOSTILE}")
    text = text.replace("工作安排", f"工作安排{HOSTILE}").replace(
        "县样例局2024年", f"县样例局2024年{HOSTILE}"
    )
    result = analyzer.analyze(text, source=f"/a/{HOSTILE}.txt", issuer=f"局{HOSTILE}")
    said = Finding(
        rule=f"x.{HOSTILE}",
        severity=Severity.ERROR,
        element=None,
        message=f"{HOSTILE}\ud83d",
        advice=HOSTILE,
        legal_basis=HOSTILE,
        start=3,
        end=9,
        text=HOSTILE,
    )
    result = replace(result, findings=(*result.findings, said))
    made = Subjects(result).decide_element("causes", Status.MISSING, by=HOSTILE, because=HOSTILE)
    reader = ReaderState(fault=HOSTILE)
    page = report_page(decided(result, pack, made), pack, reader=reader)
    root = read_page(page)
    assert len(root.xpath("//script")) == 1
    assert not set(page) & {"\x1b", "\u202e", "\x00", "\ud83d", "\ufffe", "\u200d"}
    page.encode()
    shown = visible_lines(masked(result.document.text, 0, result.masked))
    assert "".join(ch for ch, _ in shown_text(root)) == shown
    assert page.count("&lt;script&gt;alert(1)") >= 10
    assert "{{ 7*7 }}" in page
    assert "𠮷㵲👩" in page


# -- Decisions and doubts --------------------------------------------------------------------------


def test_what_reviewers_decided_counts_and_is_told_as_theirs(
    result: ReportResult, pack: Pack
) -> None:
    subjects = Subjects(result)
    phone = [f.rule for f in result.findings].index("privacy.phone")
    made = [
        subjects.decide_finding(phone, holds=False, by="周敏", because="是单位总机"),
        subjects.decide_element(
            "disputes", Status.MENTIONED, by="李岩", quote="进一步推进政务公开", because="见附表"
        ),
    ]
    reviewed = decided(result, pack, *made)
    assert reviewed.review is not None
    assert reviewed.review.score is not None
    root = read_page(report_page(reviewed, pack))
    score = words(root.find_class("score")[0])
    assert f"{reviewed.review.score.score:.1f} / 100" in score
    assert f"程序评 {result.score:.1f}" in score
    (row,) = [
        row for row in root.xpath("//section[@id='breakdown']//tr") if "复议应诉" in words(row)
    ]
    assert "程序：缺失 认定：～空泛" in words(row)
    assert "已更正为空泛——李岩" in words(root.xpath("//*[@id='elements']")[0])
    settled = texts_of(root, "//details[contains(@class, 'settled')]//li")
    # The gap as the program saw it, and the phone number; neither is demanded any more.
    assert len(settled) == 2
    assert any("不成立——周敏" in each and "是单位总机" in each for each in settled)
    demanded = texts_of(root, "//details[not(contains(@class, 'settled'))]//li[@class]")
    assert not any("privacy.phone" in each for each in demanded)
    assert any("空泛：行政复议" in each and "审查人认定" in each for each in demanded)
    (text,) = root.find_class("text")
    dismissed = root.xpath("//li[contains(., '不成立')]/dl//a/@href")
    assert [text.xpath(f".//*[@id='{target[1:]}']")[0].tag for target in dismissed] == ["p"]


def test_lapsed_decision_is_told(result: ReportResult, pack: Pack, analyzer: Analyzer) -> None:
    phone = [f.rule for f in result.findings].index("privacy.phone")
    made = Subjects(result).decide_finding(phone, holds=False, by="周敏")
    edited = analyzer.analyze(re.sub("（二）.*\n", "（二）执法。办理案件9件。\n", TEXT))
    root = read_page(report_page(decided(edited, pack, made), pack))
    assert "已失效，需重看" in words(root.xpath("//section[@id='lapsed']")[0])


def doubtful(result: ReportResult) -> ReportResult:
    start = TEXT.index("全年办理")
    passage = Passage(start, start + 12, TEXT[start : start + 12])
    doubt = Contradiction(Status.MISSING, Opinion(Status.SUBSTANTIVE, 0.8), passage)
    return replace(
        result,
        elements=tuple(
            replace(e, contradiction=doubt) if e.id == "disputes" else e for e in result.elements
        ),
    )


def test_doubt_is_told_with_the_score_the_element_and_the_gap(
    result: ReportResult, pack: Pack
) -> None:
    root = read_page(report_page(Reviewed(doubtful(result)), pack))
    assert "有 1 项待复核" in words(root.find_class("score")[0])
    assert len(root.xpath("//section[@id='breakdown']//a[@href='#doubt-1']")) == 1
    (gap,) = [gap for gap in gaps_of(root) if "disputes" in words(gap)]
    assert gap.xpath(".//a[@href='#doubt-1']")
    assert "词库判缺失，第二判读判充实，把握 80%" in words(root.xpath("//*[@id='doubt-1']")[0])
    assert root.xpath("//*[@id='at-d1']/a/@href") == ["#doubt-1"]
    characters = shown_text(root)
    start = TEXT.index("全年办理")
    marked = [at for at, (_, around) in enumerate(characters) if "q" in around]
    assert marked == list(range(start, start + 12))


def test_settled_doubt_is_none(result: ReportResult, pack: Pack) -> None:
    made = Subjects(result).decide_element("disputes", Status.MISSING, by="李岩")
    page = report_page(decided(doubtful(result), pack, made), pack)
    assert "待复核" not in page


def test_second_reader_that_could_not_take_part_is_told(result: ReportResult, pack: Pack) -> None:
    reader = ReaderState(fault="没有装 onnxruntime")
    page = report_page(Reviewed(result), pack, reader=reader)
    assert "第二判读没有参加，只按词库判断：没有装 onnxruntime" in page


# -- Texts of all kinds ----------------------------------------------------------------------------


def test_pages_are_signed_where_they_begin(analyzer: Analyzer, pack: Pack) -> None:
    middle, blank = TEXT.index("办理行政处罚"), TEXT.index("\n二、")
    provenance = Provenance(name="a.pdf", format="pdf", page_starts=(0, middle, blank, blank))
    result = analyzer.analyze(ExtractedText(TEXT, provenance), source="a.pdf")
    root = read_page(report_page(Reviewed(result), pack))
    signs = root.xpath("//div[@class='text']//span[@class='page']")
    assert [sign.get("data-sign") for sign in signs] == ["第1页", "第2页", "第4页"]
    assert "".join(ch for ch, _ in shown_text(root)).startswith("平川县样例局2024年")
    (phone,) = [gap for gap in gaps_of(root) if "privacy.phone" in words(gap)]
    assert "第2页第" in words(phone)


@pytest.mark.parametrize("text", ["", "\n\n", "　\n", "法治", "\n\n法治\n\n\n"])
def test_text_that_is_no_report_has_a_page_too(text: str, analyzer: Analyzer, pack: Pack) -> None:
    result = analyzer.analyze(text)
    root = read_page(report_page(Reviewed(result), pack))
    assert not root.xpath("//section[@id='breakdown']")
    assert "不是法治政府建设年度报告" in words(root.find_class("facts")[0])
    assert len(gaps_of(root)) == len(result.findings) > 0


def at(*places: tuple[int, int], text: str = "") -> list[Finding]:
    return [
        Finding(
            rule="term.formula",
            severity=Severity.INFO,
            element=None,
            message=f"第{number}处",
            advice="改",
            legal_basis="",
            start=start,
            end=end,
            text=text,
        )
        for number, (start, end) in enumerate(places)
    ]


def with_findings(result: ReportResult, findings: Sequence[Finding]) -> ReportResult:
    return replace(result, findings=tuple(findings))


def test_gap_between_paragraphs_or_at_the_end_has_its_anchor(
    result: ReportResult, pack: Pack
) -> None:
    newline, size = TEXT.index("\n"), len(TEXT)
    findings = at((newline, newline + 1), (size, size), (size - 1, size), (5, 5))
    root = read_page(report_page(Reviewed(with_findings(result, findings)), pack))
    assert len(root.xpath("//div[@class='text']//*[starts-with(@id, 'at-f')]")) == 4


def test_hundreds_of_overlapping_gaps_stand_in_one_text(result: ReportResult, pack: Pack) -> None:
    findings = at(*((n % 250, n % 250 + 1 + n % 60) for n in range(300)), text="长" * 200)
    root = read_page(report_page(Reviewed(with_findings(result, findings)), pack))
    assert len(gaps_of(root)) == 300
    assert "".join(ch for ch, _ in shown_text(root)) == masked(TEXT, 0, result.masked)

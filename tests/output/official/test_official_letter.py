"""The review letter: its order, every gap once, the result by rule, and what hostile text does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from analyzer.errors import UsageError
from analyzer.lexicon.schema import Pack
from analyzer.model.report import (
    Contradiction,
    Finding,
    Opinion,
    Passage,
    ReportResult,
    Severity,
    Status,
)
from analyzer.output.official.letter import LETTER, TEMPLATE, letter_values
from analyzer.output.official.sending import Sending, deadline_of
from analyzer.output.official.write import Form
from analyzer.output.pdf import PdfPrinter
from analyzer.pipeline import Analyzer
from analyzer.review.conclusion import Conclusion, conclusion_of, gaps_of
from analyzer.review.outcome import Reviewed, review
from analyzer.review.subjects import Subjects
from tests.conftest import ROOT
from tests.documents.conversion import soffice

_TEXT = """平川县样例局2024年法治政府建设年度报告
一、主要举措
1、2024年组织执法培训3期，办理行政处罚案件12件。联系人手机13912345678。
二、存在的不足
持证执法人员只有3名，不能满足执法需要；案卷评查中有4份案卷缺少送达回证。
"""
_SENDING = Sending(
    day=date(2025, 3, 1),
    sender="平川县司法局",
    number="平法审〔2025〕12号",
    contact="王某，0371-1234567",
    deadline=date(2025, 3, 11),
)


@pytest.fixture(scope="module")
def form() -> Form:
    return Form(TEMPLATE, LETTER, own=None, name="审查意见书")


@pytest.fixture(scope="module")
def result(analyzer: Analyzer) -> ReportResult:
    return analyzer.analyze(_TEXT, source="样例.docx")


@pytest.fixture
def written(form: Form, pack: Pack) -> Callable[..., Any]:
    def write(reviewed: Reviewed, sending: Sending = _SENDING) -> Any:
        values = letter_values(reviewed, pack, sending)
        return docx.Document(io.BytesIO(form.filled(values, author=sending.sender)))

    return write


def lines(document: Any, *styles: str) -> list[str]:
    return [p.text for p in document.paragraphs if not styles or p.style.name in styles]


def finding(severity: Severity, number: int = 0, text: str = "原文") -> Finding:
    return Finding(
        rule="numbering.style",
        severity=severity,
        element=None,
        message=f"第{number}个{severity}",
        advice="改",
        legal_basis="某规定",
        start=0,
        end=len(text),
        text=text,
    )


def having(result: ReportResult, *findings: Finding, elements: Sequence[Any] = ()) -> Reviewed:
    kept = tuple(elements) or tuple(replace(e, contradiction=None) for e in result.elements)
    return Reviewed(replace(result, findings=findings, elements=kept))


def doubted(result: ReportResult, id_: str) -> tuple[Any, ...]:
    says = Contradiction(
        Status.MISSING, Opinion(Status.SUBSTANTIVE, 0.9), Passage(0, 5, "平川县样例")
    )
    return tuple(replace(e, contradiction=says if e.id == id_ else None) for e in result.elements)


def test_order_of_an_official_letter(written: Callable[..., Any], result: ReportResult) -> None:
    document = written(Reviewed(result))
    styles = [p.style.name for p in document.paragraphs if p.style.name != "公文正文"]
    assert styles[:5] == ["公文发文机关标志", "公文发文字号", "公文红线", "公文标题", "公文主送"]
    assert styles[-4:] == ["公文末段", "公文署名", "公文日期", "公文附注"]
    assert set(styles[5:-4]) == {"公文一级标题", "公文二级标题"}
    told = lines(document)
    assert "平川县样例局：" in told
    assert lines(document, "公文署名", "公文日期") == ["平川县司法局", "2025年3月1日"]
    assert "（联系方式：王某，0371-1234567）" in told
    assert any("请于2025年3月11日前" in line for line in told)
    assert "{{" not in "".join(told)


def test_every_gap_stands_once_in_its_group(
    written: Callable[..., Any], result: ReportResult, pack: Pack
) -> None:
    reviewed = Reviewed(result)
    gaps = gaps_of(reviewed, pack)
    document = written(reviewed)
    headings = lines(document, "公文一级标题")
    assert headings[:3] == ["一、审查结果", "二、必须补正的问题", "三、应当完善的问题"]
    assert headings[-1].endswith("、报送要求")
    told = lines(document, "公文一级标题", "公文二级标题")
    for heading, group in zip(headings[1:3], (gaps.must, gaps.should), strict=True):
        start = told.index(heading) + 1
        here = [re.sub(r"^（.{1,3}）", "", line) for line in told[start : start + len(group)]]
        assert here == [
            each.message.split("。")[0] if each.rule.startswith("element.") else each.message
            for each in group
        ]
        assert told[start].startswith("（一）")
    counted = sum(map(len, (gaps.must, gaps.should, gaps.note)))
    assert counted == len(result.findings) == len(lines(document, "公文二级标题"))


def test_a_gap_tells_place_quotation_basis_and_advice(
    written: Callable[..., Any], result: ReportResult
) -> None:
    told = lines(written(Reviewed(result)))
    at = next(n for n, line in enumerate(told) if "疑似个人手机号码" in line)
    assert told[at + 1] == "位置：第3段，“一、主要举措”部分"
    assert told[at + 2] == "原文：“139******78”"
    assert told[at + 3].startswith("依据：《个人信息保护法》")
    assert told[at + 4].startswith("意见：删去手机号码")
    assert "13912345678" not in "".join(told)
    missing = next(n for n, line in enumerate(told) if "缺少：不足的原因" in line)
    assert told[missing + 1 : missing + 3] == ["情况：没有说明不足的原因", "位置：全文"]


@pytest.mark.parametrize(
    ("severities", "conclusion"),
    [
        ([Severity.ERROR, Severity.WARNING], Conclusion.RETURNED),
        ([Severity.WARNING, Severity.INFO], Conclusion.AMENDED),
        ([Severity.INFO], Conclusion.PASSED),
        ([], Conclusion.PASSED),
    ],
)
def test_result_by_the_heaviest_gap(
    written: Callable[..., Any],
    result: ReportResult,
    pack: Pack,
    severities: list[Severity],
    conclusion: Conclusion,
) -> None:
    reviewed = having(result, *map(finding, severities))
    assert conclusion_of(reviewed, gaps_of(reviewed, pack)) is conclusion
    told = "\n".join(lines(written(reviewed)))
    assert f"一、审查结果\n{conclusion}。" in told
    assert ("报送要求" in told) == conclusion.comes_back


def test_a_report_without_faults_passes_in_words_of_its_own(
    written: Callable[..., Any], result: ReportResult
) -> None:
    document = written(having(result))
    assert lines(document, "公文标题") == ["关于2024年法治政府建设年度报告\n审查通过的意见书"]
    assert lines(document, "公文一级标题") == ["一、审查结果"]
    assert "不需要重新报送" in "".join(lines(document))


def test_a_text_that_is_no_report_is_told_so(
    written: Callable[..., Any], analyzer: Analyzer
) -> None:
    text = (ROOT / "corpus" / "train" / "reports" / "speech-changtang-2022.txt").read_text("utf-8")
    document = written(Reviewed(analyzer.analyze(text)))
    told = "\n".join(lines(document))
    assert "报来的材料是讲话，不是法治政府建设年度报告" in told
    assert "重新报送法治政府建设年度报告" in lines(document, "公文标题")[0]
    assert lines(document, "公文主送") == ["报送单位："]
    assert "得分" not in told


def test_a_doubt_is_told_and_not_demanded(
    written: Callable[..., Any], result: ReportResult, pack: Pack
) -> None:
    gap = next(f for f in result.findings if f.element == "causes")
    reviewed = having(result, gap, elements=doubted(result, "causes"))
    gaps = gaps_of(reviewed, pack)
    assert (gaps.must, [each.gap for each in gaps.doubts]) == ((), [gap])
    assert conclusion_of(reviewed, gaps) is Conclusion.UNSETTLED
    told = lines(written(reviewed))
    at = next(n for n, line in enumerate(told) if line.endswith("（待复核）"))
    assert told[at + 1] == "判读：词库判缺失，第二判读判充实，把握 90%"
    assert told[at + 2].startswith("问题：缺少：不足的原因")
    assert "".join(told).count("缺少：不足的原因") == 1
    both = having(result, gap, finding(Severity.ERROR), elements=doubted(result, "causes"))
    assert conclusion_of(both, gaps_of(both, pack)) is Conclusion.RETURNED


def test_what_a_reviewer_dismissed_is_not_demanded(
    written: Callable[..., Any], result: ReportResult, pack: Pack
) -> None:
    subjects = Subjects(result)
    phone = [f.rule for f in result.findings].index("privacy.phone")
    made = [
        subjects.decide_finding(phone, holds=False, by="周敏"),
        subjects.decide_element("shortcomings", Status.MENTIONED, by="周敏"),
    ]
    document = written(Reviewed(result, review(subjects, made, pack)))
    told = "\n".join(lines(document))
    assert "手机" not in told
    assert told.count("空泛：存在的不足") == 1
    assert "审查人认定" in told


def test_without_sender_number_contact_and_deadline(
    written: Callable[..., Any], result: ReportResult
) -> None:
    document = written(Reviewed(result), Sending(day=date(2025, 3, 1)))
    styles = {p.style.name for p in document.paragraphs}
    assert not {"公文发文机关标志", "公文发文字号", "公文红线", "公文署名", "公文附注"} & styles
    assert "请尽快将修改后的报告" in "\n".join(lines(document))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), []),
        (("批注稿",), ["附件：批注稿"]),
        (("批注稿", "要点"), ["附件：1.批注稿", "2.要点"]),
    ],
)
def test_attachments(
    written: Callable[..., Any], result: ReportResult, names: tuple[str, ...], said: list[str]
) -> None:
    document = written(Reviewed(result), replace(_SENDING, attachments=names))
    assert lines(document, "公文附件说明", "公文附件续") == said


def test_numbers_of_a_run_count_on() -> None:
    assert _SENDING.numbered(0).number == "平法审〔2025〕12号"
    assert _SENDING.numbered(3).number == "平法审〔2025〕15号"
    with pytest.raises(UsageError, match="没有序号"):
        replace(_SENDING, number="平法审").numbered(1)


def test_deadline() -> None:
    day = date(2025, 3, 1)
    assert deadline_of(day, None, 10) == date(2025, 3, 11)
    assert deadline_of(day, date(2025, 3, 2), None) == date(2025, 3, 2)
    assert deadline_of(day, None, None) is None
    with pytest.raises(UsageError, match="不晚于成文日期"):
        deadline_of(day, day, None)
    with pytest.raises(UsageError, match="只能写一个"):
        deadline_of(day, date(2025, 3, 2), 3)
    with pytest.raises(UsageError, match="太远"):
        deadline_of(day, None, 10**9)


HOSTILE = (
    "平川县样例局2024年法治政府建设年度报告\n"
    "一、{{一、}}主要举措{% include 'x' %}\x07\x1b[31m<w:p/>㵲𠮷👨‍👩‍👧\n"
    "2024年办理行政处罚案件XX件{{#必须补正}}，联系13912345678。</w:t>&amp;\n"
)


def test_hostile_report(written: Callable[..., Any], analyzer: Analyzer) -> None:
    issuer = "{{发文单位}}<w:p/>" + "长" * 200 + "\x00局"
    found = analyzer.analyze(HOSTILE, issuer=issuer)
    document = written(having(found, finding(Severity.ERROR, 1, HOSTILE)))
    (addressee,) = lines(document, "公文主送")
    assert addressee == issuer.replace("\x00", "") + "："
    told = "\n".join(lines(document))
    assert "一、{{一、}}主要举措{% include 'x' %}[31m<w:p/>㵲𠮷👨‍👩‍👧 2024年" in told
    assert "件XX件{{#必须补正}}，联系139******78。</w:t>&amp;”" in told
    assert not document.element.body.findall(f".//{qn('w:instrText')}")


@pytest.fixture(scope="module")
def printer() -> Any:
    soffice()
    with PdfPrinter() as printer:
        yield printer


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def test_printed_letter_keeps_its_signature_with_text_and_its_numbers_outside(
    form: Form, pack: Pack, result: ReportResult, printer: PdfPrinter
) -> None:
    for many in range(0, 12, 3):
        gaps = [finding(Severity.ERROR, number) for number in range(many)]
        values = letter_values(having(result, *gaps), pack, _SENDING)
        told = pages(printer.printed(form.filled(values, author=""), source="x"))
        assert "特此告知" in told[-1]
        assert "2025年3月1日" in told[-1].replace(" ", "")
        for number, page in enumerate(told, 1):
            assert f"— {number} —" in page


def test_300_gaps_print_and_each_stands_once(
    form: Form, pack: Pack, result: ReportResult, printer: PdfPrinter
) -> None:
    gaps = [finding(Severity.WARNING, number, HOSTILE[:150]) for number in range(300)]
    values = letter_values(having(result, *gaps), pack, _SENDING)
    told = pages(printer.printed(form.filled(values, author=""), source="x"))
    text = "".join("".join(told).split())
    assert 60 <= len(told) <= 120
    assert all(text.count(f"第{number}个warning") == 1 for number in range(300))
    assert "（三百）" in text


def test_no_libreoffice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.output.pdf.find_libreoffice", lambda: None)
    with pytest.raises(UsageError, match="写 PDF 要用 LibreOffice，这台电脑没有装") as caught:
        PdfPrinter()
    assert caught.value.code == "no-office"


def test_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nsleep 600 &\necho $! > "$0.child"\nwait\n')
    program.chmod(0o755)
    monkeypatch.setattr("analyzer.output.pdf.find_libreoffice", lambda: str(program))
    monkeypatch.setattr("analyzer.output.pdf._SECONDS", 1.0)
    with PdfPrinter() as printer, pytest.raises(UsageError, match="没有写出 PDF"):
        printer.printed(b"", source="意见书")
    child = int((tmp_path / "soffice.child").read_text())
    stat = Path(f"/proc/{child}/stat")
    assert not stat.exists() or stat.read_text().split()[2] == "Z"

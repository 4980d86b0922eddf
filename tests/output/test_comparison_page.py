"""The page of a comparison: each sign leads to its reason, and nothing of the reports gets out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from analyzer.comparison.compare import Filter, compare
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.comparison import Comparison
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure, Finding, Severity, Status
from analyzer.output.checked import Checked
from analyzer.output.hypertext.comparison import comparison_page
from analyzer.output.json_report import json_lines
from analyzer.output.wording import STATUS, STATUS_SIGN
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.outcome import Reviewed, review
from analyzer.review.subjects import Subjects
from tests.small_corpus import PHONE, TEXT
from tests.web_page import read_page, words

HOSTILE = "<b>局</b></script>&lt;\u202e\x1b[31m{{ 7*7 }}𠮷㵲"
NAMES = ("平川县样例局", "青阳县水利局", "石桥镇人民政府", "长" * 200 + "局")


@pytest.fixture(scope="module")
def records(analyzer: Analyzer) -> list[Record]:
    texts = [
        TEXT,
        TEXT.replace("（一）", "（一）抓学习。党组把“第一议题”学习9次。"),
        TEXT[:150],
        TEXT,
    ]
    return [
        record_of(analyzer.analyze(text, source=f"/home/chen/{number}.txt", issuer=name)).lean()
        for number, (text, name) in enumerate(zip(texts, NAMES, strict=True))
    ]


def compared(records: Sequence[Record], pack: Pack, **more: Any) -> Comparison:
    return compare(records, {each.id: each.name for each in pack.elements}, **more)


def test_every_sign_says_the_verdict_and_leads_to_its_reason(
    records: list[Record], pack: Pack
) -> None:
    comparison = compared(records, pack)
    root = read_page(comparison_page(comparison, pack))
    rows = root.xpath("//section[@id='matrix']//tbody/tr")
    assert [row.find_class("name")[0].xpath("./a")[0].text for row in rows] == [
        row.name for row in comparison.rows
    ]
    for row, shown in zip(comparison.rows, rows, strict=True):
        cells = shown.find_class("cell")
        assert len(cells) == len(pack.elements)
        for element, cell in zip(row.record.report["elements"], cells, strict=True):
            status = row.statuses[element["id"]]
            sign = words(cell).rstrip("？")
            assert sign == (STATUS_SIGN[status] if status else "－")
            (reason,) = root.xpath(f"//*[@id='{cell.xpath('./a/@href')[0][1:]}']")
            assert element["reason"] in words(reason)
            if status is not None:
                assert STATUS[status] in words(reason)
                assert STATUS[status] in cell.xpath("./a/@aria-label")[0]
            for evidence in element["evidence"][:1]:
                assert f"第{evidence['paragraph']}段{evidence['text']}" in words(reason)


def test_rows_are_ranked_with_scores_as_compared(records: list[Record], pack: Pack) -> None:
    comparison = compared(records, pack)
    root = read_page(comparison_page(comparison, pack))
    for row, shown in zip(
        comparison.rows, root.xpath("//section[@id='matrix']//tbody/tr"), strict=True
    ):
        figures = [words(cell) for cell in shown.find_class("figure")]
        assert figures == [str(row.rank), f"{row.score:.1f}", f"{row.peers:.1f}"]


def test_who_lacks_what_is_counted_and_named(records: list[Record], pack: Pack) -> None:
    comparison = compared(records, pack)
    root = read_page(comparison_page(comparison, pack))
    lines = {words(row.find("th")): row for row in root.xpath("//section[@id='lacking']//tbody/tr")}
    for element in pack.elements:
        counts = comparison.coverage[element.id]
        if not counts["missing"] + counts["mentioned"]:
            assert element.label not in lines
            continue
        cells = lines[element.label].findall("td")
        for cell, count in zip(cells, (counts["missing"], counts["mentioned"]), strict=True):
            assert words(cell).startswith(f"{count} 份：" if count else "没有")
            assert len(cell.findall("a")) == count


def test_every_gap_of_every_body_stands_with_it(records: list[Record], pack: Pack) -> None:
    comparison = compared(records, pack)
    root = read_page(comparison_page(comparison, pack))
    for row, body in zip(
        comparison.rows, root.xpath("//section[@id='bodies']/article"), strict=True
    ):
        gaps = [words(gap) for gap in body.xpath(".//li")]
        assert len(gaps) == len(row.record.report["findings"])
        for finding in row.record.report["findings"]:
            assert sum(
                finding["message"] in gap
                and finding["legal_basis"] in gap
                and finding["text"] in gap
                for gap in gaps
            )


def test_who_did_not_report_stands_together_with_one_remedy(
    records: list[Record], pack: Pack
) -> None:
    def told(year: int | None) -> list[Finding]:
        return [
            Finding(
                rule="roster.not-submitted",
                severity=Severity.ERROR,
                element=None,
                message=f"{name}没有报送 {year} 年度报告",
                advice="请催报",
                legal_basis="《规定》第九条",
            )
            for name in ("甲局", HOSTILE)
        ]

    root = read_page(comparison_page(compared(records, pack, findings=told), pack))
    (group,) = root.xpath("//section[@id='submissions']//li")
    said = words(group)
    assert "甲局没有报送 2024 年度报告" in said
    assert "<b>局</b>" in said
    assert said.count("请催报") == said.count("《规定》第九条") == 1


def test_what_is_left_out_is_told_but_not_the_folder(records: list[Record], pack: Pack) -> None:
    other = replace(records[0], report={**records[0].report, "reporting_year": 2019})
    failures = [Failure(r"C:\收件\坏.docx", "x", "文件是坏的")]
    comparison = compared([*records, other], pack, failures=failures, wanted=Filter(worst=2))
    page = comparison_page(comparison, pack)
    root = read_page(page)
    aside = words(root.xpath("//section[@id='aside']")[0])
    assert "没有列入（2 份）" in aside
    assert "不是这一年度的" in aside
    assert "坏.docx" in aside
    assert "读不了：文件是坏的" in aside
    assert "另有 2 份没有列出" in words(root.find_class("facts")[0])
    assert "chen" not in page
    assert "收件" not in page
    assert PHONE not in page


def test_same_body_twice_is_told_apart_by_its_files(records: list[Record], pack: Pack) -> None:
    twin = replace(records[0], source="/x/另一份.txt")
    root = read_page(comparison_page(compared([records[0], twin], pack), pack))
    notes = [words(note) for note in root.find_class("aside")]
    assert sorted(notes) == ["不止一份：0.txt", "不止一份：另一份.txt"]


def test_decisions_and_doubts_are_shown_as_such(analyzer: Analyzer, pack: Pack) -> None:
    result = analyzer.analyze(TEXT, source="a.txt")
    subjects = Subjects(result)
    phone = [finding.rule for finding in result.findings].index("privacy.phone")
    made: list[Decision] = [
        subjects.decide_element("openness", Status.MENTIONED, by="李岩", because="只有一句"),
        subjects.decide_finding(phone, holds=False, by="周敏"),
    ]
    record = _decided(Reviewed(result, review(subjects, made, pack)), "causes")
    root = read_page(comparison_page(compared([record], pack), pack))
    cells = {
        cell.xpath("./a/@title")[0].split("：")[1].split(" ")[0]: words(cell)
        for cell in root.xpath("//section[@id='matrix']//tbody//td[@class]")
        if cell.xpath("./a")
    }
    assert cells["政务公开"] == "～*"
    assert cells["不足的原因"].endswith("？")
    assert all("*" not in sign for label, sign in cells.items() if label != "政务公开")
    said = words(root.xpath("//section[@id='bodies']")[0])
    assert "认定：已认定为空泛——李岩" in said
    assert "只有一句" in said
    (settled,) = root.xpath("//li[contains(@class, 'settled')]")
    assert "不成立——周敏" in words(settled)
    assert "不再要求" in words(settled)
    assert f"问题（{len(result.findings) - 1} 条）" in said


def _decided(reviewed: Reviewed, doubtful: str) -> Record:
    """Returns the record of a report with its decisions in it, and one element in doubt."""
    report = json.loads(json_lines(Checked(pack=load_pack(), reports=[reviewed])))
    for element in report["elements"]:
        element["review"] = element["id"] == doubtful
    return replace(record_of(reviewed.result), report=report).lean()


def test_hostile_names_stay_text(records: list[Record], pack: Pack) -> None:
    hostile = [
        replace(
            record,
            source=f"/x/{HOSTILE}.txt",
            report={
                **record.report,
                "issuer": HOSTILE,
                "findings": [{**f, "text": HOSTILE} for f in record.report["findings"]],
            },
        )
        for record in records
    ]
    page = comparison_page(compared(hostile, pack), pack)
    root = read_page(page)
    assert not root.xpath("//script")
    assert {b.text_content() for b in root.xpath("//b") if "局" in b.text_content()} == set()
    assert not set(page) & {"\x1b", "\u202e"}
    assert "{{ 7*7 }}𠮷㵲" in page


def test_nothing_to_compare_is_said(pack: Pack) -> None:
    root = read_page(comparison_page(compared([], pack), pack))
    assert "没有可以比较的报告" in words(root.xpath("//section[@id='matrix']")[0])


def test_same_comparison_gives_the_same_bytes(records: list[Record], pack: Pack) -> None:
    first = comparison_page(compared(records, pack), pack)
    assert comparison_page(compared(records, pack), pack) == first


def test_hundreds_of_bodies_have_anchors_of_their_own(records: list[Record], pack: Pack) -> None:
    many = [
        replace(
            records[number % 3],
            source=f"{number}.txt",
            report={**records[number % 3].report, "issuer": f"甲县{number}局"},
        )
        for number in range(300)
    ]
    root = read_page(comparison_page(compared(many, pack), pack))
    assert len(root.xpath("//section[@id='matrix']//tbody/tr")) == 300

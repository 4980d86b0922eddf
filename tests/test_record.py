"""A record holds what a result says, with offsets into the text as handed in."""

from __future__ import annotations

from analyzer.model.document import Role
from analyzer.model.record import record_of
from analyzer.model.text import ExtractedText, Provenance
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS


def test_records_say_what_the_results_say(analyzer: Analyzer) -> None:
    for report in CORPUS:
        result = analyzer.analyze(report.text)
        record = record_of(result)
        assert record.report == result.to_dict()
        assert record.text == report.text.text
        assert (record.issuer, record.year, record.level) == (
            result.document.identity.issuer,
            result.document.identity.reporting_year,
            result.level,
        )
        assert record.statuses == {element.id: element.status for element in result.elements}


def test_every_item_lies_in_a_sentence_that_tells_of_its_kind(analyzer: Analyzer) -> None:
    """Also where spaces of a scan are taken out before reading: offsets are of the original."""
    for report in CORPUS:
        if not report.label.is_report:
            continue
        spaced = " ".join(report.text.text)
        for text in (report.text.text, spaced):
            record = record_of(analyzer.analyze(text))
            assert list(record.told) == sorted(record.told)
            for kind, role in (("plan", Role.PLAN), ("shortcomings", Role.SHORTCOMING)):
                for item in record.report["items"][kind]:
                    roles = {
                        told.role
                        for told in record.told
                        if told.start < item["end"] and item["start"] < told.end
                    }
                    assert role in roles


def test_a_lean_record_says_the_same_of_verdicts_and_items(analyzer: Analyzer) -> None:
    for report in CORPUS:
        record = record_of(analyzer.analyze(report.text))
        lean = record.lean()
        assert (lean.statuses, lean.issuer, lean.year) == (
            record.statuses,
            record.issuer,
            record.year,
        )
        assert (lean.report["items"], lean.report["findings"]) == (
            record.report["items"],
            record.report["findings"],
        )
        assert (lean.text, lean.told) == ("", ())


def test_record_knows_when_it_was_published_and_written(analyzer: Analyzer) -> None:
    """Also where spaces of a scan are taken out before reading."""
    text = "平川县司法局2024年法治政府建设年度报告\n一、主要举措\n办理案件12件。\n平川县司法局\n2025年2月20日\n"
    page = Provenance(name="a.html", format="html", published=(2025, 3, 4))
    for written in (text, text.replace("办理", "办 理")):
        record = record_of(analyzer.analyze(ExtractedText(written, page)))
        assert (record.published, record.written) == ((2025, 3, 4), (2025, 2, 20))
    bare = record_of(analyzer.analyze(text.replace("2025年2月20日", "")))
    assert (bare.published, bare.written) == (None, None)

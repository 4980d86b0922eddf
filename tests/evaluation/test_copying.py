"""What the figures of copied passages count."""

from __future__ import annotations

from dataclasses import replace

from analyzer.evaluation.copying import evaluate_copying
from analyzer.evaluation.labels import CopiedLabel, LabelledReport
from analyzer.model.text import ExtractedText, Provenance
from analyzer.pipeline import Analyzer
from tests.comparison.reports import PASSAGE, SECOND, report
from tests.conftest import CORPUS


def labelled(
    analyzer: Analyzer, name: str, *passages: str, year: int, copied: tuple[CopiedLabel, ...] = ()
) -> LabelledReport:
    """Returns a report of one body with passages, and a label of which only copies are true."""
    text = report(analyzer, *passages, year=year).text
    extracted = ExtractedText(text, Provenance(name=name, format="txt"))
    base = next(one for one in CORPUS if one.label.is_report)
    return replace(
        base, name=name, text=extracted, label=base.label.model_copy(update={"copied": copied})
    )


def copy(of: str, passage: str) -> CopiedLabel:
    return CopiedLabel(quote=passage, report=of, earlier=passage)


def test_what_is_labelled_and_found_counts(analyzer: Analyzer) -> None:
    reports = [
        labelled(analyzer, "old", PASSAGE, year=2021),
        labelled(analyzer, "new", PASSAGE, year=2022, copied=(copy("old", PASSAGE),)),
    ]
    figures = evaluate_copying(reports, analyzer)
    assert (figures.labelled, len(figures.missed), figures.found) == (1, 0, 1)
    assert (figures.precision, figures.recall, figures.f1) == (1, 1, 1)


def test_what_is_found_and_not_labelled_is_false(analyzer: Analyzer) -> None:
    reports = [
        labelled(analyzer, "old", PASSAGE, year=2021),
        labelled(analyzer, "new", PASSAGE, year=2022),
    ]
    figures = evaluate_copying(reports, analyzer)
    assert (figures.precision, figures.recall, figures.f1) == (0, None, None)


def test_what_is_labelled_and_not_found_is_missed(analyzer: Analyzer) -> None:
    told = CopiedLabel(quote=SECOND, report="old", earlier=PASSAGE)
    reports = [
        labelled(analyzer, "old", PASSAGE, year=2021),
        labelled(analyzer, "new", SECOND, year=2022, copied=(told,)),
    ]
    figures = evaluate_copying(reports, analyzer)
    assert (len(figures.missed), figures.recall) == (1, 0)


def test_a_copy_of_a_copy_is_not_false(analyzer: Analyzer) -> None:
    """The label names the report of the year before; the one before that has the passage, too."""
    reports = [
        labelled(analyzer, "first", PASSAGE, year=2021),
        labelled(analyzer, "second", PASSAGE, year=2022, copied=(copy("first", PASSAGE),)),
        labelled(analyzer, "third", PASSAGE, year=2023, copied=(copy("second", PASSAGE),)),
    ]
    figures = evaluate_copying(reports, analyzer)
    assert (figures.found, list(figures.false)) == (3, [])


def test_no_reports_give_no_figures(analyzer: Analyzer) -> None:
    figures = evaluate_copying([], analyzer)
    assert (figures.precision, figures.recall, figures.f1) == (None, None, None)

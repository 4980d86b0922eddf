"""Texts are judged alike in one process and in several; one that fails stops no other."""

from __future__ import annotations

import copy

import pytest

from analyzer.documents.read import read_document
from analyzer.errors import FazhiError
from analyzer.evaluation import judging
from analyzer.evaluation.judging import Judges, Named
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Failure
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS
from tests.small_corpus import TEXT

TEXTS = [Named(report.name, report.text) for report in CORPUS[:6]]


def test_several_processes_give_the_same_results_in_the_same_order(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(judging, "_CHUNK", 1)
    with Judges(pack, jobs=1, texts=len(TEXTS)) as one:
        alone, statuses = list(one.results(TEXTS)), list(one.statuses(TEXTS))
    with Judges(pack, jobs=2, texts=len(TEXTS)) as two:
        assert list(two.results(TEXTS)) == alone
        assert list(two.statuses(TEXTS)) == statuses


def test_text_keeps_its_provenance_on_the_way_to_another_process() -> None:
    text = read_document(next(iter(CORPUS)).text.provenance.name)
    again = copy.copy(text)
    assert again is not text
    assert (again, again.provenance) == (text, text.provenance)


def test_text_at_which_the_program_fails_is_named_and_the_others_are_judged(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyze = Analyzer.analyze

    def failing(self: Analyzer, text: str, **options: object) -> object:
        if "坏" in text:
            raise RuntimeError("planted")
        return analyze(self, text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Analyzer, "analyze", failing)
    with Judges(pack, jobs=1, texts=3) as judges:
        named = [Named("甲", TEXT), Named("乙", "坏"), Named("丙", TEXT)]
        first, second, third = judges.statuses(named)
    assert isinstance(second, Failure)
    assert (second.source, second.code) == ("乙", "internal")
    assert "planted" in second.message
    assert first == third


def test_process_that_dies_gives_a_clear_error(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(judging, "_judge", _die)
    with Judges(pack, jobs=2, texts=2) as judges, pytest.raises(FazhiError, match="--jobs 1"):
        list(judges.results(TEXTS[:2]))


def _die(analyzer: Analyzer, named: Named) -> None:
    import os

    os._exit(3)

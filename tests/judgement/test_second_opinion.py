"""Lexicon and second reader contradict each other: the element is marked, with both opinions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analyzer.judgement.agreement import find_contradictions
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Role
from analyzer.model.report import Contradiction, Opinion, ReportResult, Status
from analyzer.pipeline import Analyzer
from analyzer.reader.model import ROLES, Thresholds
from analyzer.reader.read import Opinions

THRESHOLDS = Thresholds(present=0.5, substantive=0.5, confident=0.8, doubtful=0.2)
TEXT = (
    "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n一、工作开展情况\n"
    "桥头的柳树发了36根新枝，谁走过都看得见。\n全年制发规范性文件5件，均报备案。\n"
    "明年打算建立行政复议应诉台账。\n"
)
OPEN, FILED, MEANT = "桥头的", "全年制发", "明年打算"


@pytest.fixture(scope="module")
def result() -> ReportResult:
    return Analyzer(reader=False).analyze(TEXT)


def opinions(
    result: ReportResult,
    pack: Pack,
    present: dict[tuple[str, str], float],
    *,
    role: Role = Role.DEED,
    elements: Sequence[str] = (),
) -> Opinions:
    """Opinions in which sentences (by their beginning) speak of elements; of all else none does."""
    known = elements or [element.id for element in pack.elements]
    sentences = result.document.sentences
    scores = np.full((len(sentences), len(known)), 0.5, np.float32)
    for (beginning, element), probability in present.items():
        scores[:, known.index(element)] = 0
        at = next(n for n, s in enumerate(sentences) if TEXT.startswith(beginning, s.start))
        scores[at, known.index(element)] = probability
    roles = np.zeros((len(sentences), len(ROLES)), np.float32)
    roles[:, ROLES.index(role)] = 1
    columns = {id_: number for number, id_ in enumerate(known)}
    return Opinions(columns, scores, roles, np.ones(len(sentences), np.float32), THRESHOLDS)


def contradictions(result: ReportResult, pack: Pack, told: Opinions) -> dict[str, Contradiction]:
    return find_contradictions(pack.elements, result.elements, result.document, told)


def test_lexicon_judges_the_text_as_these_tests_suppose(result: ReportResult) -> None:
    assert result.element("openness").status is Status.MISSING
    assert result.element("normative_documents").status is Status.SUBSTANTIVE
    assert result.element("disputes").status is Status.MISSING
    assert result.element("disputes").rejected


def test_what_only_the_reader_finds_is_marked_with_its_sentence(
    result: ReportResult, pack: Pack
) -> None:
    found = contradictions(result, pack, opinions(result, pack, {(OPEN, "openness"): 0.9}))
    contradiction = found["openness"]
    assert contradiction.lexicon is Status.MISSING
    assert contradiction.reader.status is Status.SUBSTANTIVE
    assert contradiction.reader.confidence == pytest.approx(0.9)
    start, end, text = contradiction.passage
    assert TEXT[start:end] == text == "桥头的柳树发了36根新枝，谁走过都看得见。"
    assert set(found) == {"openness"}


@pytest.mark.parametrize("probability", [0.0, 0.5, 0.79])
def test_a_reader_that_is_not_confident_marks_nothing(
    result: ReportResult, pack: Pack, probability: float
) -> None:
    assert not contradictions(
        result, pack, opinions(result, pack, {(OPEN, "openness"): probability})
    )


def test_sentence_of_another_role_marks_nothing(result: ReportResult, pack: Pack) -> None:
    told = opinions(result, pack, {(OPEN, "openness"): 0.9}, role=Role.PLAN)
    assert not contradictions(result, pack, told)


def test_element_with_a_chapter_of_its_own_is_looked_for_in_that_role(
    result: ReportResult, pack: Pack
) -> None:
    said = {(OPEN, "causes"): 0.9}
    assert not contradictions(result, pack, opinions(result, pack, said))
    assert "causes" in contradictions(result, pack, opinions(result, pack, said, role=Role.CAUSE))


def test_passage_that_the_lexicon_rejected_with_a_reason_is_not_overlooked(
    result: ReportResult, pack: Pack
) -> None:
    assert not contradictions(result, pack, opinions(result, pack, {(MEANT, "disputes"): 0.99}))
    assert contradictions(result, pack, opinions(result, pack, {(OPEN, "disputes"): 0.99}))


def test_what_only_the_lexicon_finds_is_marked_with_its_evidence(
    result: ReportResult, pack: Pack
) -> None:
    found = contradictions(
        result, pack, opinions(result, pack, {(FILED, "normative_documents"): 0.1})
    )
    contradiction = found["normative_documents"]
    assert contradiction.lexicon is Status.SUBSTANTIVE
    assert contradiction.reader == Opinion(Status.MISSING, pytest.approx(0.9))
    first = result.element("normative_documents").evidence[0]
    assert contradiction.passage == (first.start, first.end, first.text)


def test_a_reader_that_has_a_doubt_only_marks_nothing(result: ReportResult, pack: Pack) -> None:
    said = {(FILED, "normative_documents"): 0.25}
    assert not contradictions(result, pack, opinions(result, pack, said))


def test_element_that_the_reader_does_not_know_is_left_alone(
    result: ReportResult, pack: Pack
) -> None:
    told = opinions(result, pack, {(OPEN, "openness"): 0.99}, elements=["openness"])
    assert set(contradictions(result, pack, told)) == {"openness"}

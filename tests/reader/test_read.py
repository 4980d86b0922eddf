"""What the second reader says of texts, and that nothing in a text can upset it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.model.document import Document, Role
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from analyzer.reader import read
from analyzer.reader.model import ROLES, built_in
from analyzer.reader.read import Opinions, SecondReader, own_scores
from tests.conftest import CORPUS

READER = SecondReader(built_in())
# Judged by the lexicon alone; the reader is asked apart.
JUDGE = Analyzer(reader=False)


def document(text: str) -> Document:
    return JUDGE.analyze(text).document


def opinions(text: str) -> Opinions:
    return READER.read(document(text))


def sentence(read: Opinions, element: str) -> int:
    return int(read.present[:, read.elements[element]].argmax())


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("一、（）\n。；：法治执行政审查建设1年\t|《》\u3000 a"),
        max_size=200,
    )
)
def test_any_text_has_probabilities(text: str) -> None:
    taken_apart = document(text)
    found = READER.read(taken_apart)
    for scores in (found.present, found.roles, found.concrete):
        assert len(scores) == len(taken_apart.sentences)
        assert np.isfinite(scores).all()
        assert ((scores >= 0) & (scores <= 1)).all()
    for element in found.elements:
        assert found.status(element) in Status


def test_text_without_sentences_has_no_element() -> None:
    found = opinions("")
    assert {found.status(element) for element in found.elements} == {Status.MISSING}


@pytest.mark.parametrize("ch", ["法", "0", "，", "\u3000a"])
def test_sentence_of_one_endless_word_overflows_nothing(ch: str) -> None:
    taken_apart = document("平川县样例局2024年法治政府建设年度报告\n" + ch * 50_000)
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(READER.read(taken_apart).present).all()


HEAD = "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n一、工作开展情况\n"


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("openness", "网站上挂出信息1200条，来信要材料的36件，件件按期给了答复。"),
        ("disputes", "老百姓告到法院的5件，局长到庭2次，没有输过；调解员说和邻里争执47起。"),
        ("legal_education", "赶集摆摊讲法条24场，干部年底考法律卷子，67人参加。"),
    ],
)
def test_deed_told_in_other_words_is_recognised(element: str, text: str) -> None:
    found = opinions(HEAD + text)
    assert found.status(element) is not Status.MISSING
    assert found.role(sentence(found, element)) in (Role.DEED, Role.DUTY)


def test_intention_is_less_than_the_deed() -> None:
    done = opinions(HEAD + "全年制定规范性文件5件，全部经过合法性审核并报备案。")
    meant = opinions(HEAD + "明年拟建立规范性文件合法性审核制度，方案还在研究。")
    column = done.elements["normative_documents"]
    assert meant.present[:, column].max() < done.present[:, column].max() - 0.2


def test_chapter_makes_a_plan_more_probable() -> None:
    said = "开展规范性文件清理，完善行政执法公示平台，组织执法人员培训。"
    deed = opinions(f"{HEAD}{said}")
    plan = opinions(f"{HEAD}办理案件41件。\n二、2025年工作安排\n{said}")
    column = ROLES.index(Role.PLAN)
    # Less than half as much room for doubt.
    assert 1 - plan.roles[-1, column] < (1 - deed.roles[-1, column]) / 2


def test_title_heading_and_signature_prove_nothing() -> None:
    text = f"{HEAD}一、严格规范公正文明执法\n办理案件41件。\n平川县行政执法局\n2025年1月10日"
    taken_apart = document(text)
    present = READER.read(taken_apart).present
    for number, one in enumerate(taken_apart.sentences):
        if (
            one.heading
            or one.start < taken_apart.identity.body_start
            or one.end > text.index("平川县行政")
        ):
            assert not present[number].any()
    assert present.any()


def test_long_text_is_read_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart = document(CORPUS[0].text.text)
    whole = own_scores(READER.model, taken_apart)
    monkeypatch.setattr(read, "_BLOCK", 7)
    np.testing.assert_allclose(own_scores(READER.model, taken_apart), whole, rtol=1e-5, atol=1e-5)


def test_same_text_gives_the_same_result_every_time(analyzer: Analyzer) -> None:
    text = CORPUS[0].text
    assert analyzer.analyze(text).to_dict() == Analyzer().analyze(text).to_dict()


def test_reading_needs_numpy_alone_and_only_when_asked() -> None:
    code = (
        "import sys; from analyzer.pipeline import Analyzer; Analyzer(reader=False).analyze('一'); "
        "before = 'numpy' in sys.modules; Analyzer().analyze('一'); "
        "print(before, 'numpy' in sys.modules, "
        "[m for m in ('sklearn', 'scipy', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False True []"


def test_judged_report_keeps_what_the_lexicon_found(
    judged: Callable[[str], ReportResult],
) -> None:
    text = "一、工作开展情况\n网站上挂出信息1200条，来信要材料的36件，件件按期给了答复。"
    alone = JUDGE.analyze(judged(text).document.text)
    for element in judged(text).elements:
        before = alone.element(element.id)
        if before.status is not Status.MISSING:
            assert element.status is before.status

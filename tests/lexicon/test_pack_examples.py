"""The built-in pack's own examples, each a case of its own, and how examples are run."""

from __future__ import annotations

import pytest

from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Example, Judgement, Pack
from analyzer.lexicon_examples import (
    ExampleCase,
    as_report,
    example_cases,
    run_example,
    run_examples,
)
from analyzer.model.document import Role
from analyzer.model.report import Status
from analyzer.pipeline import Analyzer

CASES = example_cases(load_pack())


@pytest.fixture(scope="module")
def alone(pack: Pack) -> Analyzer:
    """An analyzer without the second reader: examples are held to the lexicon."""
    return Analyzer(pack, reader=False)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_example_is_judged_as_it_says_by_the_passage_it_names(
    case: ExampleCase, alone: Analyzer
) -> None:
    result = run_example(alone, case)
    assert result.problem == "", str(result)


def test_every_element_has_three_that_prove_and_three_that_do_not_count(pack: Pack) -> None:
    for element in pack.elements:
        expected = [example.expected for example in element.examples]
        assert expected.count("充实") >= 3, element.id
        assert expected.count("缺失") >= 3, element.id


def test_every_example_that_proves_names_its_quotation(pack: Pack) -> None:
    for element in pack.elements:
        for example in element.examples:
            if example.expected == "充实":
                assert example.quote, example.text
                assert example.quote in example.text


def test_every_topic_is_tried_with_a_title_an_intention_and_a_negation(pack: Pack) -> None:
    for element in pack.elements:
        if element.judged_by is Judgement.DEED:
            bad = [example for example in element.examples if example.expected == "缺失"]
            assert any("《" in example.text for example in bad), element.id
            assert any(example.place is Role.PLAN for example in bad), element.id
            assert any(word in e.text for e in bad for word in ("未", "没有")), element.id


def example(expected: str, text: str, **more: object) -> Example:
    return Example.model_validate({"应判": expected, "原文": text, **more})


def run(analyzer: Analyzer, given: Example, element: str = "openness") -> str:
    return run_example(analyzer, ExampleCase("x", element, 0, given)).problem


def test_other_verdict_than_expected_is_a_problem(analyzer: Analyzer) -> None:
    problem = run(analyzer, example("缺失", "全年主动公开政府信息276条。"))
    assert problem == "应判“缺失”，判成“充实”"


def test_right_verdict_by_another_passage_is_a_problem(analyzer: Analyzer) -> None:
    text = "召开碰头会3次。全年主动公开政府信息276条。"
    problem = run(analyzer, example("充实", text, 证据="召开碰头会3次"))
    assert problem == "判对了，但依据的不是“召开碰头会3次”"
    assert run(analyzer, example("充实", text, 证据="主动公开政府信息276条")) == ""


def test_quotation_is_compared_by_its_place_and_not_by_its_words(analyzer: Analyzer) -> None:
    text = "全年主动公开政府信息276条。"
    given = example("充实", text, 证据="年")
    assert as_report(given).index("年") < as_report(given).index(text)
    assert run(analyzer, given) == ""


def test_quotation_that_is_not_in_the_example_is_a_problem(analyzer: Analyzer) -> None:
    given = example("充实", "全年主动公开政府信息276条。", 证据="277条")
    assert run(analyzer, given) == "“证据”不在原文里：“277条”"


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("履职", "一、主要负责人履行法治建设职责情况"),
        ("举措", "一、工作开展情况"),
        ("不足", "二、存在的问题"),
        ("原因", "三、原因分析"),
        ("安排", "四、2020年工作安排"),
        ("其他", "五、其他需要报告的情况"),
    ],
)
def test_example_stands_under_the_heading_of_its_part_and_year(place: str, heading: str) -> None:
    lines = as_report(example("缺失", "办理案件12件。", 位置=place, 年度=2019)).splitlines()
    assert lines[0] == "平川县样例局2019年法治政府建设年度报告"
    assert lines[lines.index("办理案件12件。") - 1] == heading


def test_example_of_the_preamble_stands_before_the_first_heading() -> None:
    lines = as_report(example("缺失", "办理案件12件。", 位置="引言")).splitlines()
    assert lines[1] == "2024年，办理案件12件。"
    assert lines[2] == "一、工作开展情况"


def test_cases_are_numbered_by_element_and_verdict(pack: Pack) -> None:
    ids = [case.id for case in example_cases(pack, ["first_agenda"])]
    assert ids[:2] == ["first_agenda::充实::1", "first_agenda::充实::2"]
    assert "first_agenda::缺失::2" in ids
    assert len({case.id for case in CASES}) == len(CASES)


def test_only_the_elements_that_are_asked_for_are_run(pack: Pack) -> None:
    total, _ = run_examples(pack, ["openness"])
    assert total == len(pack.element("openness").examples)


def test_result_tells_expected_got_and_why(analyzer: Analyzer) -> None:
    case = ExampleCase("x", "openness", 0, example("充实", "学习《政府信息公开条例》。"))
    result = run_example(analyzer, case)
    assert result.status is Status.MISSING
    told = str(result)
    assert "应判：充实　判成：缺失" in told
    assert "不算的提法：“学习《政府信息公开条例》。”——" in told

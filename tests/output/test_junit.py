"""JUnit XML: valid, counted right, and what passes, fails and is skipped is what the help says."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from analyzer.lexicon.schema import Pack
from analyzer.output.checked import Checked
from analyzer.output.machine.junit import junit_text
from analyzer.output.selection import select
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS
from tests.output.checks import HOSTILE, NO_REPORT, PLAIN, checked, many_gaps, reviewed

PUBLISHED = Path(__file__).parent / "published" / "junit-10.xsd"


def _suites(what: Checked) -> list[etree._Element]:
    """The suites of a file that is valid and counts what is in it."""
    root = etree.fromstring(junit_text(what).encode("utf-8"))
    schema = etree.XMLSchema(file=str(PUBLISHED))
    assert schema.validate(root), schema.error_log
    suites = list(root)
    for kind, path in (("tests", "testcase"), ("failures", "testcase/failure"),
                       ("errors", "testcase/error"), ("skipped", "testcase/skipped")):  # fmt: skip
        assert [int(suite.get(kind)) for suite in suites] == [
            len(suite.findall(path)) for suite in suites
        ]
        if kind != "skipped":
            assert int(root.get(kind)) == sum(int(suite.get(kind)) for suite in suites)
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    return suites


def _case(suite: etree._Element, id_: str) -> etree._Element:
    (case,) = [case for case in suite.iter("testcase") if f"[{id_}]" in case.get("name")]
    return case


def _state(suite: etree._Element, id_: str) -> str:
    states = [child.tag for child in _case(suite, id_) if child.tag != "system-out"]
    return states[0] if states else "passed"


@pytest.mark.parametrize("content", [HOSTILE, PLAIN, NO_REPORT, many_gaps(), ""])
def test_any_text_gives_valid_xml(analyzer: Analyzer, pack: Pack, content: str) -> None:
    (suite,) = _suites(checked(pack, reviewed(analyzer, content, "𠮷\x1b\udcff]]>.txt")))
    assert len(suite.findall("testcase")) > len(pack.elements)


def test_the_corpus_fails_where_errors_and_warnings_count(analyzer: Analyzer, pack: Pack) -> None:
    reports = [reviewed(analyzer, r.text, f"{r.name}.txt") for r in CORPUS]
    suites = _suites(checked(pack, *reports))
    assert [suite.get("file") for suite in suites] == [f"{r.name}.txt" for r in CORPUS]
    for suite, one in zip(suites, reports, strict=True):
        grave = {
            f.element if f.rule.startswith("element.") else f.rule
            for f in one.result.findings
            if f.severity != "info"
        }
        failed = [c.get("name") for c in suite.iter("testcase") if c.find("failure") is not None]
        assert {name.split("[")[1].rstrip("]") for name in failed} == grave


def test_what_passes_fails_and_is_skipped(analyzer: Analyzer, pack: Pack) -> None:
    (suite,) = _suites(checked(pack, reviewed(analyzer, PLAIN)))
    assert _state(suite, "shortcomings") == "passed"
    assert _state(suite, "next_plan") == "failure"
    assert _case(suite, "next_plan").find("failure").get("type") == "error"
    assert _state(suite, "privacy.phone") == "failure"
    assert _state(suite, "secrecy.mark") == "passed"
    told = _case(suite, "privacy.phone").find("failure").text
    assert "139******78" in told
    assert "13912345678" not in junit_text(checked(pack, reviewed(analyzer, PLAIN)))
    for said in ("原文：", "依据：", "补正："):
        assert said in told


def test_a_text_that_is_no_report_skips_what_was_not_judged(analyzer: Analyzer, pack: Pack) -> None:
    (suite,) = _suites(checked(pack, reviewed(analyzer, NO_REPORT)))
    assert _state(suite, "measures") == "skipped"
    assert _state(suite, "numbering.style") == "skipped"
    assert _state(suite, "report.not-a-report") == "failure"
    assert _state(suite, "privacy.phone") == "failure"
    assert _state(suite, "secrecy.mark") == "passed"


def test_what_a_reviewer_settled_fails_no_more(analyzer: Analyzer, pack: Pack) -> None:
    one = reviewed(
        analyzer,
        PLAIN,
        "报告.txt",
        ("privacy.phone", "dismissed"),
        ("shortcomings", "mentioned"),
        ("next_plan", "substantive", "不能满足执法需要"),
    )
    (suite,) = _suites(checked(pack, one))
    assert _state(suite, "privacy.phone") == "skipped"
    assert "不成立——周敏" in _case(suite, "privacy.phone").find("system-out").text
    assert _state(suite, "next_plan") == "passed"
    assert "已更正为充实" in _case(suite, "next_plan").find("system-out").text
    assert _state(suite, "shortcomings") == "failure"
    assert suite.find("properties/property[@name='decided_score']") is not None


def test_two_findings_of_a_rule_are_one_failure_that_tells_both(
    analyzer: Analyzer, pack: Pack
) -> None:
    (suite,) = _suites(checked(pack, reviewed(analyzer, many_gaps())))
    failure = _case(suite, "leftover.placeholder").find("failure")
    assert "（共 300 处）" in failure.get("message")
    assert failure.text.count("没有填写的空位") == 300


def test_a_file_that_cannot_be_read_is_an_error(analyzer: Analyzer, pack: Pack) -> None:
    suites = _suites(checked(pack, reviewed(analyzer, PLAIN), unread=["坏.docx"]))
    (case,) = suites[1].findall("testcase")
    assert case.find("error").get("type") == "damaged"
    assert case.find("error").get("message").startswith("坏.docx：")


def test_only_what_was_asked_for_is_a_case(analyzer: Analyzer, pack: Pack) -> None:
    what = Checked(
        pack=pack,
        reports=[reviewed(analyzer, PLAIN)],
        selection=select(["causes", "privacy"], pack),
    )
    (suite,) = _suites(what)
    names = [case.get("name").split("[")[1].rstrip("]") for case in suite.iter("testcase")]
    assert {"causes", "privacy.phone", "privacy.id-number", "privacy.party-name"} <= set(names)
    assert not {"measures", "secrecy.mark", "numbering.style"} & set(names)


def test_class_names_have_no_full_stop(analyzer: Analyzer, pack: Pack) -> None:
    (suite,) = _suites(checked(pack, reviewed(analyzer, PLAIN, "a.b/c.d.txt")))
    assert all("." not in case.get("classname") for case in suite.iter("testcase"))
    assert suite.get("file") == "a.b/c.d.txt"


def test_nothing_checked_is_valid(pack: Pack) -> None:
    assert _suites(checked(pack)) == []

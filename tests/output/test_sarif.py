"""SARIF: valid against the published schema, places right, settled findings marked, stable prints."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.lexicon.schema import Pack
from analyzer.output.checked import Checked
from analyzer.output.machine.sarif import sarif_text
from analyzer.output.machine.sarif.messages import message
from analyzer.output.machine.sarif.regions import Regions
from analyzer.pipeline import Analyzer
from tests.conftest import CORPUS
from tests.output.checks import HOSTILE, NO_REPORT, PLAIN, checked, many_gaps, reviewed

PUBLISHED = Path(__file__).parent / "published" / "sarif-2.1.0.json"
_DIGITS = "13912345678"


@cache
def _schema() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(PUBLISHED.read_text("utf-8")))


def _run(what: Checked) -> dict[str, Any]:
    """The run of a log that was written and read as a file is."""
    written = sarif_text(what).encode("utf-8", "backslashreplace")
    log = json.loads(written)
    faults = [f"{fault.json_path}: {fault.message[:200]}" for fault in _schema().iter_errors(log)]
    assert faults == []
    run: dict[str, Any] = log["runs"][0]
    return run


def _prints(run: dict[str, Any], rule: str) -> list[str]:
    return [r["partialFingerprints"]["fazhi/v1"] for r in run["results"] if r["ruleId"] == rule]


def _units(text: str) -> list[bytes]:
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[at : at + 2] for at in range(0, len(data), 2)]


def _quoted_by_lines(text: str, region: dict[str, Any]) -> str:
    lines = [_units(line) for line in text.split("\n")]
    first, last = region["startLine"] - 1, region["endLine"] - 1
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    if first == last:
        units = lines[first][start:end]
    else:
        units = lines[first][start:]
        for line in lines[first + 1 : last]:
            units += [*_units("\n"), *line]
        units += [*_units("\n"), *lines[last][:end]]
    return b"".join(units).decode("utf-16-le", "surrogatepass")


def _quoted_by_offset(text: str, region: dict[str, Any]) -> str:
    start = region["charOffset"]
    units = _units(text)[start : start + region["charLength"]]
    return b"".join(units).decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("content", [HOSTILE, PLAIN, NO_REPORT, many_gaps(), "", "\n"])
def test_the_log_is_valid_and_its_regions_are_the_quoted_places(
    analyzer: Analyzer, pack: Pack, content: str
) -> None:
    one = reviewed(analyzer, content)
    run = _run(checked(pack, one))
    results = [r for r in run["results"] if r["kind"] == "fail"]
    assert len(results) == len(one.result.findings)
    for result, finding in zip(results, one.result.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "%E6%8A%A5%E5%91%8A.txt", "index": 0}
        if finding.start is None:
            assert "region" not in place
            continue
        said = content[finding.start : finding.end]
        assert _quoted_by_lines(content, place["region"]) == said
        assert _quoted_by_offset(content, place["region"]) == said
        assert (result["properties"]["start"], result["properties"]["end"]) == (
            finding.start,
            finding.end,
        )
    assert run["columnKind"] == "utf16CodeUnits"


@given(
    st.text(st.sampled_from("甲a\n𠮷😀\r\ud800\u2028"), max_size=30).flatmap(
        lambda text: st.tuples(st.just(text), st.integers(0, len(text)), st.integers(0, len(text)))
    )
)
def test_any_piece_of_any_text_is_found_by_its_region(drawn: tuple[str, int, int]) -> None:
    text, one, other = drawn
    start, end = sorted((one, other))
    region = Regions(text).region(start, end, "")
    assert _quoted_by_lines(text, region) == text[start:end]
    assert _quoted_by_offset(text, region) == text[start:end]


def test_the_whole_corpus_is_valid_and_every_result_has_its_rule(
    analyzer: Analyzer, pack: Pack
) -> None:
    run = _run(checked(pack, *(reviewed(analyzer, r.text, f"{r.name}.txt") for r in CORPUS)))
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {r["level"] for r in run["results"]} >= {"error", "warning", "note"}
    prints = [r["partialFingerprints"]["fazhi/v1"] for r in run["results"]]
    assert len(set(prints)) == len(prints)


def test_rules_tell_demand_basis_and_advice_of_the_pack(analyzer: Analyzer, pack: Pack) -> None:
    rules = {rule["id"]: rule for rule in _run(checked(pack))["tool"]["driver"]["rules"]}
    for element in pack.elements:
        rule = rules[f"element.missing/{element.id}"]
        assert rule["properties"]["legal_basis"] == [str(basis) for basis in element.basis]
        for said in (element.requirement, element.advice, str(element.basis[0])):
            assert said in rule["help"]["text"]
        required = element.kind == "必备"
        assert rule["defaultConfiguration"]["level"] == ("error" if required else "warning")
    assert pack.rules["privacy.phone"].advice in rules["privacy.phone"]["help"]["text"]
    assert "roster.unlisted" not in rules


def test_settled_findings_are_suppressed_and_none_is_dropped(
    analyzer: Analyzer, pack: Pack
) -> None:
    text = PLAIN + "三、下一步安排\n举办XX场培训。\n"
    before = _run(checked(pack, reviewed(analyzer, text)))
    one = reviewed(
        analyzer,
        text,
        "报告.txt",
        ("privacy.phone", "dismissed"),
        ("leftover.placeholder", "holds"),
        ("shortcomings", "mentioned"),
        ("causes", "substantive", "不能满足执法需要"),
    )
    run = _run(checked(pack, one))
    assert len(run["results"]) == len(before["results"]) + 1
    assert all(r["suppressions"] == [] for r in before["results"])
    settled = {r["ruleId"]: r["suppressions"] for r in run["results"] if r["suppressions"]}
    (phone,) = settled.pop("privacy.phone")
    (causes,) = settled.pop("element.missing/causes")
    assert settled == {}
    assert causes["justification"].startswith("已更正为充实——周敏")
    assert (phone["kind"], phone["status"]) == ("external", "accepted")
    assert "不成立——周敏" in phone["justification"]
    assert "\n" not in phone["justification"]
    (worse,) = [r for r in run["results"] if r["ruleId"] == "element.hollow/shortcomings"]
    assert worse["properties"]["decision"]["verdict"] == "corrected"
    assert run["artifacts"][0]["properties"]["decided_score"] is not None


def test_doubts_are_results_for_review(analyzer: Analyzer, pack: Pack) -> None:
    reports = [reviewed(analyzer, r.text, f"{r.name}.txt") for r in CORPUS]
    doubts = [
        (one.result.document.source, element.id)
        for one in reports
        for element in one.result.elements
        if element.contradiction is not None and one.result.document.identity.is_report
    ]
    run = _run(checked(pack, *reports))
    told = [
        r
        for r in run["results"]
        if r["ruleId"].startswith("unsettled/") or "待复核" in r["message"]["text"]
    ]
    assert len(told) == len(doubts)
    for result in told:
        if result["kind"] == "review":
            assert result["level"] == "none"


def test_fingerprints_survive_edits_elsewhere_and_runs(analyzer: Analyzer, pack: Pack) -> None:
    rule = "leftover.placeholder"
    first = _run(checked(pack, reviewed(analyzer, HOSTILE)))
    again = _run(checked(pack, reviewed(analyzer, HOSTILE, "另一个名字.txt")))
    edited = HOSTILE.replace("一、主要举措\n", "一、主要举措\n全年移送XX件。\n", 1).replace(
        "二、存在的不足\n", "二、存在的不足\n还有一句新写的话。\n"
    )
    later = _run(checked(pack, reviewed(analyzer, edited)))
    assert _prints(first, rule) == _prints(again, rule)
    assert len(set(_prints(first, rule))) == len(_prints(first, rule)) >= 4
    assert set(_prints(first, rule)) < set(_prints(later, rule))
    assert len(_prints(later, rule)) == len(_prints(first, rule)) + 1
    gone = _run(checked(pack, reviewed(analyzer, HOSTILE.replace("培训XX场", "培训9场"))))
    assert not set(_prints(first, rule)) <= set(_prints(gone, rule))


def test_a_verdict_keeps_its_fingerprint_when_its_evidence_changes(
    analyzer: Analyzer, pack: Pack
) -> None:
    def hollow(body: str) -> list[str]:
        run = _run(checked(pack, reviewed(analyzer, PLAIN + body)))
        return _prints(run, "element.hollow/next_plan") + _prints(run, "element.missing/next_plan")

    assert (
        hollow("三、下一步安排\n加强学习。\n") == hollow("三、下一步安排\n不断提高认识。\n") != []
    )


def test_no_path_of_the_machine_and_no_personal_number_is_in_it(
    analyzer: Analyzer, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["甲/报 告#1.txt", "乙/a:b%.txt", "包.zip/里面/报告.docx", "乙/\udcff.txt"]
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    what = checked(
        pack,
        *(reviewed(analyzer, PLAIN, str(tmp_path / name)) for name in names),
        unread=[str(tmp_path / "甲" / "坏.docx")],
    )
    text = sarif_text(what)
    assert str(tmp_path) not in text
    assert _DIGITS not in text
    run = _run(what)
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert [unquote(uri, errors="surrogateescape") for uri in uris] == names
    assert all(uri.isascii() and ":" not in uri and "#" not in uri for uri in uris)
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("甲/坏.docx：")
    assert not run["invocations"][0]["executionSuccessful"]
    assert run["redactionTokens"] == ["*"]


def test_files_below_the_current_folder_keep_their_folders(
    analyzer: Analyzer, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = _run(checked(pack, reviewed(analyzer, PLAIN, "./b/../a/x.txt")))
    assert run["artifacts"][0]["location"]["uri"] == "a/x.txt"


def test_report_text_makes_neither_links_nor_placeholders() -> None:
    assert message("{0}写成“[点我](1)”，[1]不动") == {"text": "{{0}}写成“［点我］(1)”，[1]不动"}


def test_nothing_checked_is_a_valid_log(pack: Pack) -> None:
    run = _run(checked(pack))
    assert (run["results"], run["artifacts"]) == ([], [])

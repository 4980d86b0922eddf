"""What is counted in one report, and what is listed as a disagreement."""

from __future__ import annotations

from typing import Any

import pytest

from analyzer.evaluation.labels import FindingLabel, LabelledReport, read_corpus
from analyzer.evaluation.observation import About, Disagreement, Observation, observe
from analyzer.evaluation.observation.findings import is_labelled_rule
from analyzer.pipeline import Analyzer
from tests.small_corpus import PHONE, TEXT, write_part


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[LabelledReport, ...]:
    return tuple(read_corpus(write_part(tmp_path_factory.mktemp("corpus"))))


def observed(analyzer: Analyzer, report: LabelledReport) -> Observation:
    return observe("dev", report, analyzer.analyze(report.text))


def relabelled(report: LabelledReport, **changes: Any) -> LabelledReport:
    return LabelledReport(report.name, report.text, report.label.model_copy(update=changes))


@pytest.fixture
def seen(analyzer: Analyzer, reports: tuple[LabelledReport, ...]) -> Observation:
    return observed(analyzer, reports[0])


def of(seen: Observation, about: About) -> list[Disagreement]:
    return [d for d in seen.disagreements if d.about is about]


def quoted(disagreement: Disagreement) -> tuple[list[str], list[str]]:
    return [q.text for q in disagreement.quotes], [q.text for q in disagreement.evidence]


def test_every_kind_of_disagreement_is_listed(seen: Observation) -> None:
    assert {d.about for d in seen.disagreements} == set(About) - {About.SHORTCOMING}
    assert {(d.part, d.report) for d in seen.disagreements} == {("dev", "ju")}


def test_wrong_status_is_listed_with_both_quotations_and_the_reason(seen: Observation) -> None:
    found = {d.name: d for d in of(seen, About.ELEMENT)}
    assert set(found) == {"causes", "legal_education", "openness"}
    assert (found["causes"].expected, found["causes"].got) == ("missing", "substantive")
    assert quoted(found["causes"]) == ([], ["原因是法制员由办公室人员兼任。"])
    assert quoted(found["legal_education"]) == (["全年只办讲座2场"], [])
    assert found["legal_education"].reason
    assert found["legal_education"].rejected[0].why


def test_statuses_are_counted_by_element(seen: Observation) -> None:
    assert seen.tally["status", "causes", "missing", "substantive"] == 1
    assert seen.tally["status", "measures", "mentioned", "mentioned"] == 1
    assert sum(n for key, n in seen.tally.items() if key[0] == "status") == 12


def test_evidence_is_held_to_quotations_where_the_statuses_agree(seen: Observation) -> None:
    assert seen.tally["evidence", "leadership_duty", "met"] == 1
    assert seen.tally["evidence", "next_plan", "apart"] == 1
    assert ("evidence", "causes", "met") not in seen.tally
    met = sum(n for key, n in seen.tally.items() if key[0] == "characters" and key[1] == "right")
    agreeing = ("年底向县委述法", "全年办理行政处罚案件36件", "抽查20卷有7卷说理不足",
                "联系人手机13812345678")  # fmt: skip
    assert met == sum(map(len, agreeing))


def test_identity_is_counted_field_by_field(seen: Observation) -> None:
    (year,) = of(seen, About.IDENTITY)
    assert (year.name, year.expected, year.got) == ("year", "2023", "2024")
    assert seen.tally["identity", "issuer", "right"] == 1
    assert seen.tally["identity", "year", "wrong"] == 1


def test_items_causes_and_links_are_compared_one_to_one(seen: Observation) -> None:
    told = {
        about: tuple(seen.tally[about, name] for name in ("right", "false", "missed"))
        for about in (About.SHORTCOMING, About.PLAN, About.LINK)
    }
    assert told == {About.SHORTCOMING: (2, 0, 0), About.PLAN: (2, 0, 1), About.LINK: (1, 0, 1)}
    assert (seen.tally[About.CAUSE, "right"], seen.tally[About.CAUSE, "wrong"]) == (1, 1)
    (link,) = of(seen, About.LINK)
    assert quoted(link) == (["普法形式单一", "以案释法课堂"], [])
    (cause,) = of(seen, About.CAUSE)
    assert (cause.expected, cause.got) == ("absent", "present")


def test_link_to_an_item_that_no_label_has_is_false(
    analyzer: Analyzer, reports: tuple[LabelledReport, ...]
) -> None:
    items = reports[0].label.items.model_copy(update={"plan": ()})
    items = items.model_copy(
        update={
            "shortcomings": tuple(
                s.model_copy(update={"answered_by": ()}) for s in items.shortcomings
            )
        }
    )
    seen = observed(analyzer, relabelled(reports[0], items=items))
    assert seen.tally[About.LINK, "false"] == 1
    assert seen.tally[About.PLAN, "false"] == 2


def finding_counts(seen: Observation, rule: str) -> tuple[int, int, int]:
    right, false, missed = (
        seen.tally[About.FINDING, rule, t] for t in ("right", "false", "missed")
    )
    return right, false, missed


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        (FindingLabel(rule="privacy.phone", quote=PHONE, n=1), (1, 0, 0)),
        (FindingLabel(rule="privacy.phone", quote="", n=1), (1, 0, 0)),
        (FindingLabel(rule="privacy.phone", quote="说理不足", n=1), (0, 1, 1)),
    ],
)
def test_finding_is_right_at_the_place_of_the_label(
    label: FindingLabel,
    counts: tuple[int, int, int],
    analyzer: Analyzer,
    reports: tuple[LabelledReport, ...],
) -> None:
    seen = observed(analyzer, relabelled(reports[0], findings=(label,)))
    assert finding_counts(seen, "privacy.phone") == counts


def test_nth_occurrence_is_meant(analyzer: Analyzer, reports: tuple[LabelledReport, ...]) -> None:
    fours = [index for index, ch in enumerate(TEXT) if ch == "4"]
    inside = next(n for n, at in enumerate(fours, 1) if at > TEXT.index(PHONE))
    assert inside > 1
    for n, right in ((inside, 1), (1, 0)):
        label = FindingLabel(rule="privacy.phone", quote="4", n=n)
        seen = observed(analyzer, relabelled(reports[0], findings=(label,)))
        assert finding_counts(seen, "privacy.phone")[0] == right


@pytest.mark.parametrize(
    ("rule", "labelled"),
    [
        ("element.missing", False),
        ("shortcoming.unanswered", False),
        ("shortcoming.repeated", False),
        ("reuse.other-body", False),
        ("plan.not-followed-up", False),
        ("deadline.late", False),
        ("year.plan-mismatch", True),
        ("privacy.phone", True),
        ("report.not-a-report", True),
    ],
)
def test_findings_that_follow_from_others_are_left_out(rule: str, labelled: bool) -> None:
    assert is_labelled_rule(rule) is labelled


def test_of_other_texts_only_their_kind_and_their_findings_are_asked(
    analyzer: Analyzer, reports: tuple[LabelledReport, ...]
) -> None:
    seen = observed(analyzer, reports[1])
    assert seen.disagreements == ()
    assert {key[0] for key in seen.tally} == {"identity", About.FINDING}
    assert seen.tally["identity", "is_report", "right"] == 1


@pytest.mark.parametrize("found", [True, False])
def test_personal_data_is_hidden_whether_the_program_finds_it_or_the_label_does(
    found: bool, analyzer: Analyzer, reports: tuple[LabelledReport, ...]
) -> None:
    text = TEXT if found else TEXT.replace(PHONE, "13X12345678")
    elements = {
        **reports[0].label.elements,
        "law_enforcement": reports[0]
        .label.elements["law_enforcement"]
        .model_copy(update={"status": "missing"}),
    }
    quote = PHONE if found else "13X12345678"
    findings = (FindingLabel(rule="privacy.phone", quote=quote, n=1),)
    changed = LabelledReport(
        "ju",
        type(reports[0].text)(text, reports[0].text.provenance),
        reports[0].label.model_copy(update={"elements": elements, "findings": findings}),
    )
    seen = observed(analyzer, changed)
    told = str([d.to_dict() for d in seen.disagreements])
    assert quote not in told
    assert "*" in told

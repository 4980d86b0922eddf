"""Which decision stands on which verdict after a report has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.model.report import ReportResult, Status
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision, as_line, from_line
from analyzer.review.matching import Rulings, State, rule_on
from analyzer.review.subjects import Subjects
from tests.conftest import CORPUS

HEAD = "平川县样例局2024年法治政府建设年度报告\n2024年，我局工作情况如下。\n"
DEEDS = "一、工作开展情况\n扎实开展普法宣传。全年办理行政处罚案件36件。\n完成轮训××期。\n"
FAULTS = "二、存在的不足\n执法力量不足，持证人员只有3人。\n"
CAUSES = "三、原因\n编制长期空缺，2名执法人员被借调。\n"
PLAN = "四、下一步安排\n2025年6月底前招录执法人员2名。\n"
REPORT = HEAD + DEEDS + FAULTS + PLAN
# Says nothing that any element is about.
ELSEWHERE = "会议室窗帘已更换，颜色以浅灰为主。"


@pytest.fixture(scope="module")
def subjects_of(analyzer: Analyzer) -> Callable[..., Subjects]:
    def make(text: str, *, source: str = "报告.docx", issuer: str | None = None) -> Subjects:
        return Subjects(analyzer.analyze(text, source=source, issuer=issuer))

    return make


Make = Callable[..., Subjects]


def index_of(result: ReportResult, rule: str, number: int = 0) -> int:
    return [i for i, f in enumerate(result.findings) if f.rule == rule][number]


def on_element(subjects: Subjects, element: str, status: Status, **more: str) -> Decision:
    made = subjects.decide_element(element, status, by="张三", **more)
    return reread(made)


def on_finding(subjects: Subjects, rule: str, number: int = 0, **more: str) -> Decision:
    index = index_of(subjects.result, rule, number)
    return reread(subjects.decide_finding(index, holds=False, by="张三", **more))


def reread(made: Decision) -> Decision:
    found = from_line(as_line(made).decode())
    assert isinstance(found, Decision)
    return found


def ruled(subjects: Subjects, *made: Decision) -> Rulings:
    return rule_on(subjects, made)


# -- Findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "later",
    [
        REPORT,
        REPORT.replace("\n", "\r\n"),
        REPORT.replace("，", ", ").replace("36", "３６").replace("××期", " ××期"),
        HEAD + ELSEWHERE + "\n" + REPORT.removeprefix(HEAD) + ELSEWHERE,
        HEAD + FAULTS + PLAN + DEEDS,
        HEAD + "一、总体情况\n" + ELSEWHERE + "\n" + DEEDS.replace("一、", "二、"),
        REPORT.replace("全年办理行政处罚案件36件。", ""),
    ],
    ids=["again", "line ends", "width", "more text", "moved", "renumbered", "less text"],
)
def test_decision_on_a_finding_survives_what_happens_elsewhere(
    subjects_of: Make, later: str
) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    subjects = subjects_of(later, source="another-name.txt")
    index = index_of(subjects.result, "leftover.placeholder")
    rulings = ruled(subjects, made)
    assert rulings.findings[index].stands
    assert rulings.findings[index].decision == made
    assert rulings.states == {made.id: State.STANDS}


def test_edited_passage_shows_the_decision_as_lapsed_where_it_was(subjects_of: Make) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    subjects = subjects_of(REPORT.replace("完成轮训××期", "完成全员轮训××期"))
    rulings = ruled(subjects, made)
    ruling = rulings.findings[index_of(subjects.result, "leftover.placeholder")]
    assert not ruling.stands
    assert "改动" in ruling.why
    assert rulings.states == {made.id: State.LAPSED}


def test_decision_on_a_passage_that_is_gone_is_kept_in_view(subjects_of: Make) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    rulings = ruled(subjects_of(REPORT.replace("完成轮训××期。", "完成轮训3期。")), made)
    assert [ruling.decision for ruling in rulings.lapsed] == [made]
    assert not rulings.findings


def test_decision_never_reaches_another_passage(subjects_of: Make) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    subjects = subjects_of(REPORT + "完成考试××场。\n")
    first, second = (index_of(subjects.result, "leftover.placeholder", n) for n in (0, 1))
    rulings = ruled(subjects, made)
    assert first in rulings.findings
    assert second not in rulings.findings


def test_decision_never_reaches_another_body_or_year(subjects_of: Make) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    for other in (REPORT.replace("样例局", "样板局"), REPORT.replace("2024", "2023")):
        assert ruled(subjects_of(other), made) == Rulings()


def test_body_that_is_not_named_is_told_by_the_file(subjects_of: Make) -> None:
    unnamed = REPORT.replace("平川县样例局", "").replace("我局", "")
    subjects = subjects_of(unnamed, source="甲局.docx")
    assert subjects.issuer is None
    made = on_finding(subjects, "leftover.placeholder")
    assert ruled(subjects_of(unnamed, source="x/甲局.txt"), made).findings
    assert ruled(subjects_of(unnamed, source="乙局.docx"), made) == Rulings()


TWICE = REPORT.replace(
    "完成轮训××期。\n", "第一轮已经结束。完成轮训××期。\n第二轮没有结束。完成轮训××期。\n"
)


@pytest.mark.parametrize("decided", [0, 1])
def test_same_words_in_two_places_are_told_apart_by_what_is_around(
    subjects_of: Make, decided: int
) -> None:
    made = on_finding(subjects_of(TWICE), "leftover.placeholder", decided)
    for later in (TWICE, TWICE.replace("一、工作开展情况\n", "一、工作开展情况\n" + ELSEWHERE)):
        subjects = subjects_of(later)
        expected = index_of(subjects.result, "leftover.placeholder", decided)
        assert list(ruled(subjects, made).findings) == [expected]


def test_same_words_whose_surroundings_contradict_each_other_ask_again(subjects_of: Make) -> None:
    made = on_finding(subjects_of(TWICE), "leftover.placeholder", 1)
    first, second = "第一轮已经结束。完成轮训××期。\n", "第二轮没有结束。完成轮训××期。\n"
    rulings = ruled(subjects_of(TWICE.replace(first + second, second + first)), made)
    assert rulings.states == {made.id: State.LAPSED}


@pytest.mark.parametrize("decided", [0, 1, 2])
def test_same_words_with_the_same_around_them_are_told_apart_by_order(
    subjects_of: Make, decided: int
) -> None:
    subjects = subjects_of(
        REPORT.replace("完成轮训××期。\n", "已经结束。完成轮训××期。\n" * 3 + "已经结束。\n")
    )
    made = on_finding(subjects, "leftover.placeholder", decided)
    expected = index_of(subjects.result, "leftover.placeholder", decided)
    assert list(ruled(subjects, made).findings) == [expected]


def test_copy_that_remains_does_not_take_over_the_decision(subjects_of: Make) -> None:
    made = on_finding(subjects_of(TWICE), "leftover.placeholder", 0)
    later = TWICE.replace("第一轮已经结束。完成轮训××期。", "第一轮已经结束。完成轮训12期。")
    rulings = ruled(subjects_of(later), made)
    assert not any(ruling.stands for ruling in rulings.findings.values())
    assert rulings.states == {made.id: State.LAPSED}


def test_two_findings_in_one_sentence_are_two(subjects_of: Make) -> None:
    text = REPORT.replace("完成轮训××期", "完成轮训××期、考试××期")
    subjects = subjects_of(text)
    assert sum(f.rule == "leftover.placeholder" for f in subjects.result.findings) == 2
    made = on_finding(subjects, "leftover.placeholder", 1)
    assert list(ruled(subjects, made).findings) == [
        index_of(subjects.result, "leftover.placeholder", 1)
    ]


def test_later_decision_takes_the_place_of_an_earlier_one(subjects_of: Make) -> None:
    subjects = subjects_of(REPORT)
    earlier, later = (on_finding(subjects, "leftover.placeholder") for _ in range(2))
    rulings = ruled(subjects, earlier, later)
    assert [ruling.decision for ruling in rulings.findings.values()] == [later]
    assert rulings.states == {earlier.id: State.REPLACED, later.id: State.STANDS}


def test_decision_made_anew_ends_the_lapsed_one(subjects_of: Make) -> None:
    earlier = on_finding(subjects_of(REPORT), "leftover.placeholder")
    subjects = subjects_of(REPORT.replace("完成轮训××期", "完成全员轮训××期"))
    anew = on_finding(subjects, "leftover.placeholder", replaces=earlier.id)
    rulings = ruled(subjects, earlier, anew)
    assert rulings.lapsed == []
    assert rulings.states == {earlier.id: State.REPLACED, anew.id: State.STANDS}


def test_finding_that_the_program_no_longer_makes_is_gone(subjects_of: Make) -> None:
    made = on_finding(subjects_of(REPORT), "leftover.placeholder")
    other_rule = made.model_copy(update={"rule": "leftover.draft-mark"})
    rulings = ruled(subjects_of(REPORT), other_rule)
    assert rulings.states == {made.id: State.GONE}
    assert not rulings.findings
    assert not rulings.lapsed


def test_finding_without_a_place_lapses_with_any_change(subjects_of: Make) -> None:
    text = REPORT + "????\n"
    subjects = subjects_of(text)
    number = sum(f.rule == "leftover.placeholder" for f in subjects.result.findings) - 1
    made = on_finding(subjects, "leftover.placeholder", number)
    assert not made.passages
    assert all(r.stands for r in ruled(subjects_of(text), made).findings.values())
    (ruling,) = ruled(subjects_of(text + ELSEWHERE), made).findings.values()
    assert not ruling.stands


# -- Elements ------------------------------------------------------------------------------------


def test_missing_element_stays_decided_through_edits_elsewhere(subjects_of: Make) -> None:
    made = on_element(subjects_of(REPORT), "causes", Status.MISSING)
    ruling = ruled(subjects_of(REPORT), made).elements["causes"]
    assert ruling.stands
    assert not ruling.changed
    ruling = ruled(subjects_of(REPORT + ELSEWHERE), made).elements["causes"]
    assert ruling.stands
    assert ruling.changed


@pytest.mark.parametrize(
    "added",
    [CAUSES, "原因待查。\n", "学习了《关于分析不足原因的通知》。\n"],
    ids=["真写了", "空泛", "不算数"],
)
def test_whatever_is_added_on_a_missing_element_asks_again(subjects_of: Make, added: str) -> None:
    before, after = subjects_of(REPORT), subjects_of(REPORT + added)
    made = on_element(before, "causes", Status.MISSING)
    seen = after.seen(after.result.element("causes"))
    ruling = ruled(after, made).elements["causes"]
    assert ruling.stands is (not seen)
    if added == CAUSES:
        assert seen


def test_decision_on_hollow_lapses_when_something_better_is_added(subjects_of: Make) -> None:
    hollow = HEAD + "一、工作开展情况\n扎实开展普法宣传。\n" + FAULTS + PLAN
    before = subjects_of(hollow)
    assert before.result.element("legal_education").status is Status.MENTIONED
    made = on_element(before, "legal_education", Status.MENTIONED)
    assert ruled(subjects_of(hollow + ELSEWHERE), made).elements["legal_education"].stands
    better = hollow.replace("宣传。\n", "宣传。\n全年开展普法讲座12场，2300人次参加。\n")
    ruling = ruled(subjects_of(better), made).elements["legal_education"]
    assert not ruling.stands
    assert made.status is Status.MENTIONED


def test_decision_on_substantive_outlives_everything_but_an_edit_of_its_proof(
    subjects_of: Make,
) -> None:
    before = subjects_of(REPORT)
    made = on_element(before, "causes", Status.SUBSTANTIVE, quote="执法力量不足，持证人员只有3人")
    for later, stands in (
        (REPORT + CAUSES, True),
        (HEAD + FAULTS + DEEDS, True),
        (REPORT.replace("只有3人", "只有5人"), False),
        (REPORT.replace("执法力量不足，持证人员只有3人。", ""), False),
    ):
        assert ruled(subjects_of(later), made).elements["causes"].stands is stands


def test_change_asks_again_where_the_result_names_only_part_of_what_was_found(
    subjects_of: Make,
) -> None:
    deeds = "".join(f"{month}月开展普法讲座{month}场。\n" for month in range(1, 13))
    text = HEAD + "一、工作开展情况\n" + deeds + FAULTS + PLAN
    made = on_element(subjects_of(text), "measures", Status.MENTIONED)
    assert ruled(subjects_of(text), made).elements["measures"].stands
    assert not ruled(subjects_of(text + ELSEWHERE), made).elements["measures"].stands


def test_superseded_decision_never_comes_back(subjects_of: Make) -> None:
    before = subjects_of(REPORT)
    first = on_element(before, "causes", Status.SUBSTANTIVE, quote="持证人员只有3人")
    second = on_element(before, "causes", Status.MISSING)
    rulings = ruled(subjects_of(REPORT + CAUSES), first, second)
    assert rulings.elements["causes"].decision == second
    assert not rulings.elements["causes"].stands


def test_draft_keeps_the_decision_that_was_made_on_it(subjects_of: Make) -> None:
    draft, final = subjects_of(REPORT), subjects_of(REPORT + CAUSES)
    on_draft = on_element(draft, "causes", Status.MISSING)
    on_final = on_element(final, "causes", Status.SUBSTANTIVE)
    assert ruled(draft, on_draft, on_final).elements["causes"].decision == on_draft
    assert ruled(final, on_draft, on_final).elements["causes"].decision == on_final


def test_element_decision_shows_on_its_finding_too(subjects_of: Make) -> None:
    subjects = subjects_of(REPORT)
    made = on_element(subjects, "causes", Status.MISSING)
    index = next(i for i, f in enumerate(subjects.result.findings)
                 if f.rule == "element.missing" and f.element == "causes")  # fmt: skip
    assert ruled(subjects, made).findings[index].decision == made


@pytest.mark.parametrize(
    ("quote", "said"),
    [("", "--quote"), ("的", "太短"), ("这句话报告里没有", "报告里没有"), ("××", "太短")],
)
def test_proof_is_asked_for_and_must_stand_in_the_report(
    subjects_of: Make, quote: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        on_element(subjects_of(REPORT), "causes", Status.SUBSTANTIVE, quote=quote)


def test_missing_takes_no_proof(subjects_of: Make) -> None:
    with pytest.raises(UsageError, match="不引原文"):
        on_element(subjects_of(REPORT), "causes", Status.MISSING, quote="持证人员只有3人")


def test_recorded_passage_shows_no_personal_data(subjects_of: Make) -> None:
    subjects = subjects_of(REPORT + "联系人：王某，手机13812345678。\n")
    made = on_finding(subjects, "privacy.phone")
    assert "13812345678" not in as_line(made).decode()
    assert all(r.stands for r in ruled(subjects, made).findings.values())
    other = subjects_of(REPORT + "联系人：王某，手机13812345679。\n")
    assert not any(r.stands for r in ruled(other, made).findings.values())


@pytest.fixture(scope="module")
def decided(subjects_of: Make) -> list[tuple[str, Subjects, list[Decision]]]:
    """Every verdict and finding of some reports, decided as the program says."""
    made = []
    for report in CORPUS[:6]:
        subjects = subjects_of(report.text, source=f"{report.name}.txt")
        decisions = [on_element(subjects, e.id, e.status) for e in subjects.result.elements]
        decisions += [
            reread(subjects.decide_finding(index, holds=True, by="张三"))
            for index, finding in enumerate(subjects.result.findings)
            if not finding.rule.startswith("element.")
        ]
        made.append((str(report.text), subjects, decisions))
    return made


def test_all_decisions_on_real_reports_stand_on_the_same_report(
    decided: list[tuple[str, Subjects, list[Decision]]],
) -> None:
    for _, subjects, decisions in decided:
        states = rule_on(subjects, decisions).states
        assert set(states.values()) == {State.STANDS}
        assert len(states) == len(decisions)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_idle_edits_of_real_reports_change_no_decision(
    decided: list[tuple[str, Subjects, list[Decision]]], subjects_of: Make, data: st.DataObject
) -> None:
    """Spaces, blank lines and a sentence about nothing somewhere between two paragraphs."""
    text, subjects, decisions = data.draw(st.sampled_from(decided))
    lines = text.split("\n")
    body = [n for n, line in enumerate(lines) if line.endswith("。")]
    at = data.draw(st.sampled_from(body))
    lines.insert(at + 1, data.draw(st.sampled_from(["", ELSEWHERE, "\u3000"])))
    if data.draw(st.booleans()):
        lines = [f"\u3000\u3000{line}" for line in lines]
    later = subjects_of("\n".join(lines), source=subjects.file)
    if (later.issuer, later.year) != (subjects.issuer, subjects.year):
        return
    states = rule_on(later, decisions).states
    lapsed = [d for d in decisions if states[d.id] is State.LAPSED]
    # What the program itself now judges otherwise is for the reviewer.
    assert not [d for d in lapsed if d.rule is None and _same(d, subjects, later)]
    assert not [d for d in lapsed if d.passages and d.rule is not None]


def _same(made: Decision, before: Subjects, after: Subjects) -> bool:
    assert made.element is not None
    one, other = (s.result.element(made.element) for s in (before, after))
    return one.status is other.status and before.seen(one) == after.seen(other)

"""Decisions become labels that the corpus reader accepts, and only what was decided is in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluation.corpus_lint import lint_corpus
from analyzer.evaluation.decided import export_labels
from analyzer.evaluation.labels import LabelledReport, read_corpus
from analyzer.evaluation.mutations import make_variants
from analyzer.evaluation.observation.observe import observe
from analyzer.lexicon.schema import Pack
from analyzer.model.report import Status
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision
from analyzer.review.matching import rule_on
from analyzer.review.subjects import Subjects
from tests.conftest import CORPUS, ROOT

FAULTY = next(report for report in CORPUS if report.name == "yanhu-district-2025")


@pytest.fixture
def subjects(analyzer: Analyzer) -> Subjects:
    return Subjects(analyzer.analyze(FAULTY.text, source="砚湖区.docx"))


def exported(
    folder: Path, pack: Pack, *made: tuple[Subjects, list[Decision]]
) -> list[LabelledReport]:
    export_labels(
        [(subjects.result, rule_on(subjects, decisions)) for subjects, decisions in made], folder
    )
    reports = list(read_corpus(folder))
    ids = tuple(element.id for element in pack.elements)
    assert lint_corpus(folder, element_ids=ids, rule_ids=pack.rules).faults == ()
    return reports


def finding(subjects: Subjects, rule: str, *, holds: bool) -> Decision:
    index = next(i for i, f in enumerate(subjects.result.findings) if f.rule == rule)
    return subjects.decide_finding(index, holds=holds, by="张三")


def test_labels_hold_what_was_confirmed_or_corrected_and_nothing_else(
    subjects: Subjects, pack: Pack, tmp_path: Path
) -> None:
    made = [
        subjects.decide_element("causes", Status.SUBSTANTIVE, by="张三", because='是: "对"'),
        subjects.decide_element("openness", Status.MISSING, by="李四"),
        subjects.decide_element("leadership_duty", Status.MISSING, by="李四"),
        subjects.decide_element("next_plan", Status.SUBSTANTIVE, by="张三", quote="每季度会商一次"),
        finding(subjects, "leftover.placeholder", holds=True),
        finding(subjects, "year.stale", holds=False),
    ]
    (report,) = exported(tmp_path / "标注", pack, (subjects, made))
    label = report.label
    assert label.partial
    assert {key: element.status for key, element in label.elements.items()} == {
        "causes": Status.SUBSTANTIVE, "openness": Status.MISSING,
        "leadership_duty": Status.MISSING, "next_plan": Status.SUBSTANTIVE,
    }  # fmt: skip
    (proof,) = label.elements["next_plan"].quotes
    assert "每季度会商一次" in proof
    assert [(f.rule, f.quote) for f in label.findings] == [("leftover.placeholder", "××")]
    assert [(f.rule, f.quote) for f in label.dismissed] == [("year.stale", "2024年")]
    assert (label.issuer, label.reporting_year) == ("砚湖区人民政府", 2025)
    assert "张三" in label.notes
    assert '是: "对"' in label.notes


def test_personal_data_leaves_the_office_masked(
    subjects: Subjects, pack: Pack, tmp_path: Path
) -> None:
    made = [
        subjects.decide_element("causes", Status.SUBSTANTIVE, by="张三"),
        finding(subjects, "privacy.phone", holds=True),
    ]
    (report,) = exported(tmp_path, pack, (subjects, made))
    assert "13900000527" not in report.text.text
    assert "139******27" in report.text.text
    assert len(report.text.text) == len(FAULTY.text.text)
    # Where the number cannot be seen, no program finds it.
    assert report.label.findings == ()


def test_finding_is_labelled_at_its_own_place(
    analyzer: Analyzer, pack: Pack, tmp_path: Path
) -> None:
    text = FAULTY.text.text.replace("举办", "举办××场")
    subjects = Subjects(analyzer.analyze(text, source="x.txt"))
    places = [i for i, f in enumerate(subjects.result.findings) if f.rule == "leftover.placeholder"]
    made = [subjects.decide_finding(places[1], holds=True, by="张三")]
    (report,) = exported(tmp_path, pack, (subjects, made))
    (label,) = report.label.findings
    start = -1
    for _ in range(label.n):
        start = text.index(label.quote, start + 1)
    assert start == subjects.result.findings[places[1]].start


def test_lapsed_and_stale_decisions_are_left_out(
    analyzer: Analyzer, subjects: Subjects, pack: Pack, tmp_path: Path
) -> None:
    made = [
        subjects.decide_element("leadership_duty", Status.MISSING, by="张三"),
        subjects.decide_element("causes", Status.SUBSTANTIVE, by="张三"),
        subjects.decide_element("openness", Status.SUBSTANTIVE, by="张三"),
    ]
    later = FAULTY.text.text.replace("在岗率不足六成", "在岗率不足五成") + "会议室窗帘已更换。\n"
    changed = Subjects(analyzer.analyze(later, source="x.txt"))
    rulings = rule_on(changed, made)
    assert rulings.elements["leadership_duty"].stands
    (report,) = exported(tmp_path, pack, (changed, made))
    assert set(report.label.elements) == {"openness"}


def test_reports_of_one_name_get_names_of_their_own(
    analyzer: Analyzer, pack: Pack, tmp_path: Path
) -> None:
    made = []
    for report in CORPUS[:3]:
        subjects = Subjects(analyzer.analyze(report.text, source=f"{report.name}/年度:报告?.txt"))
        first = subjects.result.elements[2]
        made.append((subjects, [subjects.decide_element(first.id, first.status, by="张三")]))
    reports = exported(tmp_path, pack, *made)
    assert [report.name for report in reports] == ["年度_报告_", "年度_报告_-2", "年度_报告_-3"]


def test_reviewer_says_what_is_a_report(analyzer: Analyzer, pack: Pack, tmp_path: Path) -> None:
    text = "平川县样例局2024年工作要点\n全年开展普法讲座12场。\n"
    subjects = Subjects(analyzer.analyze(text, source="x.txt"))
    assert not subjects.result.document.identity.is_report
    element = subjects.decide_element(
        "legal_education", Status.MENTIONED, by="张三", quote="普法讲座12场"
    )
    (report,) = exported(
        tmp_path / "一",
        pack,
        (subjects, [element, finding(subjects, "report.not-a-report", holds=True)]),
    )
    assert (report.label.is_report, report.label.elements) == (False, {})
    (report,) = exported(
        tmp_path / "二",
        pack,
        (subjects, [element, finding(subjects, "report.not-a-report", holds=False)]),
    )
    assert report.label.is_report
    assert list(report.label.elements) == ["legal_education"]


def test_evaluation_asks_only_what_was_decided(
    analyzer: Analyzer, subjects: Subjects, pack: Pack, tmp_path: Path
) -> None:
    made = [
        subjects.decide_element("causes", Status.SUBSTANTIVE, by="张三"),
        subjects.decide_element("next_plan", Status.SUBSTANTIVE, by="张三"),
        finding(subjects, "leftover.placeholder", holds=True),
        finding(subjects, "year.stale", holds=False),
    ]
    (report,) = exported(tmp_path, pack, (subjects, made))
    seen = observe("办公室", report, analyzer.analyze(report.text))
    assert +seen.tally == {
        ("status", "causes", Status.SUBSTANTIVE, Status.SUBSTANTIVE): 1,
        ("status", "next_plan", Status.SUBSTANTIVE, Status.MENTIONED): 1,
        ("finding", "leftover.placeholder", "right"): 1,
        ("finding", "year.stale", "false"): 1,
    }
    assert [one.name for one in seen.disagreements] == ["next_plan", "year.stale"]


def test_no_variants_are_made_of_what_is_labelled_in_part(
    subjects: Subjects, pack: Pack, tmp_path: Path
) -> None:
    made = [subjects.decide_element("causes", Status.SUBSTANTIVE, by="张三")]
    reports = exported(tmp_path, pack, (subjects, made))
    assert make_variants(reports, count=10, seed=0) == []
    assert make_variants([FAULTY], count=1, seed=0)


def test_folder_with_something_in_it_is_left_alone(subjects: Subjects, tmp_path: Path) -> None:
    (tmp_path / "留着.txt").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="已有内容"):
        export_labels([(subjects.result, rule_on(subjects, []))], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["留着.txt"]


def test_every_report_of_the_corpus_survives_the_way_out_and_back(
    analyzer: Analyzer, pack: Pack, tmp_path: Path
) -> None:
    made = []
    for report in CORPUS:
        subjects = Subjects(analyzer.analyze(report.text, source=f"{report.name}.txt"))
        decisions = [
            subjects.decide_element(e.id, e.status, by="张三") for e in subjects.result.elements
        ]
        decisions += [
            subjects.decide_finding(index, holds=True, by="张三")
            for index in range(len(subjects.result.findings))
        ]
        made.append((subjects, decisions))
    for report, (subjects, _) in zip(
        exported(tmp_path, pack, *made), sorted(made, key=lambda pair: pair[0].file), strict=True
    ):
        assert {key: label.status for key, label in report.label.elements.items()} == {
            element.id: element.status
            for element in subjects.result.elements
            if subjects.result.document.identity.is_report
        }


def test_command_writes_the_corpus(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from analyzer.commands.app import main

    report = shutil.copy(ROOT / "corpus/train/reports/yanhu-district-2025.txt", tmp_path)
    assert main(["review", str(report), "--export", str(tmp_path / "标注")]) == 2
    assert "还没有认定" in capfd.readouterr().err
    assert main(["review", str(report), "--reviewer", "张三", "--decide", "causes:对"]) == 0
    assert main(["review", str(report), "--export", str(tmp_path / "标注")]) == 0
    assert "导出 1 份报告，1 个要素和 0 条问题" in capfd.readouterr().out
    (found,) = read_corpus(tmp_path / "标注")
    assert list(found.label.elements) == ["causes"]

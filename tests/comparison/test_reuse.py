"""Findings about reused text: another body's name, an earlier year's figures."""

from __future__ import annotations

import pytest

from analyzer.comparison.copying.find import find_copies
from analyzer.comparison.copying.findings import find_reuse
from analyzer.comparison.copying.names import naming
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record, record_of
from analyzer.model.report import Finding
from analyzer.pipeline import Analyzer
from tests.comparison.reports import PASSAGE, SECOND, report, shared

OTHER = "青阳县水利局"


def reuse(pack: Pack, *records: Record) -> list[tuple[int, Finding]]:
    submitted = Submissions(records, pack)
    return find_reuse(records, find_copies(records, submitted), submitted, pack)


def findings(pack: Pack, *records: Record) -> list[tuple[int, str, str]]:
    found = reuse(pack, *records)
    for number, finding in found:
        assert finding.start is not None
        assert records[number].text[finding.start : finding.end] == finding.text
        assert finding.advice
    return [(number, finding.rule, finding.text) for number, finding in found]


@pytest.mark.parametrize(
    ("issuer", "above", "place", "office", "rank"),
    [
        ("平川县水利局", "", "平川县", "水利局", 2),
        ("临江市平川县水利局", "临江市", "平川县", "水利局", 2),
        ("临岚市枫浦区市场监督管理局", "临岚市", "枫浦区", "市场监督管理局", 2),
        ("临岚市市场监督管理局", "", "临岚市", "市场监督管理局", 3),
        ("青桁区人民政府北泓街道办事处", "青桁区", "北泓街道", "办事处", 1),
        ("栖霖县雁浦镇人民政府", "栖霖县", "雁浦镇", "人民政府", 1),
        ("岚州市人民政府", "", "岚州市", "人民政府", 3),
        ("国家税务总局青箩县税务局", "", "青箩县", "税务局", 2),
        ("大北省人民政府", "", "大北省", "人民政府", 4),
        ("水利局", "", "", "水利局", 0),
        (None, "", "", "", 0),
    ],
)
def test_a_name_is_taken_apart(
    issuer: str | None, above: str, place: str, office: str, rank: int
) -> None:
    taken = naming(issuer)
    assert (taken.above, taken.place, taken.office, taken.rank) == (above, place, office, rank)


def test_the_other_name_in_a_copied_passage_is_an_error(analyzer: Analyzer, pack: Pack) -> None:
    said = PASSAGE.replace("全年", "青阳县全年")
    records = report(analyzer, said), report(analyzer, said, issuer=OTHER)
    assert findings(pack, *records) == [(0, "reuse.other-body", "青阳县")]


def test_the_office_next_door_in_a_copied_passage_is_an_error(
    analyzer: Analyzer, pack: Pack
) -> None:
    said = PASSAGE.replace("全年", "平川县教育局全年")
    records = report(analyzer, said), report(analyzer, said, issuer="平川县教育局")
    assert findings(pack, *records) == [(0, "reuse.other-body", "平川县教育局")]


def test_a_body_that_a_report_works_with_is_no_error(analyzer: Analyzer, pack: Pack) -> None:
    both = PASSAGE.replace("全年", "与青阳县联合巡河，平川县派船，青阳县派人，")
    records = report(analyzer, both), report(analyzer, both, issuer=OTHER)
    assert findings(pack, *records) == []
    known = "两县河长在青阳县开过碰头会，定下巡河的日子。"
    said = PASSAGE.replace("全年", "青阳县全年")
    records = report(analyzer, known, said), report(analyzer, said, issuer=OTHER)
    assert findings(pack, *records) == []


@pytest.mark.parametrize(
    "said",
    [
        "青阳县水利局坚持把法治建设与水利工作同部署，全年召开会议4次。",
        "2024年，青阳县人民政府印发河道管理办法1件。",
    ],
)
def test_another_places_body_as_subject_is_an_error(
    said: str, analyzer: Analyzer, pack: Pack
) -> None:
    ((number, rule, text),) = findings(pack, report(analyzer, said))
    assert (number, rule) == (0, "reuse.other-body")
    assert text.startswith("青阳县")


@pytest.mark.parametrize(
    "said",
    [
        "临江市水利局对我县开展督察，反馈问题3个，全部整改。",
        "临江市人民政府印发河道管理办法，我局组织学习2次。",
        "青阳县水利局来我局考察，交流执法案卷制作经验。",
        "青阳县人民法院开庭审理涉水行政案件2件，我局负责人全部出庭。",
        "青阳镇人民政府建立护渠队，我局派员指导6次。",
        "平川县人民政府印发河道管理办法1件。",
        "年底县政府组织考核，我局得分第二。",
        "我局赴青阳县学习河道采砂管理的做法。",
    ],
)
def test_a_name_with_a_reason_to_be_there_is_no_error(
    said: str, analyzer: Analyzer, pack: Pack
) -> None:
    assert findings(pack, report(analyzer, said)) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [("signature", "青阳县水利局"), ("addressee", "青阳县人民政府：")],
)
def test_another_places_body_that_signs_or_is_addressed_is_an_error(
    line: str, named: str, analyzer: Analyzer, pack: Pack
) -> None:
    addressee = named if line == "addressee" else "平川县人民政府："
    signature = named if line == "signature" else "平川县水利局"
    text = (
        f"平川县水利局2024年法治政府建设年度报告\n{addressee}\n"
        f"一、主要举措\n{PASSAGE}\n二、存在的不足\n案卷做得粗。\n{signature}\n2025年1月20日"
    )
    ((_, rule, said),) = findings(pack, record_of(analyzer.analyze(text, source="a")))
    assert (rule, said) == ("reuse.other-body", named)


def test_an_unchanged_passage_of_the_year_before_is_a_warning(
    analyzer: Analyzer, pack: Pack
) -> None:
    records = report(analyzer, PASSAGE, year=2023), report(analyzer, PASSAGE, year=2024)
    ((number, rule, text),) = findings(pack, *records)
    assert (number, rule) == (1, "reuse.previous-year")
    assert PASSAGE in text


def test_changed_figures_are_no_warning(analyzer: Analyzer, pack: Pack) -> None:
    changed = PASSAGE.replace("12次", "15次").replace("7件", "9件")
    records = report(analyzer, PASSAGE, year=2023), report(analyzer, changed, year=2024)
    assert findings(pack, *records) == []
    assert len(shared(*records)) == 1


def test_a_passage_without_figures_is_no_warning(analyzer: Analyzer, pack: Pack) -> None:
    said = SECOND.replace("初一十五", "逢集")
    records = report(analyzer, said, year=2023), report(analyzer, said, year=2024)
    assert findings(pack, *records) == []


def test_how_many_places_and_posts_there_are_is_no_warning(analyzer: Analyzer, pack: Pack) -> None:
    said = "巡河护渠的规矩覆盖沿河四个乡镇、23个村，3名公职律师轮流到河埠头坐班，船家有话当面讲。"
    records = report(analyzer, said, year=2023), report(analyzer, said, year=2024)
    assert len(shared(*records)) == 1
    assert findings(pack, *records) == []
    done = said.replace("轮流", "全年48次")
    records = report(analyzer, done, year=2023), report(analyzer, done, year=2024)
    assert [rule for _, rule, _ in findings(pack, *records)] == ["reuse.previous-year"]


def test_a_stale_year_is_named_though_figures_changed(analyzer: Analyzer, pack: Pack) -> None:
    said = PASSAGE.replace("全年", "2023年汛期")
    records = (
        report(analyzer, said, year=2023),
        report(analyzer, said.replace("12次", "15次"), year=2024),
    )
    found = reuse(pack, *records)
    assert ["2023年" in finding.message for _, finding in found] == [True]
    back = said.replace("2023年汛期", "自2023年以来")
    records = (
        report(analyzer, back, year=2023),
        report(analyzer, back.replace("12次", "15次"), year=2024),
    )
    assert findings(pack, *records) == []


def test_a_passage_of_three_years_is_told_of_once_a_report(analyzer: Analyzer, pack: Pack) -> None:
    records = tuple(report(analyzer, PASSAGE, year=year) for year in (2022, 2023, 2024))
    found = reuse(pack, *records)
    assert [(number, "2023年" in f.message) for number, f in found] == [(1, False), (2, True)]


def test_a_rule_that_the_pack_has_not_says_nothing(analyzer: Analyzer, pack: Pack) -> None:
    records = report(analyzer, PASSAGE, year=2023), report(analyzer, PASSAGE, year=2024)
    rules = {key: rule for key, rule in pack.rules.items() if key != "reuse.previous-year"}
    silent = pack.model_copy(update={"rules": rules})
    assert reuse(silent, *records) == []

"""Who has reported, who has not, who is not on the list; how each match was made; who was late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from analyzer.comparison.bodies import Bodies
from analyzer.comparison.roster import (
    Basis,
    Entry,
    How,
    Roster,
    RosterResult,
    deadline_findings,
    hold_against,
    read_roster,
    roster_findings,
    timeliness,
)
from analyzer.lexicon.load import load
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Level
from analyzer.model.record import Record
from analyzer.model.report import Severity
from tests.comparison.records import Day, record
from tests.lexicon.conftest import HEAD


def roster(*lines: str, folder: Path) -> Roster:
    """Returns the roster of lines of 单位,别名,层级,应报."""
    path = folder / "名单.csv"
    path.write_text("单位,别名,层级,应报\n" + "\n".join(lines), encoding="utf-8")
    return read_roster(path)


def held(listed: Roster, records: Sequence[Record], pack: Pack, year: int = 2024) -> RosterResult:
    bodies = Bodies([r.issuer for r in records], pack, listed.names)
    return hold_against(listed, records, bodies, year)


def messages(result: RosterResult, pack: Pack, rule: str) -> list[str]:
    return [f.message for f in roster_findings(result, pack) if f.rule == rule]


# -- Matching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "issuer", "how"),
    [
        ("平川县司法局", "平川县司法局", How.EXACT),
        ("平川县司法局", "平川县 司法局（盖章）", How.EXACT),
        ("平川县司法局", "安岭市平川县司法局", How.NORMALISED),
        ("平川县人民政府", "平川县政府", How.NORMALISED),
        ("平川县交通运输局", "平川县交通局", How.ALIAS),
        ("平川县发展和改革委员会", "平川县发改委", How.ALIAS),
        ("平川县农业农村局", "平川县农业局", How.ALIAS),
        ("平川县司法局", "县司法局", How.CONTEXT),
        ("平川县司法局", "司法局", How.CONTEXT),
        ("平川县河西镇人民政府", "河西镇政府", How.CONTEXT),
        ("平川县老干部活动站,老年之家", "老年之家", How.ALIAS),
    ],
)
def test_match_says_how_it_was_made(
    entry: str, issuer: str, how: How, pack: Pack, tmp_path: Path
) -> None:
    listed = roster(entry, "平川县统计局", folder=tmp_path)
    result = held(listed, [record(issuer, 2024)], pack)
    (found,) = result.submitted
    assert found.entry is listed.entries[0]
    assert [match.how for match in found.matches] == [how]
    assert result.unlisted == ()
    assert [missing.entry.name for missing in result.missing] == ["平川县统计局"]


def test_missing_body_is_an_error_and_a_stranger_a_hint(pack: Pack, tmp_path: Path) -> None:
    listed = roster("平川县司法局", "平川县财政局", folder=tmp_path)
    records = [record("平川县司法局", 2024), record("平川县气象局", 2024, source="q.docx")]
    result = held(listed, records, pack)
    findings = list(roster_findings(result, pack))
    assert [(f.rule, f.severity) for f in findings] == [
        ("roster.not-submitted", Severity.ERROR),
        ("roster.unlisted", Severity.INFO),
    ]
    assert findings[0].message == "平川县财政局没有报送 2024 年度报告（名单第 3 行）"
    assert findings[1].message == "平川县气象局报送了，但不在名单上"
    assert all(f.advice for f in findings)


def test_body_that_need_not_report_is_not_missed_but_counts_if_it_does(
    pack: Pack, tmp_path: Path
) -> None:
    listed = roster("平川县司法局,,,否", "平川县财政局,,,否", folder=tmp_path)
    result = held(listed, [record("平川县司法局", 2024)], pack)
    assert result.missing == ()
    assert [s.entry.name for s in result.submitted] == ["平川县司法局"]


@pytest.mark.parametrize(
    ("handed_in", "said"),
    [
        (
            record("平川县财政局", 2024, source="通知.docx", is_report=False),
            "“通知.docx”不是年度报告",
        ),
        (record("平川县财政局", None, source="无年.docx"), "“无年.docx”看不出年度"),
    ],
)
def test_what_came_in_instead_is_told(
    handed_in: Record, said: str, pack: Pack, tmp_path: Path
) -> None:
    result = held(roster("平川县财政局", folder=tmp_path), [handed_in], pack)
    assert messages(result, pack, "roster.not-submitted")[0].endswith(f"；报来的 {said}")
    assert result.unlisted == ()


def test_report_of_another_year_does_not_count(pack: Pack, tmp_path: Path) -> None:
    listed = roster("平川县财政局", folder=tmp_path)
    result = held(listed, [record("平川县财政局", 2023)], pack)
    assert len(result.missing) == 1
    assert "报来的" not in messages(result, pack, "roster.not-submitted")[0]


def test_several_reports_of_one_body_are_all_shown(pack: Pack, tmp_path: Path) -> None:
    listed = roster("平川县交通运输局", folder=tmp_path)
    records = [
        record("平川县交通运输局", 2024, source="b.docx"),
        record("平川县交通局", 2024, source="a.docx"),
    ]
    (found,) = held(listed, records, pack).submitted
    assert [match.record.source for match in found.matches] == ["a.docx", "b.docx"]


def test_body_that_is_listed_twice_is_told(pack: Pack, tmp_path: Path) -> None:
    listed = roster("平川县交通运输局", "平川县司法局", "平川县交通局", folder=tmp_path)
    result = held(listed, [record("平川县交通局", 2024)], pack)
    assert [[e.row for e in entries] for entries in result.repeated] == [[2, 4]]
    assert [s.entry.row for s in result.submitted] == [2]
    assert [m.entry.name for m in result.missing] == ["平川县司法局"]


def test_alias_never_takes_another_body_its_own_name(pack: Pack, tmp_path: Path) -> None:
    listed = roster("平川县文化馆,平川县图书馆", "平川县图书馆", folder=tmp_path)
    result = held(listed, [record("平川县图书馆", 2024)], pack)
    assert [s.entry.name for s in result.submitted] == ["平川县图书馆"]
    assert [[e.row for e in entries] for entries in result.repeated] == [[3, 2]]
    assert [missing.entry.name for missing in result.missing] == ["平川县文化馆"]


@pytest.mark.parametrize(
    ("entry", "slip"),
    [
        ("平川县农业农村局", "平川县农业农材局"),
        ("平川县人力资源和社会保障局", "平川县人力资源和社会保障厅"),
        ("平川县河西镇人民政府", "平川县河酉镇人民政府"),
        ("农业农村局", "平川县农业农材局"),
    ],
)
def test_slip_is_asked_about_and_never_matched(
    entry: str, slip: str, pack: Pack, tmp_path: Path
) -> None:
    result = held(roster(entry, folder=tmp_path), [record(slip, 2024)], pack)
    assert result.submitted == ()
    assert f"名称相近的“{slip}”" in messages(result, pack, "roster.not-submitted")[0]
    assert f"名称相近的“{entry}”" in messages(result, pack, "roster.unlisted")[0]


def test_two_known_offices_are_no_slip_of_each_other(pack: Pack, tmp_path: Path) -> None:
    result = held(roster("平川县财政局", folder=tmp_path), [record("平川县民政局", 2024)], pack)
    assert (result.missing[0].near, result.unlisted[0].near) == ((), ())


def test_short_name_in_a_roster_of_two_counties_is_left_to_a_person(
    pack: Pack, tmp_path: Path
) -> None:
    listed = roster("平川县司法局", "柘川县司法局", folder=tmp_path)
    result = held(listed, [record("县司法局", 2024)], pack)
    assert len(result.missing) == 2
    (message,) = messages(result, pack, "roster.unlisted")
    assert message.startswith("县司法局没有对上名单：“县”没有写明，名单里有 平川县、柘川县")


def test_report_without_a_body_is_told_by_its_file(pack: Pack, tmp_path: Path) -> None:
    result = held(roster("平川县司法局", folder=tmp_path), [record(None, 2024)], pack)
    assert messages(result, pack, "roster.unlisted") == ["“a.docx”没有对上名单：看不出报送单位"]


def test_merged_body_is_expected_under_its_new_name_only_afterwards(
    pack: Pack, tmp_path: Path
) -> None:
    listed = roster("平川县市场监督管理局", folder=tmp_path)
    after = held(listed, [record("平川县工商局", 2020)], pack, 2020)
    assert len(after.submitted) == 1
    before = held(listed, [record("平川县工商局", 2015)], pack, 2015)
    assert before.submitted == ()


# -- Deadlines ------------------------------------------------------------------------------------


def entry(submitted: date | None = None, level: Level | None = None) -> Entry:
    return Entry(row=2, name="平川县司法局", level=level, submitted=submitted, extra={})


LATE = Severity.WARNING
HINT = Severity.INFO
DEPARTMENT, COUNTY, TOWN = Level.DEPARTMENT, Level.COUNTY, Level.TOWNSHIP


@pytest.mark.parametrize(
    ("issuer", "level", "year", "submitted", "severity"),
    [
        # Departments: 1 March; the day itself is in time.
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 2, 28), None),
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 3, 1), None),
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 3, 2), LATE),
        ("平川县司法局", DEPARTMENT, 2019, date(2020, 3, 2), LATE),
        # Governments of cities and counties likewise; of provinces a month later.
        ("平川县人民政府", COUNTY, 2024, date(2025, 3, 2), LATE),
        ("安岭市人民政府", Level.CITY, 2024, date(2025, 3, 2), LATE),
        ("江北省人民政府", Level.PROVINCE, 2024, date(2025, 3, 31), None),
        ("江北省人民政府", Level.PROVINCE, 2024, date(2025, 4, 2), LATE),
        # Whether the rule binds these is not certain.
        ("平川县河西镇人民政府", TOWN, 2024, date(2025, 3, 2), HINT),
        ("平川县河东街道办事处", TOWN, 2024, date(2025, 3, 2), HINT),
        ("平川县经济开发区管理委员会", COUNTY, 2024, date(2025, 3, 2), HINT),
        ("国家税务总局平川县税务局", DEPARTMENT, 2024, date(2025, 3, 2), HINT),
        ("平川县委全面依法治县委员会办公室", DEPARTMENT, 2024, date(2025, 3, 2), HINT),
        # Before the regulation of 2019: the first quarter; before 2015: nothing.
        ("平川县司法局", DEPARTMENT, 2017, date(2018, 3, 20), None),
        ("平川县司法局", DEPARTMENT, 2017, date(2018, 4, 1), LATE),
        ("平川县司法局", DEPARTMENT, 2013, date(2014, 9, 1), None),
        # What is not known is not held against anybody.
        ("平川县司法局", None, 2024, date(2025, 9, 1), None),
        ("平川县司法局", DEPARTMENT, None, date(2025, 9, 1), None),
    ],
)
def test_day_of_submission_is_held_against_the_law_for_the_kind_of_body(
    issuer: str,
    level: Level | None,
    year: int | None,
    submitted: date,
    severity: Severity | None,
    pack: Pack,
) -> None:
    time = timeliness(record(issuer, year, level=level), pack.deadlines, entry(submitted))
    assert time.basis is Basis.SUBMITTED
    found = list(deadline_findings([time], pack))
    assert [f.severity for f in found] == ([severity] if severity else [])
    for finding in found:
        assert finding.rule == "deadline.late"
        assert f"报送日期 {submitted}" in finding.message
        assert finding.legal_basis.startswith("《")
        assert ("以当地要求为准" in finding.message) is (severity is HINT)


@pytest.mark.parametrize(
    ("submitted", "published", "written", "basis", "severity", "said"),
    [
        (date(2025, 2, 1), (2025, 5, 1), (2025, 4, 30), Basis.SUBMITTED, None, ""),
        (date(2025, 3, 5), (2025, 3, 1), None, Basis.SUBMITTED, LATE, "迟于报送期限 3月1日 4 天"),
        (None, (2025, 4, 1), (2025, 3, 20), Basis.PUBLISHED, None, ""),
        (
            None,
            (2025, 4, 9),
            None,
            Basis.PUBLISHED,
            LATE,
            "迟于公开期限 4月1日 8 天；按网页的发布时间",
        ),
        (None, None, (2025, 3, 20), Basis.WRITTEN, HINT, "迟于报送期限 3月1日 19 天；没有报送日期"),
        (None, None, (2025, 2, 20), Basis.WRITTEN, None, ""),
        (None, None, (2025, 2, 30), None, None, ""),
        (None, None, None, None, None, ""),
    ],
)
def test_best_day_that_is_known_is_compared_and_named(
    submitted: date | None,
    published: Day | None,
    written: Day | None,
    basis: Basis | None,
    severity: Severity | None,
    said: str,
    pack: Pack,
) -> None:
    report = record("平川县司法局", 2024, published=published, written=written)
    time = timeliness(report, pack.deadlines, entry(submitted))
    assert time.basis is basis
    found = list(deadline_findings([time], pack))
    assert [f.severity for f in found] == ([severity] if severity else [])
    assert all(said in f.message for f in found)


def test_level_of_the_roster_goes_before_that_of_the_report(pack: Pack) -> None:
    report = record("平川县司法局", 2024, level=None)
    time = timeliness(report, pack.deadlines, entry(date(2025, 3, 2), DEPARTMENT))
    assert time.days_late == 1
    assert timeliness(report, pack.deadlines).deadline is None


def test_every_level_has_a_day_for_both_duties_from_2019_on(pack: Pack) -> None:
    for issuer, level in (
        ("江北省人民政府", Level.PROVINCE),
        ("安岭市人民政府", Level.CITY),
        ("平川县人民政府", COUNTY),
        ("平川县开发区管委会", COUNTY),
        ("平川县司法局", DEPARTMENT),
        ("平川县气象局", DEPARTMENT),
        ("河西镇人民政府", TOWN),
        ("河东街道办事处", TOWN),
    ):
        for year in (2019, 2024, 2030):
            report = record(issuer, year, level=level, published=(year + 1, 6, 1))
            assert timeliness(report, pack.deadlines).days_late == 61
            found = timeliness(report, pack.deadlines, entry(date(year + 1, 6, 1)))
            assert found.days_late in (61, 92)


def test_a_county_can_set_an_earlier_day(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD, encoding="utf-8")
    text = "期限表:\n  - {期限: 部门报送, 截止: 1月15日, 依据: [{文件: 平川县通知}]}\n"
    (tmp_path / "deadlines.yaml").write_text(text, encoding="utf-8")
    pack = load(tmp_path).pack
    time = timeliness(record("平川县司法局", 2024), pack.deadlines, entry(date(2025, 1, 16)))
    (finding,) = deadline_findings([time], pack)
    assert "迟于报送期限 1月15日 1 天" in finding.message
    assert finding.legal_basis == "《平川县通知》"


def test_severity_of_the_pack_holds_but_never_for_a_mere_sign(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    text = "规则说明:\n  - {规则: deadline.late, 级别: 错误}\n"
    (tmp_path / "rules" / "x.yaml").write_text(text, encoding="utf-8")
    pack = load(tmp_path).pack
    report = record("平川县司法局", 2024, written=(2025, 3, 20))
    sure = timeliness(report, pack.deadlines, entry(date(2025, 3, 20)))
    sign = timeliness(report, pack.deadlines)
    severities = [f.severity for f in deadline_findings([sure, sign], pack)]
    assert severities == [Severity.ERROR, Severity.INFO]

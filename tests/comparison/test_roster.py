"""Who has reported, who has not, who is not on the list; how each match was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analyzer.comparison.bodies import Bodies
from analyzer.comparison.roster import (
    How,
    Roster,
    RosterResult,
    hold_against,
    read_roster,
    roster_findings,
)
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record
from analyzer.model.report import Severity
from tests.comparison.records import record


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

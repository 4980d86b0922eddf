"""Who was late, by which day and which article; days on the edge; days that a county sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.roster import (
    Basis,
    Entry,
    Roster,
    deadline_findings,
    read_roster,
    timeliness,
)
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.deadlines import Deadline, Duty
from analyzer.lexicon.load import load, load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Level
from analyzer.model.record import Record
from analyzer.model.report import Finding, Severity
from tests.comparison.records import Day, record
from tests.lexicon.conftest import HEAD

PACK = load_pack()
LATE = Severity.WARNING
HINT = Severity.INFO
DEPARTMENT, COUNTY, TOWN = Level.DEPARTMENT, Level.COUNTY, Level.TOWNSHIP
# Kinds of bodies for which the law has different answers.
BODIES = [
    ("江北省人民政府", Level.PROVINCE),
    ("安岭市人民政府", Level.CITY),
    ("安岭市高新区管理委员会", Level.CITY),
    ("平川县人民政府", COUNTY),
    ("平川县开发区管委会", COUNTY),
    ("平川县司法局", DEPARTMENT),
    ("平川县国有资产监督管理委员会", DEPARTMENT),
    ("平川县风景名胜区管理委员会", DEPARTMENT),
    ("平川县气象局", DEPARTMENT),
    ("平川县委全面依法治县委员会办公室", DEPARTMENT),
    ("河西镇人民政府", TOWN),
    ("河东街道办事处", TOWN),
]
REGULATION = "《法治政府建设与责任落实督察工作规定》"

Overlay = Callable[[str], Pack]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Loads the built-in pack with deadlines of a county."""

    def loaded(deadlines: str) -> Pack:
        (tmp_path / "pack.yaml").write_text(HEAD, encoding="utf-8")
        (tmp_path / "deadlines.yaml").write_text(f"期限表:\n{deadlines}", encoding="utf-8")
        return load(tmp_path).pack

    return loaded


def entry(
    submitted: date | None = None, *, published: date | None = None, level: Level | None = None
) -> Entry:
    return Entry(
        row=2, name="平川县司法局", level=level, submitted=submitted, published=published, extra={}
    )


def late(pack: Pack, report: Record, listed: Entry | None = None) -> list[Finding]:
    return list(deadline_findings(timeliness([report], pack.deadlines, listed), pack))


# -- One duty -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "level", "year", "submitted", "severity"),
    [
        # Departments: 1 March; the day itself is in time.
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 2, 28), None),
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 3, 1), None),
        ("平川县司法局", DEPARTMENT, 2024, date(2025, 3, 2), LATE),
        ("平川县司法局", DEPARTMENT, 2019, date(2020, 3, 2), LATE),
        ("平川县国有资产监督管理委员会", DEPARTMENT, 2024, date(2025, 3, 4), LATE),
        # Governments of cities and counties likewise; of provinces a month later.
        ("平川县人民政府", COUNTY, 2024, date(2025, 3, 2), LATE),
        ("安岭市人民政府", Level.CITY, 2024, date(2025, 3, 2), LATE),
        ("江北省人民政府", Level.PROVINCE, 2024, date(2025, 3, 31), None),
        ("江北省人民政府", Level.PROVINCE, 2024, date(2025, 4, 2), LATE),
        # Whether the rule binds these is not certain.
        ("平川县河西镇人民政府", TOWN, 2024, date(2025, 3, 2), HINT),
        ("平川县河东街道办事处", TOWN, 2024, date(2025, 3, 2), HINT),
        ("平川县经济开发区管理委员会", COUNTY, 2024, date(2025, 3, 2), HINT),
        ("安岭市高新区管理委员会", Level.CITY, 2024, date(2025, 3, 2), HINT),
        ("国家税务总局平川县税务局", DEPARTMENT, 2024, date(2025, 3, 2), HINT),
        ("平川县委全面依法治县委员会办公室", DEPARTMENT, 2024, date(2025, 3, 2), HINT),
        # Before the regulation of 2019: the first quarter; before 2015: nothing.
        ("平川县司法局", DEPARTMENT, 2018, date(2019, 3, 31), None),
        ("平川县司法局", DEPARTMENT, 2018, date(2019, 4, 1), LATE),
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
    found = late(pack, record(issuer, year, level=level), entry(submitted))
    assert [f.severity for f in found] == ([severity] if severity else [])
    for finding in found:
        assert finding.rule == "deadline.late"
        assert f"报送日期 {submitted}" in finding.message
        assert finding.legal_basis.startswith("《")
        assert ("以当地要求为准" in finding.message) is (severity is HINT)


@pytest.mark.parametrize(
    ("submitted", "published", "written", "bases"),
    [
        (date(2025, 2, 1), (2025, 5, 1), (2025, 4, 30), [Basis.SUBMITTED, Basis.PUBLISHED]),
        (None, (2025, 4, 9), None, [Basis.PUBLISHED]),
        (None, None, (2025, 3, 20), [Basis.WRITTEN]),
        (None, (2025, 4, 9), (2025, 3, 20), [Basis.WRITTEN, Basis.PUBLISHED]),
        (None, (2025, 4, 9), (2025, 2, 30), [Basis.PUBLISHED]),
        (None, None, None, []),
    ],
)
def test_best_day_that_is_known_for_each_duty_is_compared(
    submitted: date | None,
    published: Day | None,
    written: Day | None,
    bases: list[Basis],
    pack: Pack,
) -> None:
    report = record("平川县司法局", 2024, published=published, written=written)
    found = timeliness([report], pack.deadlines, entry(submitted))
    assert [time.basis for time in found] == bases


def test_a_signature_is_only_a_sign(pack: Pack) -> None:
    (finding,) = late(pack, record("平川县司法局", 2024, written=(2025, 3, 20)))
    assert finding.severity is HINT
    assert "落款日期 2025-03-20，迟于报送期限 2025-03-01（部门报送）19 天" in finding.message
    assert "没有报送日期，只看落款" in finding.message
    assert late(pack, record("平川县司法局", 2024, written=(2025, 3, 1))) == []


def test_level_of_the_roster_goes_before_that_of_the_report(pack: Pack) -> None:
    report = record("平川县司法局", 2024, level=None, published=(2025, 6, 1))
    told = entry(date(2025, 3, 2), level=DEPARTMENT)
    assert [t.days_late for t in timeliness([report], pack.deadlines, told)] == [1, 61]
    assert timeliness([report], pack.deadlines) == ()


# -- Two duties -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("submitted", "published", "said"),
    [
        (date(2025, 2, 20), (2025, 3, 28), []),
        (date(2025, 3, 5), (2025, 3, 28), ["迟于报送期限 2025-03-01（部门报送）4 天"]),
        (date(2025, 2, 20), (2025, 4, 9), ["迟于公开期限 2025-04-01（部门公开）8 天"]),
        (
            date(2025, 3, 5),
            (2025, 4, 9),
            ["迟于报送期限 2025-03-01（部门报送）4 天", "迟于公开期限 2025-04-01（部门公开）8 天"],
        ),
    ],
)
def test_handing_in_and_publishing_are_held_each_against_its_own_day(
    submitted: date, published: Day, said: list[str], pack: Pack
) -> None:
    found = late(pack, record("平川县司法局", 2024, published=published), entry(submitted))
    assert len(found) == len(said)
    articles = {"报送": f"{REGULATION}（年度报告章）", "公开": f"{REGULATION}第二十四条"}
    for finding, words in zip(found, said, strict=True):
        assert words in finding.message
        assert finding.severity is LATE
        assert finding.legal_basis == articles[words[2:4]]
        # When a page went up is not for certain when the report was first made public.
        assert ("请核对首次公开的日期" in finding.message) is ("公开期限" in words)


def test_day_of_publication_in_the_roster_goes_before_that_of_a_page(pack: Pack) -> None:
    report = record("平川县司法局", 2024, published=(2025, 9, 1))
    assert late(pack, report, entry(published=date(2025, 4, 1))) == []
    (finding,) = late(pack, record("平川县司法局", 2024), entry(published=date(2025, 4, 3)))
    assert "公开日期 2025-04-03，迟于公开期限 2025-04-01（部门公开）2 天" in finding.message


@pytest.mark.parametrize(("issuer", "level"), BODIES)
def test_every_kind_of_body_has_one_day_for_each_duty_from_2019_on(
    issuer: str, level: Level, pack: Pack
) -> None:
    for year in (2019, 2024, 2030):
        day = date(year + 1, 6, 1)
        report = record(issuer, year, level=level)
        found = timeliness([report], pack.deadlines, entry(day, published=day))
        assert [time.deadline.duty for time in found] == [Duty.SUBMISSION, Duty.PUBLICATION]


# -- Reports of one body --------------------------------------------------------------------------


def test_the_first_of_several_files_of_a_body_counts_and_is_told_once(pack: Pack) -> None:
    reports = [
        record("平川县司法局", 2024, source="转载.html", published=(2025, 6, 1)),
        record("平川县司法局", 2024, source="原发.html", published=(2025, 4, 1)),
        record("平川县司法局", 2024, source="报送.docx", written=(2025, 2, 27)),
        record("平川县司法局", 2024, source="再报.docx", written=(2025, 3, 20)),
    ]
    assert [f.message for f in Submissions(reports, pack).findings(2024)] == []
    assert len(Submissions(reports[:1], pack).findings(2024)) == 1


def test_a_body_on_the_roster_is_told_once_for_all_of_its_files(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(
        "单位,报送日期,公开日期\n平川县交通运输局,2025-03-05,2025-04-03\n", encoding="utf-8"
    )
    listed: Roster = read_roster(path)
    assert listed.entries[0].published == date(2025, 4, 3)
    reports = [
        record("平川县交通运输局", 2024, source="a.docx"),
        record("平川县交通局", 2024, source="b.html", published=(2025, 5, 1)),
    ]
    said = [f.message for f in Submissions(reports, pack, listed).findings(2024)]
    assert said == [
        "平川县交通运输局 2024 年度报告报送日期 2025-03-05，迟于报送期限 2025-03-01（部门报送）4 天",
        "平川县交通运输局 2024 年度报告公开日期 2025-04-03，迟于公开期限 2025-04-01（部门公开）2 天",
    ]


# -- Days on the edge -----------------------------------------------------------------------------

_DEADLINES = st.sampled_from(PACK.deadlines)
_YEARS = st.integers(1990, 2099)


@given(_DEADLINES, st.data())
def test_the_day_itself_is_in_time_and_the_next_is_not(
    deadline: Deadline, data: st.DataObject
) -> None:
    year = data.draw(st.integers(deadline.since, min(deadline.until, 2098)))
    due = deadline.due(year)
    level = next(iter(deadline.whom.levels))
    report = record(f"平川县{''.join(deadline.whom.bodies[:1])}", year, level=level)
    for days in (-400, -1, 0, 1, data.draw(st.integers(2, 900))):
        day = due + timedelta(days=days)
        told = entry(day, published=day)
        by_name = {t.deadline.name: t for t in timeliness([report], PACK.deadlines, told)}
        assert by_name[deadline.name].days_late == max(0, days)


@given(_DEADLINES, _YEARS)
def test_a_deadline_counts_in_its_years_and_in_no_other(deadline: Deadline, year: int) -> None:
    day = date(year + 1, 12, 31)
    level = next(iter(deadline.whom.levels))
    report = record(f"平川县{''.join(deadline.whom.bodies[:1])}", year, level=level)
    found = {
        t.deadline.name for t in timeliness([report], PACK.deadlines, entry(day, published=day))
    }
    assert (deadline.name in found) is (deadline.since <= year <= deadline.until)


@pytest.mark.parametrize(
    ("written", "year", "due"),
    [
        ("3月1日", 2023, date(2024, 3, 1)),
        ("次年3月1日", 2023, date(2024, 3, 1)),
        # The end of February is the 29th in a leap year, 28 February is not.
        ("2月底", 2023, date(2024, 2, 29)),
        ("2月底", 2024, date(2025, 2, 28)),
        ("2月底", 2099, date(2100, 2, 28)),
        ("2月28日", 2023, date(2024, 2, 28)),
        ("1月底", 2024, date(2025, 1, 31)),
        ("当年12月20日", 2024, date(2024, 12, 20)),
        ("当年11月底", 2024, date(2024, 11, 30)),
        ("次年12月1日", 2024, date(2025, 12, 1)),
    ],
)
def test_how_a_day_may_be_written(written: str, year: int, due: date, overlay: Overlay) -> None:
    pack = overlay(
        f"  - {{期限: 县里, 事项: 报送, 适用: {{层级: [部门]}}, 截止: {written},"
        " 依据: [{文件: 通知}]}\n"
    )
    assert pack.deadlines[-1].due(year) == due


@pytest.mark.parametrize(
    ("submitted", "day"),
    [
        (date(2025, 3, 2), "星期六"),  # 1 March 2025 was a Saturday, the next a Sunday
        (date(2025, 3, 3), "星期六"),
        (date(2025, 3, 4), None),
        (date(2026, 3, 2), "星期日"),
        (date(2026, 3, 3), None),
        (date(2024, 3, 2), None),  # due on a Friday
    ],
)
def test_a_day_off_moves_nothing_but_is_told_where_it_may_matter(
    submitted: date, day: str | None, pack: Pack
) -> None:
    (finding,) = late(pack, record("平川县司法局", submitted.year - 1), entry(submitted))
    assert finding.severity is LATE
    note = f"期限当天是{day}，规定没有写顺延，当地准许顺延的请核对"
    assert (note in finding.message) is (day is not None)
    assert ("顺延" in finding.message) is (day is not None)


# -- Days that a county sets ----------------------------------------------------------------------


def test_a_county_can_put_its_own_day_in_place_of_the_one_in_the_pack(overlay: Overlay) -> None:
    pack = overlay("  - {期限: 部门报送, 截止: 1月15日, 依据: [{文件: 平川县通知}]}\n")
    (finding,) = late(pack, record("平川县司法局", 2024), entry(date(2025, 3, 16)))
    assert "迟于报送期限 2025-01-15（部门报送）60 天" in finding.message
    assert finding.legal_basis == "《平川县通知》"


@pytest.mark.parametrize(
    ("submitted", "bases"),
    [
        (date(2025, 1, 15), []),
        (date(2025, 2, 1), ["《平川县通知》第二条"]),
        (date(2025, 3, 2), ["《平川县通知》第二条", f"{REGULATION}（年度报告章）"]),
    ],
)
def test_a_county_can_add_an_earlier_day_and_both_are_named(
    submitted: date, bases: list[str], overlay: Overlay
) -> None:
    pack = overlay(
        "  - {期限: 县内报送, 事项: 报送, 适用: {层级: [部门]}, 截止: 1月15日,"
        " 依据: [{文件: 平川县通知, 条款: 第二条}]}\n"
    )
    found = late(pack, record("平川县司法局", 2024), entry(submitted))
    assert [f.legal_basis for f in found] == bases
    assert [f.severity for f in found] == [LATE] * len(bases)
    assert all(
        n in f.message for n, f in zip(("（县内报送）", "（部门报送）"), found, strict=False)
    )


def test_what_a_county_asks_goes_before_what_may_not_bind_at_all(overlay: Overlay) -> None:
    pack = overlay(
        "  - {期限: 乡镇按县里的, 事项: 报送, 适用: {层级: [乡镇街道]}, 截止: 4月30日,"
        " 依据: [{文件: 平川县通知}]}\n"
    )
    town = record("平川县河西镇人民政府", 2024, level=TOWN)
    assert late(pack, town, entry(date(2025, 4, 30))) == []
    (finding,) = late(pack, town, entry(date(2025, 5, 2)))
    assert (finding.severity, finding.legal_basis) == (LATE, "《平川县通知》")
    # A department still answers to the day of the regulation.
    assert len(late(pack, record("平川县司法局", 2024), entry(date(2025, 4, 30)))) == 1


def test_severity_of_the_pack_holds_but_never_for_a_mere_sign(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    text = "规则说明:\n  - {规则: deadline.late, 级别: 错误}\n"
    (tmp_path / "rules" / "x.yaml").write_text(text, encoding="utf-8")
    pack = load(tmp_path).pack
    report = record("平川县司法局", 2024, written=(2025, 3, 20))
    (sure,), (sign,) = late(pack, report, entry(date(2025, 3, 20))), late(pack, report)
    assert (sure.severity, sign.severity) == (Severity.ERROR, Severity.INFO)

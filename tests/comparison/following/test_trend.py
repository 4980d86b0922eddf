"""Bodies across years: who is one body, which years are compared, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.comparison.following.trend import trend
from analyzer.lexicon.load import load_pack
from analyzer.model.comparison import Aside
from analyzer.model.record import Record
from analyzer.model.report import Failure, Severity, Status
from analyzer.model.trend import Body, Trend
from tests.comparison.following.reports import record, report

AGAIN = "执法文书说理不够充分，32份中有7份没有写明裁量理由。"


def of(*records: Record) -> Trend:
    return trend(records, load_pack())


def body(*records: Record) -> Body:
    (found,) = of(*records).bodies
    return found


def dated(year: int, source: str = "", **parts: Any) -> Record:
    return record(report(year, **parts), source or f"{year}.txt")


def test_reports_come_by_year_with_what_changed() -> None:
    found = body(
        dated(2023, deeds=("主动公开政府信息40条，依申请公开答复5件。",)), dated(2022), dated(2024)
    )
    assert [point.year for point in found.points] == [2022, 2023, 2024]
    first, second, third = found.points
    assert (first.delta, dict(first.changes)) == (None, {})
    assert second.delta == round(second.score - first.score, 2) > 0
    change = second.changes["openness"]
    assert (change.before, change.after) == (Status.MISSING, Status.SUBSTANTIVE)
    back = third.changes["openness"]
    assert (back.before, back.after) == (Status.SUBSTANTIVE, Status.MISSING)


def test_years_without_a_report_are_told_and_not_bridged() -> None:
    found = body(dated(2020), dated(2023))
    assert found.gaps == (2021, 2022)
    assert found.points[1].delta is None
    assert (found.follow_up, found.repeated, found.findings) == ((), (), ())


def test_two_reports_of_a_year_are_both_shown_and_the_fuller_one_stands_for_it() -> None:
    short, full = dated(2023, "a.txt"), dated(2023, "b.txt", deeds=("案卷评查2次，评查40卷。",))
    found = body(dated(2022), short, full, dated(2024))
    assert [(point.record.source, point.duplicate, point.stands) for point in found.points] == [
        ("2022.txt", False, True),
        ("a.txt", True, False),
        ("b.txt", True, True),
        ("2024.txt", False, True),
    ]
    assert [(item.from_year, item.to_year) for item in found.follow_up] == [
        (2022, 2023),
        (2023, 2024),
    ]
    assert found.follow_up[0].passage is not None


def test_findings_name_the_report_in_which_their_place_is() -> None:
    earlier = dated(2022, plans=("建立取水户信用评价制度。",), shortcomings=(AGAIN,))
    later = dated(2023, shortcomings=(AGAIN,))
    found = body(earlier, later).findings
    assert [(f.finding.rule, f.finding.severity) for f in found] == [
        ("plan.not-followed-up", Severity.INFO),
        ("shortcoming.repeated", Severity.WARNING),
    ]
    for placed in found:
        start, end = placed.finding.start, placed.finding.end
        assert placed.record.text[start:end] == placed.finding.text
        assert placed.finding.advice
        assert placed.finding.legal_basis
    assert [placed.to_dict()["source"] for placed in found] == ["2022.txt", "2023.txt"]


def test_what_is_said_not_to_be_done_is_told_as_such() -> None:
    earlier = dated(2022, plans=("制定节水信用评价办法。",))
    found = body(earlier, dated(2023, deeds=("节水信用评价办法尚未制定。",)))
    (item,) = found.follow_up
    assert item.passage is not None
    assert "说没有做" in found.findings[0].finding.message


def test_bodies_are_kept_apart_and_come_by_name() -> None:
    found = of(dated(2022, issuer="甲县水务局"), dated(2023, issuer="乙县水务局"))
    assert [each.name for each in found.bodies] == ["乙县水务局", "甲县水务局"]
    assert not any(each.follow_up for each in found.bodies)


def test_who_is_one_body_can_be_told() -> None:
    records = [dated(2022, issuer="青禾县水利局"), dated(2023, issuer="青禾县水务局")]
    found = trend(records, load_pack(), body=lambda _: "水", issuer="水务")
    assert [[p.year for p in each.points] for each in found.bodies] == [[2022, 2023]]
    assert found.bodies[0].name == "青禾县水务局"
    assert len(found.bodies[0].follow_up) == 1


def test_what_cannot_be_placed_in_a_year_is_told_aside() -> None:
    letter = record("关于召开会议的通知\n各单位：\n定于3月2日开会。", "通知.txt")
    found = trend(
        [letter, dated(2022), dated(2023, issuer="甲县水务局")],
        load_pack(),
        issuer="青禾",
        failures=[Failure("坏.docx", "unreadable.damaged", "坏了")],
    )
    assert [each.name for each in found.bodies] == ["青禾县水务局"]
    assert [(r.source, why) for r, why in found.aside] == [
        ("通知.txt", Aside.NOT_A_REPORT),
        ("2023.txt", Aside.FILTERED),
    ]
    assert found.to_dict()["errors"][0]["source"] == "坏.docx"


def test_json_has_the_keys_of_the_contract() -> None:
    value = of(dated(2022, shortcomings=(AGAIN,)), dated(2023, shortcomings=(AGAIN,))).to_dict()
    (told,) = value["bodies"]
    assert {"issuer", "points", "follow_up", "repeated_shortcomings", "copied", "findings"} <= set(
        told
    )
    assert {"year", "source", "score", "status"} <= set(told["points"][0])
    assert {"from_year", "to_year", "plan", "status", "passage", "confidence"} <= set(
        told["follow_up"][0]
    )
    assert {"from_year", "to_year", "earlier", "later"} <= set(told["repeated_shortcomings"][0])
    assert "errors" in value


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["甲县水务局", "乙县水务局"]), st.integers(2019, 2024)),
        max_size=8,
    )
)
def test_every_report_is_shown_once_and_only_years_in_a_row_are_compared(
    told: list[tuple[str, int]],
) -> None:
    records = [dated(year, f"{n}.txt", issuer=name) for n, (name, year) in enumerate(told)]
    found = of(*records)
    shown = [point.record.source for each in found.bodies for point in each.points]
    assert sorted(shown) == sorted(record.source for record in records)
    for each in found.bodies:
        years = {point.year for point in each.points}
        assert set(each.gaps) == set(range(min(years), max(years))) - years
        assert sum(point.stands for point in each.points) == len(years)
        compared = {(item.from_year, item.to_year) for item in each.follow_up}
        assert compared == {(year, year + 1) for year in years if year + 1 in years}
    assert of(*records[::-1]).to_dict() == found.to_dict()


def test_what_does_not_apply_to_a_body_has_become_neither_better_nor_worse() -> None:
    def told(year: int, status: str, *, applies: bool) -> Record:
        made = dated(year)
        elements = [
            {**element, "status": status, "applies": applies}
            if element["id"] == "openness"
            else element
            for element in made.report["elements"]
        ]
        return replace(made, report={**made.report, "elements": elements})

    found = body(
        told(2021, "mentioned", applies=True),
        told(2022, "missing", applies=False),
        told(2023, "substantive", applies=False),
        told(2024, "missing", applies=True),
    )
    assert [point.changes.get("openness") for point in found.points] == [
        None,
        None,
        None,
        (Status.SUBSTANTIVE, Status.MISSING),
    ]

"""Who is compared with whom, and what is said of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.compare import Filter, compare
from analyzer.model.comparison import Aside
from analyzer.model.document import Level
from analyzer.model.record import Record
from analyzer.model.report import Failure

ELEMENTS = {"causes": "不足的原因", "openness": "政务公开"}


def record(
    name: str | None,
    score: float,
    *,
    year: int | None = 2024,
    level: str | None = "部门",
    is_report: bool = True,
    applies: bool = True,
    **statuses: str,
) -> Record:
    said = {"causes": "substantive", "openness": "substantive", **statuses}
    elements = [
        {"id": id_, "name": ELEMENTS[id_], "status": status, "applies": applies or id_ == "causes"}
        for id_, status in said.items()
    ]
    report: dict[str, Any] = {
        "issuer": name,
        "reporting_year": year,
        "level": level,
        "score": score,
        "grade": "合格",
        "is_report": is_report,
        "elements": elements,
    }
    return Record(source=f"{name}.txt", text="", report=report, told=())


def names(records: list[Record], wanted: Filter | None = None) -> list[str]:
    return [row.name for row in compare(records, ELEMENTS, wanted=wanted).rows]


def test_the_best_comes_first_and_equal_scores_share_a_rank() -> None:
    rows = compare([record("丙", 70), record("甲", 90), record("乙", 90)], ELEMENTS).rows
    assert [(row.rank, row.name) for row in rows] == [(1, "乙"), (1, "甲"), (3, "丙")]


def test_the_year_of_most_reports_is_compared_and_the_others_are_told() -> None:
    records = [
        record("甲", 90),
        record("乙", 80),
        record("丙", 70, year=2023),
        record("丁", 60, year=None),
        record("戊", 0, is_report=False),
    ]
    found = compare(records, ELEMENTS)
    assert (found.year, [row.name for row in found.rows]) == (2024, ["甲", "乙"])
    assert [(aside.issuer, why) for aside, why in found.aside] == [
        ("丙", Aside.OTHER_YEAR),
        ("丁", Aside.NO_YEAR),
        ("戊", Aside.NOT_A_REPORT),
    ]


def test_of_years_with_as_many_reports_the_later_is_compared() -> None:
    records = [record("甲", 90, year=2023), record("乙", 80, year=2024)]
    assert compare(records, ELEMENTS).year == 2024
    assert names(records, Filter(year=2023)) == ["甲"]


def test_nothing_to_compare_is_an_empty_comparison() -> None:
    found = compare([], ELEMENTS, failures=[Failure("坏.docx", "unreadable.damaged", "坏了")])
    assert (found.year, found.rows, len(found.failures)) == (None, (), 1)
    assert found.to_dict()["coverage"]["causes"] == {
        "substantive": 0,
        "mentioned": 0,
        "missing": 0,
        "not_applicable": 0,
    }


def test_coverage_counts_each_status_and_leaves_out_what_does_not_apply() -> None:
    records = [
        record("甲", 90, openness="missing", applies=False),
        record("乙", 80, openness="missing"),
        record("丙", 70, openness="mentioned", applies=False),
    ]
    assert compare(records, ELEMENTS).coverage["openness"] == {
        "substantive": 0,
        "mentioned": 1,
        "missing": 1,
        "not_applicable": 1,
    }


def test_peers_are_the_bodies_of_a_level_or_all_where_those_are_few() -> None:
    records = [
        *(record(f"局{score}", score) for score in (60, 70, 80)),
        *(record(f"镇{score}", score, level="乡镇街道") for score in (90, 100)),
    ]
    medians = {row.name: row.peers for row in compare(records, ELEMENTS).rows}
    assert medians["局60"] == 70
    assert medians["镇90"] == 80


def test_a_score_far_from_the_others_is_an_outlier() -> None:
    records = [record(f"局{n}", 80 + n % 3) for n in range(12)] + [record("差局", 30)]
    assert [row.name for row in compare(records, ELEMENTS).rows if row.outlier] == ["差局"]


def test_a_few_points_are_no_outlier_where_all_others_are_alike() -> None:
    records = [record(f"局{n}", 80) for n in range(12)] + [record("近局", 74)]
    assert not [row for row in compare(records, ELEMENTS).rows if row.outlier]


def test_two_reports_of_one_body_and_year_are_shown_both() -> None:
    rows = compare([record("甲", 90), record("甲", 60), record("乙", 70)], ELEMENTS).rows
    assert [(row.name, row.duplicate) for row in rows] == [
        ("甲", True),
        ("乙", False),
        ("甲", True),
    ]


def test_filters_choose_rows_and_leave_ranks_and_medians_as_they_are() -> None:
    records = [record(f"局{n}", 60 + n) for n in range(6)]
    records.append(record("镇", 99, level="乡镇街道", causes="missing"))
    worst = compare(records, ELEMENTS, wanted=Filter(worst=2))
    assert [(row.rank, row.name) for row in worst.rows] == [(6, "局1"), (7, "局0")]
    assert {row.peers for row in worst.rows} == {62.5}
    assert sum(why is Aside.FILTERED for _, why in worst.aside) == 5
    assert names(records, Filter(levels=frozenset({Level.TOWNSHIP}))) == ["镇"]
    assert names(records, Filter(elements=frozenset({"causes"}))) == ["镇"]


def test_json_has_the_keys_of_the_contract() -> None:
    value = compare([record("甲", 90, openness="missing")], ELEMENTS).to_dict()
    (row,) = value["rows"]
    assert {"issuer", "level", "year", "source", "score", "grade", "status"} <= set(row)
    assert row["status"] == {"causes": "substantive", "openness": "missing"}
    assert {"year", "rows", "coverage", "findings", "errors"} <= set(value)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("甲乙丙丁"),
            st.floats(0, 100),
            st.sampled_from([2023, 2024, None]),
            st.booleans(),
        ),
        max_size=20,
    ),
    st.integers(1, 5),
)
def test_every_record_is_either_shown_or_told_aside(
    told: list[tuple[str, float, int | None, bool]], worst: int
) -> None:
    records = [record(n, s, year=y, is_report=r) for n, s, y, r in told]
    found = compare(records, ELEMENTS, wanted=Filter(worst=worst))
    both = [id(row.record) for row in found.rows] + [id(aside) for aside, _ in found.aside]
    assert sorted(both) == sorted(map(id, records))
    assert len(found.rows) <= worst


@pytest.mark.parametrize("count", [1, 2, 3])
def test_ranks_never_run_past_the_number_of_reports(count: int) -> None:
    rows = compare([record(str(n), 50.0) for n in range(count)], ELEMENTS).rows
    assert [row.rank for row in rows] == [1] * count

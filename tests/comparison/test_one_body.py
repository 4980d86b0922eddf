"""Copies are told apart by body as everywhere else: however it is written, whatever it was called."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.comparison.copying.find import find_copies
from analyzer.comparison.copying.findings import find_reuse
from analyzer.comparison.copying.shared import SharedPassage
from analyzer.comparison.submissions import Submissions
from analyzer.lexicon.load import load, load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.record import Record, record_of
from analyzer.pipeline import Analyzer
from tests.comparison.reports import PASSAGE
from tests.lexicon.conftest import HEAD

NEIGHBOUR = "操场围墙拆了，孩子们上下学多走一条近路。"


def written(
    analyzer: Analyzer, issuer: str, said: str, year: int = 2024, folder: str = ""
) -> Record:
    text = (
        f"{issuer}{year}年法治政府建设年度报告\n一、主要举措和成效\n{said}\n"
        f"二、存在的不足\n案卷做得粗。\n{issuer}\n{year + 1}年1月20日"
    )
    return record_of(analyzer.analyze(text, source=f"{folder}{issuer}{year}.txt", issuer=issuer))


def passages(pack: Pack, *records: Record) -> tuple[SharedPassage, ...]:
    return find_copies(records, Submissions(records, pack)).passages


def other_bodies(pack: Pack, *records: Record) -> list[tuple[int, str]]:
    submitted = Submissions(records, pack)
    found = find_reuse(records, find_copies(records, submitted), submitted, pack)
    return [(number, told.text) for number, told in found if told.rule == "reuse.other-body"]


def overlaid(tmp_path: Path, bodies: str) -> Pack:
    (tmp_path / "pack.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "bodies.yaml").write_text(bodies, "utf-8")
    found = load(str(tmp_path))
    assert found.pack is not None
    return found.pack


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("平川县交通局", "平川县交通运输局"),
        ("县交通运输局", "平川县交通运输局"),
        ("平川县环保局", "平川县生态环境局"),
        ("临江市平川县卫健委", "平川县卫生健康局"),
        ("平川县旅游局", "平川县文化和旅游局"),
    ],
)
def test_a_body_that_is_called_otherwise_copied_from_itself(
    before: str, after: str, analyzer: Analyzer, pack: Pack
) -> None:
    records = (
        written(analyzer, before, PASSAGE, 2017),
        written(analyzer, after, PASSAGE, 2020),
        written(analyzer, "平川县教育局", NEIGHBOUR),
    )
    (passage,) = passages(pack, *records)
    assert passage.own
    submitted = Submissions(records, pack)
    found = find_reuse(records, find_copies(records, submitted), submitted, pack)
    assert [(number, told.rule) for number, told in found] == [(1, "reuse.previous-year")]


def test_the_clerks_own_table_counts(analyzer: Analyzer, tmp_path: Path) -> None:
    pack = overlaid(tmp_path, "机构叫法:\n  - {机构: 水利局, 又称: [河渠管护局]}\n")
    records = (
        written(analyzer, "平川县河渠管护局", PASSAGE, 2022),
        written(analyzer, "平川县水利局", PASSAGE, 2023),
    )
    assert [passage.own for passage in passages(pack, *records)] == [True]
    assert [passage.own for passage in passages(load_pack(), *records)] == [False]


def test_two_versions_of_a_report_under_two_spellings_are_not_compared(
    analyzer: Analyzer, pack: Pack
) -> None:
    records = (
        written(analyzer, "平川县交通局", PASSAGE),
        written(analyzer, "平川县交通运输局", PASSAGE),
    )
    assert passages(pack, *records) == ()


def test_bodies_that_were_merged_later_are_two_while_they_are(
    analyzer: Analyzer, pack: Pack
) -> None:
    records = (
        written(analyzer, "平川县工商局", PASSAGE, 2016),
        written(analyzer, "平川县质监局", PASSAGE, 2016),
        written(analyzer, "平川县市场监管局", PASSAGE, 2019),
    )
    found = {(p.a.report, p.b.report): p.own for p in passages(pack, *records)}
    assert found == {(1, 0): False, (2, 0): True, (2, 1): True}


def test_the_same_office_of_two_counties_is_two_bodies(analyzer: Analyzer, pack: Pack) -> None:
    records = [
        written(analyzer, "县交通局", PASSAGE, year, f"{county}/")
        for county, year in (("平川县", 2023), ("青阳县", 2024))
    ]
    assert [passage.own for passage in passages(pack, *records)] == [False]


def test_reports_of_nobody_are_of_two_bodies(analyzer: Analyzer, pack: Pack) -> None:
    text = f"法治政府建设年度报告\n一、主要举措和成效\n{PASSAGE}\n二、存在的不足\n案卷做得粗。"
    records = [record_of(analyzer.analyze(text, source=name)) for name in ("a", "b")]
    assert [record.issuer for record in records] == [None, None]
    assert [passage.own for passage in passages(pack, *records)] == [False]


# -- Names of the own body are no other body's ------------------------------------------------------


def test_a_place_that_was_renamed_is_not_elsewhere(analyzer: Analyzer, tmp_path: Path) -> None:
    pack = overlaid(tmp_path, "地名沿革:\n  - {地名: 平川区, 原名: [平原区]}\n")
    said = "平原区水利局坚持把法治建设与水利工作同部署，全年召开会议4次。"
    own = written(analyzer, "平川区水利局", said)
    assert other_bodies(pack, own) == []
    assert other_bodies(load_pack(), own) == [(0, "平原区水利局")]
    copied = PASSAGE.replace("全年", "平原区全年")
    records = (
        written(analyzer, "平川区水利局", copied),
        written(analyzer, "平原区教育局", copied, 2021),
    )
    assert other_bodies(pack, *records) == []
    assert other_bodies(load_pack(), *records) != []


def test_an_own_name_that_begins_with_anothers_is_the_own(analyzer: Analyzer, pack: Pack) -> None:
    said = PASSAGE.replace("全年", "平川县公安局交警大队全年")
    records = (
        written(analyzer, "平川县公安局交通警察大队", said),
        written(analyzer, "平川县公安局", said),
    )
    assert (0, "平川县公安局") not in other_bodies(pack, *records)


def test_a_former_name_of_the_own_body_is_the_own(analyzer: Analyzer, pack: Pack) -> None:
    said = PASSAGE.replace("全年", "平川县工商局全年")
    records = (
        written(analyzer, "平川县市场监管局", said, 2020),
        written(analyzer, "平川县工商局", said, 2016),
        written(analyzer, "平川县教育局", said, 2020),
    )
    # It stands for nothing of its own in the education bureau's report alone.
    assert other_bodies(pack, *records) == [(2, "平川县工商局")]


def test_the_name_of_another_body_stays_an_error_however_it_is_written(
    analyzer: Analyzer, pack: Pack
) -> None:
    said = PASSAGE.replace("全年", "平川县交通运输局全年")
    records = (
        written(analyzer, "平川县教育局", said),
        written(analyzer, "平川县交通局", said),
    )
    assert other_bodies(pack, *records) == [(0, "平川县交通运输局")]

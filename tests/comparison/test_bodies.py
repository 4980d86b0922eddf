"""How sure a key is and why; contexts, changes across years, duplicates; what holds of all names."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.comparison.bodies import Bodies, BodyKey, Certainty, duplicates
from analyzer.lexicon.load import load, load_pack
from analyzer.lexicon.schema import Pack
from analyzer.model.document import Level
from tests.comparison.records import record
from tests.conftest import CORPUS
from tests.lexicon.conftest import HEAD

COUNTY = ["平川县人民政府", "平川县司法局", "平川县河西镇人民政府"]
COUNTIES = [*COUNTY, "柘川县司法局", "柘川县河西镇人民政府"]


def key(
    bodies: Bodies,
    name: str,
    *,
    year: int | None = 2024,
    level: Level | None = None,
    source: str = "",
) -> BodyKey:
    found = bodies.key(name, year=year, level=level, source=source)
    assert found is not None
    return found


# -- Contexts -------------------------------------------------------------------------------------


def test_name_written_in_full_needs_nothing(pack: Pack) -> None:
    found = key(Bodies([], pack), "平川县司法局")
    assert found == BodyKey("平川县司法局", Certainty.WRITTEN)


def test_short_name_is_filled_in_where_there_is_one_county(pack: Pack) -> None:
    found = key(Bodies(COUNTY, pack), "县财政局")
    assert (found.name, found.certainty) == ("平川县财政局", Certainty.CONTEXT)
    assert "按本批材料认作平川县" in found.why


@pytest.mark.parametrize("name", ["县财政局", "财政局", "××县财政局", "河西镇政府", "县人民政府"])
def test_short_name_stays_open_where_there_are_two_counties(name: str, pack: Pack) -> None:
    found = key(Bodies(COUNTIES, pack), name)
    assert found.certainty is Certainty.OPEN
    assert "平川县、柘川县" in found.why
    assert not found.name.startswith(("平川县", "柘川县"))


@pytest.mark.parametrize("name", ["县财政局", "财政局", "河西镇政府"])
def test_short_name_without_any_context_stays_open(name: str, pack: Pack) -> None:
    assert key(Bodies([name], pack), name).certainty is Certainty.OPEN


def test_roster_goes_before_the_batch(pack: Pack) -> None:
    bodies = Bodies(COUNTIES, pack, roster=["柘川县司法局", "柘川县财政局"])
    found = key(bodies, "县财政局")
    assert found.name == "柘川县财政局"
    assert "按名单认作柘川县" in found.why


def test_folder_goes_before_the_roster(pack: Pack) -> None:
    bodies = Bodies(COUNTIES, pack, roster=["柘川县司法局"])
    found = key(bodies, "县财政局", source="报送/平川县/财政局2024.docx")
    assert found.name == "平川县财政局"
    assert key(bodies, "县财政局", source="报送\\平川县2024年\\a.docx").name == "平川县财政局"
    assert key(bodies, "县财政局", source="报送材料/a.docx").name == "柘川县财政局"


def test_bureau_of_the_city_is_told_from_that_of_the_county(pack: Pack) -> None:
    bodies = Bodies([*COUNTY, "安岭市教育局"], pack)
    assert key(bodies, "市财政局").name == "安岭市财政局"
    assert key(bodies, "县财政局").name == "平川县财政局"
    assert key(bodies, "财政局").certainty is Certainty.OPEN


OFFICES_OF_A_COUNTY = [
    "教育局",
    "财政局",
    "司法局",
    "民政局",
    "审计局",
    "统计局",
    "水利局",
    "气象局",
    "林业局",
]


def test_guest_from_the_city_does_not_open_the_names_of_a_county(pack: Pack) -> None:
    own = [f"平川县{office}" for office in OFFICES_OF_A_COUNTY]
    few = Bodies([*own, "安岭市公积金中心"], pack)
    assert key(few, "商务局").certainty is Certainty.OPEN
    many = [*own, *(f"平川县{town}镇人民政府" for town in ("河西", "河东"))]
    assert key(Bodies([*many, "安岭市公积金中心"], pack), "商务局").name == "平川县商务局"
    other = Bodies([*many, "柘川县公积金中心"], pack)
    assert key(other, "商务局").certainty is Certainty.OPEN


def test_counties_of_one_name_are_kept_apart_by_what_stands_above(pack: Pack) -> None:
    bodies = Bodies(["江北省鼓楼区司法局", "江南省鼓楼区司法局"], pack)
    names = {key(bodies, f"{province}鼓楼区司法局").name for province in ("江北省", "江南省")}
    assert names == {"江北省鼓楼区司法局", "江南省鼓楼区司法局"}
    assert key(bodies, "鼓楼区司法局").certainty is Certainty.OPEN


def test_level_tells_a_town_by_its_bare_name(pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    assert key(bodies, "河西", level=Level.TOWNSHIP).name == "平川县河西镇人民政府"
    assert key(bodies, "平川", level=Level.COUNTY).name == "平川县人民政府"
    assert key(bodies, "河西", level=Level.DEPARTMENT).name == "河西"


@pytest.mark.parametrize("name", [None, "", "  ", "　"])
def test_no_name_has_no_key(name: str | None, pack: Pack) -> None:
    assert Bodies([name], pack).key(name) is None


# -- Changes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("工商行政管理局", "市场监督管理局"),
        ("质监局", "市场监督管理局"),
        ("食药监局", "市场监督管理局"),
        ("旅游局", "文化和旅游局"),
        ("法制办", "司法局"),
        ("卫生局", "卫生健康委员会"),
    ],
)
def test_merged_bodies_are_two_before_and_one_after(old: str, new: str, pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    before = key(bodies, f"平川县{old}", year=2012)
    assert before.name != f"平川县{new}"
    assert before.line == before.heir == f"平川县{new}"
    after = key(bodies, f"平川县{old}", year=2022)
    assert (after.name, after.heir) == (f"平川县{new}", None)
    assert f"并入{new}" in after.why or "更名为" in after.why


def test_bodies_that_will_be_merged_do_not_meet_before(pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    names = {key(bodies, f"平川县{n}", year=2016).name for n in ("工商局", "质监局", "食药监局")}
    assert len(names) == 3


def test_what_others_were_merged_into_goes_on(pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    for year in (2012, 2018, 2024):
        assert key(bodies, "平川县司法局", year=year) == BodyKey("平川县司法局", Certainty.WRITTEN)


def test_split_does_not_go_on(pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    for year in (2015, 2022):
        found = key(bodies, "平川县民政局", year=year)
        assert (found.name, found.heir) == ("平川县民政局", None)


def test_renamed_body_is_one_across_the_years_and_says_why(pack: Pack) -> None:
    bodies = Bodies(COUNTY, pack)
    old = key(bodies, "平川县环保局", year=2015)
    assert old.name == key(bodies, "平川县生态环境局", year=2021).name
    assert old.certainty is Certainty.KNOWN
    assert "2018 年更名为生态环境局" in old.why


# -- Overlays -------------------------------------------------------------------------------------


def local(tmp_path: object, text: str) -> Pack:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "bodies.yaml").write_text(text, encoding="utf-8")
    return load(folder).pack


def test_overlay_adds_names_changes_and_places(tmp_path: object) -> None:
    pack = local(
        tmp_path,
        """\
机构叫法:
  - {机构: 司法局, 又称: [司法行政局]}
机构沿革:
  - {沿革: 水务改水利, 变更: 更名, 原名: [水务局], 现名: [水利局], 自: 2016, 地名: 平川市}
  - {沿革: 市场监管合并, 自: 2014}
地名沿革:
  - {地名: 平川市, 原名: [平川县]}
""",
    )
    bodies = Bodies([], pack)
    assert key(bodies, "平川县司法行政局").name == "平川市司法局"
    assert key(bodies, "平川县水务局").name == "平川市水利局"
    assert key(bodies, "柘川县水务局").name == "柘川县水务局"
    assert key(bodies, "平川市工商局", year=2015).name == "平川市市场监督管理局"


def test_overlay_switches_a_change_off(tmp_path: object) -> None:
    pack = local(tmp_path, "机构沿革:\n  - {沿革: 国税地税合并, 停用: 是}\n")
    assert key(Bodies([], pack), "平川县国税局", year=2024).name == "平川县国家税务局"


def test_old_name_that_went_two_ways_is_told_by_its_year(tmp_path: object) -> None:
    pack = local(
        tmp_path,
        """\
机构沿革:
  - {沿革: 先改, 变更: 更名, 原名: [河道局], 现名: [河湖局], 自: 2005, 至: 2012}
  - {沿革: 后改, 变更: 更名, 原名: [河道局], 现名: [湖泊局], 自: 2015}
""",
    )
    bodies = Bodies([], pack)
    assert key(bodies, "平川县河道局", year=2008).name == "平川县河湖局"
    assert key(bodies, "平川县河道局", year=2020).name == "平川县湖泊局"
    unknown = key(bodies, "平川县河道局", year=None)
    assert (unknown.name, unknown.certainty) == ("平川县河道局", Certainty.OPEN)


# -- Duplicates -----------------------------------------------------------------------------------


def test_duplicates_are_shown_with_all_their_reports(pack: Pack) -> None:
    records = [
        record("平川县交通运输局", 2024, source="b.docx"),
        record("县交通局", 2024, source="a.docx"),
        record("平川县交通局", 2023, source="c.docx"),
        record("平川县司法局", 2024, source="d.docx"),
        record("平川县司法局", 2024, source="e.docx", is_report=False),
        record("平川县司法局", None, source="f.docx"),
        record(None, 2024, source="g.docx"),
    ]
    (found,) = duplicates(records, Bodies([r.issuer for r in records], pack))
    assert (found.body, found.year) == ("平川县交通运输局", 2024)
    assert [r.source for r in found.records] == ["a.docx", "b.docx"]
    assert found.keys[0].certainty is Certainty.CONTEXT
    assert not found.same_text


def test_the_same_file_twice_is_told(pack: Pack) -> None:
    both = [record("平川县司法局", 2024, source=s, text="正文") for s in ("a.docx", "b.docx")]
    assert duplicates(both, Bodies([], pack))[0].same_text
    lean = [r.__class__(source=r.source, text="", report=r.report, told=()) for r in both]
    assert not duplicates(lean, Bodies([], pack))[0].same_text


# -- The corpus -----------------------------------------------------------------------------------


def test_no_two_issuers_of_the_corpus_meet_and_each_meets_itself(pack: Pack) -> None:
    labels = [report.label for report in CORPUS if report.label.issuer]
    bodies = Bodies([label.issuer for label in labels], pack)
    together = defaultdict(set)
    for label in labels:
        issuer = label.issuer or ""
        together[key(bodies, issuer, year=label.reporting_year, level=label.level).name].add(issuer)
    assert [issuers for issuers in together.values() if len(issuers) > 1] == []
    assert sum(map(len, together.values())) == len({label.issuer for label in labels})


# -- What holds of all names ----------------------------------------------------------------------

PACK = load_pack()

PLACES = [
    "",
    "县",
    "××县",
    "平川县",
    "安岭市",
    "安岭市平川县",
    "平川",
    "柘川县",
    "江北省",
    "区",
    "忠县",
]
TOWNS = ["", "河西镇", "城关镇", "北泓街道", "阿卓彝族乡"]
OFFICES = [
    *(
        "",
        "人民政府",
        "政府",
        "办事处",
        "交通局",
        "交通运输局",
        "工商局",
        "公安局河西分局",
        "经开区管委会",
    ),
    *(
        "委依法治县办",
        "税务局城关税务分局",
        "城市管理局",
        "乡村振兴局",
        "局",
        "委",
        "某",
        "🙂",
        "A局",
    ),
]
NAMES = st.builds(
    lambda place, town, office, space: place + town + space + office,
    st.sampled_from(PLACES),
    st.sampled_from(TOWNS),
    st.one_of(st.sampled_from(OFFICES), st.text(max_size=8)),
    st.sampled_from(["", " ", "　", "\u200b"]),
)
YEARS = st.one_of(st.none(), st.integers(2000, 2030))


@settings(max_examples=150, deadline=None)
@given(names=st.lists(NAMES, max_size=8), year=YEARS, seed=st.integers(0, 99))
def test_keys_do_not_depend_on_the_order_of_the_names(
    names: list[str], year: int | None, seed: int
) -> None:
    shuffled = random.Random(seed).sample(names, len(names))
    one, other = Bodies(names, PACK), Bodies(shuffled, PACK)
    for name in names:
        assert one.key(name, year=year) == other.key(name, year=year)


@settings(max_examples=300, deadline=None)
@given(name=NAMES, names=st.lists(NAMES, max_size=5), year=YEARS)
def test_the_key_of_a_key_is_itself(name: str, names: list[str], year: int | None) -> None:
    bodies = Bodies([*names, name], PACK)
    found = bodies.key(name, year=year)
    if found is not None:
        again = bodies.key(found.name, year=year)
        assert again is not None
        assert again.name == found.name

"""What became of a plan: each signal by which it is known, and each trap."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.comparison.following.follow import Follower, assigned
from analyzer.lexicon.load import load_pack
from analyzer.model.trend import FollowedUp, FollowUp
from tests.comparison.following.reports import record, report

DONE, PARTIAL, NOT_FOUND = FollowUp.DONE, FollowUp.PARTIAL, FollowUp.NOT_FOUND


def follow(plans: tuple[str, ...], later: str) -> tuple[FollowedUp, ...]:
    return Follower(load_pack()).plans(record(report(2022, plans=plans)), record(later))


def one(plan: str, *deeds: str, **other: tuple[str, ...]) -> FollowedUp:
    (item,) = follow((plan,), report(2023, deeds=deeds, **other))
    return item


@pytest.mark.parametrize(
    ("plan", "deed"),
    [
        # The same words.
        ("建立执法案卷月评制度。", "建立执法案卷月评制度，每月评查案卷10本。"),
        # A title.
        ("制定《青禾县取水许可管理办法》。", "《青禾县取水许可管理办法》8月1日起施行。"),
        # A plan to make rules is told by their coming into force.
        ("出台水土保持补偿费减免规定。", "水土保持补偿费减免的新办法6月印发，7月1日起施行。"),
        # A name in quotation marks.
        ("上线“水务通”服务平台。", "“水务通”4月起试用，网上受理取水申请610件。"),
        # The same number of things.
        ("对辖区57家洗车企业开展取水计量检查。", "57家洗车店的取水表全部看过，换表11只。"),
        # Other ways of saying it, out of the pack.
        ("聘请法律顾问。", "与一家律师事务所签约，律师每周二来局里坐班。"),
        ("开展河道采砂案卷评查。", "翻看河道采砂卷宗40本，打回返工的6本。"),
        ("公开水行政处罚裁量基准。", "水行政处罚什么情形罚多少，印成表贴在大厅并挂上网站。"),
        ("就水价调整召开听证会。", "水价怎么调，请用户代表和供水企业坐到一起当面说了两个半天。"),
        ("建立水事纠纷台账。", "水事纠纷一件一登记，记录在册的31件。"),
        ("组织公众走进水厂开放活动。", "领着市民参观水厂3场，现场看水质化验。"),
        ("组织执法人员脱产培训。", "执法人员到党校集训，听课5天。"),
        ("完成老旧规范性文件清理。", "2010年以前的规范性文件逐件看，废止5件，留用9件。"),
    ],
)  # fmt: skip
def test_a_plan_that_was_carried_out_is_found_where_it_is_told(plan: str, deed: str) -> None:
    item = one(plan, deed)
    assert item.status is not NOT_FOUND
    assert item.passage is not None
    assert item.passage.text in deed
    assert item.section == "主要举措"


@pytest.mark.parametrize(
    ("plan", "deed"),
    [
        # The same step for another matter.
        ("开展地下水取水专项执法检查。", "开展餐饮油烟专项执法检查，查处3起。"),
        # The same people, something else.
        ("为全县214个村各选聘一名护水联络员。", "对214名新任村主任集中开展法律培训1期。"),
        # A word in common.
        ("聘请专职法律顾问1名。", "到企业开展法律宣讲5场。"),
        ("修订河道采砂管理办法。", "河道两岸植树造林300亩。"),
        # Nothing but generalities.
        ("开展节水条例实施后评估。", "法治建设工作扎实推进，取得明显成效。"),
    ],
)
def test_a_deed_of_another_kind_is_none(plan: str, deed: str) -> None:
    item = one(plan, deed)
    assert (item.status, item.passage) == (NOT_FOUND, None)


def test_a_plan_planned_again_is_not_carried_out() -> None:
    plan = "制定违法取水举报奖励办法。"
    assert one(plan, plans=(plan,)).status is NOT_FOUND


def test_a_shortcoming_that_tells_of_a_plan_is_no_deed() -> None:
    plan = "建立取水户信用评价制度。"
    item = one(plan, shortcomings=("取水户信用评价制度不健全，失信的取水户没有得到惩戒。",))
    assert item.status is NOT_FOUND


def test_a_shortcoming_that_tells_how_far_one_came_is_a_part() -> None:
    plan = "为全县12个水管站配备执法记录仪。"
    item = one(plan, shortcomings=("执法记录仪没有配齐，原打算12个水管站都配，只配了5个水管站。",))
    assert item.status is PARTIAL


def test_what_stood_in_the_earlier_report_already_tells_nothing_of_its_plan() -> None:
    copied = "开展取水许可证核查，核查取水许可证160本。"
    earlier = record(report(2022, deeds=(copied,), plans=("开展取水许可证核查。",)))
    (item,) = Follower(load_pack()).plans(earlier, record(report(2023, deeds=(copied,))))
    assert item.status is NOT_FOUND


@pytest.mark.parametrize(
    ("plan", "deed", "status"),
    [
        ("邀请20家取水企业座谈。", "邀请取水企业座谈，到会的20家。", DONE),
        ("邀请20家取水企业座谈。", "邀请取水企业座谈，到会的26家。", DONE),
        ("邀请20家取水企业座谈。", "邀请取水企业座谈，到会的8家。", PARTIAL),
        ("把取水许可网办率提高到80%。", "取水许可网办率达到83%。", DONE),
        ("把取水许可网办率提高到80%。", "取水许可网办率达到61%。", PARTIAL),
        ("开展水法开放日活动4次。", "开展水法开放日活动5场。", DONE),
        ("每月编发一期《水政执法通报》。", "《水政执法通报》编发12期。", DONE),
        ("每月编发一期《水政执法通报》。", "《水政执法通报》编发到第7期。", PARTIAL),
        ("把取水许可办理时间压至10天以内。", "取水许可办理时间缩到8天。", DONE),
        ("组织旁听水事案件庭审2次。", "5月、11月，两度旁听水事案件庭审。", DONE),
        ("为12个水管站配备记录仪。", "12个水管站的记录仪全部配备到位。", DONE),
        ("为12个水管站配备记录仪。", "水管站记录仪配备7个，另外5个站还没有。", PARTIAL),
        ("修订取水许可审批规程。", "取水许可审批规程的修订尚未完成，仍在征求意见。", PARTIAL),
        ("在石湾、柳泉设立水事调解点。", "石湾的水事调解点挂牌，受理22起。", PARTIAL),
        ("在石湾、柳泉设立水事调解点。", "石湾、柳泉两处水事调解点挂牌，受理22起。", DONE),
    ],
)  # fmt: skip
def test_how_far_a_plan_was_carried_out(plan: str, deed: str, status: FollowUp) -> None:
    item = one(plan, deed)
    assert item.passage is not None
    assert item.status is status


def test_what_the_next_sentence_says_is_missing_makes_it_a_part() -> None:
    item = one(
        "与水文站、法院签订水事案件协作协议。",
        "3月与水文站签订水事案件协作协议；与法院的协作协议仍在会签。",
    )
    assert item.status is PARTIAL


def test_a_report_that_says_that_it_was_not_begun_is_quoted_and_does_not_count() -> None:
    item = one("制定节水信用评价办法。", "节水信用评价办法尚未制定。")
    assert item.status is NOT_FOUND


def test_of_two_deeds_the_nearer_one_is_linked() -> None:
    item = one(
        "对57家洗车企业开展取水计量检查。",
        "对63家宾馆开展消防检查。",
        "57家洗车企业的取水计量逐家查过。",
        "对洗车行业开展节水宣传。",
    )
    assert item.passage is not None
    assert "取水计量逐家查过" in item.passage.text


def test_one_deed_serves_one_plan() -> None:
    plans = ("制定河道采砂管理办法。", "制定河道采砂处罚办法。")
    found = follow(plans, report(2023, deeds=("河道采砂管理办法5月印发施行。",)))
    linked = [item for item in found if item.passage is not None]
    assert [item.plan.text for item in linked] == [plans[0]]


def test_personal_data_is_masked_in_plan_and_passage() -> None:
    earlier = record(report(2022, plans=("请专家（电话13812345678）授课，开展取水许可培训。",)))
    later = record(report(2023, deeds=("请专家（电话13812345678）授课，开展取水许可培训2期。",)))
    (item,) = Follower(load_pack()).plans(earlier, later)
    assert item.passage is not None
    for passage in (item.plan, item.passage):
        assert "13812345678" not in passage.text
        assert "138" in passage.text


def test_no_plan_and_no_deed_are_no_error() -> None:
    follower = Follower(load_pack())
    empty = record("青禾县水务局2023年法治政府建设年度报告\n一、主要举措\n无。")
    full = record(report(2022))
    assert follower.plans(empty, full) == ()
    assert follower.repeated(empty, full) == ()
    assert {item.status for item in follower.plans(full, empty)} <= {NOT_FOUND}


PLANS = st.lists(
    st.sampled_from(
        [
            "制定取水许可管理办法。",
            "开展执法案卷评查2次。",
            "聘请法律顾问1名。",
            "为12个水管站配备记录仪。",
            "在石湾、柳泉设立水事调解点。",
            "把网办率提高到80%。",
        ]
    ),
    min_size=1,
    max_size=6,
    unique=True,
)
DEEDS = st.lists(
    st.sampled_from(
        [
            "取水许可管理办法6月印发施行。",
            "案卷评查搞了1次，评查31本。",
            "与律师事务所签约，律师坐班。",
            "水管站记录仪配备7个。",
            "水事调解点挂牌。",
            "网办率83%。",
            "全年植树300亩。",
        ]
    ),
    max_size=7,
    unique=True,
)


@settings(max_examples=40, deadline=None)
@given(PLANS, DEEDS)
def test_every_plan_item_gets_one_status_and_every_quotation_is_in_its_text(
    plans: list[str], deeds: list[str]
) -> None:
    earlier = record(report(2022, plans=tuple(plans)))
    later = record(report(2023, deeds=tuple(deeds)))
    follower = Follower(load_pack())
    found = follower.plans(earlier, later)
    items = earlier.report["items"]["plan"]
    assert [(f.plan.start, f.plan.end) for f in found] == [(i["start"], i["end"]) for i in items]
    linked = [item.passage for item in found if item.passage is not None]
    assert len({passage.start for passage in linked}) == len(linked)
    assert all(later.text[p.start : p.end] == p.text for p in linked)
    assert all(earlier.text[f.plan.start : f.plan.end] == f.plan.text for f in found)
    assert all(0.5 <= item.confidence < 1 for item in found)
    assert all(item.passage is not None or item.status is NOT_FOUND for item in found)
    assert Follower(load_pack()).plans(earlier, later) == found


@given(
    st.integers(0, 3).flatmap(
        lambda rows: st.lists(
            st.lists(st.integers(-5, 5), min_size=4, max_size=4), min_size=rows, max_size=rows
        )
    )
)
def test_no_assignment_is_better(scores: list[list[int]]) -> None:
    import numpy as np

    table = np.array(scores, float).reshape(len(scores), 4)
    chosen = assigned(table)
    assert len(set(chosen.values())) == len(chosen) == len(scores)
    best = max(
        (
            sum(row[column] for row, column in zip(scores, order, strict=False))
            for order in permutations(range(4), len(scores))
        ),
        default=0,
    )
    assert sum(table[row, column] for row, column in chosen.items()) == best


def test_of_a_text_with_hundreds_of_plans_nothing_is_claimed_beyond_the_first_hundred() -> None:
    earlier = record(report(2022, plans=("制定取水许可管理办法。",)))
    items = {**earlier.report["items"], "plan": earlier.report["items"]["plan"] * 120}
    many = replace(earlier, report={**earlier.report, "items": items})
    found = Follower(load_pack()).plans(many, record(report(2023)))
    assert len(found) == 120
    assert found[0].confidence > 0.5
    assert {(item.status, item.confidence) for item in found[100:]} == {(NOT_FOUND, 0.5)}

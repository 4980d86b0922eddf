"""The parts of following: amounts, wording, other objects, and the files that it needs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.following import background, weights
from analyzer.comparison.following.amounts import amounts, reached, shares_amount, wanted
from analyzer.comparison.following.background import Background, DamagedTable, learn, pairs_of
from analyzer.comparison.following.features import NAMES, features
from analyzer.comparison.following.objects import other_object
from analyzer.comparison.following.passages import leaves_out
from analyzer.comparison.following.wording import Wording, covered
from analyzer.lexicon.load import load_pack


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording([each.words for each in load_pack().language.paraphrases], background.built_in())


def test_amounts_have_values_and_classes_of_units() -> None:
    told = amounts("邀请二十家企业，开放4场，网办率80％，压至15天以内")
    assert [tuple(amount) for amount in told] == [
        (20.0, "家", False),
        (4.0, "次", False),
        (80.0, "%", False),
        (15.0, "天", True),
    ]
    assert [amount.value for amount in wanted("每季度编一期简报")] == [4.0]


@pytest.mark.parametrize(
    ("plan", "told", "verdict"),
    [
        ("走访20家", "走访20户", True),
        ("走访20家", "走访19家", False),
        ("走访20家", "开会3次", None),
        ("走访企业", "走访19家", None),
        ("不超过15天", "用了16天", False),
        ("走访20家、开会4次", "走访25家，开会2次", False),
        ("开展2次", "5月、11月各办了一回", True),
    ],
)
def test_whether_an_amount_was_reached(plan: str, told: str, verdict: bool | None) -> None:
    assert reached(plan, told) is verdict


def test_small_numbers_are_not_the_same_amount() -> None:
    assert shares_amount("57家企业", "查了57户")
    assert not shares_amount("57家企业", "查了57次")
    assert not shares_amount("1名顾问", "来了1名")


@given(st.text("一二两十百0123456789家次%个月第每.季度", max_size=30))
def test_amounts_of_any_text_are_no_error(text: str) -> None:
    assert all(amount.value >= 0 for amount in amounts(text))
    reached(text, text)


def test_rare_pairs_say_more_than_common_ones() -> None:
    table = learn(["行政执法检查"] * 40 + ["开展行政执法"] * 20)
    assert table.rarity("行政") < table.rarity("检查") < table.rarity("稀罕") == 1.0
    assert pairs_of("a行政，执法1案") == [(1, "行政"), (4, "执法")]


def test_what_is_said_in_other_words_counts_less_than_in_the_same(wording: Wording) -> None:
    plan = wording.read("聘请法律顾问")
    same = covered(plan, wording.read("局里聘请法律顾问，坐班办公"))
    other = covered(plan, wording.read("与一家律师事务所签约"))
    none = covered(plan, wording.read("植树三百亩"))
    assert same.all == pytest.approx(1)
    assert none.all == 0 < other.otherwise
    assert other.all < same.all


@given(st.text(max_size=40), st.text(max_size=40))
def test_shares_are_shares(one: str, other: str) -> None:
    words = Wording([("聘请", "请来")], Background(100, {"法律": 50}))
    found = covered(words.read(one), words.read(other))
    assert all(part >= 0 for part in found)
    assert sum(found) <= 1 + 1e-9
    assert covered(words.read(one), words.read(one)).whole in (0, pytest.approx(1))


@given(st.integers(0, 3), st.integers(0, 3))
def test_features_have_their_shape_also_where_there_is_nothing(plans: int, passages: int) -> None:
    words = Wording([], Background(100, {}))
    found = features([words.read("建立台账")] * plans, [words.read("建立了台账")] * passages)
    assert found.shape == (plans, passages, len(NAMES))


@pytest.mark.parametrize(
    ("plan", "told", "other"),
    [
        ("开展客运行业专项执法检查。", "开展餐饮油烟专项执法检查3次。", True),
        ("开展客运行业专项执法检查。", "客运行业专项执法检查搞了3次。", False),
        ("开展客运行业专项执法检查。", "客车逐台查过，专项执法检查搞了3次。", False),
        ("开展案卷评查。", "组织法制员集中案卷评查。", False),
        ("检查。", "检查。", False),
    ],
)
def test_the_same_step_for_another_matter(
    wording: Wording, plan: str, told: str, other: bool
) -> None:
    assert other_object(plan, told, wording) is other


def test_things_counted_up_are_all_told_of_or_not() -> None:
    assert leaves_out("在北坝、云台、通济三个小区开听证会", "北坝小区开了听证会")
    assert not leaves_out("在北坝、云台、通济三个小区开听证会", "北坝、云台、通济都开了")
    assert not leaves_out("在北坝、云台开听证会", "在别处开了听证会")


def test_the_files_of_the_program_are_read_and_written_alike(tmp_path: Path) -> None:
    table, learnt = background.built_in(), weights.built_in()
    (tmp_path / "table.json").write_text(background.dumps(table), "utf-8")
    (tmp_path / "weights.json").write_text(weights.dumps(learnt), "utf-8")
    again = background.read_background(tmp_path / "table.json")
    assert (again.sentences, dict(again.pairs)) == (table.sentences, dict(table.pairs))
    assert weights.read_weights(tmp_path / "weights.json") == learnt


@pytest.mark.parametrize("read", [background.read_background, weights.read_weights])
@pytest.mark.parametrize(
    "content",
    [None, "", "[]", "{", '{"format": 99}', '{"format": 1, "sentences": 100, "weights": {}}'],
)
def test_a_damaged_file_is_told(
    tmp_path: Path, read: Callable[[Path], object], content: str | None
) -> None:
    path = tmp_path / "文件.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(DamagedTable, match="重新安装"):
        read(path)


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    told = json.loads(weights.dumps(weights.built_in()))
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({**told, "bias": float("nan")}), "utf-8")
    with pytest.raises(DamagedTable):
        weights.read_weights(path)


def test_confidence_is_never_a_certainty_and_lowest_in_the_middle() -> None:
    learnt = weights.built_in()
    sure = [learnt.confidence(score) for score in (float("-inf"), learnt.middle, 1000.0)]
    assert sure == [0.95, 0.5, 0.95]


def test_no_sign_against_a_plan_is_learnt_from_what_speaks_for_it() -> None:
    assert all(weight >= 0 for weight in weights.built_in().weights)

"""Shortcomings told again: in the same words, in others, and near ones that are different."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.comparison.following.follow import Follower
from analyzer.lexicon.load import load_pack
from tests.comparison.following.reports import record, report

FAR = "水行政许可窗口排队时间长，办一件平均等40分钟。"


def repeated(earlier: tuple[str, ...], later: tuple[str, ...]) -> list[tuple[str, str]]:
    found = Follower(load_pack()).repeated(
        record(report(2022, shortcomings=earlier)), record(report(2023, shortcomings=later))
    )
    return [(item.earlier.text, item.later.text) for item in found]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("执法案卷制作不规范，32卷中有7卷没有写明裁量理由。",) * 2,
        (
            "执法案卷制作不规范，32卷中有7卷没有写明裁量理由。",
            "执法案卷制作不规范，41卷中有9卷没有写明裁量理由。",
        ),
        (
            "基层水政执法力量不足，8个中队只有11名持证人员。",
            "水政执法中队人手不足，持证人员8个中队只有12人。",
        ),
        ("夜间偷采河砂抓不住现行。", "夜里偷采河砂的，人赃难获。"),
    ],
)
def test_a_shortcoming_told_again_is_found(earlier: str, later: str) -> None:
    assert repeated((earlier, FAR), (later,)) == [(earlier, later)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("执法案卷制作不规范，32卷中有7卷没有写明理由。", "普法宣传方式单一，只发传单。"),
        ("排污许可证发了以后没有回头看。", "许可证核发时把关粗，副本与现场对不上。"),
        ("线下跑件仍占四成。", "线上件要录两遍。"),
        ("行政复议案件超期，3件没有按时审结。", "规范性文件清理不及时，2件早该废止。"),
    ],
)
def test_a_near_one_that_is_different_does_not_count(earlier: str, later: str) -> None:
    assert repeated((earlier,), (later,)) == []


def test_one_that_was_mended_is_not_repeated_by_a_deed() -> None:
    told = "执法案卷制作不规范，32卷中有7卷没有写明裁量理由。"
    earlier = record(report(2022, shortcomings=(told,)))
    later = record(report(2023, deeds=("整改执法案卷制作不规范的问题，补写裁量理由7卷。",),
                          shortcomings=(FAR,)))  # fmt: skip
    assert Follower(load_pack()).repeated(earlier, later) == ()


def test_one_shortcoming_is_told_again_once() -> None:
    told = "执法案卷制作不规范，32卷中有7卷没有写明裁量理由。"
    assert len(repeated((told,), (told, told.replace("32", "41")))) == 1


SHORTCOMINGS = st.lists(
    st.sampled_from(
        [
            "执法案卷制作不规范，32卷中有7卷没有写明裁量理由。",
            "普法宣传方式单一，只发传单。",
            "行政复议案件超期，3件没有按时审结。",
            FAR,
        ]
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=30, deadline=None)
@given(SHORTCOMINGS, SHORTCOMINGS)
def test_what_both_years_tell_in_the_same_words_is_what_is_repeated(
    earlier: list[str], later: list[str]
) -> None:
    found = repeated(tuple(earlier), tuple(later))
    assert sorted(found) == sorted((text, text) for text in set(earlier) & set(later))

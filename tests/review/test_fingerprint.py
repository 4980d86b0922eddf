"""Fingerprints hold through everything that leaves the content as it is, and only through that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.review.fingerprint import Content, Place, content_of, quote_key

WORDS = "法治政府建设年度报告执案件普宣传复议应诉调解规范"
SENTENCE = st.text(alphabet=WORDS + "0123456789％", min_size=2, max_size=30).filter(
    lambda text: text[0] in WORDS
)
SENTENCES = st.lists(SENTENCE, min_size=2, max_size=12, unique_by=content_of)
FILLERS = st.text(alphabet=" \t\u3000，,、：:“”（）《》—", max_size=3).filter(
    lambda f: "\t" not in f
)


def text_of(sentences: list[str]) -> str:
    return "。".join(sentences) + "。\n"


def passage(sentences: list[str], index: int) -> Place:
    text = text_of(sentences)
    start = sum(len(sentence) + 1 for sentence in sentences[:index])
    place = Content(text).around(start, start + 1)
    assert place is not None
    assert text[place.start : place.end] == sentences[index]
    return place


def found(place: Place, text: str) -> tuple[Place, ...]:
    return Content(text).find(place.digest, place.length)


@given(SENTENCES, st.data())
def test_edits_elsewhere_never_void(sentences: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sentences) - 1))
    place = passage(sentences, index)
    kept = sentences[index]
    others = data.draw(st.lists(SENTENCE, max_size=8))
    at = data.draw(st.integers(0, len(others)))
    text = text_of([*others[:at], kept, *others[at:]])
    assert kept in [text[p.start : p.end] for p in found(place, text)]


@given(SENTENCES, st.data())
def test_edits_inside_always_void(sentences: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sentences) - 1))
    place = passage(sentences, index)
    kept = sentences[index]
    at = data.draw(st.integers(0, len(kept)))
    put_in = data.draw(st.text(alphabet=WORDS + "9×", max_size=2))
    taken_out = data.draw(st.integers(0, len(kept) - at))
    edited = kept[:at] + put_in + kept[at + taken_out :]
    others = sentences[:index] + sentences[index + 1 :]
    # What makes it another sentence of the report is no edit of this one.
    changed = content_of(edited) != content_of(kept) and content_of(edited) not in map(
        content_of, others
    )
    text = text_of([*sentences[:index], edited, *sentences[index + 1 :]])
    assert bool(found(place, text)) is not changed


@given(SENTENCES, st.data())
def test_spaces_width_and_weak_marks_do_not_count(
    sentences: list[str], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(sentences) - 1))
    place = passage(sentences, index)
    loose = [
        "".join(data.draw(FILLERS) + full_width(ch) for ch in sentence) + data.draw(FILLERS)
        for sentence in sentences
    ]
    assert len(found(place, text_of(loose))) == 1
    assert Content(text_of(loose)).whole == Content(text_of(sentences)).whole


def full_width(ch: str) -> str:
    return chr(ord(ch) + 0xFEE0) if ch.isascii() and ch.isalnum() else ch


@given(SENTENCES, st.randoms())
def test_order_does_not_count_for_the_whole(sentences: list[str], random: object) -> None:
    moved = list(sentences)
    random.shuffle(moved)  # type: ignore[attr-defined]
    assert Content(text_of(moved)).whole == Content(text_of(sentences)).whole


@given(SENTENCES, SENTENCE)
def test_anything_new_counts_for_the_whole(sentences: list[str], more: str) -> None:
    assert Content(text_of([*sentences, more])).whole != Content(text_of(sentences)).whole


@given(st.text(max_size=200))
def test_any_text_has_its_pieces_in_order(text: str) -> None:
    content = Content(text)
    for start in range(len(text)):
        place = content.around(start, start + 1)
        if place is not None:
            assert place.start <= start < place.end
            assert place in content.find(place.digest, place.length)


@pytest.mark.parametrize("mark", ["。", "\n", "\r\n", "；", "！", "?", "\t"])
def test_what_is_put_in_before_or_behind_is_an_edit_unless_a_strong_mark_parts_it(
    mark: str,
) -> None:
    place = Content("开展普法宣传12场。").around(0, 1)
    assert place is not None
    assert found(place, f"年初部署{mark}开展普法宣传12场{mark}效果良好")
    assert not found(place, f"未开展普法宣传12场{mark}")
    assert not found(place, f"本年度未能，开展普法宣传12场{mark}")
    assert not found(place, f"开展普法宣传12场以下{mark}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("三、存在的不足", "四、存在的不足"),
        ("（一）加强执法", "（二）加强执法"),
        ("1.加强执法", "2．加强执法"),
        ("一是加强执法", "三是加强执法"),
        ("第一部分 工作情况", "第二部分　工作情况"),
    ],
)
def test_number_in_front_does_not_count(before: str, after: str) -> None:
    assert Content(before).whole == Content(after).whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("增长3.5亿元", "增长35亿元"),
        ("上传率71%", "上传率71"),
        ("轮训××期", "轮训期"),
        ("同比-5个点", "同比5个点"),
        ("一是否合法", "二是否合法"),
        ("办结率9/10", "办结率910"),
    ],
)
def test_signs_that_carry_meaning_count(one: str, other: str) -> None:
    assert Content(one).whole != Content(other).whole


def test_passage_that_was_broken_into_two_sentences_is_found() -> None:
    place = Content("全年办案36件，罚款12万元。").around(0, 1)
    assert place is not None
    text = "情况如下。全年办案36件。\n罚款12万元。其他。"
    (there,) = found(place, text)
    assert text[there.start : there.end] == "全年办案36件。\n罚款12万元"


def test_short_quotations_are_told_apart_by_their_marks() -> None:
    assert quote_key("1、") != quote_key("（1）")
    assert quote_key("（1）") == quote_key(" (1)")
    assert quote_key("“七五”普法规划深入实施") == quote_key("七五普法规划,深入实施")


def test_quotation_is_found_whatever_its_spaces() -> None:
    text = "一、工作情况\n局长出庭应诉2次，批示 督办3件。\n"
    place = Content(text).search("批示督办 3件")
    assert place is not None
    assert text[place.start : place.end] == "局长出庭应诉2次，批示 督办3件"
    assert Content(text).search("批示督办4件") is None
    assert Content(text).search("，") is None

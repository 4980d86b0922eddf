"""Folding, fingerprints and runs: what they promise whatever the text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.copying.alignment import extent, find_runs
from analyzer.comparison.copying.folding import FIGURE, NAME, fold_text
from analyzer.comparison.copying.names import own_names
from analyzer.comparison.copying.seeds import Fingerprints, find_seeds
from analyzer.comparison.copying.shingles import LENGTH, WINDOW, shingle_hashes, winnowed

TEXTS = st.text(st.sampled_from("平川县水利局2024一十，。《》（） \n甲乙丙丁ＡX０9"), max_size=80)
WORDS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), min_size=20, max_size=60)


@given(TEXTS)
def test_folded_characters_stand_in_the_text_in_order(text: str) -> None:
    folded = fold_text(text, own_names("平川县水利局"))
    assert len(folded.text) == len(folded.starts) == len(folded.ends) == len(folded.own)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(folded.starts[1:] >= folded.ends[:-1])
    for sign, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        if sign not in (FIGURE, NAME):
            assert text[start:end] == sign


def test_figures_and_own_names_fold_to_one_character() -> None:
    text = "平川县水利局全年检查1,204次，平川河段清淤十二万方。"
    assert fold_text(text, own_names("平川县水利局")).text == "@全年检查0次@河段清淤0方"
    assert (
        fold_text(text, own_names("青阳县水利局")).text == "平川县水利局全年检查0次平川河段清淤0方"
    )


def test_titles_and_the_words_of_a_law_are_not_the_authors() -> None:
    text = (
        "依据《水法》第六十五条“在河道管理范围内建设妨碍行洪的建筑物的，责令停止”的规定，拆了棚子"
    )
    folded = fold_text(text)
    own = "".join(sign for sign, flag in zip(folded.text, folded.own, strict=True) if flag)
    assert own == "依据的规定拆了棚子"


@given(WORDS, WORDS, WORDS, WORDS, st.integers(LENGTH + WINDOW - 1, 40), st.data())
def test_texts_with_so_much_in_common_share_a_fingerprint(
    before: str, after: str, other: str, last: str, size: int, data: st.DataObject
) -> None:
    common = data.draw(st.text(st.sampled_from(before + after), min_size=size, max_size=size))
    prints = []
    for text in (before + common + after, other + common + last):
        hashes = shingle_hashes(text)
        places = winnowed(hashes, np.ones(len(hashes), np.bool_))
        prints.append(set(hashes[places].tolist()))
    assert prints[0] & prints[1]


@given(WORDS, WORDS, WORDS, st.integers(0, 59))
def test_runs_are_equal_text_and_reach_as_far_as_it(
    common: str, before: str, after: str, cut: int
) -> None:
    a = before + common + after
    b = after[:cut] + common + before[:cut]
    at, bt = len(before), len(after[:cut])
    places = np.array([[at, bt]], np.int32)
    runs = find_runs(a, b, places, np.ones(len(a), np.bool_))
    for run in runs:
        for block in run:
            assert a[block.a : block.a_end] == b[block.b : block.b_end]
    assert any(
        low_a <= at and at + len(common) <= high_a and low_b <= bt and bt + len(common) <= high_b
        for low_a, high_a, low_b, high_b in map(extent, runs)
    )


def test_a_chance_meeting_of_hashes_gives_no_run() -> None:
    places = np.array([[0, 0]], np.int32)
    assert find_runs("甲" * 20, "乙" * 20, places, np.ones(20, np.bool_)) == []


def test_a_long_copy_is_one_run() -> None:
    """Also one too long to be aligned at once, and with a change in every sentence."""
    a = "".join(chr(0x4E00 + number * 7 % 9973) for number in range(30_000))
    b = "".join("〇〇" if number % 50 == 0 else sign for number, sign in enumerate(a))
    places = np.array([[at, b.index(a[at : at + LENGTH])] for at in range(5, 29_900, 50)], np.int32)
    (run,) = find_runs(a, b, places, np.ones(len(a), np.bool_))
    low, high, _, _ = extent(run)
    assert high - low > 29_800


def test_texts_of_one_group_and_lonely_meetings_make_no_seed() -> None:
    def prints(*hashes: int) -> Fingerprints:
        return Fingerprints(
            np.array(hashes, np.uint32), np.arange(0, 9 * len(hashes), 9, dtype=np.int32)
        )

    texts = [prints(1, 2, 3), prints(1, 2, 3), prints(3, 8, 9), prints(1, 2, 3)]
    seeds = [(seed.a, seed.b, len(seed.places)) for seed in find_seeds(texts, [0, 0, 1, 2])]
    assert seeds == [(0, 3, 3), (1, 3, 3)]


def test_nothing_is_found_in_nothing() -> None:
    assert list(find_seeds([], [])) == []
    empty = Fingerprints(np.empty(0, np.uint32), np.empty(0, np.int32))
    assert list(find_seeds([empty, empty], [0, 1])) == []
    assert fold_text("").text == ""
    assert len(shingle_hashes("短")) == 0

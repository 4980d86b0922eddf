"""Grams are the same wherever they stand, and none reaches over the end of a sentence."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.reader.grams import NOTHING, ROWS, gram_rows

TEXTS = st.text(min_size=1, max_size=60)


def rows(text: str, *ends: int) -> tuple[list[int], list[int]]:
    single, pairs = gram_rows(text, np.array(ends or (len(text),)))
    return single.tolist(), pairs.tolist()


@given(TEXTS)
def test_every_character_has_a_row_of_its_own_and_all_pairs_but_the_last(text: str) -> None:
    single, pairs = rows(text)
    assert len(single) == len(pairs) == len(text)
    assert all(0 <= row < ROWS for row in single + pairs[:-1])
    assert pairs[-1] == NOTHING


@given(TEXTS, TEXTS)
def test_a_sentence_has_the_same_grams_wherever_it_stands(first: str, second: str) -> None:
    alone, paired = rows(second)
    single, pairs = rows(first + second, len(first), len(first + second))
    assert single[len(first) :] == alone
    assert pairs[len(first) :] == paired
    assert pairs[len(first) - 1] == NOTHING


def test_digits_count_as_one_and_other_characters_do_not() -> None:
    assert rows("立案19起") == rows("立案73起")
    assert rows("立案19起") != rows("立案19件")
    assert rows("一九") != rows("二九")


def test_order_of_a_pair_counts() -> None:
    assert rows("法治")[1] != rows("治法")[1]


def test_half_a_surrogate_is_a_character_like_others() -> None:
    assert len(rows("执法\ud83d案卷")[0]) == 5

"""Quotations are paired one to one, as many as possible."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from analyzer.evaluation.observation.pairing import assign, pair, places

spans = st.builds(lambda start, size: (start, start + size), st.integers(0, 30), st.integers(1, 12))
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


def test_quotation_is_found_everywhere_even_overlapping() -> None:
    assert places("法治法治法", "法治法") == [(0, 3), (2, 5)]
    assert places("法治", "") == []
    assert places("法治", "执法") == []


def test_two_found_things_do_not_share_one_wanted_thing() -> None:
    assert pair([[(0, 10)]], [(0, 4), (5, 9)]) == [(0, 0)]


def test_one_more_pair_counts_before_more_overlap() -> None:
    # The first found thing suits both, best the first; nothing else suits the second.
    assert sorted(pair([[(0, 10)], [(8, 12)]], [(0, 9), (0, 1)])) == [(0, 1), (1, 0)]


def test_larger_overlap_wins_where_the_number_is_the_same() -> None:
    assert pair([[(0, 10)]], [(9, 20), (2, 8)]) == [(0, 1)]


def test_any_place_of_a_repeated_quotation_will_do() -> None:
    assert pair([[(0, 2), (50, 52)]], [(49, 60)]) == [(0, 0)]


@settings(deadline=None)
@given(tables)
def test_assignment_is_one_to_one_and_as_large_as_possible(scores: list[list[int]]) -> None:
    found = assign(scores)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    assert all(scores[row][column] for row, column in found)
    most = maximum_bipartite_matching(csr_array(np.array(scores, dtype=bool)), perm_type="column")
    assert len(found) == (most >= 0).sum()


@settings(deadline=None)
@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5), st.lists(spans, max_size=5))
def test_paired_things_overlap(
    wanted: list[list[tuple[int, int]]], found: list[tuple[int, int]]
) -> None:
    for row, column in pair(wanted, found):
        low, high = found[column]
        assert any(start < high and low < end for start, end in wanted[row])

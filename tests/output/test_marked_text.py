"""Marked text: whatever overlaps, the pieces give the text back, each under exactly its marks."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from analyzer.output.hypertext.marking import lanes, runs


class Mark(NamedTuple):
    start: int
    end: int


_MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Mark(*sorted(pair))),
    max_size=8,
)


@given(st.text(min_size=30, max_size=30), st.integers(0, 29), st.integers(1, 30), _MARKS)
def test_pieces_are_the_text_under_its_marks(
    text: str, start: int, length: int, marks: list[Mark]
) -> None:
    end = min(30, start + length)
    pieces = list(runs(text, start, end, marks))
    assert "".join(piece.text for piece in pieces) == text[start:end]
    for piece in pieces:
        for position in range(piece.start, piece.start + len(piece.text)):
            over = [mark for mark in marks if mark.start <= position < mark.end]
            assert list(piece.marks) == over


@given(_MARKS)
def test_overlapping_marks_have_lanes_of_their_own_and_no_lane_is_wasted(marks: list[Mark]) -> None:
    given_ = lanes(marks)
    solid = [(m, lane) for m, lane in zip(marks, given_, strict=True) if m.start < m.end]
    for index, (mark, lane) in enumerate(solid):
        for other, taken in solid[:index]:
            if mark.start < other.end and other.start < mark.end:
                assert lane != taken
    deepest = max((sum(m.start <= at <= m.end for m in marks) for at in range(31)), default=0)
    assert max(given_, default=-1) < max(deepest, 1)

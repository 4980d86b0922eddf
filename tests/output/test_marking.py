"""What differs between two texts is marked so that it is seen without colour, too."""

from __future__ import annotations

import pytest

from analyzer.output.marking import marked

TEXT = "全年检查12次，查扣运砂船3艘，立案7件。"


def pieces(*said: str, start: int = 0) -> list[tuple[int, int]]:
    return [(start + TEXT.index(each), start + TEXT.index(each) + len(each)) for each in said]


def test_each_piece_stands_in_brackets_with_offsets_of_the_report() -> None:
    found = marked(TEXT, 40, pieces("12", "7", start=40))
    assert found.plain == "全年检查［12］次，查扣运砂船3艘，立案［7］件。"
    coloured = [found.plain[span.start : span.end] for span in found.spans]
    assert coloured == ["［12］", "［7］"]


def test_nothing_that_differs_is_the_text_itself() -> None:
    assert marked(TEXT, 3, (), around=2).plain == TEXT


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (2, "…检查［12］次，…立案［7］件。"),
        (4, "全年检查［12］次，查扣…艘，立案［7］件。"),
        (6, "全年检查［12］次，查扣运砂船3艘，立案［7］件。"),
    ],
)
def test_long_stretches_that_are_the_same_are_cut(around: int, expected: str) -> None:
    assert marked(TEXT, 0, pieces("12", "7"), around=around).plain == expected


def test_pieces_at_both_ends() -> None:
    assert (
        marked(TEXT, 0, [(0, 2), (len(TEXT) - 1, len(TEXT))], around=1).plain
        == "［全年］检…件［。］"
    )


def test_hostile_text_is_made_visible_on_either_side_of_a_mark() -> None:
    found = marked("a\x1b[2Jb\u202ec", 0, [(1, 5)])
    assert found.plain == "a［\\x1b[2J］b\\u202ec"

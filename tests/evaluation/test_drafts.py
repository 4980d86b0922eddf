"""A draft knows where each piece of the old text went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.evaluation.mutations.draft import Doubtful, Edit, deletions, rewritten
from analyzer.evaluation.mutations.numbers import closed_up, counts_well, series_of, written_as
from analyzer.model.text import Span

TEXT = "一、甲做了事。\n二、乙做了事。\n三、丙做了事。"


def test_kept_piece_is_followed_over_edits_around_it() -> None:
    draft = rewritten(TEXT, [Edit(0, 2, "第一，"), Edit(8, 16)])
    found = draft.follow(TEXT.index("丙"), len(TEXT))
    assert draft.text == "第一，甲做了事。\n三、丙做了事。"
    assert found is not None
    assert found.whole
    assert found.span.of(draft.text) == "丙做了事。"


def test_deleted_piece_is_gone_and_a_torn_one_is_not_whole() -> None:
    draft = rewritten(TEXT, [Edit(8, 16)])
    assert draft.follow(8, 16) is None
    torn = draft.follow(4, 12)
    assert torn is not None
    assert not torn.whole
    assert torn.span.of(draft.text) == TEXT[4:8]


def test_replacement_counts_as_a_whole() -> None:
    draft = rewritten(TEXT, [Edit(2, 6, "甲什么都做")])
    found = draft.follow(3, 7)
    assert found is not None
    assert found.whole
    assert found.span.of(draft.text) == "甲什么都做。"


def test_insertion_belongs_to_the_quote_around_it_only() -> None:
    draft = rewritten(TEXT, [Edit(4, 4, "（新）")])
    inside, before = draft.follow(2, 7), draft.follow(0, 4)
    assert inside is not None
    assert before is not None
    assert inside.span.of(draft.text) == "甲做（新）了事。"
    assert before.span.of(draft.text) == "一、甲做"


def test_parts_change_places() -> None:
    draft = rewritten(TEXT, [], order=[Span(8, 16), "（空）", Span(0, 8)])
    assert draft.text == "二、乙做了事。\n（空）一、甲做了事。\n"
    across = draft.follow(4, 12)
    assert across is not None
    assert not across.whole


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(Doubtful):
        rewritten(TEXT, [Edit(0, 5), Edit(4, 6)])


def test_line_of_which_nothing_is_left_goes_with_its_break() -> None:
    assert rewritten(TEXT, deletions(TEXT, [Span(8, 10), Span(10, 15)])).text == (
        "一、甲做了事。\n三、丙做了事。"
    )
    assert rewritten(TEXT, deletions(TEXT, [Span(10, 11)])).text.split("\n")[1] == "二、做了事。"


def test_count_closes_up_and_bad_counts_are_left() -> None:
    gone = deletions(TEXT, [Span(8, 15)])
    counted = closed_up(TEXT, gone)
    assert counted is not None
    assert rewritten(TEXT, [*gone, *counted]).text == "一、甲做了事。\n二、丙做了事。"
    bad = TEXT.replace("三", "五")
    assert closed_up(bad, deletions(bad, [Span(8, 15)])) is None


def test_series_are_told_by_heading_and_level() -> None:
    text = "一、\n（一）甲\n（二）乙\n二、\n（一）丙\n（三）丁\n三、\n"
    found = [[line.ordinal for line in series] for series in series_of(text)]
    assert found == [[1, 2, 3], [1, 2], [1, 3]]
    assert [counts_well(series) for series in series_of(text)] == [True, True, False]


@pytest.mark.parametrize(
    ("number", "ordinal", "written"),
    [
        ("（三）", 5, "（五）"),
        ("十、", 11, "十一、"),
        ("3.", 12, "12."),
        ("第二部分", 3, "第三部分"),
    ],
)
def test_number_keeps_its_writing(number: str, ordinal: int, written: str) -> None:
    assert written_as(number, ordinal) == written


@given(st.text("甲乙丙\n", max_size=30), st.data())
def test_whatever_is_kept_whole_reads_as_before(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    cuts = sorted(data.draw(st.lists(ends, min_size=0, max_size=6, unique=True)))
    edits = [
        Edit(low, high, data.draw(st.sampled_from(["", "新", "新的"])))
        for low, high in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    draft = rewritten(text, edits)
    start, end = sorted((data.draw(ends), data.draw(ends)))
    found = draft.follow(start, end)
    untouched = all(edit.end <= start or end <= edit.start for edit in edits)
    if untouched and start < end:
        assert found is not None
        assert found.whole
        assert found.span.of(draft.text) == text[start:end]
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(draft.text)

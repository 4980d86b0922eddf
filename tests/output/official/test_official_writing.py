"""Text, numbers, dates and bars as official letters write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from analyzer.output.official.bars import stacked
from analyzer.output.official.writing import clean, numeral, written_date
from analyzer.structure.numbers import ordinal_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (300, "三百"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals(number: int, said: str) -> None:
    assert numeral(number) == said


@given(st.integers(1, 99))
def test_numerals_of_headings_read_back(number: int) -> None:
    assert ordinal_of(f"{numeral(number)}、") == number


@given(st.text(st.characters()))
def test_any_text_goes_into_xml_and_keeps_its_line(text: str) -> None:
    made = clean(text)
    element = etree.Element("t")
    element.text = made
    assert etree.fromstring(etree.tostring(element)).text == (made or None)
    assert not set("\r\n\t\x0b\u2028\u202e\ufeff") & set(made)


@pytest.mark.parametrize("kept", ["㵲", "𠮷", "👨‍👩‍👧", "\ue000", "　", "{{发文单位}}", "<w:p/>"])
def test_rare_characters_stay(kept: str) -> None:
    assert clean(f"甲{kept}乙") == f"甲{kept}乙"


def test_dates_have_no_leading_zeros() -> None:
    assert written_date(date(2025, 3, 1)) == "2025年3月1日"


@given(st.lists(st.integers(0, 3000), min_size=3, max_size=3))
def test_bars_are_of_one_length_and_show_all_that_there_is(counts: list[int]) -> None:
    bars = stacked(counts, 14)
    assert len("".join(bars)) == (14 if sum(counts) else 0)
    assert [bool(each) for each in bars] == [count > 0 for count in counts]

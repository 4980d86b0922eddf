"""Lines of Chinese text in a given number of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from analyzer.output.layout import columns, fold


def folded(text: str, width: int) -> list[str]:
    return [line.plain for line in fold(Text(text), width)]


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@given(text=st.text("法治，。（）“”《》ab1 ", min_size=1, max_size=80), width=st.integers(20, 40))
def test_folded_text_fits_and_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(columns(line) <= width for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("法治法治法治法治法2024年", ["法治法治法治法治法", "2024年"]),
        ("法治法治法治法治法（治）", ["法治法治法治法治法", "（治）"]),
        ("法治法治法治法治法治，法", ["法治法治法治法治法", "治，法"]),
        ("法治法治法治法治法治》。", ["法治法治法治法治法", "治》。"]),
    ],
)
def test_numbers_stay_whole_and_marks_with_their_word(text: str, lines: list[str]) -> None:
    assert folded(text, 20) == lines

"""Which strings a regular expression cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.lexicon.schema import Pack
from analyzer.matching.literals import needed_literals

CASES = {
    "a|b": ("a", "b"),
    "ab*c": ("a",),
    "(?:ab|c)d": ("abd", "cd"),
    "a{2,3}b": ("aa",),
    "(a)(b)": ("ab",),
    "x?y": ("y",),
    "[ab]{2}c": ("aac", "abc", "bac", "bbc"),
    "[^a]b": ("b",),
    "(?:xx|yy)?zz": ("zz",),
    ".(?=绝密)": ("绝密",),
    "(?<!a)b": ("b",),
    "(?:a|)": (),
    "(?i)a": (),
    "[0-9]+": ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
    r"\d+": (),
    "^$": (),
}


@pytest.mark.parametrize(("pattern", "expected"), CASES.items())
def test_strings_are_those_that_every_match_needs(pattern: str, expected: tuple[str, ...]) -> None:
    assert needed_literals(pattern) == expected


@given(st.text("ab01xyzc绝密 ", max_size=30))
def test_where_none_of_them_stands_nothing_matches(text: str) -> None:
    for pattern in CASES:
        literals = needed_literals(pattern)
        if literals and not any(literal in text for literal in literals):
            assert not re.search(pattern, text)


def test_marks_of_leftovers_are_known(pack: Pack) -> None:
    known = {literal for rule in pack.patterns for literal in needed_literals(rule.pattern)}
    assert {"×", "待补充", "妥否"} <= known

"""Regular expressions that a hostile report could stop the program with."""

from __future__ import annotations

import re
import time

import pytest

from analyzer.lexicon.backtracking import hostile_text
from analyzer.lexicon.checks import check_pattern, expression_fault
from analyzer.lexicon.schema import Pack

NEVER_ENDING = [
    r"(a+)+b",
    r"(?:第?[一二三]*)*条",
    r"^(\s*\w+\s*)*$",
    r"(?:张|张三)*李(?:张|[张三])*王" r"|(?:x+x+)+y",
    r"\d+\d+\d+\d+x",
    r"(?=(?:办+)+理)办",
]
HARMLESS = [
    r"\d+x",
    r"(?:[^。]+。)+$",
    r"(?:甲|乙)*丙",
    r"(?<!\d)1[3-9]\d{9}(?!\d)",
    r"[（(][^）)]{0,12}[）)]",
    r"(?P<named>某+)不服",
    r"(?>a+)b|c++d",
]


@pytest.mark.parametrize("pattern", NEVER_ENDING)
def test_pattern_that_never_ends_is_found_in_bounded_time(pattern: str) -> None:
    began = time.process_time()
    text = hostile_text(pattern)
    assert time.process_time() - began < 5
    assert text is not None
    assert re.compile(pattern).search(text) is None


@pytest.mark.parametrize("pattern", HARMLESS)
def test_harmless_pattern_is_let_through(pattern: str) -> None:
    assert hostile_text(pattern) is None


def test_every_built_in_pattern_is_harmless(pack: Pack) -> None:
    assert pack.patterns
    for pattern in pack.patterns:
        assert list(check_pattern(pattern, pack.rules, tried_out=True)) == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(张三", "第 1 个字符处"),
        ("张三)", "第 3 个字符处"),
        ("[张", "不是正确的正则表达式"),
        ("张{3,1}", "不是正确的正则表达式"),
        ("*张", "不是正确的正则表达式"),
        ("(?<=张+)三", "不是正确的正则表达式"),
        ("张?", "连空白也能匹配"),
        ("〈地名〉不服", "里的代号“〈地名〉”不认识，只能用“〈姓名〉”"),
    ],
)
def test_pattern_that_is_none_is_refused_with_a_remedy(pattern: str, said: str) -> None:
    assert said in expression_fault(pattern, tried_out=False)


@pytest.mark.parametrize("pattern", ["张三", "〈姓名〉不服", "(?:张|李)三", "^张", "\\d{3}"])
def test_right_pattern_is_not_refused(pattern: str) -> None:
    assert expression_fault(pattern, tried_out=True) == ""

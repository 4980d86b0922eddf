"""What can be checked in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from analyzer.matching.facts import find_facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("全年接手37桩，说和29桩。", ["37桩", "29桩"]),
        ("来信3封，跑腿2趟，材料6样。", ["3封", "2趟", "6样"]),
        ("经审查之议题三十三，退回者五。", ["者五"]),
        ("或者一，如果二，不算。", []),
        ("扣2分，满分10分。", []),
        ("平均91.7分。", ["91.7分"]),
        ("0件，零起。", []),
        ("2023年，第一议题，四个意识。", []),
    ],
)
def test_facts_are_what_a_reader_could_check(text: str, facts: list[str]) -> None:
    assert [text[fact.start : fact.end] for fact in find_facts(text)] == facts

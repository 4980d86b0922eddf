"""The decision file: nothing is lost but what was never written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.model.report import Status
from analyzer.review.decision import Decision, Passage, Undo, as_line, from_line, storable
from analyzer.review.journal import append, make_ready, read_journal
from tests.conftest import ROOT


def decision(because: str = "", **fields: object) -> Decision:
    given_fields: dict[str, object] = {
        "by": "张三", "issuer": "平川县样例局", "year": 2024, "file": "报告.docx",
        "element": "causes", "said": Status.MENTIONED, "status": Status.SUBSTANTIVE,
        "because": because, "whole": "0" * 16,
        "passages": (Passage(text="编制不足", digest="1" * 16, length=4),),
    }  # fmt: skip
    return Decision.model_validate(given_fields | fields)


def reasons(path: Path) -> list[str]:
    return [made.because for made in read_journal(path).decisions]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "法治审查记录.jsonl"


@given(st.text(), st.text(min_size=1))
def test_any_text_comes_back(because: str, by: str) -> None:
    made = decision(storable(because), by=storable(by))
    line = as_line(made)
    assert b"\n" not in line
    assert from_line(line.decode()) == made


def test_decisions_come_back_in_the_order_of_writing(path: Path) -> None:
    for because in "甲乙丙":
        append(path, decision(because))
    assert reasons(path) == ["甲", "乙", "丙"]
    assert [entry.line for entry in read_journal(path).entries] == [1, 2, 3]


def test_file_is_readable_for_people(path: Path) -> None:
    append(path, decision("第5段写了编制不足"))
    text = path.read_text("utf-8")
    assert text.startswith('{"by": "张三", "at": "20')
    assert "第5段写了编制不足" in text


def test_no_file_holds_nothing(path: Path) -> None:
    assert read_journal(path).entries == ()


@pytest.mark.parametrize("cut", [1, 20, 60, 61, 62, 200])
def test_half_written_last_line_costs_no_other(path: Path, cut: int) -> None:
    append(path, decision("甲"))
    with path.open("ab") as file:
        file.write(as_line(decision("没写完"))[:cut])
    append(path, decision("乙"))
    journal = read_journal(path)
    assert reasons(path) == ["甲", "乙"]
    assert journal.bad_lines == (2,)
    assert "第 2 行" in journal.note


def test_first_line_half_written_leaves_the_file_usable(path: Path) -> None:
    path.write_bytes(as_line(decision("没写完"))[:30])
    append(path, decision("乙"))
    assert reasons(path) == ["乙"]


def test_last_line_without_its_break_is_whole(path: Path) -> None:
    path.write_bytes(as_line(decision("甲")))
    append(path, decision("乙"))
    assert reasons(path) == ["甲", "乙"]
    assert read_journal(path).bad_lines == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.decode().encode("gb18030"),
        lambda raw: raw + b"\r\n\r\n  \n",
        lambda raw: raw + raw,
    ],
    ids=["Windows line ends", "BOM", "Chinese code page", "blank lines", "copied twice"],
)
def test_what_editors_do_to_the_file_is_read(path: Path, spoil: object) -> None:
    append(path, decision("甲"))
    append(path, decision("乙"))
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    append(path, decision("丙"))
    assert reasons(path) == ["甲", "乙", "丙"]
    assert read_journal(path).bad_lines == ()


def test_two_files_are_merged_by_copying_them_together(tmp_path: Path) -> None:
    one, other = tmp_path / "一.jsonl", tmp_path / "二.jsonl"
    append(one, decision("甲"))
    append(other, decision("乙"))
    other.write_bytes(b"\xef\xbb\xbf" + other.read_bytes())
    both = tmp_path / "合.jsonl"
    both.write_bytes(one.read_bytes() + other.read_bytes())
    assert reasons(both) == ["甲", "乙"]


@pytest.mark.parametrize(
    "bad",
    [
        "{}", "[]", "1", '{"by": "张三"}', "[" * 100_000, '{"a":' * 50_000, "\x00\x00", '{"undo": ""}',
        '{"by": "\\ud800"}', "NaN",
    ],
    ids=["empty", "list", "number", "half", "deep list", "deep object", "NUL", "undo of nothing",
         "half a pair", "NaN"],
)  # fmt: skip
def test_hostile_lines_are_bad_lines(path: Path, bad: str) -> None:
    append(path, decision("甲"))
    with path.open("a", encoding="utf-8") as file:
        file.write(bad + "\n")
    append(path, decision("乙"))
    assert reasons(path) == ["甲", "乙"]
    assert read_journal(path).bad_lines == (2,)


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "fine"), ("status", None), ("year", "去年"), ("at", "昨天"), ("at", "2024-01-01T00:00:00"),
     ("by", ""), ("passages", [{"text": "", "digest": "", "length": 0}])],
)  # fmt: skip
def test_line_with_a_wrong_value_is_a_bad_line(path: Path, field: str, value: object) -> None:
    append(path, decision("甲"))
    spoilt = json.loads(as_line(decision("乙"))) | {field: value}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(spoilt) + "\n")
    assert reasons(path) == ["甲"]
    assert read_journal(path).bad_lines == (2,)


def test_keys_of_a_later_version_are_passed_over(path: Path) -> None:
    later = json.loads(as_line(decision("甲"))) | {"mood": "好"}
    path.write_text(json.dumps(later) + "\n", "utf-8")
    assert reasons(path) == ["甲"]


def test_undone_decision_stays_in_the_file(path: Path) -> None:
    kept, taken = decision("甲"), decision("乙")
    append(path, kept)
    append(path, taken)
    append(path, Undo(undo=taken.id, by="李四"))
    assert reasons(path) == ["甲"]
    assert [entry.undone for entry in read_journal(path).entries] == [False, True]


@pytest.mark.parametrize("content", ["张三\t李四\n".encode(), b"PK\x03\x04", b"pen: x\n"])
def test_another_kind_of_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UsageError, match="不是审查记录"):
        make_ready(path)
    assert path.read_bytes() == content


def test_utf16_is_refused_with_the_remedy(path: Path) -> None:
    path.write_bytes("{}".encode("utf-16"))
    with pytest.raises(UsageError, match="UTF-8"):
        make_ready(path)


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    for act in (read_journal, make_ready):
        with pytest.raises(UsageError, match="打不开"):
            act(tmp_path)


def test_read_only_folder_is_told_before_anybody_decides(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "open", refuse)
    for act in (lambda: make_ready(path), lambda: append(path, decision())):
        with pytest.raises(UsageError, match=r"写不进去.*--decisions"):
            act()


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="写不进去"):
        append(tmp_path / "没有" / "x.jsonl", decision())


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.review.test_journal import decision
from analyzer.review.journal import append
for number in range(60):
    append(Path(sys.argv[1]), decision("字" * 5000 + f"{sys.argv[2]}{number}"))
"""


def test_two_people_write_at_once_and_nothing_is_lost(path: Path) -> None:
    people = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), who], cwd=ROOT)
        for who in ("甲", "乙")
    ]
    assert [person.wait() for person in people] == [0, 0]
    journal = read_journal(path)
    assert journal.bad_lines == ()
    found = [made.because.lstrip("字") for made in journal.decisions]
    for who in ("甲", "乙"):
        assert [f for f in found if f.startswith(who)] == [f"{who}{n}" for n in range(60)]


KILLED = WRITER.replace("range(60)", "range(10**9)")


def test_killed_program_loses_at_most_what_it_was_writing(path: Path) -> None:
    person = subprocess.Popen([sys.executable, "-c", KILLED, str(path), "甲"], cwd=ROOT)
    while not (path.exists() and path.stat().st_size > 100_000):
        assert person.poll() is None
    person.kill()
    person.wait()
    # Its lock has gone with it.
    append(path, decision("乙"))
    journal = read_journal(path)
    assert journal.decisions[-1].because == "乙"
    assert len(journal.bad_lines) <= 1
    assert len(journal.decisions) + len(journal.bad_lines) == path.read_bytes().count(b"\n")


def at(hour: int, **fields: object) -> Decision:
    return decision(at=datetime(2026, 1, 5, hour, tzinfo=UTC), **fields)


def test_decisions_of_files_that_were_joined_come_in_the_order_of_their_times(path: Path) -> None:
    for made in (at(11, because="丙"), at(9, because="甲"), at(10, because="乙")):
        append(path, made)
    assert reasons(path) == ["甲", "乙", "丙"]


def test_a_clock_that_was_set_back_does_not_bring_back_what_was_replaced(path: Path) -> None:
    first = at(20, because="先")
    second = at(8, because="后", replaces=first.id)
    third = at(9, because="最后", replaces=second.id)
    for made in (third, first, second):
        append(path, made)
    assert reasons(path) == ["先", "后", "最后"]


def test_decisions_that_claim_to_replace_each_other_are_all_there(path: Path) -> None:
    one, two = at(8, id="a", replaces="b"), at(9, id="b", replaces="a")
    append(path, two)
    append(path, one)
    assert sorted(made.id for made in read_journal(path).decisions) == ["a", "b"]

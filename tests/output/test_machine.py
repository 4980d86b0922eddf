"""What all machine formats have in common: same input, same bytes; names; characters."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from analyzer.lexicon.schema import Pack
from analyzer.output.characters import without_controls
from analyzer.output.machine.formats import MachineFormat, machine_text
from analyzer.output.machine.names import relative_names, renamed, uri_of
from analyzer.output.workbook.checked import fill_workbook
from analyzer.pipeline import Analyzer
from tests.output.checks import HOSTILE, PLAIN, checked, reviewed


@pytest.mark.parametrize("form", list(MachineFormat))
def test_the_same_input_gives_the_same_bytes(
    analyzer: Analyzer, pack: Pack, form: MachineFormat
) -> None:
    made = [
        machine_text(checked(pack, reviewed(analyzer, HOSTILE), reviewed(analyzer, PLAIN)), form)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_the_same_input_gives_the_same_workbook_but_for_its_date(
    analyzer: Analyzer, pack: Pack, tmp_path: Path
) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        fill_workbook(checked(pack, reviewed(analyzer, HOSTILE)), tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as book:
            parts = {part: book.read(part) for part in book.namelist()}
        del parts["docProps/core.xml"]
        made.append(parts)
    assert made[0] == made[1]


def test_names_are_told_from_the_current_folder_or_the_one_in_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative_names(["a.txt", str(tmp_path / "b" / "c.txt")]) == {
        "a.txt": "a.txt",
        str(tmp_path / "b" / "c.txt"): "b/c.txt",
    }
    other = str(tmp_path.parent / "别处.txt")
    assert relative_names(["a/b.txt", other]) == {
        "a/b.txt": f"{tmp_path.name}/a/b.txt",
        other: "别处.txt",
    }
    assert relative_names([other]) == {other: "别处.txt"}
    assert relative_names([]) == {}


def test_names_that_begin_alike_are_not_mixed_up_in_messages() -> None:
    names = {"/x/a": "a", "/x/ab.txt": "ab.txt"}
    assert renamed("/x/ab.txt：坏了；/x/a：也坏了", names) == "ab.txt：坏了；a：也坏了"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_name_makes_a_uri_of_plain_characters(name: str) -> None:
    uri = uri_of(name)
    assert uri.isascii()
    assert not set(uri) & set(" :?#[]@!$&'()*+,;=\"<>\\^`{|}\n")
    assert os.fsdecode(_unquoted(uri)) == name


def _unquoted(uri: str) -> bytes:
    pieces = uri.encode().split(b"%")
    return pieces[0] + b"".join(bytes.fromhex(p[:2].decode()) + p[2:] for p in pieces[1:])


@given(st.text(st.characters(codec=None)))
def test_any_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = without_controls(text)
    read = etree.fromstring(etree.tostring(element, encoding="utf-8")).text or ""
    assert read.replace("\r", "\n") == without_controls(text).replace("\r", "\n")

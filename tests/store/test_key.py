"""Everything that a verdict depends on changes the key; names of folders do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.matching.segment import Engine
from analyzer.model.report import ReaderState
from analyzer.store import key as keys
from analyzer.store.key import key_of

HEAD = "编号: ben-di\n名称: 本地\n版本: 1.0.0\n叠加于: fazhi-annual-report\n"
NONE = ReaderState()


def overlay(folder: Path, more: str = "") -> Pack:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(HEAD + more, encoding="utf-8")
    return load_pack(folder)


def test_the_same_inputs_have_the_same_key(pack: Pack) -> None:
    assert key_of(pack, reader=NONE) == key_of(load_pack(), reader=NONE)
    assert key_of(pack, reader=NONE, issuer=" ") == key_of(pack, reader=NONE, issuer=None)


def test_every_choice_of_the_user_has_its_own_key(pack: Pack) -> None:
    made = [
        key_of(pack, reader=NONE),
        key_of(pack, reader=ReaderState(corpus="a" * 64)),
        key_of(pack, reader=ReaderState(corpus="b" * 64)),
        key_of(pack, reader=NONE, engine=Engine.JIEBA),
        key_of(pack, reader=NONE, year=2023),
        key_of(pack, reader=NONE, issuer="2023"),
        key_of(pack, reader=NONE, issuer="\ud800"),
    ]
    assert len({key.judging for key in made}) == len(made)
    assert len({key.reading for key in made}) == 1


def test_a_reader_that_is_damaged_judges_as_none(pack: Pack) -> None:
    assert key_of(pack, reader=ReaderState(fault="坏了")) == key_of(pack, reader=NONE)


def test_the_content_of_an_overlay_counts_and_not_where_it_lies(pack: Pack, tmp_path: Path) -> None:
    one, moved = overlay(tmp_path / "甲"), overlay(tmp_path / "乙")
    words = overlay(tmp_path / "丙", "分词用词: [平川县]\n")
    assert key_of(one, reader=NONE) == key_of(moved, reader=NONE)
    # The version is the same, what it says is not.
    assert words.version == one.version
    judging = {key_of(p, reader=NONE).judging for p in (pack, one, words)}
    assert len(judging) == 3
    assert key_of(words, reader=NONE).pack == "fazhi-annual-report " + words.version


@pytest.mark.parametrize(
    ("module", "changed"),
    [
        ("judgement/rules/years.py", {"judging"}),
        ("scoring.py", {"judging"}),
        ("documents/word/read.py", {"reading"}),
        ("output/terminal.py", set()),
    ],
)
def test_changed_code_of_a_step_makes_that_step_anew(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, changed: set[str]
) -> None:
    def key() -> keys.Key:
        for cached in (keys._code, keys._reading):
            cached.cache_clear()
        return key_of(pack, reader=NONE)

    for part in (module, "pipeline.py", "documents/read.py", "judgement/x.py"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).write_text("before = 1\n", encoding="utf-8")
    monkeypatch.setattr(keys, "_PACKAGE", tmp_path)
    before = key()
    (tmp_path / module).write_text("after = 1\n", encoding="utf-8")
    after = key()
    monkeypatch.undo()
    key()
    assert {
        name for name in ("reading", "judging") if getattr(before, name) != getattr(after, name)
    } == changed

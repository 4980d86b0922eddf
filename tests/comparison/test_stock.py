"""The table of what everybody writes: made from the corpus, read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analyzer.comparison.copying.folding import fold_text
from analyzer.comparison.copying.shingles import LENGTH, shingle_hashes
from analyzer.comparison.copying.stock import (
    BUILT_IN,
    DamagedStock,
    Stock,
    learn_background,
    read_background,
    write_background,
)
from analyzer.evaluation.stock import learn_stock
from tests.conftest import ROOT

SAID = "各项工作取得了新的进展和明显的成效"


def test_the_table_is_what_the_corpus_teaches() -> None:
    """After a change of the corpus: fazhi corpus stock."""
    learnt = learn_stock(ROOT / "corpus")
    assert np.array_equal(read_background(BUILT_IN), learnt.hashes)
    assert write_background(learnt.hashes) == BUILT_IN.read_bytes()


def test_stock_is_what_three_writers_have_in_common_and_not_one_writer_thrice() -> None:
    folded = fold_text(SAID)
    assert len(learn_background([("甲", folded)] * 3)) == 0
    assert len(learn_background([("甲", folded), ("乙", folded), ("乙", folded)])) == 0
    common = learn_background([("甲", folded), ("乙", folded), ("丙", folded)])
    assert common.tolist() == sorted(set(shingle_hashes(folded.text).tolist()))
    assert len(learn_background([])) == 0


def test_every_character_of_a_stock_shingle_is_stock_and_no_other() -> None:
    text = fold_text(f"河长巡河{SAID}渠首无事")
    flags = Stock(np.unique(shingle_hashes(SAID))).characters(text)
    assert "".join(c for c, f in zip(text.text, flags, strict=True) if f) == SAID


@pytest.mark.parametrize(("bodies", "stock"), [(5, False), (6, True), (40, True)])
def test_a_collection_of_many_bodies_tells_its_own_stock(bodies: int, stock: bool) -> None:
    shared = [[fold_text(SAID)]] * bodies
    none = np.empty(0, np.uint32)
    assert Stock(none, shared).characters(fold_text(SAID)).all() == stock
    alone = [[fold_text(SAID)], *[[fold_text("别的话说了一大堆也不相干")]] * bodies]
    assert not Stock(none, alone).characters(fold_text(SAID)).any()


def test_many_years_of_one_body_are_no_many_bodies() -> None:
    years = [[fold_text(SAID)] * 20, *[[fold_text("不相干")]] * 9]
    assert not Stock(np.empty(0, np.uint32), years).characters(fold_text(SAID)).any()


@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "other", "empty"])
def test_a_damaged_table_says_so(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "stock.npz"
    contents = write_background(np.arange(LENGTH, dtype=np.uint32))
    if damage == "cut":
        path.write_bytes(contents[:-40])
    elif damage == "changed":
        path.write_bytes(contents.replace(b"hashes", b"hushes"))
    elif damage == "other":
        path.write_bytes(b"PK" + bytes(100))
    elif damage == "empty":
        path.write_bytes(b"")
    with pytest.raises(DamagedStock, match="fazhi corpus stock"):
        read_background(path)

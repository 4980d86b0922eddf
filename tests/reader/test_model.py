"""The file of the second reader: safe, whole or refused, the same for the same model."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.reader.model import BUILT_IN, DamagedModel, Model, built_in, read_model, write_model


def altered(path: Path, **arrays: np.ndarray) -> Path:
    with np.load(BUILT_IN, allow_pickle=False) as file:
        kept = {name: file[name] for name in file.files} | arrays
    np.savez(path, **kept, allow_pickle=True)
    return path


def head(**changes: object) -> np.ndarray:
    with np.load(BUILT_IN, allow_pickle=False) as file:
        told = json.loads(file["head"].tobytes())
    return np.frombuffer(json.dumps(told | changes).encode(), np.uint8)


def test_model_that_is_written_is_the_one_that_is_read(tmp_path: Path) -> None:
    model = built_in()
    path = tmp_path / "model.npz"
    path.write_bytes(write_model(model))
    read = read_model(path)
    assert read.head == model.head
    for name in ("grams", "bias", "mix", "mix_bias"):
        np.testing.assert_array_equal(getattr(read, name), getattr(model, name))


def test_same_model_gives_the_same_bytes() -> None:
    contents = BUILT_IN.read_bytes()
    assert write_model(built_in()) == contents
    assert len(contents) < 300_000


def test_file_holds_no_objects() -> None:
    with np.load(io.BytesIO(BUILT_IN.read_bytes()), allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} <= {"u", "i", "f"}


def refusal(path: Path) -> str:
    with pytest.raises(DamagedModel) as caught:
        read_model(path)
    return str(caught.value)


def test_missing_file_is_told_with_a_remedy(tmp_path: Path) -> None:
    said = refusal(tmp_path / "无.npz")
    assert "找不到" in said
    assert "fazhi corpus train" in said


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_file_is_refused_or_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    contents = bytearray(BUILT_IN.read_bytes())
    if data.draw(st.booleans()):
        del contents[data.draw(st.integers(0, len(contents) - 1)) :]
    else:
        contents[data.draw(st.integers(0, len(contents) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("damaged") / "model.npz"
    path.write_bytes(contents)
    try:
        model = read_model(path)
    except DamagedModel:
        return
    # A byte that says nothing of the contents, such as a date.
    assert np.array_equal(model.grams, built_in().grams)


@pytest.mark.parametrize(
    "change",
    [
        {"mix": np.zeros((3, 3), np.float32)},
        {"bias": np.full(19, np.nan, np.float32)},
        {"scale": np.full(19, np.inf, np.float32)},
        {"bias": np.array([{"a": 1}], dtype=object)},
        {"head": head(format=99)},
        {"head": head(elements="openness")},
        {"head": head(thresholds={"present": 7})},
        {"head": np.frombuffer(b"[]", np.uint8)},
        {"grams": np.zeros((4, 19), np.int8)},
    ],
    ids=["shape", "nan", "inf", "pickle", "format", "elements", "thresholds", "head", "rows"],
)
def test_file_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, np.ndarray]) -> None:
    assert "模型文件" in refusal(altered(tmp_path / "model.npz", **change))


def test_weights_lose_less_than_a_step_in_the_file(tmp_path: Path) -> None:
    model: Model = built_in()
    random = np.random.default_rng(0)
    grams = random.normal(size=model.grams.shape).astype(np.float32)
    grams[-1] = 0
    path = tmp_path / "model.npz"
    path.write_bytes(write_model(replace(model, grams=grams)))
    step = np.abs(grams).max(axis=0) / 127
    assert (np.abs(read_model(path).grams - grams) <= step / 2 + 1e-6).all()

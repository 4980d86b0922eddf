"""Charts as files: what kind, whole or not at all, the same each time."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from matplotlib.figure import Figure
from PIL import Image

from analyzer.errors import ChartError, UsageError
from analyzer.output.charts import SUFFIXES, heat_map, library, write_chart
from tests.output.charts.models import LABELS, comparison, record

HOSTILE = "$\\alpha$ <b>&县局"


def draw(paged: bool) -> Iterator[Figure]:
    rows = [record(f"{HOSTILE}{n}", "smx") for n in range(40)]
    return heat_map(comparison(*rows), LABELS, paged=paged)


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".PNG"])
def test_the_suffix_says_what_is_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"图{suffix}"
    assert write_chart(draw, str(path)) == frozenset()
    if suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        assert len(document) == len(list(draw(True))) > 1
        document.close()
    elif suffix == ".svg":
        ids = [each.get("id") for each in etree.parse(path).iter() if each.get("id")]
        assert len(ids) == len(set(ids)) > 10
    else:
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert picture.height > 40 * 30
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_comparison_gives_the_same_file(suffix: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"一{suffix}", tmp_path / f"二{suffix}"
    write_chart(draw, str(first))
    write_chart(draw, str(second))
    assert first.read_bytes() == second.read_bytes()


def test_a_file_of_settings_that_lies_about_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib

    plain, other = tmp_path / "一.png", tmp_path / "二.png"
    write_chart(draw, str(plain))
    with matplotlib.rc_context({"savefig.bbox": "tight", "text.usetex": True, "figure.dpi": 30}):
        write_chart(draw, str(other))
    assert plain.read_bytes() == other.read_bytes()


def test_a_drawing_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "图.pdf"
    path.write_text("旧的", "utf-8")

    def failing(paged: bool) -> Iterator[Figure]:
        yield next(draw(paged))
        raise ChartError("画到一半", remedy="再试")

    with pytest.raises(ChartError):
        write_chart(failing, str(path))
    assert path.read_text("utf-8") == "旧的"
    assert [each.name for each in tmp_path.iterdir()] == ["图.pdf"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="写不了"):
        write_chart(draw, str(tmp_path / "没有" / "图.png"))


def test_without_the_extra_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "matplotlib" else found(name, package)

    monkeypatch.setattr(library, "find_spec", without)
    monkeypatch.delitem(library.sys.modules, "matplotlib.font_manager")
    with pytest.raises(ChartError) as caught:
        write_chart(draw, str(tmp_path / "图.png"))
    assert caught.value.code == "chart.library"
    assert 'pip install "fazhi[charts]"' in str(caught.value)
    assert list(tmp_path.iterdir()) == []

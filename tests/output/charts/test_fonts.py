"""Fonts are found by the characters needed; nothing is drawn as an empty box."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.errors import ChartError
from analyzer.output.charts import fonts, heat_map, write_chart
from analyzer.output.charts.library import ready
from tests.conftest import ROOT
from tests.output.charts.models import LABELS, comparison, record

ready()

from matplotlib.font_manager import FontEntry, fontManager  # noqa: E402


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Fonts by family, and the characters that each has; a test fills it."""
    families: dict[str, str] = {}

    def entries() -> list[FontEntry]:
        return [
            FontEntry(fname=name, name=name, style="normal", weight=400, index=0)
            for name in families
        ]

    monkeypatch.setattr(
        type(fontManager), "ttflist", property(lambda self: entries()), raising=False
    )
    monkeypatch.setattr(fonts, "_characters", lambda path, index: frozenset(families[path]))
    monkeypatch.delenv("FAZHI_FONT", raising=False)
    return families


def test_the_preferred_font_that_has_the_characters_is_taken(installed: dict[str, str]) -> None:
    installed.update(
        {
            "AAA": "法治政府",
            "SimSun": "法治政府",
            "Noto Sans CJK SC": "法治政府",
            "DejaVu Sans": "abc",
        }
    )
    assert fonts.find_lettering("法治政府") == (("Noto Sans CJK SC",), frozenset())
    del installed["Noto Sans CJK SC"]
    assert fonts.find_lettering("法治政府").families == ("SimSun",)
    del installed["SimSun"]
    assert fonts.find_lettering("法治政府").families == ("AAA",)


def test_another_font_fills_in_for_a_rare_character(installed: dict[str, str]) -> None:
    common = "法治政府建设年度报告得分"
    installed.update({"Microsoft YaHei": common, "Zzz": common + "㵲"})
    assert fonts.find_lettering(common + "㵲") == (("Microsoft YaHei", "Zzz"), frozenset())


def test_a_font_that_lacks_most_characters_is_no_font(installed: dict[str, str]) -> None:
    installed.update({"DejaVu Sans": "0123456789.+", "Last Resort High-Efficiency": "法治政府"})
    with pytest.raises(ChartError) as caught:
        fonts.find_lettering("法治政府0123")
    assert caught.value.code == "chart.font"
    assert "fonts-noto-cjk" in str(caught.value)
    assert "FAZHI_FONT" in str(caught.value)


def test_without_any_font_nothing_is_written(installed: dict[str, str], tmp_path: Path) -> None:
    compared = comparison(record("甲局", "ssx"))
    with pytest.raises(ChartError):
        write_chart(lambda paged: heat_map(compared, LABELS, paged=paged), str(tmp_path / "图.png"))
    assert list(tmp_path.iterdir()) == []


def test_a_character_that_no_font_has_becomes_a_geta_and_is_told() -> None:
    compared = comparison(record("\U00020ffe\U0003fffd乡", "ssx"))
    (figure,) = heat_map(compared, LABELS, paged=False)
    missing = fonts.letter(figure)
    assert "\U0003fffd" not in missing, "an unassigned code point is shown by its number already"
    drawn = "".join(text.get_text() for text in figure.texts)
    assert not missing & set(drawn)
    assert (fonts.GETA in drawn) == bool(missing)


def test_the_font_that_the_user_names_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    families = fonts.find_lettering("法治").families
    others = {
        entry.name: entry.fname
        for entry in fontManager.ttflist
        if entry.name != families[0]
        and entry.index == 0
        and not entry.name.startswith("Last Resort")
        and frozenset("法治") <= fonts._characters(entry.fname, entry.index)
    }
    if not others:
        pytest.skip("这台电脑只有一种中文字体")
    name = sorted(others)[0]
    monkeypatch.setenv("FAZHI_FONT", others[name])
    named = {entry.name for entry in fontManager.ttflist if entry.fname == others[name]}
    assert fonts.find_lettering("法治").families[0] in named


def test_a_named_file_that_is_no_font_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in (tmp_path / "没有.ttf", tmp_path):
        monkeypatch.setenv("FAZHI_FONT", str(path))
        with pytest.raises(ChartError, match="FAZHI_FONT") as caught:
            fonts.find_lettering("法治")
        assert caught.value.source == str(path)


CODE = """
import sys, analyzer.output.charts.library as library
library.ready()
import matplotlib, os
print(os.environ.get("MPLCONFIGDIR"))
print([name for name in ("matplotlib.pyplot", "tkinter", "PyQt5", "gi") if name in sys.modules])
"""


def test_loading_the_library_leaves_nothing_behind_and_takes_no_window(tmp_path: Path) -> None:
    scratch, home = tmp_path / "scratch", tmp_path / "home"
    scratch.mkdir()
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"},
        "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home),
        "XDG_CACHE_HOME": str(home / "c"), "XDG_CONFIG_HOME": str(home / "c"),
        "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch),
    }  # fmt: skip
    home.chmod(0o500)
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["None", "[]"]
    assert done.stderr == ""
    assert list(scratch.iterdir()) == []
    assert list(home.iterdir()) == []

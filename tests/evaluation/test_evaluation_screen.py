"""The screen of an evaluation. The expected screens are text files under ``tests/golden/evaluation``."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from rich.console import Console

from analyzer.evaluation.comparison import Comparison, compare, read_earlier
from analyzer.evaluation.corpus import read_parts
from analyzer.evaluation.evaluate import Evaluation, evaluate
from analyzer.evaluation.json_object import evaluation_object
from analyzer.evaluation.mutations import MutationKind, Variant
from analyzer.evaluation.screen import EvaluationScreen
from analyzer.lexicon.schema import Pack
from analyzer.output.json_report import dumps
from tests.conftest import ROOT
from tests.small_corpus import PHONE, TEXT, write_part

GOLDEN = ROOT / "tests" / "golden" / "evaluation"
REGENERATE = os.environ.get("FAZHI_GOLDEN") == "write"


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Evaluation:
    """Two parts alike, and two variants of which one is judged wrongly."""
    folder = tmp_path_factory.mktemp("corpus")
    for part in ("dev", "train"):
        write_part(folder / part)
    parts = read_parts(folder)
    label = parts[0].reports[0].label
    variants = [
        Variant(name=f"ju-{kind}-{element}-1", base="ju", kind=kind, element=element,
                text=TEXT.replace("进一步推进政务公开", ""), label=label)
        for kind, element in ((MutationKind.REMOVED, "causes"), (MutationKind.EMPTIED, "measures"))
    ]  # fmt: skip
    return evaluate(parts, variants, pack, mutations=3, seed=0, jobs=1, advance=lambda: None)


@pytest.fixture(scope="module")
def comparison(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """As if one disagreement were new, one gone, one another, and one report changed since."""
    old = evaluation_object(evaluation, None)
    changed, lost, *rest = [d for d in old["disagreements"] if d["about"] == "element"]
    gone = {**lost, "name": "disputes", "expected": "missing", "got": "mentioned"}
    rest += [d for d in old["disagreements"] if d["about"] != "element"]
    old["disagreements"] = [{**changed, "got": "mentioned"}, gone, *rest]
    old["mutations"]["failed"] = []
    old["all"]["verdicts"]["kappa"]["value"] = 0.75
    old["reports"][-1]["digest"] = "another"
    path = tmp_path_factory.mktemp("old") / "old.json"
    path.write_text(dumps(old), encoding="utf-8")
    return compare(read_earlier(path), evaluation)


def screen(
    evaluation: Evaluation, comparison: Comparison | None, width: int, *, listed: bool = True
) -> str:
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False)
    EvaluationScreen(console, evaluation).show(comparison, listed=listed)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


@pytest.mark.parametrize("width", [80, 120])
def test_screen_is_as_it_was_approved(
    width: int, evaluation: Evaluation, comparison: Comparison
) -> None:
    path = GOLDEN / f"{width}.txt"
    found = screen(evaluation, comparison, width)
    if REGENERATE:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(
    width: int, evaluation: Evaluation, comparison: Comparison
) -> None:
    for line in screen(evaluation, comparison, width).split("\n"):
        assert sum(2 if east_asian_width(ch) in "WF" else 1 for ch in line) <= width, line


def test_table_that_does_not_fit_is_cut_into_blocks_that_each_name_their_rows(
    evaluation: Evaluation,
) -> None:
    narrow = screen(evaluation, None, 40, listed=False)
    assert narrow.count("\n规范性文件") > 1


def test_what_became_worse_is_told_before_any_figure(
    evaluation: Evaluation, comparison: Comparison
) -> None:
    shown = screen(evaluation, comparison, 120)
    assert shown.index("变坏 1 处，在 1 份报告里：dev/ju") < shown.index("精确率")


def test_list_is_left_out_when_only_figures_are_wanted(evaluation: Evaluation) -> None:
    shown = screen(evaluation, None, 80, listed=False)
    assert "分歧" not in shown
    assert "kappa" in shown


def test_personal_data_is_hidden(evaluation: Evaluation, comparison: Comparison) -> None:
    assert PHONE not in screen(evaluation, comparison, 120)


def test_text_never_drives_the_terminal(tmp_path: Path, pack: Pack) -> None:
    hostile = "\x1b[31m红[bold]粗[/bold]\u202e"
    folder = write_part(tmp_path / "dev")
    report = folder / "reports" / "ju.txt"
    report.write_text(TEXT.replace("办公室人员兼任", f"{hostile}兼任"), encoding="utf-8")
    parts = read_parts(folder)
    found = evaluate(parts, [], pack, mutations=0, seed=0, jobs=1, advance=lambda: None)
    shown = screen(found, None, 120)
    assert not set(shown) & {"\x1b", "\u202e"}
    assert "[bold]粗[/bold]" in shown

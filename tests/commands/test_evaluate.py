"""``fazhi evaluate`` as scripts and people call it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.commands import progress
from analyzer.commands.app import main
from analyzer.evaluation import judging
from tests.conftest import ROOT
from tests.small_corpus import write_part

OVERLAY = {
    "pack.yaml": '编号: local\n名称: 本县补充\n版本: "1.0.0"\n叠加于: fazhi-annual-report\n',
    "elements/disputes.yaml": "编号: disputes\n线索:\n  - 名: 新说法\n    任一: [行政处罚案件]\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_part(tmp_path / "corpus" / "dev")
    write_part(tmp_path / "corpus" / "train")
    return tmp_path / "corpus"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    for name, text in OVERLAY.items():
        path = tmp_path / "overlay" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "overlay"


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(["evaluate", *map(str, arguments)])
    out, err = capfd.readouterr()
    return status, out, err


def test_figures_and_disagreements_are_printed(
    capfd: pytest.CaptureFixture[str], corpus: Path
) -> None:
    status, out, err = run(capfd, corpus)
    assert status == 0
    assert out.startswith("【评测：4 份报告（dev 2 份、train 2 份）】")
    assert "【分歧（16 处）】" in out
    assert err == ""


def test_json_has_the_documented_keys_and_nothing_else_is_printed(
    capfd: pytest.CaptureFixture[str], overlay: Path, tmp_path: Path
) -> None:
    folder, old = ROOT / "corpus" / "train", tmp_path / "old.json"
    options = ("--mutations", 40, "--format", "json")
    old.write_text(run(capfd, folder, *options, "--seed", 1)[1], encoding="utf-8")
    # A word of legal education, given to another element as if it were a synonym.
    word = OVERLAY["elements/disputes.yaml"].replace("disputes", "openness")
    path = overlay / "elements" / "openness.yaml"
    path.write_text(word.replace("行政处罚案件", "法治文化"), encoding="utf-8")
    status, out, err = run(
        capfd, folder, *options, "--seed", 1, "--compare", old, "--lexicon", overlay
    )
    assert (status, err) == (1, "")
    value = json.loads(out)
    assert value["comparison"]["lost"]
    documented = (ROOT / "corpus" / "README.md").read_text("utf-8")
    keys: set[str] = set()

    def collect(found: object) -> None:
        if isinstance(found, dict):
            keys.update(found)
            for inner in found.values():
                collect(inner)
        elif isinstance(found, list):
            for inner in found:
                collect(inner)

    # The keys of these are names of elements, rules and statuses.
    for figures in (value["all"], *value["parts"]):
        figures["elements"] = list(figures["elements"].values())
        figures["findings"]["rules"] = list(figures["findings"]["rules"].values())
        figures["classes"] = list(figures["classes"].values())
        assert set(figures.pop("confusion")) == {"substantive", "mentioned", "missing"}
    for report in value["reports"]:
        report["elements"] = list(report["elements"].values())
    value["mutations"]["kinds"] = list(value["mutations"]["kinds"].values())
    collect(value)
    assert len(keys) > 60
    assert {key for key in keys if f"`{key}`" not in documented} == set()


def test_figures_in_json_are_those_of_the_labels(
    capfd: pytest.CaptureFixture[str], corpus: Path
) -> None:
    value = json.loads(run(capfd, corpus / "dev", "--format", "json")[1])
    verdicts = value["all"]["verdicts"]
    assert (verdicts["gaps"]["right"], verdicts["gaps"]["false"]) == (4, 1)
    assert verdicts["gaps"]["missed"] == 2
    assert verdicts["agreement"]["value"] == 0.75
    assert value["all"]["confusion"]["missing"] == {"substantive": 1, "mentioned": 1, "missing": 4}
    assert value["reports"][0]["elements"]["causes"] == {
        "expected": "missing",
        "got": "substantive",
    }
    assert [part["name"] for part in value["parts"]] == ["dev"]


def test_split_limits_to_parts(capfd: pytest.CaptureFixture[str], corpus: Path) -> None:
    assert "（train 2 份）" in run(capfd, corpus, "--split", "train", "-q")[1]
    assert "（dev 2 份、train 2 份）" in run(
        capfd, corpus, "--split", "train", "--split", "dev", "-q"
    )[1]  # fmt: skip
    status, out, err = run(capfd, corpus, "--split", "nix")
    assert (status, out) == (2, "")
    assert "dev、train" in err


def test_loss_against_an_earlier_run_is_told_first_and_by_the_exit_status(
    capfd: pytest.CaptureFixture[str], corpus: Path, overlay: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(run(capfd, corpus, "--format", "json")[1], encoding="utf-8")
    assert run(capfd, corpus, "--compare", old)[0] == 0
    status, out, _ = run(capfd, corpus, "--compare", old, "--lexicon", overlay)
    assert status == 1
    assert "变坏 2 处，在 2 份报告里：dev/ju、train/ju" in out[: out.index("精确率")]
    status, text, _ = run(capfd, corpus, "--compare", old, "--lexicon", overlay, "--format", "json")
    assert status == 1
    lost = json.loads(text)["comparison"]["lost"]
    assert [(d["report"], d["name"], d["got"]) for d in lost] == [
        ("ju", "disputes", "substantive"),
        ("ju", "disputes", "substantive"),
    ]
    new.write_text(text, encoding="utf-8")
    status, out, _ = run(capfd, corpus, "--compare", new)
    assert status == 0
    assert "变好 2 处" in out


def test_page_is_written_and_never_over_a_file_unless_forced(
    capfd: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path
) -> None:
    page = tmp_path / "评测.html"
    status, _, err = run(capfd, corpus, "-q", "--html", page)
    assert status == 0
    assert str(page) in err
    first = page.read_text("utf-8")
    assert first.startswith("<!DOCTYPE html>")
    page.write_text("别的", encoding="utf-8")
    status, out, err = run(capfd, corpus, "-q", "--html", page)
    assert (status, out) == (2, "")
    assert "--force" in err
    assert page.read_text("utf-8") == "别的"
    assert run(capfd, corpus, "-q", "--html", page, "--force")[0] == 0
    assert page.read_text("utf-8") == first


@pytest.mark.parametrize("place", ["nowhere/x.html", "."])
def test_page_that_cannot_be_written_is_refused_before_the_work(
    place: str, capfd: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path
) -> None:
    status, out, err = run(capfd, corpus, "--html", tmp_path / place, "--force")
    assert (status, out) == (2, "")
    assert "文件夹" in err


@pytest.mark.parametrize("content", [b"pen: [", b"\xff\xfe\x00", b"", b"pen: x\nelements: 3\n"])
def test_broken_label_gets_a_clear_line(
    content: bytes, capfd: pytest.CaptureFixture[str], corpus: Path
) -> None:
    (corpus / "dev" / "labels" / "ju.yaml").write_bytes(content)
    status, out, err = run(capfd, corpus)
    assert (status, out) == (2, "")
    assert "ju.yaml" in err
    assert "Traceback" not in err


def test_unreadable_report_gets_a_clear_line(
    capfd: pytest.CaptureFixture[str], corpus: Path
) -> None:
    (corpus / "dev" / "reports" / "ju.txt").write_bytes(b"")
    status, out, err = run(capfd, corpus)
    assert (status, out) == (2, "")
    assert "ju.txt" in err
    assert "空" in err


def test_mutations_and_number_of_processes(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "_WORTH_A_PROCESS", 20)
    arguments = (ROOT / "corpus" / "train", "--mutations", 60, "--seed", 7, "--format", "json")
    one = run(capfd, *arguments, "--jobs", 1)[1]
    assert run(capfd, *arguments, "--jobs", 2)[1] == one
    mutations = json.loads(one)["mutations"]
    assert 30 <= mutations["all"]["variants"] <= 60
    assert (
        sum(kind["variants"] for kind in mutations["kinds"].values())
        == (mutations["all"]["variants"])
    )
    assert mutations["kinds"]["removed"]["recall"]["value"] > 0.9
    assert mutations["kinds"]["removed"]["side_effects"]["value"] < 0.1


def test_failure_of_the_program_is_told_and_makes_the_run_fail(
    capfd: pytest.CaptureFixture[str], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analyzer.pipeline import Analyzer

    analyze = Analyzer.analyze

    def failing(self: Analyzer, text: str, **options: object) -> object:
        if options["source"] == "dev/ju":
            raise RuntimeError("planted")
        return analyze(self, text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Analyzer, "analyze", failing)
    status, out, err = run(capfd, corpus, "--format", "json")
    value = json.loads(out)
    assert status == 1
    assert value["all"]["reports"] == 3
    assert [error["source"] for error in value["errors"]] == ["dev/ju"]
    assert "planted" in err


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("options", "shown"), [((), True), (("--quiet",), False)])
def test_progress_bar_counts_texts(
    options: tuple[str, ...], shown: bool, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    main(["evaluate", str(corpus), *options])
    assert ("正在评测" in terminal.getvalue()) is shown
    assert ("4/4" in terminal.getvalue()) is shown


def test_processes_start_from_the_program_itself(corpus: Path) -> None:
    """A spawned process runs the main module again; it must not run the program again."""
    command = [sys.executable, str(ROOT / "cli.py"), "evaluate", str(ROOT / "corpus" / "train")]
    options = ["--mutations", "320", "--jobs", "2", "--format", "json", "--quiet"]
    done = subprocess.run(
        [*command, *options],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["mutations"]["all"]["variants"] > 277

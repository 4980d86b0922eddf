"""``fazhi corpus``: labels are checked, variants are written as a corpus of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.commands.app import main
from analyzer.evaluation.labels import label_faults, read_corpus
from analyzer.evaluation.mutations import MutationKind, make_variants
from tests.conftest import CORPUS, ROOT

TRAIN = str(ROOT / "corpus" / "train")


def test_lint_of_our_own_corpus_prints_counts(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "lint"]) == 0
    out = capfd.readouterr().out
    assert "年度报告" in out
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("train")] == [
        ["train", str(len(CORPUS))]
    ]
    assert out.rstrip().endswith("没有错误。")


def test_lint_of_a_faulty_corpus_fails_with_the_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["corpus", "mutate", TRAIN, "--output", str(tmp_path / "x"), "--count", "1"])
    (label,) = (tmp_path / "x" / "labels").iterdir()
    label.write_text(label.read_text("utf-8").replace("kind: ", "kinds: "), "utf-8")
    capfd.readouterr()
    assert main(["corpus", "lint", str(tmp_path / "x")]) == 1
    out = capfd.readouterr().out
    assert f"{label}:" in out
    assert "不认识的键“kinds”" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["corpus", "lint", "nowhere"],
        ["corpus", "mutate", "nowhere", "--output", "x"],
        ["corpus", "mutate", TRAIN],
        ["corpus", "mutate", TRAIN, "--output", "x", "--kind", "remove"],
        ["corpus", "mutate", TRAIN, "--output", "x", "--count", "0"],
    ],
)
def test_wrong_usage_is_status_two_and_writes_nothing(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert list(tmp_path.iterdir()) == []


def test_variants_are_a_corpus_that_can_be_read_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "新的" / "变体"
    assert main(["corpus", "mutate", TRAIN, "--output", str(folder), "--count", "60"]) == 0
    assert "60 个变体" in capfd.readouterr().out
    read = {report.name: report for report in read_corpus(folder)}
    made = make_variants(CORPUS, count=60, seed=0)
    assert {name: (r.text.text, r.label) for name, r in read.items()} == {
        variant.name: (variant.text, variant.label) for variant in made
    }
    assert not any(label_faults(r, tuple(r.label.elements)) for r in read.values())


def test_seed_and_kinds_decide_what_is_written(tmp_path: Path) -> None:
    def written(name: str, *arguments: str) -> dict[str, bytes]:
        folder = tmp_path / name
        main(["corpus", "mutate", TRAIN, "--output", str(folder), "--count", "8", *arguments])
        return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*"))}

    kinds = ("--kind", "ocr-noise,cited", "--kind", "moved")
    first = written("a", "--seed", "4", *kinds)
    assert first == written("b", "--seed", "4", *kinds)
    assert first != written("c", "--seed", "5", *kinds)
    assert {k for k in MutationKind for name in first if f"-{k}-" in name} == {
        MutationKind.OCR_NOISE,
        MutationKind.CITED,
        MutationKind.MOVED,
    }


def test_folder_with_content_is_left_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("我的", "utf-8")
    assert main(["corpus", "mutate", TRAIN, "--output", str(tmp_path)]) == 2
    assert "不会覆盖" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_fewer_than_asked_for_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["--output", str(tmp_path / "x"), "--count", "9999", "--kind", "emptied"]
    assert main(["corpus", "mutate", TRAIN, *arguments]) == 0
    assert "只做得出这些" in capfd.readouterr().out


def test_labels_with_faults_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "x"
    main(["corpus", "mutate", TRAIN, "--output", str(folder), "--count", "1"])
    (report,) = (folder / "reports").iterdir()
    report.write_text("别的文字", "utf-8")
    assert main(["corpus", "mutate", str(folder), "--output", str(tmp_path / "y")]) == 2
    assert "fazhi corpus lint" in capfd.readouterr().err


def test_help_is_shown_without_a_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus"]) == 0
    out = capfd.readouterr().out
    assert "lint" in out
    assert "mutate" in out


def test_stock_learns_the_table_that_comes_with_the_program(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from analyzer.comparison.copying.stock import BUILT_IN

    path = tmp_path / "stock.npz"
    assert main(["corpus", "stock", "--output", str(path)]) == 0
    assert path.read_bytes() == BUILT_IN.read_bytes()
    assert str(path) in capfd.readouterr().out


def test_stock_wants_a_corpus(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "stock", str(tmp_path), "--output", str(tmp_path / "s.npz")]) == 2
    assert "不是语料文件夹" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []

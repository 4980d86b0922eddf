"""Which parts a corpus has, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluation.corpus import read_parts
from analyzer.evaluation.evaluate import vary
from tests.small_corpus import write_part


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_part(tmp_path / "dev")
    write_part(tmp_path / "test")
    (tmp_path / "sentences").mkdir()
    (tmp_path / "README.md").write_text("语料", encoding="utf-8")
    return tmp_path


def test_parts_are_read_in_name_order(corpus: Path) -> None:
    parts = read_parts(corpus)
    assert [part.name for part in parts] == ["dev", "test"]
    assert [report.name for report in parts[0].reports] == ["ju", "xiaoxi"]


def test_one_corpus_is_one_part_of_its_folder_name(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus / "dev")
    assert [part.name for part in read_parts(Path())] == ["dev"]


def test_only_wanted_parts_are_read(corpus: Path) -> None:
    (corpus / "dev" / "labels" / "ju.yaml").write_text("坏", encoding="utf-8")
    assert [part.name for part in read_parts(corpus, ["test"])] == ["test"]


def test_unknown_part_is_refused_and_the_known_ones_named(corpus: Path) -> None:
    with pytest.raises(UsageError, match=r"dve.*dev、test"):
        read_parts(corpus, ["dve"])


def test_folder_without_reports_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是语料文件夹"):
        read_parts(tmp_path)
    with pytest.raises(UsageError, match="找不到"):
        read_parts(tmp_path / "nowhere")


def test_part_without_a_report_is_refused(corpus: Path) -> None:
    for path in [*(corpus / "test").rglob("*.txt"), *(corpus / "test").rglob("*.yaml")]:
        path.unlink()
    with pytest.raises(UsageError, match=r"test：reports/ 里没有报告"):
        read_parts(corpus)


def test_part_with_labels_alone_is_named(corpus: Path) -> None:
    for path in (corpus / "test" / "reports").iterdir():
        path.unlink()
    (corpus / "test" / "reports").rmdir()
    with pytest.raises(UsageError, match=r"test.reports：读不了"):
        read_parts(corpus)


def test_variants_of_reports_of_one_name_are_refused(corpus: Path) -> None:
    parts = read_parts(corpus)
    with pytest.raises(UsageError, match="同名的报告：ju、xiaoxi"):
        vary(parts, count=1, seed=0)
    assert vary(parts, count=0, seed=0) == []
    assert vary(parts[:1], count=5, seed=0) == vary(parts[:1], count=5, seed=0)


def test_labels_that_contradict_their_texts_are_all_named(corpus: Path) -> None:
    for part in ("dev", "test"):
        path = corpus / part / "labels" / "ju.yaml"
        label = path.read_text("utf-8").replace("年底向县委述法", "年底向市委述法")
        path.write_text(label.replace("answered_by: [1]", "answered_by: [7]"), encoding="utf-8")
    with pytest.raises(UsageError, match="标注有 4 处错误") as error:
        read_parts(corpus)
    assert "dev/ju：原文里没有“年底向市委述法”" in str(error.value)
    assert "test/ju：安排没有第 7 条" in str(error.value)

"""What is kept is neither read nor judged again; what has changed is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.batch import many, single
from analyzer.batch.kept import judge_kept
from analyzer.batch.many import Judged, Manner, Outcome
from analyzer.documents import read as reading
from analyzer.documents.find import find_documents
from analyzer.lexicon.load import load_pack
from analyzer.model.report import Failure
from analyzer.pipeline import second_opinion
from analyzer.store.key import Key, key_of
from analyzer.store.store import Store
from tests.conftest import ROOT
from tests.documents.conftest import packed, para, word

REPORT = (ROOT / "corpus" / "train" / "reports" / "jiaotong-2023.txt").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "甲.txt").write_text(REPORT, encoding="utf-8")
    (folder / "乙.docx").write_bytes(word(*(para(line) for line in REPORT.split("\n"))))
    (folder / "丙.zip").write_bytes(packed({"丁.txt": REPORT.replace("交通", "水运").encode()}))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "库.db")


def the_key(issuer: str | None = None) -> Key:
    pack = load_pack()
    return key_of(pack, reader=second_opinion(pack)[1], issuer=issuer)


def run(folder: Path, store: Store, issuer: str | None = None) -> dict[str, Outcome]:
    documents = find_documents([str(folder)])
    outcomes: dict[str, Outcome] = {}

    def told(number: int, outcome: Outcome) -> None:
        name = Path(str(documents[number])).name
        assert name not in outcomes
        outcomes[name] = outcome

    manner = Manner(issuer=issuer)
    judge_kept(documents, manner, told, processes=1, store=store, key=the_key(issuer))
    return outcomes


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes reading, or judging, an error."""

    def forbid(module: object, name: str) -> None:
        def fail(*args: object, **options: object) -> object:
            raise AssertionError(f"{name} was called")

        monkeypatch.setattr(module, name, fail)

    return forbid


def said(outcomes: dict[str, Outcome]) -> dict[str, object]:
    return {
        name: outcome if isinstance(outcome, Failure) else outcome.record
        for name, outcome in outcomes.items()
    }


def test_a_second_run_reads_and_judges_nothing_and_says_the_same(
    folder: Path, store: Store, never: Callable[..., None]
) -> None:
    first = run(folder, store)
    assert set(first) == {"甲.txt", "乙.docx", "丁.txt", "坏.docx"}
    assert isinstance(first["坏.docx"], Failure)
    never(reading, "read_document")
    never(many, "read_and_judge")
    assert said(run(folder, store)) == said(first)


def test_a_changed_file_alone_is_judged_again(folder: Path, store: Store) -> None:
    first = run(folder, store)
    (folder / "甲.txt").write_text(REPORT.replace("法制审核", "核对"), encoding="utf-8")
    judged: list[str] = []
    original = many.read_and_judge

    def watched(document: object, *args: object, **options: object) -> object:
        judged.append(Path(str(document)).name)
        return original(document, *args, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "read_and_judge", watched)
        second = run(folder, store)
    assert judged == ["甲.txt"]
    assert said(second)["乙.docx"] == said(first)["乙.docx"]
    assert said(second)["甲.txt"] != said(first)["甲.txt"]


def test_another_way_of_judging_takes_the_texts_that_are_kept(
    folder: Path, store: Store, never: Callable[..., None]
) -> None:
    run(folder, store)
    never(reading, "read_document")
    again = run(folder, store, issuer="平川县水务局")
    for name in ("甲.txt", "乙.docx", "丁.txt"):
        outcome = again[name]
        assert isinstance(outcome, Judged)
        assert outcome.record.issuer == "平川县水务局"
        assert Path(outcome.record.source).name == name


def test_what_was_done_before_a_run_was_stopped_is_kept(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = find_documents([str(folder)])
    done: list[int] = []

    def stop(number: int, outcome: Outcome) -> None:
        done.append(number)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge_kept(documents, Manner(), stop, processes=1, store=store, key=the_key())
    judged: list[str] = []
    original = single.read_and_judge

    def watched(document: object, *args: object, **options: object) -> object:
        judged.append(str(document))
        return original(document, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(many, "read_and_judge", watched)
    assert len(run(folder, store)) == len(documents)
    assert len(judged) == len(documents) - 2


def test_a_store_that_cannot_be_written_is_read(folder: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "库.db") as store:
        first = run(folder, store)
    with Store.open(tmp_path / "库.db", read_only=True) as store:
        (folder / "戊.txt").write_text(REPORT, encoding="utf-8")
        second = run(folder, store)
    assert {name: said(second)[name] for name in first} == said(first)
    assert isinstance(second["戊.txt"], Judged)

"""Run after run over a folder, in the way that the package's documentation says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from analyzer.documents.find import find_documents
from analyzer.documents.looking import look_at
from analyzer.documents.read import read_document
from analyzer.errors import UnreadableDocument
from analyzer.lexicon.load import load_pack
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure
from analyzer.pipeline import Analyzer
from analyzer.store.key import key_of
from analyzer.store.store import Store
from tests.documents.conftest import para, word
from tests.store.conftest import BODY

HEAD = "平川县交通局2024年法治政府建设年度报告\n"


class Run:
    """One run.

    Attributes:
        known: What came out for each file, by name.
        read: Names of the files that were read.
        judged: Names of those that were judged.
    """

    def __init__(self, folder: Path, store: Store, analyzer: Analyzer) -> None:
        self.known: dict[str, Record | Failure] = {}
        self.read: list[str] = []
        self.judged: list[str] = []
        key = key_of(analyzer.pack, reader=analyzer.reader)
        documents = [
            found
            for found in find_documents([str(folder)])
            if not isinstance(found, UnreadableDocument)
        ]
        seen = {str(document): look_at(document) for document in documents}
        store.note(list(seen.values()))
        kept = {one.source: known for one, known in store.find_all(seen.values(), key)}
        for document in documents:
            name = str(document)
            known = kept[name]
            if known is None:
                text = store.text_of(seen[name].digest, key, source=name)
                try:
                    if text is None:
                        self.read.append(name)
                        text = read_document(document)
                    self.judged.append(name)
                    known = record_of(analyzer.analyze(text))
                    store.put_result(seen[name], key, text, known)
                except UnreadableDocument as error:
                    known = Failure(name, error.code, str(error))
                    if look_at(document) == seen[name]:
                        store.put_failure(seen[name], key, known)
            self.known[name] = known


def test_only_what_is_new_is_read_and_only_what_changed_is_judged(
    where: str, store: Store, analyzer: Analyzer, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "甲.txt").write_text(HEAD + BODY, encoding="utf-8")
    (folder / "乙.docx").write_bytes(word(*map(para, (HEAD + BODY + "另有一句。").splitlines())))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    with zipfile.ZipFile(folder / "丙.zip", "w") as archive:
        archive.writestr("丁.txt", HEAD + BODY + "又有一句。")

    first = Run(folder, store, analyzer)
    names = [str(folder / name) for name in ("丙.zip/丁.txt", "乙.docx", "坏.docx", "甲.txt")]
    assert list(first.known) == first.read == names
    failed = first.known[names[2]]
    assert isinstance(failed, Failure)
    assert failed.code == "unreadable.damaged"

    # As another program would, later.
    with Store.open(where) as later:
        second = Run(folder, later, analyzer)
    assert (second.read, second.judged) == ([], [])
    assert second.known == first.known

    own = tmp_path / "词库"
    own.mkdir()
    (own / "pack.yaml").write_text(
        "编号: ben-di\n名称: 本地\n版本: 1.0.0\n叠加于: fazhi-annual-report\n"
        "等次: [{名称: 全部, 起分: 0}]\n",
        encoding="utf-8",
    )
    third = Run(folder, store, Analyzer(load_pack(own)))
    assert third.read == []
    assert third.judged == [names[0], names[1], names[3]]
    record = third.known[names[1]]
    assert isinstance(record, Record)
    assert record.report["grade"] == "全部"
    assert record.report["source"] == names[1]

    (folder / "甲.txt").rename(folder / "改名.txt")
    (folder / "乙.docx").write_bytes(word(*map(para, (HEAD + BODY + "改了一句。").splitlines())))
    fourth = Run(folder, store, analyzer)
    assert fourth.read == fourth.judged == [names[1]]
    renamed = fourth.known[str(folder / "改名.txt")]
    assert isinstance(renamed, Record)
    assert renamed.source == str(folder / "改名.txt")
    assert len(list(store.pasts(names[1]))) == 3

"""What is put into a store comes out again, once, under what it depends on. Both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.documents.looking import Seen, look_at
from analyzer.documents.read import read_document
from analyzer.model.record import Record, record_of
from analyzer.model.report import Failure, Status
from analyzer.model.text import ExtractedText, Provenance, Span, StyledHeading
from analyzer.pipeline import Analyzer
from analyzer.review.decision import Decision, Undo
from analyzer.store.key import Key
from analyzer.store.store import Store
from tests.conftest import CORPUS
from tests.store.conftest import BODY, Judging, execute


def counts(where: str) -> dict[str, int]:
    tables = ("documents", "readings", "results", "failures", "sources", "versions")
    return {
        table: int(str(execute(where, f"SELECT count(*) FROM fazhi_{table}")[0][0]))
        for table in tables
    }


def test_every_report_of_the_corpus_comes_back_as_it_was(
    store: Store, key: Key, analyzer: Analyzer
) -> None:
    kept = []
    for number, report in enumerate(CORPUS):
        text = ExtractedText(report.text.text, Provenance(name=report.name, format="txt"))
        seen = Seen(report.name, f"{number:064x}", len(text), number)
        record = record_of(analyzer.analyze(text))
        store.put_result(seen, key, text, record)
        kept.append((seen, text, record))
    found = store.find_all([seen for seen, _, _ in kept], key)
    for (seen, text, record), (asked, known) in zip(kept, found, strict=True):
        assert (asked, known) == (seen, record)
        again = store.text_of(seen.digest, key)
        assert again is not None
        assert (again.text, again.provenance) == (text.text, text.provenance)


def test_a_text_with_everything_in_it_comes_back(store: Store, key: Key, judge: Judging) -> None:
    text = ExtractedText(
        "\ud800一、举措\0\u2028𠮷",
        Provenance(
            name="报\udcff告\0.pdf",
            format="pdf",
            headings=(StyledHeading(span=Span(1, 3), level=2),),
            generated_numbers=(Span(0, 1),),
            page_starts=(0, 4),
            confidence=(None, 0.75),
            published=(2024, 3, 1),
            publisher="平川县司法局",
        ),
    )
    record = judge().record
    report = {**record.report, "issuer": "甲\0\ud800", "source": text.provenance.name}
    record = Record(source=text.provenance.name, text=text.text, report=report, told=record.told)
    seen = Seen(text.provenance.name, "c" * 64, 5, -(1 << 70))
    store.put_result(seen, key, text, record)
    again = store.text_of(seen.digest)
    assert again is not None
    assert (again.text, again.provenance) == (text.text, text.provenance)
    assert store.find(seen, key) == record
    assert [found.report["issuer"] for found in store.records(issuer="甲\0\ud800")] == [
        "甲\0\ud800"
    ]
    assert next(store.sources()).seen.mtime_ns == -(1 << 63)


def test_a_known_file_is_found_and_another_key_or_content_is_not(
    store: Store, key: Key, judge: Judging
) -> None:
    seen, text, record = judge().seen, judge().text, judge().record
    assert store.find(seen, key) is None
    assert store.text_of(seen.digest, key) is None
    store.put_result(seen, key, text, record)
    assert store.find(seen, key) == record
    assert store.find(seen, key._replace(judging="c" * 64)) is None
    assert store.find(seen, key._replace(reading="c" * 64)) is None
    assert store.find(seen._replace(digest="c" * 64), key) is None
    # Names for people do not count.
    assert store.find(seen, key._replace(pack="另一个", program="9")) == record


def test_another_lexicon_judges_the_kept_text_without_the_file(
    store: Store, where: str, key: Key, judge: Judging, analyzer: Analyzer
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    os.remove(judged.seen.source)
    other = key._replace(judging="c" * 64)
    text = store.text_of(judged.seen.digest, other)
    assert text is not None
    record = record_of(analyzer.analyze(text))
    store.put_result(judged.seen, other, text, record)
    assert record == judged.record
    assert (store.find(judged.seen, key), store.find(judged.seen, other)) == (record, record)
    assert (counts(where)["readings"], counts(where)["results"]) == (1, 2)


def test_writing_the_same_again_changes_nothing(
    store: Store, where: str, key: Key, judge: Judging
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    before = counts(where)
    store.put_text(judged.seen, key, judged.text)
    store.put_result(judged.seen, key, judged.text, judged.record)
    store.note([judged.seen, judged.seen])
    assert counts(where) == before == {**dict.fromkeys(before, 1), "failures": 0}


def test_the_same_content_at_two_places_is_kept_once_and_told_of_each(
    store: Store, where: str, key: Key, judge: Judging, tmp_path: Path
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    copy = judged.seen._replace(source=str(tmp_path / "副本.txt"))
    found = store.find(copy, key)
    assert isinstance(found, Record)
    assert (found.source, found.report["source"]) == (copy.source, copy.source)
    text = store.text_of(copy.digest, source=copy.source)
    assert text is not None
    assert text.provenance.name == copy.source
    store.note([judged.seen, copy])
    assert counts(where)["results"] == 1
    assert [record.source for record in store.records(key=key)] == sorted(
        [judged.seen.source, copy.source]
    )


def test_a_changed_file_is_a_new_document_and_the_old_one_stays(
    store: Store, key: Key, judge: Judging
) -> None:
    first = judge()
    store.put_result(first.seen, key, first.text, first.record)
    second = judge(body=BODY + "三、下一年度主要安排\n2025年新增执法人员2名。\n")
    store.put_result(second.seen, key, second.text, second.record)
    assert list(store.records(key=key)) == [second.record]
    assert store.find(first.seen, key) == first.record
    assert [past.record for past in store.pasts(first.seen.source)] == [
        first.record,
        second.record,
    ]
    # The old content is put back: it stands there again, and nothing is judged anew.
    store.note([first.seen])
    assert list(store.records()) == [first.record]
    (source,) = store.sources()
    assert (source.seen, source.versions) == (first.seen, 2)


def test_a_file_that_was_changed_and_not_judged_yet_has_no_record(
    store: Store, key: Key, judge: Judging
) -> None:
    first = judge()
    store.put_result(first.seen, key, first.text, first.record)
    store.note([first.seen._replace(digest="d" * 64)])
    assert list(store.records()) == []
    assert len(list(store.pasts(first.seen.source))) == 1


def test_two_folders_with_files_of_one_name_are_two_sources(
    store: Store, key: Key, judge: Judging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("甲县", "乙县"):
        (tmp_path / folder).mkdir()
        judged = judge(f"{folder}/报告.txt", f"{BODY}{folder}\n")
        monkeypatch.chdir(tmp_path / folder)
        seen = judged.seen._replace(source="报告.txt")
        store.put_result(seen, key, judged.text, judged.record)
    assert {source.path for source in store.sources()} == {
        str(tmp_path / folder / "报告.txt") for folder in ("甲县", "乙县")
    }
    assert {record.source for record in store.records()} == {"报告.txt"}
    assert len(list(store.records())) == 2


def test_records_are_chosen_by_year_body_and_key(store: Store, key: Key, judge: Judging) -> None:
    for year in (2022, 2023, 2024):
        judged = judge(f"{year}.txt", year=year)
        store.put_result(judged.seen, key, judged.text, judged.record)
    assert [record.year for record in store.records()] == [2022, 2023, 2024]
    assert [record.year for record in store.records(year=2023)] == [2023]
    assert len(list(store.records(issuer="平川县交通局", year=2024))) == 1
    assert list(store.records(issuer="平川县教育局")) == []
    other = key._replace(judging="c" * 64)
    assert list(store.records(key=other)) == []
    judged = judge("2024.txt", year=2024)
    store.put_result(judged.seen, other, judged.text, judged.record)
    assert len(list(store.records(key=other))) == 1
    assert len(list(store.records())) == 3


def test_a_file_that_cannot_be_read_is_told_again_without_being_read(
    store: Store, key: Key, tmp_path: Path
) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04broken")
    seen = look_at(str(path))
    store.put_failure(
        seen, key, Failure(seen.source, "unreadable.damaged", f"{path}：坏了。请重发。")
    )
    assert store.find(seen, key) == Failure(
        seen.source, "unreadable.damaged", f"{path}：坏了。请重发。"
    )
    copy = seen._replace(source="别处.docx")
    assert store.find(copy, key) == Failure(
        "别处.docx", "unreadable.damaged", "别处.docx：坏了。请重发。"
    )
    # Another version of the readers may be able to.
    assert store.find(seen, key._replace(reading="c" * 64)) is None
    assert store.find(seen, key._replace(judging="c" * 64)) is not None


@pytest.mark.parametrize(
    "code",
    [
        "unreadable.timeout",
        "unreadable.crashed",
        "unreadable.memory",
        "unreadable.no-ocr",
        "internal",
    ],
)
def test_a_file_that_failed_by_the_machine_or_the_moment_is_tried_again(
    store: Store, where: str, key: Key, judge: Judging, code: str
) -> None:
    judged = judge()
    store.put_failure(judged.seen, key, Failure(judged.seen.source, code, "出错"))
    assert store.find(judged.seen, key) is None
    store.put_result(judged.seen, key, judged.text, judged.record)
    assert store.find(judged.seen, key) == judged.record
    assert counts(where)["failures"] == 0


def test_a_text_goes_to_the_bytes_that_were_read(
    store: Store, key: Key, judge: Judging, analyzer: Analyzer
) -> None:
    before = judge()
    path = Path(before.seen.source)
    path.write_text(before.text.text.replace("3次", "4次"), encoding="utf-8")
    text = read_document(path)
    store.put_result(before.seen, key, text, record_of(analyzer.analyze(text)))
    assert store.find(before.seen, key) is None
    found = store.find(look_at(str(path)), key)
    assert isinstance(found, Record)
    assert "4次" in found.text


def test_verdicts_never_stand_with_another_text_than_they_are_about(
    store: Store, key: Key, judge: Judging
) -> None:
    one, other = judge(), judge(body="另一次识别出的文字。\n")
    seen = one.seen
    texts = [ExtractedText(j.text.text, Provenance(name="甲", format="pdf")) for j in (one, other)]
    store.put_result(seen, key, texts[0], one.record)
    store.put_text(seen, key, texts[1])
    assert store.find(seen, key) is None
    store.put_result(seen, key, texts[0], one.record)
    assert store.find(seen, key) == one.record
    with pytest.raises(ValueError):
        store.put_result(seen, key, texts[1], one.record)


@pytest.mark.parametrize("column", ["readings.text", "readings.provenance", "results.payload"])
def test_what_was_damaged_on_the_disk_is_made_anew(
    store: Store, where: str, key: Key, judge: Judging, column: str
) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    table, name = column.split(".")
    broken = "x'00'" if "://" not in where else "'\\x00'"
    execute(where, f"UPDATE fazhi_{table} SET {name} = {broken}")
    found, text = store.find(judged.seen, key), store.text_of(judged.seen.digest, key)
    assert found is None or text is None
    assert len(list(store.records())) == len(list(store.pasts(judged.seen.source)))
    store.put_result(judged.seen, key, judged.text, judged.record)
    assert store.find(judged.seen, key) == judged.record
    assert store.text_of(judged.seen.digest, key) == judged.text


DECIDED = Decision(
    by="李审",
    issuer="平川县交通局",
    year=2024,
    file="交通局.txt",
    element="causes",
    said=Status.MISSING,
    status=Status.MENTIONED,
    whole="w",
    because="见附件",
)


def test_what_was_decided_is_kept_once_in_the_order_in_which_it_came(store: Store) -> None:
    undone = Undo(undo=DECIDED.id, by="李审")
    other = DECIDED.model_copy(update={"id": "b"})
    store.keep_decisions([])
    store.keep_decisions([DECIDED, undone])
    store.keep_decisions([undone, other, DECIDED])
    kept = store.decisions()
    assert [each.record for each in kept] == [DECIDED, undone, other]
    assert [each.number for each in kept] == sorted({each.number for each in kept})


def test_a_decision_outlives_report_and_result(store: Store, key: Key, judge: Judging) -> None:
    judged = judge()
    store.put_result(judged.seen, key, judged.text, judged.record)
    store.keep_decisions([DECIDED])
    store.forget(judged.seen.source)
    assert [each.record for each in store.decisions()] == [DECIDED]


def test_a_decision_that_was_damaged_costs_no_other(store: Store, where: str) -> None:
    other = DECIDED.model_copy(update={"id": "b"})
    store.keep_decisions([DECIDED, other])
    execute(where, f"UPDATE fazhi_decisions SET digest = '{'0' * 64}' WHERE number = 1")
    assert [each.record for each in store.decisions()] == [other]


def test_what_is_forgotten_is_gone_and_the_rest_stays(
    store: Store, where: str, key: Key, judge: Judging, tmp_path: Path
) -> None:
    secret = "受理人张三丰，电话13912345678。"
    for body in (BODY + secret, BODY):
        judged = judge("一.txt", body)
        store.put_result(judged.seen, key, judged.text, judged.record)
    store.put_failure(judged.seen._replace(digest="e" * 64), key, Failure("一.txt", "x", "y"))
    stays = judge("二.txt", "其他。\n")
    store.put_result(stays.seen, key, stays.text, stays.record)
    copy = judged.seen._replace(source=str(tmp_path / "三.txt"))
    store.note([copy])

    forgotten = store.forget(str(tmp_path / "一.txt"))

    assert forgotten == (2, (copy.source,))
    assert {record.source for record in store.records()} == {stays.seen.source, copy.source}
    assert list(store.pasts(str(tmp_path / "一.txt"))) == []
    assert counts(where) == {
        "documents": 2,
        "readings": 2,
        "results": 2,
        "failures": 0,
        "sources": 2,
        "versions": 2,
    }
    assert store.forget(copy.source) == (1, ())
    assert store.forget(copy.source) == (0, ())
    if "://" not in where:
        for file in Path(where).parent.iterdir():
            assert "张三丰".encode() not in file.read_bytes()


def test_nothing_depends_on_what_the_clock_says(
    store: Store, key: Key, judge: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment, body in ((4_000_000_000.0, "甲。\n"), (-5.0, "乙。\n"), (9e18, "丙。\n")):
        monkeypatch.setattr("time.time", lambda moment=moment: moment)
        judged = judge(body=body)
        os.utime(judged.seen.source, (8_000_000_000, 8_000_000_000))
        seen = look_at(judged.seen.source)
        assert store.find(seen, key) is None
        store.put_result(seen, key, judged.text, judged.record)
        assert list(store.records()) == [judged.record]
    monkeypatch.undo()
    texts = [past.record.text[-3:-1] for past in store.pasts(judged.seen.source)]
    assert texts == ["甲。", "乙。", "丙。"]
    assert next(store.sources()).seen_at.year >= 1970


def test_sources_are_forgotten_while_they_are_listed(
    store: Store, key: Key, judge: Judging
) -> None:
    for number in range(4):
        judged = judge(f"{number}.txt", f"第{number}件。\n")
        store.put_result(judged.seen, key, judged.text, judged.record)
    for source in store.sources():
        assert store.forget(source.path).documents == 1
    assert list(store.sources()) == []

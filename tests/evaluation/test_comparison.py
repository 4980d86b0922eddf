"""What a change of the lexicon gained and lost is told report by report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluation.comparison import ALL, Comparison, compare, read_earlier
from analyzer.evaluation.corpus import Part, read_parts
from analyzer.evaluation.evaluate import Evaluation, evaluate
from analyzer.evaluation.json_object import evaluation_object
from analyzer.evaluation.mutations import MutationKind, Variant
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from analyzer.output.json_report import dumps
from tests.small_corpus import TEXT, write_part

HEAD = '编号: local\n名称: 本县补充\n版本: "1.0.0"\n叠加于: fazhi-annual-report\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_part(tmp_path / "corpus" / "dev")
    write_part(tmp_path / "corpus" / "train")
    return tmp_path / "corpus"


@pytest.fixture
def parts(corpus: Path) -> tuple[Part, ...]:
    return read_parts(corpus)


@pytest.fixture
def changed_pack(tmp_path: Path) -> Pack:
    """The built-in pack with a synonym too many for two elements."""
    folder = tmp_path / "overlay"
    (folder / "elements").mkdir(parents=True)
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    for element, word in (("openness", "行政处罚案件"), ("disputes", "行政处罚案件")):
        (folder / "elements" / f"{element}.yaml").write_text(
            f"编号: {element}\n线索:\n  - 名: 新说法\n    任一: [{word}]\n", encoding="utf-8"
        )
    return load_pack(folder)


def run(parts: Sequence[Part], pack: Pack, variants: Sequence[Variant] = ()) -> Evaluation:
    return evaluate(
        parts, variants, pack, mutations=len(variants), seed=0, jobs=1, advance=lambda: None
    )


def against(then: Evaluation, now: Evaluation, folder: Path) -> Comparison:
    path = folder / "old.json"
    path.write_text(json.dumps(evaluation_object(then, None)), encoding="utf-8")
    return compare(read_earlier(path), now)


def test_same_evaluation_gains_and_loses_nothing(
    parts: tuple[Part, ...], pack: Pack, tmp_path: Path
) -> None:
    found = against(run(parts, pack), run(parts, pack), tmp_path)
    assert (found.lost, found.gained, found.changed, found.left_out) == ((), (), (), ())
    assert found.reports == 4
    assert not found.worse
    assert {change.part for change in found.figures} == {ALL, "dev", "train"}
    assert all(change.old == change.new is not None for change in found.figures)


def test_new_synonym_names_the_reports_that_it_broke(
    parts: tuple[Part, ...], pack: Pack, changed_pack: Pack, tmp_path: Path
) -> None:
    found = against(run(parts, pack), run(parts, changed_pack), tmp_path)
    assert [(d.part, d.report, d.name) for d in found.lost] == [
        ("dev", "ju", "disputes"),
        ("train", "ju", "disputes"),
    ]
    assert "行政处罚案件36件" in found.lost[0].evidence[0].text
    # Hollow before, substantive now, missing by the label: wrong in another way.
    assert {d.name for d in found.changed} == {"openness"}
    assert found.worse


def test_taking_it_back_is_a_gain(
    parts: tuple[Part, ...], pack: Pack, changed_pack: Pack, tmp_path: Path
) -> None:
    found = against(run(parts, changed_pack), run(parts, pack), tmp_path)
    assert {d.name for d in found.gained} == {"disputes"}
    assert not found.worse
    gaps = next(c for c in found.figures if (c.part, c.figure) == (ALL, "gaps"))
    assert gaps.old is not None
    assert gaps.new is not None
    assert gaps.new > gaps.old


def test_reports_whose_text_or_label_changed_are_not_compared(
    corpus: Path, parts: tuple[Part, ...], pack: Pack, changed_pack: Pack, tmp_path: Path
) -> None:
    then = run(parts, pack)
    label = corpus / "dev" / "labels" / "ju.yaml"
    label.write_text(label.read_text("utf-8").replace("试写", "改写"), encoding="utf-8")
    text = corpus / "train" / "reports" / "ju.txt"
    text.write_text(TEXT + "附件。\n", encoding="utf-8")
    found = against(then, run(read_parts(corpus), changed_pack), tmp_path)
    assert found.left_out == ("dev/ju", "train/ju")
    assert found.reports == 2
    assert found.lost == ()
    assert found.figures == ()


def test_part_alone_is_compared_with_its_part_of_the_whole(
    parts: tuple[Part, ...], pack: Pack, changed_pack: Pack, tmp_path: Path
) -> None:
    found = against(run(parts, pack), run(parts[:1], changed_pack), tmp_path)
    assert {d.part for d in found.lost} == {"dev"}
    assert found.left_out == ("train/ju", "train/xiaoxi")


def test_element_that_is_switched_off_is_no_gain(
    parts: tuple[Part, ...], pack: Pack, tmp_path: Path
) -> None:
    folder = tmp_path / "overlay"
    (folder / "elements").mkdir(parents=True)
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    off = folder / "elements" / "openness.yaml"
    off.write_text("编号: openness\n停用: 是\n", encoding="utf-8")
    variant = replace(a_variant(parts, TEXT), element="openness")
    then, now = run(parts, pack, [variant]), run(parts, load_pack(folder), [variant])
    assert any(d.name == "openness" for d in then.disagreements)
    assert not any(d.name == "openness" for d in now.disagreements)
    for found in (against(then, now, tmp_path), against(now, then, tmp_path)):
        assert (found.gained, found.lost) == ((), ())
        assert (found.variants_gained, found.variants_lost) == ((), ())


def a_variant(parts: Sequence[Part], text: str) -> Variant:
    label = parts[0].reports[0].label
    missing = label.elements["disputes"]
    assert missing.status == "missing"
    return Variant(
        name="ju-negated-disputes-1",
        base="ju",
        kind=MutationKind.NEGATED,
        element="disputes",
        text=text,
        label=label,
    )


def test_variants_are_compared_where_they_are_the_same(
    parts: tuple[Part, ...], pack: Pack, changed_pack: Pack, tmp_path: Path
) -> None:
    variant = a_variant(parts, TEXT)
    then = run(parts, pack, [variant])
    found = against(then, run(parts, changed_pack, [variant]), tmp_path)
    assert [v.element for v in found.variants_lost] == ["disputes"]
    back = against(run(parts, changed_pack, [variant]), then, tmp_path)
    assert [v.element for v in back.variants_gained] == ["disputes"]
    other = replace(variant, text=TEXT + "完。")
    found = against(then, run(parts, changed_pack, [other]), tmp_path)
    assert not found.variants
    assert found.variants_lost == ()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema_version": "1.0"}'])
def test_other_files_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="不是 fazhi evaluate"):
        read_earlier(path)
    with pytest.raises(UsageError, match="读不了"):
        read_earlier(tmp_path / "nowhere.json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_file_that_another_program_wrote_again_is_read(
    encoding: str, parts: tuple[Part, ...], pack: Pack, tmp_path: Path
) -> None:
    evaluation = run(parts, pack)
    path = tmp_path / "old.json"
    path.write_bytes(dumps(evaluation_object(evaluation, None)).encode(encoding))
    assert not compare(read_earlier(path), evaluation).worse


def test_keys_that_a_later_version_adds_are_passed_over(
    parts: tuple[Part, ...], pack: Pack, tmp_path: Path
) -> None:
    evaluation = run(parts, pack)
    value = evaluation_object(evaluation, None) | {"later": 1}
    value["disagreements"][0]["later"] = 2
    value["all"]["verdicts"].pop("kappa")
    path = tmp_path / "old.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    found = compare(read_earlier(path), evaluation)
    assert not found.worse
    kappa = next(c for c in found.figures if (c.part, c.figure) == (ALL, "kappa"))
    assert (kappa.old, kappa.new is not None) == (None, True)

"""The JSON Schemas that ship: they describe what the commands print, all of it and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from analyzer.commands.app import main
from analyzer.output.schemas import Schema, schema_of
from tests.comparison.following.reports import report as yearly
from tests.comparison.reports import PASSAGE
from tests.conftest import ROOT
from tests.output.checks import HOSTILE_FILE, NO_REPORT, PLAIN, many_gaps

CORPUS = ROOT / "corpus"
_AGAIN = "执法文书说理不够充分，32份中有7份没有写明裁量理由。"
_UNKNOWN = "没有写明的键"


@cache
def _validator(name: Schema) -> jsonschema.Draft202012Validator:
    validator = jsonschema.Draft202012Validator
    return validator(schema_of(name), format_checker=validator.FORMAT_CHECKER)


def _faults(name: Schema, value: Any) -> list[str]:
    return [f"{f.json_path}: {f.message[:200]}" for f in _validator(name).iter_errors(value)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of all kinds: hostile, unreadable, decided on, of two years, copied from each other."""
    folder = tmp_path_factory.mktemp("报送")
    texts = {
        "怪": HOSTILE_FILE,
        "平": PLAIN,
        "通知": NO_REPORT,
        "空位": many_gaps().replace("样例局", "城管局"),
        "旧": yearly(2022, plans=("对辖区57家洗车企业逐家开展取水计量检查。",), shortcomings=(_AGAIN,)),
        "新": yearly(2023, deeds=("57家洗车企业的取水计量只查了31家。", PASSAGE), shortcomings=(_AGAIN,)),
        "抄": yearly(2023, issuer="青阳县教育局", deeds=(PASSAGE,)),
        "无名": "法治政府建设年度报告\n一、主要举措\n办理案件12件。\n",
    }  # fmt: skip
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    by = ["--reviewer", "周敏"]
    plain = str(folder / "平.txt")
    said = ["shortcomings:空泛", "privacy.phone:不成立", "measures:对"]
    for decision in said:
        assert main(["review", plain, "--decide", decision, "--because", "核对过", *by]) == 0
    gaps = folder / "空位.txt"
    settled = ["--decide", "privacy.phone:不成立", "--because", "是样式", *by]
    assert main(["review", str(gaps), *settled]) == 0
    gaps.write_text(gaps.read_text("utf-8").replace("手机13912345678", "有专人"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Schema, list[dict[str, Any]]]:
    """What the commands print of the corpus and of the folder."""
    roster = folder.parent / "名单.csv"
    roster.write_text("单位名称\n没有来县水务局\n", "utf-8")
    target = tmp_path_factory.mktemp("出") / "值"
    paths = {"folder": [str(folder)], "corpus": [str(CORPUS / p) for p in ("train", "dev")]}
    found: dict[Schema, list[dict[str, Any]]] = {}
    options = {
        Schema.CHECK: ["--fail-on", "never"],
        Schema.COMPARE: ["--roster", str(roster), "--no-db", "--jobs", "1"],
        Schema.TREND: ["--no-db", "--jobs", "1"],
        Schema.SIMILAR: ["--no-db", "--jobs", "1"],
        Schema.READ: [],
    }
    for where in paths.values():
        for name, more in options.items():
            with pytest.MonkeyPatch.context() as patch:
                written: list[str] = []
                patch.setattr(f"analyzer.commands.{name.value}.write_utf8", written.append)
                main([name.value, *where, "--format", "json", *more])
            found.setdefault(name, []).append(json.loads("".join(written)))
        main(["export", "jsonl", *where, "-o", str(target), "--force", "-q"])
        lines = target.read_text("utf-8").splitlines()
        found.setdefault(Schema.REPORT, []).extend(map(json.loads, lines))
    return found


@pytest.mark.parametrize("name", list(Schema))
def test_real_output_is_as_the_schema_says(
    printed: dict[Schema, list[dict[str, Any]]], name: Schema
) -> None:
    for value in printed[name]:
        assert _faults(name, value) == []


@pytest.mark.parametrize("name", list(Schema))
def test_a_key_that_is_not_described_is_a_fault_wherever_it_stands(
    printed: dict[Schema, list[dict[str, Any]]], name: Schema
) -> None:
    tried: set[str] = set()
    for value in printed[name]:
        for path, inner in _objects(value):
            if path in tried:
                continue
            tried.add(path)
            inner[_UNKNOWN] = 1
            assert _faults(name, value) != [], path
            del inner[_UNKNOWN]
    assert len(tried) >= 4


@pytest.mark.parametrize("name", list(Schema))
def test_every_key_that_is_described_is_printed(
    printed: dict[Schema, list[dict[str, Any]]], name: Schema
) -> None:
    seen = {key for value in printed[name] for _, inner in _objects(value) for key in inner}
    if name is Schema.CHECK:
        seen.add("text")
    described = set(_described(schema_of(name)))
    assert described <= seen


@pytest.mark.parametrize("name", list(Schema))
def test_a_schema_stands_alone_and_is_valid(name: Schema) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "common.json" not in json.dumps(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_text_of_a_report_is_described(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder), "--format", "json", "--include-text"])
    value = json.loads(capfd.readouterr().out)
    assert all("text" in report for report in value["reports"])
    assert _faults(Schema.CHECK, value) == []


def test_decisions_of_all_kinds_were_printed(
    printed: dict[Schema, list[dict[str, Any]]],
) -> None:
    reports = [report for value in printed[Schema.CHECK] for report in value["reports"]]
    decided = [
        inner["decision"]["verdict"]
        for report in reports
        for inner in (*report["elements"], *report["findings"])
        if "decision" in inner
    ]
    assert set(decided) == {"confirmed", "corrected", "dismissed"}
    assert any(report.get("lapsed_decisions") for report in reports)
    assert any(report.get("decided_score") for report in reports)


def test_the_command_prints_the_schema(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in Schema:
        assert main(["export", "schema", name.value]) == 0
        assert json.loads(capfd.readouterr().out) == schema_of(name)
    assert main(["export", "schema"]) == 0
    assert json.loads(capfd.readouterr().out) == schema_of(Schema.CHECK)
    target = tmp_path / "a.json"
    assert main(["export", "schema", "read", "-o", str(target)]) == 0
    assert json.loads(target.read_text("utf-8")) == schema_of(Schema.READ)
    assert main(["export", "schema", "read", "-o", str(target)]) == 2
    assert "没有覆盖" in capfd.readouterr().err
    assert main(["export", "schema", "nichts"]) == 2


def _objects(value: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a value, with its path; those of one list have the same path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in list(value.items()):
            yield from _objects(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, f"{path}[]")


def _described(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for inner in schema:
            yield from _described(inner)
    elif isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for key, inner in schema.items():
            if key != "properties":
                yield from _described(inner)
        for inner in properties.values():
            yield from _described(inner)

"""The house keeps its order: names, texts and examples for everything, no network, no work at import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.judgement.rules import RULES_OVER_SEVERAL
from analyzer.lexicon.schema import Pack
from tests.conftest import ROOT

CONTRACT_ELEMENTS = (
    "leadership_duty", "first_agenda", "measures", "shortcomings", "causes", "next_plan",
    "decision_making", "law_enforcement", "legal_education", "disputes", "openness",
    "normative_documents",
)  # fmt: skip
CONTRACT_RULES = {
    "element.missing", "element.hollow", "report.not-a-report", "year.plan-mismatch", "year.stale",
    "year.unknown", "numbering.style", "numbering.sequence", "term.obsolete", "term.formula",
    "privacy.phone", "privacy.id-number", "privacy.party-name", "secrecy.mark",
    "shortcoming.unanswered", "leftover.placeholder", "leftover.draft-mark",
    "genre.request-in-report",
}  # fmt: skip
# Added since, and those over several reports; the contract lets packs add rules.
OTHER_RULES = {
    "scan.low-confidence", "roster.not-submitted", "roster.unlisted", "deadline.late",
    "plan.not-followed-up", "shortcoming.repeated", "reuse.other-body", "reuse.previous-year",
}  # fmt: skip
NETWORK = {"socket", "http", "urllib.request", "urllib3", "requests", "httpx", "ftplib", "asyncio"}
MODULES = sorted((ROOT / "analyzer").rglob("*.py"))


def test_the_twelve_elements_of_the_contract_keep_their_ids(pack: Pack) -> None:
    assert tuple(element.id for element in pack.elements) == CONTRACT_ELEMENTS


def test_every_rule_that_the_program_reports_has_its_text(pack: Pack) -> None:
    assert set(pack.rules) == CONTRACT_RULES | OTHER_RULES


def test_every_rule_has_good_and_bad_examples_and_advice(pack: Pack) -> None:
    for rule in pack.rules.values():
        for said in (rule.requirement, rule.advice, rule.good, rule.bad):
            assert said, rule.id


def test_every_rule_that_the_code_names_is_in_the_pack(pack: Pack) -> None:
    named = set()
    for path in MODULES:
        named |= set(re.findall(r'"((?:{})\.[a-z-]+)"'.format("|".join(
            sorted({rule.split(".")[0] for rule in CONTRACT_RULES}))), path.read_text("utf-8")))  # fmt: skip
    assert named - set(RULES_OVER_SEVERAL) <= CONTRACT_RULES


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_imports_the_network(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name in NETWORK or name.split(".")[0] in NETWORK}


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, analyzer; "
        "print([m for m in ('spacy','jieba','rjieba','pydantic','rich','docx','numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_checkout_program_only_calls_the_commands() -> None:
    tree = ast.parse((ROOT / "cli.py").read_text("utf-8"))
    modules = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert modules == ["analyzer.commands.app"]

"""The README shows what the program does today: its table of elements, its screen, its commands."""

from __future__ import annotations

import os
import re

import pytest

from analyzer.commands.app import app
from analyzer.evaluation.labels import Label
from analyzer.evaluation.mutations import MutationKind
from analyzer.lexicon.schema import Pack
from tests.conftest import ROOT

README = ROOT / "README.md"
REGENERATE = os.environ.get("FAZHI_GOLDEN") == "write"
SCREEN = ROOT / "tests" / "golden" / "yanhu-district-2025-80.txt"
# How many lines of the table of elements, and of the gap list, are enough to give a picture.
_TABLE_LINES, _LIST_LINES = 22, 18


def between(name: str) -> str:
    found = re.search(
        rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README.read_text("utf-8"), re.DOTALL
    )
    assert found is not None, name
    return found[1]


def held(name: str, expected: str) -> None:
    """Holds a part of the README to what it must say; writes it when goldens are written."""
    if REGENERATE:
        text = README.read_text("utf-8")
        before = f"<!-- {name} -->\n{between(name)}"
        README.write_text(text.replace(before, f"<!-- {name} -->\n{expected}"), "utf-8")
    assert between(name) == expected


def test_table_of_elements_is_that_of_the_pack(pack: Pack) -> None:
    rows = ["| 要素 | 类别 | 分值 | 依据 |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {e.name} | {e.kind} | {e.weight:g} | {'；'.join(map(str, e.basis))} |"
        for e in pack.elements
    ]
    held("elements", "\n".join(rows) + "\n")


def test_screen_is_the_approved_one() -> None:
    lines = SCREEN.read_text("utf-8").split("\n")
    gaps = next(n for n, line in enumerate(lines) if line.startswith("【问题清单"))
    shown = [*lines[:_TABLE_LINES], "……", "", *lines[gaps : gaps + _LIST_LINES], "……"]
    held("screen", "```text\n" + "\n".join(shown) + "\n```\n")


COMMANDS = {
    "check",
    "read",
    "compare",
    "trend",
    "similar",
    "explain",
    "export",
    "evaluate",
    "lexicon",
    "corpus",
    "review",
    "history",
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"fazhi {name}" in README.read_text("utf-8")


def test_no_command_is_left_out_of_the_list_above() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    names |= {group.name for group in app.registered_groups}
    assert names == COMMANDS


@pytest.mark.parametrize("name", ["check", "compare", "trend", "evaluate"])
def test_every_option_is_in_the_readme(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    from analyzer.commands.app import main

    main([name, "--help"])
    options = set(re.findall(r"--[a-z-]+", capfd.readouterr().out)) - {"--help"}
    text = README.read_text("utf-8")
    assert {option for option in options if option not in text} == set()


def test_every_kind_and_option_of_mutate_is_described(capfd: pytest.CaptureFixture[str]) -> None:
    from analyzer.commands.app import main

    main(["corpus", "mutate", "--help"])
    options = set(re.findall(r"--[a-z-]+", capfd.readouterr().out)) - {"--help"}
    text = (ROOT / "corpus" / "README.md").read_text("utf-8")
    assert {option for option in options if option not in text} == set()
    assert [kind for kind in MutationKind if f"| `{kind}` |" not in text] == []


def test_every_key_of_a_label_is_described() -> None:
    text = (ROOT / "corpus" / "README.md").read_text("utf-8")
    assert [key for key in Label.model_fields if f"`{key}`" not in text] == []


def test_credit_of_a_hollow_element_is_as_the_readme_says(pack: Pack) -> None:
    assert pack.head.credits.mentioned == 0.4
    assert "空泛得四成" in README.read_text("utf-8")

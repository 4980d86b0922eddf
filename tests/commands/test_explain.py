"""``fazhi explain``: complete for every element and rule, and well set at 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from analyzer.commands.app import main
from analyzer.commands.explain import OWN_SEVERITY
from analyzer.lexicon.load import load_pack
from analyzer.lexicon.schema import Pack
from tests.lexicon.conftest import ELEMENT, HEAD

PACK = load_pack()
# The findings of one report that the contract names; others come with other commands.
CONTRACT = [
    *("element.missing", "element.hollow", "report.not-a-report", "year.plan-mismatch"),
    *("year.stale", "year.unknown", "numbering.style", "numbering.sequence", "term.obsolete"),
    *("term.formula", "privacy.phone", "privacy.id-number", "privacy.party-name"),
    *("secrecy.mark", "shortcoming.unanswered", "leftover.placeholder", "leftover.draft-mark"),
    "genre.request-in-report",
]

Explain = Callable[..., str]


@pytest.fixture
def explain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Explain:
    """Returns what is explained of a name, at a width."""

    def explain(*arguments: str, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")
        assert main(["explain", *arguments]) == 0
        return capsys.readouterr().out

    return explain


def joined(out: str) -> str:
    """Returns the text of a sheet without labels and line ends."""
    return "".join(line[cell_prefix(line) :].replace(" ", "") for line in out.splitlines())


def cell_prefix(line: str) -> int:
    """Returns how many characters the first six columns of a line hold."""
    return next(n for n in range(len(line) + 1) if cell_len(line[:n]) >= min(6, cell_len(line)))


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("name", [element.id for element in PACK.elements])
def test_element_is_explained_completely(name: str, explain: Explain) -> None:
    element = PACK.element(name)
    told = joined(explain(name, "-v"))
    parts = [
        f"{element.name}（{element.id}）",
        f"{element.kind}，{element.weight:g}分",
        element.requirement,
        element.advice,
        *map(str, element.basis),
        *element.headings,
        *(example.text for example in element.examples),
        *(indicator.name for indicator in element.indicators),
        *(word for indicator in element.indicators for word in indicator.any_of),
        *(word for i in element.indicators for group in i.together for word in group),
        *(word for indicator in element.indicators for word in indicator.excluded),
    ]
    assert [part for part in parts if squeezed(part) not in told] == []


@pytest.mark.parametrize("name", PACK.rules)
def test_rule_is_explained_completely(name: str, explain: Explain) -> None:
    rule = PACK.rules[name]
    told = joined(explain(name, "-v"))
    parts = [
        f"{rule.name}（{rule.id}）",
        rule.severity or OWN_SEVERITY,
        rule.requirement,
        rule.advice,
        *map(str, rule.basis),
        *rule.good,
        *rule.bad,
        *(pattern.what for pattern in PACK.patterns if pattern.rule == name),
        *(word for term in PACK.terms if term.rule == name for word in term.words),
        *(term.instead for term in PACK.terms if term.rule == name),
    ]
    assert [part for part in parts if squeezed(part) not in told] == []


@pytest.mark.parametrize("rule", CONTRACT)
def test_every_finding_of_the_contract_is_explained_with_good_and_bad(rule: str) -> None:
    assert PACK.rules[rule].good
    assert PACK.rules[rule].bad


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", [*(e.id for e in PACK.elements), *PACK.rules])
def test_sheet_fits_its_columns_and_breaks_lines_as_chinese_does(
    name: str, columns: int, explain: Explain
) -> None:
    for line in explain(name, columns=columns).splitlines():
        assert cell_len(line) <= columns
        text = line[cell_prefix(line) :]
        assert not text.startswith(tuple("，。、；：）》”"))
        assert not text.endswith(tuple("（《“"))


def test_long_list_of_words_is_cut_unless_all_is_asked_for(explain: Explain, pack: Pack) -> None:
    words = next(i.any_of for i in pack.element("law_enforcement").indicators if i.any_of)
    assert len(words) > 15
    assert f"等{len(words)}个" in joined(explain("law_enforcement"))
    assert words[-1] not in joined(explain("law_enforcement")).split("例句")[0].split("线索")[-1]
    assert words[-1] in joined(explain("law_enforcement", "-v"))


def test_conditions_of_an_indicator_are_told(explain: Explain, tmp_path: Path) -> None:
    text = ELEMENT.replace(
        "    范围: 同一句",
        "    范围: 同一分句\n    须有事实: 是\n    前不接: [未]\n    排除: [查看器]",
    )
    told = joined(explain("field_visits", "--lexicon", str(overlay(tmp_path, text))))
    assert (
        "看了什么（同一分句里同时出现，须有事实）：（查看、查阅）＋（村规民约、调解台账）" in told
    )
    assert "不算：查看器" in told
    assert "接在这些词后面的不算：未" in told


def overlay(folder: Path, element: str) -> Path:
    """Writes an overlay of one element."""
    (folder / "elements").mkdir()
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "elements" / "x.yaml").write_text(element, encoding="utf-8")
    return folder


def test_date_of_a_formulation_is_told(explain: Explain) -> None:
    assert "2014-10-24起：法制宣传" in joined(explain("term.obsolete"))
    assert "2020-11-15以前：习近平法治思想" in joined(explain("term.formula"))


def test_years_bodies_and_waivers_of_an_element_are_told(explain: Explain, tmp_path: Path) -> None:
    text = ELEMENT.replace(
        "适用: {层级: [部门, 乡镇街道]}",
        "适用: {层级: [部门], 单位含: [局], 单位不含: [统计局]}\n起始年度: 2022\n终止年度: 2025\n"
        "免除: [{单位: [县档案局], 理由: 没有走访任务, 日期: 2025-01-10}]",
    )
    told = joined(explain("field_visits", "--lexicon", str(overlay(tmp_path, text))))
    assert "部门；单位名称含局；名称含统计局的除外；2022年度起；至2025年度" in told
    assert "县档案局（没有走访任务，2025-01-10）" in told


@pytest.mark.parametrize("name", ["causes", "不足的原因", " causes "])
def test_element_is_found_by_id_and_by_name(name: str, explain: Explain) -> None:
    assert explain(name).startswith("要素  不足的原因（causes）\n")


def test_rule_is_found_by_its_name(explain: Explain) -> None:
    assert explain("过时的说法").startswith("规则  过时的说法（term.obsolete）\n")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cause", "是不是 causes。"),
        ("year.plan-mismach", "是不是 year.plan-mismatch。"),
        ("numbering", "是不是 numbering.style、numbering.sequence。"),
        ("第一议题", "是不是 first_agenda。"),
        ("手机", "是不是 privacy.phone。"),
        ("qqqq", "运行 fazhi lexicon list 可以看全部。"),
    ],
)
def test_unknown_name_is_wrong_usage_and_suggests_what_was_meant(
    name: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"没有叫“{name}”的要素或规则。{meant}\n"


def test_colour_is_never_the_only_sign(explain: Explain) -> None:
    out = explain("openness")
    assert "\x1b" not in out
    assert [word for word in ("充实：", "空泛：", "缺失") if word not in out] == []

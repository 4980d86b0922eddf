"""What the clerk's guide (lexicons/README.md) prints works as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.commands.app import main
from analyzer.comparison.bodies import Bodies
from analyzer.errors import LexiconError
from analyzer.lexicon.layers import BUILT_IN
from analyzer.lexicon.lint import lint
from analyzer.lexicon.load import lexicons_folder, load
from analyzer.lexicon.schema import CueName, Element, Example, Indicator, keys_of
from analyzer.model.report import Status
from analyzer.pipeline import Analyzer

GUIDE = (lexicons_folder() / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```yaml (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
NEW = "本县补充/elements/public_legal_service.yaml"
FIRST_STEPS = ("本县补充/pack.yaml", NEW)


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that the guide prints, in which the clerk works."""
    written(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_guide_prints_every_kind_of_file() -> None:
    kinds = {name.split("/")[1] for name in FILES}
    tables = {"language.yaml", "identity.yaml", "bodies.yaml", "deadlines.yaml"}
    assert kinds == {"pack.yaml", "elements", "rules", *tables}


def test_new_element_works_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, {name: FILES[name] for name in FIRST_STEPS})
    monkeypatch.chdir(tmp_path)
    assert main(["lexicon", "lint", "本县补充"]) == 0
    counts = f"{len(load().pack.elements) + 1} 个要素、{len(load().pack.rules)} 条规则"
    assert capsys.readouterr().out.endswith(f"：{counts}，没有错误。\n")
    assert main(["lexicon", "test", "本县补充", "public_legal_service"]) == 0
    assert capsys.readouterr().out == "8 条例句全部相符。\n"
    assert main(["explain", "public_legal_service", "--lexicon", "本县补充"]) == 0
    assert "《平川县法治政府建设年度报告编写要点》第三部分第2项" in capsys.readouterr().out


def test_new_element_is_judged_in_a_report(desk: Path) -> None:
    text = "平川县司法局2024年法治政府建设年度报告\n一、工作开展情况\n全年办理法律援助案件132件。\n"
    result = Analyzer(load("本县补充").pack).analyze(text).element("public_legal_service")
    assert result.status is Status.SUBSTANTIVE
    assert result.evidence[0].text == "全年办理法律援助案件132件。"


def test_everything_the_guide_prints_loads_together_without_a_remark(desk: Path) -> None:
    loaded = load("本县补充")
    assert loaded.notices == ()
    assert [str(remark) for remark in lint(loaded)] == []


def test_examples_that_the_guide_adds_to_built_in_elements_come_out_right(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = len(load().pack.element("disputes").examples)
    status = main(["lexicon", "test", "本县补充", "disputes"])
    assert (status, capsys.readouterr().out) == (0, f"{own + 1} 条例句全部相符。\n")


def test_what_the_guide_switches_off_is_gone(desk: Path) -> None:
    before, after = load().pack, load("本县补充").pack
    gone = {e.id for e in before.elements} - {e.id for e in after.elements}
    assert gone == {"normative_documents"}
    assert before.rules.keys() - after.rules.keys() == {"leftover.draft-mark"}
    assert after.rules["numbering.style"].severity == "提示"
    assert "信访" not in after.element("disputes").indicators[0].any_of


def test_bodies_and_deadlines_of_the_guide_take_effect(desk: Path) -> None:
    pack = load("本县补充").pack
    bodies = Bodies([], pack)
    found = [
        bodies.key(name, year=2015) for name in ("平川县水务局", "柘川县水务局", "平原县工商局")
    ]
    assert [key and key.name for key in found] == [
        "平川县水利局",
        "柘川县水务局",
        "平川市市场监督管理局",
    ]
    assert pack.deadlines[0].day == "1月31日"


def test_fault_that_the_guide_shows_is_what_the_program_says(desk: Path) -> None:
    written(desk, {NEW: FILES[NEW].replace("分值: 4", "分直: 4")})
    with pytest.raises(LexiconError) as caught:
        load("本县补充")
    (fault,) = caught.value.faults
    shown = re.search(r"^本县补充\S+:\d+:\d+ .*?；可用的键：", GUIDE, re.MULTILINE)
    assert shown is not None
    assert fault.startswith(shown[0])
    assert fault.endswith("\n    分直: 4")


MISTAKES = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| .* \|$", GUIDE, re.MULTILINE)


def test_guide_warns_of_the_usual_mistakes() -> None:
    assert len(MISTAKES) == 7


@pytest.mark.parametrize(("wrong", "right"), MISTAKES)
def test_mistake_that_the_guide_warns_of_is_noticed_and_its_remedy_is_right(
    wrong: str, right: str, desk: Path
) -> None:
    key = right.split(":")[0]
    files = {
        "任一": (NEW, "    任一: [公共法律服务, 法律援助, 法律服务站, 办理公证]", "    {}"),
        "自": ("本县补充/rules/本县规则.yaml", "    自: 2019-03-01 ", "    {} "),
        "停用": ("本县补充/elements/normative_documents.yaml", "停用: 是", "{}"),
        "名称": (NEW, "名称: 公共法律服务", "{}"),
        "要求": (NEW, "要求: 写明本年度", "{}"),
    }
    name, old, new = files[key]
    assert old in FILES[name]
    written(desk, {name: FILES[name].replace(old, new.format(right), 1)})
    load("本县补充")
    bad = desk / "bad"
    written(bad, {n: t for n, t in FILES.items() if n in FIRST_STEPS or n == name})
    written(bad, {name: FILES[name].replace(old, new.format(wrong), 1)})
    try:
        noticed = [str(remark) for remark in lint(load(bad / "本县补充"))]
    except LexiconError as error:
        noticed = list(error.faults)
    assert any(f"{name}:" in told for told in noticed)


@pytest.mark.parametrize("model", [Element, Indicator, Example])
def test_guide_names_every_key(model: type[Element | Indicator | Example]) -> None:
    rows = "\n".join(line for line in GUIDE.splitlines() if line.startswith("| "))
    assert [key for key in keys_of(model) if key not in rows] == []


def test_guide_says_nothing_of_keys_that_there_are_not() -> None:
    tables = GUIDE[GUIDE.index("## 五") : GUIDE.index("## 六")]
    named = [
        key
        for row in re.findall(r"^\| ([^|]+) \|", tables, re.MULTILINE)
        for key in row.split("、")
        if key.strip("- ") and key != "键"
    ]
    known = {*keys_of(Element), *keys_of(Indicator), *keys_of(Example)}
    assert named
    assert [key for key in named if key not in known] == []


def test_names_that_the_guide_uses_are_in_the_built_in_pack() -> None:
    pack = load().pack
    assert pack.head.id == BUILT_IN
    assert "争议化解" in {i.name for i in pack.element("disputes").indicators}
    assert any(cue.name is CueName.INTENTION for cue in pack.language.cues)
